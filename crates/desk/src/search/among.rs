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

/// Cuts rows into pieces of few different lengths.
pub(super) fn pieces<T>(rows: &[T]) -> Vec<&[T]> {
    let mut pieces = Vec::new();
    let mut rest = rows;
    for length in [64, 16, 4, 1] {
        while let Some((piece, left)) = rest.split_at_checked(length) {
            pieces.push(piece);
            rest = left;
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_all_there_is_in_order() {
        for length in [0, 1, 5, 64, 87, 300] {
            let rows: Vec<usize> = (0..length).collect();
            let pieces = pieces(&rows);
            assert_eq!(pieces.concat(), rows);
            assert!(pieces.iter().all(|piece| [1, 4, 16, 64].contains(&piece.len())));
        }
    }
}
