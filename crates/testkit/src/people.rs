//! People of every role, with accounts.

use std::sync::OnceLock;

use db::{Chance, Id, Tx};
use desk::access::{Agent, Role};
use desk::account::{HashedPassword, NewUser, Owner, add_user};
use desk::people::{Company, Person, Team};
use desk::{Context, Result};

/// The password of everybody at a [`crate::Desk`].
pub const PASSWORD: &str = "correct horse battery";

/// Hashed once: at its real cost, each of ten accounts would slow every test down.
fn password() -> HashedPassword {
    static HASHED: OnceLock<HashedPassword> = OnceLock::new();
    HASHED
        .get_or_init(|| {
            HashedPassword::new(PASSWORD, &Owner::default(), &Chance::seeded(2)).unwrap()
        })
        .clone()
}

/// One person to be.
pub(crate) struct Cast {
    pub(crate) name: &'static str,
    pub(crate) email: &'static str,
    pub(crate) role: &'static str,
    pub(crate) company: Id<Company>,
    pub(crate) team: Option<(Id<Team>, bool)>,
}

impl Cast {
    /// Makes the person known, with account, role and team.
    pub(crate) fn join(&self, tx: &Tx<'_>, ctx: &Context) -> Result<Agent> {
        let role = Role::named(tx, &[self.role])?;
        let new = NewUser {
            email: self.email.to_owned(),
            name: self.name.to_owned(),
            roles: role.into_iter().map(|role| role.code).collect(),
            password: password(),
            company: self.company,
        };
        let person: Id<Person> = add_user(tx, ctx, &new)?;
        if let Some((team, lead)) = self.team {
            Team::add_member(tx, ctx, team, person, lead)?;
        }
        Ok(Agent::load(tx, person)?.expect("somebody who has just joined"))
    }
}
