//! Something begun beside a page, which is waited for only so long.

use std::future::Future;
use std::time::Duration;

use tokio::task::JoinHandle;

/// Work under way. When nobody waits for it any more, it does not begin what it has not begun.
pub(super) struct Begun<T>(JoinHandle<T>);

impl<T: Send + 'static> Begun<T> {
    /// Begins it.
    pub(super) fn new(work: impl Future<Output = T> + Send + 'static) -> Self {
        Begun(tokio::spawn(work))
    }

    /// What came of it, if it is done within this time.
    pub(super) async fn within(mut self, patience: Duration) -> Option<T> {
        tokio::time::timeout(patience, &mut self.0).await.ok()?.ok()
    }
}

impl<T> Drop for Begun<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}
