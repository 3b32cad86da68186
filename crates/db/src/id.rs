//! Identifiers: UUID version 7, typed by what they identify.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use crate::Timestamp;

/// The identity of a `T`, 16 bytes, written as 32 hexadecimal digits.
pub struct Id<T> {
    bytes: [u8; 16],
    of: PhantomData<fn() -> T>,
}

/// Text that is not an identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an id is 32 hexadecimal digits, with or without the hyphens of a UUID")]
pub struct IdError;

impl<T> Id<T> {
    /// Takes the 16 bytes as they are.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Id { bytes, of: PhantomData }
    }

    /// The 16 bytes.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; 16] {
        &self.bytes
    }

    /// The same identity seen as another type: a record is also the subject of its history.
    #[must_use]
    pub const fn cast<U>(self) -> Id<U> {
        Id::from_bytes(self.bytes)
    }

    /// What comes before every identity made at this moment or later, and after every one made in a
    /// millisecond before it.
    #[must_use]
    pub fn first_of(at: Timestamp) -> Self {
        let millis = u64::try_from(at.micros() / 1000).unwrap_or(0).to_be_bytes();
        let [_, _, m0, m1, m2, m3, m4, m5] = millis;
        Id::from_bytes([m0, m1, m2, m3, m4, m5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    }

    /// A fixed identity for rows every installation has, from a small number.
    #[must_use]
    pub const fn fixed(number: u16) -> Self {
        let [high, low] = number.to_be_bytes();
        let mut bytes = [0; 16];
        bytes[6] = 0x70;
        bytes[8] = 0x80;
        bytes[14] = high;
        bytes[15] = low;
        Id::from_bytes(bytes)
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Id<T> {}

impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl<T> Eq for Id<T> {}

impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.bytes.cmp(&other.bytes)
    }
}

impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.bytes.hash(state);
    }
}

impl<T> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for byte in self.bytes {
            write!(f, "{byte:02x}")?;
        }
        Ok(())
    }
}

impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<T> FromStr for Id<T> {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let mut bytes = [0u8; 16];
        let mut digits = text.chars().filter(|c| *c != '-');
        for byte in &mut bytes {
            let high = digits.next().and_then(|c| c.to_digit(16)).ok_or(IdError)?;
            let low = digits.next().and_then(|c| c.to_digit(16)).ok_or(IdError)?;
            *byte = u8::try_from(high * 16 + low).map_err(|_| IdError)?;
        }
        if digits.next().is_some() || text.len() > 36 {
            return Err(IdError);
        }
        Ok(Id::from_bytes(bytes))
    }
}

impl<T> serde::Serialize for Id<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, T> serde::Deserialize<'de> for Id<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_what_it_writes() {
        let id: Id<()> = Id::from_bytes(*b"0123456789abcdef");
        assert_eq!(id.to_string().parse::<Id<()>>(), Ok(id));
        assert_eq!("30313233-3435-3637-3839-616263646566".parse::<Id<()>>(), Ok(id));
    }

    #[test]
    fn text_that_is_no_id_is_refused() {
        for bad in [
            "",
            "12",
            "zz313233343536373839616263646566",
            "303132333435363738396162636465660",
            "é0",
        ] {
            assert_eq!(bad.parse::<Id<()>>(), Err(IdError), "{bad}");
        }
    }
}
