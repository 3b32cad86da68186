//! The documents that hold what is looked for and that the reader may see, the newest first.

use std::collections::{HashMap, HashSet};

use ::search::{Bits, Postings, Wanted, freshness, rarity};
use db::{Id, ReadTx};

use super::shelf::{self, Blocks, PostingKey, ordinal_at, place_of};
use super::sight::Sight;
use super::source::{Source, Weights, records_at};
use super::state::State;
use super::term::{self, KnownTerm};
use crate::Result;
use crate::record::Record;

/// Documents that are ranked at most: the newest that match.
pub const RANKED: usize = 2_000;
/// A word in no more documents than these is looked up first, and only its blocks are read.
const RARE: i64 = 2_000;
/// Blocks read at once at most.
const BLOCKS: usize = 32;
/// How much being new counts beside words.
const FRESH: u64 = 4;

/// A word that is looked for, with the known words that count as finding it.
#[derive(Debug, Default)]
pub(super) struct Resolved {
    pub(super) wanted: Wanted,
    /// Known words, each with what finding it is worth.
    forms: Vec<(i64, u64)>,
    /// For each part its known spellings.
    parts: Vec<Vec<i64>>,
    /// In how many documents it is, about.
    documents: i64,
}

/// A document that matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Candidate {
    pub(super) score: u64,
    /// Its ordinal, or the one it will have.
    pub(super) ordinal: i64,
    /// Its record where that is known already.
    pub(super) record: Option<Id<Record>>,
}

/// What was gathered.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// The best first.
    pub(super) candidates: Vec<Candidate>,
    /// Whether more match than were ranked.
    pub(super) cut: bool,
}

/// Everything that is looked through.
pub(super) struct Search<'s> {
    pub(super) state: &'s State,
    pub(super) sight: &'s Sight,
    /// Records whose changes are not in the index yet.
    pub(super) waiting: &'s [Source],
    /// Their ordinals, where they have one: what the index says of them is no longer so.
    pub(super) outdated: &'s HashMap<Id<Record>, i64>,
}

/// Looks up the known words.
pub(super) fn resolve(tx: &ReadTx<'_>, wanted: Vec<Wanted>) -> Result<Vec<Resolved>> {
    let forms: HashSet<&str> = wanted
        .iter()
        .flat_map(|w| w.exact().iter().chain(w.near()).chain(w.parts().iter().flatten()))
        .map(String::as_str)
        .collect();
    let known = term::known(tx, &forms.into_iter().collect::<Vec<_>>())?;
    wanted.into_iter().map(|wanted| Resolved::of(tx, wanted, &known)).collect()
}

impl Resolved {
    fn of(tx: &ReadTx<'_>, wanted: Wanted, known: &HashMap<String, KnownTerm>) -> Result<Self> {
        let mut terms: Vec<KnownTerm> = wanted
            .exact()
            .iter()
            .chain(wanted.near())
            .filter_map(|f| known.get(f))
            .cloned()
            .collect();
        for with in wanted.beginnings() {
            terms.extend(term::beginning(tx, with)?);
        }
        terms.sort_by_key(|known| known.id);
        terms.dedup_by_key(|known| known.id);
        let mut documents: i64 = terms.iter().map(|known| known.documents).sum();
        let spellings = |part: &Vec<String>| -> Vec<&KnownTerm> {
            part.iter().filter_map(|form| known.get(form)).collect()
        };
        let parts: Vec<Vec<&KnownTerm>> = wanted.parts().iter().map(spellings).collect();
        let of_part =
            |part: &Vec<&KnownTerm>| part.iter().map(|known| known.documents).sum::<i64>();
        documents += parts.iter().map(of_part).min().unwrap_or(0);
        let parts = parts.iter().map(|part| part.iter().map(|known| known.id).collect()).collect();
        let forms =
            terms.iter().filter_map(|known| Some((known.id, wanted.worth(&known.term)?))).collect();
        Ok(Resolved { wanted, forms, parts, documents })
    }

    /// Whether no document of the index can hold it.
    fn is_unknown(&self) -> bool {
        self.forms.is_empty() && (self.parts.is_empty() || self.parts.iter().any(Vec::is_empty))
    }

    fn terms(&self) -> impl Iterator<Item = i64> + '_ {
        let forms = self.forms.iter().map(|(id, _)| *id);
        forms.chain(self.parts.iter().flatten().copied())
    }

    /// How much it tells.
    fn rarity(&self, state: &State) -> u64 {
        let count = |number: i64| u64::try_from(number).unwrap_or(0);
        rarity(count(self.documents), count(state.documents))
    }

    /// What finding it in a document is worth, by what a form of it weighs there; 0 where it is not.
    fn worth_in(&self, weight: impl Fn(&i64) -> u8) -> u64 {
        let whole = self.forms.iter().map(|(id, worth)| worth * u64::from(weight(id))).max();
        let part = |part: &Vec<i64>| part.iter().map(&weight).max().unwrap_or(0);
        let parts = self.parts.iter().map(part).min().unwrap_or(0);
        whole.unwrap_or(0).max(Wanted::worth_of_parts() * u64::from(parts))
    }

    /// The documents of a block that hold it, as far as this reader reads them.
    fn in_block(&self, there: &HashMap<PostingKey, Postings>, block: i64, inside: &Bits) -> Bits {
        let holding = |id: i64, into: &mut Bits| {
            if let Some(set) = there.get(&(id, false, block)) {
                into.unite(set.bits());
            }
            if let Some(set) = there.get(&(id, true, block)) {
                let mut read = set.bits().clone();
                read.keep(inside);
                into.unite(&read);
            }
        };
        let mut bits = Bits::none();
        self.forms.iter().for_each(|(id, _)| holding(*id, &mut bits));
        let mut parts = self.parts.iter().map(|part| {
            let mut any = Bits::none();
            part.iter().for_each(|id| holding(*id, &mut any));
            any
        });
        if let Some(mut all) = parts.next() {
            parts.for_each(|part| all.keep(&part));
            bits.unite(&all);
        }
        bits
    }
}

impl Search<'_> {
    /// What matches all of these words and none of those.
    pub(super) fn gather(
        &self,
        tx: &ReadTx<'_>,
        words: &[Resolved],
        without: &[Resolved],
    ) -> Result<Gathered> {
        let mut candidates = self.among_waiting(words, without);
        let mut cut = false;
        if !self.state.is_distrusted() && !words.iter().any(Resolved::is_unknown) {
            cut = self.among_indexed(tx, words, without, &mut candidates)?;
        }
        candidates.sort_by_key(|candidate| std::cmp::Reverse(candidate.ordinal));
        cut |= candidates.len() > RANKED;
        candidates.truncate(RANKED);
        let newest = self.newest();
        for candidate in &mut candidates {
            let newer = newest - candidate.ordinal;
            candidate.score += FRESH * freshness(u64::try_from(newer).unwrap_or(0));
        }
        candidates.sort_by_key(|c| std::cmp::Reverse((c.score, c.ordinal)));
        Ok(Gathered { candidates, cut })
    }

    /// Records that are not in the index at all.
    fn unindexed(&self) -> impl Iterator<Item = &Source> {
        self.waiting.iter().filter(|source| !self.outdated.contains_key(&source.id))
    }

    /// The ordinal of the newest document, once all are in the index.
    fn newest(&self) -> i64 {
        self.state.documents + i64::try_from(self.unindexed().count()).unwrap_or(0) - 1
    }

    /// Matches among the records that are not in the index as they are now.
    fn among_waiting(&self, words: &[Resolved], without: &[Resolved]) -> Vec<Candidate> {
        let mut new: Vec<&Source> = self.unindexed().collect();
        new.sort_by_key(|source| (source.opened_at, source.id));
        let ordinals: HashMap<Id<Record>, i64> = (self.state.documents..)
            .zip(&new)
            .map(|(ordinal, source)| (source.id, ordinal))
            .collect();
        let mut found = Vec::new();
        for source in self.waiting {
            let Some(inside) = self.sight.of_record(source) else { continue };
            let shows = |form: &str| words.iter().chain(without).any(|w| w.wanted.shows(form));
            let forms = source.forms(shows);
            let worth = |word: &Resolved| worth_among(&word.wanted, &forms, inside);
            if without.iter().any(|word| worth(word) > 0) {
                continue;
            }
            let scores = words.iter().map(|word| worth(word) * word.rarity(self.state));
            let scores: Vec<u64> = scores.take_while(|score| *score > 0).collect();
            if scores.len() < words.len() {
                continue;
            }
            let known = self.outdated.get(&source.id).or_else(|| ordinals.get(&source.id));
            found.push(Candidate {
                score: scores.iter().sum(),
                ordinal: known.copied().unwrap_or(self.state.documents),
                record: Some(source.id),
            });
        }
        found
    }

    /// Matches in the index, the newest [`RANKED`] of them; whether there are more.
    fn among_indexed(
        &self,
        tx: &ReadTx<'_>,
        words: &[Resolved],
        without: &[Resolved],
        found: &mut Vec<Candidate>,
    ) -> Result<bool> {
        let outdated: HashSet<i64> = self.outdated.values().copied().collect();
        let internal = self.sight.has_inside();
        let facts = self.sight.facts();
        let terms: Vec<i64> = words.iter().chain(without).flat_map(Resolved::terms).collect();
        let before = found.len();
        let mut blocks = self.blocks(tx, words)?;
        let mut at_once = 2;
        while !blocks.is_empty() {
            let some = Blocks::These(blocks.drain(..at_once.min(blocks.len())).collect());
            at_once = (at_once * 2).min(BLOCKS);
            let there = shelf::postings(tx, &terms, internal, &some)?;
            let of_facts = shelf::facts(tx, &facts, &some)?;
            let Blocks::These(some) = some else { break };
            for block in some {
                let (mut seen, inside) = self.sight.in_block(&of_facts, block);
                for word in words {
                    seen.keep(&word.in_block(&there, block, &inside));
                }
                for word in without {
                    seen.drop_all(&word.in_block(&there, block, &inside));
                }
                for place in seen.newest() {
                    let ordinal = ordinal_at(block, place);
                    if outdated.contains(&ordinal) {
                        continue;
                    }
                    if found.len() - before == RANKED {
                        return Ok(true);
                    }
                    let inside = inside.has(place);
                    let weight = |id: &i64| weights_at(&there, *id, block, place).read(inside);
                    let score = words.iter().map(|w| w.worth_in(weight) * w.rarity(self.state));
                    found.push(Candidate { score: score.sum(), ordinal, record: None });
                }
            }
        }
        Ok(false)
    }

    /// The blocks that can hold matches, the newest first.
    fn blocks(&self, tx: &ReadTx<'_>, words: &[Resolved]) -> Result<Vec<i64>> {
        let rarest = words.iter().min_by_key(|word| word.documents);
        let mut blocks = blocks_seen(tx, self.state, self.sight)?;
        if let Some(word) = rarest.filter(|word| word.documents <= RARE) {
            let terms: Vec<i64> = word.terms().collect();
            let there = shelf::postings(tx, &terms, self.sight.has_inside(), &Blocks::All)?;
            let holding: HashSet<i64> = there.keys().map(|(_, _, block)| *block).collect();
            blocks.retain(|block| holding.contains(block));
        }
        Ok(blocks)
    }
}

/// The blocks in which a reader can see anything, the newest first.
pub(super) fn blocks_seen(tx: &ReadTx<'_>, state: &State, sight: &Sight) -> Result<Vec<i64>> {
    let mut blocks = match sight.bound() {
        Some(bound) => shelf::blocks_of(tx, &bound)?,
        None => (0..=place_of(state.documents.max(1) - 1).0).collect(),
    };
    blocks.sort_unstable_by_key(|block| std::cmp::Reverse(*block));
    Ok(blocks)
}

fn weights_at(there: &HashMap<PostingKey, Postings>, id: i64, block: i64, place: usize) -> Weights {
    let of = |internal| there.get(&(id, internal, block)).map_or(0, |set| set.weight(place));
    Weights { public: of(false), internal: of(true) }
}

/// What finding a word among a document's forms is worth; 0 where it is not.
fn worth_among(wanted: &Wanted, forms: &HashMap<&str, Weights>, inside: bool) -> u64 {
    let read = |form: &str| forms.get(form).map_or(0, |weights| weights.read(inside));
    let whole = forms
        .iter()
        .filter_map(|(form, weights)| Some(wanted.worth(form)? * u64::from(weights.read(inside))))
        .max();
    let part = |part: &Vec<String>| part.iter().map(|form| read(form)).max().unwrap_or(0);
    let parts = wanted.parts().iter().map(part).min().unwrap_or(0);
    whole.unwrap_or(0).max(Wanted::worth_of_parts() * u64::from(parts))
}

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
