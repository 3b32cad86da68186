//! With whom a view is shared.

use db::{Id, Value};

use crate::access::Agent;
use crate::people::{Company, Team};

/// The codes of what a view can be shared with.
pub const SHARED_WITH: &[&str] = &["nobody", "team", "company", "everybody"];

/// Who sees a view besides its owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sharing {
    /// Nobody.
    Nobody,
    /// Everybody of a team.
    Team(Id<Team>),
    /// Everybody who works for a company.
    Company(Id<Company>),
    /// Everybody who may read records of its kind.
    Everybody,
}

impl Sharing {
    /// The stable code, one of [`SHARED_WITH`].
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Sharing::Nobody => "nobody",
            Sharing::Team(_) => "team",
            Sharing::Company(_) => "company",
            Sharing::Everybody => "everybody",
        }
    }

    /// The team it is shared with.
    #[must_use]
    pub const fn team(self) -> Option<Id<Team>> {
        if let Sharing::Team(team) = self { Some(team) } else { None }
    }

    /// The company it is shared with.
    #[must_use]
    pub const fn company(self) -> Option<Id<Company>> {
        if let Sharing::Company(company) = self { Some(company) } else { None }
    }

    /// Whether it includes this person.
    #[must_use]
    pub fn includes(self, agent: &Agent) -> bool {
        match self {
            Sharing::Nobody => false,
            Sharing::Team(team) => agent.teams.contains(&team),
            Sharing::Company(company) => agent.companies.contains(&company),
            Sharing::Everybody => true,
        }
    }

    /// What its columns say; nothing when they do not fit together.
    pub(super) fn of(
        code: &str,
        team: Option<Id<Team>>,
        company: Option<Id<Company>>,
    ) -> Option<Self> {
        match code {
            "nobody" => Some(Sharing::Nobody),
            "team" => team.map(Sharing::Team),
            "company" => company.map(Sharing::Company),
            "everybody" => Some(Sharing::Everybody),
            _ => None,
        }
    }

    /// What one of its inputs holds.
    pub(super) fn value(self, code: &str) -> Value {
        match code {
            "shared_with" => self.code().into(),
            "team" => self.team().into(),
            "company" => self.company().into(),
            _ => Value::Null,
        }
    }
}
