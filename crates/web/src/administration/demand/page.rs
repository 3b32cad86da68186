//! The page where that is said.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use desk::Error;
use desk::access::Role;
use desk::account::Demand;
use desk::input::RawInput;

use super::super::users;
use super::PATH;
use crate::failure::{Result, problems};
use crate::i18n::Arg;
use crate::identify::{Member, see_with};
use crate::input::Typed;
use crate::page::{FieldKind, FieldProblem, FormField, FormPage, Link};
use crate::reply::draw_with;
use crate::site::Site;

/// What the name of a tick begins with that is about a role.
const OF_ROLE: &str = "role_";

pub(super) async fn show(State(site): State<Site>, member: Member) -> Result<Response> {
    draw(&site, &member, Vec::new()).await
}

async fn draw(site: &Site, member: &Member, problems: Vec<FieldProblem>) -> Result<Response> {
    let t = &member.t;
    let (Demand { everybody, roles: demanded }, roles) =
        site.read(|tx| Ok((Demand::read(tx)?, Role::list(tx)?))).await?;
    let tick = |name: String, label: String, ticked: bool| {
        let field = FormField { kind: FieldKind::Checkbox, ..FormField::text(&name, label) };
        field.with_value(if ticked { "on" } else { "" })
    };
    let of_role = |role: Role| {
        let label = t.text_with("demand-role", &[("role", Arg::Text(&role.name))]);
        let ticked = demanded.contains(&role.code);
        tick(format!("{OF_ROLE}{}", role.code), label, ticked)
    };
    let everyone = tick("everybody".to_owned(), t.text("demand-everybody"), everybody);
    let fields = std::iter::once(everyone).chain(roles.into_iter().map(of_role)).collect();
    let status = match problems.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    draw_with(
        status,
        &FormPage {
            place: Link::new(users::PATH, t.text("nav-users")),
            heading: t.text("nav-second-factor"),
            lead: t.text("demand-lead"),
            path: PATH.to_owned(),
            // Only ticks are sent from here: a fault is of the whole.
            error: problems.into_iter().next().map(|problem| problem.message),
            fields,
            submit: t.text("demand-save"),
            shell: member.shell(),
        },
    )
}

/// What was ticked, as a demand.
fn ticked(input: &RawInput) -> Demand {
    let mut demand = Demand::default();
    for (name, _) in input.values.iter().filter(|(_, value)| value.shown() == "on") {
        match name.strip_prefix(OF_ROLE) {
            Some(role) => demand.roles.push(role.to_owned()),
            None => demand.everybody |= name == "everybody",
        }
    }
    demand
}

pub(super) async fn set(
    State(site): State<Site>,
    member: Member,
    Typed(input, faults): Typed,
) -> Result<Response> {
    let wanted = if faults.is_empty() { Ok(ticked(&input)) } else { Err(Error::Invalid(faults)) };
    let (ctx, agent) = (member.context(), member.agent.clone());
    let did = match wanted {
        Ok(demand) => site.write(move |tx| demand.set(tx, &ctx, &agent)).await,
        Err(error) => Err(error),
    };
    match did {
        Ok(_) => Ok(see_with(PATH, &member.t.text("demand-saved"))),
        Err(error @ Error::Invalid(_)) => draw(&site, &member, problems(&member.t, &error)).await,
        Err(other) => Err(other.into()),
    }
}
