//! The page of the first run.

use askama::Template;

use super::{FieldProblem, FormSection, SETUP_PATH, Shell};

/// The page on which an installation is set up.
#[derive(Debug, Clone, Template)]
#[template(path = "set_up.html")]
pub struct SetUpPage {
    /// The frame, without a person.
    pub shell: Shell,
    /// The fields, group by group.
    pub sections: Vec<FormSection>,
    /// What is wrong with what was sent.
    pub problems: Vec<FieldProblem>,
    /// The command that does without this page.
    pub command: String,
}

impl SetUpPage {
    /// Where the form is sent.
    #[must_use]
    pub fn path(&self) -> &'static str {
        SETUP_PATH
    }
}
