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
/// Most values in all lists together: each may become a piece of a statement of its own.
const ALL_VALUES: usize = 400;
/// Farthest move in time, in units.
pub(super) const OFFSET: i64 = 1_000_000;

/// Refuses a filter that is too large, wherever it came from.
pub(super) fn bounded(expr: &Expr) -> Result<(), Found> {
    walk(expr, 0, &mut Counted::default())
}

/// What was met so far.
#[derive(Default)]
struct Counted {
    conditions: usize,
    values: usize,
}

fn walk(expr: &Expr, depth: usize, counted: &mut Counted) -> Result<(), Found> {
    if depth > DEPTH {
        return Err(Found::new(Span::default(), "filter_too_deep").with("most", DEPTH));
    }
    match expr {
        Expr::Everything => Ok(()),
        Expr::All(parts) | Expr::Any(parts) => {
            parts.iter().try_for_each(|part| walk(part, depth + 1, counted))
        }
        Expr::Not(part) => walk(part, depth + 1, counted),
        Expr::Words(text) => counted.one_more(text.span),
        Expr::Is(condition) => {
            counted.one_more(condition.path.span)?;
            match &condition.test {
                Test::In(values) => counted.listed(values.len(), condition.path.span),
                Test::Count(.., Some(inner)) => walk(inner, depth + 1, counted),
                _ => Ok(()),
            }
        }
    }
}

impl Counted {
    fn one_more(&mut self, span: Span) -> Result<(), Found> {
        self.conditions += 1;
        if self.conditions > CONDITIONS {
            return Err(Found::new(span, "filter_too_many_conditions").with("most", CONDITIONS));
        }
        Ok(())
    }

    fn listed(&mut self, values: usize, span: Span) -> Result<(), Found> {
        self.values += values;
        let most = if values > VALUES { VALUES } else { ALL_VALUES };
        if values > VALUES || self.values > ALL_VALUES {
            return Err(Found::new(span, "filter_too_many_values").with("most", most));
        }
        Ok(())
    }
}
