//! The way of a whole import.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use anyhow::Result;
use db::{Chance, Clock, Db, Id};
use desk::numbers::Numbers;
use desk::people::Company;
use desk::{Context, Door};
use incident::Matrix;

use super::directory::Directory;
use super::figures::figures;
use super::log::Log;
use super::progress::Progress;
use super::rejects::Rejects;
use super::replay::Replay;
use super::report::Report;
use super::writing::write_all;

/// Where a log is imported to.
#[derive(Debug, Clone)]
pub struct Destination {
    /// The database; its schema must be there, and the organisation.
    pub db: Db,
    /// Says when an entry is recorded, and how long the import takes.
    pub clock: Clock,
    /// Where identities and salts come from.
    pub chance: Chance,
    /// The numbers this process holds.
    pub numbers: Numbers,
    /// Whose the incidents, people, teams and places are.
    pub company: Id<Company>,
}

impl Destination {
    /// The circumstances of what is written now, by nobody in particular.
    pub(super) fn context(&self) -> Context {
        Context::new(None, Door::Import, self.clock.now(), &self.chance)
    }
}

/// Imports a log, plain or compressed: each row becomes an entry at its own time by its own actor.
/// Rows that are here already stay as they are; rows that cannot be taken are kept in the file
/// `rejects` with line and reason. An import that was interrupted goes on where it ended, since an
/// incident's rows are committed together.
///
/// # Errors
/// When the file is no incident log or cannot be read, the rejected rows cannot be kept, the
/// database fails, or `progress` asked to stop.
pub fn import(
    to: &Destination,
    source: &Path,
    rejects: &Path,
    progress: &dyn Progress,
) -> Result<Report> {
    let began = to.clock.now();
    let mut rejects = Rejects::at(rejects);
    let log = Log::read(source, &mut rejects, progress)?;
    let rejects_file = rejects.finish()?;
    let Log { labels, incidents, rows, repeated } = log;
    let directory = Directory::prepare(to, &labels, &incidents, progress)?;
    let names = directory.counts();
    let matrix = to.db.read(Matrix::load)?;
    let replay = Arc::new(Replay {
        labels,
        directory,
        matrix,
        company: to.company,
        chance: to.chance.clone(),
    });
    let added = write_all(to, &replay, &incidents, progress)?;
    let figures = figures(&to.db, &replay.labels, &incidents, progress)?;
    let seconds = to.clock.now().since(began).as_secs_f64();
    let in_a_second = |rows: u64| u32::try_from(rows).map_or(0.0, f64::from) / seconds;
    Ok(Report {
        rows,
        incidents: u64::try_from(incidents.len()).unwrap_or(0),
        rejected: rejects.count,
        repeated,
        added_rows: added.rows.load(Ordering::Relaxed),
        added_incidents: added.incidents.load(Ordering::Relaxed),
        renumbered: added.renumbered.load(Ordering::Relaxed),
        names,
        figures,
        rejects_file,
        first_rejected: rejects.first,
        seconds,
        rows_per_second: if seconds > 0.0 { in_a_second(rows) } else { 0.0 },
    })
}
