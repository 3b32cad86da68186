//! Lets stories happen, each deed through the ordinary verb of the desk.

use std::collections::{BTreeMap, HashMap};

use db::{Chance, Tx};
use desk::access::Agent;
use desk::due::reminder;
use desk::input::{RawInput, RawValue};
use desk::lifecycle::Verb;
use desk::people::Person;
use desk::task::TaskVerb;
use desk::work::{self, Asked};
use desk::{Context, Door, Error, Practice, Result, find_heading, find_visible};
use desk::{
    assignment, effort, escalation, family, link, merge, recurrence, satisfaction, tag, task, watch,
};
use incident::Incident;

use crate::deed::Deed;
use crate::dice::mix;
use crate::progress::{self, Begun};
use crate::story::{Step, Story};

/// Those who act, and the numbers that were taken for what they open.
pub(crate) struct Stage<'a> {
    pub(crate) begun: &'a Begun,
    /// Everybody as they may act, by address.
    pub(crate) agents: &'a HashMap<String, Agent>,
    /// The numbers of each story by its place.
    pub(crate) numbers: &'a BTreeMap<usize, Numbered>,
}

/// The numbers of what a story opens.
#[derive(Debug)]
pub(crate) struct Numbered {
    pub(crate) incident: String,
    pub(crate) tasks: Vec<String>,
}

/// A story under way. Its chance is its own, so that a transaction that has to be repeated comes out
/// the same.
struct Thread<'a> {
    story: &'a Story,
    numbers: &'a Numbered,
    chance: Chance,
}

/// One deed of a story: who does what to which incident, with what, and a number if that takes one.
struct Doing<'a> {
    agent: &'a Agent,
    deed: Deed,
    number: &'a str,
    task: Option<&'a String>,
    raw: RawInput,
}

impl Stage<'_> {
    /// Lets stories happen side by side, in the order of time.
    pub(crate) fn enact(&self, tx: &Tx<'_>, stories: &[&Story]) -> Result<()> {
        let mut threads = Vec::with_capacity(stories.len());
        for story in stories {
            let numbers = self.numbers.get(&story.place).ok_or(Error::NotFound)?;
            let place = u64::try_from(story.place).unwrap_or(0);
            let chance = Chance::seeded(mix(!self.begun.seed, place));
            threads.push(Thread { story, numbers, chance });
        }
        let mut turns: Vec<(&Thread<'_>, usize, &Step)> = Vec::new();
        for thread in &threads {
            let steps = thread.story.steps.iter().enumerate();
            turns.extend(steps.map(|(turn, step)| (thread, turn, step)));
        }
        turns.sort_by_key(|(_, _, step)| step.at);
        for (thread, turn, step) in turns {
            self.step(tx, thread, turn, step)?;
        }
        for Thread { story, numbers, .. } in &threads {
            let incident: Incident = find_visible(tx, &Agent::system(), &numbers.incident)?;
            progress::tell(tx, story.place, incident.record.id)?;
        }
        Ok(())
    }

    fn step(&self, tx: &Tx<'_>, thread: &Thread<'_>, turn: usize, step: &Step) -> Result<()> {
        let itself = Agent::system();
        let agent = match &step.by {
            Some(email) => self.agents.get(email).ok_or(Error::NotFound)?,
            None => &itself,
        };
        let actor = match (&step.by, step.deed) {
            (Some(_), _) => Some(agent.person),
            (None, Deed::FollowRules) => Some(Person::SYSTEM),
            (None, _) => None,
        };
        let ctx = Context::new(actor, Door::Demo, self.begun.now, &thread.chance).at(step.at);
        let (number, deed, raw) = (thread.numbers.incident.as_str(), step.deed, raw(step));
        match deed {
            Deed::Verb(_) if turn == 0 => {
                work::create::<Incident>(tx, &ctx, agent, number.to_owned(), &raw)?;
            }
            Deed::Verb(code) => {
                let (number, verb) = (number.to_owned(), verb(code)?);
                let asked = Asked { number, verb, input: raw, if_match: None };
                work::act::<Incident>(tx, &ctx, agent, &asked)?;
            }
            deed => {
                let task = thread.task(turn);
                self.beside(tx, &ctx, Doing { agent, deed, number, task, raw })?;
            }
        }
        Ok(())
    }

    /// What hangs on an incident as on records of any kind.
    fn beside(&self, tx: &Tx<'_>, ctx: &Context, doing: Doing<'_>) -> Result<()> {
        let Doing { agent, deed, number, task, mut raw } = doing;
        if let Deed::Tie(other) | Deed::Join(other) | Deed::Merge(other) = deed {
            let other = RawValue::Text(self.number(tx, other)?);
            raw.values.insert(other_in(deed).to_owned(), other);
        }
        let (kind, record) = (Incident::KIND, find_heading(tx, agent, number)?);
        match deed {
            Deed::Verb(code) => return Err(Error::Broken(format!("{code} is a verb of its own"))),
            Deed::Tag => drop(tag::put(tx, ctx, agent, kind, &record, &raw)?),
            Deed::Watch if raw.values.is_empty() => watch::watch(tx, ctx, agent, &record)?,
            Deed::Watch => drop(watch::add(tx, ctx, agent, kind, &record, &raw)?),
            Deed::Task => {
                let task = task.ok_or_else(|| Error::Broken("a task without number".to_owned()))?;
                drop(task::create(tx, ctx, agent, kind, &record, task, &raw)?);
            }
            Deed::FinishTask => {
                let tasks = task::of_record(tx, agent, &record)?;
                let next = tasks.iter().find(|one| one.task.ended_at.is_none() && !one.waits);
                let next = next.ok_or_else(|| Error::Broken("no task is open".to_owned()))?;
                drop(task::act(tx, ctx, agent, &next.task.number, TaskVerb::Complete, &raw)?);
            }
            Deed::Book => drop(effort::add(tx, ctx, agent, kind, &record, &raw)?),
            Deed::Tie(_) => drop(link::make(tx, ctx, agent, kind, &record, &raw)?),
            Deed::Join(_) => drop(family::set_parent::<Incident>(tx, ctx, agent, number, &raw)?),
            Deed::Merge(_) => drop(merge::merge::<Incident>(tx, ctx, agent, number, &raw)?),
            Deed::Raise => drop(escalation::escalate::<Incident>(tx, ctx, agent, number, &raw)?),
            Deed::FollowRules => {
                drop(assignment::assign_by_rules::<Incident>(tx, ctx, agent, number, &raw)?);
            }
            Deed::Repeat => {
                let work = desk::any::<Incident>();
                drop(recurrence::create(tx, ctx, agent, work, &record, &raw)?);
            }
            Deed::Rate => drop(satisfaction::rate::<Incident>(tx, ctx, agent, number, &raw)?),
            Deed::Remind => drop(reminder::ask(tx, ctx, agent, kind, &record, &raw)?),
        }
        Ok(())
    }

    /// The number of another incident, of those told together or of one told before.
    fn number(&self, tx: &Tx<'_>, place: usize) -> Result<String> {
        match self.numbers.get(&place) {
            Some(numbers) => Ok(numbers.incident.clone()),
            None => progress::number(tx, place)?.ok_or(Error::NotFound),
        }
    }
}

impl<'a> Thread<'a> {
    /// The number of the task that is opened in this turn.
    fn task(&self, turn: usize) -> Option<&'a String> {
        let before = self.story.steps.iter().take(turn);
        self.numbers.tasks.get(before.filter(|step| step.deed == Deed::Task).count())
    }
}

/// The field in which another incident is named.
fn other_in(deed: Deed) -> &'static str {
    match deed {
        Deed::Join(_) => "parent",
        Deed::Merge(_) => "target",
        _ => "number",
    }
}

fn verb(code: &str) -> Result<&'static Verb> {
    let verb = Incident::KIND.lifecycle.verb(code);
    verb.ok_or_else(|| Error::Broken(format!("no verb {code}")))
}

fn raw(step: &Step) -> RawInput {
    given(step.words.iter().map(|(field, text)| (*field, text.clone())))
}

/// What is typed into a form, by field.
pub(crate) fn given<'f>(words: impl IntoIterator<Item = (&'f str, String)>) -> RawInput {
    let values: BTreeMap<String, RawValue> =
        words.into_iter().map(|(field, text)| (field.to_owned(), RawValue::Text(text))).collect();
    RawInput { values, version: None }
}
