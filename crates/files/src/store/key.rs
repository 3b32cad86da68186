//! What a content is kept under.

use std::fmt;

use crate::Digest;

/// What a content is kept under: its digest, and which of the times it was kept this is.
///
/// A content that was let go and comes back is kept under another key, so that whoever removes the
/// old one cannot take away the new one, in whatever order the two happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// The SHA-256 of the content.
    pub digest: Digest,
    /// Sixteen bytes no other keeping of the same content has.
    pub keeping: [u8; 16],
}

impl Key {
    /// The directory it lies in: one of 256, so that none grows too large.
    #[must_use]
    pub fn directory(&self) -> String {
        self.name().chars().take(2).collect()
    }

    /// Its name within the directory.
    #[must_use]
    pub fn name(&self) -> String {
        let keeping: String = self.keeping.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{}.{keeping}", self.digest)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.directory(), self.name())
    }
}
