//! How long each of many things took.

use std::time::Duration;

/// Times of many answers, in microseconds.
#[derive(Debug, Clone, Default)]
pub(crate) struct Latencies(Vec<u64>);

impl Latencies {
    /// Adds one.
    pub(crate) fn add(&mut self, time: Duration) {
        self.0.push(u64::try_from(time.as_micros()).unwrap_or(u64::MAX));
    }

    /// Adds all of another thread.
    pub(crate) fn absorb(&mut self, other: Latencies) {
        self.0.extend(other.0);
    }

    /// How many there are.
    pub(crate) fn count(&self) -> u64 {
        u64::try_from(self.0.len()).unwrap_or(u64::MAX)
    }

    /// The time that this many in a hundred stay within; 0 when there are none.
    pub(crate) fn within(&self, percent: usize) -> u64 {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let rank = (sorted.len() * percent).div_ceil(100).max(1);
        sorted.get(rank - 1).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_times_that_were_measured() {
        let mut all = Latencies::default();
        assert_eq!(all.within(50), 0);
        (1..=200).rev().for_each(|micros| all.add(Duration::from_micros(micros)));
        assert_eq!(
            (all.within(50), all.within(95), all.within(99), all.within(100)),
            (100, 190, 198, 200)
        );
        let mut one = Latencies::default();
        one.add(Duration::from_micros(7));
        assert_eq!((one.within(50), one.within(99)), (7, 7));
    }
}
