//! A token's page: whose it is, how it is used, what was done to it, and how it ends.

use axum::extract::State;
use axum::response::Response;
use db::{Id, Timestamp};
use desk::Error;
use desk::account::{ApiToken, HeldToken, revoke_anybodys_token, token};

use super::super::lately;
use super::super::users;
use super::list::state;
use super::{PATH, VERBS};
use crate::account::{Shown, draw_sections, token_marks};
use crate::failure::Result;
use crate::identify::Member;
use crate::page::{Cell, Link, Method, Section, SectionRow, VerbForm};
use crate::segment::Segment;
use crate::site::Site;
use crate::work::{Reader, given_away};

/// The token that the address names.
pub(super) fn named(text: &str) -> desk::Result<Id<ApiToken>> {
    text.parse().map_err(|_| Error::NotFound)
}

pub(super) async fn show(
    State(site): State<Site>,
    member: Member,
    Segment(text): Segment<String>,
) -> Result<Response> {
    let id = named(&text)?;
    let agent = member.agent.clone();
    let (held, (entries, names)) = site
        .read(move |tx| {
            let held = token(tx, &agent, id)?;
            let about = id.to_string();
            Ok((held, lately::read(tx, &agent, VERBS, Some(("token", &about)))?))
        })
        .await?;
    let reader = Reader::new(&member.t, site.now(), &member.agent.zone);
    let sections =
        vec![itself(&reader, &held), lately::section(&member.agent, &reader, &entries, &names)];
    let place = Some(Link::new(PATH, member.t.text("nav-tokens")));
    let lead = member.t.text("tokens-one-lead");
    draw_sections(&member, (place, held.token.name.clone(), lead), sections, Shown::Plainly)
}

fn itself(reader: &Reader, held: &HeldToken) -> Section {
    let (t, token) = (&reader.t, &held.token);
    let when = |at: Option<Timestamp>| at.map_or(Cell::Empty, |at| Cell::Time(reader.stamp(at)));
    let line = |key: &str, cells: Vec<Cell>| SectionRow {
        link: Link::new("", t.text_of("tokens-column", key)),
        cells,
        forms: Vec::new(),
    };
    let owner = Link::new(format!("{}/{}", users::PATH, token.person), held.owner.as_str());
    let mut standing = vec![Cell::Badge(state(t, held, reader.now))];
    // The first stands for the state already.
    standing.extend(token_marks(t, token, reader.now).into_iter().skip(1).map(Cell::Badge));
    let mut rows = vec![
        line("state", standing),
        line("person", vec![Cell::Link(owner)]),
        line("made", vec![when(Some(token.created_at))]),
        line("used", vec![when(token.used_at)]),
        line("expires", vec![when(token.expires_at)]),
    ];
    rows.extend(token.revoked_at.map(|at| line("revoked", vec![when(Some(at))])));
    let revoke = VerbForm {
        method: Method::Delete,
        danger: true,
        ..VerbForm::button("revoke", format!("{PATH}/{}", token.id), t.text("account-revoke"))
    };
    Section {
        anchor: "token",
        heading: t.text("tokens-one"),
        rows,
        forms: token.works(reader.now).then_some(revoke).into_iter().collect(),
        ..Section::default()
    }
}

pub(super) async fn revoke(
    State(site): State<Site>,
    member: Member,
    Segment(text): Segment<String>,
) -> Result<Response> {
    let id = named(&text)?;
    let (ctx, agent) = (member.context(), member.agent.clone());
    site.write(move |tx| revoke_anybodys_token(tx, &ctx, &agent, id)).await?;
    Ok(given_away(&member, &format!("{PATH}/{id}"), &member.t.text("account-revoked")))
}
