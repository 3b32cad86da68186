//! Records that may be about the same as one that is being written down, among what its writer may
//! see: by the rarest words they share, and by what else is the same.

use std::collections::{BTreeMap, HashMap};

use db::{Id, ReadTx, Value};

use super::answer::Reading;
use super::compared::{Compared, compared};
use super::gather::{Candidate, records_of};
use crate::Result;
use crate::access::Agent;
use crate::field::Field;
use crate::heading::{Heading, headings};
use crate::kind::Kind;
use crate::list::{Snapshot, snapshots};
use crate::people::Person;
use crate::record::Record;

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
    let text = format!("{}\n{}", draft.title, markdown::unquoted(&draft.description));
    let words = compared(tx, &desk, &text)?;
    let most: u64 = words.iter().map(|word| word.rarity * FULL).sum();
    let candidates = holding(&words);
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

/// How much of the words each record holds, and which: those that hold the most, of records that hold
/// enough of them.
fn holding(words: &[Compared]) -> Vec<(Candidate, Shared)> {
    let mut shared: HashMap<Candidate, Shared> = HashMap::new();
    for (place, word) in words.iter().enumerate() {
        for (candidate, weight) in &word.held {
            let own = shared.entry(*candidate).or_default();
            own.score += word.rarity * u64::from(*weight).min(FULL);
            own.words.push(place);
        }
    }
    let enough = words.len().min(2);
    let mut holding: Vec<(Candidate, Shared)> =
        shared.into_iter().filter(|(_, shared)| shared.words.len() >= enough).collect();
    holding.sort_by_key(|(candidate, shared)| std::cmp::Reverse((shared.score, *candidate)));
    holding.truncate(CLOSELY);
    holding
}
