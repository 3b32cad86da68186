//! One's reminders.

use axum::extract::State;
use axum::response::Response;
use db::ReadTx;
use desk::Heading;
use desk::due::reminder::{self, Reminder};

use super::{Own, OwnPage};
use crate::failure::Result;
use crate::identify::Member;
use crate::input::Typed;
use crate::page::{Link, Section, SectionRow};
use crate::segment::Segment;
use crate::site::Site;
use crate::work::organs::api::identity;
use crate::work::organs::form::Form;
use crate::work::organs::reminders::{cells, note};
use crate::work::pages::Refused;

const PAGE: OwnPage =
    OwnPage { path: "/reminders", heading: "nav-reminders", lead: "reminders-lead", sections };

fn sections(tx: &ReadTx<'_>, own: &Own<'_>) -> desk::Result<Vec<Section>> {
    let t = &own.reader.t;
    let section = |anchor: &'static str, due: bool| -> desk::Result<Section> {
        let all = reminder::mine(tx, &own.member.agent, due)?;
        Ok(Section {
            anchor,
            heading: t.text_of("reminders", anchor),
            count: if all.is_empty() { String::new() } else { all.len().to_string() },
            lead: if all.is_empty() { t.text_of("reminders-none", anchor) } else { String::new() },
            rows: all.iter().map(|(one, record)| row(own, one, record.as_ref())).collect(),
            ..Section::default()
        })
    };
    Ok(vec![section("due", true)?, section("to-come", false)?])
}

fn row(own: &Own<'_>, one: &Reminder, record: Option<&Heading>) -> SectionRow {
    let id = one.id.to_string();
    let note = note(own.reader, one);
    let take = Form::removing("remove_reminder", &id, format!("/{id}"));
    SectionRow {
        link: match record {
            Some(of) => Link::new(
                own.member.record_path(&of.kind, &of.number),
                format!("{} {}: {note}", of.number, of.title),
            ),
            None => Link::new("", note),
        },
        cells: cells(own.reader, one),
        forms: vec![take.drawn_at(&own.reader.t, &own.member.agent.zone, PAGE.path, own.refused)],
    }
}

pub(super) async fn show(State(site): State<Site>, member: Member) -> Result<Response> {
    PAGE.draw(&site, &member, None).await
}

pub(super) async fn remove(
    State(site): State<Site>,
    member: Member,
    Segment(id): Segment<String>,
    Typed(input, _): Typed,
) -> Result<Response> {
    let (agent, of) = (member.agent.clone(), id.clone());
    let did = site.write(move |tx| reminder::remove(tx, &agent, identity(&id)?)).await;
    let t = member.t.clone();
    let refused =
        |error: &desk::Error| Refused::new(&t, format!("remove_reminder-{of}"), input, &[], error);
    PAGE.answer(&site, &member, did, ("remove_reminder", refused)).await
}
