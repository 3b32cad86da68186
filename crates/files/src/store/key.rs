//! What a content is kept under.

use std::fmt;
use std::str::FromStr;

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

/// Text that is no key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this is no key of a content")]
pub struct KeyError;

impl FromStr for Key {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let (_, name) = text.split_once('/').ok_or(KeyError)?;
        let (digest, digits) = name.split_once('.').ok_or(KeyError)?;
        let digest = digest.parse().map_err(|_| KeyError)?;
        let number = u128::from_str_radix(digits, 16).map_err(|_| KeyError)?;
        let key = Key { digest, keeping: number.to_be_bytes() };
        // Only as it is written: no other case, length or directory.
        if key.to_string() == text { Ok(key) } else { Err(KeyError) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Digest, Key};

    #[test]
    fn a_key_is_read_as_it_is_written_and_in_no_other_way() {
        let key = Key { digest: Digest::of(b"content"), keeping: [7; 16] };
        let text = key.to_string();
        assert_eq!(text.parse(), Ok(key));
        let others = [
            text.to_uppercase(),
            format!("../{}", key.name()),
            format!("{text}0"),
            text.replace('.', "/"),
            String::new(),
        ];
        for other in others {
            assert!(other.parse::<Key>().is_err(), "{other}");
        }
    }
}
