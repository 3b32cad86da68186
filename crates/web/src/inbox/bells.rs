//! How much each person has not read, kept at hand: a page shows it without waiting for it.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use db::{Id, Timestamp};
use desk::notification;
use desk::people::Person;

use crate::site::Site;

/// Records counted at most; more are "99+".
pub(crate) const MOST: i64 = 100;
/// How old a number may be before it is counted again.
const FRESH: Duration = Duration::from_secs(15);
/// People remembered at most.
const PEOPLE: usize = 20_000;

/// What each person's bell says; clones share it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Bells(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    known: HashMap<Id<Person>, (i64, Timestamp)>,
    /// Those who are being counted.
    asked: HashSet<Id<Person>>,
}

impl Bells {
    /// What the bell of this person last said; nothing while nobody has counted yet. What is old is
    /// counted again in the background, for the next page.
    pub(crate) fn peek(&self, site: &Site, person: Id<Person>) -> Option<i64> {
        let now = site.now();
        let mut state = self.state();
        let known = state.known.get(&person).copied();
        let is_fresh = known.is_some_and(|(_, at)| now.since(at) < FRESH);
        if !is_fresh && state.asked.insert(person) {
            drop(tokio::spawn(self.clone().count(site.clone(), person)));
        }
        known.map(|(unread, _)| unread)
    }

    /// Notes what somebody has not read.
    pub(crate) fn note(&self, person: Id<Person>, unread: i64, now: Timestamp) {
        let mut state = self.state();
        if state.known.len() >= PEOPLE && !state.known.contains_key(&person) {
            state.known.clear();
        }
        state.known.insert(person, (unread, now));
    }

    async fn count(self, site: Site, person: Id<Person>) {
        let counted = site.read(move |tx| notification::unread(tx, person, MOST)).await;
        self.state().asked.remove(&person);
        match counted {
            Ok(unread) => self.note(person, unread, site.now()),
            Err(error) => tracing::debug!(%error, "a bell is not counted"),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A number as the bell shows it; empty for nothing.
pub(crate) fn shown(unread: i64) -> String {
    match unread {
        ..=0 => String::new(),
        MOST.. => format!("{}+", MOST - 1),
        some => some.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bell_says_little() {
        assert_eq!([0, 1, 99, 100, 5000].map(shown), ["", "1", "99", "99+", "99+"]);
    }
}
