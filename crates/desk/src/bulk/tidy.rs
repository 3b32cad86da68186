//! What was never done, or was done long ago, is forgotten; little by little, so that nobody waits.

use std::time::Duration;

use db::{Db, Id, ReadTx, Timestamp, params};

use super::Bulk;
use crate::Result;

/// How long a bulk edit is kept that was begun and not done.
const DRAFT: Duration = Duration::from_secs(24 * 3600);
/// How long it is told what became of one.
const ENDED: Duration = Duration::from_secs(30 * 24 * 3600);
/// Rows taken away at once.
const AT_ONCE: i64 = 500;

db::statements! {
    LAST = "SELECT MAX(position) FROM bulk_item WHERE bulk_id = $1";
    REMOVE_ITEMS = "DELETE FROM bulk_item WHERE bulk_id = $1 AND position > $2";
    REMOVE = "DELETE FROM bulk WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM bulk_item i WHERE i.bulk_id = $1)";
    OLD = "SELECT id FROM bulk WHERE (state IN ('choosing', 'draft', 'previewing', 'previewed') AND created_at < $1)
        OR (state IN ('done', 'cancelled') AND ended_at < $2) ORDER BY id LIMIT 100";
}

/// Takes a bulk edit away with all it knows of its records. To the records nothing is done.
///
/// # Errors
/// When the database fails.
pub fn discard(db: &Db, id: Id<Bulk>) -> Result<()> {
    loop {
        let left: i64 = db.write(move |tx| {
            let last: Option<i64> = tx.one(LAST, params![id])?.get(0)?;
            let keep = (last.unwrap_or(0) - AT_ONCE).max(0);
            tx.execute(REMOVE_ITEMS, params![id, keep])?;
            Ok::<_, crate::Error>(keep)
        })?;
        if left == 0 {
            break;
        }
    }
    db.write(move |tx| Ok::<_, crate::Error>(tx.execute(REMOVE, params![id])?))?;
    Ok(())
}

/// Takes away whatever is too old.
///
/// # Errors
/// When the database fails.
pub fn purge(db: &Db, now: Timestamp) -> Result<()> {
    for id in db.read(|tx| old(tx, now))? {
        discard(db, id)?;
    }
    Ok(())
}

fn old(tx: &ReadTx<'_>, now: Timestamp) -> Result<Vec<Id<Bulk>>> {
    let ago = |time: Duration| {
        let micros = i64::try_from(time.as_micros()).unwrap_or(i64::MAX);
        Timestamp::from_micros(now.micros().saturating_sub(micros))
    };
    let rows = tx.rows(OLD, params![ago(DRAFT), ago(ENDED)])?;
    Ok(rows.iter().map(|row| row.get(0)).collect::<db::Result<_>>()?)
}
