//! Endpoints of the tests' own, each showing what the edge handed it.

use axum::Json;
use axum::extract::State;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use desk::access::Action;
use desk::input::RawInput;
use desk::{Clash, Error};
use serde_json::{Value, json};
use web::openapi::{Operation, Parameter, Schema};
use web::{
    Caller, ETag, Endpoints, IfMatch, ListRequest, Member, Needs, Raw, Result, Segment, Site,
    TotalCount, Typed,
};

const READ: Needs = Needs::May("incident", Action::Read);

pub(crate) fn add(endpoints: &mut Endpoints) {
    endpoints
        .page(Method::GET, "/csrf", Needs::SignedIn, async |member: Member| {
            member.csrf().to_owned()
        })
        .page(Method::GET, "/echo", Needs::SignedIn, shell)
        .page(Method::POST, "/echo", Needs::SignedIn, async |Raw(input): Raw| echo("post", &input))
        .page(Method::DELETE, "/echo", Needs::SignedIn, async |Raw(input): Raw| {
            echo("delete", &input)
        })
        .page(Method::POST, "/typed", Needs::SignedIn, typed)
        .page(Method::POST, "/told", Needs::SignedIn, async || {
            web::see_with("/echo", "INC0000001 wurde gelöst.")
        })
        .page(Method::POST, "/work", Needs::May("incident", Action::Work), async || "worked")
        .page(Method::GET, "/fail/{how}", Needs::SignedIn, fail)
        .api(
            Operation::new(Method::POST, "/api/v1/echo", "echo", Needs::SignedIn)
                .body(Schema::object())
                .tag("Test")
                .reply(200, "It went well.", None),
            async |Raw(input): Raw| echo("post", &input),
        )
        .api(
            Operation::new(Method::GET, "/api/v1/list", "list", READ)
                .list_parameters()
                .tag("Test")
                .reply(200, "It went well.", None),
            list,
        )
        .api(
            Operation::new(Method::GET, "/api/v1/fail/{how}", "fail", Needs::SignedIn)
                .tag("Test")
                .reply(200, "It went well.", None)
                .parameter(Parameter::path("how", "How.", Schema::text())),
            fail,
        )
        .api(
            Operation::new(Method::PATCH, "/api/v1/versioned", "versioned", READ)
                .versioned()
                .tag("Test")
                .reply(200, "It went well.", None),
            async |if_match: IfMatch| {
                let version = if_match.version()?;
                Ok::<_, web::Failure>((
                    ETag::of(version.unwrap_or(1) + 1),
                    Json(json!({ "if_match": version })),
                ))
            },
        )
        .api(
            Operation::new(Method::GET, "/api/v1/context", "context", Needs::SignedIn)
                .tag("Test")
                .reply(200, "It went well.", None),
            async |caller: Caller| caller.context().door.code(),
        );
}

fn echo(how: &str, input: &RawInput) -> Json<Value> {
    let values =
        input.values.iter().map(|(name, value)| (name.clone(), json!(format!("{value:?}"))));
    Json(
        json!({ "method": how, "version": input.version, "values": values.collect::<serde_json::Map<_, _>>() }),
    )
}

async fn shell(member: Member) -> String {
    let shell = member.shell();
    format!(
        "{} {}",
        member.context().door.code(),
        shell.notice.map(|notice| notice.text).unwrap_or_default()
    )
}

async fn typed(Typed(input, faults): Typed) -> Response {
    let codes: Vec<_> =
        faults.iter().map(|fault| format!("{}:{}", fault.field, fault.code)).collect();
    (StatusCode::UNPROCESSABLE_ENTITY, format!("{} {}", codes.join(","), input.shown("title")))
        .into_response()
}

async fn list(request: ListRequest) -> (TotalCount, Json<Value>) {
    (TotalCount(7), Json(json!({ "limit": request.limit, "equals": request.equals })))
}

async fn fail(State(site): State<Site>, Segment(how): Segment<String>) -> Result<Response> {
    let error = match how.as_str() {
        "panic" => panic!("on purpose"),
        "panic-inside" => {
            return Ok(site
                .write(|_| -> desk::Result<()> { panic!("inside") })
                .await
                .map(|()| "?".into_response())?);
        }
        "slow" => {
            tokio::time::sleep(std::time::Duration::from_secs(60)).await;
            Error::NotFound
        }
        "refused" => Error::Refused("reopen"),
        "conflict" => Error::Conflict(vec![Clash {
            field: "title".to_owned(),
            theirs: Some("theirs <b>".to_owned()),
            yours: Some("yours".to_owned()),
        }]),
        "stale" => Error::Stale { present: 9 },
        "throttled" => Error::Throttled(17),
        "busy" => Error::Db(db::Error::Busy),
        "full" => Error::Db(db::Error::Full),
        "unknown-outcome" => Error::Db(db::Error::OutcomeUnknown),
        "internal" => Error::Db(db::Error::Other("secret table name".to_owned())),
        "forbidden" => Error::Forbidden("resolve"),
        "invalid" => Error::invalid("title", "required"),
        _ => Error::NotFound,
    };
    Err(error.into())
}
