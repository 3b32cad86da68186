//! A record as it stood at an instant, from its journal.

use db::{Id, ReadTx, Timestamp};

use crate::field::{Field, Setting};
use crate::history::Past;
use crate::journal::{self, LastEntry, Several};
use crate::{Error, Fault, Record, Result};

/// A record as it stood at an instant. It goes by when things happened: what was written down later
/// about an earlier time is part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stood {
    /// The instant asked for.
    pub at: Timestamp,
    /// The last thing that had happened.
    pub last: LastEntry,
    /// What the fields held, in the order asked for.
    pub values: Vec<(&'static Field, Past)>,
    /// The last moment before `last` at which something happened.
    pub previous: Option<Timestamp>,
    /// The first moment after the instant at which something happened.
    pub next: Option<Timestamp>,
}

impl Stood {
    /// What a field held; nothing also when it was not asked for.
    #[must_use]
    pub fn value(&self, code: &str) -> &Past {
        self.values.iter().find(|(f, _)| f.code == code).map_or(&Past::Nothing, |(_, past)| past)
    }
}

/// The record as it stood at an instant, with the fields asked for; whoever asks must have been
/// admitted to them before. What was due next is not told: it follows from clocks, not from the
/// journal.
///
/// # Errors
/// [`Error::Invalid`] on `at` when the record did not exist yet, or the instant is still to come.
pub fn as_it_stood(
    tx: &ReadTx<'_>,
    record: Id<Record>,
    at: Timestamp,
    now: Timestamp,
    fields: &[&'static Field],
) -> Result<Stood> {
    if at > now {
        return Err(Error::invalid("at", "future"));
    }
    let subject = record.cast();
    let Some(last) = journal::last_entry(tx, subject, at)? else {
        let first = journal::began(tx, subject)?.ok_or(Error::NotFound)?;
        return Err(Error::Invalid(vec![Fault::new("at", "before_opened").with("first", first)]));
    };
    let held = journal::held_at(tx, subject, at)?;
    let touched = journal::touched(tx, subject, at)?;
    let value = |field: &Field| match (field.setting, field.code) {
        (Setting::Follows, "updated_at") => {
            touched.map_or(Past::Nothing, |at| Past::Held(at.micros().to_string()))
        }
        _ if field.kind.is_several() => {
            Past::of_several(&Several::of(held.get(field.code).into_iter().flatten()))
        }
        _ => held.get(field.code).and_then(|v| v.last()).map_or(Past::Nothing, Past::of),
    };
    let told = |field: &&&'static Field| field.is_journaled() || field.code == "updated_at";
    let values = fields.iter().filter(told).map(|field| (*field, value(field))).collect();
    let (previous, _) = journal::neighbours(tx, subject, last.occurred_at)?;
    let (_, next) = journal::neighbours(tx, subject, at)?;
    Ok(Stood { at, last, values, previous, next })
}
