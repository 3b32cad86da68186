//! What ties a record to those who may see it.

use db::Id;

use crate::people::{Company, Person, Team};

/// Somebody a record belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tie {
    /// Its requester, opener or assignee.
    Person(Id<Person>),
    /// Somebody who watches it.
    Watcher(Id<Person>),
    /// Its team.
    Team(Id<Team>),
    /// Its company.
    Company(Id<Company>),
}

/// Which records a reach covers, by what ties them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cover {
    /// None.
    Nothing,
    /// All of the kind.
    Everything,
    /// Those with one of these ties.
    Tied(Vec<Tie>),
}
