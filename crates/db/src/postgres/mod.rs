//! The server engine: pooled connections on blocking threads, every write serialisable.

mod bind;
mod filling;
mod pool;
mod session;

pub(crate) use filling::Filling;
pub(crate) use session::Session;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::Duration;

use crate::measures::{Measures, UnderWay};
use crate::slow::Patience;
use crate::stopwatch::Stopwatch;
use crate::transaction::{Engine, ReadTx, Tx};
use crate::work::Work;
use crate::{Error, Result};
use pool::Pool;

/// Attempts at a transaction that met another one, before the caller is told.
const ATTEMPTS: u32 = 12;

/// A PostgreSQL database.
pub(crate) struct Postgres {
    pool: Pool,
    measures: Measures,
    patience: Patience,
    /// Held together by those who add, and alone by one who met another.
    adding: RwLock<()>,
}

/// With whom a transaction goes.
#[expect(dead_code, reason = "held for what dropping them does")]
enum Company<'a> {
    /// With whoever there is.
    Any,
    /// With others who add and met nobody the time before.
    Adding(RwLockReadGuard<'a, ()>),
    /// With nobody else of this process who adds.
    Alone(RwLockWriteGuard<'a, ()>),
}

/// How strictly a transaction is kept apart from others.
#[derive(Clone, Copy)]
pub(crate) enum Isolation {
    /// As if transactions ran one after the other; for everything of the product.
    Serializable,
    /// What is read is of one moment, and two meet only where they write the same row. For what adds
    /// rows of its own: kept apart more strictly, any two that add at the end of one index meet.
    Snapshot,
    /// For housekeeping (leases, claims, number blocks) that locks the rows it needs.
    ReadCommitted,
}

impl Postgres {
    pub(crate) fn open(url: &str, measures: &Measures, patience: &Patience) -> Result<Self> {
        let pool = Pool::new(url, measures)?;
        let (measures, patience) = (measures.clone(), patience.clone());
        let postgres = Postgres { pool, measures, patience, adding: RwLock::default() };
        // The first connection is made at once, so that a wrong address is told at the start.
        drop(postgres.pool.take()?);
        Ok(postgres)
    }

    /// Lends a snapshot to `run`, each of whose statements may take so long.
    pub(crate) fn read(
        &self,
        longest: Option<Duration>,
        run: &mut dyn FnMut(&ReadTx<'_>),
    ) -> Result<()> {
        const BEGIN: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
        let mut session = match longest {
            None => self.begin(BEGIN)?,
            // To the server 0 means as long as it takes.
            Some(longest) => {
                let most = longest.as_millis().max(1);
                self.begin(&format!("{BEGIN}; SET LOCAL statement_timeout = {most}"))?
            }
        };
        let _counted = UnderWay::counted_by(&self.measures.reading);
        run(&ReadTx::new(Engine::Postgres(session.lend().into()), &self.patience));
        session.end("COMMIT")
    }

    /// Does it, again where it met another transaction, and returns after the commit.
    pub(crate) fn write(&self, isolation: Isolation, mut work: Work) -> Result<()> {
        let begin = match isolation {
            Isolation::Serializable => "BEGIN ISOLATION LEVEL SERIALIZABLE",
            Isolation::Snapshot => "BEGIN ISOLATION LEVEL REPEATABLE READ",
            Isolation::ReadCommitted => "BEGIN ISOLATION LEVEL READ COMMITTED",
        };
        let mut met_another = false;
        for attempt in 1..=ATTEMPTS {
            // The session comes first: nobody is kept waiting for a connection that somebody who goes alone
            // has yet to make. What a transaction sees is settled by its first statement, after the wait.
            let mut session = self.begin(begin)?;
            let company = self.company(isolation, met_another);
            let watch = Stopwatch::start();
            let keep = work.run(&Tx::new(Engine::Postgres(session.lend().into()), &self.patience));
            if !keep && session.is_broken() {
                // A connection that broke before the commit has left nothing behind, and met nobody.
                drop(company);
                session.discard();
                met_another = false;
                self.measures.retries.inc();
                pause(attempt);
                continue;
            }
            // The session remembers the engine's own word, since the closure may have wrapped it.
            let again = session.must_retry();
            let ended = if keep && !again { session.commit() } else { session.end("ROLLBACK") };
            drop((company, session));
            match ended {
                Ok(()) if !again => {
                    if keep {
                        self.measures.writes.inc();
                        self.measures.commits.inc();
                        self.measures.commit_time.observe(watch.elapsed().as_secs_f64());
                    }
                    return work.end(Ok(()));
                }
                Err(error) if !matches!(error, Error::Busy) => return Err(error),
                _ => {
                    met_another = true;
                    self.measures.retries.inc();
                    pause(attempt);
                }
            }
        }
        Err(Error::Busy)
    }

    /// Two who add meet where both write one row, and of as many as write it at once the server lets one
    /// through and turns all others away. Were they to try again together, the last would try as often as
    /// there are others, and give up; so each who met another goes alone. Whoever waits here holds a session
    /// already and asks for nothing more, so that nobody waits for them in turn.
    fn company(&self, isolation: Isolation, met_another: bool) -> Company<'_> {
        match (isolation, met_another) {
            (Isolation::Serializable | Isolation::ReadCommitted, _) => Company::Any,
            (Isolation::Snapshot, false) => {
                Company::Adding(self.adding.read().unwrap_or_else(PoisonError::into_inner))
            }
            (Isolation::Snapshot, true) => {
                Company::Alone(self.adding.write().unwrap_or_else(PoisonError::into_inner))
            }
        }
    }

    /// Takes a session and begins; a connection that died while idle is replaced unseen.
    fn begin(&self, sql: &str) -> Result<pool::Lent<'_>> {
        loop {
            let mut session = self.pool.take()?;
            let fresh = session.is_fresh();
            match session.begin(sql) {
                Ok(()) => return Ok(session),
                Err(error) if fresh => return Err(error),
                Err(_) => session.discard(),
            }
        }
    }
}

/// Longer after each attempt, and not the same for everybody, so that those who met do not meet
/// again at once.
#[expect(
    clippy::disallowed_methods,
    reason = "a blocking thread waits between attempts at a transaction"
)]
fn pause(attempt: u32) {
    static TURN: AtomicU64 = AtomicU64::new(0);
    let turn = TURN.fetch_add(1, Ordering::Relaxed).wrapping_mul(7) % 16;
    let micros = u64::from(attempt * attempt) * (250 + 100 * turn);
    std::thread::sleep(Duration::from_micros(micros));
}
