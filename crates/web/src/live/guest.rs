//! Who listens, and to what.

use std::sync::{Arc, OnceLock};

use axum::body::Bytes;
use db::{Id, Timestamp};
use desk::Record;
use desk::account::Proof;
use desk::feed::Sight;
use desk::people::Person;
use tokio::sync::mpsc;

/// Batches of events that wait for a reader; whoever is further behind has to come back.
pub(super) const WAITING: usize = 32;

/// Somebody who wants to listen.
#[derive(Debug)]
pub(super) struct Guest {
    pub(super) person: Id<Person>,
    pub(super) proof: Proof,
    pub(super) sight: Sight,
    pub(super) wants: Wants,
    /// What the bell of their page says, and since when; nothing for a program.
    pub(super) bell: Option<(i64, Timestamp)>,
    /// The last position they received, if they were here before.
    pub(super) after: Option<i64>,
}

/// What somebody listens to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wants {
    /// A program: every entry, of one kind of record if it says so.
    Entries(Option<&'static str>),
    /// A page: that something happened to the record it shows, or to records as its list holds.
    Page {
        /// The record shown.
        record: Option<Id<Record>>,
        /// The kind of record listed.
        list: Option<&'static str>,
    },
}

/// Why a stream ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// The reader was too slow.
    Slow,
    /// The node stops.
    Stopping,
    /// Session or token do not hold any more.
    Unknown,
}

impl Ending {
    /// The code told to the reader.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Ending::Slow => "slow",
            Ending::Stopping => "stopping",
            Ending::Unknown => "unknown",
        }
    }
}

/// Somebody who listens.
#[derive(Debug)]
pub(super) struct Listener {
    pub(super) guest: Guest,
    /// What lies before this they have already: another node may have told them more than this one
    /// has looked at.
    pub(super) from: i64,
    pub(super) out: mpsc::Sender<Vec<Bytes>>,
    pub(super) ending: Arc<OnceLock<Ending>>,
}

impl Listener {
    /// Ends the stream once everything sent so far has been read.
    pub(super) fn end(self, why: Ending) {
        // The first reason counts.
        self.ending.get_or_init(|| why);
    }
}
