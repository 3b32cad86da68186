//! Where the log goes: standard error, as text for people or JSON for collectors.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

/// The HTML parser warns of each odd cell of a table somebody pasted.
const QUIET: &str = "html5ever=error";

/// Starts the log. `MAINSTAY_LOG` holds a filter such as `debug` or `mainstay_jobs=debug,info`;
/// one that cannot be read counts as `fallback`.
pub(crate) fn start(json: bool, fallback: &str) {
    let filter = EnvFilter::try_from_env("MAINSTAY_LOG")
        .unwrap_or_else(|_| EnvFilter::new(format!("{fallback},{QUIET}")));
    let colour = std::io::stderr().is_terminal();
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(colour)
        .with_writer(std::io::stderr);
    // Started twice only in tests; the first stays.
    if json {
        drop(log.json().flatten_event(true).try_init());
    } else {
        drop(log.try_init());
    }
}
