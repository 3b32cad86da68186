//! Search across kinds of records: what somebody looks for, among what they may see.

use std::collections::{HashMap, HashSet};

use ::search::{Query, Refusal, Wanted};
use db::{Id, ReadTx};

use super::excerpt::{Shown, show};
use super::gather::{Gathered, Search, records_of, resolve};
use super::number::{Meant, meant_numbers};
use super::sight::Sight;
use super::source::{Fields, TEXTS, ordinals_of, sources, texts_of};
use super::state::{State, waiting};
use super::term;
use crate::access::Agent;
use crate::heading::{Heading, find_heading, headings};
use crate::kind::Kind;
use crate::record::Record;
use crate::{Error, Result};

/// Most results of one answer.
pub const MOST_RESULTS: usize = 100;
/// With fewer results it is also looked for what may have been meant.
const FEW: usize = 3;
/// Records looked at together for whether they may be shown and hold a phrase.
const TOGETHER: usize = 128;

/// What somebody looks for.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// As it was typed.
    pub text: String,
    /// Only records of this kind.
    pub kind: Option<String>,
    /// Only work still to be done, or only work that is over.
    pub open: Option<bool>,
    /// Results at most.
    pub limit: usize,
}

/// What was found.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// The best first; the record whose number was typed before all others.
    pub results: Vec<Found>,
    /// The number typed, where it is one record's.
    pub number: Option<String>,
    /// Whether more matched than were ranked: the newest [`RANKED`](super::RANKED) were.
    pub only_newest: bool,
    /// Whether there are more results than these.
    pub more: bool,
    /// Words that were taken for others, with those.
    pub meant: Vec<(String, String)>,
    /// Whether the index is too far behind for all of the latest changes to be searched.
    pub behind: bool,
}

/// A record that was found.
#[derive(Debug, Clone)]
pub struct Found {
    /// The record.
    pub heading: Heading,
    /// Whether its number was typed.
    pub by_number: bool,
    /// Why it was found.
    pub shown: Shown,
}

/// What is looked for, read.
pub(super) struct Looked {
    pub(super) query: Query,
    pub(super) words: Vec<Wanted>,
}

/// Looks for records among what the agent may see.
///
/// # Errors
/// [`Error::Invalid`] on `q` when there is nothing to look for or too much, on `kind` when no such
/// kind is there for them; [`Error::Forbidden`] for who may read no record at all.
pub fn search(
    tx: &ReadTx<'_>,
    agent: &Agent,
    kinds: &[&'static Kind],
    asked: &Asked,
) -> Result<Answer> {
    let query = Query::parse(&asked.text).map_err(refuse)?;
    let kinds = wanted_kinds(agent, kinds, asked.kind.as_deref())?;
    let words = query.terms.iter().map(Wanted::of).collect();
    let looked = Looked { query, words };
    let mut answer = by_number(tx, agent, &kinds, asked)?;
    let desk = Reading::read(tx, agent, &kinds, asked.open)?;
    answer.behind = desk.behind;
    let limit = asked.limit.clamp(1, MOST_RESULTS);
    let (mut found, mut used) = desk.find(tx, agent, looked, limit + 1)?;
    if found.headings.len() < FEW
        && let Some(nearer) = or_near(tx, &desk, &used)?
    {
        (found, used) = desk.find(tx, agent, nearer, limit + 1)?;
    }
    answer.only_newest = found.cut;
    let numbered: HashSet<Id<Record>> = answer.results.iter().map(|r| r.heading.id).collect();
    found.headings.retain(|heading| !numbered.contains(&heading.id));
    answer.more = found.headings.len() > limit;
    found.headings.truncate(limit);
    let mut all: Vec<Heading> = answer.results.iter().map(|r| r.heading.clone()).collect();
    let by_number = all.len();
    all.extend(found.headings);
    let shown = show(tx, agent, (&kinds, &desk.fields), &all, &used.words)?;
    answer.meant = shown.meant;
    answer.results = all
        .into_iter()
        .zip(shown.each)
        .enumerate()
        .map(|(place, (heading, shown))| Found { heading, by_number: place < by_number, shown })
        .collect();
    Ok(answer)
}

fn refuse(refusal: Refusal) -> Error {
    match refusal {
        Refusal::Nothing => Error::invalid("q", "nothing_to_find"),
        Refusal::TooLong => Error::invalid("q", "too_much_to_find"),
    }
}

/// The kinds that are searched: those of which the reader may see any, or the one asked for.
pub(super) fn wanted_kinds(
    agent: &Agent,
    kinds: &[&'static Kind],
    wanted: Option<&str>,
) -> Result<Vec<&'static Kind>> {
    let read = crate::access::Action::Read;
    let seen: Vec<&'static Kind> =
        kinds.iter().copied().filter(|kind| agent.may(kind.code, read)).collect();
    match wanted {
        _ if seen.is_empty() => Err(Error::Forbidden(read.code())),
        None => Ok(seen),
        Some(code) => {
            let one: Vec<_> = seen.into_iter().filter(|kind| kind.code == code).collect();
            if one.is_empty() { Err(Error::invalid("kind", "no_such")) } else { Ok(one) }
        }
    }
}

/// The records whose number may have been typed.
fn by_number(
    tx: &ReadTx<'_>,
    agent: &Agent,
    kinds: &[&'static Kind],
    asked: &Asked,
) -> Result<Answer> {
    let mut answer = Answer::default();
    for Meant { number, exactly } in meant_numbers(&asked.text, kinds) {
        let heading = match find_heading(tx, agent, &number) {
            Err(Error::NotFound) => continue,
            found => found?,
        };
        let fits = kinds.iter().any(|kind| kind.code == heading.kind)
            && asked.open.is_none_or(|open| open == heading.is_open)
            && answer.results.iter().all(|r| r.heading.id != heading.id);
        if fits {
            if exactly {
                answer.number = Some(heading.number.clone());
            }
            let shown = Shown::default();
            answer.results.push(Found { heading, by_number: true, shown });
        }
    }
    Ok(answer)
}

/// The same, with words that may have been meant, where there are such.
fn or_near(tx: &ReadTx<'_>, desk: &Reading, looked: &Looked) -> Result<Option<Looked>> {
    let mut words = looked.words.clone();
    let mut any = false;
    for wanted in &mut words {
        for typed in wanted.exact().to_vec() {
            for form in term::near(tx, &typed, desk.near_in_waiting(&typed))? {
                if wanted.worth(&form).is_none() {
                    wanted.or_near(form);
                    any = true;
                }
            }
        }
    }
    Ok(any.then(|| Looked { query: looked.query.clone(), words }))
}

/// Records found, the best first.
pub(super) struct Ranked {
    pub(super) headings: Vec<Heading>,
    pub(super) cut: bool,
}

/// How the index stands, and what this reader may see of it.
pub(super) struct Reading {
    pub(super) state: State,
    pub(super) sight: Sight,
    pub(super) waiting: Vec<super::source::Source>,
    pub(super) outdated: HashMap<Id<Record>, i64>,
    pub(super) fields: Fields,
    pub(super) behind: bool,
}

impl Reading {
    pub(super) fn read(
        tx: &ReadTx<'_>,
        agent: &Agent,
        kinds: &[&'static Kind],
        open: Option<bool>,
    ) -> Result<Self> {
        let state = State::load(tx)?;
        let changed = waiting(tx, &state)?;
        Ok(Reading {
            sight: Sight::of(agent, kinds, open),
            waiting: sources(tx, kinds, &changed.records, Some(TEXTS))?,
            outdated: ordinals_of(tx, &changed.records)?,
            behind: changed.cut || !state.is_current(),
            fields: Fields::load(tx, kinds)?,
            state,
        })
    }

    pub(super) fn index(&self) -> Search<'_> {
        Search {
            state: &self.state,
            sight: &self.sight,
            waiting: &self.waiting,
            outdated: &self.outdated,
        }
    }

    /// Words near a typed one in what is not in the index yet, as far as the reader reads it, each
    /// with how many records hold it. Near by the same keys as those of the index, so that nothing is
    /// found today that is not tomorrow.
    fn near_in_waiting(&self, typed: &str) -> HashMap<&str, i64> {
        let keys: HashSet<i64> = ::search::keys_of_typed(typed).into_iter().collect();
        let most = ::search::allowed_slips(typed);
        let mut near: HashMap<&str, i64> = HashMap::new();
        if keys.is_empty() {
            return near;
        }
        let is_near = |form: &str| {
            ::search::slips_between(typed, form, most).is_some()
                && ::search::keys_of_term(form).iter().any(|key| keys.contains(key))
        };
        for source in &self.waiting {
            let Some(inside) = self.sight.of_record(source) else { continue };
            let read = source.texts.iter().filter(|text| inside || !text.internal);
            let forms: HashSet<&str> = read.flat_map(|text| text.words.forms()).collect();
            for form in forms {
                if near.contains_key(form) || is_near(form) {
                    *near.entry(form).or_default() += 1;
                }
            }
        }
        near
    }

    fn find(
        &self,
        tx: &ReadTx<'_>,
        agent: &Agent,
        looked: Looked,
        limit: usize,
    ) -> Result<(Ranked, Looked)> {
        let words = resolve(tx, looked.words.clone())?;
        let without = resolve(tx, looked.query.without.iter().map(Wanted::of).collect())?;
        let gathered = self.index().gather(tx, &words, &without)?;
        let ranked = self.pick(tx, agent, &looked.query, gathered, limit)?;
        Ok((ranked, looked))
    }

    /// The best of what was gathered that may be shown and holds the phrases. Each is looked at
    /// afresh: whatever the index says, nobody is shown what they may not see.
    fn pick(
        &self,
        tx: &ReadTx<'_>,
        agent: &Agent,
        query: &Query,
        gathered: Gathered,
        limit: usize,
    ) -> Result<Ranked> {
        let mut picked = Vec::new();
        for some in gathered.candidates.chunks(TOGETHER) {
            if picked.len() >= limit {
                break;
            }
            let ids = records_of(tx, some)?;
            let mut seen: HashMap<Id<Record>, Heading> =
                headings(tx, agent, &ids)?.into_iter().map(|h| (h.id, h)).collect();
            let of_some: Vec<Heading> = ids.iter().filter_map(|id| seen.remove(id)).collect();
            picked.extend(self.holding_phrases(tx, agent, query, of_some)?);
        }
        picked.truncate(limit);
        Ok(Ranked { headings: picked, cut: gathered.cut })
    }

    /// Those that hold all phrases looked for and none of the others, in what the reader reads.
    fn holding_phrases(
        &self,
        tx: &ReadTx<'_>,
        agent: &Agent,
        query: &Query,
        found: Vec<Heading>,
    ) -> Result<Vec<Heading>> {
        if query.phrases.is_empty() && query.without_phrases.is_empty() {
            return Ok(found);
        }
        let ids: Vec<Id<Record>> = found.iter().map(|heading| heading.id).collect();
        let mut texts = texts_of(tx, &ids, Some(TEXTS))?;
        for heading in &found {
            texts.entry(heading.id).and_modify(|texts| self.fields.settle(&heading.kind, texts));
        }
        let holds = |heading: &Heading| {
            let inside = heading.admits(agent, crate::access::Action::ReadInternal);
            let texts = texts.get(&heading.id).map(Vec::as_slice).unwrap_or_default();
            let read = || texts.iter().filter(|text| inside || !text.internal);
            let has = |phrase: &Vec<Vec<String>>| read().any(|text| text.words.hold_phrase(phrase));
            query.phrases.iter().all(has) && !query.without_phrases.iter().any(has)
        };
        Ok(found.into_iter().filter(holds).collect())
    }
}
