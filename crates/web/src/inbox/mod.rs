//! What somebody was told: their inbox as a page and in the API, and the bell that says how much of
//! it they have not read.

mod api;
mod bells;
mod decode;
mod lines;
mod pages;

pub(crate) use bells::{Bells, MOST, shown};

use db::{Id, Timestamp, Tx};
use desk::access::Agent;
use desk::people::Person;
use desk::{Record, find_heading, notification};

use crate::endpoint::Endpoints;
use crate::site::Site;

/// Adds pages and operations.
pub(crate) fn endpoints(endpoints: &mut Endpoints) {
    api::endpoints(endpoints);
    pages::endpoints(endpoints);
}

/// What somebody does with their inbox.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Doing {
    /// They have read what was told of one record, by its number, up to an instant.
    Read(String, Timestamp),
    /// They want to read it again.
    Unread(String),
    /// They have read all that was told up to an instant.
    ReadAll(Timestamp),
}

/// Does it; what is left unread, counted up to [`MOST`].
async fn act(site: &Site, agent: &Agent, doing: Doing) -> desk::Result<i64> {
    let (by, now) = (agent.clone(), site.now());
    let left = site
        .write(move |tx| {
            doing.perform(tx, &by, now)?;
            notification::unread(tx, by.person, MOST)
        })
        .await?;
    site.bells().note(agent.person, left, now);
    Ok(left)
}

impl Doing {
    fn perform(&self, tx: &Tx<'_>, agent: &Agent, now: Timestamp) -> desk::Result<()> {
        let of = |number: &str| find_heading(tx, agent, number).map(|heading| heading.id);
        let person = agent.person;
        match self {
            Doing::Read(number, until) => {
                notification::mark_read(tx, person, of(number)?, *until, now)?
            }
            Doing::Unread(number) => notification::mark_unread(tx, person, of(number)?, now)?,
            Doing::ReadAll(until) => notification::mark_all_read(tx, person, *until, now)? > 0,
        };
        Ok(())
    }
}

/// What was told of records that somebody sees no more counts as read: they cannot look.
fn give_up(site: &Site, agent: &Agent, gone: Vec<Id<Record>>) {
    let (person, now) = (agent.person, site.now());
    if !gone.is_empty() {
        note(site, person, move |tx| {
            for record in &gone {
                notification::mark_read(tx, person, *record, now, now)?;
            }
            Ok(())
        });
    }
}

/// Somebody looks at a record's page, up to this entry.
pub(crate) fn seen(site: &Site, person: Id<Person>, record: Id<Record>, seq: i64) {
    let now = site.now();
    note(site, person, move |tx| {
        notification::mark_seen(tx, person, record, seq, now).map(drop)
    });
}

/// Notes something about an inbox that nobody waits for, and what its bell says then.
fn note<F>(site: &Site, person: Id<Person>, f: F)
where
    F: Fn(&Tx<'_>) -> desk::Result<()> + Send + 'static,
{
    let site = site.clone();
    drop(tokio::spawn(async move {
        let left = site.work(move |db| {
            db.housekeep(move |tx| {
                f(tx)?;
                notification::unread(tx, person, MOST)
            })
        });
        match left.await {
            Ok(unread) => site.bells().note(person, unread, site.now()),
            Err(error) => tracing::debug!(%error, "not noted"),
        }
    }));
}
