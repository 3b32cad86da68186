//! The form of a setting that is tried out before it is set.

use askama::Template;

use super::{FormField, Shell, Tried};

/// What is typed is tried out; what it would change stands above, with the button that sets it.
#[derive(Debug, Clone, Template)]
#[template(path = "part/try_form.html")]
pub struct TryForm {
    /// Language and CSRF token; the rest of the frame is not drawn.
    pub shell: Shell,
    /// What the form is called on its page.
    pub form: &'static str,
    /// Where it is tried out.
    pub page: &'static str,
    /// What is wrong with the whole of it.
    pub error: Option<String>,
    /// What can be said, as it is typed.
    pub fields: Vec<FormField>,
    /// What it would change, once it was tried out.
    pub tried: Option<Tried>,
}
