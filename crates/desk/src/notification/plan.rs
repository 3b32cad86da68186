//! Who is to be told what, worked out before anything is written.

use std::collections::{BTreeMap, HashMap};

use db::{Id, ReadTx, Timestamp};

use super::choice::Choices;
use super::circle::Circle;
use super::news::{News, Of};
use super::rules::{Party, RULES, Rule};
use crate::Result;
use crate::access::Agent;
use crate::feed::{Seen, Sight, told};
use crate::field::Audience;
use crate::history::{audience_of, is_tie};
use crate::journal::Subject;
use crate::kind::Kind;
use crate::people::Person;

/// What one person is told of one thing that happened.
#[derive(Debug, Clone)]
pub(super) struct Telling {
    pub(super) person: Id<Person>,
    /// The record or the task.
    pub(super) subject: Id<Subject>,
    pub(super) rule: &'static Rule,
    pub(super) verb: String,
    pub(super) actor: Option<Id<Person>>,
    /// The entry's place in the history of the subject; 0 for what is in none.
    pub(super) seq: i64,
    /// Whether only the inside may know of it.
    pub(super) internal: bool,
    /// The entry's place in the journal; 0 for what is in none.
    pub(super) position: i64,
}

/// Somebody whom a rule names.
struct Candidate<'a> {
    person: Id<Person>,
    rule: &'static Rule,
    /// What makes it apply: they must be able to read one of these.
    said: Vec<&'static str>,
    news: &'a News,
}

/// What has happened tells whom, in its order: a few statements, whatever happened.
pub(super) fn plan(
    tx: &ReadTx<'_>,
    kinds: &[&'static Kind],
    news: &[News],
    now: Timestamp,
) -> Result<Vec<Telling>> {
    let circle = Circle::of(tx, news, now)?;
    let candidates: Vec<Candidate<'_>> =
        news.iter().flat_map(|one| candidates(&circle, one)).collect();
    let mut people: Vec<Id<Person>> = candidates.iter().map(|one| one.person).collect();
    people.sort_unstable();
    people.dedup();
    let choices = Choices::of(tx, &people)?;
    let agents = Agent::load_all(tx, &people)?;
    let sights: HashMap<Id<Person>, Sight> =
        agents.values().map(|agent| (agent.person, Sight::of(agent, kinds))).collect();
    // By the rules' order, so that the strongest comes first.
    let mut told: BTreeMap<(i64, Id<Person>), Telling> = BTreeMap::new();
    for one in candidates.iter().filter(|one| choices.wants(one.person, one.rule)) {
        let (Some(agent), Some(sight)) = (agents.get(&one.person), sights.get(&one.person)) else {
            continue;
        };
        if let Some(internal) = one.may_know(agent, sight) {
            let key = (one.news.position, one.person);
            told.entry(key).or_insert_with(|| one.telling(internal));
        }
    }
    Ok(told.into_values().collect())
}

/// Everybody whom the rules name, the strongest rules first; never whoever did it.
fn candidates<'a>(circle: &Circle, news: &'a News) -> Vec<Candidate<'a>> {
    let mut candidates = Vec::new();
    for rule in RULES {
        let said = rule.cause.said_in(news);
        if said.is_empty() {
            continue;
        }
        for party in rule.tells {
            let (people, said) = match party {
                Party::Mentioned => {
                    let named = circle.mentioned(news, &said);
                    candidates.extend(named.into_iter().map(|(person, code)| Candidate {
                        person,
                        rule,
                        said: vec![code],
                        news,
                    }));
                    continue;
                }
                party => (circle.people(*party, news), said.clone()),
            };
            candidates.extend(people.into_iter().map(|person| Candidate {
                person,
                rule,
                said: said.clone(),
                news,
            }));
        }
    }
    candidates.retain(|one| Some(one.person) != news.actor);
    candidates
}

impl Candidate<'_> {
    /// Whether they may know of it, and then whether only the inside may.
    fn may_know(&self, agent: &Agent, sight: &Sight) -> Option<bool> {
        match &self.news.of {
            Of::Record(step) => {
                let told = told(step, sight)?;
                let reads = |code: &&&str| {
                    told.changes.iter().any(|(field, _)| field.code == **code)
                        || told.facts.iter().any(|said| said.code == **code)
                        || told.ties.iter().any(|tie| tie.code == **code)
                };
                let read: Vec<&str> = self.said.iter().filter(reads).copied().collect();
                // What names another record is told to whoever sees both.
                let is_inside = |code: &&str| {
                    !is_tie(code) && audience_of(&step.catalogue, code) != Audience::Public
                };
                (!read.is_empty()).then(|| read.iter().all(is_inside))
            }
            // Whoever is to do a task sees it, whatever they see of its record.
            Of::Task(task) => {
                let theirs = task.assignee == Some(agent.person)
                    || task.team.is_some_and(|team| agent.teams.contains(&team));
                let sees = theirs || sight.of_record(&task.parent) == Seen::Inside;
                sees.then_some(false)
            }
        }
    }

    fn telling(&self, internal: bool) -> Telling {
        Telling {
            person: self.person,
            subject: self.news.subject,
            rule: self.rule,
            verb: self.news.verb.clone(),
            actor: self.news.actor,
            seq: self.news.seq,
            internal,
            position: self.news.position,
        }
    }
}
