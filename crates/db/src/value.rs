//! What can be stored: the types both engines keep exactly.

use crate::{Id, Timestamp};

/// One stored value. There are no floats and no booleans: amounts are scaled integers, truth is
/// 0 or 1, instants are microseconds, so that both engines keep and compare the same thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// No value.
    Null,
    /// A 64-bit integer.
    Int(i64),
    /// UTF-8 text without NUL.
    Text(String),
    /// Raw bytes.
    Bytes(Vec<u8>),
}

impl From<i64> for Value {
    fn from(v: i64) -> Self {
        Value::Int(v)
    }
}

impl From<i32> for Value {
    fn from(v: i32) -> Self {
        Value::Int(v.into())
    }
}

impl From<u32> for Value {
    fn from(v: u32) -> Self {
        Value::Int(v.into())
    }
}

impl From<bool> for Value {
    fn from(v: bool) -> Self {
        Value::Int(v.into())
    }
}

impl From<&str> for Value {
    fn from(v: &str) -> Self {
        Value::Text(v.to_owned())
    }
}

impl From<String> for Value {
    fn from(v: String) -> Self {
        Value::Text(v)
    }
}

impl From<&String> for Value {
    fn from(v: &String) -> Self {
        Value::Text(v.clone())
    }
}

impl From<Vec<u8>> for Value {
    fn from(v: Vec<u8>) -> Self {
        Value::Bytes(v)
    }
}

impl From<&[u8]> for Value {
    fn from(v: &[u8]) -> Self {
        Value::Bytes(v.to_vec())
    }
}

impl<const N: usize> From<[u8; N]> for Value {
    fn from(v: [u8; N]) -> Self {
        Value::Bytes(v.to_vec())
    }
}

impl<const N: usize> From<&[u8; N]> for Value {
    fn from(v: &[u8; N]) -> Self {
        Value::Bytes(v.to_vec())
    }
}

impl From<Timestamp> for Value {
    fn from(v: Timestamp) -> Self {
        Value::Int(v.micros())
    }
}

impl<T> From<Id<T>> for Value {
    fn from(v: Id<T>) -> Self {
        Value::Bytes(v.bytes().to_vec())
    }
}

impl<T> From<&Id<T>> for Value {
    fn from(v: &Id<T>) -> Self {
        Value::Bytes(v.bytes().to_vec())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(v: Option<T>) -> Self {
        v.map_or(Value::Null, Into::into)
    }
}

/// The parameters of a statement that takes none.
pub const NO_PARAMS: &[Value] = &[];

/// Builds the parameters of a statement: `params![id, "text", now]`.
#[macro_export]
macro_rules! params {
    () => { $crate::NO_PARAMS };
    ($($value:expr),+ $(,)?) => { &[$($crate::Value::from($value)),+] };
}
