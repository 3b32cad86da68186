//! The form that makes a role.

use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use desk::Error;
use desk::access::Role;
use desk::input::{RawInput, RawValue};
use desk::roles::{NewRole, make as make_role};

use super::super::Kinds;
use super::PATH;
use crate::failure::{Result, problems};
use crate::i18n::Arg;
use crate::identify::{Member, see_with};
use crate::input::Typed;
use crate::page::{Choice, FieldProblem, FormField, FormPage, Link};
use crate::query::ListRequest;
use crate::reply::draw_with;
use crate::site::Site;

/// The names of what making a role takes.
const KNOWN: [&str; 3] = ["code", "name", "like"];

/// What was sent, as a role to be.
pub(super) fn given(input: &RawInput) -> desk::Result<NewRole> {
    if let Some(other) = input.values.keys().find(|name| !KNOWN.contains(&name.as_str())) {
        return Err(Error::invalid(other.as_str(), "no_such_field"));
    }
    let shown = |name: &str| input.shown(name);
    Ok(NewRole { code: shown("code"), name: shown("name"), like: shown("like") })
}

pub(super) async fn form(
    State(site): State<Site>,
    member: Member,
    mut request: ListRequest,
) -> Result<Response> {
    let like = request.take("like").unwrap_or_default();
    request.nothing_else()?;
    let values = [("like".to_owned(), RawValue::Text(like))].into();
    draw(&site, &member, &RawInput { values, version: None }, Vec::new()).await
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
    let empty = std::iter::once(Choice::new("", t.text("roles-like-none")));
    let fields = [
        FormField::text("name", t.text("roles-column-name")).required().at_most(200),
        FormField::text("code", t.text("roles-column-code"))
            .required()
            .at_most(64)
            .with_hint(t.text("roles-code-hint")),
        FormField::select("like", t.text("roles-like"), empty.chain(roles).collect())
            .with_hint(t.text("roles-like-hint")),
    ];
    let fields = fields.map(|field| {
        let own = problems.iter().find(|problem| problem.field == field.name);
        let error = own.map(|problem| problem.message.clone());
        let value = input.shown(&field.name);
        FormField { error, ..field.with_value(value) }
    });
    let other = problems.iter().find(|problem| !KNOWN.contains(&problem.field.as_str()));
    let status = match problems.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    draw_with(
        status,
        &FormPage {
            place: Link::new(PATH, t.text("nav-roles")),
            heading: t.text("roles-new"),
            lead: t.text("roles-new-lead"),
            path: PATH.to_owned(),
            error: other.map(|problem| problem.message.clone()),
            fields: fields.into(),
            submit: t.text("roles-new-submit"),
            shell: member.shell(),
        },
    )
}

pub(super) async fn make(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    member: Member,
    Typed(input, faults): Typed,
) -> Result<Response> {
    let new = if faults.is_empty() { given(&input) } else { Err(Error::Invalid(faults)) };
    let (ctx, agent) = (member.context(), member.agent.clone());
    let did = match new {
        Ok(new) => site.write(move |tx| make_role(tx, &ctx, &agent, &kinds.0, &new)).await,
        Err(error) => Err(error),
    };
    match did {
        Ok(role) => {
            let said = member.t.text_with("roles-made", &[("role", Arg::Text(&role.name))]);
            Ok(see_with(&format!("{PATH}/{}", role.code), &said))
        }
        Err(error @ Error::Invalid(_)) => {
            draw(&site, &member, &input, problems(&member.t, &error)).await
        }
        Err(other) => Err(other.into()),
    }
}
