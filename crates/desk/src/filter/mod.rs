//! The filter language: one form for what the query string, the filter builder and saved views say.
//!
//! [`parse()`] reads a text into an [`Expr`], which its `Display` writes back in one form. [`read`]
//! gives it a meaning for one reader, a [`Predicate`], which [`compile()`] turns into SQL and
//! [`matches()`] holds against a record in Rust. `docs/guide/reference/filters.md` describes it to its users.

mod added;
mod asks;
mod ast;
mod build;
mod check;
mod codes;
mod columns;
mod compile;
mod entity;
mod evaluate;
#[cfg(test)]
mod fuzzed;
mod held;
mod limits;
mod local;
mod nearest;
mod operands;
mod parse;
mod parse_operand;
mod parse_test;
mod paths;
mod predicate;
mod print;
mod problem;
mod said;
mod span;
mod standing;
mod token;
mod tree;
mod values;
mod when;

pub use asks::{
    added_fields, asks_inside, asks_own_table, is_of_own_table, known_companies, place, tells,
    value, without_words,
};
pub use ast::{
    Base, Compare, Condition, Expr, Moment, Offset, Operand, Path, Said, Test, Text, TextTest,
    Unit, Which,
};
pub use build::{Line, Lines, OPERATORS, Takes};
pub use check::{Meant, Reader, check, words};
pub use compile::compile;
pub use entity::{ATTRIBUTES, Attribute, Entity, RELATIONS, Relation, relations};
pub use evaluate::{Held, Member, Reference, matches};
pub use held::{Known, Looked, holds_of};
pub use limits::{CONDITIONS, DEPTH, TEXT, VALUES};
pub use nearest::nearest;
pub use parse::parse;
pub use predicate::{Check, Part, Place, Predicate, Side, Slot, Zone};
pub use problem::Problem;
pub use said::compared;
pub use span::Span;
pub use standing::meanings;

/// Whether folded text has another in it, whatever signs that holds.
pub(crate) fn contains(folded: db::sea_query::Expr, said: &str) -> db::sea_query::Expr {
    columns::like(folded, TextTest::Contains, said)
}

use db::ReadTx;

use crate::Result;

/// A filter as one reader may use it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// What it says.
    pub expr: Expr,
    /// What that means to the reader now.
    pub predicate: Predicate,
}

impl Default for Filter {
    /// Every record.
    fn default() -> Self {
        Filter { expr: Expr::Everything, predicate: Predicate::Always }
    }
}

/// Reads a filter's text for a reader.
///
/// # Errors
/// [`crate::Error::Invalid`] with all that is wrong, as faults of the field `q` that say where.
pub fn read(tx: &ReadTx<'_>, reader: Reader<'_>, text: &str) -> Result<Filter> {
    let expr = parse(text).map_err(|problem| problem::invalid(FIELD, &[problem]))?;
    let meaning = check(tx, reader, &expr, text)?;
    let predicate = meaning.map_err(|problems| problem::invalid(FIELD, &problems))?;
    Ok(Filter { expr, predicate })
}

/// The parameter a filter comes in.
const FIELD: &str = "q";
