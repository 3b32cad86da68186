//! The page where that is said: tried out first, and then set.

use axum::extract::State;
use axum::response::Response;
use desk::Error;
use desk::access::Role;
use desk::account::Demand;
use desk::input::RawInput;

use super::super::tried::{outcome, people, status};
use super::super::{lately, users};
use super::told::{EVERYBODY, OF_ROLE, tried};
use super::{PATH, VERBS};
use crate::failure::{Failure, Result, problems};
use crate::i18n::Arg;
use crate::identify::{Member, see_with};
use crate::input::Typed;
use crate::page::{
    FieldKind, FieldProblem, FormField, Link, SafeHtml, Section, SectionsPage, TryForm,
};
use crate::query::ListRequest;
use crate::reply::draw_with;
use crate::site::Site;
use crate::work::Reader;

/// What an address says that tries something out: no tick at all is something, too.
const TRIED: (&str, &str) = ("as", "tried");

pub(super) async fn show(
    State(site): State<Site>,
    member: Member,
    mut request: ListRequest,
) -> Result<Response> {
    let way = request.take(TRIED.0);
    let on = |(name, value): (&String, &String)| (value == "on").then(|| name.clone());
    let names: Vec<String> = request.equals.iter().filter_map(on).collect();
    let asked = ticked(names.iter().map(String::as_str));
    request.equals.retain(|name, _| name != EVERYBODY && !name.starts_with(OF_ROLE));
    request.nothing_else()?;
    match way.as_deref() {
        None if names.is_empty() => draw(&site, &member, None, Vec::new()).await,
        None => Err(Failure::query(TRIED.0, "required")),
        Some(way) if way == TRIED.1 => draw(&site, &member, Some(asked), Vec::new()).await,
        Some(_) => Err(Failure::query(TRIED.0, "no_such")),
    }
}

async fn draw(
    site: &Site,
    member: &Member,
    asked: Option<Demand>,
    sent: Vec<FieldProblem>,
) -> Result<Response> {
    let (t, agent, trying) = (&member.t, member.agent.clone(), asked.clone());
    let (now, unmet, roles, preview, (entries, names)) = site
        .read(move |tx| {
            let (now, unmet) = Demand::read(tx)?.preview(tx, &agent)?;
            let preview = trying.as_ref().map(|demand| demand.preview(tx, &agent));
            let history = lately::read(tx, &agent, VERBS, None)?;
            Ok((now, unmet, Role::list(tx)?, preview, history))
        })
        .await?;
    let (preview, wrong) = outcome(t, preview)?;
    let status = status(&sent, wrong.as_ref());
    // Only ticks are sent from here: a fault is of the whole.
    let error = wrong.unwrap_or(sent).into_iter().next().map(|problem| problem.message);
    let form = TryForm {
        form: "demand",
        page: PATH,
        error,
        fields: fields(member, asked.as_ref().unwrap_or(&now), roles),
        tried: preview.map(|found| tried(t, &now, &found)),
        shell: member.shell(),
    };
    let whom = Section {
        anchor: "demand",
        heading: t.text("demand-heading"),
        lead: people(t, "demand-unmet", unmet.people),
        body: Some(SafeHtml::drawn(&form)?),
        ..Section::default()
    };
    let reader = Reader::new(t, site.now(), &member.agent.zone);
    draw_with(
        status,
        &SectionsPage {
            place: Some(Link::new(users::PATH, t.text("nav-users"))),
            heading: t.text("nav-second-factor"),
            lead: t.text("demand-lead"),
            sections: vec![whom, lately::section(&member.agent, &reader, &entries, &names)],
            shell: member.shell(),
        },
    )
}

/// A tick for everybody, and one for each role.
fn fields(member: &Member, shown: &Demand, roles: Vec<Role>) -> Vec<FormField> {
    let t = &member.t;
    let tick = |name: String, label: String, ticked: bool| {
        let field = FormField { kind: FieldKind::Checkbox, ..FormField::text(&name, label) };
        field.with_value(if ticked { "on" } else { "" })
    };
    let of_role = |role: Role| {
        let label = t.text_with("demand-role", &[("role", Arg::Text(&role.name))]);
        let ticked = shown.roles.contains(&role.code);
        tick(format!("{OF_ROLE}{}", role.code), label, ticked)
    };
    let everyone = tick(EVERYBODY.to_owned(), t.text("demand-everybody"), shown.everybody);
    let first = [FormField::hidden(TRIED.0, TRIED.1), everyone];
    first.into_iter().chain(roles.into_iter().map(of_role)).collect()
}

/// What was ticked, as a demand.
fn ticked<'a>(names: impl Iterator<Item = &'a str>) -> Demand {
    let mut demand = Demand::default();
    for name in names {
        match name.strip_prefix(OF_ROLE) {
            Some(role) => demand.roles.push(role.to_owned()),
            None => demand.everybody |= name == EVERYBODY,
        }
    }
    demand
}

/// What was sent that is ticked.
fn sent(input: &RawInput) -> Demand {
    let on = input.values.iter().filter(|(_, value)| value.shown() == "on");
    ticked(on.map(|(name, _)| name.as_str()))
}

pub(super) async fn set(
    State(site): State<Site>,
    member: Member,
    Typed(input, faults): Typed,
) -> Result<Response> {
    let wanted = if faults.is_empty() { Ok(sent(&input)) } else { Err(Error::Invalid(faults)) };
    let (ctx, agent) = (member.context(), member.agent.clone());
    let did = match wanted {
        Ok(demand) => site.write(move |tx| demand.set(tx, &ctx, &agent)).await,
        Err(error) => Err(error),
    };
    match did {
        Ok(_) => Ok(see_with(PATH, &member.t.text("demand-saved"))),
        Err(error @ Error::Invalid(_)) => {
            draw(&site, &member, None, problems(&member.t, &error)).await
        }
        Err(other) => Err(other.into()),
    }
}
