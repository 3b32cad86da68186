//! The words of a text that are compared with other records, and which of these hold them.
//!
//! How often a word is, is counted in what the reader may see and everybody there may read, and in
//! nothing else: counts over all records would tell an outsider that somebody wrote a word somewhere.

use std::collections::{HashMap, HashSet};

use ::search::{Bits, Postings, chunks, rarity};
use db::ReadTx;

use super::answer::Reading;
use super::fact::Fact;
use super::gather::{Candidate, blocks_seen};
use super::shelf::{self, Blocks, PostingKey, ordinal_at, place_of};
use super::term;
use crate::Result;

/// Words of the text that are looked up.
const WORDS: usize = 120;
/// Words that are compared: the rarest.
const COMPARED: usize = 12;
/// Records the compared words are in, all together at most; of one word alone more.
const RECORDS: usize = 10_000;
/// A word in more than one in so many records says nothing, unless there are few records.
const COMMON: usize = 10;
const FEW: usize = 50;
/// Blocks that are looked through: the newest in which the reader sees anything.
const BLOCKS: usize = 64;
/// Blocks read at once at most.
const AT_ONCE: usize = 32;

/// A word that is compared.
pub(super) struct Compared {
    /// As it was typed.
    pub(super) typed: String,
    /// Its spellings.
    forms: Vec<String>,
    /// The known words among these.
    ids: Vec<i64>,
    /// The records that hold it, each with its weight there.
    pub(super) held: HashMap<Candidate, u8>,
    /// How much it tells.
    pub(super) rarity: u64,
}

/// The rarest words of a text that what the reader may see holds as well, the rarest first.
pub(super) fn compared(tx: &ReadTx<'_>, desk: &Reading, text: &str) -> Result<Vec<Compared>> {
    let mut words = words_of(text);
    let forms: Vec<&str> = words.iter().flat_map(|w| &w.forms).map(String::as_str).collect();
    let known = term::known(tx, &forms)?;
    for word in &mut words {
        word.ids = word.forms.iter().filter_map(|form| Some(known.get(form)?.id)).collect();
    }
    let mut seen = among_waiting(desk, &mut words);
    if !desk.state.is_distrusted() {
        seen += among_indexed(tx, desk, &mut words)?;
    }
    words.retain(|word| (1..=FEW.max(seen / COMMON)).contains(&word.held.len()));
    keep_rarest(&mut words);
    words.truncate(COMPARED);
    let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    for word in &mut words {
        word.rarity = rarity(number(word.held.len()), number(seen));
    }
    Ok(words)
}

fn words_of(text: &str) -> Vec<Compared> {
    let mut words: Vec<Compared> = Vec::new();
    let mut known_forms = HashSet::new();
    for chunk in chunks(text) {
        // A name is compared whole, a word in its spellings.
        let forms = match (chunk.wholes.is_empty(), chunk.parts.first()) {
            (false, _) => chunk.wholes,
            (true, Some(part)) => part.forms.clone(),
            (true, None) => continue,
        };
        let first = forms.first().cloned().unwrap_or_default();
        let says_something = first.chars().count() > 1 && first.chars().any(char::is_alphabetic);
        if words.len() < WORDS && says_something && known_forms.insert(first) {
            let typed = text.get(chunk.at).unwrap_or_default().to_owned();
            let (ids, held, rarity) = (Vec::new(), HashMap::new(), 0);
            words.push(Compared { typed, forms, ids, held, rarity });
        }
    }
    words
}

/// Leaves the rarest words, as long as they are in few enough records together.
fn keep_rarest(words: &mut Vec<Compared>) {
    let by = |a: &Compared, b: &Compared| {
        a.held.len().cmp(&b.held.len()).then_with(|| a.typed.cmp(&b.typed))
    };
    words.sort_by(by);
    let mut sum = 0;
    words.retain(|word| {
        let fits = sum == 0 || sum + word.held.len() <= RECORDS;
        sum += word.held.len();
        fits
    });
}

/// Notes which records hold the words that are not in the index as they are now; how many of those
/// the reader may see.
fn among_waiting(desk: &Reading, words: &mut [Compared]) -> usize {
    let looked_for: HashSet<String> = words.iter().flat_map(|word| word.forms.clone()).collect();
    let mut seen = 0;
    for source in desk.waiting.iter().filter(|source| !source.facts.restricted) {
        if desk.sight.of_record(source).is_none() {
            continue;
        }
        seen += 1;
        let ordinal = desk.outdated.get(&source.id).copied().unwrap_or(desk.state.documents);
        let candidate = Candidate { score: 0, ordinal, record: Some(source.id) };
        let forms = source.forms(|form| looked_for.contains(form));
        if forms.is_empty() {
            continue;
        }
        for word in words.iter_mut() {
            let weight = |form: &String| forms.get(form.as_str()).map_or(0, |w| w.public);
            word.holds(candidate, word.forms.iter().map(weight).max().unwrap_or(0));
        }
    }
    seen
}

/// Notes which records of the index hold the words, the newest first; how many of those looked at the
/// reader may see. A word that turns out to be in too many is followed no further.
fn among_indexed(tx: &ReadTx<'_>, desk: &Reading, words: &mut Vec<Compared>) -> Result<usize> {
    let outdated: Vec<(i64, usize)> = desk.outdated.values().map(|of| place_of(*of)).collect();
    let tied = desk.sight.facts();
    let mut blocks = blocks_seen(tx, &desk.state, &desk.sight)?;
    blocks.truncate(BLOCKS);
    let (mut seen, mut at_once) = (0, 1);
    while !blocks.is_empty() && !words.is_empty() {
        let some: Vec<i64> = blocks.drain(..at_once.min(blocks.len())).collect();
        at_once = (at_once * 2).min(AT_ONCE);
        let ids: Vec<i64> = words.iter().flat_map(|word| word.ids.iter().copied()).collect();
        let there = shelf::postings(tx, &ids, false, &Blocks::These(some.clone()))?;
        let facts = shelf::facts(tx, &tied, &Blocks::These(some.clone()))?;
        for block in some {
            let (mut told, _) = desk.sight.in_block(&facts, block);
            // What a restricted record is about is told only where it is opened.
            if let Some(restricted) = facts.get(&(Fact::restricted(), block)) {
                told.drop_all(restricted);
            }
            for (_, place) in outdated.iter().filter(|(other, _)| *other == block) {
                told.remove(*place);
            }
            seen += told.count();
            for word in words.iter_mut() {
                word.note(&there, block, &told);
            }
        }
        keep_rarest(words);
    }
    Ok(seen)
}

impl Compared {
    /// A record holds it.
    fn holds(&mut self, record: Candidate, weight: u8) {
        if weight > 0 {
            let most = self.held.entry(record).or_default();
            *most = weight.max(*most);
        }
    }

    /// Notes which of some documents of a block hold it in what everybody reads.
    fn note(&mut self, there: &HashMap<PostingKey, Postings>, block: i64, told: &Bits) {
        for id in self.ids.clone() {
            let Some(set) = there.get(&(id, false, block)) else { continue };
            for (place, weight) in set.each().filter(|(place, _)| told.has(*place)) {
                let ordinal = ordinal_at(block, place);
                self.holds(Candidate { score: 0, ordinal, record: None }, weight);
            }
        }
    }
}
