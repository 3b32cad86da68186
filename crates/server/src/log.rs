//! Where the log goes: standard error, as text for people or JSON for collectors; and traces, where
//! they are asked for.

use std::io::IsTerminal;

use tracing::{Level, Metadata, Subscriber};
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, fmt};

use crate::traces::Traces;

/// The HTML parser warns of each odd cell of a table somebody pasted.
const QUIET: &str = "html5ever=error";

/// Starts the log with a filter such as `debug` or `mainstay_jobs=debug,info`.
pub(crate) fn start(json: bool, filter: &str, traces: Option<&Traces>) {
    let filter = EnvFilter::new(format!("{QUIET},{filter}"));
    // Started twice only in tests; the first stays.
    match traces {
        // Without traces the filter stands before everything: what nobody reads costs nothing.
        None => drop(tracing_subscriber::registry().with(filter).with(lines(json)).try_init()),
        Some(traces) => {
            let layer = tracing_opentelemetry::layer().with_tracer(traces.tracer());
            let layer = layer.with_filter(filter_fn(is_traced));
            let lines = lines(json).with_filter(filter);
            drop(tracing_subscriber::registry().with(lines).with(layer).try_init());
        }
    }
}

/// The log as text for people or JSON for collectors.
fn lines<S>(json: bool) -> Box<dyn Layer<S> + Send + Sync>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    let colour = std::io::stderr().is_terminal();
    let lines = fmt::layer().with_ansi(colour).with_writer(std::io::stderr);
    match json {
        true => lines.json().flatten_event(true).boxed(),
        false => lines.boxed(),
    }
}

/// Our own spans. What is said within them may hold names and statements, and is for the log alone.
fn is_traced(about: &Metadata<'_>) -> bool {
    about.is_span() && about.target().starts_with("mainstay") && *about.level() <= Level::DEBUG
}
