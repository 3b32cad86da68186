//! Refusals and failures, in the one form every door translates.

/// A result of the desk.
pub type Result<T> = std::result::Result<T, Error>;

/// Why something was not done. Nothing has been changed when one of these is returned.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// What was given cannot be taken; each fault names its field.
    #[error("invalid: {0:?}")]
    Invalid(Vec<Fault>),
    /// There is no such thing, or none this person may see.
    #[error("not found")]
    NotFound,
    /// This person may see it but not do this. Holds the action.
    #[error("not permitted: {0}")]
    Forbidden(&'static str),
    /// A rule forbids it now; the code is stable, its text is `refused-CODE` in the locales.
    #[error("refused: {0}")]
    Refused(&'static str),
    /// It was merged into another record, where it is to be done; that one's number, when this person
    /// sees it.
    #[error("merged into {0:?}")]
    Merged(Option<String>),
    /// The fields being written were changed by somebody else meanwhile.
    #[error("conflict: {0:?}")]
    Conflict(Vec<Clash>),
    /// `If-Match` named a version that is not the present one.
    #[error("stale: the present version is {present}")]
    Stale {
        /// The version now.
        present: i64,
    },
    /// Who is asking is not known.
    #[error("not signed in")]
    Unknown,
    /// Too many attempts; seconds until the next may be made.
    #[error("too many attempts; wait {0} s")]
    Throttled(u64),
    /// The database refused or failed.
    #[error(transparent)]
    Db(#[from] db::Error),
    /// A service this needs does not answer: files, or the scanner that looks at them.
    #[error("{what}: {why}")]
    Unreachable {
        /// What does not answer, as a stable code.
        what: &'static str,
        /// What it said; for the log.
        why: String,
    },
    /// A promise of the code itself was broken; the text is for the log.
    #[error("internal: {0}")]
    Broken(String),
}

/// One thing wrong with one field. The text is `fault-CODE` in the locales.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The field's code, or a dotted path below it.
    pub field: String,
    /// The stable code of what is wrong.
    pub code: &'static str,
    /// What the text may mention, by name.
    pub details: Vec<(&'static str, String)>,
}

/// A field somebody else changed meanwhile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// The field's code.
    pub field: String,
    /// What it holds now.
    pub theirs: Option<String>,
    /// What was to be written.
    pub yours: Option<String>,
}

impl Fault {
    /// A fault without details.
    #[must_use]
    pub fn new(field: impl Into<String>, code: &'static str) -> Self {
        Fault { field: field.into(), code, details: Vec::new() }
    }

    /// Adds a detail the text may mention.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.details.push((name, value.to_string()));
        self
    }
}

impl Error {
    /// One fault in one field.
    #[must_use]
    pub fn invalid(field: impl Into<String>, code: &'static str) -> Self {
        Error::Invalid(vec![Fault::new(field, code)])
    }
}
