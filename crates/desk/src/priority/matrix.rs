//! The rows of a matrix.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use db::{ReadTx, params};

use crate::Result;
use crate::field::FieldKind;
use crate::kind::Kind;
use crate::seen;

db::statements! {
    ROWS = "SELECT impact, urgency, priority FROM priority_matrix WHERE kind = $1";
}

/// The priority of every impact with every urgency; 1 is the most of each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Matrix(BTreeMap<(i64, i64), i64>);

/// One cell that two matrices do not share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// The impact.
    pub impact: i64,
    /// The urgency.
    pub urgency: i64,
    /// The priority it gave, if it gave any.
    pub before: Option<i64>,
    /// The priority it is to give.
    pub after: Option<i64>,
}

/// Two neighbours of which the one that weighs more is less urgent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Crossing {
    /// Impact and urgency of the one that weighs more.
    pub more: (i64, i64),
    /// Impact and urgency of the other.
    pub less: (i64, i64),
}

/// How many levels there are of each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Levels {
    /// Impacts.
    pub impacts: RangeInclusive<i64>,
    /// Urgencies.
    pub urgencies: RangeInclusive<i64>,
    /// Priorities.
    pub priorities: RangeInclusive<i64>,
}

impl Levels {
    /// Those of a kind, as its fields say.
    #[must_use]
    pub fn of(kind: &Kind) -> Levels {
        let between = |code: &str| match kind.field(code).map(|field| field.kind) {
            Some(FieldKind::Number(least, most)) => least..=most,
            // A kind without such a field has no level.
            _ => RangeInclusive::new(1, 0),
        };
        Levels {
            impacts: between("impact"),
            urgencies: between("urgency"),
            priorities: between("priority"),
        }
    }

    /// Every impact with every urgency.
    pub fn cells(&self) -> impl Iterator<Item = (i64, i64)> {
        let urgencies = self.urgencies.clone();
        self.impacts
            .clone()
            .flat_map(move |impact| urgencies.clone().map(move |urgency| (impact, urgency)))
    }
}

impl Matrix {
    /// The matrix of a kind as it is now.
    ///
    /// # Errors
    /// When the database fails.
    pub fn load(tx: &ReadTx<'_>, kind: &Kind) -> Result<Matrix> {
        let mut matrix = Matrix::default();
        for row in tx.rows(ROWS, params![kind.code])? {
            matrix.put((row.get(0)?, row.get(1)?), row.get(2)?);
        }
        Ok(matrix)
    }

    /// The matrix a kind came with.
    #[must_use]
    pub fn came(kind: &Kind) -> Matrix {
        let cells = kind.priorities.iter();
        Matrix(cells.map(|(impact, urgency, level)| ((*impact, *urgency), *level)).collect())
    }

    /// Says the priority of an impact with an urgency.
    pub fn put(&mut self, cell: (i64, i64), priority: i64) {
        self.0.insert(cell, priority);
    }

    /// The priority of an impact with an urgency.
    #[must_use]
    pub fn priority(&self, impact: i64, urgency: i64) -> Option<i64> {
        self.0.get(&(impact, urgency)).copied()
    }

    /// Every cell as impact, urgency and priority, in their order.
    pub fn cells(&self) -> impl Iterator<Item = (i64, i64, i64)> {
        self.0.iter().map(|((impact, urgency), priority)| (*impact, *urgency, *priority))
    }

    /// The cells in which another matrix differs.
    #[must_use]
    pub fn against(&self, after: &Matrix) -> Vec<Cell> {
        let mut keys: Vec<(i64, i64)> = self.0.keys().chain(after.0.keys()).copied().collect();
        keys.sort_unstable();
        keys.dedup();
        let cells = keys.into_iter().map(|(impact, urgency)| Cell {
            impact,
            urgency,
            before: self.priority(impact, urgency),
            after: after.priority(impact, urgency),
        });
        cells.filter(|cell| cell.before != cell.after).collect()
    }

    /// Neighbours of which the one with more impact, or the more urgent one, gets the less urgent
    /// priority.
    #[must_use]
    pub fn crossings(&self) -> Vec<Crossing> {
        let mut found = Vec::new();
        for (impact, urgency, priority) in self.cells() {
            for less in [(impact + 1, urgency), (impact, urgency + 1)] {
                if self.priority(less.0, less.1).is_some_and(|other| other < priority) {
                    found.push(Crossing { more: (impact, urgency), less });
                }
            }
        }
        found
    }

    /// What tells this matrix from any other.
    #[must_use]
    pub fn seen(&self) -> String {
        seen::mark(self.cells().map(|(impact, urgency, p)| format!("{impact} {urgency} {p}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matrix(rows: [[i64; 3]; 3]) -> Matrix {
        let mut matrix = Matrix::default();
        for (impact, row) in (1..).zip(rows) {
            for (urgency, priority) in (1..).zip(row) {
                matrix.put((impact, urgency), priority);
            }
        }
        matrix
    }

    #[test]
    fn only_what_weighs_more_and_presses_less_crosses() {
        assert!(matrix([[1, 2, 3], [2, 3, 4], [3, 4, 4]]).crossings().is_empty());
        assert!(matrix([[3, 3, 3], [3, 3, 3], [3, 3, 3]]).crossings().is_empty());
        let crossed = matrix([[1, 2, 3], [2, 5, 4], [3, 4, 4]]).crossings();
        let expected =
            [Crossing { more: (2, 2), less: (3, 2) }, Crossing { more: (2, 2), less: (2, 3) }];
        assert_eq!(crossed, expected);
    }

    #[test]
    fn matrices_differ_in_the_cells_that_do() {
        let (before, after) =
            (matrix([[1, 2, 3], [2, 3, 4], [3, 4, 4]]), matrix([[1, 2, 3], [2, 2, 4], [3, 4, 4]]));
        let cell = Cell { impact: 2, urgency: 2, before: Some(3), after: Some(2) };
        assert_eq!(before.against(&after), [cell]);
        assert!(before.against(&before).is_empty());
        assert_ne!(before.seen(), after.seen());
    }
}
