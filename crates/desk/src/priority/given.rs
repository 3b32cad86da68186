//! A matrix as it came through a door.

use super::{Levels, Matrix};
use crate::kind::Kind;
use crate::{Error, Fault, Result};

/// One cell in words, and where a fault of it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawCell {
    /// The name of what was sent.
    pub place: String,
    /// An impact.
    pub impact: String,
    /// An urgency.
    pub urgency: String,
    /// The priority of the two.
    pub priority: String,
}

/// The name of a cell, at which it is told that it is missing.
fn name(impact: i64, urgency: i64) -> String {
    format!("priority.{impact}.{urgency}")
}

/// The matrix that some cells say: every impact with every urgency.
///
/// # Errors
/// [`Error::Invalid`] naming every cell that is missing, twice there, or out of range.
pub fn of_words(kind: &Kind, cells: &[RawCell]) -> Result<Matrix> {
    let levels = Levels::of(kind);
    let mut matrix = Matrix::default();
    let mut faults = Vec::new();
    for cell in cells {
        let mut number = |text: &str, range: &std::ops::RangeInclusive<i64>| {
            let number = text.trim().parse().ok().filter(|number| range.contains(number));
            if number.is_none() {
                let fault = Fault::new(cell.place.as_str(), "number");
                faults.push(fault.with("least", range.start()).with("most", range.end()));
            }
            number
        };
        // What is said to be empty is missing.
        if cell.priority.trim().is_empty() {
            continue;
        }
        let impact = number(&cell.impact, &levels.impacts);
        let urgency = number(&cell.urgency, &levels.urgencies);
        let priority = number(&cell.priority, &levels.priorities);
        let (Some(impact), Some(urgency), Some(priority)) = (impact, urgency, priority) else {
            continue;
        };
        if matrix.priority(impact, urgency).is_some() {
            faults.push(Fault::new(cell.place.as_str(), "duplicate"));
        }
        matrix.put((impact, urgency), priority);
    }
    if faults.is_empty() {
        let missing = levels.cells().filter(|(i, u)| matrix.priority(*i, *u).is_none());
        faults.extend(missing.map(|(i, u)| Fault::new(name(i, u), "required")));
    }
    if faults.is_empty() { Ok(matrix) } else { Err(Error::Invalid(faults)) }
}
