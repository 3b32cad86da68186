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
/// How long for a word that stands in a fifth of all records.
const COMMON: u64 = 50_000;

const fn ask(name: &'static str, path: &'static str, soon: u64) -> Ask {
    Ask { name, path, soon }
}

/// The reads, asked in turn.
pub(super) const READS: &[Ask] = &[
    ask("list", "/api/v1/incidents?limit=50", SOON),
    ask("open", "/api/v1/incidents?q=state+in+(new,assigned,in_progress)&limit=50", SOON),
    ask("sorted", "/api/v1/incidents?q=priority+%3C%3D+2&sort=-updated_at&limit=50", SOON),
    ask("custom", "/api/v1/incidents?q=x.floor+%3D+3&sort=x.floor,-opened_at&limit=50", SOON),
    ask("count", "/api/v1/incidents?limit=1&count=some&q=priority+%3D+2", SOON),
    ask("read", "/api/v1/incidents/{number}", SOON),
    ask("search_common", "/api/v1/search?q=since", COMMON),
    ask("search_rare", "/api/v1/search?q=quarantine", SOON),
];

/// What is written: a field with a comment, in turn.
pub(super) const WRITES: [(&str, &str); 2] = [("PATCH", ""), ("POST", "/comments")];
