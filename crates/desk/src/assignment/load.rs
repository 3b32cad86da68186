//! Who in a team has how many open, and whose turn it is.

use db::{Id, ReadTx, Timestamp};

use super::pick::{self, Candidate, Counted, pick};
use super::rule::Gives;
use super::standing;
use crate::Result;
use crate::access::Agent;
use crate::kind::Kind;
use crate::people::Team;

/// A team that rules of a kind give to.
#[derive(Debug, Clone)]
pub struct Load {
    /// The team.
    pub team: Id<Team>,
    /// Its name.
    pub name: String,
    /// Its active people by name, with how many open records of the kind they have.
    pub people: Vec<Candidate>,
}

impl Load {
    /// Who gets the next one by turns.
    #[must_use]
    pub fn next_in_turn(&self) -> Option<&Candidate> {
        pick(Gives::RoundRobin, &self.people)
    }
}

/// The teams that rules of a kind give to, by name.
///
/// # Errors
/// [`crate::Error::Forbidden`] for who may neither audit nor administer.
pub fn load(
    tx: &ReadTx<'_>,
    agent: &Agent,
    kind: &'static Kind,
    now: Timestamp,
) -> Result<Vec<Load>> {
    let mut teams: Vec<(String, Id<Team>)> = standing::standings(tx, agent, kind, now)?
        .into_iter()
        .map(|one| (one.named.team, one.rule.team))
        .collect();
    teams.sort();
    teams.dedup();
    let mut loads = Vec::with_capacity(teams.len());
    for (name, team) in teams {
        loads.push(Load {
            team,
            name,
            people: pick::team(tx, (kind.code, team), now, Counted::Everything)?,
        });
    }
    Ok(loads)
}
