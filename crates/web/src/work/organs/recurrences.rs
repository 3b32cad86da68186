//! What comes round with a record as its template, on its page.

use axum::extract::State;
use axum::http::Method;
use axum::response::Response;
use db::ReadTx;
use desk::Result;
use desk::access::Action;
use desk::recurrence::{self, Recurrence};

use super::Seat;
use super::api::identity;
use super::form::{Form, Sent, submit};
use crate::endpoint::{Endpoints, Needs};
use crate::i18n::Arg;
use crate::identify::Member;
use crate::input::Typed;
use crate::page::{Badge, Cell, Link, Method as FormMethod, Section, SectionRow, Tone};
use crate::segment::Segment;
use crate::site::Site;
use crate::work::Reader;
use crate::work::pages::Pages;

pub(super) fn register<P: Pages>(endpoints: &mut Endpoints) {
    let may = Needs::May(P::KIND.code, Action::Plan);
    let path = format!("/{}/{{number}}/recurrences", P::KIND.path);
    let one = format!("{path}/{{recurrence}}");
    endpoints.page(Method::POST, path, may, create::<P>);
    endpoints.page(Method::DELETE, one.as_str(), may, remove::<P>);
    for (method, paused) in [(Method::POST, true), (Method::DELETE, false)] {
        let handler =
            move |site: State<Site>,
                  member: Member,
                  place: Segment<(String, String)>,
                  typed: Typed| { pause::<P>(paused, site, member, place, typed) };
        endpoints.page(method, format!("{one}/pause"), may, handler);
    }
}

pub(super) fn section(tx: &ReadTx<'_>, seat: &Seat<'_>) -> Result<Option<Section>> {
    let t = &seat.reader.t;
    if !seat.heading.admits(seat.agent, Action::Plan) || seat.heading.facts.restricted {
        return Ok(None);
    }
    let all = recurrence::of_record(tx, seat.agent, seat.heading)?;
    let row = |one: &Recurrence| {
        let id = one.id.to_string();
        let below = format!("/recurrences/{id}");
        let pause = match one.paused {
            false => Form::new("pause_repeat", format!("{below}/pause"), &[]).one_of(&id),
            true => Form {
                method: FormMethod::Delete,
                ..Form::new("resume_repeat", format!("{below}/pause"), &[]).one_of(&id)
            },
        };
        let end = Form::removing("end_repeat", &id, below);
        SectionRow {
            link: Link::new("", format!("{}: {}", told(seat.reader, one), one.title)),
            cells: cells(seat.reader, one),
            forms: vec![pause.drawn(seat), end.drawn(seat)],
        }
    };
    Ok(Some(Section {
        anchor: "recurrences",
        heading: t.text("organ-recurrences"),
        rows: all.iter().map(row).collect(),
        forms: vec![Form::new("repeat", "/recurrences", recurrence::INPUTS).drawn(seat)],
        ..Section::default()
    }))
}

/// The rule in words.
pub(super) fn told(reader: &Reader, one: &Recurrence) -> String {
    let time = one.rule.at.strftime("%H:%M").to_string();
    let words = [
        ("every", Arg::Number(one.rule.every)),
        ("time", Arg::Text(&time)),
        ("zone", Arg::Text(&one.rule.zone)),
    ];
    reader.t.text_with(&format!("repeat-rule-{}", one.rule.unit.code()), &words)
}

/// When it comes next, or why it does not.
pub(super) fn cells(reader: &Reader, one: &Recurrence) -> Vec<Cell> {
    let t = &reader.t;
    let mut cells = Vec::new();
    match one.next_at.filter(|_| !one.paused) {
        Some(next) => cells.push(Cell::Time(reader.stamp(next))),
        None => cells.push(Cell::Badge(Badge::new(t.text("repeat-paused"), Tone::Muted))),
    }
    if one.fault.is_some() {
        cells.push(Cell::Badge(Badge::new(t.text("repeat-fault"), Tone::Danger)));
    }
    if one.missed > 0 {
        let missed = t.text_with("repeat-missed", &[("count", Arg::Number(one.missed))]);
        cells.push(Cell::Badge(Badge::new(missed, Tone::Warning)));
    }
    cells
}

async fn create<P: Pages>(
    State(site): State<Site>,
    member: Member,
    Segment(number): Segment<String>,
    typed: Typed,
) -> crate::failure::Result<Response> {
    let sent = Sent { number, word: "repeat", of: String::new(), written: &["title"], typed };
    submit::<P, _>(&site, &member, sent, |tx, ctx, agent, record, raw| {
        recurrence::create(tx, ctx, agent, desk::any::<P>(), record, raw).map(drop)
    })
    .await
}

async fn remove<P: Pages>(
    State(site): State<Site>,
    member: Member,
    Segment((number, id)): Segment<(String, String)>,
    typed: Typed,
) -> crate::failure::Result<Response> {
    let sent = Sent { number, word: "end_repeat", of: id.clone(), written: &[], typed };
    submit::<P, _>(&site, &member, sent, move |tx, ctx, agent, record, _| {
        recurrence::remove(tx, ctx, agent, record, identity(&id)?)
    })
    .await
}

async fn pause<P: Pages>(
    paused: bool,
    State(site): State<Site>,
    member: Member,
    Segment((number, id)): Segment<(String, String)>,
    typed: Typed,
) -> crate::failure::Result<Response> {
    let word = if paused { "pause_repeat" } else { "resume_repeat" };
    let sent = Sent { number, word, of: id.clone(), written: &[], typed };
    submit::<P, _>(&site, &member, sent, move |tx, ctx, agent, record, _| {
        recurrence::pause(tx, ctx, agent, record, identity(&id)?, paused).map(drop)
    })
    .await
}
