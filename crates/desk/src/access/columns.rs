//! The columns of `record` that decide who may see it.

use db::sea_query::Iden;

/// A column of the table `record` that a reach or the restricted rule looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RecordColumn {
    /// The table itself.
    Table,
    /// The kind of record.
    Kind,
    /// For whom it was opened.
    Requester,
    /// Who opened it.
    Opener,
    /// Who works on it.
    Assignee,
    /// The team that works on it.
    Team,
    /// The company it belongs to.
    Company,
    /// Whether it takes a grant of its own to see it.
    Restricted,
    /// Whether it was withdrawn.
    Withdrawn,
}

impl Iden for RecordColumn {
    fn unquoted(&self) -> &str {
        match self {
            RecordColumn::Table => "record",
            RecordColumn::Kind => "kind",
            RecordColumn::Requester => "requester_id",
            RecordColumn::Opener => "opener_id",
            RecordColumn::Assignee => "assignee_id",
            RecordColumn::Team => "team_id",
            RecordColumn::Company => "company_id",
            RecordColumn::Restricted => "restricted",
            RecordColumn::Withdrawn => "withdrawn",
        }
    }
}
