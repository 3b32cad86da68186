//! A gate that lets few through at once.

use std::sync::{Condvar, Mutex, PoisonError};

use crate::{Error, Result};

/// Lets a fixed number of threads through at once; others wait, and beyond a limit are sent away.
pub(super) struct Gate {
    inside: Mutex<Counts>,
    left: Condvar,
    room: usize,
    queue: usize,
}

struct Counts {
    inside: usize,
    waiting: usize,
}

impl Gate {
    pub(super) const fn new(room: usize, queue: usize) -> Self {
        Gate {
            inside: Mutex::new(Counts { inside: 0, waiting: 0 }),
            left: Condvar::new(),
            room,
            queue,
        }
    }

    /// Does something inside, after waiting for room.
    ///
    /// # Errors
    /// [`Error::Throttled`] when too many wait already.
    pub(super) fn pass<T>(&self, f: impl FnOnce() -> T) -> Result<T> {
        let _pass = self.enter()?;
        Ok(f())
    }

    fn enter(&self) -> Result<Pass<'_>> {
        let mut counts = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.inside >= self.room {
            if counts.waiting >= self.queue {
                return Err(Error::Throttled(1));
            }
            counts.waiting += 1;
            while counts.inside >= self.room {
                counts = self.left.wait(counts).unwrap_or_else(PoisonError::into_inner);
            }
            counts.waiting -= 1;
        }
        counts.inside += 1;
        Ok(Pass(self))
    }
}

/// Being inside; ends also when what is done there panics.
struct Pass<'g>(&'g Gate);

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        self.0.inside.lock().unwrap_or_else(PoisonError::into_inner).inside -= 1;
        self.0.left.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn no_more_than_the_room_are_inside_at_once() {
        let (gate, inside, most) = (Gate::new(2, 64), AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..50 {
                        gate.pass(|| {
                            most.fetch_max(
                                inside.fetch_add(1, Ordering::SeqCst) + 1,
                                Ordering::SeqCst,
                            );
                            std::thread::yield_now();
                            inside.fetch_sub(1, Ordering::SeqCst);
                        })
                        .unwrap();
                    }
                });
            }
        });
        assert!((1..=2).contains(&most.load(Ordering::SeqCst)));
    }

    #[test]
    fn beyond_the_queue_one_is_sent_away_and_may_come_back() {
        let gate = Gate::new(1, 0);
        let (hold, held) = channel::<()>();
        let (entered, has_entered) = channel::<()>();
        std::thread::scope(|scope| {
            let gate = &gate;
            scope.spawn(move || {
                gate.pass(|| {
                    entered.send(()).unwrap();
                    held.recv().unwrap();
                })
                .unwrap();
            });
            has_entered.recv().unwrap();
            assert!(matches!(gate.pass(|| ()), Err(Error::Throttled(1))));
            hold.send(()).unwrap();
        });
        assert!(gate.pass(|| ()).is_ok());
    }

    #[test]
    fn a_panic_inside_leaves_the_gate_open() {
        let gate = Gate::new(1, 0);
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            gate.pass(|| panic!("inside"))
        }));
        assert!(outcome.is_err());
        assert!(gate.pass(|| ()).is_ok());
    }
}
