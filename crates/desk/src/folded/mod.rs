//! A record's texts as filters compare them and lists sort them, kept beside what people wrote.

mod rebuild;

use db::{Id, Tx, Value, params};

pub use rebuild::rebuild;

use crate::Result;
use crate::field::{Field, FieldKind};
use crate::record::Record;
use crate::text::{fold, sort_key};

db::statements! {
    KEEP = "INSERT INTO folded (subject_id, field, fold, sort_key) VALUES ($1, $2, $3, $4)
        ON CONFLICT (subject_id, field) DO UPDATE SET fold = excluded.fold, sort_key = excluded.sort_key";
    FORGET = "DELETE FROM folded WHERE subject_id = $1 AND field = $2";
}

/// The columns that follow from a title.
pub(crate) fn title_keys(title: &str) -> [(&'static str, Value); 2] {
    [("title_fold", fold(title).into()), ("title_key", sort_key(title).into())]
}

/// Keeps what a field holds now, if it is text with no column of its own to be compared by.
pub(crate) fn keep_folded(
    tx: &Tx<'_>,
    record: Id<Record>,
    field: &Field,
    value: &Value,
) -> Result<()> {
    if !field.kind.is_written() || matches!(field.code, "number" | "title") {
        return Ok(());
    }
    match value {
        Value::Text(text) if !text.is_empty() => {
            let key = match field.kind {
                FieldKind::Line(_) => sort_key(text),
                // Nobody sorts by long text.
                _ => Vec::new(),
            };
            tx.execute(KEEP, params![record, field.code, fold(text), key])?;
        }
        _ => {
            tx.execute(FORGET, params![record, field.code])?;
        }
    }
    Ok(())
}

/// Every static statement of these modules.
pub(crate) fn statements() -> Vec<db::Statement> {
    [STATEMENTS, rebuild::STATEMENTS].concat()
}
