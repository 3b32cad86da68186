//! Names held by one node at a time, for work that must not run twice at once.

use std::time::Duration;

use db::{Db, ReadTx, Timestamp, Tx, params};

use crate::drift;

/// A name held by this node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lease {
    name: String,
    holder: String,
}

db::statements! {
    TAKE = "INSERT INTO lease (name, holder, until) VALUES ($1, $2, $3)
        ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
        WHERE lease.until <= $4 OR lease.until > $5";
    KEEP = "UPDATE lease SET until = $3 WHERE name = $1 AND holder = $2";
    CONFIRM = "UPDATE lease SET holder = holder WHERE name = $1 AND holder = $2";
    UNTIL = "SELECT until FROM lease WHERE name = $1";
}

impl Lease {
    /// Takes the name when nobody holds it. The same holder cannot take it twice. What is held for
    /// longer than `longest` was written by a clock that has been set back since.
    pub(crate) fn take(
        db: &Db,
        name: &str,
        holder: &str,
        now: Timestamp,
        ttl: Duration,
        longest: Duration,
    ) -> db::Result<Option<Lease>> {
        let lease = Lease { name: name.to_owned(), holder: holder.to_owned() };
        let wanted = lease.clone();
        let taken = db.housekeep(move |tx| {
            let (until, latest) = (now.plus(ttl), drift::latest(now, longest));
            tx.execute(TAKE, params![&wanted.name, &wanted.holder, until, now, latest])
        })?;
        Ok((taken > 0).then_some(lease))
    }

    /// Fails unless this node still holds the name, and keeps every other from taking it until the
    /// transaction ends. Without it a process that slept past its lease could still write.
    ///
    /// # Errors
    /// [`db::Error::Missing`] when another node has it: return it, so that the transaction is rolled
    /// back.
    pub fn confirm(&self, tx: &Tx<'_>) -> db::Result<()> {
        match tx.execute(CONFIRM, params![&self.name, &self.holder])? {
            0 => Err(db::Error::Missing),
            _ => Ok(()),
        }
    }

    /// Holds the name until then; whether this node still had it.
    pub(crate) fn keep(&self, tx: &Tx<'_>, until: Timestamp) -> db::Result<bool> {
        Ok(tx.execute(KEEP, params![&self.name, &self.holder, until])? > 0)
    }

    /// Leaves the name free from then on.
    pub(crate) fn leave(&self, db: &Db, free_at: Timestamp) -> db::Result<bool> {
        let lease = self.clone();
        db.housekeep(move |tx| lease.keep(tx, free_at))
    }
}

/// Until when the name is held.
pub(crate) fn held_until(tx: &ReadTx<'_>, name: &str) -> db::Result<Option<Timestamp>> {
    tx.row(UNTIL, params![name])?.map(|row| row.get(0)).transpose()
}

/// Runs `f` while holding the name; nothing when somebody holds it already. The name is free again
/// when `f` returns or panics, and after `ttl` when the process dies. `f` must end within `ttl`, or
/// use [`Lease::confirm`] in what it writes.
///
/// # Errors
/// The database's failure to take or leave the name.
pub fn with_lease<T>(
    db: &Db,
    name: &str,
    holder: &str,
    now: Timestamp,
    ttl: Duration,
    f: impl FnOnce(&Lease) -> T,
) -> db::Result<Option<T>> {
    let Some(lease) = Lease::take(db, name, holder, now, ttl, ttl)? else { return Ok(None) };
    let leaving = Leaving { db, lease: &lease, now };
    let answer = f(&lease);
    drop(leaving);
    Ok(Some(answer))
}

/// Leaves the name also after a panic.
struct Leaving<'a> {
    db: &'a Db,
    lease: &'a Lease,
    now: Timestamp,
}

impl Drop for Leaving<'_> {
    fn drop(&mut self) {
        if let Err(error) = self.lease.leave(self.db, self.now) {
            tracing::warn!(name = self.lease.name, %error, "a lease could not be given back; it lapses by itself");
        }
    }
}
