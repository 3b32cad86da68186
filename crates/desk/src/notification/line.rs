//! One line of an inbox.

use std::time::Duration;

use db::{Id, Row, Timestamp, Value};

use super::plan::Telling;
use super::rules::Rule;
use crate::Result;
use crate::journal::Subject;
use crate::people::Person;

/// How long what has been read is kept.
pub const KEPT: Duration = Duration::from_secs(90 * 24 * 3600);
/// How long what nobody reads is kept.
pub const KEPT_UNREAD: Duration = Duration::from_secs(365 * 24 * 3600);

/// What somebody was told of a record or a task: of one entry, or of several that came one upon the
/// other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its identity. Later lines have greater ones.
    pub id: Id<Line>,
    /// Whose it is.
    pub person: Id<Person>,
    /// The record or the task.
    pub subject: Id<Subject>,
    /// Why they were told: the code of the strongest rule.
    pub rule: String,
    /// What was done last; empty for what is in no history.
    pub verb: String,
    /// Who did it; nobody when the program itself did.
    pub actor: Option<Id<Person>>,
    /// The last entry told, in the history of the subject; 0 for what is in none.
    pub seq: i64,
    /// How many entries it tells of.
    pub entries: i64,
    /// Whether only the inside may know of it.
    pub internal: bool,
    /// When they were told.
    pub told_at: Timestamp,
    /// When they read it, if they have.
    pub read_at: Option<Timestamp>,
}

impl Line {
    /// Its columns, in the order in which they are read and written.
    pub(super) const COLUMNS: [&'static str; 11] = [
        "person_id",
        "id",
        "subject_id",
        "rule",
        "verb",
        "actor_id",
        "seq",
        "entries",
        "internal",
        "told_at",
        "read_at",
    ];

    /// A line that tells of this, and of what another tells that is to be replaced by it.
    pub(super) fn of(telling: &Telling, before: Option<Line>, now: Timestamp) -> Line {
        let line = Line {
            id: Id::from_bytes([0; 16]),
            person: telling.person,
            subject: telling.subject,
            rule: telling.rule.code.to_owned(),
            verb: telling.verb.clone(),
            actor: telling.actor,
            seq: telling.seq,
            entries: 1,
            internal: telling.internal,
            told_at: now,
            read_at: None,
        };
        let Some(before) = before else { return line };
        // What is in no history leaves the last entry where it was.
        let in_history = telling.seq > 0;
        let is_weaker = Rule::rank(&before.rule) <= Rule::rank(&line.rule);
        Line {
            rule: if is_weaker { before.rule } else { line.rule },
            verb: if in_history { line.verb } else { before.verb },
            actor: if in_history { line.actor } else { before.actor },
            seq: line.seq.max(before.seq),
            entries: before.entries + 1,
            internal: before.internal || line.internal,
            ..line
        }
    }

    pub(super) fn row(&self) -> [Value; 11] {
        [
            self.person.into(),
            self.id.into(),
            self.subject.into(),
            self.rule.as_str().into(),
            self.verb.as_str().into(),
            self.actor.into(),
            self.seq.into(),
            self.entries.into(),
            self.internal.into(),
            self.told_at.into(),
            self.read_at.into(),
        ]
    }

    pub(super) fn read(row: Row) -> Result<Line> {
        let mut c = row.columns();
        Ok(Line {
            person: c.next()?,
            id: c.next()?,
            subject: c.next()?,
            rule: c.next()?,
            verb: c.next()?,
            actor: c.next()?,
            seq: c.next()?,
            entries: c.next()?,
            internal: c.next()?,
            told_at: c.next()?,
            read_at: c.next()?,
        })
    }
}
