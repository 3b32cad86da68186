//! Somebody's inbox, newest first, by what its records and tasks are now.

use std::collections::{HashMap, HashSet};

use db::sea_query::{Alias, Expr, ExprTrait, Order, Query};
use db::{Id, ReadTx, Value, params};

use super::line::Line;
use crate::Result;
use crate::access::Agent;
use crate::heading::headings;
use crate::journal::Subject;
use crate::record::Record;
use crate::task::{self, Task, TaskState};

db::statements! {
    BY_NUMBER = "SELECT id FROM subject WHERE number = $1";
}

/// What a line is about, as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Its identity.
    pub id: Id<Subject>,
    /// The code of its kind: that of a kind of record, or of tasks.
    pub kind: String,
    /// The number people say.
    pub number: String,
    /// One line saying what it is about.
    pub title: String,
    /// The code of its state.
    pub state: String,
    /// Whether there is still work to do.
    pub is_open: bool,
}

/// A line of the inbox, with what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// What it is about, as it is now.
    pub about: About,
    /// What was told.
    pub line: Line,
}

/// Which part of an inbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Inbox {
    /// Only what has not been read.
    pub unread: bool,
    /// Only what is about this record or task.
    pub of: Option<Id<Subject>>,
    /// The last line of the part before.
    pub after: Option<Id<Line>>,
    /// Lines at most.
    pub limit: u32,
}

/// What is in a part of an inbox.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InboxPart {
    /// The lines, the newest first; fewer than asked for where some are about what is seen no more.
    pub lines: Vec<Listed>,
    /// The last line looked at, when there are more after it.
    pub next: Option<Id<Line>>,
    /// Unread lines about what is seen no more. They are shown to nobody, and should not count.
    pub gone: Vec<Id<Line>>,
}

/// A part of somebody's inbox. What they may not see now is not in it, whatever they were told.
///
/// # Errors
/// When the database fails.
pub fn inbox(tx: &ReadTx<'_>, agent: &Agent, asked: Inbox) -> Result<InboxPart> {
    let limit = usize::try_from(asked.limit).unwrap_or(usize::MAX);
    let mut told = told(tx, agent, asked)?;
    let is_more = told.len() > limit;
    told.truncate(limit);
    let next = told.last().filter(|_| is_more).map(|line| line.id);
    let subjects: HashSet<Id<Subject>> = told.iter().map(|line| line.subject).collect();
    let seen = seen(tx, agent, &subjects.into_iter().collect::<Vec<_>>())?;
    let (mut lines, mut gone) = (Vec::new(), Vec::new());
    for line in told {
        match seen.get(&line.subject) {
            Some((about, inside)) if *inside || !line.internal => {
                lines.push(Listed { about: about.clone(), line });
            }
            _ => gone.extend(line.read_at.is_none().then_some(line.id)),
        }
    }
    Ok(InboxPart { lines, next, gone })
}

/// The lines, and one more where there are more.
fn told(tx: &ReadTx<'_>, agent: &Agent, asked: Inbox) -> Result<Vec<Line>> {
    let column = |name: &'static str| Expr::col(Alias::new(name));
    let mut select = Query::select();
    select
        .columns(Line::COLUMNS.map(Alias::new))
        .from(Alias::new("notification"))
        .and_where(column("person_id").eq(Value::from(agent.person)))
        .order_by(Alias::new("id"), Order::Desc)
        .limit(u64::from(asked.limit) + 1);
    if asked.unread {
        select.and_where(column("read_at").is_null());
    }
    if let Some(subject) = asked.of {
        select.and_where(column("subject_id").eq(Value::from(subject)));
    }
    if let Some(after) = asked.after {
        select.and_where(column("id").lt(Value::from(after)));
    }
    tx.select(&select)?.into_iter().map(Line::read).collect()
}

/// Those of the records and tasks that somebody sees, each with whether they see its inside: a few
/// statements for all of them.
fn seen(
    tx: &ReadTx<'_>,
    agent: &Agent,
    subjects: &[Id<Subject>],
) -> Result<HashMap<Id<Subject>, (About, bool)>> {
    let records: Vec<Id<Record>> = subjects.iter().map(|id| id.cast()).collect();
    let mut seen = HashMap::new();
    for heading in headings(tx, agent, &records)? {
        let inside = heading.shows_inside(agent);
        let id: Id<Subject> = heading.id.cast();
        let about = About {
            id,
            kind: heading.kind,
            number: heading.number,
            title: heading.title,
            state: heading.state,
            is_open: heading.is_open,
        };
        seen.insert(id, (about, inside));
    }
    let rest: Vec<Id<Task>> =
        subjects.iter().filter(|id| !seen.contains_key(id)).map(|id| id.cast()).collect();
    for task in task::seen_among(tx, agent, &rest)? {
        let id: Id<Subject> = task.id.cast();
        let about = About {
            id,
            kind: task::KIND.code.to_owned(),
            number: task.number,
            title: task.title,
            state: task.state.code().to_owned(),
            is_open: task.state == TaskState::Open,
        };
        seen.insert(id, (about, true));
    }
    Ok(seen)
}

/// The record or task with this number, whoever may see it: what is asked of it is asked of one's own
/// inbox alone.
///
/// # Errors
/// When the database fails.
pub fn subject(tx: &ReadTx<'_>, number: &str) -> Result<Option<Id<Subject>>> {
    Ok(tx.row(BY_NUMBER, params![number])?.map(|row| row.get(0)).transpose()?)
}
