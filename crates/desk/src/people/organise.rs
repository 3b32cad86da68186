//! The first rows of an empty installation.

use db::{Id, ReadTx, Tx, params};

use super::name::checked_name;
use super::{Company, Organisation, Person};
use crate::access::{ANY_KIND, READY_ROLES, ReadyRole, Role};
use crate::journal::{self, Logbook, Op, SetValue};
use crate::{Context, Result};

db::statements! {
    ADMINISTRATOR = "SELECT p.id FROM permission g
        JOIN person_role pr ON pr.role_id = g.role_id
        JOIN person p ON p.id = pr.person_id
        JOIN account a ON a.person_id = p.id
        WHERE g.kind = '*' AND g.action = 'administer' AND p.active = 1 LIMIT 1";
}

/// Creates the organisation with its company, the people every installation has and the ready
/// roles. When that has been done before, it stays as it is.
///
/// # Errors
/// [`crate::Error::Invalid`] on `name`.
pub fn organise(tx: &Tx<'_>, ctx: &Context, name: &str) -> Result<Organisation> {
    if let Some(there) = Organisation::find(tx)? {
        return Ok(there);
    }
    let name = checked_name("name", name)?;
    Company { id: Company::DEFAULT, name: name.clone(), created_at: ctx.now, active: true }
        .insert(tx)?;
    let organisation = Organisation {
        id: Organisation::ID,
        name,
        company: Company::DEFAULT,
        zone: "UTC".to_owned(),
        language: "en".to_owned(),
        created_at: ctx.now,
    };
    organisation.insert(tx)?;
    well_known_person(tx, ctx, Person::SYSTEM, "System")?;
    well_known_person(tx, ctx, Person::UNKNOWN, "unknown")?;
    let mut values = vec![
        SetValue::set("organisation", organisation.id.to_string()),
        SetValue::set("name", organisation.name.clone()),
        SetValue::set("company", organisation.company.to_string()),
    ];
    for ready in READY_ROLES {
        values.extend(ready_role(tx, ready)?);
    }
    journal::log(tx, ctx, Logbook::Settings, "organise", values)?;
    Ok(organisation)
}

/// Keeps a ready role; what it allows, a line each, so that the journal alone tells who could do
/// what from the first day on.
fn ready_role(tx: &Tx<'_>, ready: &ReadyRole) -> Result<Vec<SetValue>> {
    let role = Role {
        id: Id::fixed(ready.number),
        code: ready.code.to_owned(),
        name: ready.name.to_owned(),
    };
    role.insert(tx)?;
    let mut values = Vec::new();
    for (action, reach) in ready.grants() {
        role.put(tx, ANY_KIND, action, reach)?;
        let line = format!("{} {ANY_KIND} {} {}", role.code, action.code(), reach.code());
        values.push(SetValue { field: "permission", op: Op::Add, value: Some(line) });
    }
    Ok(values)
}

/// Neither can ever sign in: they are inactive and have no account.
fn well_known_person(tx: &Tx<'_>, ctx: &Context, id: Id<Person>, name: &str) -> Result<()> {
    Person {
        id,
        name: name.to_owned(),
        email: None,
        company: Company::DEFAULT,
        location: None,
        department: None,
        language: None,
        zone: None,
        active: false,
        created_at: ctx.now,
    }
    .insert(tx)
}

/// Whether somebody can administer the installation: until then nobody can use it.
///
/// # Errors
/// When the database fails.
pub fn has_administrator(tx: &ReadTx<'_>) -> Result<bool> {
    Ok(tx.row(ADMINISTRATOR, params![])?.is_some())
}
