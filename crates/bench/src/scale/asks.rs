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
pub(super) const SOON: u64 = 20_000;
/// How long anybody waits gladly for a word that a fifth of all records hold.
const COMMON: u64 = 50_000;

const fn ask(name: &'static str, path: &'static str, soon: u64) -> Ask {
    Ask { name, path, soon }
}

/// The reads of every day, asked in turn at a fixed rate. The fields are those the made-up
/// organisation added: `x.affected` a number, `x.device` a line of text.
pub(super) const READS: &[Ask] = &[
    ask("list", "/api/v1/incidents?limit=50", SOON),
    ask("waiting", "/api/v1/incidents?state=on_hold&limit=50", SOON),
    ask(
        "filter",
        "/api/v1/incidents?q=priority%3C%3D2%20and%20open%3Dtrue%20and%20opened_at%20in%20last%2090%20days&limit=50",
        SOON,
    ),
    ask("by_change", "/api/v1/incidents?sort=-updated_at&limit=50", SOON),
    ask("by_number", "/api/v1/incidents?sort=-x.affected&limit=50", SOON),
    ask("by_text", "/api/v1/incidents?sort=x.device&limit=50", SOON),
    ask("with_number", "/api/v1/incidents?q=x.affected%3E%3D100&limit=50", SOON),
    ask("with_text", "/api/v1/incidents?q=x.device%3D%22PRN-142%22&limit=50", SOON),
    ask("count", "/api/v1/incidents?limit=1&count=exact&state=new", SOON),
    ask("search", "/api/v1/search?q=roaming%20trip", SOON),
    ask("search_slip", "/api/v1/search?q=pritner", SOON),
    ask("search_common", "/api/v1/search?q=the", COMMON),
    ask("read", "/api/v1/incidents/{number}", SOON),
    ask("timeline", "/api/v1/incidents/{number}/timeline", SOON),
];

/// Questions that no index answers, asked one after the other with nothing else going on.
pub(super) const SELDOM: &[Ask] = &[
    ask("by_title", "/api/v1/incidents?sort=title&limit=50", SELDOM_SOON),
    ask("words_in_titles", "/api/v1/incidents?text=printer&limit=50", SELDOM_SOON),
];

/// What looks over many records may take as long as a page takes elsewhere.
const SELDOM_SOON: u64 = 300_000;

/// What is written: a field with a comment, in turn.
pub(super) const WRITES: [(&str, &str); 2] = [("PATCH", ""), ("POST", "/comments")];
