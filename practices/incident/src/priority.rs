//! Priority from impact and urgency.

use db::ReadTx;
use desk::{Error, Result, priority};

use crate::fields::KIND;

/// How far an incident reaches and how fast it presses, 1 (most) to 3 each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weight {
    impact: i64,
    urgency: i64,
}

/// A priority and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Priority {
    /// The matrix says so.
    Computed(i64),
    /// Somebody said so, with a reason.
    Overridden {
        /// 1 (critical) to 5.
        level: i64,
        /// Why the matrix does not fit.
        reason: String,
    },
}

/// The priority matrix of incidents.
#[derive(Debug, Clone)]
pub struct Matrix(priority::Matrix);

impl Weight {
    /// Both from 1 to 3.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming the one that is out of range.
    pub fn new(impact: i64, urgency: i64) -> Result<Self> {
        for (field, value) in [("impact", impact), ("urgency", urgency)] {
            if !(1..=3).contains(&value) {
                let fault = desk::Fault::new(field, "number").with("least", 1).with("most", 3);
                return Err(Error::Invalid(vec![fault]));
            }
        }
        Ok(Weight { impact, urgency })
    }

    /// How far it reaches, 1 (everybody) to 3 (one person).
    #[must_use]
    pub fn impact(self) -> i64 {
        self.impact
    }

    /// How fast it presses, 1 (at once) to 3 (can wait).
    #[must_use]
    pub fn urgency(self) -> i64 {
        self.urgency
    }
}

impl Priority {
    /// 1 (critical) to 5.
    #[must_use]
    pub fn level(&self) -> i64 {
        match self {
            Priority::Computed(level) | Priority::Overridden { level, .. } => *level,
        }
    }

    /// Why it is not the matrix's, if it is not.
    #[must_use]
    pub fn reason(self) -> Option<String> {
        match self {
            Priority::Computed(_) => None,
            Priority::Overridden { reason, .. } => Some(reason),
        }
    }
}

impl Matrix {
    /// The matrix as it is now.
    ///
    /// # Errors
    /// When the database fails.
    pub fn load(tx: &ReadTx<'_>) -> Result<Self> {
        priority::Matrix::load(tx, &KIND).map(Matrix)
    }

    /// The priority of a weight.
    ///
    /// # Errors
    /// [`Error::Broken`] when the matrix has no such cell.
    pub fn priority(&self, weight: Weight) -> Result<i64> {
        let level = self.0.priority(weight.impact, weight.urgency);
        level
            .ok_or_else(|| Error::Broken(format!("the priority matrix has no cell for {weight:?}")))
    }

    /// What a person asked for: the matrix's priority, or another one with a reason.
    ///
    /// # Errors
    /// [`Error::Invalid`] when another priority comes without a reason.
    pub fn decide(
        &self,
        weight: Weight,
        asked: Option<i64>,
        reason: Option<String>,
    ) -> Result<Priority> {
        let computed = self.priority(weight)?;
        match (asked, reason) {
            (None, _) => Ok(Priority::Computed(computed)),
            (Some(level), _) if level == computed => Ok(Priority::Computed(computed)),
            (Some(level), Some(reason)) => Ok(Priority::Overridden { level, reason }),
            (Some(_), None) => Err(Error::invalid("reason", "override_reason")),
        }
    }
}
