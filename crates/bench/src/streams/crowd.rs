//! Many people at one desk, each with a session or a token.

use anyhow::Result;
use db::{Chance, Clock, Db, Tx};
use desk::access::Role;
use desk::account::{HashedPassword, add_token, set_password, sign_in};
use desk::people::{Company, NewPerson, Person};
use desk::{Context, Door, Error};

const PASSWORD: &str = "only for measuring";

/// Makes this many agents known; the header line by which each is recognised.
pub(super) fn employ(db: &Db, people: u32, with_tokens: bool) -> Result<Vec<String>> {
    let (clock, chance) = (Clock::system(), Chance::from_system()?);
    // Hashed once: each sign-in checks it at its real cost all the same.
    let password = HashedPassword::new(PASSWORD, &chance)?;
    let mut crowd = Vec::new();
    for number in 0..people {
        let email = format!("agent-{number}@mainstay.example");
        let ctx = Context::new(None, Door::Command, clock.now(), &chance);
        let (address, password) = (email.clone(), password.clone());
        let token = db.write(move |tx| {
            join(tx, &ctx, &address, &password)?;
            match with_tokens {
                true => Ok(Some(add_token(tx, &ctx, &address, "bench", None)?.text)),
                false => Ok::<_, Error>(None),
            }
        })?;
        crowd.push(match token {
            Some(token) => format!("Authorization: Bearer {token}"),
            None => {
                let session = sign_in(db, &clock, &chance, &email, PASSWORD, &email)?;
                format!("Cookie: mainstay_session={}", session.token)
            }
        });
    }
    Ok(crowd)
}

fn join(tx: &Tx<'_>, ctx: &Context, email: &str, password: &HashedPassword) -> desk::Result<()> {
    let person = NewPerson::named(email, Company::DEFAULT).with_email(email);
    let person = Person::create(tx, ctx, &person)?.id;
    for role in Role::named(tx, &["agent"])? {
        role.grant(tx, ctx, person)?;
    }
    set_password(tx, ctx, person, password)
}
