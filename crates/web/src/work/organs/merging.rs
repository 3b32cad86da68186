//! Duplicates on a record's page: what was merged into it, merging it, and splitting off a part.

use axum::extract::State;
use axum::http::Method;
use axum::response::Response;
use db::ReadTx;
use desk::access::Action;
use desk::merge::{self, MERGE, SPLIT};
use desk::{Heading, Result};

use super::Seat;
use super::form::{Form, Sent, open_from, submit};
use super::links::{state_of, to_record};
use crate::endpoint::{Endpoints, Needs};
use crate::identify::Member;
use crate::input::Typed;
use crate::page::{Cell, Choice, Link, Method as FormMethod, Section, SectionRow};
use crate::segment::Segment;
use crate::site::Site;
use crate::work::merged::{NAME, SHOW};
use crate::work::pages::Pages;

/// What is written in one's own words, and must not be lost.
const WRITTEN: &[&str] = &["title", "description"];
/// Characters of a comment to choose.
const SHORT: usize = 80;
/// Its place on the page.
pub(super) const ANCHOR: &str = "merging";

pub(super) fn register<P: Pages>(endpoints: &mut Endpoints) {
    let may = Needs::May(P::KIND.code, Action::Update);
    let record = format!("/{}/{{number}}", P::KIND.path);
    endpoints
        .page(Method::POST, format!("{record}/merge"), may, make::<P>)
        .page(Method::DELETE, format!("{record}/merge"), may, undo::<P>)
        .page(Method::POST, format!("{record}/split"), may, split::<P>);
}

pub(super) fn section(tx: &ReadTx<'_>, seat: &Seat<'_>) -> Result<Option<Section>> {
    let t = &seat.reader.t;
    let may = seat.heading.admits(seat.agent, Action::Update);
    if merge::target_of(tx, seat.heading.id)?.is_some() {
        let target = merge::merged_into(tx, seat.agent, seat.heading.id)?;
        return Ok(Some(of_merged(seat, target.as_ref(), may)));
    }
    let from = merge::merged_from(tx, seat.agent, seat.heading.id)?;
    if from.is_empty() && !may {
        return Ok(None);
    }
    let forms = if may { forms(tx, seat)? } else { Vec::new() };
    Ok(Some(Section {
        anchor: ANCHOR,
        heading: t.text("organ-merging"),
        count: if from.is_empty() { String::new() } else { from.len().to_string() },
        lead: if from.is_empty() { t.text("organ-none-merging") } else { String::new() },
        rows: from.iter().map(|source| itself(seat, source)).collect(),
        forms,
        ..Section::default()
    }))
}

/// On the page of a record that was merged: where it went, and the way back.
fn of_merged(seat: &Seat<'_>, target: Option<&Heading>, may: bool) -> Section {
    let t = &seat.reader.t;
    let undo = Form { method: FormMethod::Delete, ..Form::new("unmerge", "/merge", &[]) };
    let shown = target.map(|target| SectionRow {
        link: to_record(seat, target),
        cells: vec![Cell::Badge(state_of(t, target))],
        forms: Vec::new(),
    });
    Section {
        anchor: ANCHOR,
        heading: t.text("organ-merged"),
        lead: if target.is_some() { String::new() } else { t.text("organ-merged-unseen") },
        rows: shown.into_iter().collect(),
        forms: (may && target.is_some()).then(|| undo.drawn(seat)).into_iter().collect(),
        ..Section::default()
    }
}

/// A record that was merged into this one; the link leads to itself.
fn itself(seat: &Seat<'_>, source: &Heading) -> SectionRow {
    let link = to_record(seat, source);
    SectionRow {
        link: Link::new(format!("{}?{NAME}={SHOW}", link.href), link.label),
        cells: vec![Cell::Badge(state_of(&seat.reader.t, source))],
        forms: Vec::new(),
    }
}

fn forms(tx: &ReadTx<'_>, seat: &Seat<'_>) -> Result<Vec<crate::page::VerbForm>> {
    let mut forms = vec![Form::new("merge", "/merge", MERGE).drawn(seat)];
    if seat.agent.may(seat.kind.code, Action::Create) {
        let said = merge::sayings(tx, seat.kind, seat.agent, seat.heading.id)?;
        let choice = |(seq, text): (i64, String)| Choice::new(seq.to_string(), short(&text));
        let choices = [("said", said.into_iter().map(choice).collect())];
        forms.push(Form { choices: &choices, ..Form::new("split", "/split", SPLIT) }.drawn(seat));
    }
    Ok(forms)
}

fn short(text: &str) -> String {
    let line = markdown::plain(text);
    let mut shown: String = line.chars().take(SHORT).collect();
    if shown.len() < line.len() {
        shown.push('…');
    }
    shown
}

async fn make<P: Pages>(
    State(site): State<Site>,
    member: Member,
    Segment(number): Segment<String>,
    typed: Typed,
) -> crate::failure::Result<Response> {
    let sent = Sent { number, word: "merge", of: String::new(), written: &[], typed };
    submit::<P, _>(&site, &member, sent, |tx, ctx, agent, record, raw| {
        merge::merge::<P>(tx, ctx, agent, &record.number, raw).map(drop)
    })
    .await
}

async fn undo<P: Pages>(
    State(site): State<Site>,
    member: Member,
    Segment(number): Segment<String>,
    typed: Typed,
) -> crate::failure::Result<Response> {
    let sent = Sent { number, word: "unmerge", of: String::new(), written: &[], typed };
    submit::<P, _>(&site, &member, sent, |tx, ctx, agent, record, _| {
        merge::unmerge::<P>(tx, ctx, agent, &record.number).map(drop)
    })
    .await
}

async fn split<P: Pages>(
    State(site): State<Site>,
    member: Member,
    Segment(number): Segment<String>,
    typed: Typed,
) -> crate::failure::Result<Response> {
    let sent = Sent { number, word: "split", of: String::new(), written: WRITTEN, typed };
    open_from::<P>(&site, &member, sent, merge::split::<P>).await
}
