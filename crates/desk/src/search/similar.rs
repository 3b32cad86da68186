//! The records behind what was gathered.

use db::{Id, ReadTx};

use super::gather::Candidate;
use super::source::records_at;
use crate::Result;
use crate::record::Record;

/// The records of these candidates, in their order.
pub(super) fn records_of(tx: &ReadTx<'_>, candidates: &[Candidate]) -> Result<Vec<Id<Record>>> {
    let unknown: Vec<i64> =
        candidates.iter().filter(|c| c.record.is_none()).map(|c| c.ordinal).collect();
    let records = if unknown.is_empty() { Default::default() } else { records_at(tx, &unknown)? };
    Ok(candidates
        .iter()
        .filter_map(|c| c.record.or_else(|| records.get(&c.ordinal).copied()))
        .collect())
}
