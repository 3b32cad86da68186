//! What a write does, behind one type: the engines are compiled once, and not for each closure.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::{Error, Result, Tx};

/// What each write of a handle begins with; false ends it.
pub(crate) type First = Arc<dyn Fn(&Tx<'_>) -> Result<bool> + Send + Sync>;

/// A closure that answers whether its changes are to be kept. What else it has to say it puts where its
/// caller finds it.
type Run = Box<dyn FnMut(&Tx<'_>) -> bool + Send>;

/// A write on its way through an engine.
pub(crate) struct Work {
    first: Option<First>,
    run: Run,
    ran: Option<Ran>,
}

/// How a run ended.
enum Ran {
    /// Its changes are to be kept.
    Kept,
    /// The closure does not want them; it has said why itself.
    Refused,
    /// It did not come to its end, or passed over a statement that failed.
    Failed(Error),
}

impl Work {
    pub(crate) fn new(first: Option<First>, run: Run) -> Self {
        Work { first, run, ran: None }
    }

    /// Runs it; whether its changes are to be kept. May be called again when what the last run did was
    /// rolled back.
    pub(crate) fn run(&mut self, tx: &Tx<'_>) -> bool {
        let Work { first, run, .. } = self;
        let ran = catch_unwind(AssertUnwindSafe(|| match first.as_ref().map(|first| first(tx)) {
            None | Some(Ok(true)) if run(tx) => Ran::Kept,
            None | Some(Ok(true)) => Ran::Refused,
            Some(Ok(false)) => Ran::Failed(Error::Superseded),
            Some(Err(error)) => Ran::Failed(error),
        }));
        let ran = match (ran.unwrap_or(Ran::Failed(Error::Panicked)), tx.failure()) {
            (Ran::Kept, Some(passed_over)) => Ran::Failed(passed_over),
            (ran, _) => ran,
        };
        self.ran = Some(ran);
        self.is_kept()
    }

    /// Whether the last run's changes are to be kept.
    pub(crate) fn is_kept(&self) -> bool {
        matches!(self.ran, Some(Ran::Kept))
    }

    /// What its caller is told after the commit, or its failure. Nothing went wrong where the closure
    /// refused, whether or not others were committed with it: the caller has its answer.
    pub(crate) fn end(self, committed: Result<()>) -> Result<()> {
        match self.ran {
            Some(Ran::Failed(error)) => Err(error),
            Some(Ran::Refused) => Ok(()),
            Some(Ran::Kept) => committed,
            None => committed.and(Err(Error::Panicked)),
        }
    }
}
