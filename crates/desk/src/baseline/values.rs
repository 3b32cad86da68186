//! The values of an entry.

use std::collections::BTreeMap;

use crate::input::{RawInput, RawValue};

/// The values of one entry, by name.
pub type Values = BTreeMap<String, RawValue>;

/// A text.
pub(super) fn text(text: impl Into<String>) -> RawValue {
    RawValue::Text(text.into())
}

/// A text that may be missing.
pub(super) fn maybe(value: Option<impl Into<String>>) -> RawValue {
    value.map_or(RawValue::Null, text)
}

/// A number that may be missing.
pub(super) fn number(number: Option<i64>) -> RawValue {
    number.map_or(RawValue::Null, RawValue::Number)
}

/// Entries' values from their names.
pub(super) fn values<const N: usize>(all: [(&str, RawValue); N]) -> Values {
    all.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// What a value says as a text; empty where it says nothing.
pub(super) fn said(values: &Values, name: &str) -> String {
    values.get(name).map(RawValue::shown).unwrap_or_default()
}

/// What a value lists.
pub(super) fn listed(values: &Values, name: &str) -> Vec<String> {
    match values.get(name) {
        Some(RawValue::List(all)) => all.clone(),
        _ => Vec::new(),
    }
}

/// Whether a value is a truth that holds.
pub(super) fn holds(values: &Values, name: &str) -> bool {
    values.get(name) == Some(&RawValue::Flag(true))
}

/// What a form would have sent, had somebody filled it in so.
pub(super) fn sent(values: &Values, names: &[&str]) -> RawInput {
    let given = values.iter().filter(|(name, _)| names.contains(&name.as_str()));
    RawInput {
        values: given.map(|(name, value)| (name.clone(), value.clone())).collect(),
        version: None,
    }
}
