//! A page with one table: the values of a field over time, the entries of a logbook.

use askama::Template;

use super::{Cell, Column, EmptyState, FormField, Link, Pager, QueueLink, Shell};

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "table_page.html")]
pub struct TablePage {
    /// The frame.
    pub shell: Shell,
    /// The way back, in the bar at the top.
    pub place: Link,
    /// The heading.
    pub heading: String,
    /// A line under the heading; empty for none.
    pub lead: String,
    /// What can be done here besides looking.
    pub actions: Vec<Link>,
    /// Tables of the same sort to switch between; empty for none.
    pub tabs: Vec<QueueLink>,
    /// What the tabs are, for those who hear the page.
    pub tabs_label: String,
    /// Filters sent as plain `name=value` by GET; empty for none.
    pub filters: Vec<FormField>,
    /// Where the filters are sent.
    pub path: String,
    /// Whether a filter is set, so that it can be taken away again.
    pub filtered: bool,
    /// The columns in order; the first one heads its row.
    pub columns: Vec<Column>,
    /// The rows, each with one cell a column.
    pub rows: Vec<Vec<Cell>>,
    /// Pages before and after.
    pub pager: Pager,
    /// What stands in place of no rows.
    pub empty: EmptyState,
}

impl TablePage {
    /// Each cell of a row with its column, for the labels on narrow screens.
    #[must_use]
    pub fn cells<'a>(&'a self, row: &'a [Cell]) -> Vec<(&'a Column, &'a Cell)> {
        self.columns.iter().zip(row).collect()
    }
}
