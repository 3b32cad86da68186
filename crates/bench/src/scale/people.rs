//! Whoever waits for answers: an administrator, an agent of two teams, a company's manager, and
//! somebody with ten incidents of their own among all those of the others.

use std::collections::BTreeMap;

use anyhow::Result;
use db::{Chance, Clock, Db, Tx};
use desk::access::{Agent, Role};
use desk::account::add_token;
use desk::input::{RawInput, RawValue};
use desk::numbers::Numbers;
use desk::people::{Company, NewPerson, Person, Team};
use desk::{Context, Door, Error, Practice, work};
use incident::Incident;

/// Incidents of whoever has only a few.
const OWN: u64 = 10;

/// Somebody who reads.
#[derive(Debug, Clone)]
pub(crate) struct Reader {
    /// In the report.
    pub(super) name: &'static str,
    /// Their token.
    pub(super) token: String,
    /// Whether they also write.
    pub(super) writes: bool,
}

/// A reader to be: name in the report, address, role, teams, whether they write.
type Plan = (&'static str, &'static str, &'static str, &'static [&'static str], bool);

const PLANS: &[Plan] = &[
    ("administrator", "scale.admin@mainstay.example", "administrator", &[], false),
    ("agent", "scale.agent@mainstay.example", "agent", &["Network", "Workplace"], true),
    ("manager", "scale.manager@mainstay.example", "manager", &[], false),
    ("requester", "scale.requester@mainstay.example", "requester", &[], false),
];

/// The readers, made where they are missing, each with a new token.
pub(super) fn readers(db: &Db, clock: &Clock) -> Result<Vec<Reader>> {
    let (chance, numbers) = (Chance::from_system()?, Numbers::default());
    let mut readers = Vec::new();
    for plan @ (name, email, role, _, writes) in PLANS {
        let (now, plan) = (clock.now(), *plan);
        let own = match *role {
            "requester" => (0..OWN)
                .map(|_| numbers.take(db, Incident::KIND.prefix))
                .collect::<desk::Result<Vec<_>>>()?,
            _ => Vec::new(),
        };
        let chance = chance.clone();
        let token = db.write(move |tx| {
            let ctx = Context::new(None, Door::Command, now, &chance);
            join(tx, &ctx, &plan, &own)?;
            Ok::<_, Error>(add_token(tx, &ctx, email, "scale", None)?.text)
        })?;
        readers.push(Reader { name, token, writes: *writes });
    }
    Ok(readers)
}

fn join(tx: &Tx<'_>, ctx: &Context, plan: &Plan, own: &[String]) -> desk::Result<()> {
    let (name, email, role, teams, _) = plan;
    if Person::find_by_email(tx, email)?.is_some() {
        return Ok(());
    }
    let person = NewPerson::named(format!("Scale {name}"), Company::DEFAULT).with_email(*email);
    let person = Person::create(tx, ctx, &person)?.id;
    for role in Role::named(tx, &[role])? {
        role.grant(tx, ctx, person)?;
    }
    for team in *teams {
        let team = Team::find_by_name(tx, team)?.ok_or(Error::NotFound)?;
        Team::add_member(tx, ctx, team.id, person, false)?;
    }
    let agent = Agent::load(tx, person)?.ok_or(Error::NotFound)?;
    let ctx = Context::new(Some(person), Door::Demo, ctx.now, &ctx.chance);
    for number in own {
        work::create::<Incident>(tx, &ctx, &agent, number.clone(), &report())?;
    }
    Ok(())
}

fn report() -> RawInput {
    let words = [
        ("title", "Badge reader at the east door beeps twice"),
        ("description", "It lets people in, but always at the second try."),
        ("impact", "3"),
        ("urgency", "3"),
    ];
    let values: BTreeMap<String, RawValue> = words
        .iter()
        .map(|(field, text)| ((*field).to_owned(), RawValue::Text((*text).to_owned())))
        .collect();
    RawInput { values, version: None }
}
