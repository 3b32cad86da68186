//! What a document of the index is made from: the record's facts and its words, as their rows are.

use std::collections::{BTreeSet, HashMap};

use ::search::{Words, weight};
use db::sea_query::{Alias, Expr, Order, Query};
use db::{Id, ReadTx, Timestamp, Value};

use super::among::{AT_ONCE, among};
use super::fact::{Fact, facts_of};
use super::text::weight_of;
use crate::Result;
use crate::access::Facts;
use crate::custom::{Catalogue, PREFIX};
use crate::field::Audience;
use crate::kind::Kind;
use crate::people::Person;
use crate::record::Record;

/// Texts read for one search at most, of each record the newest first: somebody may have written ten
/// thousand comments on a record, and nobody who searches waits for them.
pub(super) const TEXTS: u64 = 20_000;

/// A record as the search sees it.
#[derive(Debug, Clone)]
pub(super) struct Source {
    pub(super) id: Id<Record>,
    pub(super) kind: String,
    pub(super) is_open: bool,
    pub(super) opened_at: Timestamp,
    pub(super) facts: Facts,
    pub(super) watchers: Vec<Id<Person>>,
    /// Its texts, the newest first.
    pub(super) texts: Vec<Text>,
}

/// One text's words.
#[derive(Debug, Clone)]
pub(super) struct Text {
    pub(super) seq: i64,
    pub(super) field: String,
    pub(super) internal: bool,
    pub(super) words: Words,
}

/// How much a form weighs in a document: in what everybody who sees it reads, and in what only the
/// inside does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Weights {
    pub(super) public: u8,
    pub(super) internal: u8,
}

impl Weights {
    /// The most of what this reader reads.
    pub(super) fn read(self, internal: bool) -> u8 {
        if internal { Ord::max(self.public, self.internal) } else { self.public }
    }
}

/// The best field a form stands in and how often it stands in any.
#[derive(Default)]
struct Tally([(u8, usize); 2]);

impl Tally {
    fn add(&mut self, of_field: u8, internal: bool) {
        let [public, inside] = &mut self.0;
        let (best, times) = if internal { inside } else { public };
        *best = Ord::max(*best, of_field);
        *times += 1;
    }

    fn weights(&self) -> Weights {
        let [public, inside] = self.0;
        Weights { public: weight(public.0, public.1), internal: weight(inside.0, inside.1) }
    }
}

impl Source {
    /// The facts it is found by.
    pub(super) fn found_by(&self) -> BTreeSet<Fact> {
        if self.facts.withdrawn {
            return BTreeSet::new();
        }
        facts_of(&self.kind, self.is_open, &self.facts, &self.watchers)
    }

    /// The forms it is found by for which `wanted` is true.
    pub(super) fn forms(&self, wanted: impl Fn(&str) -> bool) -> HashMap<&str, Weights> {
        let mut tallies: HashMap<&str, Tally> = HashMap::new();
        let texts = if self.facts.withdrawn { &[] } else { self.texts.as_slice() };
        for text in texts {
            let of_field = weight_of(&text.field);
            for form in text.words.forms().filter(|form| wanted(form)) {
                tallies.entry(form).or_default().add(of_field, text.internal);
            }
        }
        tallies.into_iter().map(|(form, tally)| (form, tally.weights())).collect()
    }
}

/// These records as the search sees them, in no order; what is no record is left out. `most` bounds
/// the texts that are read.
pub(super) fn sources(
    tx: &ReadTx<'_>,
    kinds: &[&'static Kind],
    ids: &[Id<Record>],
    most: Option<u64>,
) -> Result<Vec<Source>> {
    let mut found: Vec<Source> = Vec::with_capacity(ids.len());
    for some in ids.chunks(AT_ONCE) {
        found.extend(heads(tx, some)?);
    }
    let mut texts = texts_of(tx, ids, most)?;
    let mut watchers = watchers_of(tx, ids)?;
    let fields = Fields::load(tx, kinds)?;
    for source in &mut found {
        source.texts = texts.remove(&source.id).unwrap_or_default();
        source.watchers = watchers.remove(&source.id).unwrap_or_default();
        fields.settle(&source.kind, &mut source.texts);
    }
    Ok(found)
}

fn heads(tx: &ReadTx<'_>, ids: &[Id<Record>]) -> Result<Vec<Source>> {
    const COLUMNS: [&str; 11] = [
        "subject_id",
        "kind",
        "is_open",
        "opened_at",
        "requester_id",
        "opener_id",
        "assignee_id",
        "team_id",
        "company_id",
        "restricted",
        "withdrawn",
    ];
    let of = |table: &'static str, column: &'static str| (Alias::new(table), Alias::new(column));
    let mut select = Query::select();
    select
        .columns(COLUMNS.map(|column| of("record", column)))
        .from(Alias::new("record"))
        .and_where(among("subject_id", ids));
    tx.select(&select)?
        .into_iter()
        .map(|row| {
            let mut c = row.columns();
            Ok(Source {
                id: c.next()?,
                kind: c.next()?,
                is_open: c.next()?,
                opened_at: c.next()?,
                facts: Facts {
                    requester: c.next()?,
                    opener: c.next()?,
                    assignee: c.next()?,
                    team: c.next()?,
                    company: c.next()?,
                    restricted: c.next()?,
                    withdrawn: c.next()?,
                },
                watchers: Vec::new(),
                texts: Vec::new(),
            })
        })
        .collect()
}

/// The texts of these records, the newest of each first.
pub(super) fn texts_of(
    tx: &ReadTx<'_>,
    ids: &[Id<Record>],
    most: Option<u64>,
) -> Result<HashMap<Id<Record>, Vec<Text>>> {
    let mut texts: HashMap<Id<Record>, Vec<Text>> = HashMap::new();
    for some in ids.chunks(AT_ONCE) {
        let mut select = Query::select();
        select
            .columns(["subject_id", "seq", "field", "internal", "words"].map(Alias::new))
            .from(Alias::new("search_text"))
            .and_where(among("subject_id", some))
            .order_by(Alias::new("subject_id"), Order::Desc)
            .order_by(Alias::new("seq"), Order::Desc)
            .order_by(Alias::new("field"), Order::Desc);
        most.map(|most| select.limit(most));
        for row in tx.select(&select)? {
            let mut c = row.columns();
            let id: Id<Record> = c.next()?;
            texts.entry(id).or_default().push(Text {
                seq: c.next()?,
                field: c.next()?,
                internal: c.next()?,
                words: Words::kept(c.next()?),
            });
        }
    }
    Ok(texts)
}

/// Who watches these records.
fn watchers_of(
    tx: &ReadTx<'_>,
    ids: &[Id<Record>],
) -> Result<HashMap<Id<Record>, Vec<Id<Person>>>> {
    let mut watchers: HashMap<Id<Record>, Vec<Id<Person>>> = HashMap::new();
    for some in ids.chunks(AT_ONCE) {
        let mut select = Query::select();
        select
            .columns(["subject_id", "person_id"].map(Alias::new))
            .from(Alias::new("watcher"))
            .and_where(among("subject_id", some));
        for row in tx.select(&select)? {
            watchers.entry(row.get(0)?).or_default().push(row.get(1)?);
        }
    }
    Ok(watchers)
}

/// The fields administrators added, as they are now: who reads one may have changed since its words
/// were kept, and what is out of use is read by nobody.
pub(super) struct Fields(Vec<Catalogue>);

impl Fields {
    pub(super) fn load(tx: &ReadTx<'_>, kinds: &[&'static Kind]) -> Result<Self> {
        Ok(Fields(kinds.iter().map(|kind| Catalogue::of(tx, kind)).collect::<Result<_>>()?))
    }

    /// Leaves of a record's texts those that are in use, each for whoever reads it now.
    pub(super) fn settle(&self, kind: &str, texts: &mut Vec<Text>) {
        let catalogue = self.0.iter().find(|catalogue| catalogue.kind == kind);
        texts.retain_mut(|text| {
            if !text.field.starts_with(PREFIX) {
                return true;
            }
            let field = catalogue.and_then(|catalogue| catalogue.field(&text.field));
            text.internal |= field.is_none_or(|field| field.audience == Audience::Internal);
            field.is_some()
        });
    }
}

/// The records behind ordinals.
pub(super) fn records_at(tx: &ReadTx<'_>, ordinals: &[i64]) -> Result<HashMap<i64, Id<Record>>> {
    let mut records = HashMap::new();
    for some in ordinals.chunks(AT_ONCE) {
        let mut select = Query::select();
        select
            .columns(["ordinal", "subject_id"].map(Alias::new))
            .from(Alias::new("search_document"))
            .and_where(among("ordinal", some));
        for row in tx.select(&select)? {
            records.insert(row.get(0)?, row.get(1)?);
        }
    }
    Ok(records)
}

/// The ordinals of records that have one.
pub(super) fn ordinals_of(tx: &ReadTx<'_>, ids: &[Id<Record>]) -> Result<HashMap<Id<Record>, i64>> {
    let mut ordinals = HashMap::new();
    for some in ids.chunks(AT_ONCE) {
        let mut select = Query::select();
        select
            .columns(["subject_id", "ordinal"].map(Alias::new))
            .from(Alias::new("search_document"))
            .and_where(among("subject_id", some));
        for row in tx.select(&select)? {
            ordinals.insert(row.get(0)?, row.get(1)?);
        }
    }
    Ok(ordinals)
}

/// A value for a built statement.
pub(super) fn value(of: impl Into<Value>) -> Expr {
    Expr::val(of.into())
}
