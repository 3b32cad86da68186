//! Who belongs to a team, who leads it, and who of them is away.

use std::collections::HashMap;

use db::{Id, ReadTx, Timestamp, Tx, params};

use super::set::expected;
use super::sort::TEAM;
use super::{Expecting, refer};
use crate::absence::{Absence, of_people};
use crate::access::Agent;
use crate::field::FieldKind;
use crate::input::{Input, RawInput};
use crate::lifecycle::InputField;
use crate::people::{Person, Team};
use crate::{Context, Error, Result, task};

/// What taking somebody into a team says besides who it is.
pub const MEMBER: &[InputField] = &[InputField::optional("lead", FieldKind::Flag)];

/// Members told at most.
const MOST: i64 = 1_000;

db::statements! {
    OF_TEAM = "SELECT p.id, p.name, m.is_lead, p.active FROM team_member m JOIN person p ON p.id = m.person_id
        LEFT JOIN naming n ON n.id = p.id WHERE m.team_id = $1
        ORDER BY m.is_lead DESC, p.active DESC, n.sort_key, p.id LIMIT $2";
}

/// Somebody who belongs to a team.
#[derive(Debug, Clone)]
pub struct TeamMember {
    /// Who it is.
    pub person: Id<Person>,
    /// Their name.
    pub name: String,
    /// Whether they lead it.
    pub lead: bool,
    /// Whether they are still here.
    pub active: bool,
    /// Until when they are away, if they are.
    pub away: Option<Absence>,
}

/// Who belongs to a team, those who lead it first.
///
/// # Errors
/// [`Error::Forbidden`] for who may neither audit nor administer.
pub fn members(
    tx: &ReadTx<'_>,
    agent: &Agent,
    team: Id<Team>,
    now: Timestamp,
) -> Result<Vec<TeamMember>> {
    agent.require_overseer()?;
    let mut members = Vec::new();
    for row in tx.rows(OF_TEAM, params![team, MOST])? {
        let mut c = row.columns();
        members.push(TeamMember {
            person: c.next()?,
            name: c.next()?,
            lead: c.next()?,
            active: c.next()?,
            away: None,
        });
    }
    let people: Vec<_> = members.iter().map(|member| member.person).collect();
    let mut away: HashMap<_, _> = of_people(tx, &people, now)?;
    for member in &mut members {
        member.away = away.remove(&member.person);
    }
    Ok(members)
}

/// Takes somebody into a team, or says whether they lead it; nothing happens when it is so already.
///
/// # Errors
/// [`Error::Forbidden`] for who may not administer; [`Error::NotFound`] when there is no such team;
/// [`Error::Invalid`] on `person` or `lead`; [`Error::Refused`] for who is new to a team that was retired.
pub fn put_member(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    (team, person): (&str, &str),
    raw: &RawInput,
) -> Result<()> {
    let (team, active) = team_of(tx, agent, team)?;
    // Flags are read alike for every kind; any will do.
    let input = Input::anew(tx, &task::KIND, agent, MEMBER, raw)?;
    let person = refer::person(tx, "person", person)?;
    if !active && !Team::has_member(tx, team, person)? {
        return Err(Error::Refused("team_retired"));
    }
    Team::add_member(tx, ctx, team, person, input.flag("lead"))
}

/// Lets somebody leave a team; nothing happens when they are not in it.
///
/// # Errors
/// [`Error::Forbidden`] for who may not administer; [`Error::NotFound`] when there is no such team or
/// person.
pub fn take_member(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    (team, person): (&str, &str),
) -> Result<()> {
    let (team, _) = team_of(tx, agent, team)?;
    let person = Person::anybody(tx, "person", person).map_err(|_| Error::NotFound)?;
    Team::remove_member(tx, ctx, team, person.id)
}

/// The team, and whether it is in use.
fn team_of(tx: &ReadTx<'_>, agent: &Agent, key: &str) -> Result<(Id<Team>, bool)> {
    let at = Expecting { key: key.to_owned(), version: None };
    let item = expected(tx, agent, &TEAM, &at)?;
    Ok((item.key.parse().map_err(|_| Error::NotFound)?, item.active))
}
