//! Where chance comes from: identities, salts, tokens and made-up data.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use chacha20::ChaCha20Rng;
use chacha20::rand_core::{Rng, SeedableRng};

use crate::{Id, Timestamp};

/// A stream of unpredictable bytes, or a repeatable one when seeded. Clones share the stream.
#[derive(Clone)]
pub struct Chance(Arc<Mutex<ChaCha20Rng>>);

impl Chance {
    /// Seeded by the operating system.
    ///
    /// # Errors
    /// When the operating system gives no random bytes.
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the system for chance")]
    pub fn from_system() -> Result<Self, crate::Error> {
        let mut seed = [0u8; 32];
        getrandom::fill(&mut seed)
            .map_err(|e| crate::Error::Other(format!("no random bytes: {e}")))?;
        Ok(Chance(Arc::new(Mutex::new(ChaCha20Rng::from_seed(seed)))))
    }

    /// The same stream for the same number; for demonstrations and tests.
    #[must_use]
    pub fn seeded(number: u64) -> Self {
        let mut seed = [0u8; 32];
        let (head, _) = seed.split_at_mut(8);
        head.copy_from_slice(&number.to_be_bytes());
        Chance(Arc::new(Mutex::new(ChaCha20Rng::from_seed(seed))))
    }

    /// The next `N` bytes.
    #[must_use]
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut out = [0u8; N];
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut out);
        out
    }

    /// A number from 0 up to but not including `limit`; 0 when `limit` is 0.
    #[must_use]
    pub fn below(&self, limit: u64) -> u64 {
        if limit == 0 {
            return 0;
        }
        // Multiply and shift: the bias is below 2^-64 × limit, far under what anyone could see.
        let wide = u128::from(u64::from_be_bytes(self.bytes::<8>())) * u128::from(limit);
        u64::try_from(wide >> 64).unwrap_or(0)
    }

    /// A new identity: UUID version 7 whose 12 bits after the millisecond are its fraction
    /// (RFC 9562 §6.2, method 3), so that identities made in one process sort by time.
    #[must_use]
    pub fn id<T>(&self, now: Timestamp) -> Id<T> {
        let micros = u64::try_from(now.micros()).unwrap_or(0);
        let millis = (micros / 1000).to_be_bytes();
        let fraction = u16::try_from((micros % 1000) * 4096 / 1000).unwrap_or(0).to_be_bytes();
        let random = self.bytes::<8>();
        let [_, _, m0, m1, m2, m3, m4, m5] = millis;
        let [f0, f1] = fraction;
        let [r0, r1, r2, r3, r4, r5, r6, r7] = random;
        Id::from_bytes([
            m0,
            m1,
            m2,
            m3,
            m4,
            m5,
            0x70 | f0,
            f1,
            0x80 | (r0 & 0x3f),
            r1,
            r2,
            r3,
            r4,
            r5,
            r6,
            r7,
        ])
    }
}

impl fmt::Debug for Chance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Chance")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identities_sort_by_time_and_say_their_version() {
        let chance = Chance::seeded(1);
        let a: Id<()> = chance.id(Timestamp::from_micros(1_700_000_000_000_000));
        let b: Id<()> = chance.id(Timestamp::from_micros(1_700_000_000_000_500));
        assert!(a < b);
        assert_eq!(a.to_string().chars().nth(12), Some('7'));
    }

    #[test]
    fn below_covers_its_range_and_no_more() {
        let chance = Chance::seeded(2);
        let mut seen = [false; 7];
        for _ in 0..500 {
            let n = usize::try_from(chance.below(7)).unwrap();
            seen[n] = true;
        }
        assert!(seen.iter().all(|s| *s));
    }
}
