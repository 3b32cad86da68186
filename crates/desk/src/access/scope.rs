//! The one predicate: which records somebody may do something with.

use db::sea_query::{Condition, Expr, ExprTrait};
use db::{Id, Value};

use super::branch::On;
use super::{Action, Agent, Branch, Cover, Facts, Reach, RecordColumn, Tie};
use crate::people::{Company, Person, Team};
use crate::{Error, Result};

/// Which records of a kind a person may do one thing with: the only way any door filters records.
///
/// It says the same three ways: as one condition, as branches that each go by one index, and in
/// Rust on a record already at hand. Conditions and branches leave out what was withdrawn, which no
/// list shows; for those who may find it, [`Scope::withdrawn`] has the same for that alone.
#[derive(Debug, Clone)]
pub struct Scope {
    kind: String,
    reach: Reach,
    /// How far the grant to see restricted records reaches, if there is one.
    restricted: Option<Reach>,
    /// Whether watching a record suffices. It lets one see and nothing else: whoever may see a
    /// record can begin to watch it, and must not gain by that what their reach withholds.
    by_watching: bool,
    /// How far the right to find withdrawn records reaches, if there is one.
    withdrawn: Option<Reach>,
    /// Whether it is about the withdrawn ones alone.
    only_withdrawn: bool,
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
            by_watching: action == Action::Read && reach != Reach::All,
            withdrawn: action
                .outlives_withdrawal()
                .then(|| {
                    let reach = |action| permissions.reach(kind, action);
                    reach(Action::Administer).max(reach(Action::Audit))
                })
                .flatten(),
            only_withdrawn: false,
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

    /// The same for withdrawn records alone; nothing for who may not find them.
    #[must_use]
    pub fn withdrawn(&self) -> Option<Scope> {
        self.withdrawn?;
        // Watching shows nobody what was withdrawn.
        Some(Scope { only_withdrawn: true, by_watching: false, ..self.clone() })
    }

    /// The arms, each going by one indexed column; a record may be in several.
    #[must_use]
    pub fn branches(&self) -> Vec<Branch> {
        let (of_kind, granted) = (self.of_kind(), self.granted());
        let branch = |on| Branch { on, of_kind: of_kind.clone(), granted: granted.clone() };
        let Some(columns) = self.columns(self.reach) else { return vec![branch(On::Nothing)] };
        let watched = self.by_watching.then_some(On::Watcher(self.me));
        columns.into_iter().chain(watched).map(branch).collect()
    }

    /// The whole predicate on the table `record`, under its own name: to find one record or count.
    #[must_use]
    pub fn condition(&self) -> Condition {
        let always = self.of_kind().add(self.granted());
        match self.columns(self.reach) {
            None => always,
            Some(mut columns) => {
                columns.extend(self.by_watching.then_some(On::Watcher(self.me)));
                always.add(any(&columns))
            }
        }
    }

    /// Whether every record with one of these values in a column is within reach, restricted ones
    /// aside: then the reach need not be asked of each.
    #[must_use]
    pub fn covers(&self, column: RecordColumn, values: &[Value]) -> bool {
        let Some(columns) = self.columns(self.reach) else { return true };
        columns.iter().any(|on| match on {
            On::Column(own, ids) if *own == column => values.iter().all(|value| match value {
                Value::Bytes(bytes) => ids.iter().any(|id| id.as_slice() == bytes.as_slice()),
                _ => false,
            }),
            _ => false,
        })
    }

    /// Whether it covers a record of its kind, by the record's facts.
    #[must_use]
    pub fn admits(&self, facts: &Facts) -> bool {
        self.finds(facts) && self.is_granted(facts) && self.within(self.reach, facts)
    }

    /// Whether it covers a record of its kind because they watch it.
    #[must_use]
    pub fn admits_watched(&self, facts: &Facts) -> bool {
        self.by_watching && !facts.withdrawn && self.is_granted(facts)
    }

    /// What was withdrawn is found only by those who administer or audit it.
    fn finds(&self, facts: &Facts) -> bool {
        !facts.withdrawn || self.withdrawn.is_some_and(|reach| self.within(reach, facts))
    }

    /// A restricted record must also lie within the grant to see such records; watching it never
    /// brings it there.
    fn is_granted(&self, facts: &Facts) -> bool {
        !facts.restricted || self.restricted.is_some_and(|reach| self.within(reach, facts))
    }

    /// The same as ties of records, for who keeps records by them: which it covers, and which of
    /// these although they are restricted.
    #[must_use]
    pub fn ties(&self) -> (Cover, Cover) {
        let restricted = self.restricted.map_or(Cover::Nothing, |reach| self.cover(reach));
        let mut reach = self.cover(self.reach);
        if let (Cover::Tied(ties), true) = (&mut reach, self.by_watching) {
            ties.push(Tie::Watcher(self.me));
        }
        (reach, restricted)
    }

    fn cover(&self, reach: Reach) -> Cover {
        if reach == Reach::All {
            return Cover::Everything;
        }
        let mut ties = vec![Tie::Person(self.me)];
        if reach >= Reach::Team {
            ties.extend(self.teams.iter().copied().map(Tie::Team));
        }
        if reach >= Reach::Company {
            ties.extend(self.companies.iter().copied().map(Tie::Company));
        }
        Cover::Tied(ties)
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

    /// The kind, and whether it is withdrawn: what every index of lists leads on by.
    #[must_use]
    pub fn of_kind(&self) -> Condition {
        let column = |column: RecordColumn| Expr::col((RecordColumn::Table, column));
        Condition::all()
            .add(column(RecordColumn::Kind).eq(self.kind.clone()))
            .add(column(RecordColumn::Withdrawn).eq(i64::from(self.only_withdrawn)))
    }

    /// What holds whatever the reach. Reach never suffices for a restricted record: it must also lie
    /// within the reach of the grant to see such records; so must a withdrawn one within that of the
    /// right to find those.
    #[must_use]
    pub fn granted(&self) -> Condition {
        let found = self.withdrawn.filter(|_| self.only_withdrawn);
        let found = found.and_then(|reach| self.columns(reach));
        let all = Condition::all().add(self.granted_restricted());
        match found {
            Some(columns) => all.add(any(&columns)),
            None => all,
        }
    }

    fn granted_restricted(&self) -> Condition {
        let open = Expr::col((RecordColumn::Table, RecordColumn::Restricted)).eq(0i64);
        match self.restricted.map(|reach| self.columns(reach)) {
            None => Condition::all().add(open),
            Some(None) => Condition::all(),
            Some(Some(columns)) => Condition::any().add(open).add(any(&columns)),
        }
    }
}

fn any(columns: &[On]) -> Condition {
    columns.iter().fold(Condition::any(), |condition, on| condition.add(on.condition()))
}
