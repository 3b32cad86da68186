//! The organisation that runs the installation: one row.

use db::{Id, ReadTx, Timestamp, Tx, params};

use super::Company;
use crate::Result;

db::statements! {
    INSERT = "INSERT INTO organisation (id, name, company_id, time_zone, language, created_at)
        VALUES ($1, $2, $3, $4, $5, $6)";
    THE_ONE = "SELECT id, name, company_id, time_zone, language, created_at FROM organisation";
}

/// The organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// Identity.
    pub id: Id<Organisation>,
    /// Its name, in the head of every page.
    pub name: String,
    /// The company that runs the installation.
    pub company: Id<Company>,
    /// The time zone of whoever chose none, by its IANA name.
    pub zone: String,
    /// The language of whoever chose none.
    pub language: String,
    /// Since when it uses the program.
    pub created_at: Timestamp,
}

impl Organisation {
    /// Its identity in every installation: there is one.
    pub const ID: Id<Organisation> = Id::fixed(1);

    pub(super) fn insert(&self, tx: &Tx<'_>) -> Result<()> {
        let values =
            params![self.id, &self.name, self.company, &self.zone, &self.language, self.created_at];
        tx.execute(INSERT, values)?;
        Ok(())
    }

    /// The organisation, once the installation has been set up.
    ///
    /// # Errors
    /// When the database fails.
    pub fn find(tx: &ReadTx<'_>) -> Result<Option<Organisation>> {
        let Some(row) = tx.row(THE_ONE, params![])? else { return Ok(None) };
        let mut columns = row.columns();
        Ok(Some(Organisation {
            id: columns.next()?,
            name: columns.next()?,
            company: columns.next()?,
            zone: columns.next()?,
            language: columns.next()?,
            created_at: columns.next()?,
        }))
    }
}
