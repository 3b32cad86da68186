//! What about a record decides who may see it.

use db::Id;

use crate::people::{Company, Person, Team};

/// The facts of one record that a reach looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// For whom it was opened.
    pub requester: Option<Id<Person>>,
    /// Who opened it.
    pub opener: Option<Id<Person>>,
    /// Who works on it.
    pub assignee: Option<Id<Person>>,
    /// The team that works on it.
    pub team: Option<Id<Team>>,
    /// The company it belongs to.
    pub company: Id<Company>,
    /// Whether it takes a grant of its own to see it.
    pub restricted: bool,
    /// Whether it was withdrawn: only those who administer or audit it find it then.
    pub withdrawn: bool,
}
