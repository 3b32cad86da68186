//! A chance of its own for each of several who act in one test.

use std::sync::atomic::{AtomicU64, Ordering};

use db::Chance;

/// Gives each node, hand or thread of a test another chance, the same ones in every run.
///
/// Where the clock stands still, two that were given the same seed draw the same identities, and the
/// second of them fails for what the other wrote.
#[derive(Debug)]
pub struct Seeds(AtomicU64);

impl Default for Seeds {
    fn default() -> Self {
        Self::new()
    }
}

impl Seeds {
    /// Begins where no test seeds a chance by hand.
    #[must_use]
    pub const fn new() -> Self {
        Seeds(AtomicU64::new(1_000))
    }

    /// A chance that nobody else was given.
    #[must_use]
    pub fn chance(&self) -> Chance {
        Chance::seeded(self.0.fetch_add(1, Ordering::Relaxed))
    }
}
