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
/// How long anybody waits gladly for what they have to think about.
const SEARCHED: u64 = 50_000;
/// A sort that no index has covers the newest 10,000 that match.
const SORTED: u64 = 150_000;

const fn ask(name: &'static str, path: &'static str, soon: u64) -> Ask {
    Ask { name, path, soon }
}

/// The reads, asked in turn.
pub(super) const READS: &[Ask] = &[
    ask("list", "/api/v1/incidents?limit=50", SOON),
    ask("waiting", "/api/v1/incidents?state=on_hold&limit=50", SOON),
    ask("priority", "/api/v1/incidents?priority=2&limit=50", SOON),
    ask("count", "/api/v1/incidents?limit=1&count=exact&state=new", SOON),
    ask(
        "filter",
        "/api/v1/incidents?q=priority%3C%3D2%20and%20open%3Dtrue%20and%20opened_at%20in%20last%2090%20days&limit=50",
        SOON,
    ),
    ask("sorted", "/api/v1/incidents?sort=-updated_at&limit=50", SOON),
    ask("sorted_by_title", "/api/v1/incidents?sort=title&limit=50", SORTED),
    ask("words", "/api/v1/incidents?text=printer&limit=50", SEARCHED),
    ask("search", "/api/v1/search?q=label%20printer", SEARCHED),
    ask("search_common", "/api/v1/search?q=the", SEARCHED),
    ask("search_slip", "/api/v1/search?q=pritner", SEARCHED),
    ask("read", "/api/v1/incidents/{number}", SOON),
    ask("timeline", "/api/v1/incidents/{number}/timeline", SOON),
];

/// What is written: a field with a comment, in turn.
pub(super) const WRITES: [(&str, &str); 2] = [("PATCH", ""), ("POST", "/comments")];
