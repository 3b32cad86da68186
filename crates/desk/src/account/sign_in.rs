//! Signing in with an address and a password.

use db::{Chance, Clock, Db};

use super::credential::find_credential;
use super::password;
use super::session::{NewSession, begin};
use super::throttle::{Key, count, forget, take_back};
use crate::people::normalise_email;
use crate::{Error, Result};

/// Begins a session for whoever knows the password of an account.
///
/// Works through several transactions of its own, because hashing takes tens of milliseconds and
/// must hold none open; call it from a thread that may block. `address` is where the attempt came
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
    address: &str,
) -> Result<NewSession> {
    // What cannot be an address belongs to nobody, but costs and counts the same.
    let email = normalise_email(email).unwrap_or_default();
    let (account, from) = (Key::account(&email), Key::address(address));
    let now = clock.now();
    {
        let (account, from) = (account.clone(), from.clone());
        db.housekeep(move |tx| {
            count(tx, &account, now)?;
            count(tx, &from, now)
        })?;
    }
    let found = db.read(|tx| find_credential(tx, &email))?;
    let right = match password::verify(found.as_ref().map(|(_, kept)| kept), password) {
        Ok(right) => right,
        Err(unanswered) => {
            // Nothing was learnt from it, so that it is no guess.
            db.housekeep(move |tx| {
                take_back(tx, &account)?;
                take_back(tx, &from)
            })?;
            return Err(unanswered);
        }
    };
    let Some((person, kept)) = found.filter(|_| right) else {
        return Err(Error::Refused("sign_in"));
    };
    db.housekeep(move |tx| {
        forget(tx, &account)?;
        take_back(tx, &from)
    })?;
    let (chance, now) = (chance.clone(), clock.now());
    db.write(move |tx| {
        // The password may have been changed, or the person let go, while it was being verified.
        match find_credential(tx, &email)? {
            Some((still, unchanged)) if still == person && unchanged.as_str() == kept.as_str() => {
                begin(tx, &chance, person, now)
            }
            _ => Err(Error::Refused("sign_in")),
        }
    })
}
