//! Signing in and out, and the way to the first page.

use askama::Template;
use axum::extract::{Query, RawQuery, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use desk::Error;
use desk::account::{NewSession, Proof};
use desk::input::{RawInput, RawValue};
use serde::Deserialize;

use crate::account::ask_code;
use crate::endpoint::{Endpoints, Needs};
use crate::failure::{Failure, Result};
use crate::identify::{
    ClientAddress, Member, SESSION_COOKIE, accept_language, ended, is_encrypted, read_cookie, see,
    started,
};
use crate::input::Typed;
use crate::page::{SIGN_IN_PATH, SIGN_OUT_PATH, Shell, SignInPage};
use crate::site::Site;

/// Adds them.
pub(crate) fn endpoints(endpoints: &mut Endpoints) {
    endpoints
        .page(Method::GET, "/", Needs::SignedIn, home)
        .page(Method::GET, SIGN_IN_PATH, Needs::Public, form)
        .page(Method::POST, SIGN_IN_PATH, Needs::Public, sign_in)
        .page(Method::POST, SIGN_OUT_PATH, Needs::SignedIn, sign_out);
}

/// The first place the person may go to.
async fn home(State(site): State<Site>, member: Member) -> Result<Response> {
    let first = site.navigation().first(&member.agent);
    first.map(see).ok_or(Failure::Desk(Error::Forbidden("read")))
}

#[derive(Debug, Default, Deserialize)]
struct Wanted {
    #[serde(default)]
    next: String,
    #[serde(default)]
    set: String,
}

async fn form(
    State(site): State<Site>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    let uri = format!("/?{}", query.unwrap_or_default()).parse().unwrap_or_default();
    let wanted = Query::<Wanted>::try_from_uri(&uri).map(|query| query.0).unwrap_or_default();
    let mut page = blank(&site, &headers, &wanted.next);
    if let Some(secret) = read_cookie(&headers, SESSION_COOKIE).map(str::to_owned) {
        let now = site.now();
        let session = site.read(move |tx| desk::account::find_session(tx, &secret, now)).await?;
        if session.is_some() {
            return Ok(see(local(&wanted.next).unwrap_or("/")));
        }
        page = page.ended();
    } else if wanted.set == "password" {
        page = page.set();
    }
    Ok(Html(page.render()?).into_response())
}

async fn sign_in(
    State(site): State<Site>,
    headers: HeaderMap,
    address: ClientAddress,
    typed: Typed,
) -> Result<Response> {
    let Typed(input, _) = typed;
    let (email, next) = (text(&input, "email"), text(&input, "next"));
    let password = text(&input, "password");
    let (site_for_work, typed_email) = (site.clone(), email.clone());
    let from = address.visitor(&headers);
    let begun = site.sign_in(move |db| {
        let (clock, chance) = (site_for_work.clock(), site_for_work.chance());
        desk::account::sign_in(db, clock, chance, &typed_email, &password, from)
    });
    let page = blank(&site, &headers, &next);
    let (status, page, wait) = match begun.await {
        Ok(step) if step.awaits_code => return Ok(ask_code(&site, &headers, &step, &next)),
        Ok(session) => return Ok(welcome(&site, &headers, &session, &next)),
        Err(Error::Refused(_) | Error::Unknown | Error::Invalid(_)) => {
            (StatusCode::UNPROCESSABLE_ENTITY, page.wrong(email), None)
        }
        Err(Error::Throttled(seconds)) => {
            let shown = u32::try_from(seconds).unwrap_or(u32::MAX);
            (StatusCode::TOO_MANY_REQUESTS, page.throttled(email, shown), Some(seconds))
        }
        Err(other) => return Err(other.into()),
    };
    let mut response = (status, Html(page.render()?)).into_response();
    if let Some(seconds) = wait {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    Ok(response)
}

/// Lets the browser keep a session that has begun, and leads on.
pub(crate) fn welcome(
    site: &Site,
    headers: &HeaderMap,
    session: &NewSession,
    next: &str,
) -> Response {
    let mut response = see(local(next).unwrap_or("/"));
    let seconds = session.expires_at.since(site.now()).as_secs();
    let secure = site.settings().secure_cookies(is_encrypted(headers));
    if let Some(cookie) = started(&session.token, seconds, secure) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

async fn sign_out(
    State(site): State<Site>,
    member: Member,
    headers: HeaderMap,
    address: ClientAddress,
) -> Result<Response> {
    if let Some(secret) = read_cookie(&headers, SESSION_COOKIE).map(str::to_owned) {
        let proof = Proof::of_session(&secret);
        let (ctx, from) = (member.context(), address.text());
        site.write(move |tx| desk::account::sign_out(tx, &ctx, &secret, &from)).await?;
        site.live().end(proof);
    }
    let mut response = see(SIGN_IN_PATH);
    if let Some(cookie) = ended(site.settings().secure_cookies(is_encrypted(&headers))) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

fn blank(site: &Site, headers: &HeaderMap, next: &str) -> SignInPage {
    let t = site.languages().translator(None, accept_language(headers));
    SignInPage::new(Shell::anonymous(t, ""), local(next).unwrap_or_default())
}

fn text(input: &RawInput, field: &str) -> String {
    input.values.get(field).map(RawValue::shown).unwrap_or_default()
}

/// A path of ours to go on to, or nothing: an address elsewhere would let a link to our sign-in
/// form lead somewhere that looks like us.
pub(crate) fn local(next: &str) -> Option<&str> {
    let ours = next.starts_with('/')
        && !next.starts_with("//")
        && next.len() <= 2000
        && next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
        && !next.starts_with(SIGN_IN_PATH);
    ours.then_some(next)
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn only_paths_of_ours_are_followed() {
        assert_eq!(local("/incidents/INC0000001?a=b"), Some("/incidents/INC0000001?a=b"));
        for bad in [
            "",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "incidents",
            "/a\r\nb",
            "/sign-in?next=/",
        ] {
            assert_eq!(local(bad), None, "{bad:?}");
        }
    }
}
