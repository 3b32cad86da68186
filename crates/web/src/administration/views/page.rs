//! A shared view's page: whose it is, whom it is offered to, what it lists, what was done to it.

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use desk::input::RawInput;
use desk::view::{self, SharedView};
use desk::{Error, Kind};

use super::super::Kinds;
use super::super::lately;
use super::super::log_names::LogNames;
use super::draw::itself;
use super::{PATH, VERBS, named};
use crate::account::{Refused, Shown, draw_sections};
use crate::failure::Result;
use crate::identify::Member;
use crate::input::Typed;
use crate::page::Link;
use crate::query::ListRequest;
use crate::segment::Segment;
use crate::site::Site;
use crate::work::views::Offered;
use crate::work::{Reader, counted, given_away};

/// What the page tells.
pub(super) struct Known {
    pub(super) one: SharedView,
    pub(super) kind: &'static Kind,
    pub(super) names: Offered,
    /// How many people it is offered to; nothing for everybody.
    pub(super) people: Option<i64>,
    history: (Vec<desk::journal::Entry>, LogNames),
}

pub(super) async fn show(
    site: State<Site>,
    kinds: Extension<Kinds>,
    member: Member,
    Segment(text): Segment<String>,
    request: ListRequest,
) -> Result<Response> {
    request.nothing_else()?;
    draw(site, kinds, &member, (&text, request), None).await
}

async fn draw(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    member: &Member,
    (text, request): (&str, ListRequest),
    refused: Option<Refused>,
) -> Result<Response> {
    let id = named(text)?;
    let (agent, now) = (member.agent.clone(), site.now());
    let known = site
        .read(move |tx| {
            let one = view::shared_view(tx, &agent, id)?;
            let kind = kinds.find(&one.view.kind).ok_or(Error::NotFound)?;
            let about = id.to_string();
            Ok(Known {
                names: Offered::of(tx, &agent, std::slice::from_ref(&one.view))?,
                people: view::audience(tx, &one.view)?,
                history: lately::read(tx, &agent, VERBS, Some(("view", &about)))?,
                one,
                kind,
            })
        })
        .await?;
    // Aside of everything else, as the counts of all lists.
    let mut all = request;
    all.view = id.to_string();
    let holds = counted(&site, known.kind, member.agent.clone(), all, "").await;
    let reader = Reader::new(&member.t, now, &member.agent.zone);
    let (entries, names) = &known.history;
    let sections = vec![
        itself(member, &reader, (&known, &holds), refused.as_ref()),
        lately::section(&member.agent, &reader, entries, names),
    ];
    let place = Some(Link::new(PATH, member.t.text("nav-shared-views")));
    let lead = member.t.text("shared-views-one-lead");
    let shown = if refused.is_some() { Shown::Refused } else { Shown::Plainly };
    draw_sections(member, (place, known.one.view.name.clone(), lead), sections, shown)
}

pub(super) async fn hand_over(
    site: State<Site>,
    kinds: Extension<Kinds>,
    member: Member,
    Segment(text): Segment<String>,
    request: ListRequest,
    Typed(raw, faults): Typed,
) -> Result<Response> {
    let id = named(&text)?;
    let done = match faults.is_empty() {
        true => give(&site, &kinds, &member, id, &raw).await,
        false => Err(Error::Invalid(faults)),
    };
    match done {
        Ok(view) => {
            let said =
                member.t.text_with("shared-views-handed", &[("name", view.name.as_str().into())]);
            Ok(given_away(&member, &format!("{PATH}/{id}"), &said))
        }
        Err(error @ (Error::Invalid(_) | Error::Stale { .. })) => {
            let refused = Refused::new(&member, "hand_over", raw, &error);
            draw(site, kinds, &member, (&text, request), Some(refused)).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn give(
    site: &Site,
    kinds: &Kinds,
    member: &Member,
    id: db::Id<view::View>,
    raw: &RawInput,
) -> desk::Result<view::View> {
    let (ctx, agent) = (member.context(), member.agent.clone());
    let (kinds, raw) = (kinds.clone(), raw.clone());
    site.write(move |tx| {
        let one = view::shared_view(tx, &agent, id)?;
        let kind = kinds.find(&one.view.kind).ok_or(Error::NotFound)?;
        view::hand_over(tx, &ctx, &agent, kind, (id, raw.version), &raw)
    })
    .await
}

pub(super) async fn delete(
    site: State<Site>,
    kinds: Extension<Kinds>,
    member: Member,
    Segment(text): Segment<String>,
    request: ListRequest,
    Typed(raw, _): Typed,
) -> Result<Response> {
    let id = named(&text)?;
    let (ctx, agent, seen) = (member.context(), member.agent.clone(), raw.version);
    match site.write(move |tx| view::delete(tx, &ctx, &agent, (id, seen))).await {
        Ok(view) => {
            let gone = [("name", view.name.as_str().into())];
            Ok(given_away(&member, PATH, &member.t.text_with("view-deleted", &gone)))
        }
        Err(error @ Error::Stale { .. }) => {
            let refused = Refused::new(&member, "delete", raw, &error);
            draw(site, kinds, &member, (&text, request), Some(refused)).await
        }
        Err(error) => Err(error.into()),
    }
}
