//! Inviting somebody.

use axum::extract::{OriginalUri, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use desk::Error;
use desk::access::Role;
use desk::account::{Invitation, invite as bring_in};
use desk::input::{RawInput, RawValue};

use super::{PATH, once, page};
use crate::failure::{Result, problems};
use crate::identify::Member;
use crate::input::Typed;
use crate::page::{Choice, FieldKind, FieldProblem, FormField, FormPage, InputType, Link};
use crate::reply::draw_with;
use crate::site::Site;

/// What was sent, as an invitation.
pub(super) fn given(input: &RawInput) -> desk::Result<Invitation> {
    const KNOWN: [&str; 3] = ["email", "name", "roles"];
    if let Some(other) = input.values.keys().find(|name| !KNOWN.contains(&name.as_str())) {
        return Err(Error::invalid(other.as_str(), "no_such_field"));
    }
    let roles = match input.values.get("roles") {
        Some(RawValue::List(roles)) => roles.clone(),
        Some(RawValue::Text(role)) => vec![role.clone()],
        _ => Vec::new(),
    };
    Ok(Invitation { email: input.shown("email"), name: input.shown("name"), roles })
}

pub(super) async fn form(State(site): State<Site>, member: Member) -> Result<Response> {
    draw(&site, &member, &RawInput::default(), Vec::new()).await
}

async fn draw(
    site: &Site,
    member: &Member,
    input: &RawInput,
    problems: Vec<FieldProblem>,
) -> Result<Response> {
    let t = &member.t;
    let roles = site.read(Role::list).await?;
    let roles = roles.into_iter().map(|role| Choice::new(role.code, role.name));
    let email = FormField::text("email", t.text("users-column-email")).required();
    let name = FormField::text("name", t.text("users-column-name")).required();
    let role = FormField::select("roles", t.text("users-role"), roles.collect());
    let fields = [
        FormField { kind: FieldKind::Text(InputType::Text), ..email }.at_most(254),
        name.with_hint(t.text("users-name-hint")).at_most(200),
        role.required(),
    ];
    let typed = |field: FormField| {
        // A fault of one role is told at the field they are chosen in.
        let own = |p: &&FieldProblem| {
            p.field == field.name || (field.name == "roles" && p.field == "role")
        };
        let error = problems.iter().find(own).map(|problem| problem.message.clone());
        let value = match (field.name.as_str(), input.shown(&field.name)) {
            ("roles", empty) if empty.is_empty() => "agent".to_owned(),
            (_, value) => value,
        };
        FormField { value, error, ..field }
    };
    let elsewhere =
        problems.iter().find(|p| !["email", "name", "role", "roles"].contains(&p.field.as_str()));
    let status =
        if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    draw_with(
        status,
        &FormPage {
            place: Link::new(PATH, t.text("nav-users")),
            heading: t.text("users-invite"),
            lead: t.text("users-invite-lead"),
            path: PATH.to_owned(),
            error: elsewhere.map(|problem| problem.message.clone()),
            fields: fields.into_iter().map(typed).collect(),
            submit: t.text("users-invite-submit"),
            shell: member.shell(),
        },
    )
}

pub(super) async fn invite(
    State(site): State<Site>,
    member: Member,
    headers: HeaderMap,
    OriginalUri(uri): OriginalUri,
    Typed(input, faults): Typed,
) -> Result<Response> {
    let new = if faults.is_empty() { given(&input) } else { Err(Error::Invalid(faults)) };
    let (ctx, agent) = (member.context(), member.agent.clone());
    let made = match new {
        Ok(new) => site.write(move |tx| bring_in(tx, &ctx, &agent, &new)).await,
        Err(error) => Err(error),
    };
    match made {
        Ok((person, link)) => {
            let address = once::address(&site, &headers, &uri, &link);
            page::with_link(&site, &member, person.id, address, link).await
        }
        Err(error @ (Error::Invalid(_) | Error::Refused(_))) => {
            let problems = problems(&member.t, &error);
            draw(&site, &member, &input, problems).await
        }
        Err(other) => Err(other.into()),
    }
}
