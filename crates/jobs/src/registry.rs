//! Which work a program knows, and how it is done.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use serde::de::DeserializeOwned;

use crate::JobContext;
use crate::claim::Claim;
use crate::outbox::{Event, Subscriber};
use crate::schedule::{Held, Periodic};

/// How long a handler may take unless it asks for more.
const BUDGET: Duration = Duration::from_secs(600);

pub(crate) type Run = Arc<dyn Fn(&JobContext, &Claim) -> anyhow::Result<()> + Send + Sync>;

/// How the jobs of a queue are done.
#[derive(Clone)]
pub(crate) struct Handler {
    pub(crate) budget: Duration,
    pub(crate) run: Run,
}

/// Handlers by queue, scheduled work, and who wants to hear of what was changed.
///
/// Handlers must be idempotent: after a crash or a lost connection a job runs again. Those that only
/// write to the database call [`JobContext::finish_in`] and run exactly once.
#[derive(Default)]
pub struct Registry {
    pub(crate) handlers: BTreeMap<&'static str, Handler>,
    pub(crate) subscribers: Vec<Subscriber>,
    pub(crate) periodic: Vec<Periodic>,
    pub(crate) held: Vec<Held>,
}

impl Registry {
    /// No work at all.
    #[must_use]
    pub fn new() -> Self {
        Registry::default()
    }

    /// Does the jobs of a queue, each within ten minutes. A second handler for the same queue
    /// replaces the first.
    #[must_use]
    pub fn on<P, F>(self, queue: &'static str, handler: F) -> Self
    where
        P: DeserializeOwned,
        F: Fn(&JobContext, P) -> anyhow::Result<()> + Send + Sync + 'static,
    {
        self.on_within(queue, BUDGET, handler)
    }

    /// As [`Registry::on`], each within this time.
    #[must_use]
    pub fn on_within<P, F>(mut self, queue: &'static str, budget: Duration, handler: F) -> Self
    where
        P: DeserializeOwned,
        F: Fn(&JobContext, P) -> anyhow::Result<()> + Send + Sync + 'static,
    {
        let run: Run =
            Arc::new(move |context, claim| handler(context, P::deserialize(claim.json()?)?));
        self.handlers.insert(queue, Handler { budget, run });
        self
    }

    /// Hears of every event for which `wants` is true, as a job of its own in this queue: one
    /// subscriber that fails holds up no other. `wants` is asked inside a transaction and looks at
    /// the event alone.
    #[must_use]
    pub fn subscribe<W, F>(mut self, queue: &'static str, wants: W, handler: F) -> Self
    where
        W: Fn(&Event) -> bool + Send + Sync + 'static,
        F: Fn(&JobContext, Event) -> anyhow::Result<()> + Send + Sync + 'static,
    {
        self.subscribers.push(Subscriber { queue, wants: Arc::new(wants) });
        self.on(queue, handler)
    }

    /// Works once in every period, on one node, also over restarts: the time of the next run is kept
    /// in the database. A run that fails is made again after a minute, or a period if that is
    /// shorter. For periods of a second or more.
    #[must_use]
    pub fn every<F>(mut self, name: &'static str, period: Duration, work: F) -> Self
    where
        F: Fn(&JobContext) -> anyhow::Result<()> + Send + Sync + 'static,
    {
        self.periodic.push(Periodic { name, period, work: Arc::new(work) });
        self
    }

    /// Works over and over on the one node that holds the lease: at once again while `work` says
    /// that there is more, otherwise when the signal rings and at the latest after `pause`.
    ///
    /// A process that was suspended may believe for a moment that it still holds the lease; work that
    /// must never overlap calls [`Lease::confirm`](crate::Lease::confirm) in its transaction.
    #[must_use]
    pub fn held<F>(mut self, name: &'static str, pause: Duration, work: F) -> Self
    where
        F: Fn(&JobContext, &crate::Lease) -> anyhow::Result<bool> + Send + Sync + 'static,
    {
        self.held.push(Held { name, pause, work: Arc::new(work) });
        self
    }

    /// The queues whose jobs are done, in alphabetical order.
    #[must_use]
    pub fn queues(&self) -> Vec<String> {
        self.handlers.keys().map(|&queue| queue.to_owned()).collect()
    }
}

impl fmt::Debug for Registry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Registry")
            .field("queues", &self.queues())
            .field("every", &self.periodic.iter().map(|p| p.name).collect::<Vec<_>>())
            .field("held", &self.held.iter().map(|h| h.name).collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}
