//! What an archive says of itself.

use serde::{Deserialize, Serialize};

/// The form of archives this program writes.
pub(crate) const FORMAT: u32 = 1;

/// The first part of an archive: what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The form of the archive.
    pub format: u32,
    /// The version of the program that made it.
    pub program: String,
    /// The instant whose state it holds, RFC 3339 in UTC.
    pub made_at: String,
    /// The name of the organisation.
    pub organisation: String,
    /// The engine it was taken from, for people.
    pub engine: String,
    /// The steps of the schema that had run, in their order.
    pub schema: Vec<Step>,
}

/// A step of the schema.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Its number.
    pub number: u32,
    /// What it does.
    pub name: String,
}

/// The last part: what has to be there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// As the first part says.
    pub kept: Kept,
    /// Tables, in the order in which their rows follow.
    pub tables: Vec<Rows>,
    /// Contents of files.
    pub files: u64,
    /// Their bytes.
    pub file_bytes: u64,
    /// Contents that should have been there and were not, by the keys they lie under.
    pub missing: Vec<String>,
    /// Every part before this one, in their order.
    pub parts: Vec<Part>,
}

/// The rows of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rows {
    /// The table.
    pub table: String,
    /// Its columns, in the order of the values.
    pub columns: Vec<String>,
    /// How many rows.
    pub rows: u64,
}

/// A part of an archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its path in the archive.
    pub path: String,
    /// Its length in bytes.
    pub size: u64,
    /// The SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
}

impl Manifest {
    /// Rows of all tables.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.rows).sum()
    }
}
