//! Local accounts: the passwords people sign in with.

use db::{Id, ReadTx, Timestamp, Tx, params};

use super::HashedPassword;
use super::link::forget_link;
use super::session::{Keep, end_some};
use crate::journal::{self, Logbook, SetValue};
use crate::people::Person;
use crate::{Context, Result};

db::statements! {
    PUT = "INSERT INTO account (person_id, password_hash, changed_at) VALUES ($1, $2, $3)
        ON CONFLICT (person_id) DO UPDATE SET password_hash = excluded.password_hash, changed_at = excluded.changed_at";
    BY_EMAIL = "SELECT p.id, a.password_hash FROM person p JOIN account a ON a.person_id = p.id
        WHERE p.email = $1 AND p.active = 1";
    OF_PERSON = "SELECT password_hash FROM account WHERE person_id = $1";
    CAME_IN = "UPDATE account SET signed_in_at = $2 WHERE person_id = $1";
    CHANGED = "SELECT changed_at FROM account WHERE person_id = $1";
}

/// Gives a person a password, or another one; whoever is signed in as them is signed out.
///
/// # Errors
/// When the person does not exist.
pub fn set_password(
    tx: &Tx<'_>,
    ctx: &Context,
    person: Id<Person>,
    password: &HashedPassword,
) -> Result<()> {
    replace_password(tx, ctx, person, password)?;
    end_some(tx, person, Keep::None)?;
    Ok(())
}

/// The same, without ending a session.
pub(super) fn replace_password(
    tx: &Tx<'_>,
    ctx: &Context,
    person: Id<Person>,
    password: &HashedPassword,
) -> Result<()> {
    tx.execute(PUT, params![person, password.as_str(), ctx.now])?;
    // Whoever holds a link made before has no use for it any more.
    forget_link(tx, person)?;
    let values = vec![SetValue::set("person", person.to_string())];
    journal::log(tx, ctx, Logbook::Settings, "set_password", values)?;
    Ok(())
}

/// Whether a person can sign in with a password.
///
/// # Errors
/// When the database fails.
pub fn has_account(tx: &ReadTx<'_>, person: Id<Person>) -> Result<bool> {
    Ok(tx.row(CHANGED, params![person])?.is_some())
}

/// Since when a person has had their password; nothing when they have none.
///
/// # Errors
/// When the database fails.
pub fn password_since(tx: &ReadTx<'_>, person: Id<Person>) -> Result<Option<Timestamp>> {
    Ok(tx.row(CHANGED, params![person])?.map(|row| row.get(0)).transpose()?)
}

/// The password of a person, whether they are active or not.
pub(super) fn credential_of(tx: &ReadTx<'_>, person: Id<Person>) -> Result<Option<HashedPassword>> {
    let row = tx.row(OF_PERSON, params![person])?;
    Ok(row.map(|row| row.get(0)).transpose()?.map(HashedPassword::kept))
}

/// Notes that somebody came in.
pub(super) fn came_in(tx: &Tx<'_>, person: Id<Person>, now: Timestamp) -> Result<()> {
    tx.execute(CAME_IN, params![person, now])?;
    Ok(())
}

/// The active person with this address, as it is kept, and their password.
pub(super) fn find_credential(
    tx: &ReadTx<'_>,
    email: &str,
) -> Result<Option<(Id<Person>, HashedPassword)>> {
    let Some(row) = tx.row(BY_EMAIL, params![email])? else { return Ok(None) };
    Ok(Some((row.get(0)?, HashedPassword::kept(row.get(1)?))))
}
