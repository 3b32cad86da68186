//! The node itself: since when it runs, what it measures, whether it stops.

use std::sync::atomic::Ordering;

use db::Timestamp;

use super::Site;
use crate::watch::Metrics;

impl Site {
    /// What this node measures; nothing where that could not be begun.
    pub(crate) fn metrics(&self) -> Option<&Metrics> {
        self.0.metrics.as_ref()
    }

    /// When this node started.
    #[must_use]
    pub fn started(&self) -> Timestamp {
        self.0.started
    }

    /// Says from now on that nobody should be sent here any more; what comes is still answered.
    pub fn begin_to_stop(&self) {
        self.0.stopping.store(true, Ordering::SeqCst);
    }

    /// Whether the node is stopping.
    #[must_use]
    pub fn is_stopping(&self) -> bool {
        self.0.stopping.load(Ordering::SeqCst)
    }

    /// Ends every stream of events and takes no more, before the node stops: each reader is told to
    /// come back, which leads to another node.
    pub fn close_streams(&self) {
        self.0.live.close();
    }

    /// Whether somebody administers the installation. Once it is so, nobody is asked again.
    ///
    /// # Errors
    /// When the database cannot say.
    pub async fn is_administered(&self) -> desk::Result<bool> {
        if self.0.administered.load(Ordering::Relaxed) {
            return Ok(true);
        }
        let there = self.read(desk::people::has_administrator).await?;
        self.0.administered.store(there, Ordering::Relaxed);
        Ok(there)
    }
}
