//! Tells pages how much their readers have not read.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use axum::body::Bytes;
use db::{Id, Timestamp};
use desk::notification::{changed_since, unread_of};
use desk::people::Person;
use serde_json::json;

use super::frame;
use super::hub::Hub;
use super::publish::send;
use crate::inbox::{MOST, shown};
use crate::site::Site;

/// How far to look back beyond the last look: a change is seen only once it is committed, and the
/// clocks of several nodes differ a little.
const BACK: Duration = Duration::from_secs(5);

/// Looks whose inboxes have changed since the last look and tells their pages; when it looked.
pub(super) async fn ring(site: &Site, hub: &Hub, last: Timestamp) -> Timestamp {
    let (now, people) = (site.now(), hub.on_pages());
    if people.is_empty() {
        return now;
    }
    let read = site.read(move |tx| {
        let mut changed = changed_since(tx, last.minus(BACK))?;
        changed.retain(|(person, _)| people.contains(person));
        let whose: Vec<Id<Person>> = changed.iter().map(|(person, _)| *person).collect();
        let counts = unread_of(tx, &whose)?;
        let count = |person: &Id<Person>| counts.get(person).copied().unwrap_or(0).min(MOST);
        Ok(changed.iter().map(|(person, at)| (*person, (count(person), *at))).collect::<Bells>())
    });
    match read.await {
        Ok(bells) => {
            hub.tell(&bells);
            now
        }
        Err(error) => {
            tracing::warn!(%error, "the inboxes of those who listen cannot be counted");
            last
        }
    }
}

/// What is unread, and when that last changed.
type Bells = HashMap<Id<Person>, (i64, Timestamp)>;

impl Hub {
    /// The people who have a page open.
    fn on_pages(&self) -> HashSet<Id<Person>> {
        let state = self.state();
        let on_page = state.listeners.values().filter(|l| l.guest.bell.is_some());
        on_page.map(|l| l.guest.person).collect()
    }

    /// Tells the pages of these people what is unread, where something has changed since they were
    /// told. A page that has no room for it hears it the next time.
    fn tell(&self, bells: &Bells) {
        let mut frames: HashMap<i64, Bytes> = HashMap::new();
        for listener in self.state().listeners.values_mut() {
            let Some(bell) = bells.get(&listener.guest.person).copied() else { continue };
            if listener.guest.bell.is_none_or(|known| known == bell) {
                continue;
            }
            let frame = frames.entry(bell.0).or_insert_with(|| {
                frame::event("inbox", None, &json!({ "unread": shown(bell.0) }))
            });
            if send(listener, vec![frame.clone()]) {
                listener.guest.bell = Some(bell);
            }
        }
    }
}
