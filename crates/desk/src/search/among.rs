//! Lists of values in built statements, in few different lengths: a statement is prepared once for
//! each, and not for every number of values anew.

use db::Value;
use db::sea_query::{Alias, Expr, ExprTrait};

/// Values in one list at most.
pub(super) const AT_ONCE: usize = 1_024;

/// The column holds one of these values. Shorter lists are filled up with their last value.
pub(super) fn among<V: Into<Value> + Clone>(column: &'static str, values: &[V]) -> Expr {
    let length = values.len().next_power_of_two();
    let last = values.last().cloned();
    let filled = values.iter().cloned().chain(last.into_iter().cycle());
    Expr::col(Alias::new(column)).is_in(filled.take(length).map(|value| Expr::val(value.into())))
}
