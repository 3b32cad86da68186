//! Who gets a newly opened record.
//!
//! Each kind has rules in an order. The first whose condition, a filter, holds of the record gives it to
//! a team and, if it says so, to somebody of that team: a person, whoever's turn it is, or whoever has the
//! fewest open ones. Conditions are asked of the row just written by the statement lists use, in the
//! transaction that opens the record; a team's turns are a row that whoever gives writes first.

mod apply;
mod condition;
mod edition;
mod explain;
mod load;
mod matching;
mod pick;
mod preview;
mod rule;
mod set;
mod standing;

pub(crate) use apply::after_opening;
pub use apply::{FACT, FACT_HOW, FACT_RULE, Given, NOBODY, VERB, assign_by_rules};
pub use explain::{Explained, Outcome, explain};
pub use load::{Load, load};
pub use pick::{Candidate, pick};
pub use preview::{Example, LOOKED_AT, Preview, preview};
pub use rule::{GIVES, Gives, Rule};
pub use set::{CONDITION, INPUTS, MOST, create, edit, order, remove};
pub use standing::{Named, Standing, find, has_rules, standings};

/// Every static statement of these modules.
pub(crate) fn statements() -> Vec<db::Statement> {
    [edition::STATEMENTS, pick::STATEMENTS, rule::STATEMENTS, standing::STATEMENTS].concat()
}
