//! The page of the ways: a section for each team.

use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use desk::escalation::{self, Concerned, Named, Way};
use desk::people::Person;
use desk::{Error, Result as Did};

use super::super::{Kinds, lately};
use super::api::identity;
use super::{PATH, VERBS};
use crate::failure::{Result, problems};
use crate::i18n::{Arg, Translator};
use crate::identify::{Member, see_with};
use crate::input::Typed;
use crate::page::{
    Cell, Choice, FieldProblem, FormField, Link, Section, SectionRow, SectionsPage, VerbForm,
};
use crate::reply::draw_with;
use crate::segment::Segment;
use crate::site::Site;
use crate::work::Reader;

/// A form that was refused: its code on the page, what was typed and what is wrong with it.
struct Wrong {
    form: String,
    typed: String,
    problems: Vec<FieldProblem>,
}

pub(super) async fn show(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    member: Member,
) -> Result<Response> {
    draw(&site, &member, &kinds, StatusCode::OK, None).await
}

async fn draw(
    site: &Site,
    member: &Member,
    kinds: &Kinds,
    status: StatusCode,
    wrong: Option<Wrong>,
) -> Result<Response> {
    let (agent, kinds) = (member.agent.clone(), kinds.0.clone());
    let (ways, concerned, (entries, names)) = site
        .read(move |tx| {
            let ways = escalation::ways(tx, &agent)?;
            let concerned = escalation::concerned(tx, &agent, &kinds)?;
            Ok((ways, concerned, lately::read(tx, &agent, VERBS, None)?))
        })
        .await?;
    let t = &member.t;
    let reader = Reader::new(t, site.now(), &member.agent.zone);
    let drawn = Drawn { member, concerned: &concerned, wrong: wrong.as_ref() };
    let teams: Vec<Choice> =
        ways.iter().map(|way| Choice::new(way.team.0.to_string(), &way.team.1)).collect();
    let all = Section {
        anchor: "teams",
        heading: t.text("escalation-teams"),
        rows: ways.iter().flat_map(|way| rows(drawn, way, &teams)).collect(),
        ..Section::default()
    };
    let page = SectionsPage {
        place: None,
        heading: t.text("escalation-heading"),
        lead: t.text("escalation-lead"),
        sections: vec![all, lately::section(&member.agent, &reader, &entries, &names)],
        shell: member.shell(),
    };
    draw_with(status, &page)
}

/// With what the rows are drawn.
#[derive(Clone, Copy)]
struct Drawn<'a> {
    member: &'a Member,
    concerned: &'a Concerned,
    wrong: Option<&'a Wrong>,
}

/// A team with where it escalates to, and each of its leads with who is above them.
fn rows(drawn: Drawn<'_>, way: &Way, teams: &[Choice]) -> Vec<SectionRow> {
    let t = &drawn.member.t;
    let (id, name) = &way.team;
    let to = way.escalates_to.as_ref();
    let none = std::iter::once(Choice::new("", t.text("choose-none")));
    let others = teams.iter().filter(|team| team.value != id.to_string()).cloned();
    let field = FormField::select(
        "escalates_to",
        t.text("field-escalates-to"),
        none.chain(others).collect(),
    )
    .with_value(to.map(|(id, _)| id.to_string()).unwrap_or_default());
    let key = match to {
        Some(_) => "escalation-concerns-team",
        None => "escalation-concerns-team-nowhere",
    };
    let concerns = concerned(t, key, drawn.concerned.of_team(*id));
    let places = (format!("team-{id}"), format!("{PATH}/teams/{id}"));
    let form = of(drawn, places, field, concerns.clone());
    let said = match to {
        Some((_, name)) => t.text_with("escalation-to", &[("team", name.as_str().into())]),
        None => t.text("escalation-to-none"),
    };
    let team = SectionRow {
        link: Link::new("", name.as_str()),
        cells: vec![Cell::Text(said), Cell::Text(concerns)],
        forms: vec![form],
    };
    let leads = way
        .leads
        .iter()
        .map(|(lead, manager)| of_lead(drawn, (id.to_string(), name), lead, manager.as_ref()));
    std::iter::once(team).chain(leads).collect()
}

/// How many open records a way is for.
fn concerned(t: &Translator, key: &str, number: i64) -> String {
    t.text_with(key, &[("count", Arg::Number(number))])
}

fn of_lead(
    drawn: Drawn<'_>,
    (team, name_of_team): (String, &str),
    (id, name): &Named<Person>,
    manager: Option<&Named<Person>>,
) -> SectionRow {
    let t = &drawn.member.t;
    let field = FormField::text("manager", t.text("field-manager"))
        .with_hint(t.text("escalation-manager-hint"))
        .with_value(manager.map(|(_, name)| name.clone()).unwrap_or_default());
    let key = match manager {
        Some(_) => "escalation-concerns-person",
        None => "escalation-concerns-person-nobody",
    };
    let concerns = concerned(t, key, drawn.concerned.with_person(*id));
    let places = (format!("lead-{team}-{id}"), format!("{PATH}/people/{id}"));
    let form = of(drawn, places, field, concerns.clone());
    let said = match manager {
        Some((_, name)) => t.text_with("escalation-above", &[("name", name.as_str().into())]),
        None => t.text("escalation-above-none"),
    };
    let gaps = [("name", name.as_str().into()), ("team", name_of_team.into())];
    SectionRow {
        link: Link::new("", t.text_with("escalation-leads", &gaps)),
        cells: vec![Cell::Text(said), Cell::Text(concerns)],
        forms: vec![form],
    }
}

/// A form with one field, which says what a change is for; after a refusal it stands open with what was
/// typed.
fn of(
    drawn: Drawn<'_>,
    (code, path): (String, String),
    field: FormField,
    hint: String,
) -> VerbForm {
    let (t, wrong) = (&drawn.member.t, drawn.wrong);
    let wrong = wrong.filter(|wrong| code.ends_with(&wrong.form));
    let (own, whole) = match wrong {
        None => (None, None),
        Some(wrong) => {
            let of_field = |own: bool| {
                let mut all = wrong.problems.iter();
                all.find(|one| (one.field == field.name) == own).map(|one| one.message.clone())
            };
            (of_field(true), of_field(false))
        }
    };
    let typed = wrong.map(|wrong| wrong.typed.clone());
    let value = typed.unwrap_or_else(|| field.value.clone());
    VerbForm {
        fields: vec![FormField { error: own, value, ..field }],
        error: whole,
        hint,
        open: wrong.is_some(),
        submit: t.text("escalation-save"),
        ..VerbForm::button(&code, path, t.text("escalation-change"))
    }
}

pub(super) async fn set_team(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    member: Member,
    Segment(team): Segment<String>,
    Typed(input, faults): Typed,
) -> Result<Response> {
    let (ctx, agent, id, raw) =
        (member.context(), member.agent.clone(), identity(&team)?, input.clone());
    let did = if faults.is_empty() {
        site.write(move |tx| escalation::set_team(tx, &ctx, &agent, id, &raw)).await
    } else {
        Err(Error::Invalid(faults))
    };
    answer(&site, (&member, &kinds), did, (team, input.shown("escalates_to"))).await
}

pub(super) async fn set_manager(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    member: Member,
    Segment(person): Segment<String>,
    Typed(input, faults): Typed,
) -> Result<Response> {
    let (ctx, agent, id, raw) =
        (member.context(), member.agent.clone(), identity(&person)?, input.clone());
    let did = if faults.is_empty() {
        site.write(move |tx| escalation::set_manager(tx, &ctx, &agent, id, &raw)).await
    } else {
        Err(Error::Invalid(faults))
    };
    answer(&site, (&member, &kinds), did, (person, input.shown("manager"))).await
}

async fn answer(
    site: &Site,
    (member, kinds): (&Member, &Kinds),
    did: Did<()>,
    (form, typed): (String, String),
) -> Result<Response> {
    match did {
        Ok(()) => Ok(see_with(PATH, &member.t.text("escalation-saved"))),
        Err(error @ Error::Invalid(_)) => {
            let problems = problems(&member.t, &error);
            let wrong = Wrong { form, typed, problems };
            draw(site, member, kinds, StatusCode::UNPROCESSABLE_ENTITY, Some(wrong)).await
        }
        Err(other) => Err(other.into()),
    }
}
