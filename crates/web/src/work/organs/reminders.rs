//! One's own reminders of a record, on its page.

use axum::extract::State;
use axum::http::Method;
use axum::response::Response;
use db::ReadTx;
use desk::Result;
use desk::access::Action;
use desk::due::reminder::{self, Reminder};

use super::Seat;
use super::api::identity;
use super::form::{Form, Sent, submit};
use crate::endpoint::{Endpoints, Needs};
use crate::identify::Member;
use crate::input::Typed;
use crate::page::{Badge, Cell, Link, Section, SectionRow, Tone};
use crate::segment::Segment;
use crate::site::Site;
use crate::work::Reader;
use crate::work::pages::Pages;

pub(super) fn register<P: Pages>(endpoints: &mut Endpoints) {
    let may = Needs::May(P::KIND.code, Action::Read);
    let path = format!("/{}/{{number}}/reminders", P::KIND.path);
    endpoints.page(Method::POST, path.as_str(), may, ask::<P>).page(
        Method::DELETE,
        format!("{path}/{{reminder}}"),
        may,
        remove::<P>,
    );
}

pub(super) fn section(tx: &ReadTx<'_>, seat: &Seat<'_>) -> Result<Option<Section>> {
    let t = &seat.reader.t;
    let mine = reminder::of_record(tx, seat.agent, seat.heading.id)?;
    let row = |one: &Reminder| {
        let id = one.id.to_string();
        let take = Form::removing("remove_reminder", &id, format!("/reminders/{id}")).drawn(seat);
        SectionRow {
            link: Link::new("", note(seat.reader, one)),
            cells: cells(seat.reader, one),
            forms: vec![take],
        }
    };
    Ok(Some(Section {
        anchor: "reminders",
        heading: t.text("organ-reminders"),
        lead: if mine.is_empty() { String::new() } else { t.text("organ-only-yours") },
        rows: mine.iter().map(row).collect(),
        forms: vec![Form::new("remind", "/reminders", reminder::INPUTS).drawn(seat)],
        ..Section::default()
    }))
}

/// What to think of.
pub(super) fn note(reader: &Reader, one: &Reminder) -> String {
    if one.note.is_empty() { reader.t.text("reminder-plain") } else { one.note.clone() }
}

/// When it comes, or that it has come.
pub(super) fn cells(reader: &Reader, one: &Reminder) -> Vec<Cell> {
    let come = || Cell::Badge(Badge::new(reader.t.text("reminder-come"), Tone::Warning));
    let at = Cell::Time(reader.stamp(one.at));
    one.is_due.then(come).into_iter().chain([at]).collect()
}

async fn ask<P: Pages>(
    State(site): State<Site>,
    member: Member,
    Segment(number): Segment<String>,
    typed: Typed,
) -> crate::failure::Result<Response> {
    let sent = Sent { number, word: "remind", of: String::new(), written: &["note"], typed };
    submit::<P, _>(&site, &member, sent, |tx, ctx, agent, record, raw| {
        reminder::ask(tx, ctx, agent, P::KIND, record, raw).map(drop)
    })
    .await
}

async fn remove<P: Pages>(
    State(site): State<Site>,
    member: Member,
    Segment((number, id)): Segment<(String, String)>,
    typed: Typed,
) -> crate::failure::Result<Response> {
    let sent = Sent { number, word: "remove_reminder", of: id.clone(), written: &[], typed };
    submit::<P, _>(&site, &member, sent, move |tx, _, agent, _, _| {
        reminder::remove(tx, agent, identity(&id)?)
    })
    .await
}
