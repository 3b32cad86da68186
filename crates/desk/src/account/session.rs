//! Sessions: what a browser holds after signing in.

use std::time::Duration;

use db::{Chance, Id, ReadTx, Timestamp, Tx, params};

use super::Proof;
use super::secret::{digest, draw, same};
use crate::journal::{self, Logbook, SetValue};
use crate::people::Person;
use crate::{Context, Result};

db::statements! {
    INSERT = "INSERT INTO session (token_digest, person_id, csrf, created_at, seen_at, expires_at)
        VALUES ($1, $2, $3, $4, $4, $5)";
    FIND = "SELECT person_id, csrf, created_at, seen_at, expires_at FROM session
        WHERE token_digest = $1 AND expires_at > $2 AND seen_at > $3";
    TOUCH = "UPDATE session SET seen_at = $2 WHERE token_digest = $1 AND seen_at < $2";
    END = "DELETE FROM session WHERE token_digest = $1 RETURNING person_id";
    END_ALL = "DELETE FROM session WHERE person_id = $1";
    PURGE = "DELETE FROM session WHERE expires_at <= $1 OR seen_at <= $2";
}

/// A session nobody uses ends after this long.
pub(super) const IDLE: Duration = Duration::from_secs(12 * 3600);

/// Every session ends after this long.
const LONGEST: Duration = Duration::from_secs(30 * 24 * 3600);

/// How exactly it is known when a session was last used.
const TOUCHED_EVERY: Duration = Duration::from_secs(60);

/// A session just begun. The token is told once, to the browser; only its digest is kept.
#[derive(Clone)]
pub struct NewSession {
    /// What the browser sends back in its cookie.
    pub token: String,
    /// What forms and scripts of its pages send back with every change.
    pub csrf: String,
    /// Who signed in.
    pub person: Id<Person>,
    /// When it ends at the latest.
    pub expires_at: Timestamp,
}

/// A session in use.
#[derive(Clone)]
pub struct Session {
    /// Who signed in.
    pub person: Id<Person>,
    /// What forms and scripts of its pages send back with every change.
    pub csrf: String,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    pub seen_at: Timestamp,
    /// When it ends at the latest.
    pub expires_at: Timestamp,
    digest: [u8; 32],
}

impl Session {
    /// Whether what came with a change is this session's value against forged requests.
    #[must_use]
    pub fn csrf_is(&self, given: &str) -> bool {
        same(&self.csrf, given)
    }

    /// What proves it, for whatever lasts longer than a request.
    #[must_use]
    pub fn proof(&self) -> Proof {
        Proof::Session(self.digest)
    }

    /// Whether its last use is to be noted again; noting every use would be a write per page.
    #[must_use]
    pub fn wants_touch(&self, now: Timestamp) -> bool {
        now.since(self.seen_at) >= TOUCHED_EVERY
    }
}

/// Begins a session.
pub(super) fn begin(
    tx: &Tx<'_>,
    chance: &Chance,
    person: Id<Person>,
    now: Timestamp,
) -> Result<NewSession> {
    let (token, csrf, expires_at) = (draw(chance), draw(chance), now.plus(LONGEST));
    tx.execute(INSERT, params![digest(&token), person, &csrf, now, expires_at])?;
    Ok(NewSession { token, csrf, person, expires_at })
}

/// The session a browser's token belongs to, unless it has ended.
///
/// # Errors
/// When the database fails.
pub fn find_session(tx: &ReadTx<'_>, token: &str, now: Timestamp) -> Result<Option<Session>> {
    let digest = digest(token);
    let Some(row) = tx.row(FIND, params![digest, now, now.minus(IDLE)])? else { return Ok(None) };
    let mut columns = row.columns();
    Ok(Some(Session {
        person: columns.next()?,
        csrf: columns.next()?,
        created_at: columns.next()?,
        seen_at: columns.next()?,
        expires_at: columns.next()?,
        digest,
    }))
}

/// Notes that a session is in use. Call it, by [`db::Db::housekeep`], when [`Session::wants_touch`].
///
/// # Errors
/// When the database fails.
pub fn touch_session(tx: &Tx<'_>, session: &Session, now: Timestamp) -> Result<()> {
    tx.execute(TOUCH, params![session.digest, now])?;
    Ok(())
}

/// Ends the session a token belongs to, if there is one. `address` is where that was asked from.
///
/// # Errors
/// When the database fails.
pub fn sign_out(tx: &Tx<'_>, ctx: &Context, token: &str, address: &str) -> Result<()> {
    if let Some(row) = tx.row(END, params![digest(token)])? {
        let person: Id<Person> = row.get(0)?;
        let values = vec![
            SetValue::set("person", person.to_string()),
            SetValue::set("address", address.to_owned()),
        ];
        journal::log(tx, ctx, Logbook::SignIns, "sign_out", values)?;
    }
    Ok(())
}

/// Ends every session of a person; nothing happens when there is none.
///
/// # Errors
/// When the database fails.
pub fn sign_out_everywhere(tx: &Tx<'_>, ctx: &Context, person: Id<Person>) -> Result<()> {
    let ended = end_all(tx, person)?;
    if ended > 0 {
        let values = vec![
            SetValue::set("person", person.to_string()),
            SetValue::set("sessions", ended.to_string()),
        ];
        journal::log(tx, ctx, Logbook::Settings, "sign_out_everywhere", values)?;
    }
    Ok(())
}

/// Ends every session of a person; how many there were. Whoever asks writes the entry.
pub(super) fn end_all(tx: &Tx<'_>, person: Id<Person>) -> Result<u64> {
    Ok(tx.execute(END_ALL, params![person])?)
}

/// Forgets sessions that have ended; how many there were.
///
/// # Errors
/// When the database fails.
pub fn purge_sessions(tx: &Tx<'_>, now: Timestamp) -> Result<u64> {
    Ok(tx.execute(PURGE, params![now, now.minus(IDLE)])?)
}
