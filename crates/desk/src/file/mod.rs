//! Files on records of any kind. The bytes of a content are kept once, in a [`files::Store`]; rows
//! say which files have it, and who may read them.
//!
//! A content is safely kept before a row refers to it, and removed only after none does. Whatever
//! ends in between leaves a content that nothing refers to, which is swept up after a while.

mod access;
mod attach;
mod blob;
mod check;
mod erase;
mod keep;
mod limits;
mod list;
mod shelf;
mod store;
mod sweep;
mod thumbnail;
mod withdraw;

use db::{Id, Timestamp};
use files::Digest;

pub use access::{may_attach, record};
pub use attach::{Asked, Incoming, attach};
pub use blob::{Blob, Kept, is_live};
pub use check::{Findings, check, some_kept};
pub(crate) use erase::empty_some;
pub use erase::{Erased, erase};
pub(crate) use limits::count;
pub use limits::{Limits, MOST_AT_ONCE, MOST_ON_A_RECORD, MOST_SHOWN, Room, room};
pub use list::{find, list, names};
pub use shelf::Shelf;
pub use sweep::{Swept, sweep};
pub use thumbnail::{Picture, drawn, picture};
pub use withdraw::{may_withdraw, withdraw};

use crate::people::Person;
use crate::record::Record;

/// A file on a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its identity.
    pub id: Id<File>,
    /// The record it is on.
    pub record: Id<Record>,
    /// Its name, safe to show and to save under.
    pub name: String,
    /// What it is, by its bytes.
    pub media: String,
    /// Its length in bytes.
    pub size: u64,
    /// Whether only the inside may read it.
    pub internal: bool,
    /// Who added it.
    pub added_by: Id<Person>,
    /// When.
    pub added_at: Timestamp,
    /// Its content.
    pub kept: Kept,
}

impl File {
    /// The SHA-256 of its content.
    #[must_use]
    pub fn digest(&self) -> Digest {
        self.kept.key.digest
    }
}

/// Verbs and facts in the journal. A file for everybody and one for the inside have different ones,
/// so that whoever may not read the inside is told of the one and never of the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Codes {
    attach: &'static str,
    detach: &'static str,
    file: &'static str,
    name: &'static str,
    media: &'static str,
    size: &'static str,
    digest: &'static str,
}

const PUBLIC: Codes = Codes {
    attach: "attach",
    detach: "detach",
    file: "file",
    name: "file_name",
    media: "file_media",
    size: "file_size",
    digest: "file_digest",
};

const INTERNAL: Codes = Codes {
    attach: "attach_internal",
    detach: "detach_internal",
    file: "internal_file",
    name: "internal_file_name",
    media: "internal_file_media",
    size: "internal_file_size",
    digest: "internal_file_digest",
};

/// The facts that name a file by its identity.
pub const IDENTITIES: [&str; 2] = [PUBLIC.file, INTERNAL.file];

/// The facts that hold a file's name.
pub const NAMES: [&str; 2] = [PUBLIC.name, INTERNAL.name];

/// Verbs that take a file away.
pub const TAKING: [&str; 2] = [PUBLIC.detach, INTERNAL.detach];

/// The facts about files that everybody who may read the record is told.
pub(crate) const PUBLIC_FACTS: [&str; 5] =
    [PUBLIC.file, PUBLIC.name, PUBLIC.media, PUBLIC.size, PUBLIC.digest];

/// The codes of the files that only the inside reads, or of the others.
const fn codes(internal: bool) -> &'static Codes {
    if internal { &INTERNAL } else { &PUBLIC }
}

pub(crate) fn statements() -> Vec<db::Statement> {
    [
        blob::STATEMENTS,
        check::STATEMENTS,
        limits::STATEMENTS,
        store::STATEMENTS,
        sweep::STATEMENTS,
        thumbnail::STATEMENTS,
    ]
    .concat()
}
