//! What a document is found by, as it was written into the index, so that a change replaces exactly.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use db::sea_query::{Alias, Query};
use db::{Id, Insert, Over, ReadTx, Tx, Value};

use super::among::{AT_ONCE, among};
use super::fact::Fact;
use super::source::Weights;
use crate::record::Record;
use crate::{Error, Result};

/// What a document is found by.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Held {
    /// By word.
    pub(super) words: BTreeMap<i64, Weights>,
    pub(super) facts: BTreeSet<Fact>,
}

/// A document of the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Document {
    pub(super) id: Id<Record>,
    pub(super) ordinal: i64,
    pub(super) held: Held,
}

impl Held {
    /// As bytes: numbers in bytes of seven bits, words by how far each is from the one before.
    pub(super) fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.words.len() * 4 + self.facts.len() * 18);
        push(&mut out, self.words.len());
        let mut before = 0;
        for (word, weights) in &self.words {
            push(&mut out, usize::try_from(word - before).unwrap_or(0));
            out.push(weights.public << 4 | weights.internal & 15);
            before = *word;
        }
        for fact in &self.facts {
            push(&mut out, fact.bytes().len());
            out.extend(fact.bytes());
        }
        out
    }

    /// From bytes; nothing when they stand for nothing.
    pub(super) fn decode(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes;
        let mut held = Held::default();
        let mut word = 0_i64;
        for _ in 0..pull(&mut rest)? {
            word = word.checked_add(i64::try_from(pull(&mut rest)?).ok()?)?;
            let (weights, after) = rest.split_first()?;
            rest = after;
            held.words.insert(word, Weights { public: weights >> 4, internal: weights & 15 });
        }
        while !rest.is_empty() {
            let length = pull(&mut rest)?;
            let (fact, after) = rest.split_at_checked(length)?;
            rest = after;
            held.facts.insert(Fact::from_bytes(fact.to_vec()));
        }
        Some(held)
    }
}

/// The documents of these records that are in the index.
pub(super) fn documents(
    tx: &ReadTx<'_>,
    ids: &[Id<Record>],
) -> Result<HashMap<Id<Record>, Document>> {
    let mut documents = HashMap::with_capacity(ids.len());
    for some in ids.chunks(AT_ONCE) {
        let mut select = Query::select();
        select
            .columns(["subject_id", "ordinal", "held"].map(Alias::new))
            .from(Alias::new("search_document"))
            .and_where(among("subject_id", some));
        for row in tx.select(&select)? {
            let mut c = row.columns();
            let (id, ordinal) = (c.next()?, c.next()?);
            let bytes: Vec<u8> = c.next()?;
            let held = Held::decode(&bytes).ok_or_else(|| {
                let text = "a document of the search index cannot be read; run `mainstay reindex`";
                Error::Broken(text.to_owned())
            })?;
            documents.insert(id, Document { id, ordinal, held });
        }
    }
    Ok(documents)
}

/// Keeps documents as they are now.
pub(super) fn keep(tx: &Tx<'_>, documents: &[Document]) -> Result<()> {
    let into = Insert {
        table: "search_document",
        columns: &["subject_id", "ordinal", "held"],
        over: Some(Over { key: &["subject_id"], columns: &["held"] }),
    };
    let row = |document: &Document| -> [Value; 3] {
        [document.id.into(), document.ordinal.into(), document.held.encode().into()]
    };
    Ok(tx.insert(into, &documents.iter().map(row).collect::<Vec<_>>())?)
}

fn push(out: &mut Vec<u8>, number: usize) {
    let mut left = number;
    loop {
        let low = u8::try_from(left & 127).unwrap_or(0);
        left >>= 7;
        out.push(if left == 0 { low } else { low | 128 });
        if left == 0 {
            return;
        }
    }
}

fn pull(rest: &mut &[u8]) -> Option<usize> {
    let mut number = 0_usize;
    for shift in (0..63_u32).step_by(7) {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        number |= usize::from(byte & 127).checked_shl(shift)?;
        if byte & 128 == 0 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_held_reads_back() {
        let weights = |public, internal| Weights { public, internal };
        let words = [(0, weights(15, 0)), (7, weights(1, 15)), (i64::MAX, weights(0, 3))];
        let held = Held {
            words: words.into_iter().collect(),
            facts: [Fact::open(), Fact::kind("incident")].into_iter().collect(),
        };
        assert_eq!(Held::decode(&held.encode()), Some(held.clone()));
        assert_eq!(Held::decode(&Held::default().encode()), Some(Held::default()));
        for cut in 0..held.encode().len() - 1 {
            assert_ne!(Held::decode(&held.encode()[..cut]), Some(held.clone()), "{cut}");
        }
    }
}
