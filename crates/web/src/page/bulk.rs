//! Bulk edits: choosing rows of a list, and the page of one from its form to what became of it.

use askama::Template;

use super::{Cell, Column, EmptyState, FieldProblem, FormField, Link, Pager, QueueLink, Shell};

/// What stands over a list whose rows can be ticked: what can be done to them.
#[derive(Debug, Clone, Default)]
pub struct BulkBar {
    /// Where it is sent.
    pub path: String,
    /// The list itself, as the part of its address after the `?`.
    pub list: String,
    /// How many rows the whole list has, as text; empty when not counted.
    pub total: String,
    /// What can be done.
    pub verbs: Vec<BulkVerb>,
}

/// Something that can be done to several records.
#[derive(Debug, Clone, Default)]
pub struct BulkVerb {
    /// The verb's code.
    pub code: String,
    /// What the button says.
    pub label: String,
}

/// The page of one bulk edit.
#[derive(Debug, Clone, Template)]
#[template(path = "bulk_page.html")]
pub struct BulkPage {
    /// The frame.
    pub shell: Shell,
    /// The edit.
    pub bulk: BulkView,
}

/// The part of the page that changes by itself while the edit is under way.
#[derive(Debug, Clone, Template)]
#[template(path = "part/bulk.html")]
pub struct BulkPart {
    /// Language and CSRF token; the rest of the frame is not drawn.
    pub shell: Shell,
    /// The edit.
    pub bulk: BulkView,
}

/// A bulk edit: what is to be given, what would become of each record, how far it is, what became.
#[derive(Debug, Clone, Default)]
pub struct BulkView {
    /// Its page.
    pub path: String,
    /// The page with the rows as they are asked for: what is looked at again.
    pub here: String,
    /// What is done and to how many.
    pub heading: String,
    /// The list its records are from.
    pub list: Link,
    /// All edits of whoever reads.
    pub all: Link,
    /// How it stands, in a line.
    pub lead: String,
    /// Whether it goes on by itself, so that the page looks again.
    pub under_way: bool,
    /// How far it is, while it goes on.
    pub progress: Option<Progress>,
    /// What the verb is to be given, while that can be said.
    pub form: Option<BulkForm>,
    /// The button that has it done.
    pub run: Option<BulkRun>,
    /// What the button says that ends it; empty where it cannot be ended.
    pub cancel: String,
    /// What became of the records, each with how many: filters of the rows.
    pub outcomes: Vec<QueueLink>,
    /// What the outcomes are, for those who hear the page.
    pub outcomes_label: String,
    /// The rows as a file.
    pub export: Option<Link>,
    /// The columns in order.
    pub columns: Vec<Column>,
    /// The rows, each with one cell a column.
    pub rows: Vec<Vec<Cell>>,
    /// What stands in place of no rows.
    pub empty: EmptyState,
    /// Pages after.
    pub pager: Pager,
}

/// How far something is.
#[derive(Debug, Clone, Default)]
pub struct Progress {
    /// So many are done …
    pub done: i64,
    /// … of so many.
    pub total: i64,
    /// The same in words.
    pub words: String,
}

/// The form of what the verb is given.
#[derive(Debug, Clone, Default)]
pub struct BulkForm {
    /// What its fold says, where it is folded; empty where it stands open.
    pub fold: String,
    /// What is wrong, after a refusal. Each is also at its field.
    pub problems: Vec<FieldProblem>,
    /// A line over the fields; empty for none.
    pub hint: String,
    /// The fields.
    pub fields: Vec<FormField>,
    /// Ticks for the fields that are to be emptied.
    pub empties: Vec<FormField>,
    /// What the button says.
    pub submit: String,
}

/// The button that has a bulk edit done.
#[derive(Debug, Clone, Default)]
pub struct BulkRun {
    /// What it says.
    pub label: String,
    /// Whether it ends or throws away something.
    pub danger: bool,
}

impl BulkView {
    /// Each cell of a row with its column, for the labels on narrow screens.
    #[must_use]
    pub fn cells<'a>(&'a self, row: &'a [Cell]) -> Vec<(&'a Column, &'a Cell)> {
        self.columns.iter().zip(row).collect()
    }
}
