//! How much of each sort of work goes on at once: what waits for one thing never keeps another
//! waiting.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Semaphore;
use tokio::task::JoinError;

use crate::gate::{Gate, Share};
use crate::settings::Settings;

/// Pieces of files read or written at once.
const CARRIERS: usize = 16;
/// Files scanned and kept at once.
const KEEPERS: usize = 12;
/// Pictures drawn at once: each may take a quarter of a gigabyte.
const DRAWERS: usize = 2;
/// Sign-ins under way at once; two of them hash, the others wait for those.
const SIGN_INS: usize = 8;
/// Counts made at once, of lists and beside them.
const COUNTERS: usize = 2;
/// Exports under way at once; others wait.
const EXPORTERS: usize = 4;
/// Exports under way or waiting, and of one person: whoever reads slowly keeps a place for long.
const EXPORTS: Share = Share { all: 64, each: 2 };
/// Uploads under way, and of one person.
const UPLOADS: Share = Share { all: 64, each: 6 };

/// The room there is for each sort of work on this node.
pub(crate) struct Rooms {
    // Separate, so that writes waiting for a slow disk leave threads for those who only read.
    pub(crate) readers: Arc<Semaphore>,
    pub(crate) writers: Arc<Semaphore>,
    pub(crate) renderers: Arc<Semaphore>,
    // Apart from all else: a slow disk, store or scanner keeps waiting only who asks for files.
    pub(crate) carriers: Arc<Semaphore>,
    pub(crate) keepers: Arc<Semaphore>,
    pub(crate) drawers: Arc<Semaphore>,
    pub(crate) uploads: Gate,
    // Sign-ins are anonymous and slow on purpose: they must not keep anybody's work waiting.
    pub(crate) sign_ins: Arc<Semaphore>,
    // An export takes long and reads little at a time.
    pub(crate) exporters: Arc<Semaphore>,
    pub(crate) exports: Gate,
    // Counts wait for each other and not before anybody's list.
    pub(crate) counters: Arc<Semaphore>,
    // Nor for somebody's slow one, where they only stand beside a list.
    pub(crate) tallies: Arc<Semaphore>,
}

impl Rooms {
    /// As the settings say, and for the rest as this machine is.
    pub(crate) fn of(settings: &Settings) -> Self {
        Rooms {
            readers: Arc::new(Semaphore::new(settings.readers.max(1))),
            writers: Arc::new(Semaphore::new(settings.writers.max(1))),
            renderers: Arc::new(Semaphore::new(cores())),
            carriers: Arc::new(Semaphore::new(CARRIERS)),
            keepers: Arc::new(Semaphore::new(KEEPERS)),
            drawers: Arc::new(Semaphore::new(DRAWERS)),
            uploads: Gate::of(UPLOADS),
            sign_ins: Arc::new(Semaphore::new(SIGN_INS)),
            exporters: Arc::new(Semaphore::new(EXPORTERS)),
            exports: Gate::of(EXPORTS),
            counters: Arc::new(Semaphore::new(COUNTERS)),
            tallies: Arc::new(Semaphore::new(COUNTERS)),
        }
    }
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(2, std::num::NonZero::get)
}

/// Does it on a thread that may block, when there is room. The thread holds its place until it is
/// done, also when nobody waits for the answer any more.
pub(crate) fn on_a_thread<T, F>(
    room: &Arc<Semaphore>,
    f: F,
) -> impl Future<Output = desk::Result<T>> + Send + use<T, F>
where
    T: Send + 'static,
    F: FnOnce() -> desk::Result<T> + Send + 'static,
{
    let outcome = Arc::new(Mutex::new(None));
    let told = Arc::clone(&outcome);
    let work = move || {
        let done = f();
        *told.lock().unwrap_or_else(PoisonError::into_inner) = Some(done);
    };
    answer(Arc::clone(room), Box::new(work), outcome)
}

/// One function for all that answers alike, whatever it does.
async fn answer<T>(
    room: Arc<Semaphore>,
    work: Box<dyn FnOnce() + Send>,
    outcome: Arc<Mutex<Option<desk::Result<T>>>>,
) -> desk::Result<T> {
    let ended = run(room, work).await;
    let done = outcome.lock().unwrap_or_else(PoisonError::into_inner).take();
    done.unwrap_or_else(|| {
        let lost = ended.err().map(|lost| lost.to_string()).unwrap_or_default();
        Err(desk::Error::Broken(format!("a database thread ended: {lost}")))
    })
}

/// One function for all that is done.
async fn run(room: Arc<Semaphore>, work: Box<dyn FnOnce() + Send>) -> Result<(), JoinError> {
    let place = room.acquire_owned().await;
    let span = tracing::Span::current();
    let done = tokio::task::spawn_blocking(move || {
        span.in_scope(work);
        drop(place);
    });
    done.await
}
