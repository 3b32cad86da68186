//! Input as it came through a door: names and plain values, before any field looked at them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// One value as the door could read it; as JSON it is the plain value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum RawValue {
    /// Said to be empty: JSON `null`, or an empty field of a form.
    Null,
    /// Text without control characters other than tab and newline; lines end in `\n`.
    Text(String),
    /// A whole number.
    Number(i64),
    /// True or false.
    Flag(bool),
    /// Several texts, for a field that takes several values.
    List(Vec<String>),
}

impl RawValue {
    /// The value as a form would show it again.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            RawValue::Null => String::new(),
            RawValue::Text(text) => text.clone(),
            RawValue::Number(number) => number.to_string(),
            RawValue::Flag(true) => "on".to_owned(),
            RawValue::Flag(false) => "off".to_owned(),
            RawValue::List(texts) => texts.join(","),
        }
    }
}

/// What was sent, by field code. What steers the request itself (the CSRF token, the method, the
/// version) is taken out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RawInput {
    /// The values sent. A field that is not here was not mentioned, which is not the same as empty.
    pub values: BTreeMap<String, RawValue>,
    /// The version of the record the sender had seen, where they said it.
    pub version: Option<i64>,
}

impl RawInput {
    /// What was sent for a field, as a form would show it again; empty where nothing was.
    #[must_use]
    pub fn shown(&self, field: &str) -> String {
        self.values.get(field).map(RawValue::shown).unwrap_or_default()
    }

    /// Takes a value out, so that what is left is the record's.
    pub fn take(&mut self, field: &str) -> Option<RawValue> {
        self.values.remove(field)
    }
}
