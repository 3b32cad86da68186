//! The sets of documents, block by block.

use std::collections::{BTreeMap, HashMap};

use ::search::{BLOCK, Bits, Postings, decode_members, encode_members};
use db::sea_query::{Alias, Expr, Query, SelectStatement};
use db::{Insert, Over, ReadTx, Tx, Value, params};

use super::among::{AT_ONCE, among};
use super::fact::Fact;
use crate::{Error, Result};

db::statements! {
    REMOVE_POSTING = "DELETE FROM search_posting WHERE term_id = $1 AND internal = $2 AND block = $3";
    REMOVE_FACT = "DELETE FROM search_fact WHERE fact = $1 AND block = $2";
}

/// A word in public or in internal text, in one block.
pub(super) type PostingKey = (i64, bool, i64);
/// A fact in one block.
pub(super) type FactKey = (Fact, i64);

/// Which blocks to read.
#[derive(Debug, Clone)]
pub(super) enum Blocks {
    /// All there are.
    All,
    /// These.
    These(Vec<i64>),
}

/// The block of an ordinal and the place within it.
pub(super) fn place_of(ordinal: i64) -> (i64, usize) {
    let block = i64::try_from(BLOCK).unwrap_or(i64::MAX);
    (ordinal.div_euclid(block), usize::try_from(ordinal.rem_euclid(block)).unwrap_or(0))
}

/// The ordinal at a place.
pub(super) fn ordinal_at(block: i64, place: usize) -> i64 {
    let length = i64::try_from(BLOCK).unwrap_or(0);
    block.saturating_mul(length).saturating_add(i64::try_from(place).unwrap_or(0))
}

/// The documents that hold these words.
pub(super) fn postings(
    tx: &ReadTx<'_>,
    terms: &[i64],
    internal: bool,
    blocks: &Blocks,
) -> Result<HashMap<PostingKey, Postings>> {
    let mut found = HashMap::new();
    for some in terms.chunks(AT_ONCE) {
        let mut select = Query::select();
        select
            .columns(["term_id", "internal", "block", "documents"].map(Alias::new))
            .from(Alias::new("search_posting"))
            .and_where(among("term_id", some));
        // Both values are named, so that the key is gone down by block even where both are read.
        let audiences: &[i64] = if internal { &[0, 1] } else { &[0] };
        select.and_where(among("internal", audiences));
        for select in within(&select, blocks) {
            for row in tx.select(&select)? {
                let mut c = row.columns();
                let key = (c.next()?, c.next()?, c.next()?);
                let bytes: Vec<u8> = c.next()?;
                found.insert(key, Postings::decode(&bytes).ok_or_else(|| broken("posting"))?);
            }
        }
    }
    Ok(found)
}

/// The documents of which these facts hold.
pub(super) fn facts(
    tx: &ReadTx<'_>,
    facts: &[Fact],
    blocks: &Blocks,
) -> Result<HashMap<FactKey, Bits>> {
    let mut found = HashMap::new();
    for some in facts.chunks(AT_ONCE) {
        let mut select = Query::select();
        let bytes: Vec<&[u8]> = some.iter().map(Fact::bytes).collect();
        select
            .columns(["fact", "block", "documents"].map(Alias::new))
            .from(Alias::new("search_fact"))
            .and_where(among("fact", &bytes));
        for select in within(&select, blocks) {
            for row in tx.select(&select)? {
                let mut c = row.columns();
                let key = (Fact::from_bytes(c.next()?), c.next()?);
                let bytes: Vec<u8> = c.next()?;
                found.insert(key, decode_members(&bytes).ok_or_else(|| broken("fact"))?);
            }
        }
    }
    Ok(found)
}

/// The blocks in which any of these facts holds.
pub(super) fn blocks_of(tx: &ReadTx<'_>, facts: &[Fact]) -> Result<Vec<i64>> {
    let mut blocks = Vec::new();
    for some in facts.chunks(AT_ONCE) {
        let mut select = Query::select();
        let bytes: Vec<&[u8]> = some.iter().map(Fact::bytes).collect();
        select
            .column(Alias::new("block"))
            .from(Alias::new("search_fact"))
            .and_where(among("fact", &bytes));
        for row in tx.select(&select)? {
            blocks.push(row.get(0)?);
        }
    }
    blocks.sort_unstable();
    blocks.dedup();
    Ok(blocks)
}

/// Keeps what changed of the words' sets.
pub(super) fn keep_postings(tx: &Tx<'_>, changed: &BTreeMap<PostingKey, Postings>) -> Result<()> {
    let (gone, kept): (Vec<_>, Vec<_>) = changed.iter().partition(|(_, set)| set.is_empty());
    for ((term, internal, block), _) in gone {
        tx.execute(REMOVE_POSTING, params![*term, *internal, *block])?;
    }
    let into = Insert {
        table: "search_posting",
        columns: &["term_id", "internal", "block", "documents"],
        over: Some(Over { key: &["term_id", "internal", "block"], columns: &["documents"] }),
    };
    let row = |((term, internal, block), set): (&PostingKey, &Postings)| -> [Value; 4] {
        [(*term).into(), (*internal).into(), (*block).into(), set.encode().into()]
    };
    Ok(tx.insert(into, &kept.into_iter().map(row).collect::<Vec<_>>())?)
}

/// Keeps what changed of the facts' sets.
pub(super) fn keep_facts(tx: &Tx<'_>, changed: &BTreeMap<FactKey, Bits>) -> Result<()> {
    let (gone, kept): (Vec<_>, Vec<_>) = changed.iter().partition(|(_, set)| set.is_empty());
    for ((fact, block), _) in gone {
        tx.execute(REMOVE_FACT, params![fact.bytes(), *block])?;
    }
    let into = Insert {
        table: "search_fact",
        columns: &["fact", "block", "documents"],
        over: Some(Over { key: &["fact", "block"], columns: &["documents"] }),
    };
    let row = |((fact, block), set): (&FactKey, &Bits)| -> [Value; 3] {
        [fact.bytes().into(), (*block).into(), encode_members(set).into()]
    };
    Ok(tx.insert(into, &kept.into_iter().map(row).collect::<Vec<_>>())?)
}

/// The same statement for some blocks only; several when they are many.
fn within(select: &SelectStatement, blocks: &Blocks) -> Vec<SelectStatement> {
    let with = |condition: Expr| select.clone().and_where(condition).to_owned();
    match blocks {
        Blocks::All => vec![select.clone()],
        Blocks::These(these) => {
            these.chunks(AT_ONCE).map(|some| with(among("block", some))).collect()
        }
    }
}

fn broken(what: &str) -> Error {
    Error::Broken(format!("a {what} of the search index cannot be read; run `mainstay reindex`"))
}
