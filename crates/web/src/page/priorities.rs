//! The priorities of a kind of record, as a grid: impacts below each other, urgencies beside each other.

use askama::Template;

use super::{Badge, Choice, Shell, Tried};

/// The grid, what came of trying it out, and how it is set.
#[derive(Debug, Clone, Template)]
#[template(path = "part/priority_grid.html")]
pub struct PriorityGrid {
    /// Language and CSRF token; the rest of the frame is not drawn.
    pub shell: Shell,
    /// What it is, for those who hear the page.
    pub caption: String,
    /// The urgencies, in words.
    pub urgencies: Vec<String>,
    /// The impacts.
    pub rows: Vec<PriorityRow>,
    /// Where it is tried out; nothing for who may only read it.
    pub path: Option<String>,
    /// What tells the matrix that is there from any other.
    pub seen: String,
    /// Where it is tried out as it came, where it differs from that.
    pub restore: Option<String>,
    /// What came of trying.
    pub tried: Option<Tried>,
}

/// An impact.
#[derive(Debug, Clone, Default)]
pub struct PriorityRow {
    /// In words.
    pub label: String,
    /// Its priority with each urgency.
    pub cells: Vec<PriorityCell>,
}

/// The priority of an impact with an urgency.
#[derive(Debug, Clone, Default)]
pub struct PriorityCell {
    /// The name it is sent under.
    pub name: String,
    /// The urgency, in words.
    pub urgency: String,
    /// Both in words, for those who hear the page.
    pub label: String,
    /// What is chosen.
    pub value: String,
    /// The same as it looks on records.
    pub badge: Badge,
    /// What there is to choose from.
    pub choices: Vec<Choice>,
    /// How it came, where that differs.
    pub came: Option<String>,
    /// Whether it is not what holds now.
    pub changed: bool,
    /// What is wrong with it.
    pub error: Option<String>,
}
