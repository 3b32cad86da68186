//! A second factor besides the password: codes of an authenticator app, and recovery codes for when
//! that is lost.
//!
//! A proof has a kind. Passkeys, and who vouches for somebody elsewhere, will be rows of the same
//! table with kinds of their own.

use db::{Id, ReadTx, Timestamp, Tx, params};

use super::seal::Sealer;
use super::secret::digest;
use super::totp::{BYTES, TotpSecret, base32};
use crate::journal::{self, Logbook, SetValue};
use crate::people::Person;
use crate::{Context, Error, Result};

db::statements! {
    PUT = "INSERT INTO proof (id, person_id, kind, sealed, created_at, confirmed_at, used_step)
        VALUES ($1, $2, 'totp', $3, $4, NULL, 0)";
    FIND = "SELECT id, sealed, confirmed_at, used_step FROM proof WHERE person_id = $1 AND kind = 'totp'";
    CONFIRM = "UPDATE proof SET confirmed_at = $2 WHERE id = $1 AND confirmed_at IS NULL";
    USE_STEP = "UPDATE proof SET used_step = $2 WHERE id = $1 AND used_step < $2";
    REMOVE = "DELETE FROM proof WHERE person_id = $1 AND kind = 'totp'";
    ADD_CODE = "INSERT INTO recovery_code (person_id, code_digest) VALUES ($1, $2)";
    LEFT = "SELECT COUNT(*) FROM recovery_code WHERE person_id = $1";
    USE_CODE = "DELETE FROM recovery_code WHERE person_id = $1 AND code_digest = $2";
    REMOVE_CODES = "DELETE FROM recovery_code WHERE person_id = $1";
}

/// Recovery codes made at once.
const CODES: usize = 10;

/// Letters of a recovery code that stand together.
const GROUP: usize = 4;

/// A proof of somebody's.
#[derive(Debug)]
pub enum ProofRow {}

/// The second factor of somebody who has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SecondFactor {
    /// Since when it is asked for.
    pub since: Timestamp,
    /// Recovery codes that were not used yet.
    pub codes_left: i64,
}

/// What is kept of an app.
struct Kept {
    id: Id<ProofRow>,
    sealed: Vec<u8>,
    confirmed_at: Option<Timestamp>,
    used_step: i64,
}

/// The second factor of a person, once they have confirmed it.
///
/// # Errors
/// When the database fails.
pub fn second_factor_of(tx: &ReadTx<'_>, person: Id<Person>) -> Result<Option<SecondFactor>> {
    let Some(since) = find(tx, person)?.and_then(|kept| kept.confirmed_at) else {
        return Ok(None);
    };
    let codes_left = tx.one(LEFT, params![person])?.get(0)?;
    Ok(Some(SecondFactor { since, codes_left }))
}

/// Begins to set one up: what it answers goes into an app, whose first code confirms it. Beginning
/// again makes another.
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
    tx.execute(REMOVE, params![person])?;
    let secret = TotpSecret::draw(&ctx.chance);
    let sealed = sealer.seal(&ctx.chance, person, secret.bytes())?;
    let id: Id<ProofRow> = ctx.chance.id(ctx.now);
    tx.execute(PUT, params![id, person, sealed, ctx.now])?;
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
) -> Result<Option<TotpSecret>> {
    let pending = find(tx, person)?.filter(|kept| kept.confirmed_at.is_none());
    pending.map(|kept| open(sealer, person, &kept)).transpose()
}

/// Asks for it from now on, for the first code of an app; answers the recovery codes, told once.
///
/// # Errors
/// [`Error::Invalid`] on `code`; [`Error::Refused`] with `factor_not_begun`.
pub fn confirm_second_factor(
    tx: &Tx<'_>,
    ctx: &Context,
    sealer: &Sealer,
    person: Id<Person>,
    code: &str,
) -> Result<Vec<String>> {
    let pending = find(tx, person)?.filter(|kept| kept.confirmed_at.is_none());
    let kept = pending.ok_or(Error::Refused("factor_not_begun"))?;
    if !takes(tx, sealer, person, &kept, code, ctx.now)? {
        return Err(Error::invalid("code", "wrong_code"));
    }
    tx.execute(CONFIRM, params![kept.id, ctx.now])?;
    log(tx, ctx, person, "set_second_factor")?;
    new_codes(tx, ctx, person)
}

/// Makes other recovery codes; those of before work no more.
///
/// # Errors
/// [`Error::Refused`] with `factor_none` when there is no second factor.
pub fn renew_recovery_codes(tx: &Tx<'_>, ctx: &Context, person: Id<Person>) -> Result<Vec<String>> {
    second_factor_of(tx, person)?.ok_or(Error::Refused("factor_none"))?;
    log(tx, ctx, person, "renew_recovery_codes")?;
    new_codes(tx, ctx, person)
}

/// Asks for it no more; nothing happens when there is none.
///
/// # Errors
/// When the database fails.
pub fn remove_second_factor(tx: &Tx<'_>, ctx: &Context, person: Id<Person>) -> Result<()> {
    let was = second_factor_of(tx, person)?.is_some();
    tx.execute(REMOVE, params![person])?;
    tx.execute(REMOVE_CODES, params![person])?;
    if was { log(tx, ctx, person, "remove_second_factor") } else { Ok(()) }
}

/// Whether a code is the app's at this moment, or a recovery code; it is used up by asking.
pub(super) fn takes_code(
    tx: &Tx<'_>,
    sealer: &Sealer,
    person: Id<Person>,
    code: &str,
    now: Timestamp,
) -> Result<bool> {
    let kept = find(tx, person)?.filter(|kept| kept.confirmed_at.is_some());
    let Some(kept) = kept else { return Ok(false) };
    // A secret sealed with a key that is gone cannot be read: recovery codes are the way in then.
    if takes(tx, sealer, person, &kept, code, now).unwrap_or(false) {
        return Ok(true);
    }
    let plain: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    let values = params![person, digest(&plain.to_ascii_uppercase())];
    Ok(tx.execute(USE_CODE, values)? > 0)
}

fn takes(
    tx: &Tx<'_>,
    sealer: &Sealer,
    person: Id<Person>,
    kept: &Kept,
    code: &str,
    now: Timestamp,
) -> Result<bool> {
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let secret = open(sealer, person, kept)?;
    match secret.step_of(&digits, now, kept.used_step) {
        Some(step) => Ok(tx.execute(USE_STEP, params![kept.id, step])? > 0),
        None => Ok(false),
    }
}

fn open(sealer: &Sealer, person: Id<Person>, kept: &Kept) -> Result<TotpSecret> {
    let bytes: Option<[u8; BYTES]> =
        sealer.open(person, &kept.sealed).and_then(|bytes| bytes.try_into().ok());
    let bytes = bytes.ok_or_else(|| {
        Error::Broken(format!("the second factor of {person} was sealed with another key"))
    })?;
    Ok(TotpSecret::from_bytes(bytes))
}

fn find(tx: &ReadTx<'_>, person: Id<Person>) -> Result<Option<Kept>> {
    let Some(row) = tx.row(FIND, params![person])? else { return Ok(None) };
    let mut columns = row.columns();
    Ok(Some(Kept {
        id: columns.next()?,
        sealed: columns.next()?,
        confirmed_at: columns.next()?,
        used_step: columns.next()?,
    }))
}

fn new_codes(tx: &Tx<'_>, ctx: &Context, person: Id<Person>) -> Result<Vec<String>> {
    tx.execute(REMOVE_CODES, params![person])?;
    let mut codes = Vec::with_capacity(CODES);
    for _ in 0..CODES {
        // 80 random bits: nobody finds one from its digest.
        let plain = base32(&ctx.chance.bytes::<10>());
        tx.execute(ADD_CODE, params![person, digest(&plain)])?;
        let letters: Vec<char> = plain.chars().collect();
        let groups: Vec<String> = letters.chunks(GROUP).map(|some| some.iter().collect()).collect();
        codes.push(groups.join("-"));
    }
    Ok(codes)
}

fn log(tx: &Tx<'_>, ctx: &Context, person: Id<Person>, verb: &str) -> Result<()> {
    let values = vec![SetValue::set("person", person.to_string())];
    journal::log(tx, ctx, Logbook::Settings, verb, values)?;
    Ok(())
}
