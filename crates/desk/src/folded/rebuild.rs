//! Makes folded texts and sort keys anew when the program makes them otherwise than the one before:
//! a new version of Unicode or of the collation. Until it is done, some are as they were.

use db::sea_query::{Expr, ExprTrait, Order, Query};
use db::{Db, Id, ReadTx, Tx, Value, params};

use super::{keep_folded, title_keys};
use crate::field::Field;
use crate::kind::Kind;
use crate::list::snapshots;
use crate::people::keep_name;
use crate::record::Record;
use crate::text::fingerprint;
use crate::{Result, custom};

/// Rows of one step, which is one short transaction.
const STEP: u64 = 200;

db::statements! {
    STATE = "SELECT fingerprint, building, stage, after_id FROM text_key_edition WHERE id = 1";
    MOVE = "UPDATE text_key_edition SET building = $1, stage = $2, after_id = $3 WHERE id = 1";
    DONE = "UPDATE text_key_edition SET fingerprint = $1, building = '' WHERE id = 1";
    TITLE = "UPDATE record SET title_fold = $2, title_key = $3 WHERE subject_id = $1";
    ADDED = "SELECT subject_id, field_id, ordinal, text FROM custom_value
        WHERE subject_id = $1 AND text_fold IS NOT NULL";
    KEY_ADDED = "UPDATE custom_value SET text_fold = $4, text_key = CASE WHEN text_key IS NULL THEN text_key ELSE $5 END
        WHERE subject_id = $1 AND field_id = $2 AND ordinal = $3";
}

/// The tables whose rows have names.
const NAMED: [&str; 7] =
    ["company", "location", "department", "person", "team", "service", "category"];

/// Makes some of them anew; whether there is more to do.
///
/// # Errors
/// When the database fails.
pub fn rebuild(db: &Db, kinds: &'static [&'static Kind]) -> Result<bool> {
    if db.read(is_current)? {
        return Ok(false);
    }
    db.write(move |tx| step(tx, kinds))
}

fn is_current(tx: &ReadTx<'_>) -> Result<bool> {
    Ok(tx.one(STATE, params![])?.get::<String>(0)? == fingerprint())
}

fn step(tx: &Tx<'_>, kinds: &[&'static Kind]) -> Result<bool> {
    let wanted = fingerprint();
    let mut state = tx.one(STATE, params![])?.columns();
    if state.next::<String>()? == wanted {
        return Ok(false);
    }
    let building: String = state.next()?;
    let (stage, after): (i64, Vec<u8>) = match building == wanted {
        true => (state.next()?, state.next()?),
        false => (0, Vec::new()),
    };
    let place = usize::try_from(stage).unwrap_or(usize::MAX);
    let last = match (NAMED.get(place), kinds.get(place.saturating_sub(NAMED.len()))) {
        (Some(table), _) => names(tx, table, &after)?,
        (None, Some(kind)) => records(tx, kind, &after)?,
        (None, None) => {
            tx.execute(DONE, params![wanted])?;
            return Ok(false);
        }
    };
    match last {
        Some(last) => tx.execute(MOVE, params![wanted, stage, last])?,
        None => tx.execute(MOVE, params![wanted, stage.saturating_add(1), Vec::<u8>::new()])?,
    };
    Ok(true)
}

/// Some names; the identity of the last, if there may be more.
fn names(tx: &Tx<'_>, table: &'static str, after: &[u8]) -> Result<Option<Vec<u8>>> {
    let select = Query::select()
        .columns(["id", "name"])
        .from(table)
        .and_where(Expr::col("id").gt(after.to_vec()))
        .order_by("id", Order::Asc)
        .limit(STEP)
        .take();
    let mut last = None;
    let mut count = 0;
    for row in tx.select(&select)? {
        let (id, name): (Id<Record>, String) = (row.get(0)?, row.get(1)?);
        keep_name(tx, id, &name)?;
        last = Some(id.bytes().to_vec());
        count += 1;
    }
    Ok(last.filter(|_| count == STEP))
}

/// The texts of some records of a kind; the identity of the last, if there may be more.
fn records(tx: &Tx<'_>, kind: &'static Kind, after: &[u8]) -> Result<Option<Vec<u8>>> {
    let select = Query::select()
        .column("id")
        .from("subject")
        .and_where(Expr::col("kind").eq(kind.code))
        .and_where(Expr::col("id").gt(after.to_vec()))
        .order_by("id", Order::Asc)
        .limit(STEP)
        .take();
    let rows = tx.select(&select)?;
    let ids = rows.iter().map(|row| row.get(0)).collect::<db::Result<Vec<Id<Record>>>>()?;
    let fields: Vec<&'static Field> =
        kind.all_fields().filter(|field| field.kind.is_written()).collect();
    for row in snapshots(tx, kind, &ids, &fields)? {
        let [(_, fold), (_, key)] = title_keys(row.text("title"));
        tx.execute(TITLE, params![row.id, fold, key])?;
        for (field, value) in &row.values {
            keep_folded(tx, row.id, field, value)?;
        }
        added(tx, row.id)?;
    }
    let full = u64::try_from(ids.len()) == Ok(STEP);
    Ok(ids.last().filter(|_| full).map(|id| id.bytes().to_vec()))
}

/// The texts of fields that administrators added.
fn added(tx: &Tx<'_>, record: Id<Record>) -> Result<()> {
    for row in tx.rows(ADDED, params![record])? {
        let (field, ordinal): (Value, i64) = (row.get(1)?, row.get(2)?);
        let text: Option<String> = row.get(3)?;
        let text = text.unwrap_or_default();
        let (fold, key) = custom::text_keys(&text);
        tx.execute(KEY_ADDED, params![record, field, ordinal, fold, key])?;
    }
    Ok(())
}
