//! What a writer learns of the names in their text: which of them reached nobody.

use db::{Id, ReadTx};

use super::cause::TEXTS;
use super::mention::{Mention, has_mention, mentions};
use super::named::Named;
use crate::access::{Action, Agent};
use crate::input::{RawInput, RawValue};
use crate::journal::{self, EntryValue};
use crate::kind::Practice;
use crate::people::Person;
use crate::record::Record;
use crate::{Committed, Result, watch};

/// Names told of at most.
const MOST: usize = 5;

/// Whether what somebody sends may name anybody, so that it is worth asking whom that reached.
#[must_use]
pub fn may_name(raw: &RawInput) -> bool {
    raw.values.values().any(|value| matches!(value, RawValue::Text(text) if has_mention(text)))
}

/// The names in what somebody has just written that reach nobody: because nobody whom they may name
/// is called so, or because whoever is may not see it. Which of the two is not told.
///
/// # Errors
/// When the database fails.
pub fn unheard<P: Practice>(
    tx: &ReadTx<'_>,
    writer: &Agent,
    done: &Committed,
) -> Result<Vec<String>> {
    let Some(id) = Record::identify(tx, P::KIND, &done.number)? else { return Ok(Vec::new()) };
    let Some(record) = Record::load(tx, P::KIND, id)? else { return Ok(Vec::new()) };
    let entry = journal::window(tx, id.cast(), done.seq + 1, 1)?.pop();
    let Some(entry) = entry.filter(|entry| entry.actor == Some(writer.person)) else {
        return Ok(Vec::new());
    };
    let texts: Vec<&EntryValue> = entry.values.iter().filter(|value| names(value)).collect();
    let named = Named::of(tx, texts.iter().filter_map(|value| value.value.as_deref()))?;
    let (kind, facts) = (P::KIND.code, record.facts());
    let mut made: Vec<(Mention, bool, Vec<Id<Person>>)> = Vec::new();
    for value in &texts {
        for mention in mentions(value.value.as_deref().unwrap_or_default()) {
            let people = named.meant(&mention, (writer, kind, &facts));
            made.push((mention, value.field == "note", people));
        }
    }
    let people: Vec<Id<Person>> = made.iter().flat_map(|(_, _, people)| people).copied().collect();
    let agents = Agent::load_all(tx, &people)?;
    let watchers = watch::everybody(tx, id)?;
    let hears = |person: &Id<Person>, internal: bool| {
        let watches = watchers.iter().any(|watcher| watcher.person == *person);
        agents.get(person).is_some_and(|agent| {
            agent.sees(kind, &facts, watches)
                && (!internal || agent.may_with(kind, Action::ReadInternal, &facts))
        })
    };
    let mut unheard: Vec<String> = Vec::new();
    for (mention, internal, people) in &made {
        let shown = mention.shown();
        if !people.iter().any(|person| hears(person, *internal))
            && !unheard.iter().any(|known| known == shown)
        {
            unheard.push(shown.to_owned());
        }
    }
    unheard.truncate(MOST);
    Ok(unheard)
}

fn names(value: &EntryValue) -> bool {
    TEXTS.contains(&value.field.as_str()) && value.value.as_deref().is_some_and(has_mention)
}
