//! A pool of connections that each read one snapshot at a time.

use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::Connection;

use super::access::Access;
use super::deadline::Deadlines;
use super::open;
use crate::Result;
use crate::measures::{Measures, UnderWay};
use crate::slow::Patience;
use crate::transaction::{Engine, ReadTx};

/// Snapshots read at once; more wait. Reads of the embedded file are bound by the processor.
const READERS: usize = 8;

pub(crate) struct Readers {
    path: PathBuf,
    access: Access,
    pool: Mutex<Pool>,
    returned: Condvar,
    deadlines: Deadlines,
    measures: Measures,
    patience: Patience,
}

struct Pool {
    idle: Vec<Connection>,
    open: usize,
}

impl Readers {
    pub(super) fn new(
        path: &Path,
        access: Access,
        measures: &Measures,
        patience: &Patience,
    ) -> Result<Self> {
        Ok(Readers {
            path: path.to_owned(),
            access,
            pool: Mutex::new(Pool { idle: Vec::new(), open: 0 }),
            returned: Condvar::new(),
            deadlines: Deadlines::start()?,
            measures: measures.clone(),
            patience: patience.clone(),
        })
    }

    /// Lends a snapshot to `run`, for so long at most.
    pub(crate) fn read(
        &self,
        longest: Option<Duration>,
        run: &mut dyn FnMut(&ReadTx<'_>),
    ) -> Result<()> {
        let done = self.read_as_it_is(longest, run);
        // Whatever the read made of it: a file that changed meanwhile may look damaged.
        self.access.still_holds(&self.path).and(done)
    }

    fn read_as_it_is(
        &self,
        longest: Option<Duration>,
        run: &mut dyn FnMut(&ReadTx<'_>),
    ) -> Result<()> {
        let lent = self.take()?;
        let _counted = UnderWay::counted_by(&self.measures.reading);
        // Dropped before the connection goes back.
        let _deadline = longest.map(|longest| self.deadlines.watch(&lent.connection, longest));
        lent.connection.execute_batch("BEGIN")?;
        // The end of the loan ends the snapshot, also after a panic.
        run(&ReadTx::new(Engine::Sqlite(&lent.connection), &self.patience));
        Ok(())
    }

    fn take(&self) -> Result<Lent<'_>> {
        let mut pool = self.pool.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(connection) = pool.idle.pop() {
                return Ok(Lent { connection: Loan(Some(connection)), readers: self });
            }
            if pool.open < READERS {
                pool.open += 1;
                drop(pool);
                return match open::reader(&self.path, self.access) {
                    Ok(connection) => {
                        Ok(Lent { connection: Loan(Some(connection)), readers: self })
                    }
                    Err(error) => {
                        self.give_back(None);
                        Err(error)
                    }
                };
            }
            pool = self.returned.wait(pool).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn give_back(&self, connection: Option<Connection>) {
        let mut pool = self.pool.lock().unwrap_or_else(PoisonError::into_inner);
        match connection {
            Some(connection) => pool.idle.push(connection),
            None => pool.open -= 1,
        }
        self.returned.notify_one();
    }
}

struct Lent<'r> {
    connection: Loan,
    readers: &'r Readers,
}

/// A connection on loan; empty only while it is being given back.
struct Loan(Option<Connection>);

impl std::ops::Deref for Loan {
    type Target = Connection;

    #[expect(clippy::unreachable, reason = "the loan is emptied only by Lent::drop")]
    fn deref(&self) -> &Connection {
        match &self.0 {
            Some(connection) => connection,
            None => unreachable!(),
        }
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        let connection = self.connection.0.take();
        // A connection whose snapshot cannot be ended is closed rather than lent again.
        let clean = connection.filter(|c| c.is_autocommit() || c.execute_batch("ROLLBACK").is_ok());
        self.readers.give_back(clean);
    }
}

#[cfg(test)]
mod tests {
    use super::super::Sqlite;
    use super::*;
    use crate::Error;

    #[test]
    fn what_somebody_changed_during_the_read_is_not_trusted() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("x.db");
        let (measures, patience) = (Measures::new().unwrap(), Patience::default());
        drop(Sqlite::open(&path, &measures, &patience).unwrap());
        let kept = Sqlite::open_read_only(&path, &measures, &patience).unwrap();
        kept.readers.read(None, &mut |_| ()).unwrap();
        let read = kept.readers.read(None, &mut |_| {
            // Who closes the file last moves the log into it and takes it away.
            let writer = Connection::open(&path).unwrap();
            writer.execute_batch("CREATE TABLE other (i INTEGER)").unwrap();
        });
        assert!(!super::super::access::beside(&path, "-wal").exists());
        assert!(matches!(read, Err(Error::Unavailable(_))), "{read:?}");
    }
}
