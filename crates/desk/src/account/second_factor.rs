//! A second factor besides the password: codes of an authenticator app, and recovery codes for when
//! that is lost.

use db::{Id, ReadTx, Timestamp, Tx, params};

use super::recovery;
use super::seal::Sealer;
use super::totp::TotpSecret;
use crate::journal::{self, Logbook, SetValue};
use crate::people::Person;
use crate::{Context, Error, Result};

db::statements! {
    PUT = "INSERT INTO second_factor (person_id, sealed, begun_at, confirmed_at, used_step)
        VALUES ($1, $2, $3, NULL, 0)";
    FIND = "SELECT sealed, begun_at, confirmed_at, used_step FROM second_factor WHERE person_id = $1";
    CONFIRM = "UPDATE second_factor SET confirmed_at = $2 WHERE person_id = $1 AND confirmed_at IS NULL";
    USE_STEP = "UPDATE second_factor SET used_step = $2 WHERE person_id = $1 AND used_step < $2";
    REMOVE = "DELETE FROM second_factor WHERE person_id = $1";
}

/// The second factor of somebody who has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SecondFactor {
    /// Since when it is asked for.
    pub since: Timestamp,
    /// Recovery codes that were not used yet.
    pub codes_left: i64,
}

/// By what somebody proved that they have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// A code of their app.
    App,
    /// A recovery code, which is used up.
    Recovery,
}

/// What is kept of an app.
pub(super) struct Kept {
    sealed: Vec<u8>,
    pub(super) begun_at: Timestamp,
    pub(super) confirmed_at: Option<Timestamp>,
    used_step: i64,
}

impl Kept {
    /// The secret; nothing when it was sealed with a key that is gone.
    pub(super) fn open(&self, sealer: &Sealer, person: Id<Person>) -> Option<TotpSecret> {
        let bytes = sealer.open(person, &self.sealed)?;
        Some(TotpSecret::from_bytes(bytes.try_into().ok()?))
    }

    /// Whether a code is the app's at this moment; it is used up by asking.
    pub(super) fn takes(
        &self,
        tx: &Tx<'_>,
        sealer: &Sealer,
        person: Id<Person>,
        code: &str,
        now: Timestamp,
    ) -> Result<bool> {
        let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        let secret = self.open(sealer, person);
        match secret.and_then(|secret| secret.step_of(&digits, now, self.used_step)) {
            Some(step) => Ok(tx.execute(USE_STEP, params![person, step])? > 0),
            None => Ok(false),
        }
    }
}

/// What is kept of a person's app, confirmed or not.
pub(super) fn find(tx: &ReadTx<'_>, person: Id<Person>) -> Result<Option<Kept>> {
    let Some(row) = tx.row(FIND, params![person])? else { return Ok(None) };
    let mut columns = row.columns();
    Ok(Some(Kept {
        sealed: columns.next()?,
        begun_at: columns.next()?,
        confirmed_at: columns.next()?,
        used_step: columns.next()?,
    }))
}

/// The second factor of a person, once they have confirmed it.
///
/// # Errors
/// When the database fails.
pub fn second_factor_of(tx: &ReadTx<'_>, person: Id<Person>) -> Result<Option<SecondFactor>> {
    let Some(since) = find(tx, person)?.and_then(|kept| kept.confirmed_at) else {
        return Ok(None);
    };
    Ok(Some(SecondFactor { since, codes_left: recovery::left(tx, person)? }))
}

/// Keeps a secret that waits for its first code, in place of any other.
pub(super) fn put(
    tx: &Tx<'_>,
    ctx: &Context,
    sealer: &Sealer,
    person: Id<Person>,
    secret: &TotpSecret,
) -> Result<()> {
    tx.execute(REMOVE, params![person])?;
    let sealed = sealer.seal(&ctx.chance, person, secret.bytes())?;
    tx.execute(PUT, params![person, sealed, ctx.now])?;
    Ok(())
}

/// Asks for it from now on.
pub(super) fn keep(tx: &Tx<'_>, ctx: &Context, person: Id<Person>) -> Result<()> {
    tx.execute(CONFIRM, params![person, ctx.now])?;
    log(tx, ctx, person, "set_second_factor", None)
}

/// Makes other recovery codes; those of before work no more.
///
/// # Errors
/// [`Error::Refused`] with `factor_none` when there is no second factor.
pub fn renew_recovery_codes(tx: &Tx<'_>, ctx: &Context, person: Id<Person>) -> Result<Vec<String>> {
    second_factor_of(tx, person)?.ok_or(Error::Refused("factor_none"))?;
    log(tx, ctx, person, "renew_recovery_codes", None)?;
    recovery::renew(tx, &ctx.chance, person)
}

/// Asks for it no more. Whoever asks has made sure that the person themself wants it, or says why.
///
/// # Errors
/// [`Error::Refused`] with `factor_absent` when there is none.
pub fn remove_second_factor(
    tx: &Tx<'_>,
    ctx: &Context,
    person: Id<Person>,
    reason: Option<&str>,
) -> Result<()> {
    second_factor_of(tx, person)?.ok_or(Error::Refused("factor_absent"))?;
    tx.execute(REMOVE, params![person])?;
    recovery::forget(tx, person)?;
    log(tx, ctx, person, "remove_second_factor", reason)
}

/// By what a code proves that somebody has their second factor; it is used up by asking. Nothing
/// when the code is wrong.
pub(super) fn takes_code(
    tx: &Tx<'_>,
    sealer: &Sealer,
    person: Id<Person>,
    code: &str,
    now: Timestamp,
) -> Result<Option<By>> {
    let kept = find(tx, person)?.filter(|kept| kept.confirmed_at.is_some());
    let Some(kept) = kept else { return Ok(None) };
    if kept.takes(tx, sealer, person, code, now)? {
        return Ok(Some(By::App));
    }
    Ok(recovery::takes(tx, person, code)?.then_some(By::Recovery))
}

fn log(
    tx: &Tx<'_>,
    ctx: &Context,
    person: Id<Person>,
    verb: &str,
    reason: Option<&str>,
) -> Result<()> {
    let mut values = vec![SetValue::set("person", person.to_string())];
    values.extend(reason.map(|reason| SetValue::set("reason", reason.to_owned())));
    journal::log(tx, ctx, Logbook::Settings, verb, values)?;
    Ok(())
}
