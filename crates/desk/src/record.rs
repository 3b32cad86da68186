//! Work: what an incident, a problem and a change have in common, in one table.

use db::{Id, ReadTx, Timestamp, Value, params};

use crate::access::Facts;
use crate::kind::Kind;
use crate::lifecycle::State;
use crate::people::{Category, Company, Location, Person, Service, Team};
use crate::{Error, Result};

/// The shared part of a piece of work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Identity, also of its history.
    pub id: Id<Record>,
    /// The number people say.
    pub number: String,
    /// One line saying what it is about.
    pub title: String,
    /// Markdown.
    pub description: String,
    /// Where in its life it is.
    pub state: &'static State,
    /// Why it waits, while it does.
    pub hold_reason: Option<String>,
    /// Until when it waits, if that is known.
    pub hold_until: Option<Timestamp>,
    /// 1 (critical) to 5.
    pub priority: Option<i64>,
    /// For whom it is.
    pub requester: Option<Id<Person>>,
    /// Who opened it.
    pub opener: Option<Id<Person>>,
    /// Who works on it.
    pub assignee: Option<Id<Person>>,
    /// Which team answers for it.
    pub team: Option<Id<Team>>,
    /// Whose it is.
    pub company: Id<Company>,
    /// The service it is about.
    pub service: Option<Id<Service>>,
    /// What sort it is.
    pub category: Option<Id<Category>>,
    /// Where.
    pub location: Option<Id<Location>>,
    /// How it reached the desk.
    pub channel: String,
    /// Whether reading it needs a grant of its own.
    pub restricted: bool,
    /// Whether it was withdrawn; set by [`crate::custody`] alone.
    pub withdrawn: bool,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// When anything last happened to it.
    pub updated_at: Timestamp,
    /// When it was resolved, while it is.
    pub resolved_at: Option<Timestamp>,
    /// When it was closed, while it is.
    pub closed_at: Option<Timestamp>,
    /// When its next clock is due.
    pub next_due_at: Option<Timestamp>,
    /// The number of the record it is a child of; set by [`crate::family`] alone.
    pub parent: Option<String>,
    /// How many children it has; counted by [`crate::family`] alone.
    pub children: i64,
    /// How far up it was escalated, from 0 to 3, if it ever was.
    pub escalation: Option<i64>,
    /// The last person it was escalated to.
    pub escalated_to: Option<Id<Person>>,
    /// How often it was escalated to another team, if it ever was.
    pub escalations: Option<i64>,
    /// How satisfied whoever asked was, from 1 to 5; set by [`crate::satisfaction`] alone.
    pub satisfaction: Option<i64>,
    /// What they said beside it.
    pub satisfaction_comment: Option<String>,
    /// Counts the changes of its fields.
    pub version: i64,
}

db::statements! {
    LOAD = "SELECT r.subject_id, r.number, r.title, r.description, r.state, r.hold_reason, r.hold_until, r.priority,
        r.requester_id, r.opener_id, r.assignee_id, r.team_id, r.company_id, r.service_id, r.category_id,
        r.location_id, r.channel, r.restricted, r.withdrawn, r.opened_at, r.updated_at, r.resolved_at, r.closed_at,
        r.next_due_at, r.parent, r.children, r.escalation, r.escalated_to_id, r.escalations, r.satisfaction,
        r.satisfaction_comment, s.version
        FROM record r JOIN subject s ON s.id = r.subject_id WHERE r.subject_id = $1 AND r.kind = $2";
    BY_NUMBER = "SELECT id FROM subject WHERE number = $1 AND kind = $2";
}

impl Record {
    /// Loads the shared part; whoever asks must have been admitted before.
    pub(crate) fn load(tx: &ReadTx<'_>, kind: &Kind, id: Id<Record>) -> Result<Option<Self>> {
        let Some(row) = tx.row(LOAD, params![id, kind.code])? else { return Ok(None) };
        let mut c = row.columns();
        Ok(Some(Record {
            id: c.next()?,
            number: c.next()?,
            title: c.next()?,
            description: c.next()?,
            state: state(kind, &c.next::<String>()?)?,
            hold_reason: c.next()?,
            hold_until: c.next()?,
            priority: c.next()?,
            requester: c.next()?,
            opener: c.next()?,
            assignee: c.next()?,
            team: c.next()?,
            company: c.next()?,
            service: c.next()?,
            category: c.next()?,
            location: c.next()?,
            channel: c.next()?,
            restricted: c.next()?,
            withdrawn: c.next()?,
            opened_at: c.next()?,
            updated_at: c.next()?,
            resolved_at: c.next()?,
            closed_at: c.next()?,
            next_due_at: c.next()?,
            parent: c.next()?,
            children: c.next()?,
            escalation: c.next()?,
            escalated_to: c.next()?,
            escalations: c.next()?,
            satisfaction: c.next()?,
            satisfaction_comment: c.next()?,
            version: c.next()?,
        }))
    }

    /// The identity behind a number, whoever may see it; for [`crate::find_visible`].
    pub(crate) fn identify(
        tx: &ReadTx<'_>,
        kind: &Kind,
        number: &str,
    ) -> Result<Option<Id<Record>>> {
        Ok(tx.row(BY_NUMBER, params![number, kind.code])?.map(|row| row.get(0)).transpose()?)
    }

    /// What one of the shared fields holds, as its column keeps it.
    #[must_use]
    pub fn value(&self, code: &str) -> Value {
        match code {
            "number" => (&self.number).into(),
            "title" => (&self.title).into(),
            "description" => (&self.description).into(),
            "state" => self.state.code.into(),
            "state_class" => self.state.class.code().into(),
            "open" => self.state.class.is_open().into(),
            "hold_reason" => self.hold_reason.as_ref().into(),
            "hold_until" => self.hold_until.into(),
            "priority" => self.priority.into(),
            "requester" => self.requester.into(),
            "opener" => self.opener.into(),
            "assignee" => self.assignee.into(),
            "team" => self.team.into(),
            "company" => self.company.into(),
            "service" => self.service.into(),
            "category" => self.category.into(),
            "location" => self.location.into(),
            "channel" => (&self.channel).into(),
            "restricted" => self.restricted.into(),
            "opened_at" => self.opened_at.into(),
            "updated_at" => self.updated_at.into(),
            "resolved_at" => self.resolved_at.into(),
            "closed_at" => self.closed_at.into(),
            "next_due_at" => self.next_due_at.into(),
            "parent" => self.parent.as_ref().into(),
            "children" => self.children.into(),
            "escalation" => self.escalation.into(),
            "escalated_to" => self.escalated_to.into(),
            "escalations" => self.escalations.into(),
            "satisfaction" => self.satisfaction.into(),
            "satisfaction_comment" => self.satisfaction_comment.as_ref().into(),
            _ => Value::Null,
        }
    }

    /// What the access rules go by.
    #[must_use]
    pub fn facts(&self) -> Facts {
        Facts {
            requester: self.requester,
            opener: self.opener,
            assignee: self.assignee,
            team: self.team,
            company: self.company,
            restricted: self.restricted,
            withdrawn: self.withdrawn,
        }
    }
}

/// The lifecycle's state with this code; an unknown one means that the row was written by another
/// program.
pub(crate) fn state(kind: &Kind, code: &str) -> Result<&'static State> {
    kind.lifecycle
        .state(code)
        .ok_or_else(|| Error::Broken(format!("{} has no state {code}", kind.code)))
}
