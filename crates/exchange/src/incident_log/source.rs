//! What an imported entry keeps of its row beyond the record's own fields, and how the ids of the
//! log are known here.

use std::collections::HashMap;

use db::sea_query::{Alias, Expr, ExprTrait, Query};
use db::{Id, ReadTx, Tx, params};
use desk::Result;

use super::column::Column;

/// The log as a source of outside ids.
pub(super) const LOG: &str = "incident-log";

/// Facts of imported entries. The codes are part of the journal and never change meaning.
pub(super) mod fact {
    /// The row's identity in its incident: `sys_updated_at|sys_mod_count`.
    pub(in super::super) const ROW: &str = "source.row";
    /// The source's own name of the state.
    pub(in super::super) const STATE: &str = "source.state";
    /// When the source says it was closed, on the row with which its outcome enters, if that one is
    /// only resolved.
    pub(in super::super) const CLOSED_AT: &str = "source.closed_at";
    /// What our rules would not have let happen, separated by `; `.
    pub(in super::super) const IRREGULAR: &str = "source.irregular";
    /// What has no field here, one `column=content` a line; a column alone: its field says it now.
    pub(in super::super) const OTHER: &str = "source.other";
    /// The whole row, when it came after later ones: its entry changes nothing.
    pub(in super::super) const LATE: &str = "source.late";
}

/// What stands in an entry's `source.irregular`.
pub(super) mod mark {
    /// A move between states, `from>to`, that the lifecycle does not know.
    pub(in super::super) const MOVE: &str = "move ";
    /// A state the source had no name for.
    pub(in super::super) const NAMELESS: &str = "state ";
    /// The row stood below a later one in the log.
    pub(in super::super) const ORDER: &str = "order";
    /// The source's own count went down.
    pub(in super::super) const COUNT: &str = "count";
    /// The row was imported after later ones.
    pub(in super::super) const LATE: &str = "late";
    /// What stands between two of them.
    pub(in super::super) const BETWEEN: &str = "; ";
}

/// The columns that name people; a label is one person per column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Family {
    Caller,
    OpenedBy,
    UpdatedBy,
    Resolver,
    ResolvedBy,
}

impl Family {
    pub(super) const ALL: [Family; 5] =
        [Family::Caller, Family::OpenedBy, Family::UpdatedBy, Family::Resolver, Family::ResolvedBy];

    /// Its own source of outside ids: `Caller 8` and `Resolver 8` would else not be told apart
    /// from a source that writes `8` in both.
    pub(super) fn source(self) -> &'static str {
        match self {
            Family::Caller => "incident-log.caller",
            Family::OpenedBy => "incident-log.opened_by",
            Family::UpdatedBy => "incident-log.updated_by",
            Family::Resolver => "incident-log.resolver",
            Family::ResolvedBy => "incident-log.resolved_by",
        }
    }

    /// Its column.
    pub(super) fn column(self) -> Column {
        match self {
            Family::Caller => Column::CALLER,
            Family::OpenedBy => Column::OPENED_BY,
            Family::UpdatedBy => Column::UPDATED_BY,
            Family::Resolver => Column::ASSIGNEE,
            Family::ResolvedBy => Column::RESOLVED_BY,
        }
    }
}

/// A list of outside ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Book {
    kind: &'static str,
    source: &'static str,
}

impl Book {
    pub(super) const INCIDENTS: Book = Book { kind: "incident", source: LOG };
    pub(super) const TEAMS: Book = Book { kind: "team", source: LOG };
    pub(super) const LOCATIONS: Book = Book { kind: "location", source: LOG };
    /// A category and its subcategory, with a tab between them.
    pub(super) const CATEGORIES: Book = Book { kind: "category", source: LOG };
    /// The inside is the code of a row of `choice`, in bytes.
    pub(super) const CODES: Book = Book { kind: "resolution_code", source: LOG };

    pub(super) const fn people(source: &'static str) -> Book {
        Book { kind: "person", source }
    }

    /// What an outside id is here.
    pub(super) fn inside(self, tx: &ReadTx<'_>, outside: &str) -> Result<Option<Vec<u8>>> {
        let row = tx.row(INSIDE, params![self.kind, self.source, outside])?;
        Ok(row.map(|row| row.get(0)).transpose()?)
    }

    /// What the log calls something of ours.
    pub(super) fn outside(self, tx: &ReadTx<'_>, inside: &[u8]) -> Result<Option<String>> {
        let mut found = Vec::new();
        for row in tx.rows(OUTSIDE, params![inside])? {
            let (kind, source): (String, String) = (row.get(0)?, row.get(1)?);
            if kind == self.kind && source == self.source {
                found.push(row.get(2)?);
            }
        }
        Ok(found.into_iter().min())
    }

    /// All of them.
    pub(super) fn all(self, tx: &ReadTx<'_>) -> Result<Vec<(String, Vec<u8>)>> {
        tx.rows(ALL, params![self.kind, self.source])?
            .iter()
            .map(|row| Ok((row.get(0)?, row.get(1)?)))
            .collect()
    }

    /// Those of some that are known.
    pub(super) fn some<T>(
        self,
        tx: &ReadTx<'_>,
        outside: &[&str],
    ) -> Result<HashMap<String, Id<T>>> {
        let mut select = Query::select();
        select
            .columns(["outside_id", "inside_id"].map(Alias::new))
            .from(Alias::new("alias"))
            .and_where(Expr::col(Alias::new("kind")).eq(self.kind))
            .and_where(Expr::col(Alias::new("source")).eq(self.source))
            .and_where(Expr::col(Alias::new("outside_id")).is_in(outside.iter().copied()));
        tx.select(&select)?.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
    }

    /// Those after one, in their order.
    pub(super) fn after<T>(
        self,
        tx: &ReadTx<'_>,
        outside: &str,
        limit: i64,
    ) -> Result<Vec<(String, Id<T>)>> {
        let rows = tx.rows(AFTER, params![self.kind, self.source, outside, limit])?;
        rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
    }

    /// Writes one down.
    pub(super) fn add(self, tx: &Tx<'_>, outside: &str, inside: &[u8]) -> Result<()> {
        tx.execute(ADD, params![self.kind, self.source, outside, inside])?;
        Ok(())
    }
}

db::statements! {
    INSIDE = "SELECT inside_id FROM alias WHERE kind = $1 AND source = $2 AND outside_id = $3";
    // By the inside alone: with the rest in the condition an engine may walk through a whole book.
    OUTSIDE = "SELECT kind, source, outside_id FROM alias WHERE inside_id = $1";
    ALL = "SELECT outside_id, inside_id FROM alias WHERE kind = $1 AND source = $2";
    AFTER = "SELECT outside_id, inside_id FROM alias WHERE kind = $1 AND source = $2 AND outside_id > $3
        ORDER BY outside_id LIMIT $4";
    ADD = "INSERT INTO alias (kind, source, outside_id, inside_id) VALUES ($1, $2, $3, $4)";
}
