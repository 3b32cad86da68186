//! The links of a record on its page.

use axum::extract::State;
use axum::http::Method;
use axum::response::Response;
use db::ReadTx;
use desk::access::Action;
use desk::link::{self, Link as Tie};
use desk::{Heading, Result};

use super::Seat;
use super::api::identity;
use super::form::{Form, Sent, submit};
use crate::endpoint::{Endpoints, Needs};
use crate::i18n::Translator;
use crate::identify::Member;
use crate::input::Typed;
use crate::page::{Badge, Cell, Link, Section, SectionRow, Tone};
use crate::segment::Segment;
use crate::site::Site;
use crate::work::pages::Pages;

/// Links shown at most; the API has them all.
const SHOWN: usize = 50;

pub(super) fn register<P: Pages>(endpoints: &mut Endpoints) {
    let may = Needs::May(P::KIND.code, Action::Update);
    let path = format!("/{}/{{number}}/links", P::KIND.path);
    endpoints.page(Method::POST, path.as_str(), may, make::<P>);
    endpoints.page(Method::DELETE, format!("{path}/{{link}}"), may, remove::<P>);
}

pub(super) fn section(tx: &ReadTx<'_>, seat: &Seat<'_>) -> Result<Option<Section>> {
    let t = &seat.reader.t;
    let links = link::links(tx, seat.agent, seat.heading.id)?;
    let may = seat.heading.admits(seat.agent, Action::Update);
    if links.is_empty() && !may {
        return Ok(None);
    }
    let form = may.then(|| Form::new("link", "/links", link::INPUTS).drawn(seat));
    let lead = if links.is_empty() { t.text("organ-none-links") } else { String::new() };
    Ok(Some(Section {
        anchor: "links",
        heading: t.text("organ-links"),
        count: if links.is_empty() { String::new() } else { links.len().to_string() },
        lead,
        rows: links.iter().take(SHOWN).map(|link| row(seat, link, may)).collect(),
        forms: form.into_iter().collect(),
        ..Section::default()
    }))
}

fn row(seat: &Seat<'_>, link: &Tie, may: bool) -> SectionRow {
    let t = &seat.reader.t;
    let (id, other) = (link.id.to_string(), &link.other);
    let take = || Form::removing("unlink", &id, format!("/links/{id}")).drawn(seat);
    SectionRow {
        link: to_record(seat, other),
        cells: vec![
            Cell::Text(t.text_of("relation", link.side.code())),
            Cell::Badge(state_of(t, other)),
        ],
        forms: may.then(take).into_iter().collect(),
    }
}

/// A link to another record.
pub(super) fn to_record(seat: &Seat<'_>, other: &Heading) -> Link {
    let path = seat.member.record_path(&other.kind, &other.number);
    Link::new(path, format!("{} {}", other.number, other.title))
}

/// The state of a record of any kind.
pub(super) fn state_of(t: &Translator, other: &Heading) -> Badge {
    let words = t.known(&format!("state-{}", other.kind), &other.state);
    let tone = if other.is_open { Tone::Active } else { Tone::Muted };
    Badge::new(words.unwrap_or_else(|| other.state.clone()), tone)
}

async fn make<P: Pages>(
    State(site): State<Site>,
    member: Member,
    Segment(number): Segment<String>,
    typed: Typed,
) -> crate::failure::Result<Response> {
    let sent = Sent { number, word: "link", of: String::new(), written: &[], typed };
    submit::<P, _>(&site, &member, sent, |tx, ctx, agent, record, raw| {
        link::make(tx, ctx, agent, P::KIND, record, raw).map(drop)
    })
    .await
}

async fn remove<P: Pages>(
    State(site): State<Site>,
    member: Member,
    Segment((number, id)): Segment<(String, String)>,
    typed: Typed,
) -> crate::failure::Result<Response> {
    let sent = Sent { number, word: "unlink", of: id.clone(), written: &[], typed };
    submit::<P, _>(&site, &member, sent, move |tx, ctx, agent, record, _| {
        link::remove(tx, ctx, agent, record, identity(&id)?)
    })
    .await
}
