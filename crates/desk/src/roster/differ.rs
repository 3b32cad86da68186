//! What rows change of whom, value by value, for whoever looks at a table before it is taken.

use std::collections::{HashMap, HashSet};

use db::sea_query::{Expr, ExprTrait, Query};
use db::{Db, Id, ReadTx};

use super::judge::{Plan, Wanted, Where, judge};
use super::{Options, Row};
use crate::Result;
use crate::access::Role;
use crate::people::{Company, Department, Location, Person, Team};

/// Rows told in one snapshot.
const AT_ONCE: usize = 500;

/// A value that a row makes another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Which.
    pub field: &'static str,
    /// What is known now; empty for nothing.
    pub before: String,
    /// What would be; of roles and teams all that somebody would have.
    pub after: String,
    /// What does not exist yet and would be made.
    pub makes: Vec<String>,
}

/// What each of some rows would change, in their order; nothing of those that change nothing or are
/// refused.
///
/// # Errors
/// When the database fails.
pub fn changes(db: &Db, rows: &[Row], options: &Options) -> Result<Vec<Vec<Change>>> {
    let mut all = Vec::with_capacity(rows.len());
    for some in rows.chunks(AT_ONCE) {
        let (some, options) = (some.to_vec(), options.clone());
        all.extend(db.read(move |tx| {
            let plans = some.iter().map(|row| Ok(judge(tx, row, &options)?.1));
            let plans = plans.collect::<Result<Vec<_>>>()?;
            let known = Known::of(tx, &plans)?;
            let told = plans.iter().map(|plan| plan.as_ref().map(|plan| known.told(plan)));
            Ok::<_, crate::Error>(told.map(Option::unwrap_or_default).collect::<Vec<_>>())
        })?);
    }
    Ok(all)
}

/// The names that plans mention, and what the people in them have.
struct Known {
    companies: HashMap<Id<Company>, String>,
    locations: HashMap<Id<Location>, String>,
    departments: HashMap<Id<Department>, String>,
    teams: HashMap<Id<Team>, String>,
    roles: HashMap<Id<Role>, String>,
    teams_of: HashMap<Id<Person>, Vec<Id<Team>>>,
    roles_of: HashMap<Id<Person>, Vec<Id<Role>>>,
}

impl Known {
    fn of(tx: &ReadTx<'_>, plans: &[Option<Plan>]) -> Result<Known> {
        let plans: Vec<&Plan> = plans.iter().flatten().collect();
        let people: Vec<&Person> = plans.iter().filter_map(|plan| plan.known.as_ref()).collect();
        let ids: Vec<Id<Person>> = people.iter().map(|person| person.id).collect();
        let teams_of = held(tx, "team_member", "team_id", &ids)?;
        let own = people.iter().map(|person| person.company);
        let companies: Vec<_> = plans.iter().map(|plan| plan.company).chain(own).collect();
        let own = people.iter().filter_map(|person| person.location);
        let locations: Vec<_> =
            plans.iter().filter_map(|plan| plan.location.there()).chain(own).collect();
        let own = people.iter().filter_map(|person| person.department);
        let departments: Vec<_> =
            plans.iter().filter_map(|plan| plan.department.there()).chain(own).collect();
        let wanted = plans.iter().flat_map(|plan| &plan.teams).filter_map(|team| match team {
            Wanted::Team(team) => Some(*team),
            Wanted::New(_) => None,
        });
        let teams: Vec<_> = wanted.chain(teams_of.values().flatten().copied()).collect();
        Ok(Known {
            companies: Company::names(tx, &companies)?,
            locations: Location::names(tx, &locations)?,
            departments: Department::names(tx, &departments)?,
            teams: Team::names(tx, &teams)?,
            roles: Role::list(tx)?.into_iter().map(|role| (role.id, role.name)).collect(),
            roles_of: held(tx, "person_role", "role_id", &ids)?,
            teams_of,
        })
    }

    /// What a plan changes; of somebody new all that they would have.
    fn told(&self, plan: &Plan) -> Vec<Change> {
        let known = plan.known.as_ref();
        let one = |field, before: Option<String>, after: Option<String>| Change {
            field,
            before: before.unwrap_or_default(),
            after: after.unwrap_or_default(),
            makes: Vec::new(),
        };
        let email = known.map_or(Some(&plan.email), |person| person.email.as_ref());
        let company = |id| self.companies.get(&id).cloned();
        let language = known.and_then(|person| person.language.clone());
        let mut all = vec![
            one("name", known.map(|person| person.name.clone()), Some(plan.name.clone())),
            one("email", known.and_then(|person| person.email.clone()), email.cloned()),
            one("company", known.and_then(|one| company(one.company)), company(plan.company)),
            place("location", known.and_then(|one| one.location), &plan.location, &self.locations),
            place(
                "department",
                known.and_then(|one| one.department),
                &plan.department,
                &self.departments,
            ),
            one("language", language, plan.language.clone()),
        ];
        let roles = plan.roles.iter().map(|role| (role.name.clone(), false)).collect();
        let held = known.and_then(|person| self.roles_of.get(&person.id));
        all.push(several("role", names(&self.roles, held), roles));
        let team = |team: &Wanted| match team {
            Wanted::Team(id) => (self.teams.get(id).cloned().unwrap_or_default(), false),
            Wanted::New(name) => (name.clone(), true),
        };
        let held = known.and_then(|person| self.teams_of.get(&person.id));
        let teams = plan.teams.iter().map(team).collect();
        all.push(several("team", names(&self.teams, held), teams));
        all.retain(|change| change.before != change.after);
        all
    }
}

/// Where somebody is and would be.
fn place<T>(
    field: &'static str,
    before: Option<Id<T>>,
    after: &Where<T>,
    names: &HashMap<Id<T>, String>,
) -> Change {
    let called = |id: Id<T>| names.get(&id).cloned();
    let (after, makes) = match after {
        Where::New(name) => (name.clone(), vec![name.clone()]),
        there => (there.there().and_then(called).unwrap_or_default(), Vec::new()),
    };
    Change { field, before: before.and_then(called).unwrap_or_default(), after, makes }
}

/// What somebody has of several things, and would have: nothing is taken away by a table. Of what is to
/// come each says whether it would be made.
fn several(field: &'static str, held: Vec<String>, coming: Vec<(String, bool)>) -> Change {
    let mut seen: HashSet<String> = held.iter().cloned().collect();
    let mut coming = coming;
    coming.retain(|(name, _)| seen.insert(name.clone()));
    let made = coming.iter().filter(|(_, made)| *made);
    Change {
        field,
        makes: made.map(|(name, _)| name.clone()).collect(),
        before: held.join(", "),
        after: held
            .into_iter()
            .chain(coming.into_iter().map(|(name, _)| name))
            .collect::<Vec<_>>()
            .join(", "),
    }
}

/// The names of what somebody has, in order.
fn names<T>(names: &HashMap<Id<T>, String>, held: Option<&Vec<Id<T>>>) -> Vec<String> {
    let mut all: Vec<String> =
        held.into_iter().flatten().filter_map(|id| names.get(id).cloned()).collect();
    all.sort_by_key(|name| crate::text::sort_key(name));
    all
}

/// What each of some people has, by the rows of a table.
fn held<T>(
    tx: &ReadTx<'_>,
    table: &'static str,
    column: &'static str,
    people: &[Id<Person>],
) -> Result<HashMap<Id<Person>, Vec<Id<T>>>> {
    let mut held: HashMap<Id<Person>, Vec<Id<T>>> = HashMap::new();
    if people.is_empty() {
        return Ok(held);
    }
    let select = Query::select()
        .columns(["person_id", column])
        .from(table)
        .and_where(Expr::col("person_id").is_in(people.iter().map(|id| id.bytes().to_vec())))
        .to_owned();
    for row in tx.select(&select)? {
        held.entry(row.get(0)?).or_default().push(row.get(1)?);
    }
    Ok(held)
}
