//! How many requests a token may make: so many at once, and so many a second after that.

use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use db::Id;
use desk::account::ApiToken;
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};

/// Requests after which tokens that were not used of late are forgotten.
const TIDY: u32 = 10_000;

/// What a token may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// Requests a second, for as long as anybody likes.
    pub per_second: NonZeroU32,
    /// Requests that may come at once, after a pause.
    pub burst: NonZeroU32,
}

/// How much every token has left. Each node counts for itself.
#[derive(Debug)]
pub(crate) struct Allowances {
    rate: Rate,
    clock: DefaultClock,
    limiter: Limiter,
    taken: AtomicU32,
}

type Key = [u8; 16];
type Limiter = RateLimiter<Key, HashMapStateStore<Key>, DefaultClock, StateInformationMiddleware>;

/// What a token has left after a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Allowance {
    rate: Rate,
    left: u32,
    /// Seconds until one more may be made, where there is none left.
    wait: Option<u64>,
}

impl Allowances {
    /// Every token with all it may have.
    pub(crate) fn of(rate: Rate) -> Self {
        let clock = DefaultClock::default();
        let quota = Quota::per_second(rate.per_second).allow_burst(rate.burst);
        let limiter = RateLimiter::new(quota, HashMapStateStore::default(), clock.clone());
        Allowances { rate, clock, limiter, taken: AtomicU32::new(0) }
    }

    /// Counts a request of a token.
    pub(crate) fn take(&self, token: Id<ApiToken>) -> Allowance {
        if self.taken.fetch_add(1, Ordering::Relaxed).is_multiple_of(TIDY) {
            self.limiter.retain_recent();
            self.limiter.shrink_to_fit();
        }
        let (left, wait) = match self.limiter.check_key(token.bytes()) {
            Ok(state) => (state.remaining_burst_capacity(), None),
            Err(until) => {
                let wait = until.wait_time_from(self.clock.now());
                (0, Some(wait.as_secs().saturating_add(1)))
            }
        };
        Allowance { rate: self.rate, left, wait }
    }
}

impl Allowance {
    /// # Errors
    /// [`desk::Error::Throttled`] when there was nothing left.
    pub(crate) fn admit(self) -> desk::Result<()> {
        self.wait.map_or(Ok(()), |seconds| Err(desk::Error::Throttled(seconds)))
    }

    /// Tells it, in the headers of draft-ietf-httpapi-ratelimit-headers-10: the quota `q` and its
    /// window `w` in seconds, what remains `r`, and in how many seconds it is all there again, `t`.
    pub(crate) fn tell(self, headers: &mut HeaderMap) {
        let Rate { per_second, burst } = self.rate;
        let seconds = |requests: u32| requests.div_ceil(per_second.get());
        let window = seconds(burst.get());
        let again = seconds(burst.get().saturating_sub(self.left));
        let rows = [
            ("ratelimit-policy", format!("\"token\";q={burst};w={window}")),
            ("ratelimit", format!("\"token\";r={};t={again}", self.left)),
        ];
        for (name, text) in rows {
            if let Ok(value) = HeaderValue::try_from(text) {
                headers.insert(HeaderName::from_static(name), value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(per_second: u32, burst: u32) -> Rate {
        let number = |n| NonZeroU32::new(n).unwrap();
        Rate { per_second: number(per_second), burst: number(burst) }
    }

    #[test]
    fn so_many_at_once_and_then_it_is_told_when() {
        let all = Allowances::of(rate(1, 3));
        let (one, another) = (Id::fixed(1), Id::fixed(2));
        let left: Vec<u32> = (0..3).map(|_| all.take(one).left).collect();
        assert_eq!(left, [2, 1, 0]);
        let over = all.take(one);
        assert!(matches!(over.admit(), Err(desk::Error::Throttled(1..=2))), "{over:?}");
        assert!(all.take(another).admit().is_ok(), "others are not held up");
    }

    #[test]
    fn it_is_told_in_headers() {
        let mut headers = HeaderMap::new();
        Allowance { rate: rate(100, 1000), left: 998, wait: None }.tell(&mut headers);
        assert_eq!(headers["ratelimit-policy"], "\"token\";q=1000;w=10");
        assert_eq!(headers["ratelimit"], "\"token\";r=998;t=1");
    }
}
