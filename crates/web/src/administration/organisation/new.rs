//! Adding a thing.

use std::collections::BTreeMap;

use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use desk::foundation::{self, Holds, Sort};
use desk::input::RawInput;
use desk::{Error, Fault};

use super::super::Kinds;
use super::fields::{Choices, Fields};
use super::of::{Of, called, path_of, path_to, say};
use crate::failure::{Failure, Result, problems};
use crate::identify::{Member, see_with};
use crate::input::Typed;
use crate::page::{FieldProblem, FormField, FormPage, Link};
use crate::query::ListRequest;
use crate::reply::draw_with;
use crate::site::Site;

/// The form, with what the address says in it: below what, in which company.
pub(super) async fn show(
    State(site): State<Site>,
    Of(sort): Of,
    Extension(kinds): Extension<Kinds>,
    member: Member,
    request: ListRequest,
) -> Result<Response> {
    let mut values: BTreeMap<&'static str, String> = BTreeMap::new();
    for (name, text) in request.equals {
        let part =
            sort.part(&name).ok_or_else(|| Failure::query(name.as_str(), "no_such_field"))?;
        values.insert(part.code, text);
    }
    draw(&site, &member, sort, &kinds, values, Vec::new()).await
}

async fn draw(
    site: &Site,
    member: &Member,
    sort: &'static Sort,
    kinds: &Kinds,
    mut values: BTreeMap<&'static str, String>,
    problems: Vec<FieldProblem>,
) -> Result<Response> {
    let agent = member.agent.clone();
    let choices = site.read(move |tx| Choices::of(tx, &agent, sort, None)).await?;
    if sort.holding(Holds::Company).is_some() {
        let own = member.agent.company.to_string();
        values.entry("company").or_insert(own);
    }
    let t = &member.t;
    let fields = Fields { t, sort, kinds, choices: &choices, values, known: false }.all();
    let again = |field: FormField| {
        let own = problems.iter().find(|problem| problem.field == field.name && !field.is_hidden());
        FormField { error: own.map(|problem| problem.message.clone()), ..field }
    };
    let fields: Vec<FormField> = fields.into_iter().map(again).collect();
    let shown = |name: &str| fields.iter().any(|field| field.name == name && !field.is_hidden());
    let whole = problems.iter().find(|problem| !shown(&problem.field));
    let status = match problems.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    draw_with(
        status,
        &FormPage {
            place: Link::new(path_of(sort), called(t, sort)),
            heading: say(t, "add", sort),
            lead: say(t, "lead", sort),
            path: path_of(sort),
            error: whole.map(|problem| problem.message.clone()),
            submit: say(t, "add", sort),
            fields,
            shell: member.shell(),
        },
    )
}

pub(super) async fn create(
    State(site): State<Site>,
    Of(sort): Of,
    Extension(kinds): Extension<Kinds>,
    member: Member,
    Typed(input, faults): Typed,
) -> Result<Response> {
    let made = made(&site, &member, sort, &kinds, (input.clone(), faults)).await;
    match made {
        Ok(item) => {
            let gaps = [("name", item.name.as_str().into())];
            Ok(see_with(&path_to(&item), &member.t.text_with("organisation-added", &gaps)))
        }
        Err(error @ Error::Invalid(_)) => {
            let codes = sort.parts.iter().map(|part| part.code).chain([sort.name]);
            let values = codes.map(|code| (code, input.shown(code))).collect();
            draw(&site, &member, sort, &kinds, values, problems(&member.t, &error)).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn made(
    site: &Site,
    member: &Member,
    sort: &'static Sort,
    kinds: &Kinds,
    (input, faults): (RawInput, Vec<Fault>),
) -> desk::Result<foundation::Item> {
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let (ctx, agent, kinds) = (member.context(), member.agent.clone(), kinds.clone());
    site.write(move |tx| foundation::create(tx, &ctx, &agent, &kinds.0, sort, &input)).await
}
