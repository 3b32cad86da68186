//! Numbers people say. Each process takes blocks from the series in a transaction of its own, so
//! that no business transaction waits for a shared counter; gaps are allowed, reuse is not.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use db::{Db, params};

use crate::{Error, Result};

/// Numbers taken from the database at once.
const BLOCK: i64 = 32;
/// Digits a number is padded to.
const DIGITS: usize = 7;

db::statements! {
    TAKE = "UPDATE number_series SET next_number = next_number + $2 WHERE prefix = $1 RETURNING next_number";
    BEGIN = "INSERT INTO number_series (prefix, next_number) VALUES ($1, $2) ON CONFLICT (prefix) DO NOTHING";
    RAISE = "UPDATE number_series SET next_number = $2 WHERE prefix = $1 AND next_number < $2";
}

/// The numbers this process holds; clones share them.
#[derive(Debug, Clone, Default)]
pub struct Numbers(Arc<Mutex<HashMap<&'static str, Range<i64>>>>);

impl Numbers {
    /// The next number of a series, like `INC0000042`.
    ///
    /// # Errors
    /// When the database fails.
    pub fn take(&self, db: &Db, prefix: &'static str) -> Result<String> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let block = held.entry(prefix).or_insert(0..0);
        if block.is_empty() {
            *block = take_block(db, prefix)?;
        }
        let number = block.start;
        block.start += 1;
        Ok(format(prefix, number))
    }
}

fn take_block(db: &Db, prefix: &'static str) -> Result<Range<i64>> {
    db.housekeep(move |tx| {
        tx.execute(BEGIN, params![prefix, 1])?;
        let end: i64 = tx.one(TAKE, params![prefix, BLOCK])?.get(0)?;
        Ok::<_, Error>(end - BLOCK..end)
    })
}

/// Makes the series go on above a number that came from outside.
///
/// # Errors
/// When the database fails.
pub fn continue_above(db: &Db, prefix: &'static str, number: i64) -> Result<()> {
    db.housekeep(move |tx| {
        tx.execute(BEGIN, params![prefix, 1])?;
        tx.execute(RAISE, params![prefix, number + 1])?;
        Ok(())
    })
}

/// A number as people write it.
#[must_use]
pub fn format(prefix: &str, number: i64) -> String {
    format!("{prefix}{number:0DIGITS$}")
}

/// The digits of a well-formed number of this series.
#[must_use]
pub fn parse(prefix: &str, text: &str) -> Option<i64> {
    let digits = text.strip_prefix(prefix)?;
    let well_formed =
        (DIGITS..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    well_formed
        .then(|| digits.parse().ok())
        .flatten()
        .filter(|n| *n > 0 && format(prefix, *n) == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_back_what_they_write() {
        assert_eq!(parse("INC", &format("INC", 42)), Some(42));
        for other in [
            "INC42",
            "inc0000042",
            "PRB0000042",
            "INC00000042",
            "INC0000000",
            "INC-000042",
            "INC000004²",
        ] {
            assert_eq!(parse("INC", other), None, "{other}");
        }
    }
}
