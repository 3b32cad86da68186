//! The page of all settings as one text.

use askama::Template;

use super::{FieldProblem, FormField, Shell, Tried};

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "baseline.html")]
pub struct BaselinePage {
    /// The frame.
    pub shell: Shell,
    /// Where a text is sent to be looked at.
    pub path: String,
    /// Where all settings are taken away as a file.
    pub download: String,
    /// The text, and how it is meant.
    pub fields: Vec<FormField>,
    /// What is wrong with what was sent.
    pub problems: Vec<FieldProblem>,
    /// What it would change.
    pub tried: Option<Tried>,
    /// Where it is sent to be done.
    pub applies: String,
    /// What is sent along with the button that does it; nothing where there is nothing to do.
    pub chosen: Vec<FormField>,
}
