//! Reminders: somebody wants to think of a record again at a moment. Nobody else knows of it.

use db::{Chance, Id, ReadTx, Row, Timestamp, Tx, Value, params};
use jobs::{JobContext, NewJob, enqueue};

use crate::access::Agent;
use crate::field::{FieldKind, TITLE};
use crate::heading::{Heading, headings};
use crate::input::{Input, RawInput};
use crate::kind::Kind;
use crate::lifecycle::InputField;
use crate::merge::refuse_merged;
use crate::notification::{self, REMINDED};
use crate::people::Person;
use crate::record::Record;
use crate::{Context, Error, Fault, Result};

/// The queue of these jobs.
pub(super) const QUEUE: &str = "remind";
/// Reminders somebody has to come at most.
const MOST: i64 = 500;
/// Reminders that have come and are still shown, at most.
const SHOWN: i64 = 200;

/// What asking to be reminded takes.
pub const INPUTS: &[InputField] = &[
    InputField::required("at", FieldKind::Instant),
    InputField::optional("note", FieldKind::Line(TITLE)),
];

db::statements! {
    INSERT = "INSERT INTO reminder (id, subject_id, person_id, at, note, is_due, created_at) VALUES ($1, $2, $3, $4, $5, 0, $6)";
    BY_ID = "SELECT id, subject_id, person_id, at, note, is_due FROM reminder WHERE id = $1";
    OF_PERSON = "SELECT id, subject_id, person_id, at, note, is_due FROM reminder
        WHERE person_id = $1 AND is_due = $2 ORDER BY at, id LIMIT $3";
    OF_RECORD = "SELECT id, subject_id, person_id, at, note, is_due FROM reminder
        WHERE person_id = $1 AND subject_id = $2 ORDER BY at, id LIMIT $3";
    COUNT = "SELECT CAST(COUNT(*) AS BIGINT) FROM reminder WHERE person_id = $1 AND is_due = 0";
    COME = "UPDATE reminder SET is_due = 1 WHERE id = $1 AND is_due = 0";
    REMOVE = "DELETE FROM reminder WHERE id = $1 AND person_id = $2";
}

/// A reminder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminder {
    /// Its identity.
    pub id: Id<Reminder>,
    /// Of which record.
    pub record: Id<Record>,
    /// Who wants it.
    pub person: Id<Person>,
    /// When it comes.
    pub at: Timestamp,
    /// What to think of.
    pub note: String,
    /// Whether it has come.
    pub is_due: bool,
}

/// Asks to be reminded of a record.
///
/// # Errors
/// [`Error::Invalid`] on `at` or `note`.
pub fn ask(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    kind: &Kind,
    record: &Heading,
    raw: &RawInput,
) -> Result<Reminder> {
    refuse_merged(tx, agent, record.id)?;
    let input = Input::anew(tx, kind, agent, INPUTS, raw)?;
    let at = input.instant("at").ok_or_else(|| Error::invalid("at", "required"))?;
    if at <= ctx.now {
        return Err(Error::invalid("at", "past"));
    }
    if tx.one(COUNT, params![agent.person])?.get::<i64>(0)? >= MOST {
        return Err(Error::Invalid(vec![
            Fault::new("at", "too_many_reminders").with("most", MOST),
        ]));
    }
    let reminder = Reminder {
        id: ctx.chance.id(ctx.now),
        record: record.id,
        person: agent.person,
        at,
        note: input.text("note").unwrap_or_default(),
        is_due: false,
    };
    let row = params![reminder.id, record.id, agent.person, at, &reminder.note, ctx.now];
    tx.execute(INSERT, row)?;
    enqueue(tx, &ctx.chance, ctx.now, &NewJob::new(QUEUE, reminder.id).at(at))?;
    Ok(reminder)
}

/// Somebody's reminders of one record, the next first.
///
/// # Errors
/// When the database fails.
pub fn of_record(tx: &ReadTx<'_>, agent: &Agent, record: Id<Record>) -> Result<Vec<Reminder>> {
    read_all(tx.rows(OF_RECORD, params![agent.person, record, SHOWN])?)
}

/// Somebody's reminders, those that have come or those to come, with the records they still see.
///
/// # Errors
/// When the database fails.
pub fn mine(tx: &ReadTx<'_>, agent: &Agent, due: bool) -> Result<Vec<(Reminder, Option<Heading>)>> {
    let all = read_all(tx.rows(OF_PERSON, params![agent.person, due, SHOWN])?)?;
    let records: Vec<Id<Record>> = all.iter().map(|reminder| reminder.record).collect();
    let seen = headings(tx, agent, &records)?;
    let with_record = |reminder: Reminder| {
        let record = seen.iter().find(|heading| heading.id == reminder.record).cloned();
        (reminder, record)
    };
    Ok(all.into_iter().map(with_record).collect())
}

/// Takes one's own reminder back, or puts one that has come away.
///
/// # Errors
/// [`Error::NotFound`] when there is none of theirs.
pub fn remove(tx: &Tx<'_>, agent: &Agent, id: Id<Reminder>) -> Result<()> {
    match tx.execute(REMOVE, params![id, agent.person])? {
        0 => Err(Error::NotFound),
        _ => Ok(()),
    }
}

/// Lets a reminder come, once, and tells whoever asked for it. Whoever may not see the record any more
/// is reminded of nothing.
pub(super) fn perform(job: &JobContext, id: &Id<Reminder>) -> Result<()> {
    let (id, job_of_tx, now) = (*id, job.clone(), job.now());
    job.db.write(move |tx| {
        come(tx, (&job_of_tx.chance, now), id)?;
        job_of_tx.finish_in(tx)?;
        Ok(())
    })
}

fn come(tx: &Tx<'_>, (chance, now): (&Chance, Timestamp), id: Id<Reminder>) -> Result<()> {
    let Some(reminder) = tx.row(BY_ID, params![id])?.map(read).transpose()? else { return Ok(()) };
    let Some(agent) = Agent::load(tx, reminder.person)? else { return Ok(()) };
    if headings(tx, &agent, &[reminder.record])?.is_empty() {
        return Ok(());
    }
    if tx.execute(COME, params![Value::from(id)])? > 0 {
        let of = reminder.record.cast();
        notification::tell_of(tx, (chance, now), REMINDED, reminder.person, of)?;
    }
    Ok(())
}

fn read_all(rows: Vec<Row>) -> Result<Vec<Reminder>> {
    rows.into_iter().map(read).collect()
}

fn read(row: Row) -> Result<Reminder> {
    let mut c = row.columns();
    Ok(Reminder {
        id: c.next()?,
        record: c.next()?,
        person: c.next()?,
        at: c.next()?,
        note: c.next()?,
        is_due: c.next()?,
    })
}
