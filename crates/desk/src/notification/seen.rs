//! What somebody has seen of a record or a task: that needs no telling, and what was told of it is
//! read.

use std::collections::HashMap;
use std::time::Duration;

use db::sea_query::{Alias, Expr, ExprTrait, Query};
use db::{Id, ReadTx, Timestamp, Tx, Value, params};

use super::line::KEPT;
use crate::Result;
use crate::journal::Subject;
use crate::people::Person;

/// How long it is remembered that somebody has seen what nobody has been told of yet.
const REMEMBERED: Duration = Duration::from_secs(24 * 3600);
/// Subjects looked up by one statement.
const AT_ONCE: usize = 500;

db::statements! {
    UNREAD = "SELECT 1 FROM notification WHERE person_id = $1 AND subject_id = $2 AND read_at IS NULL AND seq <= $3 LIMIT 1";
    // One's own doing is never told.
    UNTOLD = "SELECT 1 FROM (SELECT position, actor_id FROM entry WHERE subject_id = $1 AND seq <= $3 ORDER BY seq DESC LIMIT 20) AS latest
        WHERE (position IS NULL OR position > (SELECT position FROM follower WHERE name = 'notifications'))
        AND (actor_id IS NULL OR actor_id <> $2) LIMIT 1";
    GLANCE = "INSERT INTO glance (person_id, subject_id, seq, at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (subject_id, person_id) DO UPDATE SET seq = excluded.seq, at = excluded.at WHERE glance.seq < excluded.seq";
    READ = "UPDATE notification SET read_at = $4, changed_at = $4, kept_until = $5
        WHERE person_id = $1 AND subject_id = $2 AND read_at IS NULL AND seq <= $3";
    FORGET = "DELETE FROM glance WHERE (subject_id, person_id) IN (SELECT subject_id, person_id FROM glance WHERE at < $1 ORDER BY at LIMIT $2)";
}

/// What is to be noted when somebody has seen a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sighting {
    person: Id<Person>,
    subject: Id<Subject>,
    /// Up to which entry.
    seq: i64,
    /// Whether there is something among it of which nobody has been told.
    untold: bool,
}

/// What is to be noted when somebody sees a subject up to an entry; mostly nothing.
///
/// # Errors
/// When the database fails.
pub fn sighting(
    tx: &ReadTx<'_>,
    person: Id<Person>,
    subject: Id<Subject>,
    seq: i64,
) -> Result<Option<Sighting>> {
    let untold = tx.row(UNTOLD, params![subject, person, seq])?.is_some();
    let unread = untold || tx.row(UNREAD, params![person, subject, seq])?.is_some();
    Ok(unread.then_some(Sighting { person, subject, seq, untold }))
}

/// Notes what somebody has seen: what they were told of it is read, and the rest they are not told.
///
/// # Errors
/// When the database fails.
pub fn see(tx: &Tx<'_>, sighting: Sighting, now: Timestamp) -> Result<()> {
    let Sighting { person, subject, seq, untold } = sighting;
    if untold {
        tx.execute(GLANCE, params![person, subject, seq, now])?;
    }
    tx.execute(READ, params![person, subject, seq, now, now.plus(KEPT)])?;
    Ok(())
}

/// Up to which entry somebody has seen a subject.
type Glances = HashMap<(Id<Person>, Id<Subject>), i64>;

/// Up to which entry people have seen these subjects, among what nobody had been told of.
pub(super) fn glances(tx: &ReadTx<'_>, subjects: &[Id<Subject>]) -> Result<Glances> {
    let mut found = HashMap::new();
    for some in subjects.chunks(AT_ONCE) {
        let select = Query::select()
            .columns(["person_id", "subject_id", "seq"].map(Alias::new))
            .from(Alias::new("glance"))
            .and_where(Expr::col(Alias::new("subject_id")).is_in(some.iter().map(Value::from)))
            .to_owned();
        for row in tx.select(&select)? {
            found.insert((row.get(0)?, row.get(1)?), row.get(2)?);
        }
    }
    Ok(found)
}

/// Forgets so many of the sightings that everybody has been told of since.
pub(super) fn forget(tx: &Tx<'_>, now: Timestamp, most: i64) -> Result<u64> {
    Ok(tx.execute(FORGET, params![now.minus(REMEMBERED), most])?)
}
