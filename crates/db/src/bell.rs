//! Told when something was committed.

use std::fmt;
use std::sync::{Mutex, PoisonError};

type Heard = Box<dyn Fn() -> bool + Send + Sync>;

/// Those who want to hear of every commit of this process.
#[derive(Default)]
pub(crate) struct Bell(Mutex<Vec<Heard>>);

impl Bell {
    /// Tells `heard` from now on, until it answers that it has heard enough.
    pub(crate) fn tell(&self, heard: impl Fn() -> bool + Send + Sync + 'static) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(Box::new(heard));
    }

    pub(crate) fn ring(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).retain(|heard| heard());
    }
}

impl fmt::Debug for Bell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Bell")
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::Bell;

    #[test]
    fn whoever_has_heard_enough_is_not_told_again() {
        let (bell, heard) = (Bell::default(), Arc::new(AtomicU32::new(0)));
        let count = Arc::clone(&heard);
        bell.tell(move || count.fetch_add(1, Ordering::SeqCst) < 1);
        (0..5).for_each(|_| bell.ring());
        assert_eq!(heard.load(Ordering::SeqCst), 2);
    }
}
