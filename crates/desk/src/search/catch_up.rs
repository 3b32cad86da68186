//! Brings the index up to the journal, and makes it anew when it must be.

use std::time::Duration;

use ::search::VERSION;
use db::sea_query::{Alias, Cond, Expr, ExprTrait, Order, Query};
use db::{Db, Id, ReadTx, Timestamp, Tx, params};

use super::index::{Plan, plan};
use super::retell;
use super::source::value;
use super::state::{Phase, State, next, waits_since};
use crate::kind::Kind;
use crate::record::Record;
use crate::{Result, journal};

/// Records taken in at once.
const RECORDS: usize = 400;
/// Sets written at once, unless one record alone has more: some tens of milliseconds of writing.
const SETS: usize = 8_000;
/// Entries gone through at once.
const ENTRIES: i64 = 4_000;
/// Records that wait until they are taken in, unless they waited for [`PATIENCE`].
const FEW: usize = 200;
/// How long a change waits at most while there are few.
const PATIENCE: Duration = Duration::from_secs(10);
/// Rows taken away at once while the index is emptied.
const ROWS: u64 = 2_000;

db::statements! {
    RECORDS_AFTER = "SELECT subject_id, kind FROM record WHERE subject_id > $1 ORDER BY subject_id LIMIT $2";
}

/// What a step did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Records taken in.
    pub records: usize,
    /// Whether there is more to do.
    pub more: bool,
}

/// Does what is next: takes in records that changed, or goes on making the index anew. Few changes
/// are left to gather for some seconds, unless `now` is nothing.
///
/// Several may run at once; all but one of them find that their turn is over and do nothing.
///
/// # Errors
/// When the database fails.
pub fn step(db: &Db, kinds: &[&'static Kind], now: Option<Timestamp>) -> Result<Step> {
    let state = db.read(State::load)?;
    match state.phase {
        Phase::Current if state.version == VERSION => take_in(db, kinds, state, now),
        Phase::Current => begin_anew(db, state),
        Phase::Emptying => empty(db, state),
        Phase::Walking => walk(db, state, kinds),
    }
}

/// Everything there is to do.
///
/// # Errors
/// When the database fails.
pub fn catch_up(db: &Db, kinds: &[&'static Kind]) -> Result<usize> {
    let mut records = 0;
    loop {
        let done = step(db, kinds, None)?;
        records += done.records;
        if !done.more {
            return Ok(records);
        }
    }
}

/// Lets the index be made anew, step by step; until it is, what is found is not all there is.
///
/// # Errors
/// When the database fails.
pub fn begin_reindex(db: &Db) -> Result<()> {
    while !begin_anew(db, db.read(State::load)?)?.more {}
    Ok(())
}

fn take_in(db: &Db, kinds: &[&'static Kind], state: State, now: Option<Timestamp>) -> Result<Step> {
    let planned: Option<(Plan, bool)> = db.read(|tx| {
        let (records, reached) = next(tx, state.position, ENTRIES, RECORDS)?;
        if reached == state.position {
            return Ok::<_, crate::Error>(None);
        }
        let full = records.len() == RECORDS || reached - state.position >= ENTRIES;
        if let Some(now) = now
            && records.len() < FEW
            && !full
            && waits_since(tx, state.position)?.is_some_and(|since| since.plus(PATIENCE) > now)
        {
            return Ok(None);
        }
        Ok(Some((plan_of_some(tx, kinds, &state, records, reached)?, full)))
    })?;
    let Some((plan, more)) = planned else { return Ok(Step { records: 0, more: false }) };
    let records = plan.documents();
    let written = db.housekeep(move |tx| plan.write(tx))?;
    Ok(Step { records: if written { records } else { 0 }, more: more || !written })
}

/// What taking in as many of the next records changes as can be written in one go.
fn plan_of_some(
    tx: &ReadTx<'_>,
    kinds: &[&'static Kind],
    state: &State,
    records: Vec<Id<Record>>,
    reached: i64,
) -> Result<Plan> {
    let (mut records, mut reached) = (records, reached);
    loop {
        let plan = plan(tx, kinds, State { position: reached, ..state.clone() }, &records)?;
        if plan.sets() <= SETS || records.len() <= 1 {
            return Ok(plan);
        }
        (records, reached) = next(tx, state.position, ENTRIES, records.len() / 4 + 1)?;
    }
}

fn begin_anew(db: &Db, state: State) -> Result<Step> {
    let done = db.housekeep(move |tx| distrusted(tx, &state))?;
    Ok(Step { records: 0, more: done })
}

fn distrusted(tx: &Tx<'_>, state: &State) -> Result<bool> {
    let position = journal::end_position(tx)?;
    let phase = Phase::Emptying;
    State { position, phase, walked: Id::from_bytes([0; 16]), ..state.clone() }.keep(tx)
}

/// Who reads some texts has changed: nothing the index says is told from now on, and it is made anew.
///
/// # Errors
/// When the database fails.
pub(crate) fn distrust(tx: &Tx<'_>) -> Result<()> {
    let state = State::load(tx)?;
    if !distrusted(tx, &state)? {
        return Err(db::Error::Busy.into());
    }
    Ok(())
}

/// The tables of the index, each with its key.
const TABLES: [(&str, &[&str]); 5] = [
    ("search_posting", &["term_id", "internal", "block"]),
    ("search_fact", &["fact", "block"]),
    ("search_slip", &["slip", "term_id"]),
    ("search_term", &["term"]),
    ("search_document", &["subject_id"]),
];

fn empty(db: &Db, state: State) -> Result<Step> {
    db.housekeep(move |tx| {
        // Whoever empties takes the turn as well, so that nobody fills what is being emptied.
        let state = state.clone();
        let mut left = false;
        for (table, key) in TABLES {
            left = left || empty_some(tx, table, key)? == ROWS;
        }
        let after = if left {
            state
        } else {
            State { documents: 0, terms: 0, phase: Phase::Walking, ..state }
        };
        if !after.keep(tx)? {
            // Not ours to empty: the error takes it back.
            return Err(db::Error::Busy.into());
        }
        Ok(Step { records: 0, more: true })
    })
    .or_else(|error: crate::Error| match error {
        crate::Error::Db(db::Error::Busy) => Ok(Step { records: 0, more: true }),
        other => Err(other),
    })
}

/// Takes some rows away; how many.
fn empty_some(tx: &Tx<'_>, table: &'static str, key: &[&'static str]) -> Result<u64> {
    let columns = || key.iter().map(|column| Alias::new(*column));
    let mut some = Query::select();
    some.columns(columns()).from(Alias::new(table)).limit(ROWS);
    for column in columns() {
        some.order_by(column, Order::Asc);
    }
    let rows = tx.select(&some)?;
    let Some(last) = rows.last() else { return Ok(0) };
    let bound: Vec<Expr> = (0..key.len())
        .map(|place| Ok(value(last.get::<db::Value>(place)?)))
        .collect::<Result<_>>()?;
    let up_to = Expr::tuple(columns().map(Expr::col)).lte(Expr::tuple(bound));
    Ok(tx
        .change(Query::delete().from_table(Alias::new(table)).cond_where(Cond::all().add(up_to)))?)
}

/// Takes in the next records in the order of their identities, their words made anew.
fn walk(db: &Db, state: State, kinds: &[&'static Kind]) -> Result<Step> {
    let (walked, most) = (state.walked, i64::try_from(RECORDS / 2).unwrap_or(1));
    let records: Vec<(Id<Record>, String)> = db.read(|tx| {
        let rows = tx.rows(RECORDS_AFTER, params![walked, most])?;
        rows.iter().map(|row| Ok::<_, crate::Error>((row.get(0)?, row.get(1)?))).collect()
    })?;
    let ids: Vec<Id<Record>> = records.iter().map(|(id, _)| *id).collect();
    let walked = ids.last().copied().unwrap_or(walked);
    // What is opened from now on waits as an entry behind the position.
    let after = if i64::try_from(ids.len()).unwrap_or(most) < most {
        State { version: VERSION, phase: Phase::Current, walked, ..state }
    } else {
        State { walked, ..state }
    };
    if !records.is_empty() {
        let kinds = kinds.to_vec();
        db.write(move |tx| retell::retell(tx, &kinds, &records))?;
    }
    let plan = db.read(|tx: &ReadTx<'_>| plan(tx, kinds, after.clone(), &ids))?;
    let taken = plan.documents();
    db.housekeep(move |tx| plan.write(tx))?;
    Ok(Step { records: taken, more: true })
}

/// How far the index is, for who looks after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Documents in the index.
    pub documents: i64,
    /// Records that changed and are not in it yet; searched as they are while they are few.
    pub waiting: usize,
    /// Whether it is being made anew.
    pub rebuilding: bool,
}

/// How far the index is.
///
/// # Errors
/// When the database fails.
pub fn standing(tx: &ReadTx<'_>) -> Result<Standing> {
    let state = State::load(tx)?;
    let waiting = super::state::waiting(tx, &state)?;
    Ok(Standing {
        documents: state.documents,
        waiting: waiting.records.len(),
        rebuilding: !state.is_current(),
    })
}
