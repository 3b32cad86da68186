//! Users in the API.

use axum::extract::{OriginalUri, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use db::{Id, Tx};
use desk::Context;
use desk::access::Agent;
use desk::account::{
    AccountLink, LinkKind, NewLink, User, UserAccount, edit_person, end_sessions_of, give_link,
    invite as bring_in, let_in, take_second_factor, ties as hanging, user_account,
};
use desk::people::{Company, Person};
use serde_json::{Value, json};

use super::{describe, invite, list, named, once, ties};
use crate::account::told_session;
use crate::endpoint::Endpoints;
use crate::failure::{Failure, Result};
use crate::idempotency::ToldOnce;
use crate::identify::Caller;
use crate::input::Raw;
use crate::query::ListRequest;
use crate::segment::Segment;
use crate::site::Site;

/// Adds the operations.
pub(super) fn register(endpoints: &mut Endpoints) {
    endpoints
        .schema("User", describe::user())
        .schema("UserAccount", describe::account())
        .schema("NewAccountLink", describe::link())
        .schema("UserTie", describe::tie())
        .api(describe::list(), all)
        .api(describe::invite(), bring)
        .api(describe::read(), read)
        .api(describe::edit(), edit)
        .api(describe::invitation(), invitation)
        .api(describe::reset(), reset)
        .api(describe::end_sessions(), end_sessions)
        .api(describe::take_factor(), take_factor)
        .api(describe::ties(), hangs)
        .api(describe::deactivate(), deactivate)
        .api(describe::activate(), activate);
}

fn present(user: &User) -> Value {
    json!({
        "id": user.id,
        "name": user.name,
        "email": user.email,
        "active": user.active,
        "has_password": user.password_since.is_some(),
        "signed_in_at": user.signed_in_at,
        "roles": user.roles,
    })
}

fn whole(known: &UserAccount) -> Value {
    let link = |link: &AccountLink| json!({ "kind": link.kind.code(), "created_at": link.created_at, "expires_at": link.expires_at });
    let mut whole = present(&known.user);
    if let Some(members) = whole.as_object_mut() {
        members.insert("password_since".to_owned(), json!(known.user.password_since));
        members.insert("teams".to_owned(), json!(known.teams));
        let person = &known.person;
        members.insert("company".to_owned(), json!(person.company));
        members.insert("location".to_owned(), json!(person.location));
        members.insert("language".to_owned(), json!(person.language));
        members.insert("time_zone".to_owned(), json!(person.zone));
        let company = |one: &Company| json!({ "id": one.id, "name": one.name });
        let works_for: Vec<Value> = known.works_for.iter().map(company).collect();
        members.insert("works_for".to_owned(), json!(works_for));
        let department = known.department.as_ref();
        let department = department.map(|one| json!({ "id": one.id, "name": one.name }));
        members.insert("department".to_owned(), json!(department));
        let sessions: Vec<Value> = known.sessions.iter().map(told_session).collect();
        members.insert("sessions".to_owned(), json!(sessions));
        let since = known.second_factor.map(|factor| factor.since);
        members.insert("second_factor_since".to_owned(), json!(since));
        members.insert("link".to_owned(), json!(known.link.as_ref().map(link)));
    }
    whole
}

async fn all(
    State(site): State<Site>,
    caller: Caller,
    request: ListRequest,
) -> Result<Json<Value>> {
    let agent = caller.agent;
    let read = site.read(move |tx| list::read(tx, &agent, &request)).await;
    let list::Read { page, next } = read.map_err(Failure::in_query)?;
    let items: Vec<Value> = page.users.iter().map(present).collect();
    Ok(Json(json!({ "items": items, "next": next })))
}

async fn read(
    State(site): State<Site>,
    caller: Caller,
    Segment(who): Segment<String>,
) -> Result<Json<Value>> {
    let (agent, now) = (caller.agent, site.now());
    let known = site.read(move |tx| user_account(tx, &agent, named(tx, &who)?.id, now)).await?;
    Ok(Json(whole(&known)))
}

async fn edit(
    State(site): State<Site>,
    caller: Caller,
    Segment(who): Segment<String>,
    Raw(input): Raw,
) -> Result<Json<Value>> {
    let (ctx, agent, now) = (caller.context(), caller.agent, site.now());
    let languages = site.languages().codes();
    let known = site
        .write(move |tx| {
            let person = named(tx, &who)?.id;
            edit_person(tx, &ctx, &agent, person, &languages, &input)?;
            user_account(tx, &agent, person, now)
        })
        .await?;
    Ok(Json(whole(&known)))
}

async fn bring(
    State(site): State<Site>,
    caller: Caller,
    headers: HeaderMap,
    OriginalUri(uri): OriginalUri,
    Raw(input): Raw,
) -> Result<Response> {
    let (ctx, agent, new) = (caller.context(), caller.agent, invite::given(&input)?);
    let (_, link) = site.write(move |tx| bring_in(tx, &ctx, &agent, &new)).await?;
    Ok(told(&site, &headers, &uri, &link))
}

/// The link, which is kept in no answer.
fn told(site: &Site, headers: &HeaderMap, uri: &Uri, link: &NewLink) -> Response {
    let told = json!({
        "person": link.link.person,
        "kind": link.link.kind.code(),
        "url": once::address(site, headers, uri, link),
        "expires_at": link.link.expires_at,
    });
    (StatusCode::CREATED, Extension(ToldOnce), Json(told)).into_response()
}

async fn make(
    site: &Site,
    caller: Caller,
    (headers, uri): (&HeaderMap, &Uri),
    who: String,
    kind: LinkKind,
) -> Result<Response> {
    let (ctx, agent) = (caller.context(), caller.agent);
    let link = site.write(move |tx| give_link(tx, &ctx, &agent, named(tx, &who)?.id, kind)).await?;
    Ok(told(site, headers, uri, &link))
}

async fn invitation(
    State(site): State<Site>,
    caller: Caller,
    headers: HeaderMap,
    OriginalUri(uri): OriginalUri,
    Segment(who): Segment<String>,
) -> Result<Response> {
    make(&site, caller, (&headers, &uri), who, LinkKind::Invitation).await
}

async fn reset(
    State(site): State<Site>,
    caller: Caller,
    headers: HeaderMap,
    OriginalUri(uri): OriginalUri,
    Segment(who): Segment<String>,
) -> Result<Response> {
    make(&site, caller, (&headers, &uri), who, LinkKind::Reset).await
}

async fn act<F>(site: &Site, caller: Caller, who: String, act: F) -> Result<StatusCode>
where
    F: Fn(&Tx<'_>, &Context, &Agent, Id<Person>) -> desk::Result<()> + Send + 'static,
{
    let (ctx, agent) = (caller.context(), caller.agent);
    site.write(move |tx| act(tx, &ctx, &agent, named(tx, &who)?.id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn end_sessions(
    State(site): State<Site>,
    caller: Caller,
    Segment(who): Segment<String>,
) -> Result<StatusCode> {
    act(&site, caller, who, end_sessions_of).await
}

/// What hangs on somebody, before they are let in no more.
async fn hangs(
    State(site): State<Site>,
    caller: Caller,
    Segment(who): Segment<String>,
) -> Result<Json<Value>> {
    let (agent, t, now, kinds) = (caller.agent, caller.t, site.now(), site.kinds());
    let told = site.read(move |tx| {
        let person = named(tx, &who)?.id;
        let all = hanging(tx, &agent, &kinds, person, now)?;
        Ok(ties::present(&t, &kinds, &person.to_string(), &all))
    });
    Ok(Json(json!({ "items": told.await? })))
}

async fn deactivate(
    State(site): State<Site>,
    caller: Caller,
    Segment(who): Segment<String>,
) -> Result<StatusCode> {
    act(&site, caller, who, |tx, ctx, agent, person| let_in(tx, ctx, agent, person, false)).await
}

async fn activate(
    State(site): State<Site>,
    caller: Caller,
    Segment(who): Segment<String>,
) -> Result<StatusCode> {
    act(&site, caller, who, |tx, ctx, agent, person| let_in(tx, ctx, agent, person, true)).await
}

async fn take_factor(
    State(site): State<Site>,
    caller: Caller,
    Segment(who): Segment<String>,
    Raw(input): Raw,
) -> Result<StatusCode> {
    let take = move |tx: &Tx<'_>, ctx: &Context, agent: &Agent, person| {
        take_second_factor(tx, ctx, agent, person, &input)
    };
    act(&site, caller, who, take).await
}
