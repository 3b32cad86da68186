//! The days of a logbook whose time is over, and what they say of people.

use db::{Id, ReadTx, Timestamp, Tx, params};

use super::scope::facts_of;
use super::{BECAUSE, Scope, due, rule};
use crate::journal::{self, Logbook, Subject};
use crate::{Context, Result};

/// Values erased in one transaction.
const AT_ONCE: usize = 200;
/// Values of a day looked at in one statement.
const LOOKED_AT: i64 = 500;

// The identity of a day begins with the moment of its first entry, so that the index of a kind's
// subjects has the days in their order.
db::statements! {
    NEXT = "SELECT id FROM subject WHERE kind = $1 AND id > $2 AND id < $3 ORDER BY id LIMIT 1";
    COUNT = "SELECT CAST(COUNT(*) AS BIGINT) FROM (SELECT 1 FROM subject
        WHERE kind = $1 AND id > $2 AND id < $3 LIMIT $4) AS due";
    SAID = "SELECT seq, ordinal, field FROM entry_value
        WHERE subject_id = $1 AND (seq, ordinal) > ($2, $3) AND value IS NOT NULL ORDER BY seq, ordinal LIMIT $4";
}

/// The first identity of the first day that is still kept: a day counts from its end on.
fn kept_from(now: Timestamp, days: i64) -> Id<Subject> {
    const DAY: i64 = 86_400_000_000;
    let micros = due::ago(now, days).micros();
    Id::first_of(Timestamp::from_micros(micros - micros.rem_euclid(DAY)))
}

/// How many days of a logbook are over and not done.
pub(super) fn count(
    tx: &ReadTx<'_>,
    book: Logbook,
    (now, days): (Timestamp, i64),
    most: i64,
) -> Result<i64> {
    let done = rule::done(tx, Scope::Logbook(book))?;
    let row = tx.one(COUNT, params![book.kind(), done, kept_from(now, days), most])?;
    Ok(row.get(0)?)
}

/// Erases some of what the next day says, if one is over by the rule as it is now; whether there may
/// be more.
pub(super) fn erase_some(tx: &Tx<'_>, ctx: &Context, book: Logbook) -> Result<bool> {
    let scope = Scope::Logbook(book);
    let Some(days) = rule::days(tx, scope)? else { return Ok(false) };
    let done = rule::done(tx, scope)?;
    let next = tx.row(NEXT, params![book.kind(), done, kept_from(ctx.now, days)])?;
    let Some(day) = next.map(|row| row.get(0)).transpose()? else { return Ok(false) };
    let (said, all) = said(tx, book, day)?;
    if !said.is_empty() {
        journal::erase_all(tx, ctx, day, &said, Some(BECAUSE))?;
    }
    if all {
        rule::day_erased(tx, scope, day)?;
    }
    Ok(true)
}

/// The first values of a day that go, and whether these are all.
fn said(tx: &ReadTx<'_>, book: Logbook, day: Id<Subject>) -> Result<(Vec<(i64, String)>, bool)> {
    let facts = facts_of(book);
    let mut said = Vec::new();
    let mut after = (0_i64, 0_i64);
    loop {
        let rows = tx.rows(SAID, params![day, after.0, after.1, LOOKED_AT])?;
        let whole = i64::try_from(rows.len()).unwrap_or(0) < LOOKED_AT;
        for row in rows {
            let mut c = row.columns();
            after = (c.next()?, c.next()?);
            let field: String = c.next()?;
            if !facts.contains(&field.as_str()) {
                continue;
            }
            if said.len() == AT_ONCE {
                return Ok((said, false));
            }
            said.push((after.0, field));
        }
        if whole {
            return Ok((said, true));
        }
    }
}
