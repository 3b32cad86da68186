//! Being asked to stop: Ctrl+C, or SIGTERM from a supervisor.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, Result};
use tokio::runtime::Runtime;

/// The runtime of the HTTP edge: a thread a core, and as many that may block as `web` lets work.
pub(crate) fn runtime() -> Result<Runtime> {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    builder.max_blocking_threads(64).enable_all().build().context("the system gives no threads")
}

/// Resolves when somebody asks the program to stop.
pub(crate) async fn asked_to_stop() -> Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminated = signal(SignalKind::terminate())?;
        tokio::select! {
            ended = tokio::signal::ctrl_c() => ended?,
            _ = terminated.recv() => {}
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await?;
    Ok(())
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
        std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
            if runtime.block_on(asked_to_stop()).is_ok() {
                flag.0.store(true, Ordering::Relaxed);
            }
        })?;
        Ok(asked)
    }

    pub(crate) fn to_stop(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
