//! Pages for what could not be done: what, why, and what to do now.

use askama::Template;

use super::{FieldProblem, Link, Shell, Shown, VerbForm};

/// An error page. Title and explanation come from the status, so that every door says the same.
#[derive(Debug, Clone, Template)]
#[template(path = "error.html")]
pub struct ErrorPage {
    /// The frame; without a person where nobody is signed in.
    pub shell: Shell,
    /// The HTTP status.
    pub status: u16,
    /// What happened.
    pub title: String,
    /// Why, and what to do.
    pub explanation: String,
    /// Single problems, for a refused form that has no page of its own.
    pub problems: Vec<FieldProblem>,
    /// Both values of each field that two people changed.
    pub conflicts: Vec<ConflictValue>,
    /// Sends the reader's values again, on top of the newest version.
    pub retry: Option<VerbForm>,
    /// The version the retry is written over.
    pub version: u64,
    /// Under which name the log knows the failure.
    pub request_id: Option<String>,
    /// The way on.
    pub back: Link,
}

/// One field that two people changed at once.
#[derive(Debug, Clone, Default)]
pub struct ConflictValue {
    /// The field's label.
    pub label: String,
    /// What the reader wrote, kept so that nothing typed is lost.
    pub yours: String,
    /// What stands there now.
    pub theirs: Shown,
    /// Who wrote it and when: "Anna Roth, 2 minutes ago".
    pub by: String,
}

impl ErrorPage {
    /// The page for `status`, in its general words.
    #[must_use]
    pub fn new(shell: Shell, status: u16) -> Self {
        let code = status.to_string();
        let known = |family| {
            let specific = shell.t.known(family, &code);
            specific.unwrap_or_else(|| shell.t.text_of(family, "other"))
        };
        let (title, explanation) = (known("error-title"), known("error-text"));
        let back = Link::new(shell.home(), shell.t.text("error-back"));
        Self {
            shell,
            status,
            title,
            explanation,
            problems: Vec::new(),
            conflicts: Vec::new(),
            retry: None,
            version: 0,
            request_id: None,
            back,
        }
    }

    /// The page for a failure of ours, with the name the log knows it by.
    #[must_use]
    pub fn failure(shell: Shell, request_id: impl Into<String>) -> Self {
        Self { request_id: Some(request_id.into()), ..Self::new(shell, 500) }
    }

    /// The page for a write over fields that somebody else changed meanwhile.
    #[must_use]
    pub fn conflict(shell: Shell, conflicts: Vec<ConflictValue>, record: Link) -> Self {
        Self { conflicts, back: record, ..Self::new(shell, 409) }
    }

    /// The page for a refused form that has no page of its own.
    #[must_use]
    pub fn invalid(shell: Shell, problems: Vec<FieldProblem>) -> Self {
        Self { problems, ..Self::new(shell, 422) }
    }

    /// The same page with words of its own instead of the general ones.
    #[must_use]
    pub fn explained(self, explanation: impl Into<String>) -> Self {
        Self { explanation: explanation.into(), ..self }
    }
}
