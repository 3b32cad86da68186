//! Fills the database, and says what is in it.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use db::{Chance, Db, ReadTx, Timestamp, Tx, params};
use desk::access::Agent;
use desk::account::{HashedPassword, Owner};
use desk::input::{RawInput, RawValue};
use desk::lifecycle::Verb;
use desk::numbers::Numbers;
use desk::people::Person;
use desk::work::{self, Asked};
use desk::{Context, Door, Error, Practice, Result, find_visible};
use incident::Incident;

use crate::cast::{Cast, TEAMS};
use crate::dice::mix;
use crate::organisation::found;
use crate::plot::Plot;
use crate::progress::{self, Begun};
use crate::story::{Step, Story};

/// The password of every login. It may be known because a demonstration listens on the loopback
/// interface only.
pub const PASSWORD: &str = "demonstration";

/// Stories told in one transaction: enough that commits cost little, few enough that nobody else
/// waits long for theirs. With 64 of them as much time goes to SQLite's list of the pages a long
/// savepoint has touched as is saved in commits.
const BATCH: usize = 24;

db::statements! {
    COUNTS = "SELECT COUNT(*), CAST(COALESCE(SUM(is_open), 0) AS BIGINT) FROM record";
}

/// How much there is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    /// People, those with accounts among them; at least 40.
    pub people: usize,
    /// Incidents.
    pub incidents: usize,
    /// How many days back the first of them was opened.
    pub days: u64,
}

impl Scale {
    /// A history with two of each season.
    pub const TWO_YEARS: u64 = 730;

    /// What a demonstration shows.
    #[must_use]
    pub const fn full() -> Self {
        Scale { people: 300, incidents: 20_000, days: Scale::TWO_YEARS }
    }

    /// What a very large installation holds.
    #[must_use]
    pub const fn large() -> Self {
        Scale { people: 5_000, incidents: 1_000_000, days: Scale::TWO_YEARS }
    }

    /// Little enough for a test or a quick look.
    #[must_use]
    pub const fn small() -> Self {
        Scale { people: 60, incidents: 80, days: 60 }
    }
}

/// Somebody who can sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Login {
    /// The code of their role.
    pub role: &'static str,
    /// Their name.
    pub name: String,
    /// The address they sign in with.
    pub email: String,
}

/// What is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Whether all of it was there before.
    pub was_there: bool,
    /// Planned people, without those every installation has.
    pub people: usize,
    /// Teams.
    pub teams: usize,
    /// Incidents now, those people opened since among them.
    pub incidents: u64,
    /// Those of them that are open.
    pub open: u64,
    /// One of every role; all with the password [`PASSWORD`].
    pub logins: Vec<Login>,
}

/// Fills a migrated database that holds no work with a small living organisation. Called again on
/// the same database it goes on where it was interrupted, with the seed and the instant it was
/// begun with, and leaves alone what people did since. `so_far` is told how many incidents there
/// are, of how many.
///
/// # Errors
/// When the database fails; [`Error::Refused`] (`not_empty`) when it holds somebody else's work.
pub fn populate(
    db: &Db,
    seed: u64,
    now: Timestamp,
    scale: Scale,
    so_far: &dyn Fn(usize, usize),
) -> Result<Summary> {
    let plot = Plot::plan(begin(db, Begun { seed, now, scale })?)?;
    let (cast, all) = (&plot.cast, plot.begun.scale.incidents);
    let told: HashSet<usize> = db.read(progress::told)?.into_iter().collect();
    let was_there = told.len() == all;
    if !was_there {
        let agents = Arc::new(db.read(|tx| agents(tx, cast))?);
        let numbers = Numbers::default();
        let left: Vec<(usize, Timestamp)> =
            plot.openings().filter(|(place, _)| !told.contains(place)).collect();
        let mut done = told.len();
        for places in left.chunks(BATCH) {
            // Told batch by batch: a million stories at once would not fit the memory.
            let stories: Vec<Story> =
                places.iter().map(|(place, at)| plot.story(*place, *at)).collect::<Result<_>>()?;
            tell_batch(db, &plot.begun, &agents, &numbers, stories)?;
            done += places.len();
            so_far(done, all);
        }
    }
    let (incidents, open) = db.read(counts)?;
    let logins = cast.everybody().iter().filter(|somebody| somebody.signs_in);
    let logins = logins
        .map(|s| Login { role: s.role, name: s.name.clone(), email: s.email.clone() })
        .collect();
    Ok(Summary {
        was_there,
        people: plot.begun.scale.people,
        teams: TEAMS.len(),
        incidents,
        open,
        logins,
    })
}

/// Founds the organisation in one transaction with the mark that it was begun.
fn begin(db: &Db, new: Begun) -> Result<Begun> {
    if let Some(begun) = db.read(Begun::find)? {
        return Ok(begun);
    }
    if db.read(counts)?.0 > 0 {
        return Err(Error::Refused("not_empty"));
    }
    let cast = Cast::plan(new.seed, new.scale.people)?;
    let password = HashedPassword::new(PASSWORD, &Owner::default(), &Chance::seeded(new.seed))?;
    db.write(move |tx| {
        let chance = Chance::seeded(mix(new.seed, u64::MAX));
        let ctx = Context::new(None, Door::Demo, new.now, &chance);
        found(tx, &ctx, &cast, &password)?;
        new.remember(tx)
    })?;
    Ok(new)
}

/// Everybody as they may act, by address.
fn agents(tx: &ReadTx<'_>, cast: &Cast) -> Result<HashMap<String, Agent>> {
    let mut agents = HashMap::new();
    for somebody in cast.everybody() {
        let person = Person::find_by_email(tx, &somebody.email)?.ok_or(Error::NotFound)?;
        let agent = Agent::load(tx, person.id)?.ok_or(Error::NotFound)?;
        agents.insert(somebody.email.clone(), agent);
    }
    Ok(agents)
}

fn counts(tx: &ReadTx<'_>) -> Result<(u64, u64)> {
    let row = tx.one(COUNTS, params![])?;
    let (all, open): (i64, i64) = (row.get(0)?, row.get(1)?);
    Ok((u64::try_from(all).unwrap_or(0), u64::try_from(open).unwrap_or(0)))
}

fn tell_batch(
    db: &Db,
    begun: &Begun,
    agents: &Arc<HashMap<String, Agent>>,
    numbers: &Numbers,
    stories: Vec<Story>,
) -> Result<()> {
    let numbered = stories
        .into_iter()
        .map(|story| Ok((numbers.take(db, Incident::KIND.prefix)?, story)))
        .collect::<Result<Vec<_>>>()?;
    let (begun, agents) = (*begun, Arc::clone(agents));
    db.write(move |tx| {
        for (number, story) in &numbered {
            enact(tx, &begun, &agents, number, story)?;
        }
        Ok(())
    })
}

/// Lets a story happen. Its chance is its own, so that a transaction that has to be repeated comes
/// out the same.
fn enact(
    tx: &Tx<'_>,
    begun: &Begun,
    agents: &HashMap<String, Agent>,
    number: &str,
    story: &Story,
) -> Result<()> {
    let chance = Chance::seeded(mix(!begun.seed, u64::try_from(story.place).unwrap_or(0)));
    let itself = Agent::system();
    for (place, step) in story.steps.iter().enumerate() {
        let agent = match &step.by {
            Some(email) => agents.get(email).ok_or(Error::NotFound)?,
            None => &itself,
        };
        let actor = step.by.as_ref().map(|_| agent.person);
        let ctx = Context::new(actor, Door::Demo, begun.now, &chance).at(step.at);
        if place == 0 {
            work::create::<Incident>(tx, &ctx, agent, number.to_owned(), &raw(step))?;
        } else {
            let asked = Asked {
                number: number.to_owned(),
                verb: verb(step)?,
                input: raw(step),
                if_match: None,
            };
            work::act::<Incident>(tx, &ctx, agent, &asked)?;
        }
    }
    let incident: Incident = find_visible(tx, &itself, number)?;
    progress::tell(tx, story.place, incident.record.id)
}

fn verb(step: &Step) -> Result<&'static Verb> {
    let verb = Incident::KIND.lifecycle.verb(step.verb);
    verb.ok_or_else(|| Error::Broken(format!("no verb {}", step.verb)))
}

fn raw(step: &Step) -> RawInput {
    let values: BTreeMap<String, RawValue> = step
        .words
        .iter()
        .map(|(field, text)| ((*field).to_owned(), RawValue::Text(text.clone())))
        .collect();
    RawInput { values, version: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_full_scale_some_hundreds_are_open_and_most_weigh_little() {
        let now = testkit::MORNING;
        for seed in 1..=3 {
            let plot = Plot::plan(Begun { seed, now, scale: Scale::full() }).unwrap();
            let stories = plot.openings().map(|(place, at)| plot.story(place, at));
            let stories = stories.collect::<Result<Vec<_>>>().unwrap();
            let ended = ["resolve", "close", "cancel"];
            let last_move = |story: &Story| {
                let moves = story.steps.iter().rev().map(|s| s.verb);
                moves
                    .into_iter()
                    .find(|v| !["comment", "work_note"].contains(v))
                    .unwrap_or_default()
            };
            let open = stories.iter().filter(|s| !ended.contains(&last_move(s))).count();
            assert!((200..=600).contains(&open), "seed {seed}: {open}");
            let held = stories.iter().filter(|s| last_move(s) == "hold").count();
            assert!(held >= 15, "seed {seed}: {held}");
            for verb in Incident::KIND.lifecycle.verbs.iter().filter(|v| v.code != "edit") {
                assert!(
                    stories.iter().flat_map(|s| &s.steps).any(|s| s.verb == verb.code),
                    "{}",
                    verb.code
                );
            }
            assert!(stories.iter().all(|s| s.steps.is_sorted_by_key(|step| step.at)));
        }
    }
}
