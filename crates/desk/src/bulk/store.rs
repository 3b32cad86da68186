//! The rows of bulk edits.

use std::collections::BTreeMap;

use db::{Id, ReadTx, Row, Timestamp, Tx, params};

use super::{Bulk, Outcome, State};
use crate::context::Door;
use crate::input::RawValue;
use crate::people::Person;
use crate::{Error, Result};

db::statements! {
    INSERT = "INSERT INTO bulk (id, kind, verb, input, door, person_id, state, total, changed, unchanged, refused, created_at, ended_at, parent_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, 0, 0, $8, NULL, $9)";
    BY_ID = "SELECT id, kind, verb, input, door, person_id, state, total, changed, unchanged, refused, created_at, ended_at, parent_id
        FROM bulk WHERE id = $1";
    OF_PERSON = "SELECT id, kind, verb, input, door, person_id, state, total, changed, unchanged, refused, created_at, ended_at, parent_id
        FROM bulk WHERE person_id = $1 AND id < $2 AND state <> 'choosing' ORDER BY id DESC LIMIT $3";
    RUNNING = "SELECT CAST(COUNT(*) AS BIGINT) FROM bulk WHERE person_id = $1 AND state = 'running'";
    CHOSEN = "UPDATE bulk SET state = 'draft', total = $2 WHERE id = $1 AND state = 'choosing'";
    BEGIN = "UPDATE bulk SET state = $2, input = $3, changed = 0, unchanged = 0, refused = 0 WHERE id = $1";
    PREVIEWED = "UPDATE bulk SET state = 'previewed' WHERE id = $1 AND state = 'previewing'";
    END = "UPDATE bulk SET state = $2, input = '{}', ended_at = $3 WHERE id = $1 AND state = 'running'";
    FORGET = "UPDATE bulk SET state = 'choosing', input = '{}' WHERE id = $1";
    ADVANCE = "UPDATE bulk SET changed = changed + $2, unchanged = unchanged + $3, refused = refused + $4 WHERE id = $1";
}

pub(super) fn insert(tx: &Tx<'_>, new: &Bulk) -> Result<()> {
    let (input, door, state) = (written(&new.input)?, new.door.code(), new.state.code());
    let at = new.created_at;
    let row = params![new.id, &new.kind, &new.verb, input, door, new.person, state, at, new.parent];
    tx.execute(INSERT, row)?;
    Ok(())
}

pub(super) fn find(tx: &ReadTx<'_>, id: Id<Bulk>) -> Result<Option<Bulk>> {
    tx.row(BY_ID, params![id])?.map(read).transpose()
}

pub(super) fn of_person(
    tx: &ReadTx<'_>,
    person: Id<Person>,
    before: Id<Bulk>,
    limit: i64,
) -> Result<Vec<Bulk>> {
    tx.rows(OF_PERSON, params![person, before, limit])?.into_iter().map(read).collect()
}

/// How many of somebody's are being done.
pub(super) fn running(tx: &ReadTx<'_>, person: Id<Person>) -> Result<i64> {
    Ok(tx.one(RUNNING, params![person])?.get(0)?)
}

/// Its records have been gathered, so many of them.
pub(super) fn chosen(tx: &Tx<'_>, id: Id<Bulk>, total: i64) -> Result<()> {
    tx.execute(CHOSEN, params![id, total])?;
    Ok(())
}

/// Begins to go over its records, from the first one.
pub(super) fn begin(
    tx: &Tx<'_>,
    id: Id<Bulk>,
    state: State,
    input: &BTreeMap<String, RawValue>,
) -> Result<()> {
    tx.execute(BEGIN, params![id, state.code(), written(input)?])?;
    Ok(())
}

/// All of them have been looked at.
pub(super) fn previewed(tx: &Tx<'_>, id: Id<Bulk>) -> Result<()> {
    tx.execute(PREVIEWED, params![id])?;
    Ok(())
}

/// It is over; what the verb was given stands in the histories of the records.
pub(super) fn end(tx: &Tx<'_>, id: Id<Bulk>, state: State, now: Timestamp) -> Result<()> {
    tx.execute(END, params![id, state.code(), now])?;
    Ok(())
}

/// It is as if it had never been asked for; its rows are taken away later.
pub(super) fn forget(tx: &Tx<'_>, id: Id<Bulk>) -> Result<()> {
    tx.execute(FORGET, params![id])?;
    Ok(())
}

/// Counts records that were gone over.
pub(super) fn advance(tx: &Tx<'_>, id: Id<Bulk>, outcomes: &[Outcome]) -> Result<()> {
    let count = |wanted: Outcome| {
        let own = outcomes.iter().filter(|outcome| **outcome == wanted).count();
        i64::try_from(own).unwrap_or(i64::MAX)
    };
    let row =
        params![id, count(Outcome::Changed), count(Outcome::Unchanged), count(Outcome::Refused)];
    tx.execute(ADVANCE, row)?;
    Ok(())
}

fn written(input: &BTreeMap<String, RawValue>) -> Result<String> {
    serde_json::to_string(input).map_err(|error| Error::Broken(error.to_string()))
}

fn read(row: Row) -> Result<Bulk> {
    let broken = |what: &str| Error::Broken(format!("a bulk edit has the {what}"));
    let mut c = row.columns();
    let (id, kind, verb) = (c.next()?, c.next()?, c.next()?);
    let (input, door): (String, String) = (c.next()?, c.next()?);
    let (person, state): (_, String) = (c.next()?, c.next()?);
    Ok(Bulk {
        id,
        kind,
        verb,
        input: serde_json::from_str(&input).map_err(|_| broken("input"))?,
        door: Door::from_code(&door).ok_or_else(|| broken(&door))?,
        person,
        state: State::from_code(&state).ok_or_else(|| broken(&state))?,
        total: c.next()?,
        changed: c.next()?,
        unchanged: c.next()?,
        refused: c.next()?,
        created_at: c.next()?,
        ended_at: c.next()?,
        parent: c.next()?,
    })
}
