//! Where the log goes: standard error, as text for people or JSON for collectors.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

/// The HTML parser warns of each odd cell of a table somebody pasted.
const QUIET: &str = "html5ever=error";

/// Starts the log with a filter such as `debug` or `mainstay_jobs=debug,info`.
pub(crate) fn start(json: bool, filter: &str) {
    let filter = EnvFilter::new(format!("{QUIET},{filter}"));
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
