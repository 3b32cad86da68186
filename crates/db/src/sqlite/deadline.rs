//! Ends what is read for longer than it may take.

use std::collections::HashMap;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use rusqlite::{Connection, InterruptHandle};

use crate::{Error, Result};

/// How often it is looked what has taken too long.
const TICK: Duration = Duration::from_millis(100);

/// Connections whose statements end after a while.
#[derive(Default)]
struct Watched {
    next: u64,
    each: HashMap<u64, (InterruptHandle, Duration)>,
}

/// The thread that ends them; ends itself when dropped.
pub(super) struct Deadlines {
    watched: Arc<Mutex<Watched>>,
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// A connection is watched until this is dropped.
pub(super) struct Deadline<'d> {
    deadlines: &'d Deadlines,
    number: u64,
}

impl Deadlines {
    pub(super) fn start() -> Result<Self> {
        let watched = Arc::<Mutex<Watched>>::default();
        let (stop, stopped) = channel();
        let own = Arc::clone(&watched);
        let thread = std::thread::Builder::new()
            .name("deadlines".to_owned())
            .spawn(move || {
                while stopped.recv_timeout(TICK) == Err(RecvTimeoutError::Timeout) {
                    lock(&own).tick();
                }
            })
            .map_err(|e| Error::Other(format!("cannot start a thread: {e}")))?;
        Ok(Deadlines { watched, stop: Some(stop), thread: Some(thread) })
    }

    /// Ends every statement of a connection from so much time on.
    pub(super) fn watch(&self, connection: &Connection, longest: Duration) -> Deadline<'_> {
        let mut watched = lock(&self.watched);
        let number = watched.next;
        watched.next += 1;
        watched.each.insert(number, (connection.get_interrupt_handle(), longest));
        Deadline { deadlines: self, number }
    }
}

impl Watched {
    /// Beyond its time a connection is stopped again and again: whoever goes on with another statement
    /// is stopped as well.
    fn tick(&mut self) {
        for (handle, left) in self.each.values_mut() {
            *left = left.saturating_sub(TICK);
            if left.is_zero() {
                handle.interrupt();
            }
        }
    }
}

impl Drop for Deadline<'_> {
    /// Under the lock, so that nobody is stopped who has the connection next.
    fn drop(&mut self) {
        lock(&self.deadlines.watched).each.remove(&self.number);
    }
}

impl Drop for Deadlines {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

fn lock(watched: &Mutex<Watched>) -> std::sync::MutexGuard<'_, Watched> {
    watched.lock().unwrap_or_else(PoisonError::into_inner)
}
