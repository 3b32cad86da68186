//! Taking rows in, a few in one transaction.

use std::sync::Arc;

use db::{Db, Id, Tx};

use super::job::counts;
use super::judge::{Outcome, Plan, Verdict, Wanted, Where, called, judge};
use super::{Options, Row};
use crate::foundation::{TEAM, log_move};
use crate::journal::{self, Logbook};
use crate::people::{Company, Department, Location, NewPerson, Person, Team, change};
use crate::{Context, Error, Result};

/// Rows taken in one transaction.
const AT_ONCE: usize = 50;

/// How many rows came to what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// People made known.
    pub new: u64,
    /// People changed.
    pub changed: u64,
    /// People of whom all was so already.
    pub unchanged: u64,
    /// Rows that were not taken.
    pub refused: u64,
}

impl Summary {
    /// Counts one more.
    pub fn add(&mut self, verdict: Verdict) {
        match verdict {
            Verdict::New => self.new += 1,
            Verdict::Changed => self.changed += 1,
            Verdict::Unchanged => self.unchanged += 1,
            Verdict::Refused => self.refused += 1,
        }
    }

    /// How many came to that.
    #[must_use]
    pub const fn of(&self, verdict: Verdict) -> u64 {
        match verdict {
            Verdict::New => self.new,
            Verdict::Changed => self.changed,
            Verdict::Unchanged => self.unchanged,
            Verdict::Refused => self.refused,
        }
    }
}

/// What is written with some rows, in their transaction.
pub(super) type Along = dyn Fn(&Tx<'_>, &[Outcome]) -> Result<()> + Send + Sync;

/// Takes every row that can be taken. Broken off and begun again, it does what is left to do: what
/// was done is found unchanged. `now` says the circumstances anew for each transaction, `told` hears
/// of each row.
///
/// # Errors
/// When the database fails; what came before is done.
pub fn take(
    db: &Db,
    now: &dyn Fn() -> Context,
    rows: &[Row],
    options: &Options,
    told: &mut dyn FnMut(&Outcome),
) -> Result<Summary> {
    let mut summary = Summary::default();
    let nothing: Arc<Along> = Arc::new(|_: &Tx<'_>, _: &[Outcome]| Ok(()));
    for some in rows.chunks(AT_ONCE) {
        for outcome in take_rows(db, now, some, options, &nothing)? {
            summary.add(outcome.verdict);
            told(&outcome);
        }
    }
    let ctx = now();
    db.write(move |tx| {
        journal::log(tx, &ctx, Logbook::Settings, "import_people", counts(&summary))?;
        Ok::<_, Error>(())
    })?;
    Ok(summary)
}

/// Takes some rows in one transaction; one by one where something unforeseen is wrong with one.
pub(super) fn take_rows(
    db: &Db,
    now: &dyn Fn() -> Context,
    rows: &[Row],
    options: &Options,
    along: &Arc<Along>,
) -> Result<Vec<Outcome>> {
    let (ctx, some, inner) = (now(), rows.to_vec(), options.clone());
    let with = Arc::clone(along);
    let done = db.write(move |tx| {
        let taken = some.iter().map(|row| take_one(tx, &ctx, row, &inner));
        let outcomes = taken.collect::<Result<Vec<_>>>()?;
        with(tx, &outcomes)?;
        Ok(outcomes)
    });
    match (done, rows) {
        // Somebody else took a name meanwhile: only that row is refused, not its neighbours.
        (Err(Error::Invalid(faults)), [row]) => {
            let outcome = Outcome {
                line: row.line,
                name: row.name.clone(),
                email: row.email.clone(),
                verdict: Verdict::Refused,
                faults,
            };
            let (told, with) = (vec![outcome.clone()], Arc::clone(along));
            db.write(move |tx| with(tx, &told))?;
            Ok(vec![outcome])
        }
        (Err(Error::Invalid(_)), rows) => {
            let mut outcomes = Vec::with_capacity(rows.len());
            for row in rows {
                outcomes.extend(take_rows(db, now, std::slice::from_ref(row), options, along)?);
            }
            Ok(outcomes)
        }
        (done, _) => done,
    }
}

fn take_one(tx: &Tx<'_>, ctx: &Context, row: &Row, options: &Options) -> Result<Outcome> {
    let (outcome, plan) = judge(tx, row, options)?;
    if let Some(plan) = plan {
        carry_out(tx, ctx, plan)?;
    }
    Ok(outcome)
}

fn carry_out(tx: &Tx<'_>, ctx: &Context, plan: Plan) -> Result<()> {
    let location = match plan.location {
        Where::Nowhere => None,
        Where::At(location) => Some(location),
        Where::New(name) => Some(Location::create(tx, ctx, plan.company, None, &name)?.id),
    };
    let department = match plan.department {
        Where::Nowhere => None,
        Where::At(department) => Some(department),
        Where::New(name) => Some(Department::found(tx, ctx, plan.company, &name)?.id),
    };
    let id = match plan.known {
        None => {
            let new = NewPerson {
                email: Some(plan.email),
                location,
                department,
                language: plan.language,
                ..NewPerson::named(plan.name, plan.company)
            };
            let id = Person::create(tx, ctx, &new)?.id;
            log_move(tx, ctx, id, (None, department))?;
            id
        }
        Some(before) => {
            let after = Person {
                name: plan.name,
                company: plan.company,
                location,
                department,
                language: plan.language,
                ..before.clone()
            };
            if after != before {
                change(tx, ctx, &before, &after)?;
            }
            after.id
        }
    };
    for role in plan.roles {
        role.grant(tx, ctx, id)?;
    }
    for team in plan.teams {
        join(tx, ctx, id, plan.company, team)?;
    }
    Ok(())
}

/// Whoever belongs to the team stays what they are in it, its lead perhaps.
fn join(
    tx: &Tx<'_>,
    ctx: &Context,
    person: Id<Person>,
    company: Id<Company>,
    team: Wanted,
) -> Result<()> {
    let team = match team {
        Wanted::Team(team) => team,
        // A row may say it twice.
        Wanted::New(name) => match called(tx, &TEAM, &name, None)? {
            Some((team, _)) => team,
            None => Team::create(tx, ctx, company, &name)?.id,
        },
    };
    if !Team::has_member(tx, team, person)? {
        Team::add_member(tx, ctx, team, person, false)?;
    }
    Ok(())
}
