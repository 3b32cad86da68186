//! Sessions: what a browser holds after signing in.

use std::time::Duration;

use db::{Chance, Id, ReadTx, Row, Timestamp, Tx, params};

use super::secret::{digest, draw, same};
use super::step::end_steps;
use super::{Proof, Visitor};
use crate::journal::{self, Logbook, SetValue};
use crate::people::Person;
use crate::{Context, Error, Result};

db::statements! {
    INSERT = "INSERT INTO session (token_digest, person_id, csrf, created_at, seen_at, expires_at, address, device)
        VALUES ($1, $2, $3, $4, $4, $5, $6, $7)";
    FIND = "SELECT person_id, csrf, created_at, seen_at, expires_at FROM session
        WHERE token_digest = $1 AND expires_at > $2 AND seen_at > $3";
    TOUCH = "UPDATE session SET seen_at = $2 WHERE token_digest = $1 AND seen_at < $2";
    END = "DELETE FROM session WHERE token_digest = $1 RETURNING person_id";
    OF_PERSON = "SELECT token_digest, created_at, seen_at, address, device FROM session
        WHERE person_id = $1 AND expires_at > $2 AND seen_at > $3 ORDER BY seen_at DESC, token_digest";
    END_OF_PERSON = "DELETE FROM session WHERE person_id = $1 AND token_digest <> $2";
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
    /// Whether it is none yet: a code of the second factor is waited for.
    pub awaits_code: bool,
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

/// A session as its owner and administrators see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenSession {
    /// What names it. It opens nothing: it is a part of what is kept, and not of what was told.
    pub id: Id<Session>,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    pub seen_at: Timestamp,
    /// From where it began, and with what; sessions of older programs do not say.
    pub from: Visitor,
    digest: [u8; 32],
}

impl OpenSession {
    /// Whether it is the one somebody came with.
    #[must_use]
    pub fn is(&self, proof: Proof) -> bool {
        proof == Proof::Session(self.digest)
    }
}

/// Which of somebody's sessions goes on.
#[derive(Debug, Clone, Copy)]
pub(super) enum Keep {
    /// None of them.
    None,
    /// The one they came with, if they came with one.
    Only(Proof),
}

/// Begins a session.
pub(super) fn begin(
    tx: &Tx<'_>,
    chance: &Chance,
    person: Id<Person>,
    now: Timestamp,
    from: &Visitor,
) -> Result<NewSession> {
    let (token, csrf, expires_at) = (draw(chance), draw(chance), now.plus(LONGEST));
    let (address, device) = (&from.address, &from.device);
    let values = params![digest(&token), person, &csrf, now, expires_at, address, device];
    tx.execute(INSERT, values)?;
    Ok(NewSession { token, csrf, person, expires_at, awaits_code: false })
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

/// The sessions of a person that have not ended, the one used last first.
///
/// # Errors
/// When the database fails.
pub fn sessions_of(
    tx: &ReadTx<'_>,
    person: Id<Person>,
    now: Timestamp,
) -> Result<Vec<OpenSession>> {
    let rows = tx.rows(OF_PERSON, params![person, now, now.minus(IDLE)])?;
    rows.into_iter().map(read_open).collect()
}

fn read_open(row: Row) -> Result<OpenSession> {
    let mut columns = row.columns();
    let digest: [u8; 32] = columns.next()?;
    let (head, _) = digest.split_first_chunk::<16>().ok_or(db::Error::Missing)?;
    Ok(OpenSession {
        id: Id::from_bytes(*head),
        created_at: columns.next()?,
        seen_at: columns.next()?,
        from: Visitor { address: columns.next()?, device: columns.next()? },
        digest,
    })
}

/// Ends one session of a person.
///
/// # Errors
/// [`Error::NotFound`] when they have none of this identity.
pub fn end_session(
    tx: &Tx<'_>,
    ctx: &Context,
    person: Id<Person>,
    session: Id<Session>,
) -> Result<()> {
    let all = sessions_of(tx, person, ctx.now)?;
    let found = all.iter().find(|one| one.id == session).ok_or(Error::NotFound)?;
    // Ended by somebody else in between, it is not written down twice.
    tx.row(END, params![found.digest])?.ok_or(Error::NotFound)?;
    ended(tx, ctx, person, 1, "sign_out_elsewhere")
}

/// Ends every session of a person but the one they came with; nothing happens when there is none.
///
/// # Errors
/// When the database fails.
pub fn sign_out_elsewhere(
    tx: &Tx<'_>,
    ctx: &Context,
    person: Id<Person>,
    came_with: Proof,
) -> Result<()> {
    let count = end_some(tx, person, Keep::Only(came_with))?;
    ended(tx, ctx, person, count, "sign_out_elsewhere")
}

/// Ends every session of a person; nothing happens when there is none.
///
/// # Errors
/// When the database fails.
pub fn sign_out_everywhere(tx: &Tx<'_>, ctx: &Context, person: Id<Person>) -> Result<()> {
    let count = end_some(tx, person, Keep::None)?;
    ended(tx, ctx, person, count, "sign_out_everywhere")
}

fn ended(tx: &Tx<'_>, ctx: &Context, person: Id<Person>, count: u64, verb: &str) -> Result<()> {
    if count > 0 {
        let values = vec![
            SetValue::set("person", person.to_string()),
            SetValue::set("sessions", count.to_string()),
        ];
        journal::log(tx, ctx, Logbook::Settings, verb, values)?;
    }
    Ok(())
}

/// Ends sessions of a person; how many there were. Whoever asks writes the entry.
pub(super) fn end_some(tx: &Tx<'_>, person: Id<Person>, keep: Keep) -> Result<u64> {
    let kept = match keep {
        Keep::Only(Proof::Session(digest)) => digest.to_vec(),
        Keep::Only(Proof::Token(_)) | Keep::None => Vec::new(),
    };
    end_steps(tx, person)?;
    Ok(tx.execute(END_OF_PERSON, params![person, kept])?)
}

/// Forgets sessions that have ended; how many there were.
///
/// # Errors
/// When the database fails.
pub fn purge_sessions(tx: &Tx<'_>, now: Timestamp) -> Result<u64> {
    Ok(tx.execute(PURGE, params![now, now.minus(IDLE)])?)
}
