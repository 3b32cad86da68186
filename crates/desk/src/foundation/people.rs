//! Who belongs to a department.

use db::{Id, ReadTx, Tx, params};

use super::set::expected;
use super::sort::DEPARTMENT;
use super::{Expecting, refer};
use crate::access::Agent;
use crate::field::FieldKind;
use crate::journal::{self, SetValue};
use crate::lifecycle::InputField;
use crate::people::{Department, Person};
use crate::{Context, Error, Result};

/// What putting somebody into a department takes.
pub const PERSON: &[InputField] = &[InputField::required("person", FieldKind::Person)];

db::statements! {
    OF_DEPARTMENT = "SELECT p.id, p.name FROM person p LEFT JOIN naming n ON n.id = p.id
        WHERE p.department_id = $1 AND p.active = 1 ORDER BY n.sort_key, p.id LIMIT $2";
    HEADED = "SELECT id, name FROM department WHERE head_id = $1 ORDER BY id";
    PUT = "UPDATE person SET department_id = $2 WHERE id = $1";
}

/// The people of a department by name, at most so many.
///
/// # Errors
/// [`Error::Forbidden`] for who may neither audit nor administer.
pub fn people_of(
    tx: &ReadTx<'_>,
    agent: &Agent,
    department: Id<Department>,
    limit: u32,
) -> Result<Vec<(Id<Person>, String)>> {
    agent.require_overseer()?;
    let rows = tx.rows(OF_DEPARTMENT, params![department, limit])?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// Puts somebody into a department of their company; they leave the one they were in.
///
/// # Errors
/// [`Error::Forbidden`] for who may not administer; [`Error::NotFound`] when there is no such
/// department; [`Error::Invalid`] on `person`: nobody, or of another company; [`Error::Refused`] for a
/// department that was retired.
pub fn put_person(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    (department, person): (&str, &str),
) -> Result<()> {
    let at = Expecting { key: department.to_owned(), version: None };
    let item = expected(tx, agent, &DEPARTMENT, &at)?;
    if !item.active {
        return Err(Error::Refused("department_retired"));
    }
    let id = refer::person(tx, "person", person)?;
    let person = Person::find(tx, id)?.ok_or(Error::NotFound)?;
    if Some(person.company) != item.id("company") {
        return Err(Error::invalid("person", "of_another_company"));
    }
    let department = item.key.parse().map_err(|_| Error::NotFound)?;
    move_person(tx, ctx, &person, Some(department))
}

/// Lets somebody leave a department; nothing happens when they are not in it.
///
/// # Errors
/// [`Error::Forbidden`] for who may not administer; [`Error::NotFound`] when there is no such
/// department or person.
pub fn take_person(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    (department, person): (&str, &str),
) -> Result<()> {
    let at = Expecting { key: department.to_owned(), version: None };
    let item = expected(tx, agent, &DEPARTMENT, &at)?;
    let person = Person::anybody(tx, "person", person).map_err(|_| Error::NotFound)?;
    if person.department.map(|id| id.to_string()) == Some(item.key) {
        move_person(tx, ctx, &person, None)?;
    }
    Ok(())
}

/// Says in which department somebody is, and writes it into the histories.
fn move_person(
    tx: &Tx<'_>,
    ctx: &Context,
    person: &Person,
    to: Option<Id<Department>>,
) -> Result<()> {
    if person.department == to {
        return Ok(());
    }
    tx.execute(PUT, params![person.id, to])?;
    log_move(tx, ctx, person.id, (person.department, to))
}

/// Writes into the histories of two departments that somebody left the one for the other; nothing when
/// they are the same.
pub(crate) fn log_move(
    tx: &Tx<'_>,
    ctx: &Context,
    person: Id<Person>,
    (from, to): (Option<Id<Department>>, Option<Id<Department>>),
) -> Result<()> {
    if from == to {
        return Ok(());
    }
    let told = |department: Id<Department>| {
        vec![
            SetValue::set("department", department.to_string()),
            SetValue::set("person", person.to_string()),
        ]
    };
    if let Some(left) = from {
        journal::log_about(tx, ctx, &left.to_string(), "leave_department", told(left))?;
    }
    if let Some(joined) = to {
        journal::log_about(tx, ctx, &joined.to_string(), "join_department", told(joined))?;
    }
    Ok(())
}

/// Writes into the histories of the departments that somebody leads that nobody leads them any more.
pub(crate) fn log_no_head(tx: &Tx<'_>, ctx: &Context, person: Id<Person>) -> Result<()> {
    for row in tx.rows(HEADED, params![person])? {
        let (department, name): (Id<Department>, String) = (row.get(0)?, row.get(1)?);
        let object = department.to_string();
        let values = vec![
            SetValue::set("department", object.clone()),
            SetValue::set("name", name),
            SetValue::set("head_before", person.to_string()),
            SetValue::set("head", None),
        ];
        journal::log_about(tx, ctx, &object, "change_department", values)?;
    }
    Ok(())
}
