//! The index held against the records: their words against their texts, and what each is found by
//! against both.

use std::collections::{HashMap, HashSet};

use db::{Db, Id, ReadTx, params};

use super::document::{Document, documents};
use super::index::held_now;
use super::retell::first_difference;
use super::shelf::{self, Blocks, place_of};
use super::source::{Source, sources};
use super::state::{State, waiting};
use super::term;
use crate::Result;
use crate::kind::Kind;
use crate::record::Record;

/// Records compared at once.
const CHUNK: i64 = 500;
/// Of how many of them the sets are looked into, word by word.
const SAMPLE: usize = 8;

db::statements! {
    RECORDS_AFTER = "SELECT subject_id, kind FROM record WHERE subject_id > $1 ORDER BY subject_id LIMIT $2";
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    /// Records whose words were compared with their texts.
    pub records: u64,
    /// Those of them that were compared with the index; others wait to be taken in.
    pub indexed: u64,
    /// The first thing that does not hold.
    pub broken: Option<String>,
}

/// Compares every record, in chunks that are each of one moment; stops at the first thing that does
/// not hold.
///
/// # Errors
/// When the database fails.
pub fn verify(db: &Db, kinds: &[&'static Kind]) -> Result<Findings> {
    let mut findings = Findings::default();
    let mut last: Id<Record> = Id::from_bytes([0; 16]);
    loop {
        let (next, compared) = db.read(|tx| compare(tx, kinds, last))?;
        findings.records += compared.records;
        findings.indexed += compared.indexed;
        findings.broken = compared.broken;
        match next.filter(|_| findings.broken.is_none()) {
            Some(next) => last = next,
            None => return Ok(findings),
        }
    }
}

fn compare(
    tx: &ReadTx<'_>,
    kinds: &[&'static Kind],
    after: Id<Record>,
) -> Result<(Option<Id<Record>>, Findings)> {
    let rows = tx.rows(RECORDS_AFTER, params![after, CHUNK])?;
    let records: Vec<(Id<Record>, String)> =
        rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect::<Result<_>>()?;
    let ids: Vec<Id<Record>> = records.iter().map(|(id, _)| *id).collect();
    let mut findings = Findings { records: count(ids.len()), ..Findings::default() };
    let known: Vec<(Id<Record>, String)> =
        records.into_iter().filter(|(_, code)| kinds.iter().any(|k| k.code == code)).collect();
    if let Some(id) = first_difference(tx, kinds, &known)? {
        findings.broken = Some(format!("record {id}: its words are not those of its texts"));
        return Ok((None, findings));
    }
    let state = State::load(tx)?;
    let changed = waiting(tx, &state)?;
    if state.is_current() && !changed.cut {
        let changed: HashSet<Id<Record>> = changed.records.into_iter().collect();
        let settled: Vec<Id<Record>> =
            ids.iter().copied().filter(|id| !changed.contains(id)).collect();
        findings.indexed = count(settled.len());
        findings.broken = misfiled(tx, kinds, &settled)?;
    }
    Ok((ids.last().copied(), findings))
}

/// The first of these records that is in the index otherwise than it is.
fn misfiled(
    tx: &ReadTx<'_>,
    kinds: &[&'static Kind],
    ids: &[Id<Record>],
) -> Result<Option<String>> {
    let found = sources(tx, kinds, ids, None)?;
    let documents = documents(tx, ids)?;
    let words: HashSet<&str> =
        found.iter().flat_map(|s| s.texts.iter().flat_map(|t| t.words.forms())).collect();
    let known = term::known(tx, &words.into_iter().collect::<Vec<_>>())?;
    let known: HashMap<String, i64> = known.into_iter().map(|(word, k)| (word, k.id)).collect();
    for source in &found {
        let holds = |document: &Document| {
            let all = source.forms(|form| !known.contains_key(form)).is_empty();
            all && document.held == held_now(source, &known)
        };
        if !documents.get(&source.id).is_some_and(holds) {
            return Ok(Some(format!("record {}: the search index holds it otherwise", source.id)));
        }
    }
    for source in found.iter().take(SAMPLE) {
        if let Some(document) = documents.get(&source.id)
            && !is_filed(tx, source, document)?
        {
            return Ok(Some(format!("record {}: the search index does not find it", source.id)));
        }
    }
    Ok(None)
}

/// Whether the sets of all its words and facts hold a document.
fn is_filed(tx: &ReadTx<'_>, source: &Source, document: &Document) -> Result<bool> {
    let (block, place) = place_of(document.ordinal);
    let words: Vec<i64> = document.held.words.keys().copied().collect();
    let blocks = Blocks::These(vec![block]);
    let postings = shelf::postings(tx, &words, true, &blocks)?;
    let of_words = document.held.words.iter().all(|(word, weights)| {
        let weight =
            |internal| postings.get(&(*word, internal, block)).map_or(0, |p| p.weight(place));
        (weight(false), weight(true)) == (weights.public, weights.internal)
    });
    let facts: Vec<_> = source.found_by().into_iter().collect();
    let sets = shelf::facts(tx, &facts, &blocks)?;
    let of_facts =
        facts.iter().all(|fact| sets.get(&(fact.clone(), block)).is_some_and(|s| s.has(place)));
    Ok(of_words && of_facts)
}

fn count(records: usize) -> u64 {
    u64::try_from(records).unwrap_or(u64::MAX)
}
