//! What the logbooks say of an erased person goes after them, day by day.

use db::{Id, ReadTx, Tx, params};
use jobs::{JobContext, NewJob, enqueue};
use serde::{Deserialize, Serialize};

use crate::due::by_itself;
use crate::journal::{self, Logbook, Subject};
use crate::people::Person;
use crate::{Context, Result};

/// The queue of these jobs.
pub(super) const QUEUE: &str = "erase_person";
/// Why, in the logbooks.
const BECAUSE: &str = "erase_person";
/// Days one job looks at; another one goes on.
const DAYS_AT_ONCE: i64 = 200;
/// Values erased in one transaction.
const AT_ONCE: i64 = 200;

db::statements! {
    DAYS = "SELECT id FROM subject WHERE kind = $1 AND id > $2 ORDER BY id LIMIT $3";
    // What makes somebody known: their names, and where they came in from.
    SAID = "SELECT v.seq, v.field FROM entry_value p
        JOIN entry_value v ON v.subject_id = p.subject_id AND v.seq = p.seq
        WHERE p.subject_id = $1 AND p.field = 'person' AND p.value = $2 AND v.value IS NOT NULL
        AND v.field IN ('name', 'email', 'location', 'language', 'time_zone', 'address')
        ORDER BY v.seq, v.field LIMIT $3";
}

/// How far a person's trail has been followed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Trail {
    person: Id<Person>,
    /// The logbook, by its place among all.
    book: usize,
    /// The last day that is done.
    after: Option<Id<Subject>>,
}

impl Trail {
    pub(super) fn of(person: Id<Person>) -> Self {
        Trail { person, book: 0, after: None }
    }
}

/// Erases what some days say of the person, and asks for the next ones.
pub(super) fn perform(job: &JobContext, trail: &Trail) -> Result<()> {
    let next = match Logbook::EVERY.get(trail.book) {
        Some(book) => Some(follow(job, trail, *book)?),
        None => None,
    };
    let (now, chance, done) = (job.now(), job.chance.clone(), job.clone());
    job.db.write(move |tx| {
        if let Some(next) = &next {
            enqueue(tx, &chance, now, &NewJob::new(QUEUE, next.clone()))?;
        }
        done.finish_in(tx)?;
        Ok(())
    })
}

fn follow(job: &JobContext, trail: &Trail, book: Logbook) -> Result<Trail> {
    let after = trail.after.map(|id| id.bytes().to_vec()).unwrap_or_default();
    let days = job.db.read(|tx| {
        let rows = tx.rows(DAYS, params![book.kind(), after.clone(), DAYS_AT_ONCE])?;
        rows.into_iter().map(|row| Ok(row.get(0)?)).collect::<Result<Vec<Id<Subject>>>>()
    })?;
    let mut next = trail.clone();
    for day in &days {
        while forget(job, trail.person, *day)? {}
        next.after = Some(*day);
    }
    if i64::try_from(days.len()).unwrap_or(0) < DAYS_AT_ONCE {
        next = Trail { book: trail.book + 1, after: None, ..next };
    }
    Ok(next)
}

/// Erases some of what a day says of the person; whether there was anything.
fn forget(job: &JobContext, person: Id<Person>, day: Id<Subject>) -> Result<bool> {
    let ctx = by_itself(job, job.now(), BECAUSE);
    if job.db.read(|tx| said(tx, person, day))?.is_empty() {
        return Ok(false);
    }
    job.db.write(move |tx| forget_in(tx, &ctx, person, day))
}

fn forget_in(tx: &Tx<'_>, ctx: &Context, person: Id<Person>, day: Id<Subject>) -> Result<bool> {
    let said = said(tx, person, day)?;
    if said.is_empty() {
        return Ok(false);
    }
    journal::erase_all(tx, ctx, day, &said, None)?;
    Ok(true)
}

fn said(tx: &ReadTx<'_>, person: Id<Person>, day: Id<Subject>) -> Result<Vec<(i64, String)>> {
    let rows = tx.rows(SAID, params![day, person.to_string(), AT_ONCE])?;
    rows.into_iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}
