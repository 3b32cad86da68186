//! How many rows a list has.
//!
//! A count is put together from parts that hold different records, the ones that many readers share
//! first: what a company has, then what of a team's is not among that, then what is somebody's own.
//! So two colleagues' counts of the same queue differ in small parts only, and the large one is
//! counted once for both.

use db::sea_query::{Condition, Expr, Query, SelectStatement};
use db::{ReadTx, Value};
use sha2::{Digest, Sha256};

use super::ListQuery;
use super::driver::Driver;
use super::drivers::{arms, by_filter, halves, narrow, overlaps};
use super::place::Reading;
use super::statements::{Asked, nth};
use crate::filter::Predicate;
use crate::kind::Kind;
use crate::{Error, Result};

/// Records that are walked over for one part of a count that stops somewhere.
const WALK: u64 = 100_000;
/// Records of one value that are few.
const FEW: u64 = 5_000;

/// A number of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// How many were counted.
    pub number: u64,
    /// Whether there are at least so many, and counting stopped.
    pub at_least: bool,
}

/// A part of a count: rows that no other part has.
#[derive(Debug, Clone)]
pub struct Part {
    matching: SelectStatement,
    /// Where enough records were walked over, for a count that must look at each.
    enough: Option<(SelectStatement, Reading)>,
}

/// A count that stops at `most`, the same for every reader of a node who counts the same.
///
/// # Errors
/// When the database fails.
pub fn count(tx: &ReadTx<'_>, kind: &'static Kind, query: &ListQuery, most: u64) -> Result<Count> {
    let mut count = Count::default();
    for part in parts(kind, query) {
        count = count.and(part.count(tx, most)?, most);
        if count.at_least {
            break;
        }
    }
    Ok(count)
}

/// Exactly how many rows the list has. It reads all of them, so it is counted when somebody asks.
///
/// # Errors
/// When the database fails.
pub fn exact(tx: &ReadTx<'_>, kind: &'static Kind, query: &ListQuery) -> Result<u64> {
    let mut total = 0;
    for part in fewest(tx, kind, query)? {
        total += counted(tx, part.matching)?;
    }
    Ok(total)
}

/// The parts of a count by values that few records have, where those are really few; else all parts.
fn fewest(tx: &ReadTx<'_>, kind: &'static Kind, query: &ListQuery) -> Result<Vec<Part>> {
    let asked = Asked { kind, query, fields: &[] };
    if let Some(drivers) = narrow(kind, query).filter(|_| query.predicate != Predicate::Never) {
        let mut are_few = true;
        for driver in &drivers {
            let (enough, _) = asked.enough(driver, FEW);
            are_few = are_few && nth(tx, &enough)?.is_none();
        }
        if are_few {
            return Ok(drivers
                .iter()
                .map(|driver| asked.part(driver, Condition::all(), query.walks()))
                .collect());
        }
    }
    Ok(parts(kind, query))
}

/// The parts of a count.
#[must_use]
pub fn parts(kind: &'static Kind, query: &ListQuery) -> Vec<Part> {
    if query.predicate == Predicate::Never {
        return Vec::new();
    }
    let asked = Asked { kind, query, fields: &[] };
    let walks = query.walks();
    let parts = disjoint(kind, query).into_iter();
    parts.map(|(driver, unlike)| asked.part(&driver, unlike, walks)).collect()
}

impl Asked<'_> {
    /// The records of one driver that match and are none of those before.
    fn part(&self, driver: &Driver, unlike: Condition, walks: bool) -> Part {
        let mut matching = self.matching(driver, None);
        matching.column(("record", "subject_id")).cond_where(unlike);
        Part { matching, enough: walks.then(|| self.enough(driver, WALK)) }
    }

    /// The place where the newest records of a driver are so many, whatever they hold.
    pub(super) fn enough(&self, driver: &Driver, walk: u64) -> (SelectStatement, Reading) {
        let reading = Reading::newest(driver.table());
        let mut walked = self.walked(driver, &reading, None);
        walked.offset(walk).limit(1);
        (walked, reading)
    }
}

/// Drivers, each with what keeps the records of those before out.
pub(super) fn disjoint(kind: &'static Kind, query: &ListQuery) -> Vec<(Driver, Condition)> {
    // The values of one column hold different records.
    if let Some(drivers) = by_filter(query).filter(|_| !overlaps(query)) {
        let halves = halves(kind, query, drivers);
        return halves.into_iter().map(|driver| (driver, Condition::all())).collect();
    }
    // The widest first: it is the one that many share.
    let mut branches = query.scope.branches();
    branches.sort_by_key(|branch| std::cmp::Reverse(branch.width()));
    let mut before = Condition::all();
    let mut out = Vec::new();
    for branch in &branches {
        for driver in halves(kind, query, arms(branch)) {
            out.push((driver, before.clone()));
        }
        before = before.add(branch.complement());
    }
    out
}

impl Count {
    /// Together with another part.
    fn and(self, other: Count, most: u64) -> Count {
        let number = self.number.saturating_add(other.number);
        let reached = number >= most;
        let at_least = self.at_least || other.at_least || reached;
        Count { number: number.min(most), at_least }
    }

    /// Counts of parts as the count of the whole.
    #[must_use]
    pub fn sum(parts: impl IntoIterator<Item = Count>, most: u64) -> Count {
        parts.into_iter().fold(Count::default(), |sum, part| sum.and(part, most))
    }
}

impl Part {
    /// What tells this part from others: its statement with its values.
    ///
    /// # Errors
    /// When the statement cannot be built.
    pub fn key(&self, tx: &ReadTx<'_>, most: u64) -> Result<[u8; 32]> {
        let built = tx.build(&self.matching)?;
        let mut digest = Sha256::new();
        digest.update(most.to_be_bytes());
        digest.update(built.sql().as_bytes());
        for value in built.values() {
            let (tag, bytes) = match value {
                Value::Null => (0, Vec::new()),
                Value::Int(number) => (1, number.to_be_bytes().to_vec()),
                Value::Text(text) => (2, text.clone().into_bytes()),
                Value::Bytes(bytes) => (3, bytes.clone()),
            };
            digest.update([tag]);
            digest.update(u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
            digest.update(bytes);
        }
        Ok(digest.finalize().into())
    }

    /// How many rows it has, stopping at `most` or when it has walked over too many.
    ///
    /// # Errors
    /// When the database fails.
    pub fn count(&self, tx: &ReadTx<'_>, most: u64) -> Result<Count> {
        let mut matching = self.matching.clone();
        let mut stopped = false;
        if let Some((enough, reading)) = &self.enough
            && let Some(place) = nth(tx, enough)?
        {
            matching.cond_where(reading.up_to(&place));
            stopped = true;
        }
        let number = counted(tx, matching.limit(most).to_owned())?;
        Ok(Count { number, at_least: stopped || number >= most })
    }

    /// Its statements, for tests of plans.
    #[must_use]
    pub fn statements(&self) -> Vec<SelectStatement> {
        let enough = self.enough.as_ref().map(|(select, _)| select.clone());
        std::iter::once(self.matching.clone()).chain(enough).collect()
    }
}

fn counted(tx: &ReadTx<'_>, matching: SelectStatement) -> Result<u64> {
    let rows = tx.select(
        Query::select()
            .expr(Expr::cust("CAST(COUNT(*) AS BIGINT)"))
            .from_subquery(matching, "matching"),
    )?;
    let count: i64 = rows.first().ok_or(db::Error::Missing)?.get(0)?;
    u64::try_from(count).map_err(|_| Error::Broken("a count below zero".to_owned()))
}
