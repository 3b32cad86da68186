//! Taking out of a record what it still holds, whatever its kind.

use db::sea_query::{Alias, Expr, ExprTrait, Query, SimpleExpr};
use db::{Id, Tx, Value, params};

use crate::commit::tell;
use crate::custom::{self, Write};
use crate::field::{Field, FieldKind, Home};
use crate::folded::{keep_folded, title_keys};
use crate::journal::{self, Head, SetValue, Subject};
use crate::kind::Kind;
use crate::record::Record;
use crate::{Committed, Context, Result, search};

/// What stands in the place of a line that must always hold something.
pub(crate) const GONE: &str = "[…]";

/// The verb of the entry.
const VERB: &str = "redact";

db::statements! {
    TOUCH = "UPDATE record SET updated_at = $2 WHERE subject_id = $1 AND updated_at < $2";
    NUMBER = "SELECT number FROM record WHERE subject_id = $1";
}

/// What a field holds once nothing of it is to be left.
pub(crate) fn nothing(field: &Field) -> Value {
    match (field.always, field.kind) {
        (true, FieldKind::Line(_)) => GONE.into(),
        (true, _) => "".into(),
        (false, _) => Value::Null,
    }
}

/// Writes another text into a field of a record, with its entry and all that follows from the
/// field. Whoever asks has been admitted before.
///
/// # Errors
/// When the database fails.
pub(super) fn redact(
    tx: &Tx<'_>,
    ctx: &Context,
    kind: &Kind,
    record: Id<Record>,
    field: &'static Field,
    value: Value,
) -> Result<Committed> {
    match field.home {
        Home::Record(column) => set(tx, "record", column, record, field, &value)?,
        Home::Side(column) => set(tx, kind.table, column, record, field, &value)?,
        Home::Custom(_) => custom::clear(tx, record, &[field])?,
    }
    tx.execute(TOUCH, params![record, ctx.now])?;
    let subject: Id<Subject> = record.cast();
    let head = Head::load(tx, subject)?;
    let values = vec![SetValue::from_column(field.code, &value)];
    let after = Write { field, before: Value::Null, after: value.clone() };
    search::keep(tx, subject, &[], &[&after], head.seq + 1, &[])?;
    let entry = journal::append(tx, ctx, &head, VERB, head.version + 1, values)?;
    tell(tx, ctx, subject, entry.seq, kind.code, VERB)?;
    let number = tx.one(NUMBER, params![record])?.get(0)?;
    Ok(Committed { number, version: entry.version, seq: entry.seq })
}

/// Writes into a column, and into those that are made of it.
fn set(
    tx: &Tx<'_>,
    table: &'static str,
    column: &'static str,
    record: Id<Record>,
    field: &'static Field,
    value: &Value,
) -> Result<()> {
    let mut columns: Vec<(&str, Value)> = vec![(column, value.clone())];
    if let ("title", Value::Text(title)) = (field.code, value) {
        columns.extend(title_keys(title));
    }
    let set = columns
        .into_iter()
        .map(|(column, value)| (Alias::new(column), SimpleExpr::from(Expr::val(value))));
    tx.change(
        Query::update()
            .table(Alias::new(table))
            .values(set)
            .and_where(Expr::col(Alias::new("subject_id")).eq(Value::from(record))),
    )?;
    keep_folded(tx, record, field, value)
}
