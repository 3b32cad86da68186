//! Families in the API: whose child a record is, and whose parent.

use axum::Json;
use axum::extract::State;
use axum::http::Method;
use db::{Id, ReadTx};
use desk::access::{Action, Agent};
use desk::{AnyWork, Heading, Record, family, find_heading};
use serde_json::{Value, json};

use super::{find, heading, operation};
use crate::endpoint::Endpoints;
use crate::failure::{Failure, Result};
use crate::identify::Caller;
use crate::input::Raw;
use crate::openapi::{Parameter, Schema};
use crate::query::ListRequest;
use crate::segment::Segment;
use crate::site::Site;

type Work = &'static dyn AnyWork;

/// Children answered at once.
const AT_ONCE: usize = 200;

pub(super) fn register(endpoints: &mut Endpoints, work: Work) {
    let kind = work.kind();
    let number = desk::numbers::format(kind.prefix, 7);
    let body = Schema::object()
        .required("parent", Schema::text().about("The number of the parent."))
        .optional("version", Schema::number().about("The version you saw of the child."))
        .with("additionalProperties", false);
    endpoints.api(
        operation(
            kind,
            (Method::POST, "/parent"),
            "set_parent",
            Action::Update,
            "Make it the child of another; a parent can be nobody's child",
        )
        .body(body)
        .body_example(json!({ "parent": number }))
        .refusable()
        .reply(200, "Both, as they are now", Some(schema_of_pair())),
        move |site: State<Site>, caller: Caller, number: Segment<String>, raw: Raw| {
            set(work, site, caller, number, raw)
        },
    );
    endpoints.api(
        operation(
            kind,
            (Method::DELETE, "/parent"),
            "remove_parent",
            Action::Update,
            "Take it out of its family",
        )
        .refusable()
        .reply(200, "The record", Some(Schema::named("Heading"))),
        move |site: State<Site>, caller: Caller, number: Segment<String>| {
            remove(work, site, caller, number)
        },
    );
    list_operation(endpoints, work);
}

fn schema_of_pair() -> Schema {
    Schema::object()
        .required("child", Schema::named("Heading"))
        .required("parent", Schema::named("Heading"))
}

fn list_operation(endpoints: &mut Endpoints, work: Work) {
    let page = Schema::object()
        .required("items", Schema::list(Schema::named("Heading")))
        .required("count", Schema::number().about("How many there are, seen or not."))
        .required("open_count", Schema::number().about("How many of them are still open."))
        .required("next", Schema::id().or_null().about("For behind=: where the rest begins."));
    endpoints.api(
        operation(
            work.kind(),
            (Method::GET, "/children"),
            "list_children",
            Action::ReadInternal,
            "Its children, as far as you see them",
        )
        .parameter(Parameter::query("behind", "From next.", Schema::id()))
        .reply(200, "Some of them, in the order in which they were opened", Some(page)),
        move |site: State<Site>, caller: Caller, number: Segment<String>, request: ListRequest| {
            list(work, site, caller, number, request)
        },
    );
}

async fn set(
    work: Work,
    State(site): State<Site>,
    caller: Caller,
    Segment(number): Segment<String>,
    Raw(raw): Raw,
) -> Result<Json<Value>> {
    let (ctx, agent) = (caller.context(), caller.agent);
    let both = site
        .write(move |tx| {
            let child = find(tx, &agent, work.kind(), &number)?;
            work.set_parent(tx, &ctx, &agent, &number, &raw)?;
            let parent = parent_of(tx, &agent, &child)?;
            let child = find_heading(tx, &agent, &child.number)?;
            Ok(json!({ "child": heading(&child), "parent": parent }))
        })
        .await?;
    Ok(Json(both))
}

/// Whose child it is now.
fn parent_of(tx: &ReadTx<'_>, agent: &Agent, child: &Heading) -> desk::Result<Value> {
    let (parent, _) = family::place(tx, child.id)?;
    match parent {
        Some(parent) => Ok(heading(&find_heading(tx, agent, &parent)?)),
        None => Ok(Value::Null),
    }
}

async fn remove(
    work: Work,
    State(site): State<Site>,
    caller: Caller,
    Segment(number): Segment<String>,
) -> Result<Json<Value>> {
    let (ctx, agent) = (caller.context(), caller.agent);
    let child = site
        .write(move |tx| {
            find(tx, &agent, work.kind(), &number)?;
            work.remove_parent(tx, &ctx, &agent, &number, &desk::input::RawInput::default())?;
            Ok(heading(&find_heading(tx, &agent, &number)?))
        })
        .await?;
    Ok(Json(child))
}

async fn list(
    work: Work,
    State(site): State<Site>,
    Caller { agent, .. }: Caller,
    Segment(number): Segment<String>,
    mut request: ListRequest,
) -> Result<Json<Value>> {
    let after = request.take("behind");
    if let Some(name) = request.equals.keys().next() {
        return Err(Failure::query(name.as_str(), "no_such_field"));
    }
    let after: Option<Id<Record>> = after
        .map(|text| text.parse().map_err(|_| Failure::query("behind", "cursor")))
        .transpose()?;
    let body = site
        .read(move |tx| {
            let record = find(tx, &agent, work.kind(), &number)?;
            record.require(&agent, Action::ReadInternal)?;
            let all = family::children(tx, &agent, &record.number, after, AT_ONCE)?;
            let items: Vec<Value> = all.seen.iter().map(heading).collect();
            Ok(json!({
                "items": items, "count": all.count, "open_count": all.open, "next": all.next,
            }))
        })
        .await?;
    Ok(Json(body))
}
