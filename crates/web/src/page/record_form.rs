//! The form that creates a record, for every practice.

use askama::Template;

use super::{Choice, FieldProblem, FormField, FormSection, Link, Shell};

/// The page with the form.
#[derive(Debug, Clone, Template)]
#[template(path = "record_form.html")]
pub struct RecordForm {
    /// The frame.
    pub shell: Shell,
    /// The heading: "New incident".
    pub heading: String,
    /// A line under it; empty for none.
    pub lead: String,
    /// Where it is sent.
    pub path: String,
    /// Under which name unsent text is kept in the browser: `incident/new`.
    pub draft: String,
    /// What is wrong, after a refusal. Each is also at its field.
    pub problems: Vec<FieldProblem>,
    /// The main fields: what happened.
    pub main: FormSection,
    /// The fields at the side: how it is sorted.
    pub side: Vec<FormSection>,
    /// Sent along unseen.
    pub hidden: Vec<FormField>,
    /// What the button says.
    pub submit: String,
    /// The way back.
    pub cancel: Link,
}

impl RecordForm {
    /// Puts each problem at its field, so that list and fields cannot disagree. In the list, away
    /// from its field, each begins with the field's label.
    #[must_use]
    pub fn refused(mut self, mut problems: Vec<FieldProblem>) -> Self {
        let fields = self.side.iter_mut().flat_map(|section| &mut section.fields);
        for field in self.main.fields.iter_mut().chain(fields) {
            let mut own = problems.iter_mut().filter(|problem| problem.field == field.name);
            if let Some(problem) = own.next() {
                field.error = Some(problem.message.clone());
                problem.message = format!("{}: {}", field.label, problem.message);
            } else {
                field.error = None;
            }
        }
        self.problems = problems;
        self
    }
}

/// The answer to a field that asks for suggestions while its reader types.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "part/suggestions.html")]
pub struct Suggestions {
    /// What is suggested; the label explains the value.
    pub choices: Vec<Choice>,
}
