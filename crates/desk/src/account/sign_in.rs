//! Signing in with an address and a password.

use db::{Chance, Clock, Db, Id, Tx};

use super::Visitor;
use super::credential::{came_in, find_credential};
use super::password;
use super::second_factor::second_factor_of;
use super::session::{NewSession, begin};
use super::step::await_code;
use super::throttle::{Key, count, forget, take_back, tell};
use crate::journal::{self, Logbook, SetValue};
use crate::people::{Person, normalise_email};
use crate::{Context, Door, Error, Result};

/// Why somebody was not let in, as the journal says it. Whoever tries is told none of this.
#[derive(Debug, Clone, Copy)]
enum Why {
    /// There is such an account, and this was not its password.
    Password,
    /// No active person with this address has an account.
    NoAccount,
    /// The password was changed, or the person let go, while it was being verified.
    Changed,
}

impl Why {
    const fn code(self) -> &'static str {
        match self {
            Why::Password => "password",
            Why::NoAccount => "no_account",
            Why::Changed => "changed",
        }
    }
}

/// One attempt. What was typed is kept nowhere: people type passwords into the wrong field.
#[derive(Clone)]
struct Attempt {
    email: String,
    visitor: Visitor,
    account: Key,
    from: Key,
}

/// Begins a session for whoever knows the password of an account, and writes down what came of it.
///
/// Works through several transactions of its own, because hashing takes tens of milliseconds and
/// must hold none open; call it from a thread that may block. `visitor` is where the attempt comes
/// from.
///
/// # Errors
/// [`Error::Refused`] with `sign_in` when address or password is wrong, whichever it is;
/// [`Error::Throttled`] after too many failures.
pub fn sign_in(
    db: &Db,
    clock: &Clock,
    chance: &Chance,
    email: &str,
    password: &str,
    visitor: impl Into<Visitor>,
) -> Result<NewSession> {
    let visitor = visitor.into();
    // What cannot be an address belongs to nobody, but costs and counts the same.
    let email = normalise_email(email).unwrap_or_default();
    let attempt = Attempt {
        account: Key::account(&email),
        from: Key::address(&visitor.address),
        visitor,
        email,
    };
    let context = |actor| Context::new(actor, Door::Web, clock.now(), chance);
    counted(db, &attempt, context(None))?;
    let found = db.read(|tx| find_credential(tx, &attempt.email))?;
    let right = match password::verify(found.as_ref().map(|(_, kept)| kept), password) {
        Ok(right) => right,
        Err(unanswered) => {
            // Nothing was learnt from it, so that it is no guess.
            db.housekeep(move |tx| {
                take_back(tx, &attempt.account)?;
                take_back(tx, &attempt.from)
            })?;
            return Err(unanswered);
        }
    };
    let known = found.as_ref().map(|(person, _)| *person);
    let Some((person, kept)) = found.filter(|_| right) else {
        let why = if known.is_some() { Why::Password } else { Why::NoAccount };
        let ctx = context(None);
        // Known or not, the same is written, so that the time taken tells nothing.
        db.write(move |tx| failed(tx, &ctx, &attempt, known, why))?;
        return Err(Error::Refused("sign_in"));
    };
    let (account, from) = (attempt.account.clone(), attempt.from.clone());
    db.housekeep(move |tx| {
        forget(tx, &account)?;
        take_back(tx, &from)
    })?;
    let ctx = context(Some(person));
    let begun = db.write(move |tx| {
        // The password may have been changed, or the person let go, while it was being verified.
        match find_credential(tx, &attempt.email)? {
            Some((still, unchanged)) if still == person && unchanged.as_str() == kept.as_str() => {
                if second_factor_of(tx, person)?.is_some() {
                    write_down(tx, &ctx, &attempt, "password_right", Some(person), None)?;
                    return await_code(tx, &ctx.chance, person, ctx.now).map(Some);
                }
                succeeded(tx, &ctx, &attempt, person)?;
                came_in(tx, person, ctx.now)?;
                Ok::<_, Error>(Some(begin(tx, &ctx.chance, person, ctx.now, &attempt.visitor)?))
            }
            _ => {
                let nobody = Context { actor: None, ..ctx.clone() };
                failed(tx, &nobody, &attempt, Some(person), Why::Changed)?;
                Ok(None)
            }
        }
    });
    begun?.ok_or(Error::Refused("sign_in"))
}

/// Counts the attempt before it is made; one that is blocked is refused, and the first of a block
/// is written down.
fn counted(db: &Db, attempt: &Attempt, ctx: Context) -> Result<()> {
    let (account, from, now) = (attempt.account.clone(), attempt.from.clone(), ctx.now);
    let outcome = db.housekeep(move |tx| {
        count(tx, &account, now)?;
        count(tx, &from, now)
    });
    if matches!(outcome, Err(Error::Throttled(_))) {
        let attempt = attempt.clone();
        db.write(move |tx| throttled(tx, &ctx, &attempt))?;
    }
    outcome
}

fn throttled(tx: &Tx<'_>, ctx: &Context, attempt: &Attempt) -> Result<()> {
    let mut blocked = Vec::new();
    for key in [&attempt.account, &attempt.from] {
        if tell(tx, key, ctx.now)? {
            blocked.push(key.what);
        }
    }
    if blocked.is_empty() {
        return Ok(());
    }
    let person = find_credential(tx, &attempt.email)?.map(|(person, _)| person);
    write_down(tx, ctx, attempt, "throttled", person, Some(&blocked.join(" ")))
}

fn failed(
    tx: &Tx<'_>,
    ctx: &Context,
    attempt: &Attempt,
    person: Option<Id<Person>>,
    why: Why,
) -> Result<()> {
    write_down(tx, ctx, attempt, "sign_in_failed", person, Some(why.code()))
}

fn succeeded(tx: &Tx<'_>, ctx: &Context, attempt: &Attempt, person: Id<Person>) -> Result<()> {
    write_down(tx, ctx, attempt, "sign_in", Some(person), None)
}

fn write_down(
    tx: &Tx<'_>,
    ctx: &Context,
    attempt: &Attempt,
    verb: &str,
    person: Option<Id<Person>>,
    reason: Option<&str>,
) -> Result<()> {
    let mut values = vec![SetValue::set("address", attempt.visitor.address.clone())];
    values.extend(person.map(|id| SetValue::set("person", id.to_string())));
    values.extend(reason.map(|reason| SetValue::set("reason", reason.to_owned())));
    journal::log(tx, ctx, Logbook::SignIns, verb, values)?;
    Ok(())
}
