//! What the states of a log are here.

use std::borrow::Cow;

use incident::lifecycle::state::{CLOSED, IN_PROGRESS, NEW, ON_HOLD, RESOLVED};

/// A state of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Seen<'a> {
    /// One of ours.
    State(&'static str),
    /// On hold, for a reason that is a row of `choice`.
    Waiting(Reason<'a>),
    /// A code the source itself had no name for: the state stays as it was.
    Nameless,
}

/// Why an incident of the log waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reason<'a> {
    /// The code of the row.
    pub(super) code: Cow<'a, str>,
    /// What the source calls it.
    pub(super) label: &'a str,
}

/// The source's own names.
const STATES: &[(&str, &str)] =
    &[("New", NEW), ("Active", IN_PROGRESS), ("Resolved", RESOLVED), ("Closed", CLOSED)];

/// What a waiting state's name begins with; the rest is the reason.
const AWAITING: &str = "Awaiting ";

/// Reasons the schema brings, by the source's name.
const REASONS: &[(&str, &str)] = &[
    ("User Info", "requester"),
    ("Vendor", "supplier"),
    ("Problem", "problem"),
    ("Evidence", "evidence"),
    ("Change", "change"),
];

/// Reads a state; nothing when it is none.
pub(super) fn read(text: &str) -> Option<Seen<'_>> {
    if let Some((_, state)) = STATES.iter().find(|(name, _)| *name == text) {
        return Some(Seen::State(state));
    }
    if let Some(label) = text.strip_prefix(AWAITING) {
        let known = REASONS.iter().find(|(name, _)| *name == label);
        let code =
            known.map_or_else(|| Cow::Owned(code_of(label)), |(_, code)| Cow::Borrowed(*code));
        return (!code.is_empty()).then_some(Seen::Waiting(Reason { code, label }));
    }
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_code = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    is_code.then_some(Seen::Nameless)
}

impl Seen<'_> {
    /// The state of ours, if there is one.
    pub(super) fn state(&self) -> Option<&'static str> {
        match self {
            Seen::State(state) => Some(state),
            Seen::Waiting(_) => Some(ON_HOLD),
            Seen::Nameless => None,
        }
    }

    /// Whether the work was done: from here on a log's outcome is known.
    pub(super) fn is_over(&self) -> bool {
        matches!(self.state(), Some(RESOLVED | CLOSED))
    }

    /// Whether it was over.
    pub(super) fn is_closed(&self) -> bool {
        self.state() == Some(CLOSED)
    }
}

/// A code made from a label: `code 6` becomes `code_6`.
pub(super) fn code_of(label: &str) -> String {
    let mut code = String::with_capacity(label.len());
    for c in label.chars() {
        match c.to_ascii_lowercase() {
            c if c.is_ascii_lowercase() || c.is_ascii_digit() => code.push(c),
            _ if !code.is_empty() && !code.ends_with('_') => code.push('_'),
            _ => {}
        }
        if code.len() == LONGEST_CODE {
            break;
        }
    }
    code.truncate(code.trim_end_matches('_').len());
    code
}

/// Room is left for a number that tells two codes apart.
const LONGEST_CODE: usize = 56;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_of_the_source_has_its_place() {
        assert_eq!(read("New"), Some(Seen::State(NEW)));
        assert_eq!(read("Active"), Some(Seen::State(IN_PROGRESS)));
        assert_eq!(read("-100"), Some(Seen::Nameless));
        let reasons = ["User Info", "Vendor", "Problem", "Evidence", "Third Party"].map(|reason| {
            let text = format!("Awaiting {reason}");
            match read(&text) {
                Some(Seen::Waiting(reason)) => reason.code.into_owned(),
                other => panic!("{other:?}"),
            }
        });
        assert_eq!(reasons, ["requester", "supplier", "problem", "evidence", "third_party"]);
        for bad in ["", "?", "new", "Done", "Awaiting ", "Awaiting ?", "-", "1a"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }

    #[test]
    fn codes_hold_letters_digits_and_single_lines() {
        assert_eq!(code_of("code 6"), "code_6");
        assert_eq!(code_of("  Solved (Work-around)! "), "solved_work_around");
        assert_eq!(code_of("é"), "");
    }
}
