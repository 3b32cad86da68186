//! Between what a field holds in memory and its rows in `custom_value`.
//!
//! In memory a value is one [`Value`]: several options are their codes in order with commas
//! between them, an amount of money is the text of [`Money`].

use db::{Id, ReadTx, Row, Timestamp, Value};

use super::key;
use super::{Money, store};
use crate::field::{Field, FieldKind};
use crate::record::Record;
use crate::{Error, Result};

/// Between the codes of several options.
pub(super) const BETWEEN: &str = ",";

/// One row of a value.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Cell {
    pub(super) text: Option<String>,
    pub(super) fold: Option<String>,
    pub(super) key: Option<Vec<u8>>,
    pub(super) number: Option<i64>,
    pub(super) currency: Option<String>,
    pub(super) reference: Option<Vec<u8>>,
}

/// The rows of a value, in their order; none for nothing.
pub(super) fn cells(field: &Field, value: &Value) -> Result<Vec<Cell>> {
    let word = |text: &str| Cell {
        text: Some(text.to_owned()),
        key: Some(text.as_bytes().to_vec()),
        ..Cell::default()
    };
    Ok(match (field.kind, value) {
        (_, Value::Null) => Vec::new(),
        (FieldKind::Line(_) | FieldKind::Link, Value::Text(text)) => {
            vec![Cell { fold: Some(key::fold(text)), key: Some(key::of_text(text)), ..word(text) }]
        }
        (FieldKind::Prose(_), Value::Text(text)) => {
            vec![Cell { fold: Some(key::fold(text)), key: None, ..word(text) }]
        }
        (FieldKind::Date | FieldKind::One(_), Value::Text(text)) => vec![word(text)],
        (FieldKind::Several(_), Value::Text(codes)) => members(codes).map(word).collect(),
        (FieldKind::Money(_), Value::Text(text)) => {
            let money = Money::recall(text).ok_or_else(|| misfit(field, value))?;
            vec![Cell {
                key: Some(key::of_money(&money.currency, money.minor)),
                number: Some(money.minor),
                currency: Some(money.currency),
                ..Cell::default()
            }]
        }
        (FieldKind::Decimal(..) | FieldKind::Flag | FieldKind::Instant, Value::Int(number)) => {
            vec![Cell { number: Some(*number), ..Cell::default() }]
        }
        (_, Value::Bytes(id)) => vec![Cell { reference: Some(id.clone()), ..Cell::default() }],
        _ => return Err(misfit(field, value)),
    })
}

/// The value that some rows are, in their order.
pub(super) fn value(field: &Field, cells: Vec<Cell>) -> Value {
    if field.kind.is_several() {
        let codes: Vec<String> = cells.into_iter().filter_map(|cell| cell.text).collect();
        return together(codes);
    }
    let Some(cell) = cells.into_iter().next() else { return Value::Null };
    match (cell.number, cell.currency, cell.reference) {
        (Some(minor), Some(currency), _) => Money { minor, currency }.to_string().into(),
        (Some(number), None, _) => number.into(),
        (None, _, Some(id)) => id.into(),
        (None, _, None) => cell.text.into(),
    }
}

/// The codes of several options.
pub(crate) fn members(codes: &str) -> impl Iterator<Item = &str> {
    codes.split(BETWEEN).filter(|code| !code.is_empty())
}

/// Several options as one value, each once, in the order of their codes: the same options are the
/// same value whoever chose them in which order.
pub(crate) fn together(mut codes: Vec<String>) -> Value {
    codes.sort_unstable();
    codes.dedup();
    if codes.is_empty() { Value::Null } else { codes.join(BETWEEN).into() }
}

/// A row as the database gives it: whose, of which field, and what.
pub(crate) struct Stored {
    pub(crate) subject: Id<Record>,
    pub(crate) field: Id<super::Definition>,
    pub(crate) ordinal: i64,
    pub(crate) cell: Cell,
    pub(crate) opened_at: Timestamp,
}

impl Stored {
    pub(super) const COLUMNS: [&'static str; 10] = [
        "subject_id",
        "field_id",
        "ordinal",
        "text",
        "text_fold",
        "text_key",
        "number",
        "currency",
        "reference_id",
        "opened_at",
    ];

    pub(super) fn read(row: Row) -> Result<Self> {
        let mut c = row.columns();
        Ok(Stored {
            subject: c.next()?,
            field: c.next()?,
            ordinal: c.next()?,
            cell: Cell {
                text: c.next()?,
                fold: c.next()?,
                key: c.next()?,
                number: c.next()?,
                currency: c.next()?,
                reference: c.next()?,
            },
            opened_at: c.next()?,
        })
    }
}

/// Every row of these records' custom values, for whoever holds them against the journal.
///
/// # Errors
/// When the database fails.
pub(crate) fn stored_of(tx: &ReadTx<'_>, records: &[Id<Record>]) -> Result<Vec<Stored>> {
    store::rows(tx, records, None)
}

/// The rows that a canonical text is kept in; nothing when the text is none of the field's.
pub(crate) fn expected(field: &Field, canonical: &str) -> Option<Vec<Cell>> {
    cells(field, &field.kind.recall(canonical)?).ok()
}

fn misfit(field: &Field, value: &Value) -> Error {
    Error::Broken(format!("{} cannot hold {value:?}", field.code))
}
