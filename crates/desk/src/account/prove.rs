//! Proving again who one is, for what would keep an owner out of their account: a browser left open
//! must not be enough. Guesses are counted apart from those at the door.

use db::{Db, Id, Tx};

use super::Visitor;
use super::credential::credential_of;
use super::password::{self, HashedPassword};
use super::seal::Sealer;
use super::second_factor::{second_factor_of, takes_code};
use super::throttle::{Key, count, forget};
use crate::journal::{self, Logbook, SetValue};
use crate::people::Person;
use crate::{Context, Error, Result};

/// Refuses who does not know their own password.
///
/// # Errors
/// [`Error::Invalid`] on `present`; [`Error::Refused`] with `no_password` for who has none;
/// [`Error::Throttled`] after too many failures.
pub fn prove_password(
    db: &Db,
    ctx: &Context,
    person: Id<Person>,
    from: &Visitor,
    present: &str,
) -> Result<()> {
    let kept = db.read(|tx| credential_of(tx, person))?.ok_or(Error::Refused("no_password"))?;
    prove(db, ctx, person, &kept, from, present)
}

/// Refuses who does not know their password and a code of their second factor besides, which is used
/// up.
///
/// # Errors
/// As [`prove_password`]; [`Error::Invalid`] on `code`.
pub fn prove_both(
    db: &Db,
    ctx: &Context,
    sealer: &Sealer,
    person: Id<Person>,
    from: &Visitor,
    (present, code): (&str, &str),
) -> Result<()> {
    if code.trim().is_empty() {
        return Err(Error::invalid("code", "required"));
    }
    prove_password(db, ctx, person, from, present)?;
    let (key, now) = (Key::code(person), ctx.now);
    let counted = key.clone();
    db.housekeep(move |tx| count(tx, &counted, now))?;
    let (ctx, sealer, from, code) = (ctx.clone(), sealer.clone(), from.clone(), code.to_owned());
    let proved = db.write(move |tx| {
        let proved = takes_code(tx, &sealer, person, &code, now)?.is_some();
        if !proved {
            failed(tx, &ctx, person, &from, "code")?;
        }
        Ok::<_, Error>(proved)
    })?;
    if !proved {
        return Err(Error::invalid("code", "wrong_code"));
    }
    db.housekeep(move |tx| forget(tx, &key))
}

/// Refuses who does not know their password, or, where they have a second factor, no code of it besides.
///
/// # Errors
/// As [`prove_both`].
pub fn prove_all(
    db: &Db,
    ctx: &Context,
    sealer: &Sealer,
    person: Id<Person>,
    from: &Visitor,
    (present, code): (&str, &str),
) -> Result<()> {
    if db.read(|tx| second_factor_of(tx, person))?.is_some() {
        prove_both(db, ctx, sealer, person, from, (present, code))
    } else {
        prove_password(db, ctx, person, from, present)
    }
}

/// Refuses who does not know the password that is kept.
pub(super) fn prove(
    db: &Db,
    ctx: &Context,
    person: Id<Person>,
    kept: &HashedPassword,
    from: &Visitor,
    present: &str,
) -> Result<()> {
    if present.is_empty() {
        return Err(Error::invalid("present", "required"));
    }
    let (key, now) = (Key::own(person), ctx.now);
    let counted = key.clone();
    db.housekeep(move |tx| count(tx, &counted, now))?;
    if password::verify(Some(kept), present)? {
        return db.housekeep(move |tx| forget(tx, &key));
    }
    let (ctx, from) = (ctx.clone(), from.clone());
    db.write(move |tx| failed(tx, &ctx, person, &from, "password"))?;
    Err(Error::invalid("present", "wrong_password"))
}

fn failed(tx: &Tx<'_>, ctx: &Context, person: Id<Person>, from: &Visitor, why: &str) -> Result<()> {
    let values = vec![
        SetValue::set("address", from.address.clone()),
        SetValue::set("person", person.to_string()),
        SetValue::set("reason", why.to_owned()),
    ];
    journal::log(tx, ctx, Logbook::SignIns, "proof_failed", values)?;
    Ok(())
}
