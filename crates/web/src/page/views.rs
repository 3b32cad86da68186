//! The pages on which saved views are seen to.

use askama::Template;

use super::{FieldProblem, FormField, Link, Shell};

/// Every view its reader sees.
#[derive(Debug, Clone, Template)]
#[template(path = "views.html")]
pub struct ViewsPage {
    /// The frame.
    pub shell: Shell,
    /// The views, by name.
    pub views: Vec<ViewRow>,
}

/// One view among others.
#[derive(Debug, Clone, Default)]
pub struct ViewRow {
    /// Its name and its list.
    pub link: Link,
    /// What it lists.
    pub kind: String,
    /// Whose it is.
    pub owner: String,
    /// With whom it is shared.
    pub shared: String,
    /// Its filter.
    pub q: String,
    /// Where it is changed, where its reader may.
    pub edit: Option<String>,
}

/// The page on which one view is kept or changed.
#[derive(Debug, Clone, Template)]
#[template(path = "view_page.html")]
pub struct ViewPage {
    /// The frame.
    pub shell: Shell,
    /// The heading: the view's name, or that a new one is kept.
    pub heading: String,
    /// Where it is sent.
    pub path: String,
    /// `patch` for a view there is; empty for a new one.
    pub method: &'static str,
    /// What is wrong, after a refusal. Each is also at its field.
    pub problems: Vec<FieldProblem>,
    /// What can be filled in, and what goes along unseen.
    pub fields: Vec<FormField>,
    /// What the button says.
    pub submit: String,
    /// Whether it can be taken away.
    pub deletable: bool,
    /// The way back.
    pub cancel: Link,
}

impl ViewPage {
    /// Puts each problem at its field. In the list, away from its field, each begins with the field's
    /// label.
    #[must_use]
    pub fn refused(mut self, mut problems: Vec<FieldProblem>) -> Self {
        for field in &mut self.fields {
            if let Some(problem) = problems.iter_mut().find(|problem| problem.field == field.name) {
                field.error = Some(problem.message.clone());
                problem.message = format!("{}: {}", field.label, problem.message);
            }
        }
        self.problems = problems;
        self
    }
}
