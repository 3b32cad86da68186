//! The words of refusals, from stable codes.

use desk::{Error, Fault};

use super::Failure;
use crate::i18n::{Arg, Translator};
use crate::page::FieldProblem;

/// What is wrong with a field, in the reader's language: the text `fault-CODE` with its details.
#[must_use]
pub fn explain(t: &Translator, fault: &Fault) -> String {
    told(t, fault.code, &fault.details)
}

/// The same, of a fault that was kept.
pub(crate) fn told(t: &Translator, code: &str, details: &[(&str, String)]) -> String {
    let said = text_of_code(t, "fault", code, details);
    // What a rule refuses of one of many is told like what is wrong with a field.
    let said = said.or_else(|| text_of_code(t, "refused", code, details));
    said.unwrap_or_else(|| code.to_owned())
}

/// Why something was refused or failed, from a code that was kept: that of the kind of failure, or of
/// the rule that refused.
pub(crate) fn said(t: &Translator, code: &str) -> String {
    let failure = text_of_code(t, "failure", code, &[]);
    failure.unwrap_or_else(|| refused(t, code))
}

/// Why a rule refused.
fn refused(t: &Translator, code: &str) -> String {
    // A new verb may have no words of its own yet.
    text_of_code(t, "refused", code, &[]).unwrap_or_else(|| t.text_of("refused", "other"))
}

/// The faults as a form lists them. An error that is not about fields becomes one line about the
/// whole form, so that a form can be shown again for any refusal.
#[must_use]
pub fn problems(t: &Translator, error: &Error) -> Vec<FieldProblem> {
    match error {
        Error::Invalid(faults) => faults
            .iter()
            .map(|fault| FieldProblem { field: fault.field.clone(), message: explain(t, fault) })
            .collect(),
        other => {
            let message = detail(t, &Failure::Desk(other.clone()));
            vec![FieldProblem { field: String::new(), message }]
        }
    }
}

/// Why this failed and what to do, in a sentence or two.
pub(super) fn detail(t: &Translator, failure: &Failure) -> String {
    let own = match failure {
        Failure::Desk(Error::Refused(code)) => return refused(t, code),
        Failure::Desk(Error::Merged(Some(number))) => {
            text_of_code(t, "refused", "merged_into", &[("number", number.clone())])
        }
        Failure::Desk(Error::Merged(None)) => text_of_code(t, "refused", "merged", &[]),
        Failure::Malformed(at) => text_of_code(t, "failure", "malformed", &[("at", at.clone())]),
        Failure::TooLarge(limit) => {
            text_of_code(t, "failure", "too-large", &[("kib", (limit / 1024).to_string())])
        }
        Failure::Desk(Error::Throttled(seconds)) => {
            text_of_code(t, "failure", "too-many-attempts", &[("seconds", seconds.to_string())])
        }
        Failure::Desk(Error::Unreachable { what, .. }) => {
            text_of_code(t, "failure-unreachable", what, &[])
        }
        other => text_of_code(t, "failure", other.kind(), &[]),
    };
    own.unwrap_or_else(|| general(t, "error-text", failure.status().as_u16()))
}

/// What happened, in a few words. A rule's refusal shares its status with a clash of two people,
/// but is not one.
pub(super) fn title(t: &Translator, failure: &Failure) -> String {
    if matches!(failure, Failure::Desk(Error::Refused(_) | Error::Merged(_))) {
        return t.text("error-title-refused");
    }
    general(t, "error-title", failure.status().as_u16())
}

fn general(t: &Translator, family: &str, status: u16) -> String {
    t.known(family, &status.to_string()).unwrap_or_else(|| t.text_of(family, "other"))
}

/// The text `FAMILY-CODE`, or nothing where there is none. Details that are numbers go in as
/// numbers, so that plural forms work.
fn text_of_code(
    t: &Translator,
    family: &str,
    code: &str,
    details: &[(&str, String)],
) -> Option<String> {
    let key = format!("{family}-{}", code.replace('_', "-"));
    let gaps: Vec<(&str, Arg<'_>)> =
        details.iter().map(|(name, value)| (*name, arg(value))).collect();
    // Looked for first: a text that lacks is a warning in the log.
    t.has(&key).then(|| t.text_with(&key, &gaps))
}

fn arg(value: &str) -> Arg<'_> {
    match value.parse::<i64>() {
        Ok(number) if number.to_string() == value => Arg::Number(number),
        _ => Arg::Text(value),
    }
}
