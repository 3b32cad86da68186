//! Signing in in two steps: who knows the password of somebody with a second factor is known only when
//! they have given a code too.

use std::time::Duration;

use db::{Chance, Clock, Db, Id, ReadTx, Timestamp, Tx, params};

use super::Visitor;
use super::credential::came_in;
use super::seal::Sealer;
use super::second_factor::{By, takes_code};
use super::secret::{digest, draw};
use super::session::{NewSession, begin};
use super::throttle::{Key, count, forget, take_back, tell};
use crate::journal::{self, Logbook, SetValue};
use crate::people::Person;
use crate::{Context, Door, Error, Result};

db::statements! {
    INSERT = "INSERT INTO sign_in_step (token_digest, person_id, expires_at) VALUES ($1, $2, $3)";
    FIND = "SELECT s.person_id FROM sign_in_step s JOIN person p ON p.id = s.person_id AND p.active = 1
        WHERE s.token_digest = $1 AND s.expires_at > $2";
    END = "DELETE FROM sign_in_step WHERE token_digest = $1";
    END_OF_PERSON = "DELETE FROM sign_in_step WHERE person_id = $1";
    PURGE = "DELETE FROM sign_in_step WHERE expires_at <= $1";
}

/// How long the code may be waited for.
const PATIENCE: Duration = Duration::from_secs(5 * 60);

/// Begins to wait for a code. What it answers opens nothing yet.
pub(super) fn await_code(
    tx: &Tx<'_>,
    chance: &Chance,
    person: Id<Person>,
    now: Timestamp,
) -> Result<NewSession> {
    let (token, expires_at) = (draw(chance), now.plus(PATIENCE));
    tx.execute(INSERT, params![digest(&token), person, expires_at])?;
    Ok(NewSession { token, csrf: String::new(), person, expires_at, awaits_code: true })
}

/// Whose code is waited for.
///
/// # Errors
/// When the database fails.
pub fn awaited(tx: &ReadTx<'_>, token: &str, now: Timestamp) -> Result<Option<Id<Person>>> {
    let row = tx.row(FIND, params![digest(token), now])?;
    Ok(row.map(|row| row.get(0)).transpose()?)
}

/// Begins the session of whoever gives a code of their app, or a recovery code. Works through several
/// transactions; call it from a thread that may block.
///
/// # Errors
/// [`Error::Refused`] with `step_over` when the password must be given again; [`Error::Invalid`] on
/// `code`; [`Error::Throttled`] after too many failures.
pub fn finish_sign_in(
    db: &Db,
    clock: &Clock,
    chance: &Chance,
    sealer: &Sealer,
    (token, code): (&str, &str),
    from: &Visitor,
) -> Result<NewSession> {
    let now = clock.now();
    let awaited_of = db.read(|tx| awaited(tx, token, now))?;
    let person = awaited_of.ok_or(Error::Refused("step_over"))?;
    let attempt = Attempt { person, own: Key::code(person), address: Key::address(&from.address) };
    attempt.count(db, &Context::new(None, Door::Web, now, chance), from)?;
    let (token, code) = (token.to_owned(), code.to_owned());
    let (chance, sealer, from) = (chance.clone(), sealer.clone(), from.clone());
    let begun = db.write(move |tx| {
        if awaited(tx, &token, now)? != Some(person) {
            return Err(Error::Refused("step_over"));
        }
        let by = takes_code(tx, &sealer, person, &code, now)?;
        let ctx = Context::new(by.map(|_| person), Door::Web, now, &chance);
        let Some(by) = by else {
            write_down(tx, &ctx, person, &from, "proof_failed", Some("code"))?;
            return Ok(None);
        };
        let way = (by == By::Recovery).then_some("recovery_code");
        write_down(tx, &ctx, person, &from, "sign_in", way)?;
        tx.execute(END, params![digest(&token)])?;
        came_in(tx, person, now)?;
        begin(tx, &chance, person, now, &from).map(Some)
    })?;
    let begun = begun.ok_or_else(|| Error::invalid("code", "wrong_code"))?;
    db.housekeep(move |tx| {
        forget(tx, &attempt.own)?;
        take_back(tx, &attempt.address)
    })?;
    Ok(begun)
}

/// One code that is tried.
#[derive(Clone)]
struct Attempt {
    person: Id<Person>,
    own: Key,
    address: Key,
}

impl Attempt {
    /// Counts it before it is made; one that is blocked is refused, and the first of a block is
    /// written down.
    fn count(&self, db: &Db, ctx: &Context, from: &Visitor) -> Result<()> {
        let (attempt, now) = (self.clone(), ctx.now);
        let outcome = db.housekeep(move |tx| {
            count(tx, &attempt.own, now)?;
            count(tx, &attempt.address, now)
        });
        if matches!(outcome, Err(Error::Throttled(_))) {
            let (attempt, ctx, from) = (self.clone(), ctx.clone(), from.clone());
            db.write(move |tx| attempt.throttled(tx, &ctx, &from))?;
        }
        outcome
    }

    fn throttled(&self, tx: &Tx<'_>, ctx: &Context, from: &Visitor) -> Result<()> {
        for key in [&self.own, &self.address] {
            if tell(tx, key, ctx.now)? {
                write_down(tx, ctx, self.person, from, "throttled", Some(key.what))?;
            }
        }
        Ok(())
    }
}

fn write_down(
    tx: &Tx<'_>,
    ctx: &Context,
    person: Id<Person>,
    from: &Visitor,
    verb: &str,
    reason: Option<&str>,
) -> Result<()> {
    let mut values = vec![
        SetValue::set("address", from.address.clone()),
        SetValue::set("person", person.to_string()),
    ];
    values.extend(reason.map(|reason| SetValue::set("reason", reason.to_owned())));
    journal::log(tx, ctx, Logbook::SignIns, verb, values)?;
    Ok(())
}

/// Waits for no code of somebody any more.
pub(super) fn end_steps(tx: &Tx<'_>, person: Id<Person>) -> Result<()> {
    tx.execute(END_OF_PERSON, params![person])?;
    Ok(())
}

/// Forgets codes that were waited for too long; how many there were.
///
/// # Errors
/// When the database fails.
pub fn purge_steps(tx: &Tx<'_>, now: Timestamp) -> Result<u64> {
    Ok(tx.execute(PURGE, params![now])?)
}
