//! What a program asks for under a key of its own: asked again, it is answered again and not done
//! again. The key is taken in the transaction that does it; the answer is kept afterwards.

use std::time::Duration;

use db::{Db, Id, ReadTx, Row, Timestamp, Tx, params};
use jobs::{JobContext, NewJob, Registry, enqueue};

use crate::account::ApiToken;
use crate::pieces::{PIECE, in_pieces};
use crate::{Context, Result};

/// How long a key is remembered, at least.
pub const KEPT: Duration = Duration::from_secs(24 * 3600);
/// How long a request is under way at most, but for files, whose answers tell of nothing else.
const UNDER_WAY: Duration = Duration::from_secs(120);
/// The queue in which answers are forgotten.
const QUEUE: &str = "forget_answers";

db::statements! {
    // A key asked for long ago is as good as new, and so is the request's own: it may begin again.
    CLAIM = "INSERT INTO idempotency (token_id, key, digest, request, created_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (token_id, key) DO UPDATE SET digest = excluded.digest, request = excluded.request,
        created_at = excluded.created_at, status = NULL, head = NULL, body = NULL
        WHERE idempotency.request = excluded.request OR idempotency.created_at < $6";
    ANSWER = "INSERT INTO idempotency (token_id, key, digest, request, created_at, status, head, body)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (token_id, key) DO UPDATE SET digest = excluded.digest, request = excluded.request,
        created_at = excluded.created_at, status = excluded.status, head = excluded.head, body = excluded.body
        WHERE idempotency.request = excluded.request OR idempotency.created_at < $9";
    FIND = "SELECT digest, status, head, body FROM idempotency WHERE token_id = $1 AND key = $2 AND created_at >= $3";
    PURGE = "DELETE FROM idempotency WHERE (token_id, key) IN
        (SELECT token_id, key FROM idempotency WHERE created_at < $1 ORDER BY created_at LIMIT $2)";
    FORGET = "UPDATE idempotency SET head = NULL, body = NULL WHERE (token_id, key) IN
        (SELECT token_id, key FROM idempotency WHERE body IS NOT NULL ORDER BY created_at LIMIT $1)";
}

/// A request that came with a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keyed {
    /// Whose key it is: keys of others are others.
    pub token: Id<ApiToken>,
    /// The key, as the program made it.
    pub key: String,
    /// What is asked, as a digest of all of it.
    pub digest: Vec<u8>,
    /// This very request.
    pub request: String,
    /// When it came.
    pub at: Timestamp,
}

/// What was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: i64,
    /// The headers that belong to it, as whoever answers wrote them.
    pub head: String,
    /// The body.
    pub body: Vec<u8>,
}

/// What a key was used for before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Before {
    /// For nothing within the time a key is remembered.
    Nothing,
    /// For something else.
    Otherwise,
    /// For the same. It was done, and has not been answered yet; where whoever did it was killed in
    /// between, it never will be.
    Unanswered,
    /// For the same. It was done and answered, and the answer is not kept.
    Forgotten,
    /// For the same, with this answer.
    Answered(Answer),
}

impl Keyed {
    /// Takes the key, in the transaction that does what is asked; false when another request has it.
    ///
    /// # Errors
    /// When the database fails.
    pub fn claim(&self, tx: &Tx<'_>) -> db::Result<bool> {
        let (key, request) = (self.key.as_str(), self.request.as_str());
        let values =
            params![self.token, key, self.digest.as_slice(), request, self.at, self.forgotten()];
        Ok(tx.execute(CLAIM, values)? > 0)
    }

    /// What the key was used for before.
    ///
    /// # Errors
    /// When the database fails.
    pub fn before(&self, tx: &ReadTx<'_>) -> Result<Before> {
        let row = tx.row(FIND, params![self.token, self.key.as_str(), self.forgotten()])?;
        row.map_or(Ok(Before::Nothing), |row| self.read(row))
    }

    fn read(&self, row: Row) -> Result<Before> {
        let mut columns = row.columns();
        let digest: Vec<u8> = columns.next()?;
        if digest != self.digest {
            return Ok(Before::Otherwise);
        }
        let status: Option<i64> = columns.next()?;
        let (head, body) = (columns.next()?, columns.next()?);
        Ok(match (status, head, body) {
            (Some(status), Some(head), Some(body)) => {
                Before::Answered(Answer { status, head, body })
            }
            (Some(_), ..) => Before::Forgotten,
            (None, ..) => Before::Unanswered,
        })
    }

    /// Keeps what was answered, also where nothing was changed: the status, and headers and body
    /// where those may be told again.
    ///
    /// # Errors
    /// When the database fails.
    pub fn answer(&self, tx: &Tx<'_>, status: i64, told: Option<(&str, &[u8])>) -> Result<()> {
        let values = params![
            self.token,
            self.key.as_str(),
            self.digest.as_slice(),
            self.request.as_str(),
            self.at,
            status,
            told.map(|(head, _)| head),
            told.map(|(_, body)| body),
            self.forgotten()
        ];
        tx.execute(ANSWER, values)?;
        Ok(())
    }

    /// Keys from before this moment are no longer remembered.
    fn forgotten(&self) -> Timestamp {
        self.at.minus(KEPT)
    }
}

/// Takes away the keys that are no longer remembered.
///
/// # Errors
/// When the database fails.
pub fn purge(db: &Db, now: Timestamp) -> Result<()> {
    in_pieces(db, move |tx| Ok(tx.execute(PURGE, params![now.minus(KEPT), PIECE])?))?;
    Ok(())
}

/// Lets the answers kept so far be forgotten, soon: something that they may tell was erased or kept
/// from sight. Those under way now may still tell it, and are forgotten a little later.
///
/// # Errors
/// When the database fails.
pub fn forget_answers(tx: &Tx<'_>, ctx: &Context) -> Result<()> {
    for at in [ctx.now, ctx.now.plus(UNDER_WAY)] {
        enqueue(tx, &ctx.chance, ctx.now, &NewJob::new(QUEUE, ()).at(at))?;
    }
    Ok(())
}

/// Adds what forgets answers.
#[must_use]
pub fn register(registry: Registry) -> Registry {
    registry.on(QUEUE, |job, ()| Ok(forget(job)?))
}

fn forget(job: &JobContext) -> Result<()> {
    in_pieces(&job.db, move |tx| Ok(tx.execute(FORGET, params![PIECE])?))?;
    Ok(())
}
