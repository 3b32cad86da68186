//! What every handler can reach: the database, the clock, chance, languages and settings.

mod node;
mod parts;

use std::fmt;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use db::{Chance, Clock, Db, Id, ReadTx, Timestamp, Tx};
use desk::Kind;
use desk::account::Sealer;
use desk::file::Shelf;
use desk::keys::Secret;
use desk::list::{Counts, look};
use desk::numbers::Numbers;
use desk::people::Person;

use crate::allowance::Allowances;
use crate::cursors::Cursors;
use crate::endpoint::Navigation;
use crate::gate::Gate;
use crate::i18n::Languages;
use crate::idempotency::writing;
use crate::identify::Reading;
use crate::live::Hub;
use crate::rooms::{Rooms, on_a_thread};
use crate::settings::Settings;
use crate::watch::Metrics;

/// How long it is counted beside a list, at most.
pub(crate) const TALLYING: Duration = Duration::from_millis(500);

/// The installation as the handlers see it; clones share it.
#[derive(Clone)]
pub struct Site(Arc<Inner>);

struct Inner {
    db: Db,
    clock: Clock,
    chance: Chance,
    numbers: Numbers,
    languages: Languages,
    settings: Settings,
    navigation: Navigation,
    rooms: Rooms,
    counts: Counts,
    administered: AtomicBool,
    kinds: OnceLock<Arc<[&'static Kind]>>,
    live: Hub,
    reading: Reading,
    cursors: Cursors,
    allowances: Option<Allowances>,
    metrics: Option<Metrics>,
    stopping: AtomicBool,
    started: Timestamp,
    sealer: Sealer,
}

impl Site {
    /// A site over an open database whose schema is current.
    #[must_use]
    pub fn new(
        db: Db,
        clock: Clock,
        chance: Chance,
        settings: Settings,
        navigation: Navigation,
    ) -> Self {
        let secret = settings.cursors.clone().unwrap_or_else(|| Secret::random(&chance));
        let seals = settings.seals.clone().unwrap_or_else(|| Secret::random(&chance));
        Site(Arc::new(Inner {
            sealer: Sealer::new(&seals),
            cursors: Cursors::new(&secret),
            allowances: settings.rate.map(Allowances::of),
            metrics: measures(&db),
            stopping: AtomicBool::new(false),
            started: clock.now(),
            db,
            clock,
            chance,
            numbers: Numbers::default(),
            languages: Languages::embedded(),
            rooms: Rooms::of(&settings),
            counts: Counts::default(),
            settings,
            navigation,
            administered: AtomicBool::new(false),
            kinds: OnceLock::new(),
            live: Hub::default(),
            reading: Reading::default(),
        }))
    }

    /// Reads one snapshot on a thread that may block.
    ///
    /// # Errors
    /// Whatever the closure returns, or the database's failure.
    pub async fn read<T, F>(&self, f: F) -> desk::Result<T>
    where
        T: Send + 'static,
        F: Fn(&ReadTx<'_>) -> desk::Result<T> + Send + 'static,
    {
        let db = self.0.db.clone();
        on_a_thread(&self.0.rooms.readers, move || db.read(f)).await
    }

    /// Asks the database several things that are not of one snapshot, on a thread that may block.
    /// Nobody waits here for those who write: whoever looks after the node must see that they are stuck.
    ///
    /// # Errors
    /// Whatever the work returns.
    pub(crate) async fn survey<T, F>(&self, f: F) -> desk::Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Db) -> desk::Result<T> + Send + 'static,
    {
        let db = self.0.db.clone();
        on_a_thread(&self.0.rooms.readers, move || f(&db)).await
    }

    /// Reads what somebody's filter asks for, on a thread that may block, for as long as a look may
    /// take.
    ///
    /// # Errors
    /// As [`look`].
    pub async fn look<T, F>(&self, f: F) -> desk::Result<T>
    where
        T: Send + 'static,
        F: Fn(&ReadTx<'_>) -> desk::Result<T> + Send + 'static,
    {
        let (db, longest) = (self.0.db.clone(), self.0.settings.looking);
        on_a_thread(&self.0.rooms.readers, move || look(&db, longest, f)).await
    }

    /// Counts something, apart from all other reads: a count never delays a list. It takes no longer
    /// than a look may.
    ///
    /// # Errors
    /// As [`look`].
    pub async fn count<T, F>(&self, f: F) -> desk::Result<T>
    where
        T: Send + 'static,
        F: Fn(&ReadTx<'_>) -> desk::Result<T> + Send + 'static,
    {
        let (db, longest) = (self.0.db.clone(), self.0.settings.looking);
        on_a_thread(&self.0.rooms.counters, move || look(&db, longest, f)).await
    }

    /// Counts what stands beside a list, for a moment: whoever looks does not wait for it, and what
    /// takes longer is not worth it.
    ///
    /// # Errors
    /// As [`look`].
    pub(crate) async fn tally<T, F>(&self, f: F) -> desk::Result<T>
    where
        T: Send + 'static,
        F: Fn(&ReadTx<'_>) -> desk::Result<T> + Send + 'static,
    {
        let db = self.0.db.clone();
        on_a_thread(&self.0.rooms.tallies, move || look(&db, TALLYING, f)).await
    }

    /// Lets an export go on by itself, on a thread that may block, when there is room.
    ///
    /// # Errors
    /// [`desk::Error::Throttled`] when this person has others under way.
    pub(crate) fn export(
        &self,
        person: Id<Person>,
        work: impl FnOnce() + Send + 'static,
    ) -> desk::Result<()> {
        let pass = self.0.rooms.exports.enter(person)?;
        let room = Arc::clone(&self.0.rooms.exporters);
        drop(tokio::spawn(async move {
            let done = on_a_thread(&room, move || {
                work();
                drop(pass);
                Ok(())
            });
            if let Err(error) = done.await {
                tracing::warn!(%error, "an export ended by itself");
            }
        }));
        Ok(())
    }

    /// The counts that all sessions of this node share.
    #[must_use]
    pub fn counts(&self) -> &Counts {
        &self.0.counts
    }

    /// Changes things on a thread that may block; returns after the commit. The closure may run
    /// again and has no effects outside the transaction.
    ///
    /// # Errors
    /// Whatever the closure returns, or the database's failure; nothing is changed then.
    pub async fn write<T, F>(&self, f: F) -> desk::Result<T>
    where
        T: Send + 'static,
        F: Fn(&Tx<'_>) -> desk::Result<T> + Send + 'static,
    {
        let db = writing(&self.0.db);
        on_a_thread(&self.0.rooms.writers, move || db.write(f)).await
    }

    /// Runs synchronous work that is neither one read nor one write, such as a password check
    /// between two transactions, on a thread that may block.
    ///
    /// # Errors
    /// Whatever the work returns.
    pub async fn work<T, F>(&self, f: F) -> desk::Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Db) -> desk::Result<T> + Send + 'static,
    {
        let db = writing(&self.0.db);
        on_a_thread(&self.0.rooms.writers, move || f(&db)).await
    }

    /// Draws something that takes time, such as a long page, on a thread that may block. It holds no
    /// snapshot, and no more draw at once than there are cores.
    ///
    /// # Errors
    /// Whatever the work returns.
    pub async fn render<T, F>(&self, f: F) -> desk::Result<T>
    where
        T: Send + 'static,
        F: FnOnce() -> desk::Result<T> + Send + 'static,
    {
        on_a_thread(&self.0.rooms.renderers, f).await
    }

    /// Moves bytes of files on a thread that may block.
    ///
    /// # Errors
    /// Whatever the work returns.
    pub(crate) async fn carry<T, F>(&self, f: F) -> desk::Result<T>
    where
        T: Send + 'static,
        F: FnOnce() -> desk::Result<T> + Send + 'static,
    {
        on_a_thread(&self.0.rooms.carriers, f).await
    }

    /// Scans and keeps files on a thread that may block, which may take long.
    ///
    /// # Errors
    /// Whatever the work returns.
    pub(crate) async fn keep<T, F>(&self, f: F) -> desk::Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Db) -> desk::Result<T> + Send + 'static,
    {
        let db = writing(&self.0.db);
        on_a_thread(&self.0.rooms.keepers, move || f(&db)).await
    }

    /// Draws a picture on a thread that may block.
    ///
    /// # Errors
    /// Whatever the work returns.
    pub(crate) async fn picture<T, F>(&self, f: F) -> desk::Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Db) -> desk::Result<T> + Send + 'static,
    {
        let db = self.0.db.clone();
        on_a_thread(&self.0.rooms.drawers, move || f(&db)).await
    }

    /// Where files are kept.
    ///
    /// # Errors
    /// [`desk::Error::Unreachable`] where no place for them was set up.
    pub(crate) fn shelf(&self) -> desk::Result<&Shelf> {
        self.0.settings.shelf.as_ref().ok_or_else(|| desk::Error::Unreachable {
            what: "files",
            why: "no place for files was set up".to_owned(),
        })
    }

    /// Counts the uploads under way.
    pub(crate) fn uploads(&self) -> &Gate {
        &self.0.rooms.uploads
    }

    /// Checks a password, apart from all other work; whoever comes when too many wait is sent away.
    ///
    /// # Errors
    /// [`desk::Error::Throttled`] when too many sign in at once; whatever the work returns.
    pub async fn sign_in<T, F>(&self, f: F) -> desk::Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Db) -> desk::Result<T> + Send + 'static,
    {
        if self.0.rooms.sign_ins.available_permits() == 0 {
            return Err(desk::Error::Throttled(1));
        }
        let db = self.0.db.clone();
        on_a_thread(&self.0.rooms.sign_ins, move || f(&db)).await
    }

    /// Writes something nobody waits for and that may be lost, such as when a session was last
    /// used, in a transaction that meets no other.
    pub(crate) fn note<F>(&self, f: F)
    where
        F: Fn(&Tx<'_>) -> desk::Result<()> + Send + 'static,
    {
        let site = self.clone();
        drop(tokio::spawn(async move {
            if let Err(error) = site.work(move |db| db.housekeep(f)).await {
                tracing::debug!(%error, "not noted");
            }
        }));
    }
}

/// A node that cannot measure still serves.
fn measures(db: &Db) -> Option<Metrics> {
    let metrics = Metrics::of(db);
    metrics.inspect_err(|error| tracing::error!(%error, "nothing is measured")).ok()
}

impl fmt::Debug for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Site").field("db", &self.0.db).finish_non_exhaustive()
    }
}
