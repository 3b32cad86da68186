//! What is asked for, one line a question.

/// Something readers ask for.
#[derive(Debug)]
pub(super) struct Ask {
    /// In the report.
    pub(super) name: &'static str,
    /// The address; `{number}` is one of the reader's own list.
    pub(super) path: &'static str,
    /// Microseconds that 95 of 100 answers stay under.
    pub(super) soon: u64,
}

/// How long anybody waits gladly.
const SOON: u64 = 20_000;

const fn ask(name: &'static str, path: &'static str, soon: u64) -> Ask {
    Ask { name, path, soon }
}

/// The reads, asked in turn.
pub(super) const READS: &[Ask] = &[
    ask("list", "/api/v1/incidents?limit=50", SOON),
    ask("waiting", "/api/v1/incidents?state=on_hold&limit=50", SOON),
    ask("priority", "/api/v1/incidents?priority=2&limit=50", SOON),
    ask("count", "/api/v1/incidents?limit=1&count=exact&state=new", SOON),
    ask("read", "/api/v1/incidents/{number}", SOON),
    ask("timeline", "/api/v1/incidents/{number}/timeline", SOON),
];

/// What is written: a field with a comment, in turn.
pub(super) const WRITES: [(&str, &str); 2] = [("PATCH", ""), ("POST", "/comments")];
