//! Which texts are searched, and their words in the transaction that writes them.

use ::search::Words;
use db::{Id, Insert, Over, Tx, Value, params};

use crate::custom::Write;
use crate::field::{Audience, Field, FieldKind};
use crate::journal::{SetValue, Subject};
use crate::{Result, escalation};

/// A fact of an entry whose text is searched.
struct Said {
    code: &'static str,
    internal: bool,
}

/// What is said about a record, one line a fact. Mails answered are not part of what was said.
const SAID: &[Said] = &[
    Said { code: "comment", internal: false },
    Said { code: "reason", internal: false },
    Said { code: "task_reason", internal: true },
    Said { code: escalation::WHY, internal: true },
    Said { code: "note", internal: true },
];

db::statements! {
    FORGET = "DELETE FROM search_text WHERE subject_id = $1 AND seq = $2 AND field = $3";
}

/// Words about to be kept.
pub(super) struct Kept {
    pub(super) subject: Id<Subject>,
    pub(super) seq: i64,
    pub(super) field: &'static str,
    pub(super) internal: bool,
    pub(super) words: Words,
}

/// Whether people's own words stand in a field. A number is found as a number.
pub(super) fn is_searched(field: &Field) -> bool {
    (field.kind.is_written() || field.kind == FieldKind::Link) && field.code != "number"
}

/// The codes of the facts that are searched.
pub(super) fn said_codes() -> impl Iterator<Item = &'static str> {
    SAID.iter().map(|said| said.code)
}

/// How much a word weighs that stands in a text of this name.
pub(super) fn weight_of(field: &str) -> u8 {
    match field {
        "title" => 10,
        "description" => 4,
        _ if SAID.iter().any(|said| said.code == field) => 2,
        _ => 3,
    }
}

/// The words of what a field holds.
pub(super) fn of_field(subject: Id<Subject>, field: &'static Field, text: &str) -> Kept {
    let words = match field.kind {
        FieldKind::Prose(_) => Words::of(&markdown::unquoted(text)),
        _ => Words::of(text),
    };
    let internal = field.audience == Audience::Internal;
    Kept { subject, seq: 0, field: field.code, internal, words }
}

/// The words of something said with an entry; nothing when such facts are not searched.
pub(super) fn of_fact(subject: Id<Subject>, seq: i64, code: &str, text: &str) -> Option<Kept> {
    let said = SAID.iter().find(|said| said.code == code)?;
    let words = Words::of(&spoken(text));
    Some(Kept { subject, seq, field: said.code, internal: said.internal, words })
}

/// What somebody said themselves, on one line.
pub(super) fn spoken(text: &str) -> String {
    markdown::unquoted(markdown::above_repeated_mail(text))
}

/// Keeps the words of the fields that changed and of what was said, for a record that is new or not.
///
/// # Errors
/// When the database fails.
pub(crate) fn keep(
    tx: &Tx<'_>,
    subject: Id<Subject>,
    differing: &[(&'static Field, Value)],
    custom: &[&Write],
    seq: i64,
    facts: &[(&'static str, Option<&str>)],
) -> Result<()> {
    let mut kept = Vec::new();
    let own = differing.iter().map(|(field, value)| (*field, value));
    let added = custom.iter().map(|write| (write.field, &write.after));
    for (field, value) in own.chain(added).filter(|(field, _)| is_searched(field)) {
        let text = match value {
            Value::Text(text) => text.as_str(),
            _ => "",
        };
        kept.push(of_field(subject, field, text));
    }
    for (code, text) in facts {
        // One of each: a row has its field's name.
        let said = text.and_then(|text| of_fact(subject, seq, code, text));
        kept.extend(said.filter(|said| kept.iter().all(|k: &Kept| k.field != said.field)));
    }
    write(tx, &kept, seq == 1)
}

/// What of an entry's values may have words to keep.
pub(crate) fn sayings(values: &[SetValue]) -> Vec<(&'static str, Option<&str>)> {
    values.iter().map(|value| (value.field, value.value.as_deref())).collect()
}

/// Writes words; a text without words has no row. `new` says that there cannot be
/// any yet.
pub(super) fn write(tx: &Tx<'_>, kept: &[Kept], new: bool) -> Result<()> {
    let mut rows: Vec<[Value; 5]> = Vec::with_capacity(kept.len());
    for one in kept {
        if one.words.is_empty() {
            if !new {
                forget(tx, one.subject, one.seq, one.field)?;
            }
            continue;
        }
        rows.push([
            one.subject.into(),
            one.seq.into(),
            one.field.into(),
            one.internal.into(),
            one.words.as_str().into(),
        ]);
    }
    let again = Over { key: &["subject_id", "seq", "field"], columns: &["internal", "words"] };
    let into = Insert {
        table: "search_text",
        columns: &["subject_id", "seq", "field", "internal", "words"],
        over: (!new).then_some(again),
    };
    Ok(tx.insert(into, &rows)?)
}

/// Forgets the words of a text that was erased.
///
/// # Errors
/// When the database fails.
pub(crate) fn forget(tx: &Tx<'_>, subject: Id<Subject>, seq: i64, field: &str) -> Result<()> {
    tx.execute(FORGET, params![subject, seq, field])?;
    Ok(())
}
