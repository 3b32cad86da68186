//! Services: what records are about.

use std::collections::HashMap;

use db::{Id, ReadTx, Row, Tx, params};

use super::Company;
use super::name::{checked_name, keep_name, names_in, taken};
use crate::journal::{self, SetValue};
use crate::{Context, Result};

db::statements! {
    INSERT = "INSERT INTO service (id, name, company_id, active) VALUES ($1, $2, $3, $4)";
    BY_ID = "SELECT id, name, company_id, active FROM service WHERE id = $1";
    BY_NAME = "SELECT id, name, company_id, active FROM service WHERE name = $1";
    ACTIVE = "SELECT id, name, company_id, active FROM service WHERE active = 1 ORDER BY name";
}

/// A service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// Identity.
    pub id: Id<Service>,
    /// Its name, unique in the installation.
    pub name: String,
    /// The company that provides it.
    pub company: Id<Company>,
    /// Whether new records may name it.
    pub active: bool,
}

impl Service {
    /// Adds a service.
    ///
    /// # Errors
    /// [`crate::Error::Invalid`] on `name`.
    pub fn create(tx: &Tx<'_>, ctx: &Context, company: Id<Company>, name: &str) -> Result<Service> {
        let id = ctx.chance.id(ctx.now);
        let service = Service { id, name: checked_name("name", name)?, company, active: true };
        tx.execute(INSERT, params![service.id, &service.name, service.company, service.active])
            .map_err(taken("name"))?;
        keep_name(tx, service.id, &service.name)?;
        let values = vec![
            SetValue::set("service", id.to_string()),
            SetValue::set("name", service.name.clone()),
            SetValue::set("company", company.to_string()),
        ];
        journal::log_about(tx, ctx, &id.to_string(), "create_service", values)?;
        Ok(service)
    }

    /// The service with this identity.
    ///
    /// # Errors
    /// When the database fails.
    pub fn find(tx: &ReadTx<'_>, id: Id<Service>) -> Result<Option<Service>> {
        tx.row(BY_ID, params![id])?.map(read).transpose()
    }

    /// The service with this name.
    ///
    /// # Errors
    /// When the database fails.
    pub fn find_by_name(tx: &ReadTx<'_>, name: &str) -> Result<Option<Service>> {
        tx.row(BY_NAME, params![name.trim()])?.map(read).transpose()
    }

    /// Every service new records may name, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub fn list(tx: &ReadTx<'_>) -> Result<Vec<Service>> {
        tx.rows(ACTIVE, params![])?.into_iter().map(read).collect()
    }

    /// The names of many services in one query.
    ///
    /// # Errors
    /// When the database fails.
    pub fn names(tx: &ReadTx<'_>, ids: &[Id<Service>]) -> Result<HashMap<Id<Service>, String>> {
        names_in(tx, "service", ids)
    }
}

fn read(row: Row) -> Result<Service> {
    let mut columns = row.columns();
    Ok(Service {
        id: columns.next()?,
        name: columns.next()?,
        company: columns.next()?,
        active: columns.next()?,
    })
}
