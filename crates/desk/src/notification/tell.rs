//! Writes down what somebody is told.

use db::{Id, Timestamp, Tx, params};

use super::plan::Telling;
use crate::Result;
use crate::feed::Step;
use crate::heading::Heading;
use crate::people::Person;

db::statements! {
    // Entries of a record are told in the order of its history: an older one changes nothing. The
    // strongest reason stands as long as anything is unread.
    TELL = "INSERT INTO notification (person_id, subject_id, kind, seq, verb, actor_id, reason, rank, internal, unread, read_seq, told_at, changed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, 0, $10, $10)
        ON CONFLICT (person_id, subject_id) DO UPDATE SET seq = excluded.seq, verb = excluded.verb,
        actor_id = excluded.actor_id, internal = excluded.internal, told_at = excluded.told_at,
        changed_at = excluded.changed_at,
        reason = CASE WHEN notification.unread > 0 AND notification.rank < excluded.rank
            THEN notification.reason ELSE excluded.reason END,
        rank = CASE WHEN notification.unread > 0 AND notification.rank < excluded.rank
            THEN notification.rank ELSE excluded.rank END,
        unread = CASE WHEN notification.read_seq < excluded.seq
            THEN notification.unread + 1 ELSE notification.unread END
        WHERE notification.seq < excluded.seq";
    // No entry of the record's history: its place in it stays where it was.
    REMIND = "INSERT INTO notification (person_id, subject_id, kind, seq, verb, actor_id, reason, rank, internal, unread, read_seq, told_at, changed_at)
        VALUES ($1, $2, $3, 0, 'remind', NULL, 'reminded', -1, 0, 1, 0, $4, $4)
        ON CONFLICT (person_id, subject_id) DO UPDATE SET verb = excluded.verb, actor_id = NULL,
        reason = excluded.reason, rank = excluded.rank, internal = 0, unread = notification.unread + 1,
        told_at = excluded.told_at, changed_at = excluded.changed_at";
}

/// Reminds somebody of a record they see: they asked for it.
pub(crate) fn remind(
    tx: &Tx<'_>,
    person: Id<Person>,
    record: &Heading,
    now: Timestamp,
) -> Result<()> {
    tx.execute(REMIND, params![person, record.id, &record.kind, now])?;
    Ok(())
}

/// Adds an entry to somebody's line of its record.
pub(super) fn tell(tx: &Tx<'_>, step: &Step, telling: &Telling, now: Timestamp) -> Result<()> {
    let record = &step.record.heading;
    tx.execute(
        TELL,
        params![
            telling.person,
            record.id,
            &record.kind,
            step.seq,
            &step.verb,
            step.actor,
            telling.rule.code,
            telling.rank,
            telling.internal,
            now,
        ],
    )?;
    Ok(())
}
