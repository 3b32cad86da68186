//! Failures as a browser shows them.

use askama::Template;
use axum::response::{Html, IntoResponse, Redirect, Response};
use desk::{Error, Fault};

use super::explain::{detail, explain, problems, title};
use super::{Failure, problem};
use crate::account::PATH as ACCOUNT_PATH;
use crate::page::{ConflictValue, ErrorPage, FieldProblem, NoAdministratorPage, Shell, Shown};

/// What a page about a failure needs to know about the request.
pub(crate) struct Asked<'a> {
    pub(crate) request_id: &'a str,
    /// The sign-in form, with the way back to what was asked for.
    pub(crate) sign_in: &'a str,
    /// The command that makes an administrator.
    pub(crate) add_administrator: &'a str,
}

/// The failure as a page of its own, or the way to the sign-in form.
pub(crate) fn page(shell: Shell, failure: &Failure, asked: &Asked<'_>) -> Response {
    if matches!(failure, Failure::Desk(Error::Unknown)) {
        return Redirect::to(asked.sign_in).into_response();
    }
    if matches!(failure, Failure::SecondFactor) {
        return Redirect::to(ACCOUNT_PATH).into_response();
    }
    let drawn = if matches!(failure, Failure::Unattended) {
        NoAdministratorPage { shell, command: asked.add_administrator.to_owned() }.render()
    } else {
        error_page(shell, failure, asked.request_id).render()
    };
    // Without its page a failure is still told, in one line.
    let html = drawn.unwrap_or_else(|_| failure.status().to_string());
    (failure.status(), problem::headers(failure), Html(html)).into_response()
}

fn error_page(shell: Shell, failure: &Failure, request_id: &str) -> ErrorPage {
    let t = shell.t.clone();
    let page =
        ErrorPage { title: title(&t, failure), ..ErrorPage::new(shell, failure.status().as_u16()) };
    match failure {
        Failure::Desk(error @ Error::Invalid(_)) => {
            ErrorPage { problems: problems(&t, error), ..page }
        }
        Failure::Request(_, faults) => {
            let problems = faults.iter().map(|fault: &Fault| FieldProblem {
                field: fault.field.clone(),
                message: format!("{}: {}", fault.field, explain(&t, fault)),
            });
            ErrorPage { problems: problems.collect(), ..page }
        }
        Failure::Desk(Error::Conflict(clashes)) => {
            let conflicts = clashes.iter().map(|clash| ConflictValue {
                label: clash.field.clone(),
                yours: clash.yours.clone().unwrap_or_default(),
                theirs: clash.theirs.clone().map_or(Shown::Empty, Shown::Text),
                by: String::new(),
            });
            ErrorPage { conflicts: conflicts.collect(), ..page }
        }
        _ => {
            let explained = page.explained(detail(&t, failure));
            if failure.status().is_server_error() {
                ErrorPage { request_id: Some(request_id.to_owned()), ..explained }
            } else {
                explained
            }
        }
    }
}
