//! Two people wrote the same field: both values, and a way to write one's own again.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use axum::response::Response;
use db::Id;
use desk::access::Action;
use desk::history::{Event, history};
use desk::input::RawInput;
use desk::journal::value_at;
use desk::lifecycle::{Method, Verb};
use desk::people::Person;
use desk::{Clash, find_visible};
use web::page::{ConflictValue, ErrorPage, FormField, Link, Shown, VerbForm};
use web::work::{Names, Reader, names_of_clash, words};
use web::{Member, Site, draw_with};

use super::panel::LATEST;
use crate::fields::KIND;
use crate::model::Incident;
use crate::views;

/// The incident as it is now, for whoever lost a race for a field.
struct Present {
    incident: Incident,
    events: Vec<Event>,
    /// What the fields of the form held at the version its reader saw.
    then: BTreeMap<String, Option<String>>,
    names: Names,
}

pub(super) async fn page(
    site: &Site,
    member: &Member,
    verb: &'static Verb,
    number: String,
    input: &RawInput,
    clashes: &[Clash],
) -> web::Result<Response> {
    let present = present(site, member, number, input.clone(), clashes.to_vec()).await?;
    let incident = &present.incident.record;
    let reader = Reader::new(&member.t, site.now(), &member.agent.zone);
    let record = Link::new(
        views::path(&incident.number),
        member.t.text_with("conflict-leave", &[("number", incident.number.as_str().into())]),
    );
    let values = clashes.iter().map(|clash| value(&reader, clash, &present)).collect();
    let again = VerbForm {
        verb: verb.code.to_owned(),
        path: match verb.path {
            "" => views::path(&incident.number),
            last => format!("{}/{last}", views::path(&incident.number)),
        },
        method: verb.method.into(),
        label: member.t.text("conflict-write-mine"),
        primary: true,
        fields: mine(verb, input, &present),
        ..VerbForm::default()
    };
    let page = ErrorPage {
        retry: Some(again),
        version: u64::try_from(incident.version).unwrap_or(0),
        ..ErrorPage::conflict(member.shell(), values, record)
    };
    draw_with(StatusCode::CONFLICT, &page)
}

/// What is sent again: of a form that showed the whole record only what its reader touched, or the
/// rest of it would undo what somebody else wrote in other fields meanwhile.
fn mine(verb: &Verb, input: &RawInput, present: &Present) -> Vec<FormField> {
    let touched =
        |name: &&String| verb.method != Method::Patch || input.shown(name) != then(present, name);
    input
        .values
        .keys()
        .filter(touched)
        .map(|name| FormField::hidden(name, input.shown(name)))
        .collect()
}

/// What a field held when the form was made, as the form showed it.
fn then(present: &Present, field: &str) -> String {
    let held = present.then.get(field).cloned().flatten().unwrap_or_default();
    match field {
        "requester" => present.names.name(held.parse::<Id<Person>>().ok()).unwrap_or_default(),
        _ => held,
    }
}

async fn present(
    site: &Site,
    member: &Member,
    number: String,
    input: RawInput,
    clashes: Vec<Clash>,
) -> web::Result<Present> {
    let agent = member.agent.clone();
    let present = site
        .read(move |tx| {
            let incident = find_visible::<Incident>(tx, &agent, &number)?;
            let facts = incident.record.facts();
            let internal = agent.may_with(KIND.code, Action::ReadInternal, &facts);
            let events = history(tx, &KIND, incident.record.id, internal, LATEST)?.events;
            let names = names_of_clash(tx, &incident, &events, &clashes)?;
            let base = input.version.unwrap_or(i64::MAX);
            let mut then = BTreeMap::new();
            for name in input.values.keys() {
                then.insert(name.clone(), value_at(tx, incident.record.id.cast(), base, name)?);
            }
            Ok(Present { incident, events, then, names })
        })
        .await?;
    Ok(present)
}

fn value(reader: &Reader, clash: &Clash, present: &Present) -> ConflictValue {
    let t = &reader.t;
    let in_words = |text: &str| match KIND.field(&clash.field) {
        Some(field) => words(t, &KIND, field, text, &present.names),
        None => text.to_owned(),
    };
    let wrote =
        |event: &&Event| event.changes.iter().any(|change| change.field.code == clash.field);
    let last = present.events.iter().rev().find(wrote);
    ConflictValue {
        label: t.known("field", &clash.field).unwrap_or_else(|| clash.field.clone()),
        yours: clash.yours.as_deref().map(in_words).unwrap_or_default(),
        theirs: clash.theirs.as_deref().map_or(Shown::Empty, |text| Shown::Text(in_words(text))),
        by: last.map(|event| signed(reader, event, &present.names)).unwrap_or_default(),
    }
}

fn signed(reader: &Reader, event: &Event, names: &Names) -> String {
    let who = names.name(event.actor).unwrap_or_else(|| reader.t.text("someone-system"));
    let when = reader.stamp(event.occurred_at).text;
    reader.t.text_with(
        "incident-byline",
        &[("who", who.as_str().into()), ("when", when.as_str().into())],
    )
}
