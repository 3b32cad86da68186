//! What can go wrong below the product, told so that callers can decide.

/// A result of the database.
pub type Result<T> = std::result::Result<T, Error>;

/// Why the database refused or failed.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// A row with the same unique value exists.
    #[error("a row with the same unique value exists already")]
    Duplicate,
    /// A reference points at nothing, or a row still referred to was removed.
    #[error("a reference between rows would be broken")]
    BrokenReference,
    /// The transaction met another one and may be tried again.
    #[error("another write came first; try again")]
    Busy,
    /// The database cannot be reached.
    #[error("the database cannot be reached: {0}")]
    Unavailable(String),
    /// The connection broke while the commit was under way: it may or may not have happened.
    #[error(
        "the connection broke during the commit; look whether the change is there before trying again"
    )]
    OutcomeUnknown,
    /// What the write begins with found that it is not to be; nothing was changed.
    #[error("it was done before")]
    Superseded,
    /// A statement took longer than it may.
    #[error("it took too long and was ended")]
    TooLong,
    /// No room on the disk.
    #[error("the disk is full; free some space, nothing was saved")]
    Full,
    /// The database may only be read.
    #[error("the database is read-only; check the permissions of the data directory")]
    ReadOnly,
    /// The file is damaged.
    #[error("the database file is damaged ({0}); run `mainstay check` and restore a backup")]
    Damaged(String),
    /// A column did not hold what the code expects.
    #[error("column {column}: expected {expected}")]
    Unexpected {
        /// Position in the row, from 0.
        column: usize,
        /// What the code expects.
        expected: &'static str,
    },
    /// A row that must be there is not.
    #[error("a row that must exist is missing")]
    Missing,
    /// Text with a NUL character, which PostgreSQL cannot keep.
    #[error("text must not contain the NUL character")]
    Nul,
    /// The closure panicked; its changes were rolled back.
    #[error("the change failed inside the program and was rolled back")]
    Panicked,
    /// Anything else, in the engine's words.
    #[error("{0}")]
    Other(String),
}

impl Error {
    /// Whether trying the same again later may succeed.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        matches!(self, Error::Busy | Error::Unavailable(_))
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        let rusqlite::Error::SqliteFailure(failure, ref text) = error else {
            return Error::Other(error.to_string());
        };
        let text = text.clone().unwrap_or_else(|| failure.to_string());
        match failure.code {
            // Extended codes: 787 is a foreign key, 1555 a primary key, 2067 a unique index.
            Code::ConstraintViolation if failure.extended_code == 787 => Error::BrokenReference,
            Code::ConstraintViolation if matches!(failure.extended_code, 1555 | 2067) => {
                Error::Duplicate
            }
            Code::DatabaseBusy | Code::DatabaseLocked => Error::Busy,
            Code::OperationInterrupted => Error::TooLong,
            Code::DiskFull => Error::Full,
            Code::ReadOnly => Error::ReadOnly,
            Code::DatabaseCorrupt | Code::NotADatabase => Error::Damaged(text),
            Code::CannotOpen => Error::Unavailable(text),
            _ => Error::Other(text),
        }
    }
}

impl From<postgres::Error> for Error {
    fn from(error: postgres::Error) -> Self {
        use postgres::error::SqlState;
        let text =
            error.as_db_error().map_or_else(|| error.to_string(), |e| e.message().to_owned());
        let Some(state) = error.code() else {
            // No code of the server's means that the connection itself failed.
            return if error.is_closed() || std::error::Error::source(&error).is_some_and(is_io) {
                Error::Unavailable(text)
            } else {
                Error::Other(describe(&error))
            };
        };
        if *state == SqlState::UNIQUE_VIOLATION {
            Error::Duplicate
        } else if *state == SqlState::FOREIGN_KEY_VIOLATION {
            Error::BrokenReference
        } else if *state == SqlState::T_R_SERIALIZATION_FAILURE
            || *state == SqlState::T_R_DEADLOCK_DETECTED
        {
            Error::Busy
        } else if *state == SqlState::QUERY_CANCELED {
            Error::TooLong
        } else if *state == SqlState::DISK_FULL {
            Error::Full
        } else if *state == SqlState::READ_ONLY_SQL_TRANSACTION {
            Error::ReadOnly
        } else if state.code().starts_with("57P") || state.code().starts_with("08") {
            Error::Unavailable(text)
        } else {
            Error::Other(text)
        }
    }
}

fn is_io(error: &(dyn std::error::Error + 'static)) -> bool {
    error.downcast_ref::<std::io::Error>().is_some()
}

/// The error with its causes, for those the server gave no code for.
fn describe(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        text.push_str(": ");
        text.push_str(&inner.to_string());
        cause = inner.source();
    }
    text
}
