//! Where the present moment comes from.

use std::fmt;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use crate::Timestamp;
use crate::stopwatch::Stopwatch;

/// Tells the time. Passed as an argument to whatever needs it, so that tests and demonstrations
/// decide what time it is.
#[derive(Clone)]
pub struct Clock(Source);

#[derive(Clone)]
enum Source {
    System,
    Set(Arc<AtomicI64>),
}

impl Clock {
    /// The clock of the machine.
    #[must_use]
    pub fn system() -> Self {
        Clock(Source::System)
    }

    /// A clock that stands still until it is moved; clones move together.
    #[must_use]
    pub fn set_to(at: Timestamp) -> Self {
        Clock(Source::Set(Arc::new(AtomicI64::new(at.micros()))))
    }

    /// The present moment.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
    pub fn now(&self) -> Timestamp {
        match &self.0 {
            Source::System => {
                let since = std::time::SystemTime::now()
                    .duration_since(std::time::UNIX_EPOCH)
                    .unwrap_or(Duration::ZERO);
                Timestamp::from_micros(0).plus(since)
            }
            Source::Set(at) => Timestamp::from_micros(at.load(Ordering::SeqCst)),
        }
    }

    /// Where a clock stands that nobody sets: it only goes on, whatever is done to the machine's, and
    /// says nothing of the day. For how long something took or may take. Of a clock made by
    /// [`Clock::set_to`] it is the moment itself.
    #[must_use]
    pub fn steady(&self) -> Timestamp {
        static SINCE: OnceLock<Stopwatch> = OnceLock::new();
        match &self.0 {
            Source::System => {
                Timestamp::from_micros(0).plus(SINCE.get_or_init(Stopwatch::start).elapsed())
            }
            Source::Set(_) => self.now(),
        }
    }

    /// Moves a clock made by [`Clock::set_to`]; the machine's clock is left alone.
    pub fn move_to(&self, to: Timestamp) {
        if let Source::Set(at) = &self.0 {
            at.store(to.micros(), Ordering::SeqCst);
        }
    }

    /// Moves a clock made by [`Clock::set_to`] forward.
    pub fn advance(&self, by: Duration) {
        self.move_to(self.now().plus(by));
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Clock({})", self.now())
    }
}
