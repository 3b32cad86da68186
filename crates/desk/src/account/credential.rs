//! Local accounts: the passwords people sign in with.

use db::{Id, ReadTx, Tx, params};

use super::HashedPassword;
use super::session::end_all;
use crate::journal::{self, Logbook, SetValue};
use crate::people::Person;
use crate::{Context, Result};

db::statements! {
    PUT = "INSERT INTO account (person_id, password_hash, changed_at) VALUES ($1, $2, $3)
        ON CONFLICT (person_id) DO UPDATE SET password_hash = excluded.password_hash, changed_at = excluded.changed_at";
    BY_EMAIL = "SELECT p.id, a.password_hash FROM person p JOIN account a ON a.person_id = p.id
        WHERE p.email = $1 AND p.active = 1";
    EXISTS = "SELECT 1 FROM account WHERE person_id = $1";
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
    tx.execute(PUT, params![person, password.as_str(), ctx.now])?;
    end_all(tx, person)?;
    let values = vec![SetValue::set("person", person.to_string())];
    journal::log(tx, ctx, Logbook::Settings, "set_password", values)?;
    Ok(())
}

/// Whether a person can sign in with a password.
///
/// # Errors
/// When the database fails.
pub fn has_account(tx: &ReadTx<'_>, person: Id<Person>) -> Result<bool> {
    Ok(tx.row(EXISTS, params![person])?.is_some())
}

/// The active person with this address, as it is kept, and their password.
pub(super) fn find_credential(
    tx: &ReadTx<'_>,
    email: &str,
) -> Result<Option<(Id<Person>, HashedPassword)>> {
    let Some(row) = tx.row(BY_EMAIL, params![email])? else { return Ok(None) };
    Ok(Some((row.get(0)?, HashedPassword::kept(row.get(1)?))))
}
