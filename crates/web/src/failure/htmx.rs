//! Failures as htmx gets them: a toast, and nothing swapped, so that what was typed stays.

use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use desk::Error;

use super::explain::{detail, problems};
use super::{Failure, problem};
use crate::i18n::Translator;
use crate::page::Toast;

const TRIGGER: HeaderName = HeaderName::from_static("hx-trigger");
const RESWAP: HeaderName = HeaderName::from_static("hx-reswap");
const REDIRECT: HeaderName = HeaderName::from_static("hx-redirect");

/// The answer to a failed htmx request.
pub(crate) fn fragment(t: &Translator, failure: &Failure, sign_in: &str) -> Response {
    if matches!(failure, Failure::Desk(Error::Unknown)) {
        // The session has ended: the whole page goes to the sign-in form.
        let to = HeaderValue::from_str(sign_in)
            .unwrap_or(HeaderValue::from_static(crate::page::SIGN_IN_PATH));
        return (StatusCode::OK, [(REDIRECT, to)], Html("")).into_response();
    }
    if matches!(failure, Failure::SecondFactor) {
        let to = HeaderValue::from_static(crate::account::PATH);
        return (StatusCode::OK, [(REDIRECT, to)], Html("")).into_response();
    }
    let toast = Toast::refusal(words(t, failure)).hx_trigger();
    let toast = HeaderValue::from_str(&toast).unwrap_or(HeaderValue::from_static("{}"));
    let nothing = HeaderValue::from_static("none");
    let headers = problem::headers(failure);
    (failure.status(), headers, [(TRIGGER, toast), (RESWAP, nothing)], Html("")).into_response()
}

/// All that is wrong in one line: a toast has no fields to put it at.
fn words(t: &Translator, failure: &Failure) -> String {
    match failure {
        Failure::Desk(error @ Error::Invalid(_)) => {
            let each: Vec<String> =
                problems(t, error).into_iter().map(|problem| problem.message).collect();
            each.join(" ")
        }
        other => detail(t, other),
    }
}
