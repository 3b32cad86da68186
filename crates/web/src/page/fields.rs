//! The pages on which administrators say what fields there are.

use askama::Template;

use super::{FieldProblem, FormField, FormSection, Link, Section, Shell};

/// Every custom field, by kind of record.
#[derive(Debug, Clone, Template)]
#[template(path = "fields.html")]
pub struct FieldsPage {
    /// The frame.
    pub shell: Shell,
    /// The kinds of record.
    pub kinds: Vec<FieldsOfKind>,
}

/// The custom fields of one kind of record.
#[derive(Debug, Clone, Default)]
pub struct FieldsOfKind {
    /// What its records are called.
    pub heading: String,
    /// Where one is added.
    pub add: Link,
    /// Those in use, in their order.
    pub used: Vec<FieldLine>,
    /// Those retired.
    pub retired: Vec<FieldLine>,
}

/// One custom field in a list.
#[derive(Debug, Clone, Default)]
pub struct FieldLine {
    /// Its page, named by its label.
    pub link: Link,
    /// Its code.
    pub code: String,
    /// What it holds.
    pub holds: String,
    /// Who reads it.
    pub audience: String,
    /// The forms that ask for it.
    pub forms: String,
    /// What holds in which state; empty when nothing does.
    pub rules: String,
    /// Whether one stands before it.
    pub can_rise: bool,
    /// Whether one stands after it.
    pub can_sink: bool,
}

/// The choice of what a new field is to hold.
#[derive(Debug, Clone, Template)]
#[template(path = "field_types.html")]
pub struct FieldTypesPage {
    /// The frame.
    pub shell: Shell,
    /// The heading.
    pub heading: String,
    /// The types, each a link to its form, with what it is for.
    pub types: Vec<(Link, String)>,
    /// The way back.
    pub back: Link,
}

/// The form in which a field is added or changed.
#[derive(Debug, Clone, Template)]
#[template(path = "field_form.html")]
pub struct FieldPage {
    /// The frame.
    pub shell: Shell,
    /// The heading.
    pub heading: String,
    /// What is said under it.
    pub lead: String,
    /// Where the form is sent.
    pub path: String,
    /// The version its reader saw; nothing for a new field.
    pub version: Option<i64>,
    /// What is wrong, after a refusal. Each is also at its field.
    pub problems: Vec<FieldProblem>,
    /// What it is.
    pub main: FormSection,
    /// Who reads it, where and when it is asked for.
    pub side: Vec<FormSection>,
    /// What the button says.
    pub submit: String,
    /// What saving would do to records, told before it is done; records lead to their list.
    pub effects: Vec<Link>,
    /// The answer to these effects, sent with the form; empty where nothing is asked.
    pub confirmed: String,
    /// How the field looks in a form; nothing for a new field.
    pub preview: Option<FormField>,
    /// Taking it out of use, or into use again; nothing for a new field.
    pub retirement: Option<Retirement>,
    /// What was done to it; nothing for a new field.
    pub history: Option<Section>,
    /// The way back.
    pub back: Link,
}

/// The button that takes a field out of use, or puts it into use again.
#[derive(Debug, Clone, Default)]
pub struct Retirement {
    /// Where it is sent.
    pub path: String,
    /// Whether the field is in use now.
    pub active: bool,
    /// What it would do to records; they lead to their list.
    pub effects: Vec<Link>,
}

impl FieldPage {
    /// Puts each problem at its field. In the list, away from its field, each begins with the
    /// field's label.
    #[must_use]
    pub fn refused(mut self, mut problems: Vec<FieldProblem>) -> Self {
        let side = self.side.iter_mut().flat_map(|section| &mut section.fields);
        for field in self.main.fields.iter_mut().chain(side) {
            if let Some(problem) = problems.iter_mut().find(|problem| problem.field == field.name) {
                field.error = Some(problem.message.clone());
                problem.message = format!("{}: {}", field.label, problem.message);
            }
        }
        self.problems = problems;
        self
    }
}
