//! Teams: who works on records together.

use std::collections::HashMap;

use db::{Id, ReadTx, Row, Tx, params};

use super::Company;
use super::creation::log_creation;
use super::name::{checked_name, keep_name, names_in, taken};
use crate::{Context, Result};

db::statements! {
    INSERT = "INSERT INTO team (id, name, company_id, active) VALUES ($1, $2, $3, $4)";
    BY_ID = "SELECT id, name, company_id, active FROM team WHERE id = $1";
    BY_NAME = "SELECT id, name, company_id, active FROM team WHERE name = $1";
    ACTIVE = "SELECT id, name, company_id, active FROM team WHERE active = 1 ORDER BY name";
}

/// A team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    /// Identity.
    pub id: Id<Team>,
    /// Its name, unique in the installation.
    pub name: String,
    /// The company it belongs to.
    pub company: Id<Company>,
    /// Whether work can be given to it.
    pub active: bool,
}

impl Team {
    /// Founds a team.
    ///
    /// # Errors
    /// [`crate::Error::Invalid`] on `name`.
    pub fn create(tx: &Tx<'_>, ctx: &Context, company: Id<Company>, name: &str) -> Result<Team> {
        let team = Team {
            id: ctx.chance.id(ctx.now),
            name: checked_name("name", name)?,
            company,
            active: true,
        };
        tx.execute(INSERT, params![team.id, &team.name, team.company, team.active])
            .map_err(taken("name"))?;
        keep_name(tx, team.id, &team.name)?;
        let values = [
            ("team", Some(team.id.to_string())),
            ("name", Some(team.name.clone())),
            ("company", Some(company.to_string())),
        ];
        log_creation(tx, ctx, "create_team", Some(&team.id.to_string()), values)?;
        Ok(team)
    }

    /// The team with this identity.
    ///
    /// # Errors
    /// When the database fails.
    pub fn find(tx: &ReadTx<'_>, id: Id<Team>) -> Result<Option<Team>> {
        tx.row(BY_ID, params![id])?.map(read).transpose()
    }

    /// The team with this name.
    ///
    /// # Errors
    /// When the database fails.
    pub fn find_by_name(tx: &ReadTx<'_>, name: &str) -> Result<Option<Team>> {
        tx.row(BY_NAME, params![name.trim()])?.map(read).transpose()
    }

    /// Every team that can be given work, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub fn list(tx: &ReadTx<'_>) -> Result<Vec<Team>> {
        tx.rows(ACTIVE, params![])?.into_iter().map(read).collect()
    }

    /// The names of many teams in one query.
    ///
    /// # Errors
    /// When the database fails.
    pub fn names(tx: &ReadTx<'_>, ids: &[Id<Team>]) -> Result<HashMap<Id<Team>, String>> {
        names_in(tx, "team", ids)
    }
}

fn read(row: Row) -> Result<Team> {
    let mut columns = row.columns();
    Ok(Team {
        id: columns.next()?,
        name: columns.next()?,
        company: columns.next()?,
        active: columns.next()?,
    })
}
