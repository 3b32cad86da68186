//! What every handler can reach: the database, the clock, chance, languages and settings.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use db::{Chance, Clock, Db, ReadTx, Timestamp, Tx};
use desk::numbers::Numbers;
use tokio::sync::Semaphore;

use crate::endpoint::Navigation;
use crate::i18n::Languages;
use crate::identify::Reading;
use crate::settings::Settings;

/// Sign-ins under way at once; two of them hash, the others wait for those.
const SIGN_INS: usize = 8;

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
    // Separate, so that writes waiting for a slow disk leave threads for those who only read.
    readers: Arc<Semaphore>,
    writers: Arc<Semaphore>,
    renderers: Arc<Semaphore>,
    // Sign-ins are anonymous and slow on purpose: they must not keep anybody's work waiting.
    sign_ins: Arc<Semaphore>,
    administered: AtomicBool,
    reading: Reading,
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
        Site(Arc::new(Inner {
            db,
            clock,
            chance,
            numbers: Numbers::default(),
            languages: Languages::embedded(),
            readers: Arc::new(Semaphore::new(settings.readers.max(1))),
            writers: Arc::new(Semaphore::new(settings.writers.max(1))),
            renderers: Arc::new(Semaphore::new(cores())),
            sign_ins: Arc::new(Semaphore::new(SIGN_INS)),
            settings,
            navigation,
            administered: AtomicBool::new(false),
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
        on_a_thread(&self.0.readers, move || db.read(f)).await
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
        let db = self.0.db.clone();
        on_a_thread(&self.0.writers, move || db.write(f)).await
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
        let db = self.0.db.clone();
        on_a_thread(&self.0.writers, move || f(&db)).await
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
        on_a_thread(&self.0.renderers, f).await
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
        if self.0.sign_ins.available_permits() == 0 {
            return Err(desk::Error::Throttled(1));
        }
        let db = self.0.db.clone();
        on_a_thread(&self.0.sign_ins, move || f(&db)).await
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

    /// What writes down who opened which restricted record.
    pub(crate) fn reading(&self) -> &Reading {
        &self.0.reading
    }

    /// The database.
    #[must_use]
    pub fn db(&self) -> &Db {
        &self.0.db
    }

    /// The clock.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// The present moment.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    /// Where identities, salts and tokens come from.
    #[must_use]
    pub fn chance(&self) -> &Chance {
        &self.0.chance
    }

    /// The numbers of new records.
    #[must_use]
    pub fn numbers(&self) -> &Numbers {
        &self.0.numbers
    }

    /// The interface's languages.
    #[must_use]
    pub fn languages(&self) -> &Languages {
        &self.0.languages
    }

    /// How this node is reached and what it allows.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// The places of the navigation.
    #[must_use]
    pub fn navigation(&self) -> &Navigation {
        &self.0.navigation
    }

    /// Whether somebody administers the installation. Once it is so, nobody is asked again.
    ///
    /// # Errors
    /// When the database cannot say.
    pub async fn is_administered(&self) -> desk::Result<bool> {
        if self.0.administered.load(Ordering::Relaxed) {
            return Ok(true);
        }
        let there = self.read(desk::people::has_administrator).await?;
        self.0.administered.store(there, Ordering::Relaxed);
        Ok(there)
    }
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(2, std::num::NonZero::get)
}

/// Does it on a thread that may block, when there is room. The thread holds its place until it is
/// done, also when nobody waits for the answer any more.
async fn on_a_thread<T: Send + 'static>(
    room: &Arc<Semaphore>,
    f: impl FnOnce() -> desk::Result<T> + Send + 'static,
) -> desk::Result<T> {
    let place = Arc::clone(room).acquire_owned().await;
    let span = tracing::Span::current();
    let done = tokio::task::spawn_blocking(move || {
        let done = span.in_scope(f);
        drop(place);
        done
    });
    done.await
        .unwrap_or_else(|lost| Err(desk::Error::Broken(format!("a database thread ended: {lost}"))))
}

impl fmt::Debug for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Site").field("db", &self.0.db).finish_non_exhaustive()
    }
}
