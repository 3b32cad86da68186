//! Everybody who listens to this node.

use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use axum::body::Bytes;
use db::Id;
use desk::account::Proof;
use desk::people::Person;
use desk::{Error, journal};
use tokio::sync::{Notify, mpsc};

use super::guest::{Ending, Guest, Listener, WAITING};
use super::poller;
use crate::failure::{Failure, Result};
use crate::site::Site;

/// Streams of one node at most.
const MOST: usize = 10_000;
/// Streams of one person at most: every visible window of theirs has one.
const MOST_OF_ONE: usize = 40;

/// Everybody who listens; clones share it.
#[derive(Clone, Default)]
pub(crate) struct Hub(Arc<Inner>);

#[derive(Default)]
struct Inner {
    state: Mutex<State>,
    /// Rung when something was committed here.
    bell: Arc<Notify>,
    /// Whether the database rings the bell.
    is_rung: OnceLock<bool>,
    /// Everything up to this position has been handed to all who listen.
    told: AtomicI64,
}

#[derive(Default)]
pub(super) struct State {
    /// The last position looked at; nothing while nobody listens and nobody looks.
    pub(super) position: Option<i64>,
    pub(super) listeners: BTreeMap<u64, Listener>,
    next: u64,
    is_closed: bool,
}

/// A place among those who listen; given up when dropped.
pub(super) struct Place {
    hub: Hub,
    number: u64,
    from: i64,
}

/// Somebody who listens from now on.
pub(super) struct Joined {
    pub(super) place: Place,
    pub(super) live: mpsc::Receiver<Vec<Bytes>>,
    pub(super) ending: Arc<OnceLock<Ending>>,
    /// Everything after this position comes by itself.
    pub(super) at: i64,
    /// The position after which to go on first, when the reader missed something.
    pub(super) again: Option<i64>,
    /// Whether the reader says to have been where nobody can have been.
    pub(super) is_ahead: bool,
}

impl Hub {
    /// Lets somebody listen.
    pub(super) async fn join(&self, site: &Site, guest: Guest) -> Result<Joined> {
        let end = site.read(journal::end_position).await?;
        let (out, live) = mpsc::channel(WAITING);
        let ending = Arc::new(OnceLock::new());
        let mut state = self.state();
        self.admit(&state, guest.person)?;
        let number = state.next;
        state.next += 1;
        let at = match state.position {
            Some(position) => position,
            None => {
                state.position = Some(end);
                self.0.told.store(end, Ordering::SeqCst);
                drop(tokio::spawn(poller::run(site.clone(), self.clone())));
                end
            }
        };
        let after = guest.after.filter(|after| *after <= end.max(at));
        let joined = Joined {
            place: Place { hub: self.clone(), number, from: after.unwrap_or(at).max(at) },
            live,
            ending: Arc::clone(&ending),
            at,
            again: after.filter(|after| *after < at),
            is_ahead: after.is_none() && guest.after.is_some(),
        };
        let from = joined.place.from;
        state.listeners.insert(number, Listener { guest, from, out, ending });
        Ok(joined)
    }

    fn admit(&self, state: &State, person: Id<Person>) -> Result<()> {
        if state.is_closed || state.listeners.len() >= MOST {
            let why = "this node takes no more streams".to_owned();
            return Err(Failure::Desk(Error::Db(db::Error::Unavailable(why))));
        }
        let of_one = state.listeners.values().filter(|l| l.guest.person == person).count();
        if of_one >= MOST_OF_ONE {
            return Err(Failure::Desk(Error::Throttled(30)));
        }
        Ok(())
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The last position to look on from; nothing when nobody listens any more, and then nobody
    /// looks any more.
    pub(super) fn position(&self) -> Option<i64> {
        let mut state = self.state();
        if state.listeners.is_empty() {
            state.position = None;
        }
        state.position
    }

    /// Everything up to this position has been handed to all who listen.
    pub(super) fn told(&self) -> i64 {
        self.0.told.load(Ordering::SeqCst)
    }

    /// Notes under the state's lock that everything up to a position has been handed on.
    pub(super) fn move_to(&self, state: &mut State, position: i64) {
        state.position = Some(position);
        self.0.told.store(position, Ordering::SeqCst);
    }

    /// What rings when something was committed here, and whether anything ever rings it.
    pub(super) fn bell(&self, site: &Site) -> (Arc<Notify>, bool) {
        let rung = self.0.is_rung.get_or_init(|| {
            let bell = Arc::downgrade(&self.0.bell);
            site.db().on_commit(move || {
                let bell = bell.upgrade();
                bell.as_ref().inspect(|bell| bell.notify_one()).is_some()
            })
        });
        (Arc::clone(&self.0.bell), *rung)
    }

    /// Whoever listens, and by what they are known.
    pub(super) fn known(&self) -> (Vec<Id<Person>>, Vec<Proof>) {
        let state = self.state();
        let people: HashSet<Id<Person>> =
            state.listeners.values().map(|l| l.guest.person).collect();
        let proofs: HashSet<Proof> = state.listeners.values().map(|l| l.guest.proof).collect();
        (people.into_iter().collect(), proofs.into_iter().collect())
    }

    /// Ends the streams of a session that has ended.
    pub(crate) fn end(&self, proof: Proof) {
        self.end_those(Ending::Unknown, |listener| listener.guest.proof == proof);
    }

    /// Ends every stream and takes no more: the node stops.
    pub(crate) fn close(&self) {
        self.state().is_closed = true;
        self.end_those(Ending::Stopping, |_| true);
    }

    /// How many listen.
    pub(crate) fn listeners(&self) -> usize {
        self.state().listeners.len()
    }

    fn end_those(&self, why: Ending, which: impl Fn(&Listener) -> bool) {
        let mut state = self.state();
        let numbers: Vec<u64> =
            state.listeners.iter().filter(|(_, l)| which(l)).map(|(number, _)| *number).collect();
        for number in numbers {
            if let Some(listener) = state.listeners.remove(&number) {
                listener.end(why);
            }
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.hub.state().listeners.remove(&self.number);
    }
}

impl Place {
    /// Everything up to this position has been handed to this reader as well.
    pub(super) fn told(&self) -> i64 {
        self.hub.told().max(self.from)
    }
}

impl fmt::Debug for Hub {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hub").field("listeners", &self.listeners()).finish_non_exhaustive()
    }
}
