//! What has happened to records and tasks since somebody was told last.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use db::{Id, ReadTx, Timestamp, params};

use crate::access::Facts;
use crate::feed::{Readers, Step, Touched, examine, speak, touched, values_at};
use crate::journal::Subject;
use crate::kind::Kind;
use crate::people::{Person, Team};
use crate::record::Record;
use crate::task::{self, Task, TaskState};
use crate::{Door, Result};

/// What a demonstration makes up of longer ago is nobody's news.
const FRESH: Duration = Duration::from_secs(24 * 3600);

db::statements! {
    ENTRIES = "SELECT position, subject_id, seq, verb, actor_id, door, occurred_at, recorded_at FROM entry
        WHERE position > $1 AND position <= $2 ORDER BY position";
}

/// An entry of a journal, with what it belongs to as that is now.
#[derive(Debug)]
pub(super) struct News {
    pub(super) position: i64,
    pub(super) subject: Id<Subject>,
    pub(super) seq: i64,
    pub(super) verb: String,
    pub(super) actor: Option<Id<Person>>,
    pub(super) of: Of,
}

/// What it belongs to.
#[derive(Debug)]
pub(super) enum Of {
    /// A record, with all the entry says.
    Record(Step),
    /// A task that is still to be done.
    Task(TaskNews),
}

/// What an entry says of a task.
#[derive(Debug)]
pub(super) struct TaskNews {
    /// The fields it set to something.
    pub(super) set: Vec<String>,
    pub(super) assignee: Option<Id<Person>>,
    pub(super) team: Option<Id<Team>>,
    /// The record it is a part of.
    pub(super) parent: Arc<Touched>,
}

/// News, and how far the journal was looked at for them.
pub(super) struct Read {
    pub(super) news: Vec<News>,
    pub(super) last: i64,
    pub(super) examined: usize,
}

/// The news among so many entries after a position, in their order.
pub(super) fn read(
    tx: &ReadTx<'_>,
    kinds: &[&'static Kind],
    (after, most): (i64, i64),
) -> Result<Read> {
    let batch = examine(tx, kinds, Readers::Any, (after, most))?;
    let (last, examined) = (batch.last, batch.examined);
    let fresh = |step: &Step| is_news(&step.door, step.occurred_at, step.recorded_at);
    let mut steps: Vec<Step> = batch.steps.into_iter().filter(fresh).collect();
    speak(tx, Readers::Any, &mut steps)?;
    let mut news: Vec<News> = steps.into_iter().map(News::of).collect();
    if after < last {
        let tasks = of_tasks(tx, (after, last), &news)?;
        news.extend(tasks);
    }
    news.sort_by_key(|one| one.position);
    Ok(Read { news, last, examined })
}

/// Whether anybody is told of an entry: not of what an import replays.
fn is_news(door: &str, occurred_at: Timestamp, recorded_at: Timestamp) -> bool {
    let is_old = recorded_at.since(occurred_at) > FRESH;
    door != Door::Import.code() && !(door == Door::Demo.code() && is_old)
}

impl News {
    fn of(step: Step) -> Self {
        News {
            position: step.position,
            subject: step.record.heading.id.cast(),
            seq: step.seq,
            verb: step.verb.clone(),
            actor: step.actor,
            of: Of::Record(step),
        }
    }

    /// What the access rules of its record go by.
    pub(super) fn facts(&self) -> &Facts {
        match &self.of {
            Of::Record(step) => &step.record.heading.facts,
            Of::Task(task) => &task.parent.heading.facts,
        }
    }

    /// Who works on it now.
    pub(super) fn assignee(&self) -> Option<Id<Person>> {
        match &self.of {
            Of::Record(step) => step.record.heading.facts.assignee,
            Of::Task(task) => task.assignee,
        }
    }

    /// The team that answers for it now, while nobody has it.
    pub(super) fn waiting_team(&self) -> Option<Id<Team>> {
        let team = match &self.of {
            Of::Record(step) => step.record.heading.facts.team,
            Of::Task(task) => task.team,
        };
        team.filter(|_| self.assignee().is_none())
    }
}

/// An entry of what is no record.
struct Entry {
    position: i64,
    subject: Id<Subject>,
    seq: i64,
    verb: String,
    actor: Option<Id<Person>>,
}

/// What the journals of open tasks say: a few statements, however many there are.
fn of_tasks(tx: &ReadTx<'_>, range: (i64, i64), records: &[News]) -> Result<Vec<News>> {
    let entries = others(tx, range, records)?;
    let ids: HashSet<Id<Task>> = entries.iter().map(|entry| entry.subject.cast()).collect();
    let tasks = task::among(tx, &ids.into_iter().collect::<Vec<_>>())?;
    let open = tasks.into_iter().filter(|task| task.state == TaskState::Open);
    let tasks: HashMap<Id<Subject>, Task> = open.map(|task| (task.id.cast(), task)).collect();
    if tasks.is_empty() {
        return Ok(Vec::new());
    }
    let parents: Vec<Id<Record>> = tasks.values().map(|task| task.parent).collect();
    let parents = touched(tx, Readers::Any, &parents)?;
    let of_task = |entry: &&Entry| tasks.contains_key(&entry.subject);
    let mut set = set_at(tx, entries.iter().filter(of_task).map(|entry| entry.position))?;
    let news = |entry: Entry| {
        let task = tasks.get(&entry.subject)?;
        let of = Of::Task(TaskNews {
            set: set.remove(&entry.position)?,
            assignee: task.assignee,
            team: task.team,
            parent: Arc::clone(parents.get(&task.parent)?),
        });
        let Entry { position, subject, seq, verb, actor } = entry;
        Some(News { position, subject, seq, verb, actor, of })
    };
    Ok(entries.into_iter().filter_map(news).collect())
}

/// The entries of a range that are of none of these records.
fn others(tx: &ReadTx<'_>, (after, last): (i64, i64), records: &[News]) -> Result<Vec<Entry>> {
    let known: HashSet<Id<Subject>> = records.iter().map(|one| one.subject).collect();
    let mut entries = Vec::new();
    for row in tx.rows(ENTRIES, params![after, last])? {
        let mut c = row.columns();
        let (position, subject, seq, verb) = (c.next()?, c.next()?, c.next()?, c.next()?);
        let (actor, door): (_, String) = (c.next()?, c.next()?);
        if !known.contains(&subject) && is_news(&door, c.next()?, c.next()?) {
            entries.push(Entry { position, subject, seq, verb, actor });
        }
    }
    Ok(entries)
}

/// The fields that the entries at these positions set to something.
fn set_at(
    tx: &ReadTx<'_>,
    positions: impl Iterator<Item = i64>,
) -> Result<HashMap<i64, Vec<String>>> {
    let mut set: HashMap<i64, Vec<String>> = HashMap::new();
    for row in tx.select(&values_at(positions))? {
        let mut c = row.columns();
        let (position, field, _): (i64, String, i64) = (c.next()?, c.next()?, c.next()?);
        if c.next::<Option<String>>()?.is_some() {
            set.entry(position).or_default().push(field);
        }
    }
    Ok(set)
}
