//! What every handler can reach: the database, the clock, chance, languages and settings.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use db::{Chance, Clock, Db, ReadTx, Timestamp, Tx};
use desk::Kind;
use desk::file::Shelf;
use desk::numbers::Numbers;
use tokio::sync::Semaphore;

use crate::endpoint::Navigation;
use crate::i18n::Languages;
use crate::inbox::Bells;
use crate::live::Hub;
use crate::settings::Settings;
use crate::upload::Gate;

/// Pieces of files read or written at once.
const CARRIERS: usize = 16;
/// Files scanned and kept at once.
const KEEPERS: usize = 12;
/// Pictures drawn at once: each may take a quarter of a gigabyte.
const DRAWERS: usize = 2;
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
    // Apart from all else: a slow disk, store or scanner keeps waiting only who asks for files.
    carriers: Arc<Semaphore>,
    keepers: Arc<Semaphore>,
    drawers: Arc<Semaphore>,
    uploads: Gate,
    // Sign-ins are anonymous and slow on purpose: they must not keep anybody's work waiting.
    sign_ins: Arc<Semaphore>,
    administered: AtomicBool,
    kinds: OnceLock<Arc<[&'static Kind]>>,
    live: Hub,
    bells: Bells,
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
            carriers: Arc::new(Semaphore::new(CARRIERS)),
            keepers: Arc::new(Semaphore::new(KEEPERS)),
            drawers: Arc::new(Semaphore::new(DRAWERS)),
            uploads: Gate::default(),
            sign_ins: Arc::new(Semaphore::new(SIGN_INS)),
            settings,
            navigation,
            administered: AtomicBool::new(false),
            kinds: OnceLock::new(),
            live: Hub::default(),
            bells: Bells::default(),
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

    /// Moves bytes of files on a thread that may block.
    ///
    /// # Errors
    /// Whatever the work returns.
    pub(crate) async fn carry<T, F>(&self, f: F) -> desk::Result<T>
    where
        T: Send + 'static,
        F: FnOnce() -> desk::Result<T> + Send + 'static,
    {
        on_a_thread(&self.0.carriers, f).await
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
        let db = self.0.db.clone();
        on_a_thread(&self.0.keepers, move || f(&db)).await
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
        on_a_thread(&self.0.drawers, move || f(&db)).await
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
        &self.0.uploads
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

    /// Learns which kinds of record there are, when the application is put together.
    pub(crate) fn learn(&self, kinds: &[&'static Kind]) {
        // Put together twice, from the same practices, it is the same.
        drop(self.0.kinds.set(kinds.into()));
    }

    /// The kinds of record there are.
    pub(crate) fn kinds(&self) -> Arc<[&'static Kind]> {
        self.0.kinds.get().cloned().unwrap_or_default()
    }

    /// How much each person has not read.
    pub(crate) fn bells(&self) -> &Bells {
        &self.0.bells
    }

    /// Those who listen to what happens.
    pub(crate) fn live(&self) -> &Hub {
        &self.0.live
    }

    /// Ends every stream of events and takes no more, before the node stops: each reader is told to
    /// come back, which leads to another node.
    pub fn close_streams(&self) {
        self.0.live.close();
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
