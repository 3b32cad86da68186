//! Many people at one desk, each with a session and a token.

use anyhow::Result;
use db::{Chance, Clock, Db, Id, Tx};
use desk::access::Role;
use desk::account::{HashedPassword, Owner, add_token, set_password, sign_in};
use desk::people::{Company, NewPerson, Person, Team};
use desk::{Context, Door, Error};

const PASSWORD: &str = "only for measuring";

/// One of them.
#[derive(Debug, Clone)]
pub(crate) struct Colleague {
    /// Their session, as a browser holds it.
    pub(crate) session: String,
    /// Their token for the API.
    pub(crate) token: String,
}

/// Makes this many agents known, in these teams by turns.
pub(crate) fn employ(db: &Db, people: u32, teams: &[Id<Team>]) -> Result<Vec<Colleague>> {
    let (clock, chance) = (Clock::system(), Chance::from_system()?);
    // Hashed once: each sign-in checks it at its real cost all the same.
    let password = HashedPassword::new(PASSWORD, &Owner::default(), &chance)?;
    let mut crowd = Vec::new();
    let mut turns = teams.iter().cycle();
    for number in 0..people {
        let email = format!("agent-{number}@mainstay.example");
        let ctx = Context::new(None, Door::Command, clock.now(), &chance);
        let (address, password, team) = (email.clone(), password.clone(), turns.next().copied());
        let token = db.write(move |tx| {
            join(tx, &ctx, &address, (&password, team))?;
            Ok::<_, Error>(add_token(tx, &ctx, &address, "bench", None)?.text)
        })?;
        let session = sign_in(db, &clock, &chance, &email, PASSWORD, &email)?.token;
        crowd.push(Colleague { session, token });
    }
    Ok(crowd)
}

fn join(
    tx: &Tx<'_>,
    ctx: &Context,
    email: &str,
    (password, team): (&HashedPassword, Option<Id<Team>>),
) -> desk::Result<()> {
    let person = NewPerson::named(email, Company::DEFAULT).with_email(email);
    let person = Person::create(tx, ctx, &person)?.id;
    for role in Role::named(tx, &["agent"])? {
        role.grant(tx, ctx, person)?;
    }
    if let Some(team) = team {
        Team::add_member(tx, ctx, team, person, false)?;
    }
    set_password(tx, ctx, person, password)
}
