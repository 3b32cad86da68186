//! An incident and what can be done to it. Pure: every verb takes the incident as it is and gives
//! it back as it is to be, or says why not.

use db::{Id, Timestamp, Value};
use desk::escalation;
use desk::journal::SetValue;
use desk::lifecycle::State;
use desk::people::{Person, Team};
use desk::{Change, Error, Record, Result};

use crate::lifecycle::{LIFECYCLE, state, verb};
use crate::priority::{Priority, Weight};

/// Something that interrupts a service or makes it worse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incident {
    /// What it has in common with other work.
    pub record: Record,
    /// How far it reaches and how fast it presses.
    pub weight: Weight,
    /// Why its priority is not the matrix's, where it is not.
    pub priority_reason: Option<String>,
    /// How service was restored, from the resolution on.
    pub resolution: Option<Resolution>,
    /// How often it was opened again.
    pub reopened: i64,
    /// How often it went from one team to another.
    pub reassigned: i64,
}

/// How service was restored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolution {
    /// A row of the list `resolution_code`.
    pub code: String,
    /// What was done, for the requester to read.
    pub notes: String,
    /// Who did it.
    pub by: Option<Id<Person>>,
}

/// Who answers for an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Assignment {
    /// The team.
    pub team: Option<Id<Team>>,
    /// The person.
    pub assignee: Option<Id<Person>>,
}

/// Why and until when an incident waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// A row of the list `hold_reason`.
    pub reason: String,
    /// Until when, if that is known.
    pub until: Option<Timestamp>,
    /// A work note to go with it.
    pub note: Option<String>,
}

/// A changed incident, not yet saved.
pub type Changed = Change<Incident>;

impl Incident {
    /// Opens an incident.
    #[must_use]
    pub fn open(incident: Incident) -> Changed {
        Change {
            verb: verb::CREATE,
            before: None,
            after: incident,
            facts: Vec::new(),
            moves_state: false,
        }
    }

    /// Gives it to a team, a person or both; a person's team stays when no team is named.
    ///
    /// # Errors
    /// Refused when the state forbids it or nobody is named.
    pub fn assign(&self, to: Assignment) -> Result<Changed> {
        if to.team.is_none() && to.assignee.is_none() {
            return Err(Error::invalid("team", "nobody"));
        }
        self.change(verb::ASSIGN, |incident| {
            let changes_team = to.team.is_some() && to.team != incident.record.team;
            incident.give(to.team.or(incident.record.team));
            // Another team's person is not this team's: whoever had it no longer does.
            if to.assignee.is_some() || changes_team {
                incident.record.assignee = to.assignee;
            }
        })
    }

    /// Gives it to a team. Whether it had been another's before is counted.
    pub fn give(&mut self, team: Option<Id<Team>>) {
        let goes_on = self.record.team.is_some() && team.is_some() && team != self.record.team;
        self.reassigned += i64::from(goes_on);
        self.record.team = team;
    }

    /// Begins the work; who begins becomes the assignee if there is none.
    ///
    /// # Errors
    /// Refused when the state forbids it.
    pub fn start(&self, by: Option<Id<Person>>) -> Result<Changed> {
        self.change(verb::START, |incident| {
            incident.record.assignee = incident.record.assignee.or(by);
        })
    }

    /// Waits for somebody or something else.
    ///
    /// # Errors
    /// Refused when the state forbids it.
    pub fn hold(&self, hold: Hold) -> Result<Changed> {
        let mut changed = self.change(verb::HOLD, |incident| {
            incident.record.hold_reason = Some(hold.reason);
            incident.record.hold_until = hold.until;
        })?;
        changed.facts.extend(hold.note.map(|note| SetValue::set("note", note)));
        Ok(changed)
    }

    /// Goes on after waiting.
    ///
    /// # Errors
    /// Refused when the state forbids it.
    pub fn resume(&self) -> Result<Changed> {
        self.change(verb::RESUME, |_| {})
    }

    /// Service is restored.
    ///
    /// # Errors
    /// Refused when the state forbids it.
    pub fn resolve(&self, resolution: Resolution, at: Timestamp) -> Result<Changed> {
        self.change(verb::RESOLVE, |incident| {
            incident.resolution = Some(resolution);
            incident.record.resolved_at = Some(at);
        })
    }

    /// It was not solved after all.
    ///
    /// # Errors
    /// Refused when the state forbids it.
    pub fn reopen(&self, reason: String) -> Result<Changed> {
        let mut changed = self.change(verb::REOPEN, |incident| {
            incident.resolution = None;
            incident.record.resolved_at = None;
            incident.record.closed_at = None;
            incident.reopened += 1;
        })?;
        changed.facts.push(SetValue::set("reason", reason));
        Ok(changed)
    }

    /// Ends it.
    ///
    /// # Errors
    /// Refused when the state forbids it.
    pub fn close(&self, at: Timestamp) -> Result<Changed> {
        self.change(verb::CLOSE, |incident| incident.record.closed_at = Some(at))
    }

    /// Withdraws it.
    ///
    /// # Errors
    /// Refused when the state forbids it.
    pub fn cancel(&self, reason: String, at: Timestamp) -> Result<Changed> {
        let mut changed =
            self.change(verb::CANCEL, |incident| incident.record.closed_at = Some(at))?;
        changed.facts.push(SetValue::set("reason", reason));
        Ok(changed)
    }

    /// Weighs it again. The priority follows the matrix unless it is overridden with a reason.
    ///
    /// # Errors
    /// Refused when the state forbids it.
    pub fn prioritise(&self, weight: Weight, priority: Priority) -> Result<Changed> {
        self.change(verb::PRIORITISE, |incident| {
            incident.weight = weight;
            incident.record.priority = Some(priority.level());
            incident.priority_reason = priority.reason();
        })
    }

    /// Gives it to a team that can do more, or to others of its own; nobody there works on it yet.
    ///
    /// # Errors
    /// Refused when the state forbids it.
    pub fn escalate(&self, team: Id<Team>, reason: String) -> Result<Changed> {
        let mut changed = self.change(verb::ESCALATE, |incident| {
            incident.give(Some(team));
            let record = &mut incident.record;
            record.assignee = None;
            record.escalations = Some(record.escalations.unwrap_or(0).saturating_add(1));
        })?;
        changed.facts.push(SetValue::set(escalation::WHY, reason));
        Ok(changed)
    }

    /// Edits what was typed in at the start.
    ///
    /// # Errors
    /// Refused when the state forbids it.
    pub fn update(&self, edit: impl FnOnce(&mut Record)) -> Result<Changed> {
        self.change(verb::UPDATE, |incident| edit(&mut incident.record))
    }

    /// Says something: a comment the requester reads, or a note only the inside reads.
    #[must_use]
    pub fn say(&self, verb: &'static str, text: String) -> Changed {
        let field = if verb == verb::NOTE { "note" } else { "comment" };
        Change {
            verb,
            before: Some(self.clone()),
            after: self.clone(),
            facts: vec![SetValue::set(field, text)],
            moves_state: false,
        }
    }

    /// Moves to the state the table says, and lets `edit` fill in what that state carries.
    fn change(&self, code: &'static str, edit: impl FnOnce(&mut Incident)) -> Result<Changed> {
        let rule = LIFECYCLE.verb(code).ok_or_else(|| Error::Broken(format!("no verb {code}")))?;
        let target = rule.target(self.record.state.code).ok_or(Error::Refused(code))?;
        let mut after = self.clone();
        after.enter(target)?;
        edit(&mut after);
        let moves_state = after.record.state != self.record.state;
        Ok(Change { verb: code, before: Some(self.clone()), after, facts: Vec::new(), moves_state })
    }

    /// Enters a state; what only the state before it carries is gone.
    ///
    /// # Errors
    /// [`Error::Broken`] when the lifecycle has no such state.
    pub fn enter(&mut self, code: &str) -> Result<()> {
        let state: &'static State =
            LIFECYCLE.state(code).ok_or_else(|| Error::Broken(format!("no state {code}")))?;
        if state.code != state::ON_HOLD {
            self.record.hold_reason = None;
            self.record.hold_until = None;
        }
        self.record.state = state;
        Ok(())
    }

    /// What one of its own columns holds.
    #[must_use]
    pub fn own(&self, code: &str) -> Value {
        let resolution = self.resolution.as_ref();
        match code {
            "impact" => self.weight.impact().into(),
            "urgency" => self.weight.urgency().into(),
            "priority_reason" => self.priority_reason.as_ref().into(),
            "resolution_code" => resolution.map(|r| &r.code).into(),
            "resolution_notes" => resolution.map(|r| &r.notes).into(),
            "resolved_by" => resolution.and_then(|r| r.by).into(),
            "reopened" => self.reopened.into(),
            "reassigned" => self.reassigned.into(),
            _ => Value::Null,
        }
    }
}
