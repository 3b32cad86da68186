//! Histories that belong to no record: what was done to the installation, one chain per day.

use db::{Chance, Id, Timestamp, Tx, params};

use super::entry::SetValue;
use super::{Entry, Head, Subject, append, create_subject};
use crate::{Context, Result};

/// A logbook of the installation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Logbook {
    /// People, roles, tokens, keys and other settings.
    Settings,
}

impl Logbook {
    const fn code(self) -> &'static str {
        match self {
            Logbook::Settings => "settings",
        }
    }
}

db::statements! {
    FIND = "SELECT id FROM subject WHERE number = $1";
}

/// Writes an entry into today's page of a logbook.
///
/// # Errors
/// When the database fails.
pub fn record(
    tx: &Tx<'_>,
    ctx: &Context,
    book: Logbook,
    verb: &str,
    values: Vec<SetValue>,
) -> Result<Entry> {
    let head = page(tx, book, ctx.now, &ctx.chance)?;
    append(tx, ctx, &head, verb, head.version + 1, values)
}

/// The end of today's chain, begun if it is the day's first entry.
fn page(tx: &Tx<'_>, book: Logbook, now: Timestamp, chance: &Chance) -> Result<Head> {
    let number = format!("{}-{}", book.code(), day(now));
    match tx.row(FIND, params![number.as_str()])? {
        Some(row) => Head::load(tx, row.get::<Id<Subject>>(0)?),
        None => create_subject(
            tx,
            chance.id(now),
            &format!("log.{}", book.code()),
            Some(&number),
            None,
            true,
        ),
    }
}

fn day(now: Timestamp) -> String {
    now.to_string().chars().take(10).collect()
}
