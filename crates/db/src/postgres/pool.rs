//! Connections kept open and lent out one at a time.

use std::ops::{Deref, DerefMut};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use postgres::{Config, NoTls};

use super::Session;
use crate::measures::{Measures, UnderWay};
use crate::stopwatch::Stopwatch;
use crate::{Error, Result};

/// Connections of one process at most; more callers wait.
const CONNECTIONS: usize = 16;
/// How long to wait for the server to answer a new connection.
const CONNECT_WAIT: Duration = Duration::from_secs(5);
/// After how long a server that fell silent, its machine or network gone, counts as lost.
const SILENCE: Duration = Duration::from_secs(30);

pub(super) struct Pool {
    config: Config,
    state: Mutex<State>,
    measures: Measures,
    returned: Condvar,
}

struct State {
    idle: Vec<Session>,
    open: usize,
}

impl Pool {
    pub(super) fn new(url: &str, measures: &Measures) -> Result<Self> {
        let mut config: Config = url
            .parse()
            .map_err(|e| Error::Other(format!("the database URL cannot be read: {e}")))?;
        config
            .application_name("mainstay")
            .connect_timeout(CONNECT_WAIT)
            .keepalives_idle(SILENCE)
            .tcp_user_timeout(SILENCE);
        Ok(Pool {
            config,
            state: Mutex::new(State { idle: Vec::new(), open: 0 }),
            measures: measures.clone(),
            returned: Condvar::new(),
        })
    }

    pub(super) fn take(&self) -> Result<Lent<'_>> {
        let watch = Stopwatch::start();
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(session) = state.idle.pop() {
                self.measures.waited(watch.elapsed());
                return Ok(self.lend(session, false));
            }
            if state.open < CONNECTIONS {
                state.open += 1;
                drop(state);
                return match self.config.connect(NoTls) {
                    Ok(client) => Ok(self.lend(Session::new(client), true)),
                    Err(error) => {
                        self.give_back(None);
                        Err(Error::from(error))
                    }
                };
            }
            state = self.returned.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn lend(&self, session: Session, fresh: bool) -> Lent<'_> {
        let counted = UnderWay::counted_by(&self.measures.lent);
        Lent { session: Loan(Some(session)), pool: self, fresh, broken: false, _counted: counted }
    }

    fn give_back(&self, session: Option<Session>) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        match session {
            Some(session) => state.idle.push(session),
            None => state.open -= 1,
        }
        self.returned.notify_one();
    }
}

/// A session on loan. Unless it was ended cleanly, it is closed when it comes back: a panic inside
/// a closure must not leave an open transaction in the pool.
pub(super) struct Lent<'p> {
    session: Loan,
    pool: &'p Pool,
    fresh: bool,
    broken: bool,
    _counted: UnderWay,
}

/// A session on loan; empty only while it is being given back.
struct Loan(Option<Session>);

impl Lent<'_> {
    pub(super) fn is_fresh(&self) -> bool {
        self.fresh
    }

    pub(super) fn begin(&mut self, sql: &str) -> Result<()> {
        self.broken = true;
        self.session.begin(sql)
    }

    pub(super) fn lend(&mut self) -> &mut Session {
        &mut self.session
    }

    pub(super) fn must_retry(&self) -> bool {
        self.session.must_retry()
    }

    pub(super) fn end(&mut self, sql: &str) -> Result<()> {
        self.session.end(sql)?;
        self.broken = false;
        Ok(())
    }

    pub(super) fn commit(&mut self) -> Result<()> {
        let outcome = self.session.commit();
        // A refused commit has ended the transaction on the server as well.
        self.broken = self.session.is_broken();
        outcome
    }

    pub(super) fn is_broken(&self) -> bool {
        self.session.is_broken()
    }

    pub(super) fn discard(mut self) {
        self.broken = true;
    }
}

impl Deref for Loan {
    type Target = Session;

    #[expect(clippy::unreachable, reason = "the loan is emptied only by Lent::drop")]
    fn deref(&self) -> &Session {
        match &self.0 {
            Some(session) => session,
            None => unreachable!(),
        }
    }
}

impl DerefMut for Loan {
    #[expect(clippy::unreachable, reason = "the loan is emptied only by Lent::drop")]
    fn deref_mut(&mut self) -> &mut Session {
        match &mut self.0 {
            Some(session) => session,
            None => unreachable!(),
        }
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        let broken = self.broken;
        self.pool.give_back(self.session.0.take().filter(|s| !broken && !s.is_broken()));
    }
}
