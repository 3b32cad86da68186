//! Who may do what to which records.
//!
//! A permission says: this role may do this [`Action`] with records of this kind within this
//! [`Reach`]. A [`Scope`] turns that into the one predicate every door uses, in SQL and in Rust.

/// What stands in lists for the words of a restricted record: they are told only where the record
/// is opened, because only that is written down.
pub const WITHHELD: &str = "•••";

mod action;
mod agent;
mod agents;
mod branch;
mod columns;
mod explain;
mod facts;
mod permissions;
mod reach;
mod reads;
mod ready;
mod role;
mod scope;
mod tie;
mod visible;

pub use action::Action;
pub use agent::Agent;
pub use branch::Branch;
pub use columns::RecordColumn;
pub use explain::{Because, Bond, Explained, Explanation, Held, Holder, Right, Rule, explain};
pub use facts::Facts;
pub use permissions::{ANY_KIND, Permissions};
pub use reach::Reach;
pub use reads::{Opened, Reads, write_down};
pub use ready::{READY_ROLES, ReadyRole};
pub use role::Role;
pub use scope::Scope;
pub use tie::{Cover, Tie};
pub use visible::{asked_fields, sees_inside, visible_fields};

/// Every static statement of these stores.
#[must_use]
pub fn statements() -> Vec<db::Statement> {
    [agent::STATEMENTS, agents::STATEMENTS, explain::STATEMENTS, role::STATEMENTS].concat()
}
