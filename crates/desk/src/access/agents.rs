//! Many people at once, with all that decides what they may do.

use std::collections::HashMap;

use db::sea_query::{Alias, Expr, ExprTrait, Order, Query, SelectStatement};
use db::{Id, ReadTx, Value, params};

use super::{Action, Agent, Permissions, Reach, Reads};
use crate::Result;
use crate::people::Person;

/// People read by one statement.
const CHUNK: usize = 500;

db::statements! {
    HOUSE = "SELECT time_zone, language FROM organisation";
}

impl Agent {
    /// The people as those who act, in a few statements however many there are; whoever is unknown
    /// or no longer active is not among them.
    ///
    /// # Errors
    /// When the database fails.
    pub fn load_all(tx: &ReadTx<'_>, people: &[Id<Person>]) -> Result<HashMap<Id<Person>, Agent>> {
        let house = match tx.row(HOUSE, params![])? {
            Some(row) => (row.get(0)?, row.get(1)?),
            None => ("UTC".to_owned(), "en".to_owned()),
        };
        let mut agents = HashMap::new();
        for some in people.chunks(CHUNK) {
            meet(tx, some, &house, &mut agents)?;
            belong(tx, some, &mut agents)?;
            allow(tx, some, &mut agents)?;
        }
        Ok(agents)
    }
}

type Agents = HashMap<Id<Person>, Agent>;

fn column(table: &'static str, name: &'static str) -> (Alias, Alias) {
    (Alias::new(table), Alias::new(name))
}

fn among(table: &'static str, name: &'static str, people: &[Id<Person>]) -> Expr {
    Expr::col(column(table, name)).is_in(people.iter().map(Value::from))
}

/// Zone and language are the organisation's where somebody chose none.
fn meet(
    tx: &ReadTx<'_>,
    people: &[Id<Person>],
    (zone, house_language): &(String, String),
    agents: &mut Agents,
) -> Result<()> {
    let columns = ["id", "name", "email", "company_id", "language", "time_zone"];
    let select = Query::select()
        .columns(columns.map(|name| column("person", name)))
        .from(Alias::new("person"))
        .and_where(among("person", "id", people))
        .and_where(Expr::col(column("person", "active")).eq(1i64))
        .to_owned();
    for row in tx.select(&select)? {
        let mut c = row.columns();
        let (person, name, email, company) = (c.next()?, c.next()?, c.next()?, c.next()?);
        let language = c.next()?;
        let own: Option<String> = c.next()?;
        let agent = Agent {
            person,
            name,
            email,
            company,
            companies: vec![company],
            teams: Vec::new(),
            leads: Vec::new(),
            roles: Vec::new(),
            permissions: Permissions::none(),
            language,
            zone: own.unwrap_or_else(|| zone.clone()),
            house_language: house_language.clone(),
            reads: Reads::default(),
        };
        agents.insert(person, agent);
    }
    Ok(())
}

fn belong(tx: &ReadTx<'_>, people: &[Id<Person>], agents: &mut Agents) -> Result<()> {
    for row in tx.select(&teams(people))? {
        let mut c = row.columns();
        let (person, team): (Id<Person>, _) = (c.next()?, c.next()?);
        let leads: bool = c.next()?;
        if let Some(agent) = agents.get_mut(&person) {
            agent.teams.push(team);
            agent.leads.extend(leads.then_some(team));
        }
    }
    let companies = Query::select()
        .columns(["person_id", "company_id"].map(|name| column("person_company", name)))
        .from(Alias::new("person_company"))
        .and_where(among("person_company", "person_id", people))
        .to_owned();
    for row in tx.select(&companies)? {
        let (person, company): (Id<Person>, _) = (row.get(0)?, row.get(1)?);
        if let Some(agent) = agents.get_mut(&person)
            && !agent.companies.contains(&company)
        {
            agent.companies.push(company);
        }
    }
    Ok(())
}

fn teams(people: &[Id<Person>]) -> SelectStatement {
    Query::select()
        .columns(["person_id", "team_id", "is_lead"].map(|name| column("team_member", name)))
        .from(Alias::new("team_member"))
        .inner_join(
            Alias::new("team"),
            Expr::col(column("team", "id"))
                .equals(column("team_member", "team_id"))
                .and(Expr::col(column("team", "active")).eq(1i64)),
        )
        .and_where(among("team_member", "person_id", people))
        .to_owned()
}

fn allow(tx: &ReadTx<'_>, people: &[Id<Person>], agents: &mut Agents) -> Result<()> {
    let grants = Query::select()
        .column(column("person_role", "person_id"))
        .column(column("role", "code"))
        .columns(["kind", "action", "reach"].map(|name| column("permission", name)))
        .from(Alias::new("person_role"))
        .inner_join(
            Alias::new("role"),
            Expr::col(column("role", "id")).equals(column("person_role", "role_id")),
        )
        .left_join(
            Alias::new("permission"),
            Expr::col(column("permission", "role_id")).equals(column("role", "id")),
        )
        .and_where(among("person_role", "person_id", people))
        .order_by(column("role", "code"), Order::Asc)
        .to_owned();
    for row in tx.select(&grants)? {
        let mut c = row.columns();
        let (person, role): (Id<Person>, String) = (c.next()?, c.next()?);
        let Some(agent) = agents.get_mut(&person) else { continue };
        if agent.roles.last() != Some(&role) {
            agent.roles.push(role);
        }
        let (kind, action): (Option<String>, Option<String>) = (c.next()?, c.next()?);
        let reach: Option<String> = c.next()?;
        let action = action.as_deref().and_then(Action::from_code);
        let reach = reach.as_deref().and_then(Reach::from_code);
        if let (Some(kind), Some(action), Some(reach)) = (kind, action, reach) {
            agent.permissions.allow(&kind, action, reach);
        }
    }
    Ok(())
}
