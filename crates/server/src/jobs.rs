//! The work of the program itself, done by `serve` and `worker`.

use std::time::Duration;

use anyhow::Result;
use desk::file::Shelf;
use desk::keys::JournalKey;
use desk::numbers::Numbers;
use desk::{account, bulk, idempotency, journal, notification, search};
use jobs::{Registry, Signal, Worker};

use crate::backups::{self, Schedule};
use crate::place::Place;
use crate::practices;
use crate::ready::Ready;

/// How long an entry waits at most for its position, where it has none from the start: those who
/// listen hear of it only then.
const SEQUENCE: Duration = Duration::from_millis(200);
/// How often what was written is sealed.
const SEAL: Duration = Duration::from_secs(60);
/// How often it is looked whether the search index is behind.
const INDEX: Duration = Duration::from_secs(2);
/// How often it is looked whether there is anything to tell people.
const NOTIFY: Duration = Duration::from_secs(1);
/// How often sessions, counters, keys and bulk edits that no longer count are forgotten, and what
/// was told long ago.
const PURGE: Duration = Duration::from_secs(3600);
/// How often files are tidied up that nobody needs any more.
const FILES: Duration = Duration::from_secs(600);
/// How often the engine looks at its own rows; a database that grows fast is looked at often enough
/// for its indexes to be chosen well.
const STATISTICS: Duration = Duration::from_secs(3600);

/// How often it is looked whether texts are to be folded anew; a program that folds otherwise looks
/// as soon as it starts.
const TEXT_KEYS: Duration = Duration::from_secs(3600);

/// How often it is looked whether a backup is due.
const BACKUP: Duration = Duration::from_secs(60);

/// A worker with all there is to do.
pub(crate) fn worker(
    place: &Place,
    ready: &Ready,
    shelf: Shelf,
    backups: Option<Schedule>,
) -> Result<Worker> {
    let key = JournalKey::open(&ready.db, place.keys(), &ready.context())?;
    let registry = Registry::new()
        .held("sequencer", SEQUENCE, |job, _| Ok(journal::sequence(&job.db)? > 0))
        .held("text-keys", TEXT_KEYS, |job, _| {
            Ok(desk::rebuild_text_keys(&job.db, practices::kinds())?)
        })
        .held("search", INDEX, |job, _| {
            Ok(search::step(&job.db, practices::kinds(), Some(job.now()))?.more)
        })
        .held("notifications", NOTIFY, |job, _| {
            let told = notification::follow(&job.db, practices::kinds(), &job.chance, job.now())?;
            Ok(told.is_more)
        })
        .every("checkpoint", SEAL, move |job| {
            journal::checkpoint::seal(&job.db, &key, job.now())?;
            Ok(())
        })
        .every("purge", PURGE, |job| {
            let now = job.now();
            job.db.housekeep(move |tx| account::purge(tx, now))?;
            bulk::purge(&job.db, now)?;
            desk::roster::purge(&job.db, now)?;
            Ok(idempotency::purge(&job.db, now)?)
        })
        .every("old-notifications", PURGE, |job| {
            let gone = notification::purge(&job.db, job.now())?;
            tracing::debug!(gone, "notifications");
            Ok(())
        })
        .every("files", FILES, move |job| {
            let swept = desk::file::sweep(&job.db, &shelf, job.now())?;
            tracing::debug!(?swept, "files");
            Ok(())
        })
        .every("statistics", STATISTICS, |job| {
            Ok(job.db.housekeep(|tx| tx.gather_statistics())?)
        });
    let registry = match backups {
        None => registry,
        Some(schedule) => {
            let store = place.store()?;
            registry.held(backups::QUEUE, BACKUP, move |job, _| {
                schedule.keep_to(&job.db, &store, &job.chance, job.now())?;
                Ok(false)
            })
        }
    };
    let registry = by_queue(registry);
    Ok(Worker::new(&ready.db, &ready.clock, &ready.chance, registry))
}

/// Adds the handlers of every queue.
fn by_queue(registry: Registry) -> Registry {
    // Somebody wants a backup that failed to be tried again: the trouble is over with this job, and who
    // makes backups tries at once. Where nobody does any more, it is over all the same.
    let registry = registry.on(backups::QUEUE, |job, ()| {
        job.signal.ring();
        Ok(())
    });
    let works = practices::endpoints().works().into();
    let registry = bulk::register(registry, &works);
    let registry = desk::due::register(registry, &works, &Numbers::default());
    let registry = desk::erasure::register(registry);
    let registry = idempotency::register(registry);
    let languages = web::i18n::Languages::embedded();
    let registry = desk::roster::register(registry, &languages.owned_choices());
    let registry = desk::retention::register(registry, &works);
    desk::closing::register(registry, &works)
}

/// A worker on a thread of its own, until it is told to stop.
pub(crate) struct Running {
    signal: Signal,
    thread: std::thread::JoinHandle<Result<()>>,
}

impl Running {
    /// Lets the worker begin.
    pub(crate) fn start(worker: Worker) -> Result<Running> {
        let signal = worker.signal().clone();
        let thread =
            std::thread::Builder::new().name("worker".to_owned()).spawn(move || worker.run())?;
        Ok(Running { signal, thread })
    }

    /// Lets it finish what it has begun.
    pub(crate) fn stop(self) -> Result<()> {
        self.signal.stop();
        self.thread.join().unwrap_or_else(|_| anyhow::bail!("the worker ended by a panic"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_queue_is_known_to_those_who_look_at_it() {
        let done: Vec<String> = by_queue(Registry::new()).queues();
        let known = desk::job::QUEUES.iter().map(|queue| queue.code);
        assert_eq!(done, known.collect::<Vec<_>>());
    }
}
