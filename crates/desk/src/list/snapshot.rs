//! Rows as lists, reads and exports show them: the fields asked for, as their columns keep them.

use db::sea_query::{Alias, Expr, ExprTrait, JoinType, Query, SelectStatement};
use db::{Id, ReadTx, Row, Timestamp, Value};

use crate::Result;
use crate::access::WITHHELD;
use crate::custom;
use crate::field::{Field, Home};
use crate::kind::Kind;
use crate::record::Record;

/// What a record held at one moment.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// The record.
    pub id: Id<Record>,
    /// Its version.
    pub version: i64,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// Whether it takes a grant of its own to see it.
    pub restricted: bool,
    /// The fields asked for, in that order.
    pub values: Vec<(&'static Field, Value)>,
}

impl Snapshot {
    /// What a field holds; nothing also when it was not asked for.
    #[must_use]
    pub fn value(&self, code: &str) -> &Value {
        self.values.iter().find(|(f, _)| f.code == code).map_or(&Value::Null, |(_, v)| v)
    }

    /// The text of a field; empty when it holds none.
    #[must_use]
    pub fn text(&self, code: &str) -> &str {
        match self.value(code) {
            Value::Text(text) => text,
            _ => "",
        }
    }

    /// The number of a field.
    #[must_use]
    pub fn number(&self, code: &str) -> Option<i64> {
        match self.value(code) {
            Value::Int(number) => Some(*number),
            _ => None,
        }
    }

    /// The identity a field refers to.
    #[must_use]
    pub fn id_of<T>(&self, code: &str) -> Option<Id<T>> {
        match self.value(code) {
            Value::Bytes(bytes) => bytes.as_slice().try_into().ok().map(Id::from_bytes),
            _ => None,
        }
    }

    pub(super) fn add_columns(
        select: &mut SelectStatement,
        kind: &Kind,
        fields: &[&'static Field],
    ) {
        let column =
            |table: &'static str, name: &'static str| (Alias::new(table), Alias::new(name));
        select
            .column(column("record", "subject_id"))
            .column(column("subject", "version"))
            .column(column("record", "opened_at"))
            .column(column("record", "restricted"));
        for field in fields {
            match field.home {
                Home::Record(name) => select.column(column("record", name)),
                Home::Side(name) => select.column(column(kind.table, name)),
                // Read for all rows at once, see `custom::fill`.
                Home::Custom(_) => select,
            };
        }
    }

    pub(super) fn read(row: Row, fields: &[&'static Field]) -> Result<Self> {
        let mut c = row.columns();
        let (id, version, opened_at, restricted) = (c.next()?, c.next()?, c.next()?, c.next()?);
        let values = fields
            .iter()
            .map(|field| match field.home {
                Home::Custom(_) => Ok((*field, Value::Null)),
                Home::Record(_) | Home::Side(_) => Ok((*field, c.next()?)),
            })
            .collect::<Result<_>>()?;
        Ok(Snapshot { id, version, opened_at, restricted, values })
    }

    /// As it stands in a list: the words of a restricted record are told only where it is opened,
    /// because only that is written down.
    pub(super) fn in_a_list(mut self) -> Self {
        if self.restricted {
            let words = self.values.iter_mut().filter(|(field, _)| field.says_what_it_is_about());
            for (_, value) in words.filter(|(_, value)| *value != Value::Null) {
                *value = WITHHELD.into();
            }
        }
        self
    }
}

/// One record's fields; whoever asks must have been admitted before.
///
/// # Errors
/// When the database fails.
pub fn snapshot(
    tx: &ReadTx<'_>,
    kind: &Kind,
    id: Id<Record>,
    fields: &[&'static Field],
) -> Result<Option<Snapshot>> {
    let mut select = from_record(kind);
    Snapshot::add_columns(&mut select, kind, fields);
    select.and_where(
        Expr::col((Alias::new("record"), Alias::new("subject_id"))).eq(Expr::val(Value::from(id))),
    );
    let row = tx.select(&select)?.into_iter().next();
    let mut found = row.map(|row| Snapshot::read(row, fields)).transpose()?;
    custom::fill(tx, found.as_mut_slice(), fields)?;
    Ok(found)
}

/// Several records' fields, in no order; whoever asks must have been admitted before.
///
/// # Errors
/// When the database fails.
pub fn snapshots(
    tx: &ReadTx<'_>,
    kind: &Kind,
    ids: &[Id<Record>],
    fields: &[&'static Field],
) -> Result<Vec<Snapshot>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut select = from_record(kind);
    Snapshot::add_columns(&mut select, kind, fields);
    select.and_where(
        Expr::col((Alias::new("record"), Alias::new("subject_id")))
            .is_in(ids.iter().map(|id| Value::from(*id))),
    );
    let mut found: Vec<Snapshot> = tx
        .select(&select)?
        .into_iter()
        .map(|row| Snapshot::read(row, fields))
        .collect::<Result<_>>()?;
    custom::fill(tx, &mut found, fields)?;
    Ok(found)
}

/// The tables a row is put together from; those a statement does not use cost nothing but a look
/// by primary key.
fn from_record(kind: &Kind) -> SelectStatement {
    let subject = |table: &'static str, column: &'static str| {
        Expr::col((Alias::new(table), Alias::new(column)))
    };
    let record = (Alias::new("record"), Alias::new("subject_id"));
    let mut select = Query::select();
    select
        .from(Alias::new("record"))
        .join(
            JoinType::InnerJoin,
            Alias::new("subject"),
            subject("subject", "id").equals(record.clone()),
        )
        .join(
            JoinType::InnerJoin,
            Alias::new(kind.table),
            subject(kind.table, "subject_id").equals(record),
        );
    select
}
