//! When one is away, and who else is.

use axum::extract::State;
use axum::response::Response;
use db::{Id, ReadTx};
use desk::absence::{self, Absence};
use desk::people::Person;
use desk::{Error, task};

use super::{Own, OwnPage};
use crate::failure::Result;
use crate::i18n::Arg;
use crate::identify::Member;
use crate::input::Typed;
use crate::page::{Cell, Link, Section, SectionRow};
use crate::segment::Segment;
use crate::site::Site;
use crate::work::organs::api::{identity, known_away};
use crate::work::organs::form::Form;
use crate::work::pages::Refused;

const PAGE: OwnPage =
    OwnPage { path: "/absences", heading: "absences", lead: "absences-lead", sections };

/// The names of people, by identity.
type Names = std::collections::HashMap<Id<Person>, String>;

fn sections(tx: &ReadTx<'_>, own: &Own<'_>) -> desk::Result<Vec<Section>> {
    let (t, agent) = (&own.reader.t, &own.member.agent);
    let mine = absence::mine(tx, agent, own.reader.now)?;
    let away = known_away(tx, agent, own.reader.now)?;
    let people = mine.iter().chain(&away).flat_map(|one| [Some(one.person), one.stand_in]);
    let names = Person::names(tx, &people.flatten().collect::<Vec<_>>())?;
    let form = Form::new("announce_absence", "", absence::INPUTS);
    let row = |one: &Absence| {
        let id = one.id.to_string();
        let take = Form::removing("remove_absence", &id, format!("/{id}"));
        let forms = vec![take.drawn_at(t, &own.member.agent.zone, PAGE.path, own.refused)];
        SectionRow { link: Link::new("", note(own, one)), cells: cells(own, one, &names), forms }
    };
    let other = |one: &Absence| {
        let name = names.get(&one.person).cloned().unwrap_or_default();
        let label = if one.note.is_empty() { name } else { format!("{name}: {}", one.note) };
        SectionRow { link: Link::new("", label), cells: cells(own, one, &names), forms: Vec::new() }
    };
    let counted = |count: usize| if count == 0 { String::new() } else { count.to_string() };
    Ok(vec![
        Section {
            anchor: "mine",
            heading: t.text("absences-mine"),
            lead: if mine.is_empty() { t.text("absences-none") } else { String::new() },
            rows: mine.iter().map(row).collect(),
            forms: vec![form.drawn_at(t, &own.member.agent.zone, PAGE.path, own.refused)],
            ..Section::default()
        },
        Section {
            anchor: "others",
            heading: t.text("absences-away"),
            count: counted(away.len()),
            lead: if away.is_empty() { t.text("absences-nobody") } else { String::new() },
            rows: away.iter().map(other).collect(),
            ..Section::default()
        },
    ])
}

fn note(own: &Own<'_>, one: &Absence) -> String {
    if one.note.is_empty() { own.reader.t.text("absence-plain") } else { one.note.clone() }
}

/// From when to when, and who stands in.
fn cells(own: &Own<'_>, one: &Absence, names: &Names) -> Vec<Cell> {
    let mut cells =
        vec![Cell::Time(own.reader.stamp(one.from)), Cell::Time(own.reader.stamp(one.until))];
    if let Some(name) = one.stand_in.and_then(|id| names.get(&id)) {
        let words = own.reader.t.text_with("absence-stand-in", &[("name", Arg::Text(name))]);
        cells.push(Cell::Text(words));
    }
    cells
}

pub(super) async fn show(State(site): State<Site>, member: Member) -> Result<Response> {
    PAGE.draw(&site, &member, None).await
}

pub(super) async fn announce(
    State(site): State<Site>,
    member: Member,
    Typed(input, faults): Typed,
) -> Result<Response> {
    let did = match faults.is_empty() {
        true => {
            let (ctx, agent, raw) = (member.context(), member.agent.clone(), input.clone());
            site.write(move |tx| absence::announce(tx, &ctx, &agent, &task::KIND, &raw).map(drop))
                .await
        }
        false => Err(Error::Invalid(faults)),
    };
    let t = member.t.clone();
    let refused = |error: &Error| Refused::new(&t, "announce_absence", input, &["note"], error);
    PAGE.answer(&site, &member, did, ("announce_absence", refused)).await
}

pub(super) async fn remove(
    State(site): State<Site>,
    member: Member,
    Segment(id): Segment<String>,
    Typed(input, _): Typed,
) -> Result<Response> {
    let (ctx, agent, of) = (member.context(), member.agent.clone(), id.clone());
    let did = site.write(move |tx| absence::remove(tx, &ctx, &agent, identity(&id)?)).await;
    let t = member.t.clone();
    let refused =
        |error: &Error| Refused::new(&t, format!("remove_absence-{of}"), input, &[], error);
    PAGE.answer(&site, &member, did, ("remove_absence", refused)).await
}
