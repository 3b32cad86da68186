//! The feed of one reader: what they may hear of the entries after a position.

use db::{Id, ReadTx};

use super::read::{Batch, examine, speak};
use super::sight::{Seen, Sight};
use super::step::Step;
use super::told::told;
use super::touched::Readers;
use crate::Result;
use crate::history::Past;
use crate::kind::Kind;
use crate::people::Person;

/// Entries one call examines at most: whoever sees little of them gets nothing for a while, but
/// goes on from `next`, and no call reads the whole journal.
pub const EXAMINED: usize = 2_000;
/// Entries read by one statement.
const CHUNK: usize = 400;
/// Entries whose values are read by one statement.
const SPOKEN: usize = 100;
/// Bytes of text after which no further entries are added.
const ENOUGH: usize = 1 << 20;

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Follow {
    /// The last position examined before.
    pub after: i64,
    /// Entries at most.
    pub most: usize,
    /// Only records of this kind.
    pub kind: Option<&'static str>,
    /// Only what this person did.
    pub by: Option<Id<Person>>,
}

/// What was heard.
#[derive(Debug, Clone)]
pub struct Heard {
    /// The entries.
    pub steps: Vec<Step>,
    /// The last position examined, from which to go on.
    pub next: i64,
    /// Whether there was nothing left to examine.
    pub is_end: bool,
}

/// Examines entries after a position until enough of them are to be told, or [`EXAMINED`] have been
/// looked at.
///
/// # Errors
/// When the database fails.
pub fn follow(
    tx: &ReadTx<'_>,
    kinds: &[&'static Kind],
    sight: &Sight,
    asked: Follow,
) -> Result<Heard> {
    let mut heard = Heard { steps: Vec::new(), next: asked.after, is_end: false };
    let (mut examined, mut bytes) = (0, 0);
    while examined < EXAMINED && heard.steps.len() < asked.most {
        let most = CHUNK.min(EXAMINED - examined);
        let chunk = (heard.next, i64::try_from(most).unwrap_or(i64::MAX));
        let batch = examine(tx, kinds, Readers::One(sight.person()), chunk)?;
        examined += batch.examined;
        heard.is_end = batch.examined < most;
        if !add(tx, &mut heard, &mut bytes, batch, (sight, asked))? || heard.is_end {
            return Ok(heard);
        }
    }
    Ok(heard)
}

/// Adds what may be told of a batch; whether to go on.
fn add(
    tx: &ReadTx<'_>,
    heard: &mut Heard,
    bytes: &mut usize,
    batch: Batch,
    (sight, asked): (&Sight, Follow),
) -> Result<bool> {
    let last = batch.last;
    let mut seen: Vec<Step> = batch
        .steps
        .into_iter()
        .filter(|step| asked.kind.is_none_or(|kind| kind == step.kind.code))
        .filter(|step| asked.by.is_none_or(|by| step.actor == Some(by)))
        .filter(|step| sight.of_record(&step.record) != Seen::Not)
        .collect();
    while !seen.is_empty() {
        let rest = seen.split_off(seen.len().min(SPOKEN));
        speak(tx, Readers::One(sight.person()), &mut seen)?;
        for step in seen {
            if heard.steps.len() == asked.most || *bytes >= ENOUGH {
                heard.is_end = false;
                return Ok(false);
            }
            heard.next = step.position;
            if told(&step, sight).is_some() {
                *bytes += weight(&step);
                heard.steps.push(step);
            }
        }
        seen = rest;
    }
    heard.next = last;
    Ok(true)
}

/// The bytes of what an entry says.
fn weight(step: &Step) -> usize {
    step.said.iter().filter_map(|said| said.value.held()).map(str::len).sum::<usize>()
        + std::mem::size_of::<Past>() * step.said.len()
}
