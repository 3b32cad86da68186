//! The one predicate: which records somebody may do something with.

use db::Id;
use db::sea_query::{Condition, Expr, ExprTrait};

use super::branch::On;
use super::{Action, Agent, Branch, Facts, Reach, RecordColumn};
use crate::people::{Company, Person, Team};
use crate::{Error, Result};

/// Which records of a kind a person may do one thing with: the only way any door filters records.
///
/// It says the same three ways: as one condition, as branches that each go by one index, and in
/// Rust on a record already at hand.
#[derive(Debug, Clone)]
pub struct Scope {
    kind: String,
    reach: Reach,
    /// How far the grant to see restricted records reaches, if there is one.
    restricted: Option<Reach>,
    me: Id<Person>,
    teams: Vec<Id<Team>>,
    companies: Vec<Id<Company>>,
}

impl Scope {
    pub(super) fn compile(agent: &Agent, kind: &str, action: Action) -> Result<Self> {
        let permissions = &agent.permissions;
        let reach = permissions.reach(kind, action).ok_or(Error::Forbidden(action.code()))?;
        Ok(Scope {
            kind: kind.to_owned(),
            reach,
            restricted: permissions.reach(kind, Action::ReadRestricted),
            me: agent.person,
            teams: agent.teams.clone(),
            companies: agent.companies.clone(),
        })
    }

    /// The kind of record.
    #[must_use]
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// How far it reaches.
    #[must_use]
    pub fn reach(&self) -> Reach {
        self.reach
    }

    /// The arms, each going by one indexed column; a record may be in several.
    #[must_use]
    pub fn branches(&self) -> Vec<Branch> {
        let always = self.always();
        match self.columns(self.reach) {
            None => vec![Branch { on: None, always }],
            Some(columns) => columns
                .into_iter()
                .map(|on| Branch { on: Some(on), always: always.clone() })
                .collect(),
        }
    }

    /// The whole predicate on the table `record`, under its own name: to find one record or count.
    #[must_use]
    pub fn condition(&self) -> Condition {
        let always = Condition::all().add(self.always());
        match self.columns(self.reach) {
            None => always,
            Some(columns) => always.add(any(&columns)),
        }
    }

    /// Whether it covers a record of its kind, by the record's facts.
    #[must_use]
    pub fn admits(&self, facts: &Facts) -> bool {
        let seen =
            !facts.restricted || self.restricted.is_some_and(|reach| self.within(reach, facts));
        seen && self.within(self.reach, facts)
    }

    fn within(&self, reach: Reach, facts: &Facts) -> bool {
        let me = Some(self.me);
        let own = facts.requester == me || facts.opener == me || facts.assignee == me;
        let team = || facts.team.is_some_and(|team| self.teams.contains(&team));
        let company = || self.companies.contains(&facts.company);
        match reach {
            Reach::Own => own,
            Reach::Team => own || team(),
            Reach::Company => own || team() || company(),
            Reach::All => true,
        }
    }

    /// The columns a reach goes by, the narrowest first; none when it covers everything.
    fn columns(&self, reach: Reach) -> Option<Vec<On>> {
        if reach == Reach::All {
            return None;
        }
        let mut columns = vec![
            On::one(RecordColumn::Requester, self.me),
            On::one(RecordColumn::Opener, self.me),
            On::one(RecordColumn::Assignee, self.me),
        ];
        if reach >= Reach::Team && !self.teams.is_empty() {
            columns.push(On::any(RecordColumn::Team, &self.teams));
        }
        if reach >= Reach::Company && !self.companies.is_empty() {
            columns.push(On::any(RecordColumn::Company, &self.companies));
        }
        Some(columns)
    }

    /// The kind and the restricted rule. Reach never suffices for a restricted record: it must also
    /// lie within the reach of the grant to see such records.
    fn always(&self) -> Condition {
        let kind = Expr::col((RecordColumn::Table, RecordColumn::Kind)).eq(self.kind.clone());
        let open = Expr::col((RecordColumn::Table, RecordColumn::Restricted)).eq(0i64);
        let of_kind = Condition::all().add(kind);
        match self.restricted.map(|reach| self.columns(reach)) {
            None => of_kind.add(open),
            Some(None) => of_kind,
            Some(Some(columns)) => of_kind.add(Condition::any().add(open).add(any(&columns))),
        }
    }
}

fn any(columns: &[On]) -> Condition {
    columns.iter().fold(Condition::any(), |condition, on| condition.add(on.expression()))
}
