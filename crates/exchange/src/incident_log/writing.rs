//! Writes incidents, a few whole ones in each transaction, from several threads at once: while one
//! waits for the disk the others get the next ready.

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Result;
use db::{Id, Tx};
use desk::{Change, Context, Door, Practice, Record, commit, numbers};
use incident::Incident;

use super::Destination;
use super::column::Column;
use super::course::Course;
use super::history::{self, History};
use super::label::Label;
use super::log::Case;
use super::names::Names;
use super::plan::{Plan, plan};
use super::progress::{Progress, Stage, Stopped};
use super::replay::{Fresh, Replay, Step};
use super::row::{Key, Row};
use super::source::Book;

/// Rows in one transaction, as far as whole incidents allow: some tens of milliseconds of work.
const ROWS: usize = 150;
/// Threads that prepare and write, where the engine puts writes into one line itself.
const THREADS: usize = 4;
/// Times a batch is planned anew because something came between.
const ATTEMPTS: u32 = 8;

/// What was written.
#[derive(Debug, Default)]
pub(super) struct Added {
    pub(super) incidents: AtomicU64,
    pub(super) rows: AtomicU64,
    /// Incidents that could not keep their number.
    pub(super) renumbered: AtomicU64,
}

/// An incident about to be written.
enum Work {
    New { outside: String, steps: Vec<Step> },
    Later { id: Id<Record>, rows: Vec<Row> },
}

/// What the threads share.
struct Desk<'a> {
    to: &'a Destination,
    replay: &'a Arc<Replay>,
    batches: Vec<&'a [Case]>,
    next: AtomicUsize,
    stop: AtomicBool,
    done: AtomicU64,
    total: u64,
    added: Added,
    progress: &'a dyn Progress,
}

/// Writes what is not there yet.
pub(super) fn write_all(
    to: &Destination,
    replay: &Arc<Replay>,
    cases: &[Case],
    progress: &dyn Progress,
) -> Result<Added> {
    // First of all: a server that runs beside must not give these numbers away meanwhile.
    let prefix = incident::KIND.prefix;
    let text = |case: &Case| replay.labels.text(case.number).trim().to_owned();
    if let Some(highest) = cases.iter().filter_map(|case| numbers::parse(prefix, &text(case))).max()
    {
        numbers::continue_above(&to.db, prefix, highest)?;
    }
    // Where transactions run side by side, those of neighbouring incidents meet in the indexes, and
    // one of them is undone: measured, half of them. One after the other is faster there.
    let in_line = to.db.write(|tx| Ok::<_, db::Error>(tx.commits_in_order()))?;
    let threads = if in_line { THREADS } else { 1 };
    let desk = Desk {
        to,
        replay,
        batches: batches(cases),
        next: AtomicUsize::new(0),
        stop: AtomicBool::new(false),
        done: AtomicU64::new(0),
        total: cases.iter().map(|case| u64::try_from(case.rows.len()).unwrap_or(0)).sum(),
        added: Added::default(),
        progress,
    };
    let failure: Mutex<Option<anyhow::Error>> = Mutex::new(None);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                if let Err(error) = desk.work() {
                    desk.stop.store(true, Ordering::Relaxed);
                    failure.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
                }
            });
        }
    });
    match failure.into_inner().unwrap_or_else(PoisonError::into_inner) {
        Some(error) => Err(error),
        None => Ok(desk.added),
    }
}

/// Runs of incidents of about [`ROWS`] rows.
fn batches(cases: &[Case]) -> Vec<&[Case]> {
    let mut batches = Vec::new();
    let mut rest = cases;
    while !rest.is_empty() {
        let mut rows = 0;
        let fitting = rest.iter().take_while(|case| {
            let before = rows;
            rows += case.rows.len();
            before == 0 || rows <= ROWS
        });
        let (batch, others) = rest.split_at(fitting.count());
        batches.push(batch);
        rest = others;
    }
    batches
}

impl Desk<'_> {
    fn work(&self) -> Result<()> {
        while !self.stop.load(Ordering::Relaxed) {
            let Some(batch) = self.batches.get(self.next.fetch_add(1, Ordering::Relaxed)) else {
                break;
            };
            self.write(batch)?;
            let rows = batch.iter().map(|case| u64::try_from(case.rows.len()).unwrap_or(0)).sum();
            let done = self.done.fetch_add(rows, Ordering::Relaxed) + rows;
            if self.progress.tell(Stage::Rows, done, self.total) == ControlFlow::Break(()) {
                return Err(Stopped.into());
            }
        }
        Ok(())
    }

    /// Writes a batch; plans it anew when somebody wrote the same meanwhile.
    fn write(&self, batch: &[Case]) -> Result<()> {
        for attempt in 1.. {
            match self.try_write(batch) {
                Err(desk::Error::Db(db::Error::Duplicate | db::Error::Busy))
                    if attempt < ATTEMPTS => {}
                other => return Ok(other?),
            }
        }
        Ok(())
    }

    fn try_write(&self, batch: &[Case]) -> desk::Result<()> {
        let plans = self.to.db.read(|tx| plan(tx, &self.replay.labels, batch))?;
        let mut renumbered = 0;
        let mut work = Vec::with_capacity(batch.len());
        for (case, plan) in batch.iter().zip(plans) {
            let outside = self.outside(case.number);
            match plan {
                Plan::Done => {}
                Plan::Later(id) => work.push(Work::Later { id, rows: case.rows.clone() }),
                Plan::Keep => work.push(self.fresh(case, outside.clone(), outside)?),
                Plan::Renumber => {
                    renumbered += 1;
                    let number = self.to.numbers.take(&self.to.db, incident::KIND.prefix)?;
                    work.push(self.fresh(case, outside, number)?);
                }
            }
        }
        if work.is_empty() {
            return Ok(());
        }
        let new = work.iter().filter(|w| matches!(w, Work::New { .. })).count();
        let writing = Writing { replay: Arc::clone(self.replay), ctx: self.to.context(), work };
        let rows = self.to.db.write(move |tx| writing.run(tx))?;
        let added = &self.added;
        added.incidents.fetch_add(u64::try_from(new).unwrap_or(0), Ordering::Relaxed);
        added.rows.fetch_add(rows, Ordering::Relaxed);
        added.renumbered.fetch_add(renumbered, Ordering::Relaxed);
        Ok(())
    }

    fn outside(&self, number: Label) -> String {
        self.replay.labels.text(number).to_owned()
    }

    fn fresh(&self, case: &Case, outside: String, number: String) -> desk::Result<Work> {
        let fresh = Fresh { number, now: self.to.clock.now() };
        let steps = self.replay.run(&mut Course::new(), Some(&fresh), &case.rows)?;
        Ok(Work::New { outside, steps })
    }
}

/// One transaction's work. It may run again, so it holds all it needs and changes none of it.
struct Writing {
    replay: Arc<Replay>,
    ctx: Context,
    work: Vec<Work>,
}

impl Writing {
    /// How many rows became entries.
    fn run(&self, tx: &Tx<'_>) -> desk::Result<u64> {
        let mut rows = 0;
        for work in &self.work {
            rows += match work {
                Work::New { outside, steps } => {
                    if let Some(first) = steps.first() {
                        Book::INCIDENTS.add(tx, outside, first.after.record.id.bytes())?;
                    }
                    self.commit_all(tx, None, steps)?
                }
                Work::Later { id, rows } => self.append(tx, *id, rows)?,
            };
        }
        Ok(rows)
    }

    /// Rows of an incident that is here already; those it has are left out.
    fn append(&self, tx: &Tx<'_>, id: Id<Record>, rows: &[Row]) -> desk::Result<u64> {
        let known: HashSet<Key> = history::rows_of(tx, id)?;
        let new: Vec<Row> = rows.iter().filter(|row| !known.contains(&row.key)).cloned().collect();
        let Some(before) = Incident::load(tx, id)? else { return Err(desk::Error::NotFound) };
        let names = Names::default();
        let mut history = History::new(&names);
        let number =
            self.replay.labels.text(new.first().map_or(Label::MISSING, |r| r.cell(Column::NUMBER)));
        for entry in history::entries(tx, &[id])? {
            history.take(tx, &number.into(), entry)?;
        }
        let mut course = Course::new();
        course.incident = Some(before.clone());
        course.last = known.iter().max().copied();
        course.kept = history.kept;
        course.outcome = history.outcome;
        let steps = self.replay.run(&mut course, None, &new)?;
        self.commit_all(tx, Some(before), &steps)
    }

    fn commit_all(
        &self,
        tx: &Tx<'_>,
        first: Option<Incident>,
        steps: &[Step],
    ) -> desk::Result<u64> {
        let mut before = first;
        let mut version = before.as_ref().map_or(0, |incident| incident.record.version);
        for step in steps {
            let mut after = step.after.clone();
            after.record_mut().version = version;
            let ctx = Context {
                occurred_at: step.at,
                actor: step.actor,
                door: Door::Import,
                ..self.ctx.clone()
            };
            let change = Change {
                verb: step.verb,
                before: before.take(),
                after: after.clone(),
                facts: step.facts.clone(),
                moves_state: false,
            };
            version = commit(tx, &ctx, change, None)?.version;
            after.record_mut().version = version;
            before = Some(after);
        }
        Ok(u64::try_from(steps.len()).unwrap_or(0))
    }
}
