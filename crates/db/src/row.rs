//! Rows as they come back, and how a column becomes a Rust value.

use crate::{Error, Id, Result, Timestamp, Value};

/// One row of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row(Vec<Value>);

impl Row {
    pub(crate) fn new(values: Vec<Value>) -> Self {
        Row(values)
    }

    /// All its columns.
    pub(crate) fn values(&self) -> &[Value] {
        &self.0
    }

    /// The column at `index`, counted from 0.
    ///
    /// # Errors
    /// [`Error::Unexpected`] when there is no such column or it holds something else.
    pub fn get<T: FromValue>(&self, index: usize) -> Result<T> {
        let value = self.0.get(index).cloned();
        value
            .and_then(T::from_value)
            .ok_or(Error::Unexpected { column: index, expected: T::EXPECTED })
    }

    /// Reads the columns one after the other, in the order of the statement.
    #[must_use]
    pub fn columns(self) -> Columns {
        Columns { values: self.0.into_iter(), at: 0 }
    }
}

/// Reads a row from left to right.
#[derive(Debug)]
pub struct Columns {
    values: std::vec::IntoIter<Value>,
    at: usize,
}

impl Columns {
    /// The next column.
    ///
    /// # Errors
    /// [`Error::Unexpected`] when the row has ended or the column holds something else.
    #[expect(clippy::should_implement_trait, reason = "typed by the caller, so not an iterator")]
    pub fn next<T: FromValue>(&mut self) -> Result<T> {
        let column = self.at;
        self.at += 1;
        self.values
            .next()
            .and_then(T::from_value)
            .ok_or(Error::Unexpected { column, expected: T::EXPECTED })
    }
}

impl Columns {
    /// The columns not read yet, as a row of their own.
    #[must_use]
    pub fn rest(self) -> Row {
        Row(self.values.collect())
    }
}

/// A type a column can be read as.
pub trait FromValue: Sized {
    /// What to say when it is something else.
    const EXPECTED: &'static str;
    /// The value as this type, or nothing when it is another.
    fn from_value(value: Value) -> Option<Self>;
}

impl FromValue for Value {
    const EXPECTED: &'static str = "a value";
    fn from_value(value: Value) -> Option<Self> {
        Some(value)
    }
}

impl FromValue for i64 {
    const EXPECTED: &'static str = "an integer";
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Int(v) => Some(v),
            _ => None,
        }
    }
}

impl FromValue for bool {
    const EXPECTED: &'static str = "0 or 1";
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Int(0) => Some(false),
            Value::Int(1) => Some(true),
            _ => None,
        }
    }
}

impl FromValue for String {
    const EXPECTED: &'static str = "text";
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Text(v) => Some(v),
            _ => None,
        }
    }
}

impl FromValue for Vec<u8> {
    const EXPECTED: &'static str = "bytes";
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Bytes(v) => Some(v),
            _ => None,
        }
    }
}

impl<const N: usize> FromValue for [u8; N] {
    const EXPECTED: &'static str = "bytes of a fixed length";
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Bytes(v) => v.try_into().ok(),
            _ => None,
        }
    }
}

impl FromValue for Timestamp {
    const EXPECTED: &'static str = "an instant";
    fn from_value(value: Value) -> Option<Self> {
        i64::from_value(value).map(Timestamp::from_micros)
    }
}

impl<T> FromValue for Id<T> {
    const EXPECTED: &'static str = "an id";
    fn from_value(value: Value) -> Option<Self> {
        <[u8; 16]>::from_value(value).map(Id::from_bytes)
    }
}

impl<T: FromValue> FromValue for Option<T> {
    const EXPECTED: &'static str = T::EXPECTED;
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            other => T::from_value(other).map(Some),
        }
    }
}
