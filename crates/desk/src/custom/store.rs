//! Custom values in the database: those of the fields shown, for all records of a page at once.

use std::collections::HashMap;

use db::sea_query::{Alias, Expr, ExprTrait, Order, Query};
use db::{Id, Insert, ReadTx, Timestamp, Tx, Value, params};

use super::value::{Cell, Stored, cells, value};
use super::{Definition, Write};
use crate::Result;
use crate::field::Field;
use crate::list::Snapshot;
use crate::record::Record;

db::statements! {
    MOVE = "UPDATE custom_value SET opened_at = $2 WHERE subject_id = $1";
}

const TABLE: &str = "custom_value";

/// What one record holds in some fields, in the order of the fields; nothing in those that are no
/// custom ones.
///
/// # Errors
/// When the database fails.
pub fn values(
    tx: &ReadTx<'_>,
    record: Id<Record>,
    fields: &[&'static Field],
) -> Result<Vec<(&'static Field, Value)>> {
    let mut held = read(tx, &[record], fields)?;
    Ok(fields.iter().map(|field| (*field, take(&mut held, record, field))).collect())
}

/// Puts what records hold in the custom ones of the fields shown into their rows: one statement
/// for a page, none where no custom field is shown.
pub(crate) fn fill(
    tx: &ReadTx<'_>,
    rows: &mut [Snapshot],
    fields: &[&'static Field],
) -> Result<()> {
    let records: Vec<Id<Record>> = rows.iter().map(|row| row.id).collect();
    let mut held = read(tx, &records, fields)?;
    if held.is_empty() {
        return Ok(());
    }
    for row in rows {
        let record = row.id;
        for (field, value) in &mut row.values {
            if field.definition().is_some() {
                *value = take(&mut held, record, field);
            }
        }
    }
    Ok(())
}

type Held = HashMap<(Id<Record>, Id<Definition>), Vec<Cell>>;

fn read(tx: &ReadTx<'_>, records: &[Id<Record>], fields: &[&'static Field]) -> Result<Held> {
    let wanted: Vec<Id<Definition>> =
        fields.iter().filter_map(|field| Some(field.definition()?.id)).collect();
    let mut held = Held::new();
    if !wanted.is_empty() {
        for row in rows(tx, records, Some(&wanted))? {
            held.entry((row.subject, row.field)).or_default().push(row.cell);
        }
    }
    Ok(held)
}

fn take(held: &mut Held, record: Id<Record>, field: &Field) -> Value {
    let key = field.definition().map(|definition| (record, definition.id));
    key.and_then(|key| held.remove(&key)).map_or(Value::Null, |cells| value(field, cells))
}

/// The rows of some records, in the order of records, fields and places; of every field where none
/// is named.
pub(super) fn rows(
    tx: &ReadTx<'_>,
    records: &[Id<Record>],
    fields: Option<&[Id<Definition>]>,
) -> Result<Vec<Stored>> {
    if records.is_empty() {
        return Ok(Vec::new());
    }
    let mut select = Query::select();
    select
        .columns(Stored::COLUMNS.map(Alias::new))
        .from(Alias::new(TABLE))
        .and_where(one_of("subject_id", records))
        .order_by(Alias::new("subject_id"), Order::Asc)
        .order_by(Alias::new("field_id"), Order::Asc)
        .order_by(Alias::new("ordinal"), Order::Asc);
    if let Some(fields) = fields {
        select.and_where(one_of("field_id", fields));
    }
    tx.select(&select)?.into_iter().map(Stored::read).collect()
}

fn one_of<T>(column: &'static str, ids: &[Id<T>]) -> Expr {
    let column = Expr::col(Alias::new(column));
    match ids {
        [one] => column.eq(Value::from(one)),
        many => column.is_in(many.iter().map(Value::from)),
    }
}

/// Writes what changed of one record: what was there goes, what is there now comes, each in one
/// statement whatever the number of fields.
pub(crate) fn save(tx: &Tx<'_>, record: &Record, writes: &[&Write], is_new: bool) -> Result<()> {
    let of = |write: &Write| write.field.definition().map(|definition| definition.id);
    let fields: Vec<Id<Definition>> = writes.iter().filter_map(|write| of(write)).collect();
    if fields.is_empty() {
        return Ok(());
    }
    if !is_new {
        let mut delete = Query::delete();
        delete
            .from_table(Alias::new(TABLE))
            .and_where(Expr::col(Alias::new("subject_id")).eq(Value::from(record.id)))
            .and_where(one_of("field_id", &fields));
        tx.change(&delete)?;
    }
    let mut rows = Vec::new();
    for write in writes {
        let Some(field) = of(write) else { continue };
        for (ordinal, cell) in (0i64..).zip(cells(write.field, &write.after)?) {
            rows.push(row(record, field, ordinal, cell));
        }
    }
    Ok(tx.insert(Insert { table: TABLE, columns: &Stored::COLUMNS, over: None }, &rows)?)
}

/// Takes out what a record holds in fields; those that are no custom ones are passed over.
pub(crate) fn clear(tx: &Tx<'_>, record: Id<Record>, fields: &[&Field]) -> Result<()> {
    let of = |field: &&Field| field.definition().map(|definition| definition.id);
    let fields: Vec<Id<Definition>> = fields.iter().filter_map(of).collect();
    if !fields.is_empty() {
        let mut delete = Query::delete();
        delete
            .from_table(Alias::new(TABLE))
            .and_where(Expr::col(Alias::new("subject_id")).eq(Value::from(record)))
            .and_where(one_of("field_id", &fields));
        tx.change(&delete)?;
    }
    Ok(())
}

/// One value for each of [`Stored::COLUMNS`].
fn row(record: &Record, field: Id<Definition>, ordinal: i64, cell: Cell) -> [Value; 10] {
    [
        record.id.into(),
        field.into(),
        ordinal.into(),
        cell.text.into(),
        cell.fold.into(),
        cell.key.into(),
        cell.number.into(),
        cell.currency.into(),
        cell.reference.into(),
        record.opened_at.into(),
    ]
}

/// The record was opened at another time after all.
pub(crate) fn move_in_time(tx: &Tx<'_>, record: Id<Record>, opened_at: Timestamp) -> Result<()> {
    tx.execute(MOVE, params![record, opened_at])?;
    Ok(())
}
