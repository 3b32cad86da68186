//! What somebody was told: their inbox as a page and in the API, and the bell that says how much of
//! it they have not read.

mod api;
mod decode;
mod describe;
mod lines;
mod pages;
mod settings;

use db::{Id, Tx};
use desk::access::Agent;
use desk::notification::{self, Line, Sighting};

use crate::endpoint::Endpoints;
use crate::site::Site;

/// Lines counted at most; more are "99+".
pub(crate) const MOST: i64 = 100;

/// Adds pages and operations.
pub(crate) fn endpoints(endpoints: &mut Endpoints) {
    describe::endpoints(endpoints);
    pages::endpoints(endpoints);
    settings::endpoints(endpoints);
}

/// A number as the bell shows it; empty for nothing.
pub(crate) fn shown(unread: i64) -> String {
    match unread {
        ..=0 => String::new(),
        MOST.. => format!("{}+", MOST - 1),
        some => some.to_string(),
    }
}

/// What somebody does with their inbox.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Doing {
    /// They have read a line.
    Read(Id<Line>),
    /// They want to read it again.
    Unread(Id<Line>),
    /// They have read everything up to a line, or everything about the record or task of a number.
    ReadUntil(Id<Line>, Option<String>),
}

/// Does it; what is left unread, counted up to [`MOST`].
async fn act(site: &Site, agent: &Agent, doing: Doing) -> desk::Result<i64> {
    let (person, now) = (agent.person, site.now());
    site.write(move |tx| {
        match &doing {
            Doing::Read(id) => notification::mark_read(tx, person, *id, now)?,
            Doing::Unread(id) => notification::mark_unread(tx, person, *id, now)?,
            Doing::ReadUntil(id, None) => {
                notification::mark_read_until(tx, person, *id, None, now)?;
            }
            Doing::ReadUntil(id, Some(number)) => {
                if let Some(of) = notification::subject(tx, number)? {
                    notification::mark_read_until(tx, person, *id, Some(of), now)?;
                }
            }
        }
        notification::unread(tx, person, MOST)
    })
    .await
}

/// What was told of records that somebody sees no more counts as read: they cannot look.
fn give_up(site: &Site, agent: &Agent, gone: Vec<Id<Line>>) {
    let (person, now) = (agent.person, site.now());
    if !gone.is_empty() {
        site.note(move |tx: &Tx<'_>| {
            gone.iter().try_for_each(|line| match notification::mark_read(tx, person, *line, now) {
                // Another has taken its place meanwhile.
                Err(desk::Error::NotFound) => Ok(()),
                done => done,
            })
        });
    }
}

/// Notes that somebody looks at the page of a record or a task.
pub(crate) fn seen(site: &Site, sighting: Option<Sighting>) {
    let now = site.now();
    if let Some(sighting) = sighting {
        site.note(move |tx| notification::see(tx, sighting, now));
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
