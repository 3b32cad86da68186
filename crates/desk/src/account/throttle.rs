//! Slows down whoever guesses passwords: per account and per address, longer with every failure.

use std::time::Duration;

use db::{Id, Timestamp, Tx, params};
use sha2::{Digest, Sha256};

use crate::people::Person;
use crate::{Error, Result};

db::statements! {
    ATTEMPT = "INSERT INTO throttle (throttle_key, failures, window_started_at, blocked_until) VALUES ($1, 1, $2, 0)
        ON CONFLICT (throttle_key) DO UPDATE SET
            failures = CASE WHEN throttle.window_started_at NOT BETWEEN $3 AND $4 THEN 1
                ELSE throttle.failures + 1 END,
            window_started_at = CASE WHEN throttle.window_started_at NOT BETWEEN $3 AND $4 THEN $2
                ELSE throttle.window_started_at END
        WHERE throttle.blocked_until <= $2 OR throttle.blocked_until > $5
        RETURNING failures";
    // Once for each time it is blocked: whoever tries on must not fill the journal.
    TELL = "UPDATE throttle SET told_until = blocked_until
        WHERE throttle_key = $1 AND blocked_until > $2 AND told_until <> blocked_until";
    BLOCK = "UPDATE throttle SET blocked_until = $2 WHERE throttle_key = $1";
    BLOCKED = "SELECT blocked_until FROM throttle WHERE throttle_key = $1";
    FORGET = "DELETE FROM throttle WHERE throttle_key = $1";
    TAKE_BACK = "UPDATE throttle SET failures = failures - 1, blocked_until = 0
        WHERE throttle_key = $1 AND failures > 0";
    PURGE = "DELETE FROM throttle WHERE (window_started_at < $1 AND blocked_until <= $2)
        OR window_started_at > $3";
}

/// Failures are counted together within this time.
const WINDOW: Duration = Duration::from_secs(3600);

/// Clocks of nodes differ by less. What lies further ahead than it can was written by a clock that was
/// set back since, and keeps nobody out.
const BELIEVED: Duration = Duration::from_secs(60);

/// What failures are counted by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Key {
    text: String,
    limit: Limit,
    /// What it counts by, as the journal says it.
    pub(super) what: &'static str,
}

/// How many failures are free, and how long the delay may grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Limit {
    free: i64,
    longest: Duration,
}

/// An account is delayed for minutes at most, or anybody could keep its owner out.
const ACCOUNT: Limit = Limit { free: 5, longest: Duration::from_secs(5 * 60) };

/// Many people can share an address; one that tries many accounts waits long.
const ADDRESS: Limit = Limit { free: 25, longest: Duration::from_secs(30 * 60) };

impl Key {
    /// By account, whether it exists or not. Kept as a digest: people type passwords into the
    /// wrong field.
    pub(super) fn account(email: &str) -> Self {
        let digest: [u8; 32] = Sha256::digest(email.as_bytes()).into();
        let hex = digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        Key { text: format!("account:{hex}"), limit: ACCOUNT, what: "account" }
    }

    /// By somebody who is signed in and is to prove that it is still them.
    pub(super) fn own(person: Id<Person>) -> Self {
        Key { text: format!("own:{person}"), limit: ACCOUNT, what: "account" }
    }

    /// By somebody who gave their password and is to give a code.
    pub(super) fn code(person: Id<Person>) -> Self {
        Key { text: format!("code:{person}"), limit: ACCOUNT, what: "account" }
    }

    /// By somebody who types the first code of an app. Not that of their sign-in: whoever holds one of
    /// their tokens would keep them out with it.
    pub(super) fn enrolment(person: Id<Person>) -> Self {
        Key { text: format!("enrolment:{person}"), limit: ACCOUNT, what: "account" }
    }

    /// By the address the attempt came from.
    pub(super) fn address(address: &str) -> Self {
        Key { text: format!("address:{address}"), limit: ADDRESS, what: "address" }
    }
}

/// Counts an attempt before it is made, so that many at once are counted as well; refuses while
/// the key is blocked.
///
/// # Errors
/// [`Error::Throttled`] with the seconds to wait.
pub(super) fn count(tx: &Tx<'_>, key: &Key, now: Timestamp) -> Result<()> {
    let (first, last) = (now.minus(WINDOW), now.plus(BELIEVED));
    let longest = last.plus(key.limit.longest);
    let counted = tx.row(ATTEMPT, params![&key.text, now, first, last, longest])?;
    let Some(row) = counted else {
        let until: Timestamp = tx.one(BLOCKED, params![&key.text])?.get(0)?;
        return Err(Error::Throttled(until.since(now).as_secs().saturating_add(1)));
    };
    let delay = key.limit.delay(row.get(0)?);
    if !delay.is_zero() {
        tx.execute(BLOCK, params![&key.text, now.plus(delay)])?;
    }
    Ok(())
}

/// Whether it is still to be written down that the key is blocked; the answer is yes once a block.
pub(super) fn tell(tx: &Tx<'_>, key: &Key, now: Timestamp) -> Result<bool> {
    Ok(tx.execute(TELL, params![&key.text, now])? > 0)
}

/// Forgets the failures of a key, after a success.
pub(super) fn forget(tx: &Tx<'_>, key: &Key) -> Result<()> {
    tx.execute(FORGET, params![&key.text])?;
    Ok(())
}

/// Takes back one counted attempt that succeeded, leaving the failures of others: whoever has one
/// account must not be able to wash an address clean between guesses at another.
pub(super) fn take_back(tx: &Tx<'_>, key: &Key) -> Result<()> {
    tx.execute(TAKE_BACK, params![&key.text])?;
    Ok(())
}

/// Forgets counters that no longer count; how many there were.
///
/// # Errors
/// When the database fails.
pub fn purge_throttle(tx: &Tx<'_>, now: Timestamp) -> Result<u64> {
    Ok(tx.execute(PURGE, params![now.minus(WINDOW), now, now.plus(BELIEVED)])?)
}

impl Limit {
    /// How long the next attempt has to wait after this many: two seconds after the last free one,
    /// then twice as long each time.
    fn delay(self, attempts: i64) -> Duration {
        let beyond = attempts.saturating_sub(self.free);
        if beyond < 0 {
            return Duration::ZERO;
        }
        let doubled = u32::try_from(beyond).unwrap_or(u32::MAX).min(31);
        Duration::from_secs(2u64.saturating_pow(doubled + 1)).min(self.longest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delay_grows_from_nothing_to_its_longest() {
        let seconds = |attempts| ACCOUNT.delay(attempts).as_secs();
        assert_eq!([1, 4, 5, 6, 7, 8].map(seconds), [0, 0, 2, 4, 8, 16]);
        assert_eq!(seconds(100), 300);
        assert_eq!(seconds(i64::MAX), 300);
        assert_eq!(ADDRESS.delay(24), Duration::ZERO);
        assert_eq!(ADDRESS.delay(i64::MAX).as_secs(), 1800);
    }

    #[test]
    fn a_key_does_not_give_away_what_was_typed() {
        let key = Key::account("my-secret-password");
        assert!(!key.text.contains("secret"));
        assert_ne!(key, Key::account("ada@example.com"));
    }
}
