//! What values look like. A name means the same in every section that has it.

use crate::input::RawValue;

/// What a value looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Text in quotes; empty for nothing.
    Text,
    /// A whole number, or empty quotes for nothing.
    Number,
    /// True or false.
    Flag,
    /// A list of texts.
    List,
    /// Any of them.
    Any,
}

/// The values that are no text.
const SHAPES: &[(&str, Shape)] = &[
    ("active", Shape::Flag),
    ("cells", Shape::List),
    ("close_after", Shape::Number),
    ("columns", Shape::List),
    ("comment_reopens", Shape::Flag),
    ("currencies", Shape::List),
    ("days", Shape::Number),
    ("default", Shape::Any),
    ("everybody", Shape::Flag),
    ("forms", Shape::List),
    ("help", Shape::List),
    ("labels", Shape::List),
    ("option_labels", Shape::List),
    ("options", Shape::List),
    ("path", Shape::List),
    ("permissions", Shape::List),
    ("place", Shape::Number),
    ("reopen_within", Shape::Number),
    ("roles", Shape::List),
    ("scale", Shape::Number),
    ("states", Shape::List),
    ("survey", Shape::Flag),
];

impl Shape {
    /// What the value of this name looks like.
    pub(super) fn of(name: &str) -> Shape {
        let found = SHAPES.iter().find(|(known, _)| *known == name);
        found.map_or(Shape::Text, |(_, shape)| *shape)
    }

    /// The value, if it looks so. A number where a text belongs is that text.
    pub(super) fn take(self, value: RawValue) -> Option<RawValue> {
        match (self, value) {
            (Shape::Text, RawValue::Number(number)) => Some(RawValue::Text(number.to_string())),
            (Shape::Any, value)
            | (Shape::Text, value @ (RawValue::Text(_) | RawValue::Null))
            | (Shape::Number, value @ (RawValue::Number(_) | RawValue::Null))
            | (Shape::Flag, value @ RawValue::Flag(_))
            | (Shape::List, value @ RawValue::List(_)) => Some(value),
            _ => None,
        }
    }

    /// How it is called where something else stands.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Shape::Text => "\"…\"",
            Shape::Number => "123",
            Shape::Flag => "true, false",
            Shape::List => "[\"…\", \"…\"]",
            Shape::Any => "\"…\", 123, true, [\"…\"]",
        }
    }
}
