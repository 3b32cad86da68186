//! Fills the database, and says what is in it.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use db::{Chance, Db, ReadTx, Timestamp, Tx, params};
use desk::access::Agent;
use desk::account::{HashedPassword, Owner};
use desk::numbers::Numbers;
use desk::people::Person;
use desk::{Context, Door, Error, Result};

use crate::cast::{Cast, TEAMS};
use crate::dice::mix;
use crate::organisation::found;
use crate::plot::Plot;
use crate::progress::{self, Begun};
use crate::{absences, batch, departments, rules, views, ways};

/// The password of every login. It may be known because a demonstration listens on the loopback
/// interface only.
pub const PASSWORD: &str = "demonstration";

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
        let mut rest = left.as_slice();
        while !rest.is_empty() {
            // Told batch by batch: a million stories at once would not fit the memory.
            let (places, others) = rest.split_at(batch::next(&plot, rest));
            rest = others;
            batch::tell(db, &plot, (&agents, &numbers), places)?;
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
        furnish(tx, &ctx, &cast, &password)?;
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

/// The organisation with all that its people have set up.
fn furnish(tx: &Tx<'_>, ctx: &Context, cast: &Cast, password: &HashedPassword) -> Result<()> {
    let founded = found(tx, ctx, cast, password)?;
    let agents = agents(tx, cast)?;
    let mut administrators = cast.everybody().iter().filter(|one| one.role == "administrator");
    let administrator = administrators.find_map(|one| agents.get(&one.email));
    let administrator = administrator.ok_or(Error::NotFound)?;
    let by = Context { actor: Some(administrator.person), ..ctx.clone() };
    departments::appoint(tx, &by, administrator, cast, &founded.departments)?;
    ways::point(tx, &by, administrator, cast, &founded)?;
    rules::set_up(tx, &by, administrator)?;
    views::keep(tx, ctx, cast, &agents)?;
    absences::announce(tx, ctx, cast, &agents)
}

#[cfg(test)]
mod tests {
    use desk::Practice;
    use incident::Incident;

    use super::*;
    use crate::deed::Deed;
    use crate::story::Story;

    #[test]
    fn at_full_scale_some_hundreds_are_open_and_most_weigh_little() {
        let now = testkit::MORNING;
        for seed in 1..=3 {
            let plot = Plot::plan(Begun { seed, now, scale: Scale::full() }).unwrap();
            let stories = plot.openings().map(|(place, at)| plot.story(place, at));
            let stories = stories.collect::<Result<Vec<_>>>().unwrap();
            let ended = ["resolve", "close", "cancel"];
            let last_move = |story: &Story| {
                let moves = story.steps.iter().rev().filter_map(|s| s.deed.verb());
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
                    stories.iter().flat_map(|s| &s.steps).any(|s| s.deed == Deed::Verb(verb.code)),
                    "{}",
                    verb.code
                );
            }
            assert!(stories.iter().all(|s| s.steps.is_sorted_by_key(|step| step.at)));
        }
    }
}
