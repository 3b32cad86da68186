//! Takes records into the index: what is to change is worked out beside the writer, and then written
//! in one short transaction.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use ::search::{Bits, Postings};
use db::{Id, ReadTx, Tx};

use super::document::{self, Document, Held};
use super::fact::Fact;
use super::shelf::{self, Blocks, FactKey, PostingKey, place_of};
use super::source::{Source, Weights, sources};
use super::state::State;
use super::term::{self, KnownTerm};
use crate::Result;
use crate::kind::Kind;
use crate::record::Record;

/// What taking some records in changes.
#[derive(Debug)]
pub(super) struct Plan {
    /// How far the index is afterwards; its turn is the one before.
    pub(super) state: State,
    new_terms: Vec<KnownTerm>,
    counted: Vec<KnownTerm>,
    gone_terms: Vec<KnownTerm>,
    postings: BTreeMap<PostingKey, Postings>,
    facts: BTreeMap<FactKey, Bits>,
    documents: Vec<Document>,
}

/// Works out what taking these records in changes; `state` is how far the index is, with what is to
/// be otherwise afterwards already set.
pub(super) fn plan(
    tx: &ReadTx<'_>,
    kinds: &[&'static Kind],
    state: State,
    ids: &[Id<Record>],
) -> Result<Plan> {
    let mut found = sources(tx, kinds, ids, None)?;
    // The order in which new ones are numbered, which is their age to whoever searches.
    found.sort_by_key(|source| (source.opened_at, source.id));
    let before = document::documents(tx, ids)?;
    let mut plan = Plan {
        state,
        new_terms: Vec::new(),
        counted: Vec::new(),
        gone_terms: Vec::new(),
        postings: BTreeMap::new(),
        facts: BTreeMap::new(),
        documents: Vec::new(),
    };
    let ids_of = plan.name_words(tx, &found)?;
    let mut changes = Changes::default();
    for source in &found {
        let held = held_now(source, &ids_of);
        let old = before.get(&source.id);
        let ordinal = old.map_or(plan.state.documents, |document| document.ordinal);
        if old.is_none() {
            plan.state.documents += 1;
        }
        let nothing = Held::default();
        changes.between(ordinal, old.map_or(&nothing, |document| &document.held), &held);
        if old.is_none_or(|document| document.held != held) {
            plan.documents.push(Document { id: source.id, ordinal, held });
        }
    }
    plan.apply(tx, changes)?;
    Ok(plan)
}

/// What a record is found by.
pub(super) fn held_now(source: &Source, ids_of: &HashMap<String, i64>) -> Held {
    let forms = source.forms(|_| true);
    let words = forms.into_iter().filter_map(|(form, w)| Some((*ids_of.get(form)?, w))).collect();
    Held { words, facts: source.found_by() }
}

/// What changes in the sets, before they are read.
#[derive(Default)]
struct Changes {
    postings: BTreeMap<PostingKey, Vec<(usize, u8)>>,
    facts: BTreeMap<FactKey, Vec<(usize, bool)>>,
    /// By how many documents more or less hold a word.
    documents: BTreeMap<i64, i64>,
}

impl Changes {
    /// What was held before and what is held now.
    fn between(&mut self, ordinal: i64, before: &Held, now: &Held) {
        let (block, place) = place_of(ordinal);
        let words: BTreeSet<i64> = before.words.keys().chain(now.words.keys()).copied().collect();
        for word in words {
            let held = |held: &Held| held.words.get(&word).copied();
            let (old, new) = (held(before), held(now));
            let more = i64::from(new.is_some()) - i64::from(old.is_some());
            if more != 0 {
                *self.documents.entry(word).or_default() += more;
            }
            let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
            for internal in [false, true] {
                let of = |w: Weights| if internal { w.internal } else { w.public };
                if of(old) != of(new) {
                    let set = self.postings.entry((word, internal, block)).or_default();
                    set.push((place, of(new)));
                }
            }
        }
        let mut fact = |fact: &Fact, holds| {
            self.facts.entry((fact.clone(), block)).or_default().push((place, holds));
        };
        now.facts.difference(&before.facts).for_each(|f| fact(f, true));
        before.facts.difference(&now.facts).for_each(|f| fact(f, false));
    }
}

impl Plan {
    /// The identities of all words of these documents; new ones get theirs here.
    fn name_words(&mut self, tx: &ReadTx<'_>, found: &[Source]) -> Result<HashMap<String, i64>> {
        let words: BTreeSet<&str> = found
            .iter()
            .filter(|source| !source.facts.withdrawn)
            .flat_map(|source| source.texts.iter().flat_map(|text| text.words.forms()))
            .collect();
        let words: Vec<&str> = words.into_iter().collect();
        let known = term::known(tx, &words)?;
        let mut ids: HashMap<String, i64> =
            known.into_iter().map(|(word, known)| (word, known.id)).collect();
        for word in words {
            if !ids.contains_key(word) {
                let id = self.state.terms;
                self.state.terms += 1;
                self.new_terms.push(KnownTerm { term: word.to_owned(), id, documents: 0 });
                ids.insert(word.to_owned(), id);
            }
        }
        Ok(ids)
    }

    fn apply(&mut self, tx: &ReadTx<'_>, changes: Changes) -> Result<()> {
        self.count(tx, &changes.documents)?;
        let mut by_block: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
        for (word, _, block) in changes.postings.keys() {
            by_block.entry(*block).or_default().insert(*word);
        }
        let mut there: HashMap<PostingKey, Postings> = HashMap::new();
        for (block, words) in by_block {
            let words: Vec<i64> = words.into_iter().collect();
            there.extend(shelf::postings(tx, &words, true, &Blocks::These(vec![block]))?);
        }
        for (key, places) in changes.postings {
            let mut set = there.remove(&key).unwrap_or_default();
            for (place, weight) in places {
                set.set(place, weight);
            }
            self.postings.insert(key, set);
        }
        let mut by_block: BTreeMap<i64, Vec<Fact>> = BTreeMap::new();
        for (fact, block) in changes.facts.keys() {
            by_block.entry(*block).or_default().push(fact.clone());
        }
        let mut there: HashMap<FactKey, Bits> = HashMap::new();
        for (block, facts) in by_block {
            there.extend(shelf::facts(tx, &facts, &Blocks::These(vec![block]))?);
        }
        for (key, places) in changes.facts {
            let mut set = there.remove(&key).unwrap_or_default();
            for (place, holds) in places {
                if holds { set.add(place) } else { set.remove(place) }
            }
            self.facts.insert(key, set);
        }
        Ok(())
    }

    /// In how many documents each word is afterwards.
    fn count(&mut self, tx: &ReadTx<'_>, more: &BTreeMap<i64, i64>) -> Result<()> {
        for new in &mut self.new_terms {
            new.documents = more.get(&new.id).copied().unwrap_or(0).max(0);
        }
        let new: BTreeSet<i64> = self.new_terms.iter().map(|new| new.id).collect();
        let old: Vec<i64> = more.keys().copied().filter(|id| !new.contains(id)).collect();
        for (id, mut known) in term::by_id(tx, &old)? {
            known.documents = (known.documents + more.get(&id).copied().unwrap_or(0)).max(0);
            let list = if known.documents == 0 { &mut self.gone_terms } else { &mut self.counted };
            list.push(known);
        }
        self.counted.sort_by(|a, b| a.term.cmp(&b.term));
        Ok(())
    }

    /// Writes it, unless somebody else wrote the index meanwhile; whether it was written.
    pub(super) fn write(&self, tx: &Tx<'_>) -> Result<bool> {
        // First of all: it takes the one row that whoever else writes the index waits for.
        if !self.state.keep(tx)? {
            return Ok(false);
        }
        term::add(tx, &self.new_terms)?;
        term::count(tx, &self.counted)?;
        term::remove(tx, &self.gone_terms)?;
        shelf::keep_postings(tx, &self.postings)?;
        shelf::keep_facts(tx, &self.facts)?;
        document::keep(tx, &self.documents)?;
        Ok(true)
    }

    /// How many sets it changes.
    pub(super) fn sets(&self) -> usize {
        self.postings.len() + self.facts.len()
    }

    /// How many documents it changes.
    pub(super) fn documents(&self) -> usize {
        self.documents.len()
    }
}
