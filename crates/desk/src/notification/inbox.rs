//! Somebody's inbox: one line a record, newest first.

use std::collections::HashMap;

use db::{Id, ReadTx, Row, Timestamp, params};

use crate::Result;
use crate::access::Agent;
use crate::heading::{Heading, headings};
use crate::people::Person;
use crate::record::Record;

db::statements! {
    ALL = "SELECT subject_id, seq, verb, actor_id, reason, internal, unread, told_at FROM notification
        WHERE person_id = $1 AND (told_at, subject_id) < ($2, $3) ORDER BY told_at DESC, subject_id DESC LIMIT $4";
    NEW = "SELECT subject_id, seq, verb, actor_id, reason, internal, unread, told_at FROM notification
        WHERE person_id = $1 AND unread > 0 AND (told_at, subject_id) < ($2, $3) ORDER BY told_at DESC, subject_id DESC LIMIT $4";
}

/// What somebody was told of one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification {
    /// The record.
    pub record: Id<Record>,
    /// The last entry told.
    pub seq: i64,
    /// What was done in it.
    pub verb: String,
    /// Who did it; nobody when the program itself did.
    pub actor: Option<Id<Person>>,
    /// Why they were told: the code of a rule.
    pub reason: String,
    /// Whether only the inside may know of it.
    pub internal: bool,
    /// How many entries they have not read.
    pub unread: i64,
    /// When they were last told.
    pub told_at: Timestamp,
}

/// A line of the inbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The record, as it is now.
    pub heading: Heading,
    /// What was told of it. What only the inside may know is gone for whoever is outside by now:
    /// then it names neither verb nor actor.
    pub notification: Notification,
}

/// Which part of an inbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Inbox {
    /// Only what has not been read.
    pub unread: bool,
    /// Where the part before ended: when its last line was told, and of which record.
    pub after: Option<(Timestamp, Id<Record>)>,
    /// Lines at most.
    pub limit: i64,
}

/// What is in a part of an inbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboxPart {
    /// The lines, the newest first.
    pub lines: Vec<Listed>,
    /// Where this part ends, when there is more after it.
    pub next: Option<(Timestamp, Id<Record>)>,
    /// Records that were told of and are seen no more. They are in nobody's way, but they should
    /// not count as unread.
    pub gone: Vec<Id<Record>>,
}

/// A part of somebody's inbox, by what the records are now.
///
/// # Errors
/// When the database fails.
pub fn inbox(tx: &ReadTx<'_>, agent: &Agent, asked: Inbox) -> Result<InboxPart> {
    let last = (Timestamp::from_micros(i64::MAX), Id::from_bytes([0xff; 16]));
    let (told_at, record) = asked.after.unwrap_or(last);
    let statement = if asked.unread { NEW } else { ALL };
    let rows = tx.rows(statement, params![agent.person, told_at, record, asked.limit + 1])?;
    let mut told = rows.into_iter().map(read).collect::<Result<Vec<Notification>>>()?;
    let is_more = i64::try_from(told.len()).is_ok_and(|count| count > asked.limit);
    told.truncate(usize::try_from(asked.limit).unwrap_or(0));
    let next = told.last().filter(|_| is_more).map(|last| (last.told_at, last.record));
    let ids: Vec<Id<Record>> = told.iter().map(|one| one.record).collect();
    let mut seen: HashMap<Id<Record>, Heading> =
        headings(tx, agent, &ids)?.into_iter().map(|heading| (heading.id, heading)).collect();
    let (mut lines, mut gone) = (Vec::new(), Vec::new());
    for mut notification in told {
        match seen.remove(&notification.record) {
            Some(heading) => {
                if notification.internal && !heading.shows_inside(agent) {
                    notification.verb.clear();
                    notification.actor = None;
                }
                lines.push(Listed { heading, notification });
            }
            None => gone.push(notification.record),
        }
    }
    Ok(InboxPart { lines, next, gone })
}

fn read(row: Row) -> Result<Notification> {
    let mut c = row.columns();
    Ok(Notification {
        record: c.next()?,
        seq: c.next()?,
        verb: c.next()?,
        actor: c.next()?,
        reason: c.next()?,
        internal: c.next()?,
        unread: c.next()?,
        told_at: c.next()?,
    })
}
