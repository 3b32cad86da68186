//! Roles of one's own: made, renamed, deleted.

use db::{ReadTx, Tx, params};

use super::set::{line, named};
use super::{Sheet, holders};
use crate::access::{ANY_KIND, Action, Agent, Role};
use crate::account::Demand;
use crate::journal::{self, Logbook, Op, SetValue};
use crate::kind::Kind;
use crate::people::{checked_name, taken};
use crate::text::{fold, is_code};
use crate::{Context, Error, Fault, Result};

db::statements! {
    RENAME = "UPDATE role SET name = $2 WHERE id = $1";
    ALLOWED = "SELECT kind, action, reach FROM permission WHERE role_id = $1 ORDER BY kind, action";
    EMPTY = "DELETE FROM permission WHERE role_id = $1";
    DELETE = "DELETE FROM role WHERE id = $1";
}

/// The longest code of a role.
const LONGEST: usize = 64;
/// Names in a refusal at most.
const NAMED: u32 = 3;

/// A role to be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewRole {
    /// Its code, by which commands, imports and settings name it for ever.
    pub code: String,
    /// What people read.
    pub name: String,
    /// The code of the role whose permissions it begins with; empty for none.
    pub like: String,
}

/// Makes a role, with no permissions or with those of another.
///
/// # Errors
/// [`Error::Forbidden`] for who may not administer; [`Error::Invalid`] on `code`, `name` or `like`.
pub fn make(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    kinds: &[&'static Kind],
    new: &NewRole,
) -> Result<Role> {
    agent.require(ANY_KIND, Action::Administer)?;
    let mut faults = Vec::new();
    let code = new.code.trim();
    match code {
        "" => faults.push(Fault::new("code", "required")),
        // The place where one is made.
        "new" => faults.push(Fault::new("code", "reserved")),
        code if !is_code(code, LONGEST) => faults.push(Fault::new("code", "code")),
        code if Role::find_by_code(tx, code)?.is_some() => {
            faults.push(Fault::new("code", "taken"));
        }
        _ => {}
    }
    let name = match named_anew(tx, None, &new.name) {
        Err(Error::Invalid(wrong)) => {
            faults.extend(wrong);
            String::new()
        }
        other => other?,
    };
    let like = new.like.trim();
    let begins_with = match like {
        "" => None,
        code => Role::find_by_code(tx, code)?,
    };
    if begins_with.is_none() && !like.is_empty() {
        faults.push(Fault::new("like", "no_such"));
    }
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let role = Role { id: ctx.chance.id(ctx.now), code: code.to_owned(), name };
    role.insert(tx).map_err(|error| match error {
        Error::Db(error) => taken("code")(error),
        other => other,
    })?;
    let sheet = match &begins_with {
        Some(role) => Sheet::of(tx, kinds, role.id)?,
        None => Sheet::default(),
    };
    let mut values = named(&role);
    values.push(SetValue::set("name", role.name.clone()));
    for (kind, action, reach) in sheet.cells() {
        role.put(tx, kind, action, reach)?;
        let value = Some(line(&role, kind, action, reach));
        values.push(SetValue { field: "permission", op: Op::Add, value });
    }
    journal::log(tx, ctx, Logbook::Settings, "create_role", values)?;
    Ok(role)
}

/// Renames a role; its code stays. Nothing happens when it is called that already.
///
/// # Errors
/// [`Error::Forbidden`] for who may not administer; [`Error::NotFound`]; [`Error::Invalid`] on `name`.
pub fn rename(tx: &Tx<'_>, ctx: &Context, agent: &Agent, code: &str, name: &str) -> Result<Role> {
    agent.require(ANY_KIND, Action::Administer)?;
    let role = Role::find_by_code(tx, code)?.ok_or(Error::NotFound)?;
    let name = named_anew(tx, Some(&role), name)?;
    if name == role.name {
        return Ok(role);
    }
    tx.execute(RENAME, params![role.id, &name])?;
    let mut values = named(&role);
    values.push(SetValue::set("name_before", role.name.clone()));
    values.push(SetValue::set("name", name.clone()));
    journal::log(tx, ctx, Logbook::Settings, "rename_role", values)?;
    Ok(Role { name, ..role })
}

/// A name that no other role has: people choose roles by their names.
fn named_anew(tx: &ReadTx<'_>, own: Option<&Role>, name: &str) -> Result<String> {
    let name = checked_name("name", name)?;
    let others = Role::list(tx)?;
    let is_other = |role: &&Role| own.is_none_or(|own| own.id != role.id);
    let mut others = others.iter().filter(is_other);
    if others.any(|other| fold(&other.name) == fold(&name)) {
        return Err(Error::invalid("name", "taken"));
    }
    Ok(name)
}

/// Deletes a role that nobody holds.
///
/// # Errors
/// [`Error::Forbidden`] for who may not administer; [`Error::NotFound`]; [`Error::Refused`] for a ready
/// role, and for one of whose holders a second factor is demanded; [`Error::Invalid`] on `role`, naming
/// some who hold it, when somebody does.
pub fn delete(tx: &Tx<'_>, ctx: &Context, agent: &Agent, code: &str) -> Result<()> {
    agent.require(ANY_KIND, Action::Administer)?;
    let role = Role::find_by_code(tx, code)?.ok_or(Error::NotFound)?;
    // Commands and setting an installation up give them by their codes.
    if Sheet::ready(&role.code).is_some() {
        return Err(Error::Refused("role_ready"));
    }
    let page = holders::some(tx, &role, &[], NAMED)?;
    if !page.holders.is_empty() {
        let names: Vec<&str> = page.holders.iter().map(|holder| holder.name.as_str()).collect();
        let more = if page.next.is_some() { ", …" } else { "" };
        let people = format!("{}{more}", names.join(", "));
        return Err(Error::Invalid(vec![Fault::new("role", "role_held").with("people", people)]));
    }
    if Demand::read(tx)?.roles.contains(&role.code) {
        return Err(Error::Refused("role_demanded"));
    }
    let mut values = named(&role);
    values.push(SetValue::set("name_before", role.name.clone()));
    // Also what is for another program: it goes with the role.
    for row in tx.rows(ALLOWED, params![role.id])? {
        let (kind, action, reach): (String, String, String) =
            (row.get(0)?, row.get(1)?, row.get(2)?);
        let value = Some(format!("{} {kind} {action} {reach}", role.code));
        values.push(SetValue { field: "permission_before", op: Op::Remove, value });
    }
    tx.execute(EMPTY, params![role.id])?;
    tx.execute(DELETE, params![role.id])?;
    journal::log(tx, ctx, Logbook::Settings, "delete_role", values)?;
    Ok(())
}
