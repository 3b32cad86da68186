//! Erasing one value: a pasted password, a name that does not belong there.

use db::{Id, ReadTx, Tx};

use super::redact::{nothing, redact};
use crate::access::{Action, Agent};
use crate::custom::Catalogue;
use crate::field::{FieldKind, TITLE};
use crate::heading::Heading;
use crate::history::Past;
use crate::input::{Input, RawInput};
use crate::journal::{self, EntryValue, Subject};
use crate::kind::Kind;
use crate::lifecycle::InputField;
use crate::{Committed, Context, Error, Result, custody, idempotency};

/// What erasing a value takes besides the value: why.
pub const INPUTS: &[InputField] = &[InputField::required("reason", FieldKind::Line(TITLE))];

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
    let fields = Catalogue::of(tx, kind)?;
    let mut found = Vec::new();
    for value in entry.values.iter().filter(|value| can_be_erased(&fields, value)) {
        let Past::Held(text) = Past::of(value) else { continue };
        // An empty text says nothing that could be taken away.
        if text.is_empty() {
            continue;
        }
        let present = is_present(tx, &fields, subject, &value.field, seq)?;
        found.push(Erasable { field: value.field.clone(), text, present });
    }
    Ok(found)
}

fn can_be_erased(fields: &Catalogue, value: &EntryValue) -> bool {
    match fields.ever(&value.field) {
        Some(field) => field.kind.is_text() && field.code != "number",
        None => !KEPT.contains(&value.field.as_str()),
    }
}

/// Whether a field of the record still holds what this entry set it to.
fn is_present(
    tx: &ReadTx<'_>,
    fields: &Catalogue,
    subject: Id<Subject>,
    field: &str,
    seq: i64,
) -> Result<bool> {
    if fields.ever(field).is_none() {
        return Ok(false);
    }
    let last = journal::settings_of(tx, subject, field, i64::MAX, 1)?;
    Ok(last.first().is_some_and(|(entry, ..)| entry.seq == seq))
}

/// Erases what an entry, named by its place, says in one field or fact. Where the record still holds
/// it, it is taken out there first, in an entry of its own.
///
/// # Errors
/// [`Error::Forbidden`] for who may not administer; [`Error::NotFound`] when there is no such entry or
/// nothing of that name in it that could be erased; [`Error::Invalid`] on `reason`.
pub fn erase_value(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    kind: &Kind,
    record: &Heading,
    (seq, code): (i64, &str),
    raw: &RawInput,
) -> Result<Committed> {
    let found = erasable(tx, agent, kind, record, seq)?;
    let value = found.into_iter().find(|value| value.field == code).ok_or(Error::NotFound)?;
    let input = Input::anew(tx, kind, agent, INPUTS, raw)?;
    let reason = input.text("reason");
    if let (true, Some(field)) = (value.present, Catalogue::of(tx, kind)?.ever(code)) {
        redact(tx, ctx, kind, record.id, field, nothing(field))?;
    }
    let entry = journal::erase_because(tx, ctx, record.id.cast(), seq, code, reason.as_deref())?;
    idempotency::forget_answers(tx, ctx)?;
    Ok(Committed { number: record.number.clone(), version: entry.version, seq: entry.seq })
}
