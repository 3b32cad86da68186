//! Two people wrote the same field: both values, and a way to write one's own again.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use axum::response::Response;
use db::{Id, Timestamp, Value};
use desk::access::Action;
use desk::custom::Catalogue;
use desk::field::{Field, FieldKind};
use desk::history::{Event, history_seen_by};
use desk::input::RawInput;
use desk::journal::{several_at, value_at};
use desk::lifecycle::{Method, Verb};
use desk::people::Person;
use desk::{Clash, find_visible};

use super::added::typed;
use super::choices::is_typed_person;
use super::load::LATEST;
use super::own::{Pages, Told};
use super::{Names, Reader, record_path};
use crate::failure::Result;
use crate::identify::Member;
use crate::page::{ConflictValue, ErrorPage, FormField, Link, Shown, VerbForm};
use crate::reply::draw_with;
use crate::site::Site;
use crate::work::{label, names_of_clash, words};

/// The record as it is now, for whoever lost a race for a field.
struct Present<P> {
    found: P,
    events: Vec<Event>,
    /// What the fields of the form held at the version its reader saw.
    then: BTreeMap<String, Option<String>>,
    /// What those that administrators added held then.
    added: Vec<(&'static Field, Value)>,
    names: Names,
    catalogue: Catalogue,
    zone: String,
}

pub(super) async fn page<P: Pages>(
    site: &Site,
    member: &Member,
    verb: &'static Verb,
    number: String,
    input: &RawInput,
    clashes: &[Clash],
) -> Result<Response> {
    let present = present::<P>(site, member, number, input.clone(), clashes.to_vec()).await?;
    let record = present.found.record();
    let path = record_path(P::KIND, &record.number);
    let reader = Reader::new(&member.t, site.now(), &member.agent.zone);
    let leave = member.t.text_with("conflict-leave", &[("number", record.number.as_str().into())]);
    let values = clashes.iter().map(|clash| value(&reader, clash, &present)).collect();
    let again = VerbForm {
        verb: verb.code.to_owned(),
        path: match verb.path {
            "" => path.clone(),
            last => format!("{path}/{last}"),
        },
        method: verb.method.into(),
        label: member.t.text("conflict-write-mine"),
        primary: true,
        fields: mine(verb, input, &present),
        ..VerbForm::default()
    };
    let page = ErrorPage {
        retry: Some(again),
        version: u64::try_from(record.version).unwrap_or(0),
        ..ErrorPage::conflict(member.shell(), values, Link::new(path, leave))
    };
    draw_with(StatusCode::CONFLICT, &page)
}

/// What is sent again: of a form that showed the whole record only what its reader touched, or the
/// rest of it would undo what somebody else wrote in other fields meanwhile.
fn mine<P>(verb: &Verb, input: &RawInput, present: &Present<P>) -> Vec<FormField> {
    let touched = |name: &&String| {
        let shown = input.shown(name);
        let then = then(verb, present, name);
        let field = present.catalogue.field(name);
        let same = if field.is_some_and(|field| field.kind.is_several()) {
            in_order(&shown) == in_order(&then)
        } else {
            shown == then
        };
        verb.method != Method::Patch || !same
    };
    input
        .values
        .keys()
        .filter(touched)
        .map(|name| FormField::hidden(name, input.shown(name)))
        .collect()
}

/// Several codes in one order, whichever they were ticked in.
fn in_order(codes: &str) -> Vec<&str> {
    let mut codes: Vec<&str> = codes.split(',').filter(|code| !code.is_empty()).collect();
    codes.sort_unstable();
    codes
}

/// What a field held when the form was made, as the form showed it.
fn then<P>(verb: &Verb, present: &Present<P>, field: &str) -> String {
    if let Some((field, value)) = present.added.iter().find(|(added, _)| added.code == field) {
        return typed(field, value, &present.zone, &present.names);
    }
    let held = present.then.get(field).cloned().flatten().unwrap_or_default();
    if verb.inputs.iter().any(|input| input.code == field && is_typed_person(input)) {
        return present.names.name(held.parse::<Id<Person>>().ok()).unwrap_or_default();
    }
    held
}

async fn present<P: Pages>(
    site: &Site,
    member: &Member,
    number: String,
    input: RawInput,
    clashes: Vec<Clash>,
) -> Result<Present<P>> {
    let agent = member.agent.clone();
    let present = site
        .read(move |tx| {
            let found = find_visible::<P>(tx, &agent, &number)?;
            let facts = found.record().facts();
            let internal = agent.may_with(P::KIND.code, Action::ReadInternal, &facts);
            let id = found.record().id;
            let events = history_seen_by(tx, P::KIND, id, &agent, internal, LATEST)?.events;
            let base = input.version.unwrap_or(i64::MAX);
            let catalogue = Catalogue::of(tx, P::KIND)?;
            let (mut then, mut added) = (BTreeMap::new(), Vec::new());
            for name in input.values.keys() {
                let subject = found.record().id.cast();
                let field = catalogue.field(name).filter(|field| field.definition().is_some());
                let Some(field) = field else {
                    then.insert(name.clone(), value_at(tx, subject, base, name)?);
                    continue;
                };
                let held = if field.kind.is_several() {
                    several_at(tx, subject, base, name)?
                } else {
                    value_at(tx, subject, base, name)?
                };
                let held = held.and_then(|text| field.kind.recall(&text)).unwrap_or(Value::Null);
                added.push((field, held));
            }
            let names = names_of_clash(tx, &found, &events, (&clashes, &added))?;
            let zone = agent.zone.clone();
            Ok(Present { found, events, then, added, names, catalogue, zone })
        })
        .await?;
    Ok(present)
}

fn value<P: Pages>(reader: &Reader, clash: &Clash, present: &Present<P>) -> ConflictValue {
    let t = &reader.t;
    let field = present.catalogue.field(&clash.field);
    let in_words = |text: &str| match (field, text.parse()) {
        (Some(field), Ok(micros)) if field.kind == FieldKind::Instant => {
            reader.stamp(Timestamp::from_micros(micros)).full
        }
        (Some(field), _) => words(t, P::KIND, field, text, &present.names),
        (None, _) => text.to_owned(),
    };
    let wrote =
        |event: &&Event| event.changes.iter().any(|change| change.field.code == clash.field);
    let told = Told { reader, names: &present.names, latest: &present.events };
    ConflictValue {
        label: field.map_or_else(|| clash.field.clone(), |field| label(t, field)),
        yours: clash.yours.as_deref().map(in_words).unwrap_or_default(),
        theirs: clash.theirs.as_deref().map_or(Shown::Empty, |text| Shown::Text(in_words(text))),
        by: told.signed(present.events.iter().rev().find(wrote)),
    }
}
