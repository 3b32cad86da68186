//! Every role, with what it allows and how many hold it.

use std::collections::HashMap;

use db::{Id, ReadTx, params};

use super::{Cell, Sheet};
use crate::access::{Agent, Role};
use crate::kind::Kind;
use crate::{Error, Result};

db::statements! {
    COUNTS = "SELECT h.role_id, CAST(SUM(p.active) AS BIGINT), CAST(SUM(1 - p.active) AS BIGINT)
        FROM person_role h JOIN person p ON p.id = h.person_id GROUP BY h.role_id";
    COUNT = "SELECT h.role_id, CAST(SUM(p.active) AS BIGINT), CAST(SUM(1 - p.active) AS BIGINT)
        FROM person_role h JOIN person p ON p.id = h.person_id WHERE h.role_id = $1 GROUP BY h.role_id";
}

/// A role as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The role.
    pub role: Role,
    /// Whether it is one that an installation starts with.
    pub is_ready: bool,
    /// What it allows.
    pub sheet: Sheet,
    /// Where that differs from how it came; nothing for a role of one's own.
    pub differs: Vec<Cell>,
    /// How many people hold it and may come in.
    pub holders: i64,
    /// How many hold it and are deactivated.
    pub resting: i64,
}

impl Standing {
    fn of(role: Role, sheet: Sheet, (holders, resting): (i64, i64)) -> Standing {
        let ready = Sheet::ready(&role.code);
        let differs = ready.as_ref().map(|ready| ready.against(&sheet)).unwrap_or_default();
        Standing { is_ready: ready.is_some(), differs, role, sheet, holders, resting }
    }
}

/// Every role, by code.
///
/// # Errors
/// [`Error::Forbidden`] for who may neither audit nor administer.
pub fn standings(tx: &ReadTx<'_>, agent: &Agent, kinds: &[&'static Kind]) -> Result<Vec<Standing>> {
    agent.require_overseer()?;
    let mut sheets = Sheet::all(tx, kinds)?;
    let mut counts: HashMap<Id<Role>, (i64, i64)> = HashMap::new();
    for row in tx.rows(COUNTS, params![])? {
        counts.insert(row.get(0)?, (row.get(1)?, row.get(2)?));
    }
    let of = |role: Role| {
        let (sheet, count) = (sheets.remove(&role.id), counts.get(&role.id).copied());
        Standing::of(role, sheet.unwrap_or_default(), count.unwrap_or_default())
    };
    Ok(Role::list(tx)?.into_iter().map(of).collect())
}

/// The role with this code.
///
/// # Errors
/// As [`standings`]; [`Error::NotFound`].
pub fn standing(
    tx: &ReadTx<'_>,
    agent: &Agent,
    kinds: &[&'static Kind],
    code: &str,
) -> Result<Standing> {
    agent.require_overseer()?;
    let role = Role::find_by_code(tx, code)?.ok_or(Error::NotFound)?;
    let sheet = Sheet::of(tx, kinds, role.id)?;
    let counted = tx.row(COUNT, params![role.id])?;
    let count = match counted {
        Some(row) => (row.get(1)?, row.get(2)?),
        None => (0, 0),
    };
    Ok(Standing::of(role, sheet, count))
}
