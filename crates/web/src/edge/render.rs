//! Turns the mark of a failure into what the one who asked can read.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::endpoint::Door;
use crate::failure::{self, Failed, Failure};
use crate::identify::{Visit, accept_language, forgotten, is_htmx};
use crate::page::{SIGN_IN_PATH, Shell};
use crate::site::Site;

/// What may stand in a query value as it is.
const PLAIN: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Renders failures; the innermost place that knows request and answer.
pub(super) async fn failures(State(site): State<Site>, request: Request, next: Next) -> Response {
    let visit = request.extensions().get::<Visit>().cloned().unwrap_or_default();
    let (uri, method) = (request.uri().clone(), request.method().clone());
    let headers = request.headers().clone();
    let mut response = next.run(request).await;
    if let Some(Failed(failure)) = response.extensions_mut().remove::<Failed>() {
        report(&failure);
        let allow = response.headers_mut().remove(header::ALLOW);
        response = render(
            &site,
            &visit,
            &failure,
            &Asked { uri: &uri, safe: method.is_safe(), headers: &headers },
        );
        if let Some(allow) = allow {
            response.headers_mut().insert(header::ALLOW, allow);
        }
    }
    if let Some(allowance) = visit.allowance() {
        allowance.tell(response.headers_mut());
    }
    if visit.was_told()
        && let Some(cookie) = forgotten()
    {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

struct Asked<'a> {
    uri: &'a Uri,
    safe: bool,
    headers: &'a HeaderMap,
}

fn render(site: &Site, visit: &Visit, failure: &Failure, asked: &Asked<'_>) -> Response {
    let t = match visit.member() {
        Some(member) => member.t.clone(),
        None => site.languages().translator(None, accept_language(asked.headers)),
    };
    if Door::of(asked.uri.path()) == Door::Api {
        return failure::problem(&t, failure, visit.id());
    }
    let sign_in = sign_in(asked);
    if is_htmx(asked.headers) {
        return failure::fragment(&t, failure, &sign_in);
    }
    let shell = match visit.member() {
        Some(member) => member.shell(),
        None => Shell::anonymous(t, ""),
    };
    let about = failure::Asked {
        request_id: visit.id(),
        sign_in: &sign_in,
        add_administrator: &site.settings().add_administrator,
    };
    failure::page(shell, failure, &about).into_response()
}

/// The sign-in form with the way back: to the page asked for, or to the one the form was on.
fn sign_in(asked: &Asked<'_>) -> String {
    let path = asked.uri.path_and_query().map_or("/", |path| path.as_str());
    let back =
        if asked.safe && !is_htmx(asked.headers) { path.to_owned() } else { referrer(asked) };
    if back == "/" {
        return SIGN_IN_PATH.to_owned();
    }
    format!("{SIGN_IN_PATH}?next={}", utf8_percent_encode(&back, PLAIN))
}

/// The path of the page that sent the request. The host is left out: only a path of ours is used.
fn referrer(asked: &Asked<'_>) -> String {
    let text = asked.headers.get(header::REFERER).and_then(|value| value.to_str().ok());
    let uri = text.and_then(|text| text.parse::<Uri>().ok());
    let path = uri.and_then(|uri| uri.path_and_query().map(|path| path.as_str().to_owned()));
    path.filter(|path| path.starts_with('/')).unwrap_or_else(|| "/".to_owned())
}

/// Failures of ours go to the log in full; refusals are the sender's affair.
fn report(failure: &Failure) {
    match failure {
        Failure::Desk(error) if failure.status().is_server_error() => {
            tracing::error!(kind = failure.kind(), %error, "failed");
        }
        Failure::Slow => tracing::error!(kind = failure.kind(), "gave up waiting"),
        _ => tracing::debug!(kind = failure.kind(), code = failure.code(), "refused"),
    }
}
