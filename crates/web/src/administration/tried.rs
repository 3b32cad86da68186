//! A rule that is tried out on its page before it is set: what came of it, and with which status the
//! page is answered.

use axum::http::StatusCode;
use desk::Error;
use desk::retention::Count;

use super::counted::worded;
use crate::failure::problems;
use crate::i18n::{Arg, Translator};
use crate::page::FieldProblem;

/// What trying came to: what it would do, or what is wrong with what was asked.
pub(super) type Outcome<T> = (Option<T>, Option<Vec<FieldProblem>>);

/// What trying came to; nothing of either where nothing was tried.
///
/// # Errors
/// What is wrong otherwise than with what was asked.
pub(super) fn outcome<T>(
    t: &Translator,
    tried: Option<desk::Result<T>>,
) -> desk::Result<Outcome<T>> {
    match tried {
        None => Ok((None, None)),
        Some(Ok(found)) => Ok((Some(found), None)),
        Some(Err(error @ Error::Invalid(_))) => Ok((None, Some(problems(t, &error)))),
        Some(Err(other)) => Err(other),
    }
}

/// The status of the page: a form that was sent and refused, an address that asks what cannot be, or
/// neither.
pub(super) fn status(sent: &[FieldProblem], asked: Option<&Vec<FieldProblem>>) -> StatusCode {
    match (sent.is_empty(), asked) {
        (false, _) => StatusCode::UNPROCESSABLE_ENTITY,
        (true, Some(_)) => StatusCode::BAD_REQUEST,
        (true, None) => StatusCode::OK,
    }
}

/// A number of people in a sentence.
pub(super) fn people(t: &Translator, key: &str, count: Count) -> String {
    let (shown, number) = worded(count);
    t.text_with(key, &[("count", Arg::Number(number)), ("shown", Arg::Text(&shown))])
}
