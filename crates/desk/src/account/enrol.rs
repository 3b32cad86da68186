//! Setting up a second factor: a secret goes into an app, and the app's first code confirms it.

use std::time::Duration;

use db::{Db, Id, ReadTx, Timestamp, Tx};

use super::Proof;
use super::recovery;
use super::seal::Sealer;
use super::second_factor::{Kept, find, keep, put, second_factor_of};
use super::session::{Keep, end_some};
use super::throttle::{Key, count, forget};
use super::totp::TotpSecret;
use crate::people::Person;
use crate::{Context, Error, Result};

/// How long a secret waits for its first code.
const PATIENCE: Duration = Duration::from_secs(3600);

/// Begins to set one up. Beginning again makes another secret.
///
/// # Errors
/// [`Error::Refused`] with `factor_there` when there is one already.
pub fn begin_second_factor(
    tx: &Tx<'_>,
    ctx: &Context,
    sealer: &Sealer,
    person: Id<Person>,
) -> Result<TotpSecret> {
    if second_factor_of(tx, person)?.is_some() {
        return Err(Error::Refused("factor_there"));
    }
    let secret = TotpSecret::draw(&ctx.chance);
    put(tx, ctx, sealer, person, &secret)?;
    Ok(secret)
}

/// The secret that waits for its first code; nothing when none does.
///
/// # Errors
/// When the database fails.
pub fn pending_second_factor(
    tx: &ReadTx<'_>,
    sealer: &Sealer,
    person: Id<Person>,
    now: Timestamp,
) -> Result<Option<TotpSecret>> {
    Ok(pending(tx, person, now)?.and_then(|kept| kept.open(sealer, person)))
}

fn pending(tx: &ReadTx<'_>, person: Id<Person>, now: Timestamp) -> Result<Option<Kept>> {
    let waits = |kept: &Kept| kept.confirmed_at.is_none() && kept.begun_at.plus(PATIENCE) > now;
    Ok(find(tx, person)?.filter(waits))
}

/// Asks for codes from now on, for the first code of an app; answers the recovery codes, told once.
/// Whoever came in elsewhere with the password alone is signed out there.
///
/// # Errors
/// [`Error::Invalid`] on `code`; [`Error::Refused`] with `factor_not_begun`; [`Error::Throttled`]
/// after too many failures.
pub fn confirm_second_factor(
    db: &Db,
    ctx: &Context,
    sealer: &Sealer,
    (person, came_with): (Id<Person>, Proof),
    code: &str,
) -> Result<Vec<String>> {
    if code.trim().is_empty() {
        return Err(Error::invalid("code", "required"));
    }
    let (key, now) = (Key::enrolment(person), ctx.now);
    if db.read(|tx| pending(tx, person, now))?.is_none() {
        return Err(Error::Refused("factor_not_begun"));
    }
    let counted = key.clone();
    db.housekeep(move |tx| count(tx, &counted, now))?;
    let (ctx, sealer, code) = (ctx.clone(), sealer.clone(), code.to_owned());
    let codes = db.write(move |tx| {
        let kept = pending(tx, person, now)?.ok_or(Error::Refused("factor_not_begun"))?;
        if !kept.takes(tx, &sealer, person, &code, now)? {
            return Err(Error::invalid("code", "wrong_code"));
        }
        keep(tx, &ctx, person)?;
        end_some(tx, person, Keep::Only(came_with))?;
        recovery::renew(tx, &ctx.chance, person)
    })?;
    // It is done, and the codes are told once: that a count stays is no reason to lose them.
    if let Err(error) = db.housekeep(move |tx| forget(tx, &key)) {
        tracing::warn!(%error, "a count of wrong codes stays until its time is over");
    }
    Ok(codes)
}
