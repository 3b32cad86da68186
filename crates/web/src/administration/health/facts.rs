//! What is known of this node and its database at one moment.

use std::time::Duration;

use db::{Standing, Throughput, Timestamp};
use desk::due::clock::{Clock, clocks};
use jobs::{FailedJob, Status};

use crate::settings::{LastBackup, Surroundings};
use crate::site::Site;

/// Jobs that failed are shown up to so many.
const SHOWN: u32 = 100;

/// What is known.
#[derive(Debug, Clone)]
pub(super) struct Facts {
    pub(super) version: &'static str,
    pub(super) engine: &'static str,
    pub(super) database: Standing,
    pub(super) started: Timestamp,
    pub(super) now: Timestamp,
    pub(super) around: Surroundings,
    pub(super) throughput: Throughput,
    pub(super) is_writer_well: bool,
    pub(super) writes_waiting: i64,
    pub(super) longest_wait: Duration,
    /// Microseconds by which the database's clock is ahead of ours; nothing where it has none.
    pub(super) skew: Option<i64>,
    pub(super) jobs: Status,
    /// What waits for a time.
    pub(super) waiting: Vec<Clock>,
    pub(super) events: i64,
    /// Why the last attempt at a backup failed, on whatever node, if it did.
    pub(super) backup_trouble: Option<String>,
    pub(super) failed: Vec<FailedJob>,
}

impl Facts {
    /// Looks at everything now.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn of(site: &Site) -> desk::Result<Facts> {
        let own = site.clone();
        site.survey(move |db| {
            let before = own.now();
            let database = db.standing()?;
            let now = own.now();
            let kinds = own.kinds();
            let (jobs, waiting, events, backup_trouble, failed) = db.read(|tx| {
                let (jobs, waiting) = (jobs::status(tx, now)?, clocks(tx, &kinds, now)?);
                let (events, failed) = (jobs::waiting_events(tx)?, jobs::failed(tx, SHOWN)?);
                let backup_trouble = jobs::trouble(tx, desk::job::BACKUP)?;
                Ok::<_, desk::Error>((jobs, waiting, events, backup_trouble, failed))
            })?;
            let settings = own.settings();
            Ok(Facts {
                version: settings.version,
                engine: db.engine(),
                skew: database.now.map(|theirs| ahead(theirs, before, now)),
                database,
                started: own.started(),
                now,
                around: settings.host.as_ref().map(|host| host.look()).unwrap_or_default(),
                throughput: db.throughput(),
                is_writer_well: db.writer_is_well(),
                writes_waiting: db.measures().writes_waiting(),
                longest_wait: db.measures().longest_wait(),
                jobs,
                waiting,
                events,
                backup_trouble,
                failed,
            })
        })
        .await
    }

    /// How long this node has been up.
    pub(super) fn uptime(&self) -> Duration {
        self.now.since(self.started)
    }

    /// When the last backup was made, where this node makes any.
    pub(super) fn backup(&self) -> Option<Timestamp> {
        match self.around.backup {
            LastBackup::At(at) => Some(at),
            LastBackup::Elsewhere | LastBackup::Never | LastBackup::Unreadable => None,
        }
    }
}

/// How far their moment, read between two of ours, is ahead of the middle of those.
fn ahead(theirs: Timestamp, before: Timestamp, after: Timestamp) -> i64 {
    let middle = before.micros() + after.micros().saturating_sub(before.micros()) / 2;
    theirs.micros().saturating_sub(middle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_compared_with_the_middle_of_the_question() {
        let at = Timestamp::from_micros;
        assert_eq!(ahead(at(150), at(100), at(200)), 0);
        assert_eq!(ahead(at(1_150), at(100), at(200)), 1_000);
        assert_eq!(ahead(at(0), at(100), at(200)), -150);
    }
}
