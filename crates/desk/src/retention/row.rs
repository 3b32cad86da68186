//! The rows of a record and of its tasks, without their texts.

use db::sea_query::{Alias, Expr, ExprTrait, Query, SimpleExpr};
use db::{Id, Tx, Value, params};

use crate::custom::{self, Catalogue};
use crate::erasure::{GONE, nothing};
use crate::field::{Field, Home};
use crate::folded::title_keys;
use crate::journal::Subject;
use crate::kind::Kind;
use crate::record::Record;
use crate::task::Task;
use crate::{Result, search};

db::statements! {
    FOLDED = "DELETE FROM folded WHERE subject_id = $1";
    WORDS = "DELETE FROM search_text WHERE subject_id = $1 AND seq = 0";
    TASK = "UPDATE task SET title = $2, description = '' WHERE subject_id = $1 AND (title <> $2 OR description <> '')";
}

/// Empties every text a record holds, with what is made of it.
pub(super) fn empty(
    tx: &Tx<'_>,
    kind: &Kind,
    catalogue: &Catalogue,
    record: Id<Record>,
) -> Result<()> {
    let texts = |field: &&'static Field| field.says_what_it_is_about();
    let (mut shared, mut own) = (Vec::new(), Vec::new());
    for field in kind.all_fields().filter(texts) {
        match field.home {
            Home::Record(column) => shared.push((column, nothing(field))),
            Home::Side(column) => own.push((column, nothing(field))),
            Home::Custom(_) => {}
        }
    }
    shared.extend(title_keys(GONE));
    update(tx, "record", record, shared)?;
    if !own.is_empty() {
        update(tx, kind.table, record, own)?;
    }
    let added: Vec<&Field> = catalogue.custom_ever().filter(texts).collect();
    custom::clear(tx, record, &added)?;
    tx.execute(FOLDED, params![record])?;
    words(tx, kind, record.cast())
}

/// The words of its fields: of what stands in place of its title, if there are any in that.
fn words(tx: &Tx<'_>, kind: &Kind, subject: Id<Subject>) -> Result<()> {
    tx.execute(WORDS, params![subject])?;
    let title: Vec<(&'static Field, Value)> =
        kind.field("title").map(|field| (field, nothing(field))).into_iter().collect();
    search::keep(tx, subject, &title, &[], 0, &[])
}

/// Empties the texts of a task.
pub(super) fn empty_task(tx: &Tx<'_>, task: Id<Task>) -> Result<()> {
    tx.execute(TASK, params![task, GONE])?;
    Ok(())
}

fn update(
    tx: &Tx<'_>,
    table: &'static str,
    record: Id<Record>,
    columns: Vec<(&'static str, Value)>,
) -> Result<()> {
    let values = columns
        .into_iter()
        .map(|(column, value)| (Alias::new(column), SimpleExpr::from(Expr::val(value))));
    tx.change(
        Query::update()
            .table(Alias::new(table))
            .values(values)
            .and_where(Expr::col(Alias::new("subject_id")).eq(Value::from(record))),
    )?;
    Ok(())
}
