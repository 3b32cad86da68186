//! What a role allows, as a grid: the actions below each other, the kinds of record beside each other.

use askama::Template;

use super::{Choice, Shell, Tried};

/// The grid, what setting it would change once it was tried out, and how it is set.
#[derive(Debug, Clone, Template)]
#[template(path = "part/permission_grid.html")]
pub struct PermissionGrid {
    /// Language and CSRF token; the rest of the frame is not drawn.
    pub shell: Shell,
    /// What each reach means: its name and what it covers.
    pub reaches: Vec<(String, String)>,
    /// The kinds of record, every kind first.
    pub kinds: Vec<String>,
    /// The actions, those that belong together under one heading.
    pub groups: Vec<PermissionRows>,
    /// Where it is tried out; nothing for who may only read it.
    pub path: Option<String>,
    /// What tells the sheet that is there from any other.
    pub seen: String,
    /// Where a ready role is tried out as it came, where it differs from that.
    pub restore: Option<String>,
    /// What came of trying.
    pub tried: Option<Tried>,
}

/// Actions that belong together.
#[derive(Debug, Clone, Default)]
pub struct PermissionRows {
    /// What they are about.
    pub heading: String,
    /// Each of them.
    pub rows: Vec<PermissionRow>,
}

/// An action.
#[derive(Debug, Clone, Default)]
pub struct PermissionRow {
    /// What it is.
    pub label: String,
    /// In plain words.
    pub about: String,
    /// Its reach, with every kind of record first and then with each.
    pub cells: Vec<PermissionCell>,
}

/// How far an action reaches with a kind of record.
#[derive(Debug, Clone, Default)]
pub struct PermissionCell {
    /// The name it is sent under.
    pub name: String,
    /// The kind of record, in words.
    pub kind: String,
    /// The action and the kind, for those who hear the page.
    pub label: String,
    /// What is chosen, by its code; empty for none.
    pub value: String,
    /// The same in words.
    pub said: String,
    /// What there is to choose from.
    pub choices: Vec<Choice>,
    /// How it came, where that differs.
    pub came: Option<String>,
    /// Whether it is not what holds now.
    pub changed: bool,
}
