//! Records that may be about the same as one that is being written down, among what its writer may
//! see: by the rarest words they share, and by what else is the same.

use std::collections::{BTreeMap, HashMap, HashSet};

use ::search::{chunks, rarity};
use db::{Id, ReadTx, Value};

use super::answer::Reading;
use super::gather::{Candidate, records_of};
use super::shelf::{self, Blocks, ordinal_at};
use super::source::Source;
use super::term;
use crate::Result;
use crate::access::Agent;
use crate::field::Field;
use crate::heading::{Heading, headings};
use crate::kind::Kind;
use crate::list::{Snapshot, snapshots};
use crate::people::Person;
use crate::record::Record;

/// Words of the text that are looked up.
const WORDS: usize = 120;
/// Words that are compared: the rarest.
const COMPARED: usize = 12;
/// Documents the compared words are in, all together at most; of one word alone more.
const DOCUMENTS: i64 = 10_000;
/// A word in more than one in so many documents says nothing, unless there are few documents.
const COMMON: i64 = 10;
const FEW: i64 = 50;
/// Records looked at closely.
const CLOSELY: usize = 60;
/// What the words count at most, and each other thing that is the same.
const OF_WORDS: u64 = 70;
const OF_SAME: u64 = 10;
/// The weight from which on a word counts in full: it stands in the title.
const FULL: u64 = 10;
/// Less alike than this is not alike.
const LEAST: u64 = 20;
/// What may be the same besides words.
const SAME: [&str; 3] = ["category", "service", "requester"];

/// What is being written down.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// The title.
    pub title: String,
    /// The description, in Markdown.
    pub description: String,
    /// What sort it is, about which service, for whom: as columns keep it.
    pub same: BTreeMap<&'static str, Value>,
    /// A record that is not to be told, because it is the one written down.
    pub except: Option<Id<Record>>,
}

/// A record that may be about the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Similar {
    /// The record.
    pub heading: Heading,
    /// How alike, from 0 to 100.
    pub score: u64,
    /// The words both share, as they were typed, the rarest first.
    pub words: Vec<String>,
    /// What else is the same: codes of fields.
    pub same: Vec<&'static str>,
}

/// A word that is compared.
struct Compared {
    typed: String,
    forms: Vec<String>,
    ids: Vec<i64>,
    documents: i64,
    rarity: u64,
}

/// How much of the words a record has, and which.
#[derive(Default, Clone)]
struct Shared {
    score: u64,
    words: Vec<usize>,
}

impl Draft {
    /// For whom it is.
    #[must_use]
    pub fn for_whom(mut self, requester: Id<Person>) -> Self {
        self.same.insert("requester", requester.into());
        self
    }
}

/// The records most alike, the most alike first.
///
/// # Errors
/// [`crate::Error::Forbidden`] for who may read none of the kind.
pub fn similar(
    tx: &ReadTx<'_>,
    agent: &Agent,
    kind: &'static Kind,
    draft: &Draft,
    limit: usize,
) -> Result<Vec<Similar>> {
    agent.require(kind.code, crate::access::Action::Read)?;
    let desk = Reading::read(tx, agent, &[kind], None)?;
    let words = compared(tx, &desk, draft)?;
    let most: u64 = words.iter().map(|word| word.rarity * FULL).sum();
    let enough = words.len().min(2);
    let mut shared = among_waiting(&desk, &words);
    if !desk.state.is_distrusted() {
        among_indexed(tx, &desk, &words, &mut shared)?;
    }
    let mut candidates: Vec<(Candidate, Shared)> =
        shared.into_iter().filter(|(_, s)| s.words.len() >= enough && s.score > 0).collect();
    candidates.sort_by_key(|(c, s)| std::cmp::Reverse((s.score, c.ordinal)));
    candidates.truncate(CLOSELY);
    let of: Vec<Candidate> = candidates.iter().map(|(c, _)| *c).collect();
    let ids = records_of(tx, &of)?;
    let by_id: HashMap<Id<Record>, &Shared> =
        ids.iter().copied().zip(candidates.iter().map(|(_, shared)| shared)).collect();
    let ids: Vec<Id<Record>> = ids.into_iter().filter(|id| Some(*id) != draft.except).collect();
    let fields: Vec<&'static Field> = SAME.iter().filter_map(|code| kind.field(code)).collect();
    let held: HashMap<Id<Record>, Snapshot> =
        snapshots(tx, kind, &ids, &fields)?.into_iter().map(|row| (row.id, row)).collect();
    let mut alike: Vec<Similar> = headings(tx, agent, &ids)?
        .into_iter()
        .filter_map(|heading| {
            let shared = by_id.get(&heading.id)?;
            Some(weighed(heading.clone(), shared, held.get(&heading.id), draft, &words, most))
        })
        .filter(|similar| similar.score >= LEAST)
        .collect();
    alike.sort_by_key(|s| std::cmp::Reverse((s.score, s.heading.opened_at, s.heading.id)));
    alike.truncate(limit);
    Ok(alike)
}

/// How alike a record is, and why.
fn weighed(
    heading: Heading,
    shared: &Shared,
    held: Option<&Snapshot>,
    draft: &Draft,
    words: &[Compared],
    most: u64,
) -> Similar {
    let is_same = |code: &&'static str| {
        let wanted = draft.same.get(code).filter(|value| **value != Value::Null);
        wanted.is_some_and(|value| held.is_some_and(|row| row.value(code) == value))
    };
    let same: Vec<&'static str> = SAME.iter().filter(|code| is_same(code)).copied().collect();
    let of_words = (shared.score * OF_WORDS).checked_div(most).unwrap_or(0).min(OF_WORDS);
    let of_same = OF_SAME * u64::try_from(same.len()).unwrap_or(0);
    let typed = shared.words.iter().filter_map(|place| words.get(*place));
    Similar {
        heading,
        score: of_words + of_same,
        words: typed.map(|word| word.typed.clone()).collect(),
        same,
    }
}

/// The rarest words of what is written.
fn compared(tx: &ReadTx<'_>, desk: &Reading, draft: &Draft) -> Result<Vec<Compared>> {
    let text = format!("{}\n{}", draft.title, markdown::unquoted(&draft.description));
    let mut words: Vec<Compared> = Vec::new();
    let mut known_forms = HashSet::new();
    for chunk in chunks(&text) {
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
            let (ids, documents, rarity) = (Vec::new(), 0, 0);
            words.push(Compared { typed, forms, ids, documents, rarity });
        }
    }
    let forms: Vec<&str> = words.iter().flat_map(|w| &w.forms).map(String::as_str).collect();
    let known = term::known(tx, &forms)?;
    let all = desk.state.documents;
    let number = |count: i64| u64::try_from(count).unwrap_or(0);
    for word in &mut words {
        let terms = word.forms.iter().filter_map(|form| known.get(form));
        for term in terms {
            word.ids.push(term.id);
            word.documents += term.documents;
        }
        word.rarity = rarity(number(word.documents), number(all));
    }
    let waits = |word: &Compared| {
        desk.waiting
            .iter()
            .any(|s| !s.forms(|form| word.forms.iter().any(|f| f == form)).is_empty())
    };
    words.retain(|word| word.documents <= FEW.max(all / COMMON));
    words.retain(|word| word.documents > 0 || waits(word));
    words.sort_by(|a, b| a.documents.cmp(&b.documents).then_with(|| a.typed.cmp(&b.typed)));
    words.truncate(COMPARED);
    let mut sum = 0;
    words.retain(|word| {
        let fits = sum == 0 || sum + word.documents <= DOCUMENTS;
        sum += word.documents;
        fits
    });
    Ok(words)
}

/// What records that are not in the index as they are now share, in what everybody reads of them.
fn among_waiting(desk: &Reading, words: &[Compared]) -> Vec<(Candidate, Shared)> {
    let share = |source: &Source| {
        let wanted = |form: &str| words.iter().any(|word| word.forms.iter().any(|f| f == form));
        let forms = source.forms(wanted);
        let mut shared = Shared::default();
        for (place, word) in words.iter().enumerate() {
            let weight = |form: &String| forms.get(form.as_str()).map_or(0, |w| w.public);
            let weight = word.forms.iter().map(weight).max().unwrap_or(0);
            shared.take(place, word, weight);
        }
        shared
    };
    let seen = desk.waiting.iter().filter(|source| desk.sight.of_record(source).is_some());
    seen.map(|source| {
        let ordinal = desk.outdated.get(&source.id).copied().unwrap_or(desk.state.documents);
        (Candidate { score: 0, ordinal, record: Some(source.id) }, share(source))
    })
    .collect()
}

/// What documents of the index share, in what everybody reads of them.
fn among_indexed(
    tx: &ReadTx<'_>,
    desk: &Reading,
    words: &[Compared],
    found: &mut Vec<(Candidate, Shared)>,
) -> Result<()> {
    let outdated: HashSet<i64> = desk.outdated.values().copied().collect();
    let ids: Vec<i64> = words.iter().flat_map(|word| word.ids.iter().copied()).collect();
    let there = shelf::postings(tx, &ids, false, &Blocks::All)?;
    let blocks: HashSet<i64> = there.keys().map(|(_, _, block)| *block).collect();
    let blocks: Vec<i64> = blocks.into_iter().collect();
    let facts = shelf::facts(tx, &desk.sight.facts(), &Blocks::These(blocks.clone()))?;
    for block in blocks {
        let (seen, _) = desk.sight.in_block(&facts, block);
        let mut shared: HashMap<usize, Shared> = HashMap::new();
        for (place, word) in words.iter().enumerate() {
            let mut weights: HashMap<usize, u8> = HashMap::new();
            for set in word.ids.iter().filter_map(|id| there.get(&(*id, false, block))) {
                for (document, weight) in set.each().filter(|(document, _)| seen.has(*document)) {
                    let best = weights.entry(document).or_default();
                    *best = weight.max(*best);
                }
            }
            for (document, weight) in weights {
                shared.entry(document).or_default().take(place, word, weight);
            }
        }
        let of_block = shared.into_iter().map(|(document, shared)| {
            let ordinal = ordinal_at(block, document);
            (Candidate { score: 0, ordinal, record: None }, shared)
        });
        found.extend(of_block.filter(|(candidate, _)| !outdated.contains(&candidate.ordinal)));
    }
    Ok(())
}

impl Shared {
    fn take(&mut self, place: usize, word: &Compared, weight: u8) {
        if weight > 0 {
            self.score += word.rarity * u64::from(weight).min(FULL);
            self.words.push(place);
        }
    }
}
