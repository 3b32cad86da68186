//! Locations: where people are and where records happen.

use std::collections::HashMap;

use db::{Id, ReadTx, Row, Tx, params};

use super::Company;
use super::creation::log_creation;
use super::name::{checked_name, keep_name, names_in, taken};
use crate::{Context, Result};

db::statements! {
    INSERT = "INSERT INTO location (id, company_id, parent_id, name, active) VALUES ($1, $2, $3, $4, $5)";
    BY_ID = "SELECT id, company_id, parent_id, name, active FROM location WHERE id = $1";
    BY_NAME = "SELECT id, company_id, parent_id, name, active FROM location WHERE company_id = $1 AND name = $2";
    OF_COMPANY = "SELECT id, company_id, parent_id, name, active FROM location
        WHERE company_id = $1 AND active = 1 ORDER BY name";
}

/// A location.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// Identity.
    pub id: Id<Location>,
    /// The company it belongs to.
    pub company: Id<Company>,
    /// The location it is part of.
    pub parent: Option<Id<Location>>,
    /// Its name, unique in the company.
    pub name: String,
    /// Whether records and people can be put there.
    pub active: bool,
}

impl Location {
    /// Adds a location.
    ///
    /// # Errors
    /// [`crate::Error::Invalid`] on `name`.
    pub fn create(
        tx: &Tx<'_>,
        ctx: &Context,
        company: Id<Company>,
        parent: Option<Id<Location>>,
        name: &str,
    ) -> Result<Location> {
        let location = Location {
            id: ctx.chance.id(ctx.now),
            company,
            parent,
            name: checked_name("name", name)?,
            active: true,
        };
        tx.execute(INSERT, params![location.id, company, parent, &location.name, true])
            .map_err(taken("name"))?;
        keep_name(tx, location.id, &location.name)?;
        let values = [
            ("location", Some(location.id.to_string())),
            ("company", Some(company.to_string())),
            ("parent", parent.map(|id| id.to_string())),
            ("name", Some(location.name.clone())),
        ];
        log_creation(tx, ctx, "create_location", Some(&location.id.to_string()), values)?;
        Ok(location)
    }

    /// The location with this identity.
    ///
    /// # Errors
    /// When the database fails.
    pub fn find(tx: &ReadTx<'_>, id: Id<Location>) -> Result<Option<Location>> {
        tx.row(BY_ID, params![id])?.map(read).transpose()
    }

    /// The location of a company with this name.
    ///
    /// # Errors
    /// When the database fails.
    pub fn find_by_name(
        tx: &ReadTx<'_>,
        company: Id<Company>,
        name: &str,
    ) -> Result<Option<Location>> {
        tx.row(BY_NAME, params![company, name.trim()])?.map(read).transpose()
    }

    /// The locations of a company that can be chosen, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub fn list(tx: &ReadTx<'_>, company: Id<Company>) -> Result<Vec<Location>> {
        tx.rows(OF_COMPANY, params![company])?.into_iter().map(read).collect()
    }

    /// The names of many locations in one query.
    ///
    /// # Errors
    /// When the database fails.
    pub fn names(tx: &ReadTx<'_>, ids: &[Id<Location>]) -> Result<HashMap<Id<Location>, String>> {
        names_in(tx, "location", ids)
    }
}

fn read(row: Row) -> Result<Location> {
    let mut columns = row.columns();
    Ok(Location {
        id: columns.next()?,
        company: columns.next()?,
        parent: columns.next()?,
        name: columns.next()?,
        active: columns.next()?,
    })
}
