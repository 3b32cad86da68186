//! Who belongs to a team or a department: the sections that tell it, and what their forms do.

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use db::Tx;
use desk::access::Agent;
use desk::foundation::{self, TEAM, TeamMember};
use desk::input::{RawInput, RawValue};
use desk::people::Person;
use desk::{Context, Error};

use super::super::Kinds;
use super::super::users;
use super::of::{Of, path_of, path_to};
use super::page::{Known, Pending, draw};
use crate::account::Refused;
use crate::failure::Result;
use crate::i18n::Translator;
use crate::identify::Member;
use crate::input::Typed;
use crate::page::{
    Badge, Cell, FieldKind, FormField, Link, Method, Section, SectionRow, Tone, VerbForm,
};
use crate::segment::Segment;
use crate::site::Site;
use crate::work::{Reader, given_away};

/// The form that adds somebody.
fn add_form(t: &Translator, path: String, hint: &str, lead: bool) -> VerbForm {
    let person = FormField::text("person", t.text("organisation-part-person"));
    let person = person.required().with_hint(t.text("organisation-person-hint"));
    let leads = FormField {
        kind: FieldKind::Checkbox,
        ..FormField::text("lead", t.text("organisation-leads"))
    };
    VerbForm {
        hint: t.text(hint),
        fields: std::iter::once(person).chain(lead.then_some(leads)).collect(),
        submit: t.text("organisation-add-person"),
        ..VerbForm::button("add", path, t.text("organisation-add-person"))
    }
}

/// Who somebody is, with their page where the reader may open it.
fn who(member: &Member, person: db::Id<Person>, name: &str) -> Link {
    let href = match member.agent.administers() {
        true => format!("{}/{person}", users::PATH),
        false => String::new(),
    };
    Link::new(href, name)
}

/// Who belongs to a team, who leads it, and who is away.
pub(super) fn of_team(
    member: &Member,
    reader: &Reader,
    known: &Known,
    refused: Option<&Refused>,
) -> Section {
    let (t, administers) = (&member.t, member.agent.administers());
    let all = format!("{}/members", path_to(&known.item));
    let row = |one: &TeamMember| {
        let mut cells = Vec::new();
        if one.lead {
            cells.push(Cell::Badge(Badge::new(t.text("organisation-lead-badge"), Tone::Info)));
        }
        if !one.active {
            cells.push(Cell::Badge(Badge::new(t.text("organisation-gone"), Tone::Muted)));
        }
        if let Some(away) = &one.away {
            let until = reader.stamp(away.until);
            let gaps = [("until", until.full.as_str().into())];
            cells.push(Cell::Text(t.text_with("organisation-away", &gaps)));
        }
        let path = format!("{all}/{}", one.person);
        let word = if one.lead { "organisation-unlead" } else { "organisation-make-lead" };
        let lead = VerbForm {
            fields: vec![FormField::hidden("lead", if one.lead { "false" } else { "true" })],
            ..VerbForm::button(&format!("lead-{}", one.person), path.as_str(), t.text(word))
        };
        let remove = VerbForm {
            method: Method::Delete,
            ..VerbForm::button(&format!("take-{}", one.person), path, t.text("organisation-take"))
        };
        let forms = [Some(lead).filter(|_| one.active), Some(remove)];
        let forms = forms.into_iter().flatten().filter(|_| administers).collect();
        SectionRow { link: who(member, one.person, &one.name), cells, forms }
    };
    let none = known.members.is_empty();
    let add = add_form(t, all.clone(), "organisation-member-hint", true);
    let may_add = administers && known.item.active;
    Section {
        anchor: "members",
        heading: t.text("organisation-members"),
        count: if none { String::new() } else { known.members.len().to_string() },
        lead: if none { t.text("organisation-no-members") } else { String::new() },
        rows: known.members.iter().map(row).collect(),
        forms: may_add.then(|| Refused::into_form(refused, add)).into_iter().collect(),
        ..Section::default()
    }
}

/// Who belongs to a department.
pub(super) fn of_department(member: &Member, known: &Known, refused: Option<&Refused>) -> Section {
    let (t, administers) = (&member.t, member.agent.administers());
    let all = format!("{}/people", path_to(&known.item));
    let row = |(person, name): &(db::Id<Person>, String)| {
        let path = format!("{all}/{person}");
        let remove = VerbForm {
            method: Method::Delete,
            ..VerbForm::button(&format!("take-{person}"), path, t.text("organisation-take"))
        };
        let forms = administers.then_some(remove).into_iter().collect();
        SectionRow { link: who(member, *person, name), cells: Vec::new(), forms }
    };
    let none = known.people.is_empty();
    let count = known.uses.iter().find(|usage| usage.of.code == "people");
    let add = add_form(t, all.clone(), "organisation-department-hint", false);
    let may_add = administers && known.item.active;
    Section {
        anchor: "people",
        heading: t.text("organisation-people"),
        count: count.filter(|_| !none).map(super::draw::counted).unwrap_or_default(),
        lead: if none { t.text("organisation-no-people") } else { String::new() },
        rows: known.people.iter().map(row).collect(),
        forms: may_add.then(|| Refused::into_form(refused, add)).into_iter().collect(),
        ..Section::default()
    }
}

/// Puts somebody into the team or the department.
pub(super) fn join(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    Of(sort): Of,
    at: (&str, &str),
    raw: &RawInput,
) -> desk::Result<()> {
    if sort.code == TEAM.code {
        return foundation::put_member(tx, ctx, agent, at, raw);
    }
    match raw.values.keys().next() {
        Some(other) => Err(Error::invalid(other.as_str(), "no_such_field")),
        None => foundation::put_person(tx, ctx, agent, at),
    }
}

/// Lets somebody leave it.
pub(super) fn leave(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    Of(sort): Of,
    at: (&str, &str),
) -> desk::Result<()> {
    match sort.code == TEAM.code {
        true => foundation::take_member(tx, ctx, agent, at),
        false => foundation::take_person(tx, ctx, agent, at),
    }
}

pub(super) async fn add(
    State(site): State<Site>,
    of: Of,
    Extension(kinds): Extension<Kinds>,
    member: Member,
    Segment(key): Segment<String>,
    Typed(mut input, faults): Typed,
) -> Result<Response> {
    let typed = input.clone();
    let who = input.take("person").map(|value| value.shown()).unwrap_or_default();
    let done = match (faults.is_empty(), who.trim().is_empty()) {
        (false, _) => Err(Error::Invalid(faults)),
        (true, true) => Err(Error::invalid("person", "required")),
        (true, false) => {
            let (ctx, agent, at) = (member.context(), member.agent.clone(), key.clone());
            site.write(move |tx| join(tx, &ctx, &agent, of, (&at, &who), &input)).await
        }
    };
    match done {
        Ok(()) => Ok(back(&member, of, &key, "organisation-joined")),
        Err(error @ (Error::Invalid(_) | Error::Refused(_))) => {
            let refused = Some(Refused::new(&member, "add", typed, &error));
            let pending = Pending { refused, ..Pending::default() };
            draw(&site, &member, &kinds, (of.0, key), pending).await
        }
        Err(other) => Err(other.into()),
    }
}

fn back(member: &Member, Of(sort): Of, key: &str, said: &str) -> Response {
    given_away(member, &format!("{}/{key}", path_of(sort)), &member.t.text(said))
}

/// Says whether somebody who belongs to the team leads it.
pub(super) async fn put(
    State(site): State<Site>,
    of: Of,
    member: Member,
    Segment((key, who)): Segment<(String, String)>,
    Typed(input, _): Typed,
) -> Result<Response> {
    let (ctx, agent, at) = (member.context(), member.agent.clone(), key.clone());
    let leads = input.values.get("lead") == Some(&RawValue::Text("true".to_owned()));
    site.write(move |tx| join(tx, &ctx, &agent, of, (&at, &who), &input)).await?;
    let said = if leads { "organisation-leads-now" } else { "organisation-leads-no-more" };
    Ok(back(&member, of, &key, said))
}

pub(super) async fn take(
    State(site): State<Site>,
    of: Of,
    member: Member,
    Segment((key, who)): Segment<(String, String)>,
) -> Result<Response> {
    let (ctx, agent, at) = (member.context(), member.agent.clone(), key.clone());
    site.write(move |tx| leave(tx, &ctx, &agent, of, (&at, &who))).await?;
    Ok(back(&member, of, &key, "organisation-left"))
}
