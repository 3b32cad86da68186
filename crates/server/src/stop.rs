//! Being asked to stop: Ctrl+C, or SIGTERM from a supervisor.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, Result};
use tokio::runtime::Runtime;

/// The runtime of the HTTP edge: a thread a core, and as many that may block as `web` lets work.
pub(crate) fn runtime() -> Result<Runtime> {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    builder.max_blocking_threads(112).enable_all().build().context("the system gives no threads")
}

/// Hears when somebody asks the program to stop, from the moment it is made: a program that says it
/// is ready must not be killed by the polite way of ending it.
pub(crate) struct Ears {
    #[cfg(unix)]
    interrupted: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminated: tokio::signal::unix::Signal,
}

impl Ears {
    /// Begins to listen; within a runtime.
    pub(crate) fn open() -> Result<Ears> {
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            let (interrupt, terminate) = (SignalKind::interrupt(), SignalKind::terminate());
            Ok(Ears { interrupted: signal(interrupt)?, terminated: signal(terminate)? })
        }
        #[cfg(not(unix))]
        Ok(Ears {})
    }

    /// Resolves when somebody has asked.
    pub(crate) async fn asked(mut self) {
        #[cfg(unix)]
        tokio::select! {
            _ = self.interrupted.recv() => {}
            _ = self.terminated.recv() => {}
        }
        #[cfg(not(unix))]
        drop(tokio::signal::ctrl_c().await);
    }
}

/// Notices for a command without a runtime of its own that it is asked to stop.
#[derive(Debug, Clone, Default)]
pub(crate) struct Asked(Arc<AtomicBool>);

impl Asked {
    /// Watches from a thread that ends with the program.
    pub(crate) fn watch() -> Result<Asked> {
        let asked = Asked::default();
        let (flag, runtime) =
            (asked.clone(), tokio::runtime::Builder::new_current_thread().enable_all().build()?);
        let ears = runtime.block_on(async { Ears::open() })?;
        std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
            runtime.block_on(ears.asked());
            flag.0.store(true, Ordering::Relaxed);
        })?;
        Ok(asked)
    }

    pub(crate) fn to_stop(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
