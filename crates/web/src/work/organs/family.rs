//! A record's family on its page: its parent, or its children.

use axum::extract::State;
use axum::http::Method;
use axum::response::Response;
use db::ReadTx;
use desk::access::Action;
use desk::family::{self, Children};
use desk::{Error, Heading, Result, find_heading};

use super::Seat;
use super::form::{Form, Sent, submit};
use super::links::{state_of, to_record};
use crate::endpoint::{Endpoints, Needs};
use crate::i18n::Arg;
use crate::identify::Member;
use crate::input::Typed;
use crate::page::{Cell, Link, Method as FormMethod, Section, SectionRow};
use crate::segment::Segment;
use crate::site::Site;
use crate::work::pages::Pages;
use crate::work::spread::told_of_children;

/// Children shown at most; the list has them all.
const SHOWN: usize = 50;

pub(super) fn register<P: Pages>(endpoints: &mut Endpoints) {
    let may = Needs::May(P::KIND.code, Action::Update);
    let path = format!("/{}/{{number}}/parent", P::KIND.path);
    endpoints.page(Method::POST, path.as_str(), may, set::<P>).page(
        Method::DELETE,
        path.as_str(),
        may,
        remove::<P>,
    );
}

pub(super) fn section(tx: &ReadTx<'_>, seat: &Seat<'_>) -> Result<Option<Section>> {
    let may = seat.heading.admits(seat.agent, Action::Update);
    if !seat.heading.shows_inside(seat.agent) {
        return Ok(None);
    }
    let (parent, children) = family::place(tx, seat.heading.id)?;
    if let Some(parent) = parent {
        return of_child(tx, seat, &parent, may).map(Some);
    }
    if children > 0 {
        return of_parent(tx, seat).map(Some);
    }
    let t = &seat.reader.t;
    Ok(may.then(|| Section {
        anchor: "family",
        heading: t.text("organ-family"),
        lead: t.text("organ-none-family"),
        forms: vec![Form::new("set_parent", "/parent", family::INPUTS).drawn(seat)],
        ..Section::default()
    }))
}

/// On a child's page: whose child it is, where its reader sees that one.
fn of_child(tx: &ReadTx<'_>, seat: &Seat<'_>, parent: &str, may: bool) -> Result<Section> {
    let t = &seat.reader.t;
    let seen = match find_heading(tx, seat.agent, parent) {
        Err(Error::NotFound) => None,
        found => Some(found?),
    };
    let remove = Form { method: FormMethod::Delete, ..Form::new("remove_parent", "/parent", &[]) };
    let forms =
        vec![Form::new("set_parent", "/parent", family::INPUTS).drawn(seat), remove.drawn(seat)];
    Ok(Section {
        anchor: "family",
        heading: t.text("organ-parent"),
        lead: if seen.is_some() { String::new() } else { t.text("organ-parent-unseen") },
        rows: seen.iter().map(|parent| row(seat, parent)).collect(),
        forms: if may { forms } else { Vec::new() },
        ..Section::default()
    })
}

/// On a parent's page: its children, and what was last done to them.
fn of_parent(tx: &ReadTx<'_>, seat: &Seat<'_>) -> Result<Section> {
    let t = &seat.reader.t;
    let number = seat.heading.number.as_str();
    let all: Children = family::children(tx, seat.agent, number, None, SHOWN)?;
    let gaps = [("count", Arg::Number(all.count)), ("open", Arg::Number(all.open))];
    let mut rows: Vec<SectionRow> = all.seen.iter().map(|child| row(seat, child)).collect();
    let list = format!("/{}?queue=all&q=parent+%3D+{number}", seat.kind.path);
    rows.push(SectionRow { link: Link::new(list, t.text("family-list")), ..SectionRow::default() });
    if let Some(bulk) = family::latest(tx, seat.agent, seat.heading.id)? {
        let path = format!("/{}/bulk/{}", seat.kind.path, bulk.id);
        let label = t.text_of(&format!("verb-{}", seat.kind.code), &bulk.verb);
        rows.push(SectionRow {
            link: Link::new(path, t.text_with("family-last", &[("verb", Arg::Text(&label))])),
            cells: vec![Cell::Text(told_of_children(t, &bulk))],
            forms: Vec::new(),
        });
    }
    Ok(Section {
        anchor: "family",
        heading: t.text("organ-children"),
        count: all.count.to_string(),
        lead: t.text_with("family-open", &gaps),
        rows,
        ..Section::default()
    })
}

fn row(seat: &Seat<'_>, other: &Heading) -> SectionRow {
    SectionRow {
        link: to_record(seat, other),
        cells: vec![Cell::Badge(state_of(&seat.reader.t, other))],
        forms: Vec::new(),
    }
}

async fn set<P: Pages>(
    State(site): State<Site>,
    member: Member,
    Segment(number): Segment<String>,
    typed: Typed,
) -> crate::failure::Result<Response> {
    let sent = Sent { number, word: "set_parent", of: String::new(), written: &[], typed };
    submit::<P, _>(&site, &member, sent, |tx, ctx, agent, record, raw| {
        family::set_parent::<P>(tx, ctx, agent, &record.number, raw).map(drop)
    })
    .await
}

async fn remove<P: Pages>(
    State(site): State<Site>,
    member: Member,
    Segment(number): Segment<String>,
    typed: Typed,
) -> crate::failure::Result<Response> {
    let sent = Sent { number, word: "remove_parent", of: String::new(), written: &[], typed };
    submit::<P, _>(&site, &member, sent, |tx, ctx, agent, record, raw| {
        family::remove_parent::<P>(tx, ctx, agent, &record.number, raw).map(drop)
    })
    .await
}
