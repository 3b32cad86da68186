//! Moves the write-ahead log into the file, off the writer's path.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use rusqlite::Connection;

use super::access::beside;
use super::open;
use crate::{Error, Result};

/// How often the size of the log is looked at.
const PAUSE: Duration = Duration::from_millis(500);
/// A log smaller than this is left alone.
const SMALL: u64 = 4 << 20;
/// A log larger than this is brought to its end by the writer.
const LARGE: u64 = 32 << 20;

/// Asks the writer to move what is left of the log between two of its commits. The log begins anew
/// only when all of it has been moved, which never happens beside a writer that goes on writing.
#[derive(Clone, Default)]
pub(super) struct Remainder(Arc<AtomicBool>);

impl Remainder {
    /// Moves what is left, if that was asked for; on the connection that writes, so that nothing is
    /// added meanwhile. What a reader still needs stays in the log; nobody is waited for.
    pub(super) fn move_if_asked(&self, connection: &Connection) {
        if self.0.swap(false, Ordering::Relaxed) {
            move_log(connection);
        }
    }
}

/// The thread that checkpoints; ends when dropped.
pub(super) struct Checkpoints {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Checkpoints {
    pub(super) fn start(path: &Path, remainder: Remainder) -> Result<Self> {
        let connection = open::checkpointer(path)?;
        let log = beside(path, "-wal");
        let (stop, stopped) = channel();
        let thread = std::thread::Builder::new()
            .name("checkpoint".to_owned())
            .spawn(move || {
                while stopped.recv_timeout(PAUSE) == Err(RecvTimeoutError::Timeout) {
                    let size = std::fs::metadata(&log).map_or(0, |m| m.len());
                    if size > SMALL {
                        move_log(&connection);
                    }
                    if size > LARGE {
                        remainder.0.store(true, Ordering::Relaxed);
                    }
                }
            })
            .map_err(|e| Error::Other(format!("cannot start a thread: {e}")))?;
        Ok(Checkpoints { stop: Some(stop), thread: Some(thread) })
    }
}

fn move_log(connection: &Connection) {
    if let Err(error) = connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(())) {
        tracing::warn!(%error, "the write-ahead log could not be moved into the database file");
    }
}

impl Drop for Checkpoints {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}
