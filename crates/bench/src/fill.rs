//! Many incidents, opened and mostly closed through the ordinary verbs in large batches.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::{Context as _, Result};
use db::{Chance, Clock, Db, Id, Timestamp, Tx};
use desk::access::{Agent, Role};
use desk::account::{HashedPassword, Owner, add_token, sign_in};
use desk::input::{RawInput, RawValue};
use desk::numbers::Numbers;
use desk::people::{Company, NewPerson, Person, Team, organise};
use desk::work::{self, Asked};
use desk::{Context, Door, Error, Practice};
use incident::Incident;

use crate::report::progress;

/// Teams the incidents are spread over.
const TEAMS: u64 = 12;
/// One of so many incidents is open.
const OPEN_OF: u64 = 12;
/// Incidents in one transaction.
const BATCH: u64 = 500;
/// Seconds between two incidents: 100,000 of them cover a good year.
const APART: u64 = 360;

const PASSWORD: &str = "only for measuring";

/// A filled desk, and somebody at it.
#[derive(Debug)]
pub(crate) struct Filled {
    /// The person's session, as a browser holds it.
    pub(crate) session: String,
    /// Their token for the API.
    pub(crate) token: String,
    /// Their team.
    pub(crate) team: Id<Team>,
    /// Every team the incidents are spread over.
    pub(crate) teams: Vec<Id<Team>>,
}

/// Whoever fills the desk.
#[derive(Debug, Clone)]
struct Staff {
    agent: Agent,
    teams: Vec<Id<Team>>,
}

/// Brings a database to this many incidents and signs a team member in. What is there counts.
pub(crate) fn fill(db: &Db, incidents: u64) -> Result<Filled> {
    let (clock, chance) = (Clock::system(), Chance::from_system()?);
    let now = clock.now();
    db.migrate(desk::migrations(), now)?;
    let ctx = Context::new(None, Door::Demo, now, &chance);
    let password = HashedPassword::new(PASSWORD, &Owner::default(), &chance)?;
    let staff = db.write(move |tx| employ(tx, &ctx, &password))?;
    let numbers = Numbers::default();
    let mut there = count(db)?;
    while there < incidents {
        let batch = BATCH.min(incidents - there);
        fill_batch(db, &staff, &numbers, (there, batch, incidents), now, &chance)?;
        there += batch;
        if there % 10_000 == 0 {
            progress(&format!("{there} of {incidents} incidents"));
        }
    }
    let email = staff.agent.email.clone().context("the agent has an address")?;
    let session = sign_in(db, &clock, &chance, &email, PASSWORD, "127.0.0.1")?.token;
    let ctx = Context::new(None, Door::Command, now, &chance);
    let token =
        db.write(move |tx| Ok::<_, Error>(add_token(tx, &ctx, &email, "bench", None)?.text))?;
    let team = *staff.agent.teams.first().context("the agent has a team")?;
    Ok(Filled { session, token, team, teams: staff.teams })
}

db::statements! {
    COUNT = "SELECT COUNT(*) FROM record";
}

fn count(db: &Db) -> Result<u64> {
    let count: i64 = db.read(|tx| tx.one(COUNT, &[])?.get(0))?;
    Ok(u64::try_from(count)?)
}

/// The organisation with its teams, and one agent in the first of them.
fn employ(tx: &Tx<'_>, ctx: &Context, password: &HashedPassword) -> desk::Result<Staff> {
    organise(tx, ctx, "Bench")?;
    let email = "agent@mainstay.example";
    let mut teams = Vec::new();
    for place in 1..=TEAMS {
        let name = format!("Team {place}");
        let team = match Team::find_by_name(tx, &name)? {
            Some(team) => team,
            None => Team::create(tx, ctx, Company::DEFAULT, &name)?,
        };
        teams.push(team.id);
    }
    let person = match Person::find_by_email(tx, email)? {
        Some(person) => person.id,
        None => {
            let person = NewPerson::named("Bench agent", Company::DEFAULT).with_email(email);
            let person = Person::create(tx, ctx, &person)?.id;
            for role in Role::named(tx, &["agent"])? {
                role.grant(tx, ctx, person)?;
            }
            for team in teams.iter().take(1) {
                Team::add_member(tx, ctx, *team, person, false)?;
            }
            desk::account::set_password(tx, ctx, person, password)?;
            person
        }
    };
    let agent = Agent::load(tx, person)?.ok_or(Error::NotFound)?;
    Ok(Staff { agent, teams })
}

fn fill_batch(
    db: &Db,
    staff: &Staff,
    numbers: &Numbers,
    (first, batch, of): (u64, u64, u64),
    now: Timestamp,
    chance: &Chance,
) -> Result<()> {
    let numbered = (first..first + batch)
        .map(|place| Ok((place, numbers.take(db, Incident::KIND.prefix)?)))
        .collect::<desk::Result<Vec<_>>>()?;
    let (staff, chance) = (staff.clone(), chance.clone());
    db.write(move |tx| {
        for (place, number) in &numbered {
            let at = now.minus(Duration::from_secs(APART * (of - place)));
            let ctx = Context::new(Some(staff.agent.person), Door::Demo, now, &chance);
            live(tx, &ctx, &staff, (*place, number), at)?;
        }
        Ok::<_, Error>(())
    })?;
    Ok(())
}

/// Opens an incident; all but a few are resolved and closed at once.
fn live(
    tx: &Tx<'_>,
    ctx: &Context,
    staff: &Staff,
    (place, number): (u64, &str),
    at: Timestamp,
) -> desk::Result<()> {
    let team = usize::try_from(place / OPEN_OF % TEAMS).ok().and_then(|team| staff.teams.get(team));
    let team = team.ok_or(Error::NotFound)?.to_string();
    let weight = |of: u64| (1 + (place / 7 + of) % 3).to_string();
    let words = [
        ("title", format!("Station {} reports error {} after the update", place % 311, place % 97)),
        ("description", "It was fine yesterday. Restarting helps for about an hour.".to_owned()),
        ("impact", weight(1)),
        ("urgency", weight(2)),
        ("team", team),
    ];
    let ctx = ctx.clone().at(at);
    work::create::<Incident>(tx, &ctx, &staff.agent, number.to_owned(), &raw(&words))?;
    if place % OPEN_OF == 0 {
        return Ok(());
    }
    let solved =
        [("code", "fixed".to_owned()), ("notes", "Installed the corrected version.".to_owned())];
    act(
        tx,
        &ctx.clone().at(at.plus(Duration::from_secs(3_600))),
        staff,
        number,
        "resolve",
        &solved,
    )?;
    act(tx, &ctx.at(at.plus(Duration::from_secs(7_200))), staff, number, "close", &[])
}

fn act(
    tx: &Tx<'_>,
    ctx: &Context,
    staff: &Staff,
    number: &str,
    verb: &str,
    words: &[(&str, String)],
) -> desk::Result<()> {
    let verb = Incident::KIND.lifecycle.verb(verb).ok_or(Error::NotFound)?;
    let asked = Asked { number: number.to_owned(), verb, input: raw(words), if_match: None };
    work::act::<Incident>(tx, ctx, &staff.agent, &asked)?;
    Ok(())
}

fn raw(words: &[(&str, String)]) -> RawInput {
    let values: BTreeMap<String, RawValue> = words
        .iter()
        .map(|(field, text)| ((*field).to_owned(), RawValue::Text(text.clone())))
        .collect();
    RawInput { values, version: None }
}
