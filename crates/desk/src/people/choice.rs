//! Choices: the reasons a state can carry and the codes a verb asks for, per kind of record.

use db::{ReadTx, Row, Tx, params};

use super::creation::log_creation;
use super::name::{checked_name, taken};
use crate::{Context, Error, Result};

db::statements! {
    INSERT = "INSERT INTO choice (kind, list, code, label, place, active) VALUES ($1, $2, $3, $4, $5, $6)";
    ONE = "SELECT kind, list, code, label, place, active FROM choice WHERE kind = $1 AND list = $2 AND code = $3";
    OF_LIST = "SELECT kind, list, code, label, place, active FROM choice
        WHERE kind = $1 AND list = $2 AND active = 1 ORDER BY place, code";
    OF_KIND = "SELECT kind, list, code, label, place, active FROM choice WHERE kind = $1 ORDER BY list, place, code";
}

/// One line of a list to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The kind of record it is for.
    pub kind: String,
    /// The list it is in, for example `hold_reason`.
    pub list: String,
    /// Its stable code, which records and the journal keep.
    pub code: String,
    /// What people read.
    pub label: String,
    /// Its place in the list.
    pub place: i64,
    /// Whether it is offered; history may hold one that no longer is.
    pub active: bool,
}

impl Choice {
    /// Adds a line to a list.
    ///
    /// # Errors
    /// [`Error::Invalid`] on `code` or `label`.
    pub fn create(tx: &Tx<'_>, ctx: &Context, choice: &Choice) -> Result<()> {
        let is_code = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if choice.code.is_empty() || choice.code.len() > 64 || !choice.code.chars().all(is_code) {
            return Err(Error::invalid("code", "code"));
        }
        let label = checked_name("label", &choice.label)?;
        let values =
            params![&choice.kind, &choice.list, &choice.code, &label, choice.place, choice.active];
        tx.execute(INSERT, values).map_err(taken("code"))?;
        let values = [
            ("kind", Some(choice.kind.clone())),
            ("list", Some(choice.list.clone())),
            ("code", Some(choice.code.clone())),
            ("label", Some(label)),
            ("place", Some(choice.place.to_string())),
            ("active", Some(i64::from(choice.active).to_string())),
        ];
        log_creation(tx, ctx, "create_choice", Some(&choice.object()), values)
    }

    /// What its history goes by: its codes with points between.
    #[must_use]
    pub fn object(&self) -> String {
        [self.kind.as_str(), self.list.as_str(), self.code.as_str()].join(".")
    }

    /// The line with this code, offered or not.
    ///
    /// # Errors
    /// When the database fails.
    pub fn find(tx: &ReadTx<'_>, kind: &str, list: &str, code: &str) -> Result<Option<Choice>> {
        tx.row(ONE, params![kind, list, code])?.map(read).transpose()
    }

    /// The lines of a list that are offered, in their order.
    ///
    /// # Errors
    /// When the database fails.
    pub fn list(tx: &ReadTx<'_>, kind: &str, list: &str) -> Result<Vec<Choice>> {
        tx.rows(OF_LIST, params![kind, list])?.into_iter().map(read).collect()
    }

    /// Every line of every list of a kind, offered or not: what a timeline needs to name codes.
    ///
    /// # Errors
    /// When the database fails.
    pub fn all(tx: &ReadTx<'_>, kind: &str) -> Result<Vec<Choice>> {
        tx.rows(OF_KIND, params![kind])?.into_iter().map(read).collect()
    }
}

fn read(row: Row) -> Result<Choice> {
    let mut columns = row.columns();
    Ok(Choice {
        kind: columns.next()?,
        list: columns.next()?,
        code: columns.next()?,
        label: columns.next()?,
        place: columns.next()?,
        active: columns.next()?,
    })
}
