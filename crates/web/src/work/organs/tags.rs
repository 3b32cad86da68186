//! The tags of a record on its page.

use axum::extract::State;
use axum::http::Method;
use axum::response::Response;
use db::ReadTx;
use desk::Result;
use desk::access::Action;
use desk::tag;

use super::Seat;
use super::api::find;
use super::form::{Form, Sent, submit};
use crate::endpoint::{Endpoints, Needs};
use crate::identify::Member;
use crate::input::Typed;
use crate::page::{Choice, Link, Section, SectionRow, Suggestions};
use crate::query::ListRequest;
use crate::reply::draw;
use crate::segment::Segment;
use crate::site::Site;
use crate::work::pages::Pages;

/// Words suggested at most.
const SUGGESTED: u32 = 10;

pub(super) fn register<P: Pages>(endpoints: &mut Endpoints) {
    let may = |action| Needs::May(P::KIND.code, action);
    let record = format!("/{}/{{number}}", P::KIND.path);
    endpoints
        .page(Method::POST, format!("{record}/tags"), may(Action::Update), put::<P>)
        .page(Method::DELETE, format!("{record}/tags/{{tag}}"), may(Action::Update), remove::<P>)
        .page(
            Method::GET,
            format!("{record}/tag-suggestions"),
            may(Action::ReadInternal),
            suggest::<P>,
        );
}

pub(super) fn section(tx: &ReadTx<'_>, seat: &Seat<'_>) -> Result<Option<Section>> {
    let (t, record) = (&seat.reader.t, seat.heading);
    if !record.shows_inside(seat.agent) {
        return Ok(None);
    }
    let tags = tag::tags(tx, seat.agent, record)?;
    let may = record.admits(seat.agent, Action::Update);
    if tags.is_empty() && !may {
        return Ok(None);
    }
    let sources = [("tag", format!("{}/tag-suggestions", seat.path))];
    let form = Form { sources: &sources, ..Form::new("tag", "/tags", tag::INPUTS) };
    let row = |(place, tag): (usize, &tag::Tag)| {
        let below = format!("/tags/{}", escaped(&tag.folded));
        let take = || Form::removing("untag", &place.to_string(), below.clone()).drawn(seat);
        SectionRow {
            link: Link::new("", tag.label.clone()),
            cells: Vec::new(),
            forms: may.then(take).into_iter().collect(),
        }
    };
    Ok(Some(Section {
        anchor: "tags",
        heading: t.text("organ-tags"),
        rows: tags.iter().enumerate().map(row).collect(),
        lead: if tags.is_empty() { t.text("organ-none-tags") } else { String::new() },
        forms: may.then(|| form.drawn(seat)).into_iter().collect(),
        ..Section::default()
    }))
}

/// A word as a part of a path.
fn escaped(word: &str) -> String {
    percent_encoding::utf8_percent_encode(word, percent_encoding::NON_ALPHANUMERIC).to_string()
}

async fn put<P: Pages>(
    State(site): State<Site>,
    member: Member,
    Segment(number): Segment<String>,
    typed: Typed,
) -> crate::failure::Result<Response> {
    let sent = Sent { number, word: "tag", of: String::new(), written: &[], typed };
    submit::<P, _>(&site, &member, sent, |tx, ctx, agent, record, raw| {
        tag::put(tx, ctx, agent, P::KIND, record, raw).map(drop)
    })
    .await
}

async fn remove<P: Pages>(
    State(site): State<Site>,
    member: Member,
    Segment((number, word)): Segment<(String, String)>,
    typed: Typed,
) -> crate::failure::Result<Response> {
    let sent = Sent { number, word: "untag", of: word.clone(), written: &[], typed };
    submit::<P, _>(&site, &member, sent, move |tx, ctx, agent, record, _| {
        tag::remove(tx, ctx, agent, record, &word)
    })
    .await
}

async fn suggest<P: Pages>(
    State(site): State<Site>,
    member: Member,
    Segment(number): Segment<String>,
    mut asked: ListRequest,
) -> crate::failure::Result<Response> {
    let starts = asked.take("tag").unwrap_or_default();
    let agent = member.agent.clone();
    let words = site
        .read(move |tx| {
            let record = find(tx, &agent, P::KIND, &number)?;
            record.require(&agent, Action::ReadInternal)?;
            tag::suggestions(tx, &agent, &record, &starts, SUGGESTED)
        })
        .await?;
    let choices = words.into_iter().map(|word| Choice::new(word.clone(), word)).collect();
    draw(&Suggestions { choices })
}
