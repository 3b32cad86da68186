//! Who must have a second factor: everybody, or who holds certain roles. Whoever lacks one gets to
//! where it is set up, and nowhere else.

use db::{ReadTx, Tx, params};

use super::unmet::Unmet;
use crate::access::{ANY_KIND, Action, Agent, Role};
use crate::journal::{self, Logbook, SetValue};
use crate::{Context, Error, Fault, Result};

db::statements! {
    ALL = "SELECT scope FROM second_factor_demand ORDER BY scope";
    ADD = "INSERT INTO second_factor_demand (scope) VALUES ($1)";
    CLEAR = "DELETE FROM second_factor_demand";
    UNMET = "SELECT 1 FROM second_factor_demand d
        WHERE (d.scope = '*' OR d.scope IN (SELECT r.code FROM person_role h JOIN role r ON r.id = h.role_id WHERE h.person_id = $1))
        AND NOT EXISTS (SELECT 1 FROM second_factor f WHERE f.person_id = $1 AND f.confirmed_at IS NOT NULL) LIMIT 1";
}

/// The scope that means everybody; the others are codes of roles.
const EVERYBODY: &str = "*";

/// Of whom a second factor is demanded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Demand {
    /// Of everybody who signs in.
    pub everybody: bool,
    /// Of who holds one of these roles, by code and in order.
    pub roles: Vec<String>,
}

impl Demand {
    /// What is demanded now.
    ///
    /// # Errors
    /// When the database fails.
    pub fn read(tx: &ReadTx<'_>) -> Result<Demand> {
        let mut demand = Demand::default();
        for row in tx.rows(ALL, params![])? {
            match row.get::<String>(0)? {
                scope if scope == EVERYBODY => demand.everybody = true,
                scope => demand.roles.push(scope),
            }
        }
        Ok(demand)
    }

    /// Demands this from now on, also of who is signed in already; nothing happens when it is demanded
    /// already.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for who may not administer;
    /// [`Error::Invalid`] on `roles` for a code no role has.
    pub fn set(&self, tx: &Tx<'_>, ctx: &Context, agent: &Agent) -> Result<Demand> {
        agent.require(ANY_KIND, Action::Administer)?;
        let (before, wanted) = (Demand::read(tx)?, self.known(tx)?);
        if wanted == before {
            return Ok(wanted);
        }
        tx.execute(CLEAR, params![])?;
        let everybody = wanted.everybody.then_some(EVERYBODY);
        for scope in wanted.roles.iter().map(String::as_str).chain(everybody) {
            tx.execute(ADD, params![scope])?;
        }
        journal::log(tx, ctx, Logbook::Settings, "demand_second_factor", told(&before, &wanted))?;
        Ok(wanted)
    }

    /// What would be demanded, and of how many people it would be more than they have.
    ///
    /// # Errors
    /// As [`Demand::set`].
    pub fn preview(&self, tx: &ReadTx<'_>, agent: &Agent) -> Result<(Demand, Unmet)> {
        agent.require(ANY_KIND, Action::Administer)?;
        let wanted = self.known(tx)?;
        let unmet = Unmet::of(tx, &wanted)?;
        Ok((wanted, unmet))
    }

    /// The same with each role once, in order.
    fn known(&self, tx: &ReadTx<'_>) -> Result<Demand> {
        let mut roles: Vec<String> = Role::named(tx, &self.roles)
            .map_err(of_roles)?
            .into_iter()
            .map(|role| role.code)
            .collect();
        roles.sort_unstable();
        roles.dedup();
        Ok(Demand { everybody: self.everybody, roles })
    }
}

/// What is wrong with a role is wrong with the list of them here.
fn of_roles(error: Error) -> Error {
    match error {
        Error::Invalid(faults) => {
            let here = |fault: Fault| Fault { field: "roles".to_owned(), ..fault };
            Error::Invalid(faults.into_iter().map(here).collect())
        }
        other => other,
    }
}

/// What the logbook says: of each half that changed, what it was and what it is.
fn told(before: &Demand, after: &Demand) -> Vec<SetValue> {
    let half = |demand: &Demand| [demand.everybody.to_string(), demand.roles.join(", ")];
    let names = [("everybody_before", "everybody"), ("roles_before", "roles")];
    let mut values = Vec::new();
    for ((was, is), (old, new)) in names.into_iter().zip(half(before).into_iter().zip(half(after)))
    {
        if old != new {
            values.extend([SetValue::set(was, old), SetValue::set(is, new)]);
        }
    }
    values
}

/// Whether somebody must set up a second factor before they do anything else.
///
/// # Errors
/// When the database fails.
pub fn must_set_up(tx: &ReadTx<'_>, agent: &Agent) -> Result<bool> {
    Ok(tx.row(UNMET, params![agent.person])?.is_some())
}
