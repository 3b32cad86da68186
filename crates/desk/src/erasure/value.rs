//! Erasing one value: a pasted password, a name that does not belong there.

use db::{Id, ReadTx, Tx};

use super::redact::{nothing, redact};
use crate::access::{Action, Agent};
use crate::field::{FieldKind, TITLE};
use crate::heading::Heading;
use crate::history::Past;
use crate::input::{Input, RawInput};
use crate::journal::{self, EntryValue, Subject};
use crate::kind::Kind;
use crate::lifecycle::InputField;
use crate::{Committed, Context, Error, Result, custody};

/// What erasing a value takes: the entry by its place, the field or fact of it, and why.
pub const INPUTS: &[InputField] = &[
    InputField::required("entry", FieldKind::Number(1, i64::MAX)),
    InputField::required("field", FieldKind::Line(80)),
    InputField::required("reason", FieldKind::Line(TITLE)),
];

/// Facts that the program itself goes by; they say nothing of anybody.
const KEPT: &[&str] = &[custody::WITHDRAWN, journal::ERASED, "source.row", "source.late"];

/// A value that can be erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasable {
    /// The field's code, or the fact's.
    pub field: String,
    /// What it says.
    pub text: String,
    /// Whether the record still holds it.
    pub present: bool,
}

/// What of an entry can be erased: texts people wrote and the entry's own facts, as far as they are
/// still there. A state, a number or a reference says nothing once the texts are gone, and the
/// record must go on holding it.
///
/// # Errors
/// [`Error::Forbidden`] for who may not administer; [`Error::NotFound`] when there is no such entry.
pub fn erasable(
    tx: &ReadTx<'_>,
    agent: &Agent,
    kind: &Kind,
    record: &Heading,
    seq: i64,
) -> Result<Vec<Erasable>> {
    record.require(agent, Action::Administer)?;
    let subject: Id<Subject> = record.id.cast();
    let entry = journal::window(tx, subject, seq.saturating_add(1), 1)?.pop();
    let entry = entry.filter(|entry| entry.seq == seq).ok_or(Error::NotFound)?;
    let mut found = Vec::new();
    for value in entry.values.iter().filter(|value| can_be_erased(kind, value)) {
        let Past::Held(text) = Past::of(value) else { continue };
        let present = is_present(tx, kind, subject, &value.field, seq)?;
        found.push(Erasable { field: value.field.clone(), text, present });
    }
    Ok(found)
}

fn can_be_erased(kind: &Kind, value: &EntryValue) -> bool {
    match kind.field(&value.field) {
        Some(field) => field.kind.is_written() && field.code != "number",
        None => !KEPT.contains(&value.field.as_str()),
    }
}

/// Whether a field of the record still holds what this entry set it to.
fn is_present(
    tx: &ReadTx<'_>,
    kind: &Kind,
    subject: Id<Subject>,
    field: &str,
    seq: i64,
) -> Result<bool> {
    if kind.field(field).is_none() {
        return Ok(false);
    }
    let last = journal::settings_of(tx, subject, field, i64::MAX, 1)?;
    Ok(last.first().is_some_and(|(entry, ..)| entry.seq == seq))
}

/// Erases what an entry says in one field or fact. Where the record still holds it, it is taken out
/// there first, in an entry of its own.
///
/// # Errors
/// [`Error::Forbidden`] for who may not administer; [`Error::Invalid`] naming what cannot be taken:
/// there is no such entry, or nothing of that name in it that could be erased.
pub fn erase_value(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    kind: &Kind,
    record: &Heading,
    raw: &RawInput,
) -> Result<Committed> {
    record.require(agent, Action::Administer)?;
    let input = Input::anew(tx, kind, agent, INPUTS, raw)?;
    let (seq, code) = (input.number("entry").unwrap_or(0), input.text("field").unwrap_or_default());
    let reason = input.text("reason");
    let found = match erasable(tx, agent, kind, record, seq) {
        Err(Error::NotFound) => return Err(Error::invalid("entry", "no_such")),
        found => found?,
    };
    let value = found.into_iter().find(|value| value.field == code);
    let value = value.ok_or_else(|| Error::invalid("field", "not_erasable"))?;
    if let (true, Some(field)) = (value.present, kind.field(&code)) {
        redact(tx, ctx, kind, record.id, field, nothing(field))?;
    }
    let entry = journal::erase_because(tx, ctx, record.id.cast(), seq, &code, reason.as_deref())?;
    Ok(Committed { number: record.number.clone(), version: entry.version, seq: entry.seq })
}
