//! Companies served by the installation; one of them runs it.

use std::collections::HashMap;

use db::{Id, ReadTx, Row, Timestamp, Tx, params};

use super::name::{checked_name, keep_name, names_in, taken};
use crate::journal::{self, SetValue};
use crate::{Context, Result};

db::statements! {
    INSERT = "INSERT INTO company (id, name, created_at, active) VALUES ($1, $2, $3, $4)";
    BY_ID = "SELECT id, name, created_at, active FROM company WHERE id = $1";
    BY_NAME = "SELECT id, name, created_at, active FROM company WHERE name = $1";
    ALL = "SELECT id, name, created_at, active FROM company ORDER BY name";
    RENAME = "UPDATE company SET name = $2 WHERE id = $1";
}

/// A company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Company {
    /// Identity.
    pub id: Id<Company>,
    /// Its name, unique in the installation.
    pub name: String,
    /// Since when it is served.
    pub created_at: Timestamp,
    /// Whether people and places can be put there.
    pub active: bool,
}

impl Company {
    /// The company that runs the installation, and the only one until another is added. What has a
    /// name has an identity of its own among all that have one: `naming` goes by it.
    pub const DEFAULT: Id<Company> = Id::fixed(3);

    /// Adds a company.
    ///
    /// # Errors
    /// [`crate::Error::Invalid`] on `name`.
    pub fn create(tx: &Tx<'_>, ctx: &Context, name: &str) -> Result<Company> {
        let company = Company {
            id: ctx.chance.id(ctx.now),
            name: checked_name("name", name)?,
            created_at: ctx.now,
            active: true,
        };
        company.insert(tx)?;
        let values = vec![
            SetValue::set("company", company.id.to_string()),
            SetValue::set("name", company.name.clone()),
        ];
        journal::log_about(tx, ctx, &company.id.to_string(), "create_company", values)?;
        Ok(company)
    }

    pub(super) fn insert(&self, tx: &Tx<'_>) -> Result<()> {
        tx.execute(INSERT, params![self.id, &self.name, self.created_at, self.active])
            .map_err(taken("name"))?;
        keep_name(tx, self.id, &self.name)
    }

    /// Gives it another name; whoever asks writes the entry.
    pub(super) fn rename(tx: &Tx<'_>, id: Id<Company>, name: &str) -> Result<()> {
        tx.execute(RENAME, params![id, name]).map_err(taken("organisation"))?;
        keep_name(tx, id, name)
    }

    /// The company with this identity.
    ///
    /// # Errors
    /// When the database fails.
    pub fn find(tx: &ReadTx<'_>, id: Id<Company>) -> Result<Option<Company>> {
        tx.row(BY_ID, params![id])?.map(read).transpose()
    }

    /// The company with this name.
    ///
    /// # Errors
    /// When the database fails.
    pub fn find_by_name(tx: &ReadTx<'_>, name: &str) -> Result<Option<Company>> {
        tx.row(BY_NAME, params![name.trim()])?.map(read).transpose()
    }

    /// Every company, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub fn list(tx: &ReadTx<'_>) -> Result<Vec<Company>> {
        tx.rows(ALL, params![])?.into_iter().map(read).collect()
    }

    /// The names of many companies in one query.
    ///
    /// # Errors
    /// When the database fails.
    pub fn names(tx: &ReadTx<'_>, ids: &[Id<Company>]) -> Result<HashMap<Id<Company>, String>> {
        names_in(tx, "company", ids)
    }
}

fn read(row: Row) -> Result<Company> {
    let mut columns = row.columns();
    Ok(Company {
        id: columns.next()?,
        name: columns.next()?,
        created_at: columns.next()?,
        active: columns.next()?,
    })
}
