//! From the rows of an incident to what happened to it, entry by entry. Pure: nothing here reads or
//! writes the database.

use db::{Chance, Id, Timestamp};
use desk::journal::SetValue;
use desk::people::{Company, Person};
use desk::{Error, Record, Result};
use incident::lifecycle::{LIFECYCLE, state, verb};
use incident::{Incident, Matrix, Resolution, Weight};

use super::column::Column;
use super::course::{Course, Outlook};
use super::directory::Directory;
use super::label::Labels;
use super::log;
use super::row::{Key, Row};
use super::source::{Family, fact, mark};
use super::state::Seen;
use super::{moment, scale};

/// Why an imported priority may differ from the matrix's.
const PRIORITY_REASON: &str = "Imported with this priority";

/// What replaying a log goes by.
#[derive(Debug)]
pub(super) struct Replay {
    pub(super) labels: Labels,
    pub(super) directory: Directory,
    pub(super) matrix: Matrix,
    pub(super) company: Id<Company>,
    pub(super) chance: Chance,
}

/// One entry to be.
#[derive(Debug)]
pub(super) struct Step {
    pub(super) at: Timestamp,
    pub(super) actor: Option<Id<Person>>,
    pub(super) verb: &'static str,
    pub(super) after: Incident,
    pub(super) facts: Vec<SetValue>,
}

/// The identity of an incident about to be written.
#[derive(Debug, Clone)]
pub(super) struct Fresh {
    pub(super) number: String,
    pub(super) now: Timestamp,
}

impl Replay {
    /// Replays rows that follow on what is known of the incident; they must be in their order.
    pub(super) fn run<'l>(
        &'l self,
        course: &mut Course<'l>,
        fresh: Option<&Fresh>,
        rows: &[Row],
    ) -> Result<Vec<Step>> {
        let outlook = Outlook::over(&self.labels, rows);
        let (mut highest_line, mut highest_count) = (0, 0);
        let mut steps = Vec::with_capacity(rows.len());
        for (place, row) in rows.iter().enumerate() {
            let mut marks = Vec::new();
            if row.line < highest_line {
                marks.push(mark::ORDER.to_owned());
            }
            if row.key.count < highest_count {
                marks.push(mark::COUNT.to_owned());
            }
            highest_line = highest_line.max(row.line);
            highest_count = highest_count.max(row.key.count);
            let step = match &course.incident {
                Some(incident) if course.is_past(row.key) => self.late(incident, row, marks),
                before => {
                    let was_over = before.as_ref().is_some_and(is_over);
                    let (verb, after) = self.apply(before.as_ref(), fresh, row, &mut marks)?;
                    let last = place + 1 == rows.len();
                    let other = course.note(&self.labels, row, &after, outlook.at(last));
                    let mut step = self.step(row, verb, after, marks, other);
                    if is_over(&step.after) && !was_over {
                        step.facts.extend(self.announced_closing(&step.after, row));
                    }
                    step
                }
            };
            course.arrive(&step.after, row.key);
            steps.push(step);
        }
        Ok(steps)
    }

    /// What a row makes of the incident, and the verb that says so best.
    fn apply(
        &self,
        before: Option<&Incident>,
        fresh: Option<&Fresh>,
        row: &Row,
        marks: &mut Vec<String>,
    ) -> Result<(&'static str, Incident)> {
        let mut after = match (before, fresh) {
            (Some(before), _) => before.clone(),
            (None, Some(fresh)) => self.open(fresh, row)?,
            (None, None) => return Err(Error::NotFound),
        };
        self.write_fields(&mut after, row)?;
        self.enter(&mut after, row, marks)?;
        let verb = match before {
            None => {
                if after.record.state.code != LIFECYCLE.initial {
                    marks.push(format!(
                        "{}{}>{}",
                        mark::MOVE,
                        verb::CREATE,
                        after.record.state.code
                    ));
                }
                verb::CREATE
            }
            Some(before) => verb_between(before, &after, marks),
        };
        if let Some(before) = before
            && !before.record.state.class.is_open()
            && after.record.state.class.is_open()
        {
            after.reopened += 1;
        }
        after.record.updated_at = after.record.updated_at.max(row.key.at);
        Ok((verb, after))
    }

    fn open(&self, fresh: &Fresh, row: &Row) -> Result<Incident> {
        let initial = LIFECYCLE.state(LIFECYCLE.initial);
        let record = Record {
            id: self.chance.id(fresh.now),
            number: fresh.number.clone(),
            title: self.title(row),
            description: String::new(),
            state: initial.ok_or_else(|| Error::Broken("no initial state".to_owned()))?,
            hold_reason: None,
            hold_until: None,
            priority: None,
            requester: None,
            opener: None,
            assignee: None,
            team: None,
            company: self.company,
            service: None,
            category: None,
            location: None,
            // A log that does not say how it came: it was opened directly, as far as is known.
            channel: "direct".to_owned(),
            restricted: false,
            withdrawn: false,
            opened_at: row.key.at,
            updated_at: row.key.at,
            resolved_at: None,
            closed_at: None,
            next_due_at: None,
            parent: None,
            children: 0,
            escalation: None,
            escalated_to: None,
            escalations: None,
            satisfaction: None,
            satisfaction_comment: None,
            version: 0,
        };
        let weight = Weight::new(3, 3)?;
        Ok(Incident {
            record,
            weight,
            priority_reason: None,
            resolution: None,
            reopened: 0,
            reassigned: 0,
        })
    }

    /// A log has no titles: what sort it is says most.
    fn title(&self, row: &Row) -> String {
        let said = |column| self.labels.said(row.cell(column));
        match (said(Column::CATEGORY), said(Column::SUBCATEGORY)) {
            (Some(category), Some(subcategory)) => format!("{category}: {subcategory}"),
            (Some(one), None) | (None, Some(one)) => one.to_owned(),
            (None, None) => {
                format!("Incident {}", self.labels.text(row.cell(Column::NUMBER)).trim())
            }
        }
    }

    /// The fields a row states outright.
    fn write_fields(&self, after: &mut Incident, row: &Row) -> Result<()> {
        let text = |column| self.labels.text(row.cell(column));
        let person = |family: Family| self.directory.person(family, row.cell(family.column()));
        after.give(self.directory.team(row.cell(Column::TEAM)));
        let record = &mut after.record;
        record.requester = person(Family::Caller);
        record.opener = person(Family::OpenedBy);
        record.assignee = person(Family::Resolver);
        record.location = self.directory.location(row.cell(Column::LOCATION));
        record.category =
            self.directory.category(row.cell(Column::CATEGORY), row.cell(Column::SUBCATEGORY));
        if let Some(at) = moment::parse(text(Column::OPENED_AT)) {
            record.opened_at = at;
        }
        if let Some(channel) =
            scale::channel(text(Column::CHANNEL)).filter(|c| *c != record.channel)
        {
            channel.clone_into(&mut record.channel);
        }
        let level = |column, read: fn(&str) -> Option<i64>| {
            read(text(column))
                .ok_or_else(|| Error::Broken(format!("{} was not checked", column.name())))
        };
        after.weight = Weight::new(
            level(Column::IMPACT, scale::weight)?,
            level(Column::URGENCY, scale::weight)?,
        )?;
        let priority = level(Column::PRIORITY, scale::priority)?;
        record.priority = Some(priority);
        let agrees = self.matrix.priority(after.weight)? == priority;
        after.priority_reason = (!agrees).then(|| PRIORITY_REASON.to_owned());
        Ok(())
    }

    /// The state, and what only that state carries.
    fn enter(&self, after: &mut Incident, row: &Row, marks: &mut Vec<String>) -> Result<()> {
        let text = self.labels.text(row.cell(Column::STATE));
        let seen = super::state::read(text)
            .ok_or_else(|| Error::Broken(format!("{text} was not checked")))?;
        let Some(code) = seen.state() else {
            marks.push(format!("{}{text}", mark::NAMELESS));
            return Ok(());
        };
        after.enter(code)?;
        if let Seen::Waiting(reason) = &seen {
            after.record.hold_reason = Some(reason.code.clone().into_owned());
        }
        // Without a time of its own the first such row is when it happened.
        let stated = |column, before: Option<Timestamp>| {
            moment::parse(self.labels.text(row.cell(column))).or(before).unwrap_or(row.key.at)
        };
        if seen.is_over() {
            let code = self.directory.code(row.cell(Column::CODE)).unwrap_or(NOT_RECORDED);
            let by = self.directory.person(Family::ResolvedBy, row.cell(Column::RESOLVED_BY));
            let notes = after.resolution.take().map(|r| r.notes).unwrap_or_default();
            after.resolution =
                Some(Resolution { code: code.to_owned(), notes, by: by.or(Some(Person::UNKNOWN)) });
            after.record.resolved_at = Some(stated(Column::RESOLVED_AT, after.record.resolved_at));
        } else {
            after.resolution = None;
            after.record.resolved_at = None;
        }
        let closed_at = after.record.closed_at;
        after.record.closed_at = seen.is_closed().then(|| stated(Column::CLOSED_AT, closed_at));
        Ok(())
    }

    /// When it will have been closed, where the row that ends it only resolves it. The record itself
    /// says so once it is closed.
    fn announced_closing(&self, after: &Incident, row: &Row) -> Option<SetValue> {
        let said = self.labels.said(row.cell(Column::CLOSED_AT))?;
        let open = after.record.closed_at.is_none();
        open.then(|| SetValue::set(fact::CLOSED_AT, said.to_owned()))
    }

    /// A row from before what is known: it stays in the timeline and changes nothing.
    fn late(&self, incident: &Incident, row: &Row, mut marks: Vec<String>) -> Step {
        marks.push(mark::LATE.to_owned());
        let mut step = self.step(row, verb::UPDATE, incident.clone(), marks, None);
        step.facts.push(SetValue::set(fact::LATE, log::raw(&self.labels, row)));
        step
    }

    fn step(
        &self,
        row: &Row,
        verb: &'static str,
        after: Incident,
        marks: Vec<String>,
        other: Option<String>,
    ) -> Step {
        let text = |column| self.labels.text(row.cell(column));
        let key = Key::text(text(Column::UPDATED_AT), text(Column::COUNT));
        let mut facts = Vec::with_capacity(4);
        facts.push(SetValue::set(fact::ROW, key));
        facts.push(SetValue::set(fact::STATE, text(Column::STATE).to_owned()));
        if !marks.is_empty() {
            facts.push(SetValue::set(fact::IRREGULAR, marks.join(mark::BETWEEN)));
        }
        if let Some(other) = other {
            facts.push(SetValue::set(fact::OTHER, other));
        }
        let actor = self.directory.person(Family::UpdatedBy, row.cell(Column::UPDATED_BY));
        Step { at: row.key.at, actor, verb, after, facts }
    }
}

/// Whether the team has ended it.
fn is_over(incident: &Incident) -> bool {
    !incident.record.state.class.is_open()
}

/// The code of a resolution nobody recorded; the schema brings it.
pub(super) const NOT_RECORDED: &str = "not_recorded";

/// The verb that leads from one to the other. A move the lifecycle does not know is marked and told
/// by where it leads.
fn verb_between(before: &Incident, after: &Incident, marks: &mut Vec<String>) -> &'static str {
    let (was, is) = (&before.record, &after.record);
    if was.state != is.state || was.hold_reason != is.hold_reason {
        let lawful = LIFECYCLE
            .verbs
            .iter()
            .find(|v| was.state != is.state && v.target(was.state.code) == Some(is.state.code));
        if let Some(verb) = lawful {
            return verb.code;
        }
        marks.push(format!("{}{}>{}", mark::MOVE, was.state.code, is.state.code));
        return match is.state.code {
            _ if !was.state.class.is_open() && is.state.class.is_open() => verb::REOPEN,
            state::ON_HOLD => verb::HOLD,
            state::IN_PROGRESS => verb::START,
            state::RESOLVED => verb::RESOLVE,
            state::CLOSED => verb::CLOSE,
            _ => verb::UPDATE,
        };
    }
    if (was.team, was.assignee) != (is.team, is.assignee) {
        verb::ASSIGN
    } else if before.weight != after.weight || was.priority != is.priority {
        verb::PRIORITISE
    } else {
        verb::UPDATE
    }
}
