//! The page where a table of people is given.

use askama::Template;

use super::{FieldProblem, FormField, Shell};

/// The page where a table of people is given.
#[derive(Debug, Clone, Template)]
#[template(path = "people_import.html")]
pub struct PeopleImportPage {
    /// The frame.
    pub shell: Shell,
    /// Where it is sent.
    pub path: String,
    /// The table as a file.
    pub file: FormField,
    /// The table as text, and how it is taken.
    pub fields: Vec<FormField>,
    /// What is wrong with what was sent.
    pub problems: Vec<FieldProblem>,
}
