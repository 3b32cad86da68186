//! The second step of signing in: a code, after the password.

use axum::extract::{Query, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use desk::Error;
use desk::account::{NewSession, awaited, finish_sign_in};
use serde::Deserialize;

use super::factor::code_field;
use crate::failure::{Result, problems};
use crate::identify::{
    ClientAddress, STEP_COOKIE, accept_language, is_encrypted, read_cookie, see, step_begun,
    step_over,
};
use crate::input::Typed;
use crate::page::{CODE_PATH, CodePage, FieldProblem, FormField, Shell};
use crate::reply::draw_with;
use crate::session::{local, welcome};
use crate::site::Site;

#[derive(Debug, Default, Deserialize)]
struct Wanted {
    #[serde(default)]
    next: String,
}

/// On to the code, with the way back.
pub(crate) fn ask(site: &Site, headers: &HeaderMap, step: &NewSession, next: &str) -> Response {
    let next = local(next).unwrap_or_default();
    let query: String =
        percent_encoding::utf8_percent_encode(next, percent_encoding::NON_ALPHANUMERIC).to_string();
    let mut response = see(&format!("{CODE_PATH}?next={query}"));
    let seconds = step.expires_at.since(site.now()).as_secs();
    let secure = site.settings().secure_cookies(is_encrypted(headers));
    if let Some(cookie) = step_begun(&step.token, seconds, secure) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

pub(super) async fn show(
    State(site): State<Site>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    let uri = format!("/?{}", query.unwrap_or_default()).parse().unwrap_or_default();
    let wanted = Query::<Wanted>::try_from_uri(&uri).map(|query| query.0).unwrap_or_default();
    draw(&site, &headers, &wanted.next, (StatusCode::OK, Vec::new())).await
}

async fn draw(
    site: &Site,
    headers: &HeaderMap,
    next: &str,
    (status, problems): (StatusCode, Vec<FieldProblem>),
) -> Result<Response> {
    let token = read_cookie(headers, STEP_COOKIE).unwrap_or_default().to_owned();
    let now = site.now();
    let t = site.languages().translator(None, accept_language(headers));
    if site.read(move |tx| awaited(tx, &token, now)).await?.is_none() {
        let error = Some(t.text("refused-step-over"));
        let shell = Shell::anonymous(t, "");
        let page = CodePage { next: String::new(), field: None, error, path: CODE_PATH, shell };
        return draw_with(StatusCode::NOT_FOUND, &page);
    }
    let own = problems.iter().find(|problem| problem.field == "code");
    let other = problems.iter().find(|problem| problem.field != "code");
    let field = FormField { error: own.map(|p| p.message.clone()), ..code_field(&t) };
    let error = other.map(|problem| problem.message.clone());
    let next = local(next).unwrap_or_default().to_owned();
    let shell = Shell::anonymous(t, "");
    draw_with(status, &CodePage { next, field: Some(field), error, path: CODE_PATH, shell })
}

pub(super) async fn give(
    State(site): State<Site>,
    headers: HeaderMap,
    address: ClientAddress,
    Typed(input, _): Typed,
) -> Result<Response> {
    let token = read_cookie(&headers, STEP_COOKIE).unwrap_or_default().to_owned();
    let (own, from, code) = (site.clone(), address.visitor(&headers), input.shown("code"));
    let begun = site.sign_in(move |db| {
        finish_sign_in(db, own.clock(), own.chance(), own.sealer(), (&token, &code), &from)
    });
    let next = input.shown("next");
    let error = match begun.await {
        Ok(session) => return Ok(through(&site, &headers, &session, &next)),
        Err(error) => error,
    };
    let (status, wait) = match &error {
        Error::Invalid(_) | Error::Refused(_) => (StatusCode::UNPROCESSABLE_ENTITY, None),
        Error::Throttled(seconds) => (StatusCode::TOO_MANY_REQUESTS, Some(*seconds)),
        _ => return Err(error.into()),
    };
    let t = site.languages().translator(None, accept_language(&headers));
    let mut response = draw(&site, &headers, &next, (status, problems(&t, &error))).await?;
    if let Some(seconds) = wait {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    Ok(response.into_response())
}

fn through(site: &Site, headers: &HeaderMap, session: &NewSession, next: &str) -> Response {
    let mut response = welcome(site, headers, session, next);
    if let Some(cookie) = step_over(site.settings().secure_cookies(is_encrypted(headers))) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}
