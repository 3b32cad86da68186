//! Backups made by the program itself, at a time of day, and how many of them are kept.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};
use backup::{Keep, Manifest, Progress, Source};
use db::{Chance, Db, Migration, Timestamp};
use desk::people::Organisation;
use files::Store;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

use crate::config::{self, Config};

/// Where a backup that failed is told, and asked for again.
pub(crate) const QUEUE: &str = desk::job::BACKUP;
/// How long nobody tries again after one failed, unless somebody asks for it.
const REST: Duration = Duration::from_secs(300);
/// How the name of a backup begins and ends; between them stands its instant, in UTC.
const BEGIN: &str = "mainstay-";
const END: &str = ".tar";
const INSTANT: &str = "%Y%m%dT%H%M%SZ";

/// When backups are made, where they go, and how many stay.
#[derive(Debug, Clone)]
pub(crate) struct Schedule {
    directory: PathBuf,
    at: Time,
    keep: Keep,
}

impl Schedule {
    /// The schedule that is configured, if there is to be one. The directory is made when missing.
    pub(crate) fn of(config: &Config) -> Result<Option<Schedule>> {
        let Some(directory) = config.maybe(&config::BACKUPS)? else { return Ok(None) };
        fs::create_dir_all(&directory).with_context(|| {
            format!("cannot make {}: name another directory with --backups", directory.display())
        })?;
        let (at, keep) = (config.get(&config::BACKUP_AT)?, config.get(&config::BACKUPS_KEPT)?);
        Ok(Some(Schedule { directory, at, keep }))
    }

    /// As [`Schedule::follow`], on the one node that makes backups. After a failure it rests, until somebody
    /// asks for what is told among the work that was given up.
    pub(crate) fn keep_to(
        &self,
        db: &Db,
        store: &Store,
        chance: &Chance,
        now: Timestamp,
    ) -> Result<()> {
        let rests = || {
            let failed = db.read(|tx| jobs::troubled_at(tx, QUEUE))?;
            // A clock that was set back does not make it rest for longer.
            Ok::<_, db::Error>(failed.is_some_and(|at| at <= now && now < at.plus(REST)))
        };
        if rests()? {
            return Ok(());
        }
        match self.follow(db, store, chance, now) {
            // Where that cannot even be asked, why there is no backup says more.
            Err(error) if rests().unwrap_or(false) => {
                tracing::error!(error = format!("{error:#}"), "no backup was made");
                Ok(())
            }
            made => made.map(drop),
        }
    }

    /// Makes a backup when the last one was made before it was last due, and removes those that need
    /// not be kept any more; whether one was made. Which there are, the directory tells. What fails is
    /// told among the work that was given up, where every node sees it, until one is made.
    pub(crate) fn follow(
        &self,
        db: &Db,
        store: &Store,
        chance: &Chance,
        now: Timestamp,
    ) -> Result<bool> {
        let made = self.make_when_due(db, store, now);
        let (why, chance) = (made.as_ref().err().map(|error| format!("{error:#}")), chance.clone());
        if why.is_some() || db.read(|tx| jobs::trouble(tx, QUEUE))?.is_some() {
            let told = db.housekeep(move |tx| match &why {
                Some(why) => jobs::tell_trouble(tx, &chance, now, QUEUE, why),
                None => jobs::end_trouble(tx, QUEUE),
            });
            if let Err(error) = told {
                tracing::warn!(%error, "how the backup went cannot be told to other nodes");
            }
        }
        made
    }

    fn make_when_due(&self, db: &Db, store: &Store, now: Timestamp) -> Result<bool> {
        let zone = db.read(Organisation::find)?.map(|organisation| organisation.zone);
        let zone = zone.and_then(|name| TimeZone::get(&name).ok()).unwrap_or(TimeZone::UTC);
        let made = made_in(&self.directory)?;
        if !is_due(made.last().map(|(at, _)| *at), now, self.at, &zone)? {
            return Ok(false);
        }
        let path = self.directory.join(name(now));
        let manifest = take_into(db, store, &path, now, &|_, _| {})?;
        for missing in &manifest.missing {
            tracing::error!(content = missing, "a content is missing from the backup");
        }
        tracing::info!(file = %path.display(), rows = manifest.rows(), "a backup was made");
        self.remove_old(&zone)?;
        Ok(true)
    }

    /// When the last backup was made, as the directory tells.
    pub(crate) fn last(&self) -> Result<Option<Timestamp>> {
        Ok(made_in(&self.directory)?.last().map(|(at, _)| *at))
    }

    fn remove_old(&self, zone: &TimeZone) -> Result<()> {
        let made = made_in(&self.directory)?;
        let days = made.iter().map(|(at, _)| Ok(civil(*at, zone)?.date()));
        let kept = self.keep.kept(&days.collect::<Result<Vec<Date>>>()?);
        for (place, (_, path)) in made.iter().enumerate() {
            if !kept.contains(&place) {
                fs::remove_file(path)
                    .with_context(|| format!("cannot remove {}", path.display()))?;
                tracing::info!(file = %path.display(), "an old backup was removed");
            }
        }
        Ok(())
    }
}

/// Backups in a directory, the oldest first.
pub(crate) fn made_in(directory: &Path) -> Result<Vec<(Timestamp, PathBuf)>> {
    let cannot = || format!("cannot read {}", directory.display());
    let mut made = Vec::new();
    for entry in fs::read_dir(directory).with_context(cannot)? {
        let path = entry.with_context(cannot)?.path();
        let named = path.file_name().and_then(|name| name.to_str()).and_then(instant);
        made.extend(named.map(|at| (at, path)));
    }
    made.sort();
    Ok(made)
}

/// Takes a backup of this program's schema into a file.
pub(crate) fn take_into(
    db: &Db,
    store: &Store,
    path: &Path,
    now: Timestamp,
    progress: Progress<'_>,
) -> Result<Manifest> {
    let (steps, program) = (desk::migrations(), env!("CARGO_PKG_VERSION"));
    let source = Source { db, store, steps, program, contents: true, now };
    backup::take(&source, path, progress)
}

/// Takes a backup of the rows alone, of a schema in which only these steps have run.
pub(crate) fn take_rows_of(
    steps: &'static [Migration],
    db: &Db,
    store: &Store,
    (path, now): (&Path, Timestamp),
    progress: Progress<'_>,
) -> Result<Manifest> {
    let program = env!("CARGO_PKG_VERSION");
    let source = Source { db, store, steps, program, contents: false, now };
    backup::take(&source, path, progress)
}

/// What a backup of this instant is called.
pub(crate) fn name(now: Timestamp) -> String {
    let instant = jiff::Timestamp::from_microsecond(now.micros()).unwrap_or_default();
    format!("{BEGIN}{}{END}", instant.strftime(INSTANT))
}

/// The instant a backup's name tells; nothing for other files.
fn instant(name: &str) -> Option<Timestamp> {
    let told = name.strip_prefix(BEGIN)?.strip_suffix(END)?;
    let told = DateTime::strptime(INSTANT, told).ok()?.to_zoned(TimeZone::UTC).ok()?;
    Some(Timestamp::from_micros(told.timestamp().as_microsecond()))
}

fn civil(at: Timestamp, zone: &TimeZone) -> Result<DateTime> {
    Ok(zone.to_datetime(jiff::Timestamp::from_microsecond(at.micros())?))
}

/// Whether none has been made since the time of day last came.
fn is_due(last: Option<Timestamp>, now: Timestamp, at: Time, zone: &TimeZone) -> Result<bool> {
    let Some(last) = last else { return Ok(true) };
    let today = civil(now, zone)?.date().to_datetime(at);
    let mut due = zone.to_zoned(today)?.timestamp().as_microsecond();
    if due > now.micros() {
        due = zone.to_zoned(today.yesterday()?)?.timestamp().as_microsecond();
    }
    Ok(last.micros() < due)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    /// A schedule whose directory is not there yet.
    fn nightly(home: &Path) -> (Store, Schedule) {
        let place = files::Place::Folder(home.join("files"));
        let store = Store::open(&place, &home.join("incoming"), &[]).unwrap();
        let (directory, at) = (home.join("backups"), Time::constant(2, 30, 0, 0));
        (store, Schedule { directory, at, keep: "7d".parse().unwrap() })
    }

    #[test]
    fn one_that_failed_is_told_to_every_node_until_one_is_made() {
        testkit::each_engine(|db| {
            let desk = testkit::Desk::set_up(db);
            let home = tempfile::tempdir().unwrap();
            let (store, schedule) = nightly(home.path());
            let follow = || schedule.follow(db, &store, &desk.chance, desk.clock.now());
            let told = || {
                let dead = db.read(|tx| jobs::dead(tx, 9)).unwrap();
                dead.into_iter().map(|job| (job.queue, job.attempts)).collect::<Vec<_>>()
            };
            assert!(follow().is_err() && follow().is_err());
            assert_eq!(told(), [(QUEUE.to_owned(), 2)], "one row, however often it fails");
            let why = db.read(|tx| jobs::trouble(tx, QUEUE)).unwrap().unwrap();
            assert!(why.contains("backups"), "{why}");
            fs::create_dir(&schedule.directory).unwrap();
            assert!(follow().unwrap());
            assert_eq!(told(), []);
            assert!(!follow().unwrap(), "it was made today");
        });
    }

    #[test]
    fn after_one_that_failed_it_rests_until_somebody_asks() {
        testkit::each_engine(|db| {
            let desk = testkit::Desk::set_up(db);
            let home = tempfile::tempdir().unwrap();
            let (store, schedule) = nightly(home.path());
            let keep_to = || schedule.keep_to(db, &store, &desk.chance, desk.clock.now()).unwrap();
            let tried = || {
                let dead = db.read(|tx| jobs::dead(tx, 9)).unwrap();
                dead.iter().map(|job| job.attempts).sum::<i64>()
            };
            keep_to();
            keep_to();
            assert_eq!(tried(), 1, "it rests");
            desk.clock.advance(REST);
            keep_to();
            assert_eq!(tried(), 2);
            fs::create_dir(&schedule.directory).unwrap();
            keep_to();
            assert_eq!(made_in(&schedule.directory).unwrap(), [], "it rests");
            db.housekeep(|tx| jobs::end_trouble(tx, QUEUE)).unwrap();
            keep_to();
            assert_eq!(made_in(&schedule.directory).unwrap().len(), 1);
        });
    }

    #[test]
    fn names_tell_their_instant_and_other_files_are_left_alone() {
        let now = at("2026-11-26T02:30:07Z");
        assert_eq!(name(now), "mainstay-20261126T023007Z.tar");
        assert_eq!(instant(&name(now)), Some(now));
        for other in ["mainstay-20261126T023007Z.tar.part", "mainstay-.tar", "other.tar"] {
            assert_eq!(instant(other), None, "{other}");
        }
    }

    #[test]
    fn it_is_due_once_a_day_at_its_time_in_its_zone() {
        let (zone, half_past_two) =
            (TimeZone::get("Europe/Berlin").unwrap(), Time::constant(2, 30, 0, 0));
        let due = |last: Option<&str>, now: &str| {
            is_due(last.map(at), at(now), half_past_two, &zone).unwrap()
        };
        assert!(due(None, "2026-11-26T20:00:00Z"), "the first comes at once");
        assert!(!due(Some("2026-11-26T01:30:05Z"), "2026-11-26T20:00:00Z"));
        assert!(!due(Some("2026-11-26T01:30:05Z"), "2026-11-27T01:29:59Z"));
        assert!(due(Some("2026-11-26T01:30:05Z"), "2026-11-27T01:30:00Z"));
        assert!(due(Some("2026-11-20T01:30:05Z"), "2026-11-26T00:10:00Z"), "made up for");
        // The hour that does not exist, and the one that comes twice.
        assert!(due(Some("2026-03-28T01:30:05Z"), "2026-03-29T01:30:00Z"));
        assert!(!due(Some("2026-10-25T00:30:05Z"), "2026-10-25T01:30:05Z"));
    }
}
