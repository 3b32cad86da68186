//! How many open records each way is for now: what another way would send elsewhere.

use std::collections::HashMap;

use db::{Id, ReadTx, params};

use super::HIGHEST;
use crate::Result;
use crate::access::{ANY_KIND, Action, Agent};
use crate::kind::Kind;
use crate::people::{Person, Team};

// Each goes along an index of what is open, a kind at a time.
db::statements! {
    OF_TEAMS = "SELECT team_id, CAST(COUNT(*) AS BIGINT) FROM record
        WHERE kind = $1 AND withdrawn = 0 AND is_open = 1 AND team_id IS NOT NULL GROUP BY team_id";
    WITH_PEOPLE = "SELECT escalated_to_id, CAST(COUNT(*) AS BIGINT) FROM record
        WHERE kind = $1 AND withdrawn = 0 AND is_open = 1 AND escalation > 0 AND escalation < $2 AND escalated_to_id IS NOT NULL
        GROUP BY escalated_to_id";
}

/// Open records, by whom or what the next step of their escalation goes by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Concerned {
    teams: HashMap<Id<Team>, i64>,
    people: HashMap<Id<Person>, i64>,
}

impl Concerned {
    /// How many a team has: to another team, each goes where this one escalates to.
    #[must_use]
    pub fn of_team(&self, team: Id<Team>) -> i64 {
        self.teams.get(&team).copied().unwrap_or(0)
    }

    /// How many are escalated to somebody and can go further: next, each goes to who is above them.
    #[must_use]
    pub fn with_person(&self, person: Id<Person>) -> i64 {
        self.people.get(&person).copied().unwrap_or(0)
    }
}

/// Counts them, of all these kinds together.
///
/// # Errors
/// [`crate::Error::Forbidden`] for who may not administer.
pub fn concerned(tx: &ReadTx<'_>, agent: &Agent, kinds: &[&'static Kind]) -> Result<Concerned> {
    agent.require(ANY_KIND, Action::Administer)?;
    let mut found = Concerned::default();
    for kind in kinds {
        for row in tx.rows(OF_TEAMS, params![kind.code])? {
            *found.teams.entry(row.get(0)?).or_default() += row.get::<i64>(1)?;
        }
        for row in tx.rows(WITH_PEOPLE, params![kind.code, HIGHEST])? {
            *found.people.entry(row.get(0)?).or_default() += row.get::<i64>(1)?;
        }
    }
    Ok(found)
}
