//! Gathering the records of a bulk edit, in transactions so short that nobody waits for them.

use std::collections::{BTreeMap, HashMap, HashSet};

use db::sea_query::{Alias, Expr, ExprTrait, Query};
use db::{Db, Id, ReadTx, Value};

use super::item::{Entry, add};
use super::{Bulk, MOST, State, discard, store};
use crate::access::Agent;
use crate::heading::headings;
use crate::kind::Kind;
use crate::lifecycle::Verb;
use crate::list::{ListQuery, Walk};
use crate::record::Record;
use crate::{Context, Error, Fault, Result};

/// Numbers looked up by one statement.
const AT_ONCE: usize = 500;
/// Characters of a number at most.
const LONGEST: usize = 40;
/// Bulk edits of one person that were begun and not done; the oldest go when there are more.
const DRAFTS: usize = 10;

/// What somebody wants to do to many records.
#[derive(Debug)]
pub struct Wanted {
    /// The kind of record.
    pub kind: &'static Kind,
    /// The verb.
    pub verb: &'static Verb,
    /// Which records.
    pub chosen: Chosen,
}

/// Which records somebody chose.
#[derive(Debug)]
pub enum Chosen {
    /// Those with these numbers.
    Numbers(Vec<String>),
    /// All of a list.
    List(Box<ListQuery>),
}

/// Gathers the records of a bulk edit; nothing is done to them. A number that the agent does not see
/// stays among them as one that there is not.
///
/// # Errors
/// [`Error::Forbidden`] when they may not do the verb to any record; [`Error::Invalid`] on `numbers`
/// or `q` when there are none, or too many.
pub fn choose(db: &Db, ctx: &Context, agent: &Agent, wanted: Wanted) -> Result<Bulk> {
    agent.require(wanted.kind.code, wanted.verb.action)?;
    let numbers = match &wanted.chosen {
        Chosen::Numbers(numbers) => Some(cleaned(numbers)?),
        Chosen::List(_) => None,
    };
    let mut bulk = Bulk {
        id: ctx.chance.id(ctx.now),
        kind: wanted.kind.code.to_owned(),
        verb: wanted.verb.code.to_owned(),
        input: BTreeMap::new(),
        door: ctx.door,
        person: agent.person,
        parent: None,
        state: State::Choosing,
        total: 0,
        changed: 0,
        unchanged: 0,
        refused: 0,
        created_at: ctx.now,
        ended_at: None,
    };
    let new = bulk.clone();
    db.write(move |tx| store::insert(tx, &new))?;
    let filled = match (numbers, wanted.chosen) {
        (Some(numbers), _) => by_number(db, agent, wanted.kind, bulk.id, &numbers),
        (None, Chosen::List(query)) => by_list(db, wanted.kind, bulk.id, *query),
        (None, Chosen::Numbers(_)) => Ok(0),
    };
    let total = match filled {
        Ok(0) => Err(Error::invalid("numbers", "nothing_chosen")),
        filled => filled,
    };
    match total {
        Ok(total) => {
            (bulk.total, bulk.state) = (total, State::Draft);
            let id = bulk.id;
            db.write(move |tx| store::chosen(tx, id, total))?;
            forget_drafts(db, agent, id)?;
            Ok(bulk)
        }
        Err(error) => {
            discard(db, bulk.id)?;
            Err(error)
        }
    }
}

/// The numbers as records have them, each once.
fn cleaned(numbers: &[String]) -> Result<Vec<String>> {
    let most = usize::try_from(MOST).unwrap_or(usize::MAX);
    let mut known = HashSet::new();
    let mut cleaned = Vec::new();
    for number in numbers {
        let number = number.trim().to_uppercase();
        if number.is_empty() || number.chars().count() > LONGEST {
            return Err(Error::invalid("numbers", "no_such"));
        }
        if number.contains(char::is_control) {
            return Err(Error::invalid("numbers", "control"));
        }
        if known.insert(number.clone()) {
            cleaned.push(number);
        }
        if cleaned.len() > most {
            return Err(too_many("numbers"));
        }
    }
    Ok(cleaned)
}

fn by_number(
    db: &Db,
    agent: &Agent,
    kind: &'static Kind,
    bulk: Id<Bulk>,
    numbers: &[String],
) -> Result<i64> {
    let mut total = 0;
    for some in numbers.chunks(AT_ONCE) {
        let entries: Vec<Entry> = db.read(|tx| {
            let seen = seen(tx, agent, kind, some)?;
            Ok::<_, Error>(
                some.iter()
                    .map(|number| (number.clone(), seen.get(number).copied(), None))
                    .collect(),
            )
        })?;
        total = keep(db, bulk, total, entries)?;
    }
    Ok(total)
}

/// Those of the numbers that are of records of the kind the agent sees.
fn seen(
    tx: &ReadTx<'_>,
    agent: &Agent,
    kind: &Kind,
    numbers: &[String],
) -> Result<HashMap<String, Id<Record>>> {
    let among = numbers.iter().map(|number| Expr::val(Value::from(number)));
    let select = Query::select()
        .column(Alias::new("id"))
        .from(Alias::new("subject"))
        .and_where(Expr::col(Alias::new("number")).is_in(among))
        .and_where(Expr::col(Alias::new("kind")).eq(kind.code))
        .to_owned();
    let ids = tx.select(&select)?.into_iter().map(|row| row.get(0));
    let ids = ids.collect::<db::Result<Vec<Id<Record>>>>()?;
    let found = headings(tx, agent, &ids)?.into_iter();
    Ok(found.map(|heading| (heading.number, heading.id)).collect())
}

fn by_list(db: &Db, kind: &'static Kind, bulk: Id<Bulk>, query: ListQuery) -> Result<i64> {
    let number = kind.field("number").into_iter().collect();
    let mut walk = Walk::over(kind, query, number);
    let (mut total, mut known) = (0, HashSet::new());
    loop {
        let rows = walk.chunk(db)?;
        if rows.is_empty() {
            return Ok(total);
        }
        // What changes its place in a list meanwhile may come twice.
        let new = rows.into_iter().filter(|row| known.insert(row.id));
        let entry = |row: crate::list::Snapshot| {
            (row.text("number").to_owned(), Some(row.id), Some(row.version))
        };
        let entries: Vec<Entry> = new.map(entry).collect();
        if i64::try_from(known.len()).unwrap_or(i64::MAX) > MOST {
            return Err(too_many("q"));
        }
        total = keep(db, bulk, total, entries)?;
    }
}

fn keep(db: &Db, bulk: Id<Bulk>, before: i64, entries: Vec<Entry>) -> Result<i64> {
    let new = i64::try_from(entries.len()).unwrap_or(i64::MAX);
    db.write(move |tx| add(tx, bulk, before, &entries))?;
    Ok(before + new)
}

fn too_many(field: &str) -> Error {
    Error::Invalid(vec![Fault::new(field, "too_many_records").with("most", MOST)])
}

/// Lets the oldest go of what was begun and left lying, but not the one that has just been made.
fn forget_drafts(db: &Db, agent: &Agent, new: Id<Bulk>) -> Result<()> {
    let begun = db.read(|tx| super::mine(tx, agent, None, 100))?;
    let others = begun.iter().filter(|bulk| bulk.state.is_open() && bulk.id != new);
    for old in others.skip(DRAFTS - 1) {
        discard(db, old.id)?;
    }
    Ok(())
}
