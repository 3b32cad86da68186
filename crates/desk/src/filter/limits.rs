//! How large a filter may be. Everything after the parser relies on it.

use super::ast::{Expr, Test};
use super::problem::Found;
use super::span::Span;

/// Longest text, in characters.
pub const TEXT: usize = 4_000;
/// Deepest nesting of groups and negations.
pub const DEPTH: usize = 16;
/// Most conditions.
pub const CONDITIONS: usize = 100;
/// Most values in one list.
pub const VALUES: usize = 200;
/// Farthest move in time, in units.
pub(super) const OFFSET: i64 = 1_000_000;

/// Refuses a filter that is too large, wherever it came from.
pub(super) fn bounded(expr: &Expr) -> Result<(), Found> {
    let mut conditions = 0;
    walk(expr, 0, &mut conditions)
}

fn walk(expr: &Expr, depth: usize, conditions: &mut usize) -> Result<(), Found> {
    if depth > DEPTH {
        return Err(Found::new(Span::default(), "filter_too_deep").with("most", DEPTH));
    }
    match expr {
        Expr::Everything => Ok(()),
        Expr::All(parts) | Expr::Any(parts) => {
            parts.iter().try_for_each(|part| walk(part, depth + 1, conditions))
        }
        Expr::Not(part) => walk(part, depth + 1, conditions),
        Expr::Words(text) => one_more(conditions, text.span),
        Expr::Is(condition) => {
            one_more(conditions, condition.path.span)?;
            match &condition.test {
                Test::In(values) if values.len() > VALUES => {
                    Err(Found::new(condition.path.span, "filter_too_many_values")
                        .with("most", VALUES))
                }
                Test::Count(.., Some(inner)) => walk(inner, depth + 1, conditions),
                _ => Ok(()),
            }
        }
    }
}

fn one_more(conditions: &mut usize, span: Span) -> Result<(), Found> {
    *conditions += 1;
    if *conditions > CONDITIONS {
        return Err(Found::new(span, "filter_too_many_conditions").with("most", CONDITIONS));
    }
    Ok(())
}
