//! From what was asked for to what is done.

use db::{Id, ReadTx};
use desk::access::{Action, Agent, Reach};
use desk::escalation;
use desk::input::Input;
use desk::lifecycle::{InputField, Verb};
use desk::people::{Company, Person, Team};
use desk::work::{New, Work};
use desk::{Change, Context, Error, Fault, Record, Result};

use crate::fields::KIND;
use crate::lifecycle::{self, LIFECYCLE, verb};
use crate::model::{Assignment, Changed, Hold, Incident, Resolution};
use crate::priority::{Matrix, Priority, Weight};

impl Work for Incident {
    const CREATE: &'static [InputField] = lifecycle::CREATE;

    fn create(
        tx: &ReadTx<'_>,
        ctx: &Context,
        agent: &Agent,
        new: New,
        input: &Input,
    ) -> Result<Changed> {
        let weight =
            Weight::new(input.number("impact").unwrap_or(0), input.number("urgency").unwrap_or(0))?;
        let priority = Matrix::load(tx)?.priority(weight)?;
        let state = LIFECYCLE
            .state(LIFECYCLE.initial)
            .ok_or_else(|| Error::Broken("no initial state".to_owned()))?;
        let requester = input.id("requester").unwrap_or(agent.person);
        refuse_routing(agent, input)?;
        let record = Record {
            id: new.id,
            number: new.number,
            title: input.text("title").unwrap_or_default(),
            description: input.text("description").unwrap_or_default(),
            state,
            hold_reason: None,
            hold_until: None,
            priority: Some(priority),
            requester: Some(requester),
            opener: ctx.actor,
            assignee: None,
            team: input.id("team"),
            company: company_of(tx, agent, requester)?,
            service: input.id("service"),
            category: input.id("category"),
            location: input.id("location"),
            channel: input.text("channel").unwrap_or_else(|| default_channel(ctx).to_owned()),
            restricted: false,
            withdrawn: false,
            opened_at: ctx.occurred_at,
            updated_at: ctx.occurred_at,
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
        Ok(Incident::open(Incident {
            record,
            weight,
            priority_reason: None,
            resolution: None,
            reopened: 0,
            reassigned: 0,
        }))
    }

    fn act(
        &self,
        tx: &ReadTx<'_>,
        ctx: &Context,
        verb: &'static Verb,
        input: &Input,
    ) -> Result<Change<Self>> {
        let text = |code: &str| input.text(code).unwrap_or_default();
        match verb.code {
            verb::ASSIGN => {
                let assignee = input.id("assignee");
                refuse_idle(tx, assignee.filter(|a| self.record.assignee != Some(*a)))?;
                self.assign(Assignment { team: input.id("team"), assignee })
            }
            verb::START => self.start(ctx.actor),
            verb::HOLD if input.instant("until").is_some_and(|until| until <= ctx.occurred_at) => {
                Err(Error::invalid("until", "past"))
            }
            verb::HOLD => self.hold(Hold {
                reason: text("reason"),
                until: input.instant("until"),
                note: input.text("note"),
            }),
            verb::RESUME => self.resume(),
            verb::RESOLVE => {
                let resolution =
                    Resolution { code: text("code"), notes: text("notes"), by: ctx.actor };
                self.resolve(resolution, ctx.occurred_at)
            }
            verb::REOPEN => self.reopen(text("reason")),
            verb::CLOSE => self.close(ctx.occurred_at),
            verb::CANCEL => self.cancel(text("reason"), ctx.occurred_at),
            verb::PRIORITISE => {
                let (weight, priority) = self.weigh(tx, input)?;
                self.prioritise(weight, priority)
            }
            verb::ESCALATE => self.escalate(self.team_above(tx, input)?, text("reason")),
            verb::UPDATE => self.update(|record| edit(record, input)),
            verb::COMMENT | verb::NOTE => Ok(self.say(verb.code, text("body"))),
            other => Err(Error::Broken(format!("the verb {other} does nothing"))),
        }
    }
}

impl Incident {
    /// The team named, or else the one its team escalates to.
    fn team_above(&self, tx: &ReadTx<'_>, input: &Input) -> Result<Id<Team>> {
        let next = match input.id("team") {
            None => escalation::next_team(tx, self.record.team)?,
            named => named,
        };
        next.ok_or_else(|| Error::invalid("team", "no_next_team"))
    }

    /// What was asked for, with what was left out as it is.
    fn weigh(&self, tx: &ReadTx<'_>, input: &Input) -> Result<(Weight, Priority)> {
        let impact = input.number("impact").unwrap_or(self.weight.impact());
        let urgency = input.number("urgency").unwrap_or(self.weight.urgency());
        let weight = Weight::new(impact, urgency)?;
        Ok((
            weight,
            Matrix::load(tx)?.decide(weight, input.number("priority"), input.text("reason"))?,
        ))
    }
}

/// Writes the fields that were given; the title cannot be emptied.
fn edit(record: &mut Record, input: &Input) {
    if let Some(title) = input.text("title") {
        record.title = title;
    }
    if input.has("description") {
        record.description = input.text("description").unwrap_or_default();
    }
    if let Some(requester) = input.id("requester") {
        record.requester = Some(requester);
    }
    if input.has("service") {
        record.service = input.id("service");
    }
    if input.has("category") {
        record.category = input.id("category");
    }
    if input.has("location") {
        record.location = input.id("location");
    }
    if let Some(channel) = input.text("channel") {
        record.channel = channel;
    }
}

/// Whoever opens only their own says what happened, not who is to deal with it or how it came in:
/// the form leaves these fields out, and a request made by hand may not bring them in.
fn refuse_routing(agent: &Agent, input: &Input) -> Result<()> {
    if agent.require(KIND.code, Action::Create)? != Reach::Own {
        return Ok(());
    }
    let given = ["team", "channel"].into_iter().filter(|code| input.has(code));
    let faults: Vec<Fault> = given.map(|code| Fault::new(code, "not_yours")).collect();
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}

/// Only somebody who works on incidents can be given one; being the assignee lets them see it.
fn refuse_idle(tx: &ReadTx<'_>, assignee: Option<Id<Person>>) -> Result<()> {
    let Some(person) = assignee else { return Ok(()) };
    if Person::can_work(tx, person, KIND.code)? {
        Ok(())
    } else {
        Err(Error::invalid("assignee", "does_not_work"))
    }
}

/// A record belongs to the company of whom it is for.
fn company_of(tx: &ReadTx<'_>, agent: &Agent, requester: Id<Person>) -> Result<Id<Company>> {
    if requester == agent.person {
        return Ok(agent.company);
    }
    let person =
        Person::find(tx, requester)?.ok_or_else(|| Error::invalid("requester", "no_such"))?;
    Ok(person.company)
}

fn default_channel(ctx: &Context) -> &'static str {
    match ctx.door {
        // What people of a demonstration report themselves, they report in the portal.
        desk::Door::Web | desk::Door::Demo => "portal",
        _ => "api",
    }
}
