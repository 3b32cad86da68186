//! The forms of a rule about how records end by themselves.

use askama::Template;

use super::{FormField, Shell};

/// A rule is tried out first; what it would close at once is said beside the button that sets it.
#[derive(Debug, Clone, Template)]
#[template(path = "part/closing_form.html")]
pub struct ClosingForm {
    /// Language and CSRF token; the rest of the frame is not drawn.
    pub shell: Shell,
    /// The kind of record the rule is for, by its code.
    pub kind: &'static str,
    /// Where it is tried out.
    pub page: &'static str,
    /// Where it is set.
    pub path: String,
    /// What can be said, as it is typed.
    pub fields: Vec<FormField>,
    /// Whether something would be closed at once.
    pub closes: bool,
    /// What would happen, once it was tried out.
    pub said: Option<String>,
    /// What was tried out, sent along.
    pub chosen: Vec<FormField>,
}
