//! The rules with all that is to be known of them: the names of whom they name, and whether they can be
//! used.

use std::collections::{HashMap, HashSet};

use db::{Id, ReadTx, Timestamp, params};

use super::condition;
use super::edition::{Edition, Ready};
use super::rule::{self, Rule};
use crate::access::{ANY_KIND, Action, Agent};
use crate::custom::Catalogue;
use crate::filter::Problem;
use crate::kind::Kind;
use crate::people::Team;
use crate::{Error, Result};

db::statements! {
    NAMES = "SELECT r.id, t.name, t.active, p.name, p.email FROM assignment_rule r JOIN team t ON t.id = r.team_id
        LEFT JOIN person p ON p.id = r.person_id WHERE r.kind = $1";
}

/// A rule and how it stands.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The rule.
    pub rule: Rule,
    /// Whom it names.
    pub named: Named,
    /// What is wrong with its condition now.
    pub problems: Vec<Problem>,
}

/// The names of whom a rule names: of a team the name, and of a person the address, are the same in
/// every installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The name of its team.
    pub team: String,
    /// Whether its team still works.
    pub team_works: bool,
    /// The name of the person it names.
    pub person: Option<String>,
    /// The address of the person it names.
    pub email: Option<String>,
}

impl Standing {
    /// Whether it can be followed.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.problems.is_empty() && self.named.team_works
    }
}

/// The rules of a kind, in order.
///
/// # Errors
/// [`Error::Forbidden`] for who may neither audit nor administer.
pub fn standings(
    tx: &ReadTx<'_>,
    agent: &Agent,
    kind: &'static Kind,
    now: Timestamp,
) -> Result<Vec<Standing>> {
    require_reader(agent)?;
    let rules: Vec<Ready> = rule::of_kind(tx, kind.code)?.into_iter().map(Ready::new).collect();
    let meant = condition::meant(tx, kind, now, &rules.iter().collect::<Vec<_>>())?;
    let mut names: HashMap<Id<Rule>, Named> = HashMap::new();
    for row in tx.rows(NAMES, params![kind.code])? {
        let mut c = row.columns();
        let id = c.next()?;
        let (team, team_works, person, email) = (c.next()?, c.next()?, c.next()?, c.next()?);
        names.insert(id, Named { team, team_works, person, email });
    }
    let stand = |(ready, meaning): (Ready, crate::filter::Meant)| {
        let named = names.remove(&ready.rule.id);
        let named = named.ok_or_else(|| Error::Broken("a rule without a team".to_owned()))?;
        Ok(Standing { named, problems: meaning.err().unwrap_or_default(), rule: ready.rule })
    };
    rules.into_iter().zip(meant).map(stand).collect()
}

/// One rule.
///
/// # Errors
/// As [`standings`]; [`Error::NotFound`] when the kind has none such.
pub fn find(
    tx: &ReadTx<'_>,
    agent: &Agent,
    kind: &'static Kind,
    now: Timestamp,
    id: Id<Rule>,
) -> Result<Standing> {
    let all = standings(tx, agent, kind, now)?;
    all.into_iter().find(|one| one.rule.id == id).ok_or(Error::NotFound)
}

/// Whether there are rules in use for a kind.
///
/// # Errors
/// When the database fails.
pub fn has_rules(tx: &ReadTx<'_>, kind: &'static Kind) -> Result<bool> {
    let catalogue = Catalogue::of(tx, kind)?;
    if catalogue.rules().is_empty() {
        return Ok(false);
    }
    Ok(!Edition::of(tx, catalogue.rules())?.of_kind(kind.code).is_empty())
}

/// The teams that can be given work.
pub(super) fn working_teams(tx: &ReadTx<'_>) -> Result<HashSet<Id<Team>>> {
    Ok(Team::list(tx)?.into_iter().map(|team| team.id).collect())
}

/// Whoever may change the rules may read them, and whoever audits.
pub(super) fn require_reader(agent: &Agent) -> Result<()> {
    if agent.administers() {
        return Ok(());
    }
    agent.require(ANY_KIND, Action::Audit).map(drop)
}
