//! What no change of roles may do: leave nobody who administers, or take the right to administer from
//! whoever is using it.

use db::{Id, ReadTx, params};

use super::Sheet;
use crate::access::{Agent, Role};
use crate::people::Person;
use crate::{Error, Result};

db::statements! {
    // Who administers by anything but this role, or by anything but this role of this person.
    WITHOUT_ROLE = "SELECT 1 FROM permission g JOIN person_role h ON h.role_id = g.role_id
        JOIN person p ON p.id = h.person_id JOIN account a ON a.person_id = p.id
        WHERE g.kind = '*' AND g.action = 'administer' AND p.active = 1 AND h.role_id <> $1 LIMIT 1";
    WITHOUT_HOLDER = "SELECT 1 FROM permission g JOIN person_role h ON h.role_id = g.role_id
        JOIN person p ON p.id = h.person_id JOIN account a ON a.person_id = p.id
        WHERE g.kind = '*' AND g.action = 'administer' AND p.active = 1
        AND (h.role_id <> $1 OR h.person_id <> $2) LIMIT 1";
    ELSEWHERE = "SELECT 1 FROM person_role h JOIN permission g ON g.role_id = h.role_id
        WHERE h.person_id = $1 AND h.role_id <> $2 AND g.kind = '*' AND g.action = 'administer' LIMIT 1";
}

/// Refuses a sheet of a role that leaves nobody who administers, or that takes it from whoever sets it.
///
/// # Errors
/// [`Error::Refused`] with `own_right` or `last_administrator`.
pub(super) fn sheet(
    tx: &ReadTx<'_>,
    agent: &Agent,
    role: &Role,
    (before, after): (&Sheet, &Sheet),
) -> Result<()> {
    if !before.administers() || after.administers() {
        return Ok(());
    }
    refuse_own(tx, agent, role)?;
    match tx.row(WITHOUT_ROLE, params![role.id])? {
        Some(_) => Ok(()),
        None => Err(Error::Refused("last_administrator")),
    }
}

/// Refuses taking a role from somebody where that leaves nobody who administers, or takes it from whoever
/// does it.
///
/// # Errors
/// As [`sheet`].
pub(super) fn holder(
    tx: &ReadTx<'_>,
    agent: &Agent,
    role: &Role,
    (held, person): (&Sheet, Id<Person>),
) -> Result<()> {
    if !held.administers() {
        return Ok(());
    }
    if person == agent.person {
        refuse_own(tx, agent, role)?;
    }
    match tx.row(WITHOUT_HOLDER, params![role.id, person])? {
        Some(_) => Ok(()),
        None => Err(Error::Refused("last_administrator")),
    }
}

/// Whoever does it must administer by another role as well, if this is one of theirs.
fn refuse_own(tx: &ReadTx<'_>, agent: &Agent, role: &Role) -> Result<()> {
    let uses = agent.roles.contains(&role.code);
    if uses && tx.row(ELSEWHERE, params![agent.person, role.id])?.is_none() {
        return Err(Error::Refused("own_right"));
    }
    Ok(())
}
