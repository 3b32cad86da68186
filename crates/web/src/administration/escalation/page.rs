//! The page of the ways: a section for each team.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use desk::escalation::{self, Named, Way};
use desk::people::Person;
use desk::{Error, Result as Did};

use super::PATH;
use super::api::identity;
use crate::failure::{Result, problems};
use crate::identify::{Member, see_with};
use crate::input::Typed;
use crate::page::{
    Cell, Choice, FieldProblem, FormField, Link, Section, SectionRow, SectionsPage, VerbForm,
};
use crate::reply::draw_with;
use crate::segment::Segment;
use crate::site::Site;

/// A form that was refused: its code on the page, what was typed and what is wrong with it.
struct Wrong {
    form: String,
    typed: String,
    problems: Vec<FieldProblem>,
}

pub(super) async fn show(State(site): State<Site>, member: Member) -> Result<Response> {
    draw(&site, &member, StatusCode::OK, None).await
}

async fn draw(
    site: &Site,
    member: &Member,
    status: StatusCode,
    wrong: Option<Wrong>,
) -> Result<Response> {
    let agent = member.agent.clone();
    let ways = site.read(move |tx| escalation::ways(tx, &agent)).await?;
    let t = &member.t;
    let teams: Vec<Choice> =
        ways.iter().map(|way| Choice::new(way.team.0.to_string(), &way.team.1)).collect();
    let page = SectionsPage {
        place: None,
        heading: t.text("escalation-heading"),
        lead: t.text("escalation-lead"),
        sections: vec![Section {
            anchor: "teams",
            heading: t.text("escalation-teams"),
            rows: ways.iter().flat_map(|way| rows(member, way, &teams, wrong.as_ref())).collect(),
            ..Section::default()
        }],
        shell: member.shell(),
    };
    draw_with(status, &page)
}

/// A team with where it escalates to, and each of its leads with who is above them.
fn rows(member: &Member, way: &Way, teams: &[Choice], wrong: Option<&Wrong>) -> Vec<SectionRow> {
    let t = &member.t;
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
    let form = of(member, format!("team-{id}"), format!("{PATH}/teams/{id}"), field, wrong);
    let said = match to {
        Some((_, name)) => t.text_with("escalation-to", &[("team", name.as_str().into())]),
        None => t.text("escalation-to-none"),
    };
    let team = SectionRow {
        link: Link::new("", name.as_str()),
        cells: vec![Cell::Text(said)],
        forms: vec![form],
    };
    let leads = way.leads.iter().map(|(lead, manager)| {
        of_lead(member, (id.to_string(), name), lead, manager.as_ref(), wrong)
    });
    std::iter::once(team).chain(leads).collect()
}

fn of_lead(
    member: &Member,
    (team, name_of_team): (String, &str),
    (id, name): &Named<Person>,
    manager: Option<&Named<Person>>,
    wrong: Option<&Wrong>,
) -> SectionRow {
    let t = &member.t;
    let field = FormField::text("manager", t.text("field-manager"))
        .with_hint(t.text("escalation-manager-hint"))
        .with_value(manager.map(|(_, name)| name.clone()).unwrap_or_default());
    let code = format!("lead-{team}-{id}");
    let form = of(member, code, format!("{PATH}/people/{id}"), field, wrong);
    let said = match manager {
        Some((_, name)) => t.text_with("escalation-above", &[("name", name.as_str().into())]),
        None => t.text("escalation-above-none"),
    };
    let gaps = [("name", name.as_str().into()), ("team", name_of_team.into())];
    SectionRow {
        link: Link::new("", t.text_with("escalation-leads", &gaps)),
        cells: vec![Cell::Text(said)],
        forms: vec![form],
    }
}

/// A form with one field; after a refusal it stands open with what was typed.
fn of(
    member: &Member,
    code: String,
    path: String,
    field: FormField,
    wrong: Option<&Wrong>,
) -> VerbForm {
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
        open: wrong.is_some(),
        submit: member.t.text("escalation-save"),
        ..VerbForm::button(&code, path, member.t.text("escalation-change"))
    }
}

pub(super) async fn set_team(
    State(site): State<Site>,
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
    answer(&site, &member, did, (team, input.shown("escalates_to"))).await
}

pub(super) async fn set_manager(
    State(site): State<Site>,
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
    answer(&site, &member, did, (person, input.shown("manager"))).await
}

async fn answer(
    site: &Site,
    member: &Member,
    did: Did<()>,
    (form, typed): (String, String),
) -> Result<Response> {
    match did {
        Ok(()) => Ok(see_with(PATH, &member.t.text("escalation-saved"))),
        Err(error @ Error::Invalid(_)) => {
            let problems = problems(&member.t, &error);
            let wrong = Wrong { form, typed, problems };
            draw(site, member, StatusCode::UNPROCESSABLE_ENTITY, Some(wrong)).await
        }
        Err(other) => Err(other.into()),
    }
}
