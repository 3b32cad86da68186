//! How long a job that failed waits.

use std::time::Duration;

use db::Chance;

/// The wait after the first failure.
const FIRST: u64 = 5;
/// The longest wait, in seconds.
const LONGEST: u64 = 3600;
/// More than any wait is.
pub(crate) const LONGEST_WAIT: Duration = Duration::from_secs(2 * LONGEST);

/// Doubles with every attempt, up to an hour, and adds up to a fifth by chance, so that jobs that
/// failed together do not come back together.
pub(crate) fn after(attempts: i64, chance: &Chance) -> Duration {
    let doublings = u32::try_from(attempts.saturating_sub(1).clamp(0, 16)).unwrap_or(0);
    let millis = (FIRST << doublings).min(LONGEST) * 1000;
    Duration::from_millis(millis + chance.below(millis / 5))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_an_hour_and_are_spread() {
        let chance = Chance::seeded(1);
        for (attempts, seconds) in [(1, 5), (2, 10), (5, 80), (11, 3600), (i64::MAX, 3600)] {
            let waits: Vec<_> = (0..50).map(|_| after(attempts, &chance)).collect();
            let least = Duration::from_secs(seconds);
            assert!(waits.iter().all(|w| (least..least * 6 / 5).contains(w)), "{attempts}");
            assert!(waits.iter().any(|w| *w != waits[0]), "{attempts}");
        }
    }
}
