//! The forms of a rule about how long something is kept.

use askama::Template;

use super::{FormField, Shell};

/// Days are tried out first; what they would erase is said beside the form that sets them.
#[derive(Debug, Clone, Template)]
#[template(path = "part/retention_form.html")]
pub struct RetentionForm {
    /// Language and CSRF token; the rest of the frame is not drawn.
    pub shell: Shell,
    /// What the rule is for, by its code.
    pub scope: &'static str,
    /// Where days are tried out.
    pub page: &'static str,
    /// Where they are set.
    pub path: String,
    /// The days, as they are typed.
    pub days: FormField,
    /// Whether something would be erased at once.
    pub erases: bool,
    /// What the days would erase, once they were tried out.
    pub said: Option<String>,
    /// The days that were tried out.
    pub chosen: i64,
    /// Why, where something would be erased.
    pub reason: Option<FormField>,
}
