//! What traces call a transaction.

use tracing::{Level, Span, debug_span, span_enabled};

/// A snapshot being read, within what the thread is at. Where nobody traces, it costs nothing; what
/// belongs to nothing, such as looking whether there is work, is not traced.
pub(crate) fn read() -> Span {
    if !span_enabled!(Level::DEBUG) || Span::current().is_none() {
        return Span::none();
    }
    debug_span!("db.read")
}

/// A write, which another thread may run: where nobody traces, what this thread is at, so that the
/// log knows whose write it is.
pub(crate) fn write() -> Span {
    let current = Span::current();
    if !span_enabled!(Level::DEBUG) || current.is_none() {
        return current;
    }
    debug_span!("db.write")
}
