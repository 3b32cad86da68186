//! What commands print. A reader that has gone away (`mainstay … | head -1`) is no failure.

use std::io::Write;

/// A line on standard output, sent at once.
pub(crate) fn line(text: &str) {
    let mut out = std::io::stdout().lock();
    drop(writeln!(out, "{text}").and_then(|()| out.flush()));
}

/// A JSON object on a line of standard output.
pub(crate) fn json(value: &serde_json::Value) {
    line(&value.to_string());
}

/// A line on standard error.
pub(crate) fn aside(text: &str) {
    drop(writeln!(std::io::stderr().lock(), "{text}"));
}

/// Text of several lines on standard output.
pub(crate) fn text(text: &str) {
    line(text.trim_end());
}
