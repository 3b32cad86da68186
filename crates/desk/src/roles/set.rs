//! Setting what a role allows, and what that would do beforehand.

use db::{ReadTx, Tx, params};

use super::effect::{self, Effect};
use super::{Cell, Sheet, guard};
use crate::access::{ANY_KIND, Action, Agent, Reach, Role};
use crate::journal::{self, Logbook, Op, SetValue};
use crate::kind::Kind;
use crate::{Context, Error, Result};

db::statements! {
    FORBID = "DELETE FROM permission WHERE role_id = $1 AND kind = $2 AND action = $3";
}

/// What setting a sheet would change, and the rule that would refuse it.
///
/// # Errors
/// [`Error::Forbidden`] for who may neither audit nor administer; [`Error::NotFound`] for a code no role
/// has.
pub fn preview(
    tx: &ReadTx<'_>,
    agent: &Agent,
    kinds: &[&'static Kind],
    code: &str,
    wanted: &Sheet,
) -> Result<Effect> {
    agent.require_overseer()?;
    let role = Role::find_by_code(tx, code)?.ok_or(Error::NotFound)?;
    let present = Sheet::of(tx, kinds, role.id)?;
    let sheets = (&present, wanted);
    let effect = effect::effect(tx, kinds, &role, sheets)?;
    match guard::sheet(tx, agent, &role, sheets) {
        Ok(()) => Ok(effect),
        Err(Error::Refused(code)) => Ok(Effect { refusal: Some(code), ..effect }),
        Err(other) => Err(other),
    }
}

/// Sets what a role allows; it holds from the next request of whoever holds the role. `seen` is what
/// [`Sheet::seen`] said of the sheet this one is to replace, where whoever sets it says so. Nothing happens
/// when the role allows just that already.
///
/// # Errors
/// [`Error::Forbidden`] for who may not administer; [`Error::NotFound`]; [`Error::Refused`] when another
/// sheet is there by now, when nobody would be left who administers, and when it takes from whoever sets it
/// the right to.
pub fn set(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    kinds: &[&'static Kind],
    code: &str,
    (wanted, seen): (&Sheet, Option<&str>),
) -> Result<Role> {
    agent.require(ANY_KIND, Action::Administer)?;
    let role = Role::find_by_code(tx, code)?.ok_or(Error::NotFound)?;
    let present = Sheet::of(tx, kinds, role.id)?;
    if seen.is_some_and(|seen| seen != present.seen()) {
        return Err(Error::Refused("role_changed"));
    }
    let cells = present.against(wanted);
    if cells.is_empty() {
        return Ok(role);
    }
    guard::sheet(tx, agent, &role, (&present, wanted))?;
    for cell in &cells {
        match cell.after {
            Some(reach) => {
                role.put(tx, &cell.kind, cell.action, reach)?;
            }
            None => {
                tx.execute(FORBID, params![role.id, &cell.kind, cell.action.code()])?;
            }
        }
    }
    let mut values = named(&role);
    values.extend(cells.iter().flat_map(|cell| told(&role, cell)));
    journal::log(tx, ctx, Logbook::Settings, "set_permissions", values)?;
    Ok(role)
}

/// Brings a ready role back to what it allowed when it came.
///
/// # Errors
/// As [`set`]; [`Error::Refused`] with `role_not_ready` for a role of one's own.
pub fn restore(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    kinds: &[&'static Kind],
    code: &str,
) -> Result<Role> {
    agent.require(ANY_KIND, Action::Administer)?;
    let role = Role::find_by_code(tx, code)?.ok_or(Error::NotFound)?;
    let ready = Sheet::ready(&role.code).ok_or(Error::Refused("role_not_ready"))?;
    set(tx, ctx, agent, kinds, code, (&ready, None))
}

/// The role, as entries about it say first.
pub(super) fn named(role: &Role) -> Vec<SetValue> {
    vec![SetValue::set("role", role.id.to_string()), SetValue::set("role_code", role.code.clone())]
}

/// A permission on a line, as entries say it.
pub(super) fn line(role: &Role, kind: &str, action: Action, reach: Reach) -> String {
    format!("{} {kind} {} {}", role.code, action.code(), reach.code())
}

/// What a cell said and what it says.
fn told(role: &Role, cell: &Cell) -> Vec<SetValue> {
    let said = |field, op, reach: Option<Reach>| {
        let line = reach.map(|reach| line(role, &cell.kind, cell.action, reach));
        line.map(|line| SetValue { field, op, value: Some(line) })
    };
    let before = said("permission_before", Op::Remove, cell.before);
    before.into_iter().chain(said("permission", Op::Add, cell.after)).collect()
}
