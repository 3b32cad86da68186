//! What a text would change, a step for each thing.

use serde::Serialize;

/// One thing that is to be done, or was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The section.
    pub section: &'static str,
    /// Which entry of it: the values that say so, one after the other; empty where there is only one.
    pub entry: String,
    /// What is done.
    #[serde(flatten)]
    pub does: Does,
}

/// What is done with an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "does", content = "changes", rename_all = "snake_case")]
pub enum Does {
    /// It is made.
    Add(Vec<Change>),
    /// Some of its values change.
    Change(Vec<Change>),
    /// It is taken away or out of use.
    Take,
    /// The entries of the section are put in order.
    Order(Vec<Change>),
}

/// A value that changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Its name.
    pub name: String,
    /// What it said; nothing where the entry is new.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// What it is to say.
    pub after: String,
}

impl Does {
    /// Its stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Does::Add(_) => "add",
            Does::Change(_) => "change",
            Does::Take => "take",
            Does::Order(_) => "order",
        }
    }

    /// The values that change.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        match self {
            Does::Add(changes) | Does::Change(changes) | Does::Order(changes) => changes,
            Does::Take => &[],
        }
    }
}
