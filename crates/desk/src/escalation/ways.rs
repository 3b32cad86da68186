//! Where records go by themselves: the team a team escalates to, who leads it, and who is above them.

use db::{Id, ReadTx, Tx, params};

use crate::access::{ANY_KIND, Action, Agent};
use crate::field::FieldKind;
use crate::input::{Input, RawInput};
use crate::journal::{self, Logbook, SetValue};
use crate::lifecycle::InputField;
use crate::people::{Person, Team};
use crate::record::Record;
use crate::{Context, Error, Result, task};

/// Steps along a chain at most; longer ones are none that anybody meant.
const LONGEST: usize = 20;

/// What saying where a team escalates to takes.
pub const OF_TEAM: &[InputField] = &[InputField::optional("escalates_to", FieldKind::Team)];
/// What saying who is above a person takes.
pub const OF_PERSON: &[InputField] = &[InputField::optional("manager", FieldKind::Person)];

db::statements! {
    NEXT_TEAM = "SELECT n.id, n.active FROM team t JOIN team n ON n.id = t.escalates_to_id WHERE t.id = $1";
    LEAD = "SELECT m.person_id FROM team_member m JOIN person p ON p.id = m.person_id
        JOIN team t ON t.id = m.team_id AND t.active = 1
        WHERE m.team_id = $1 AND m.is_lead = 1 AND p.active = 1 ORDER BY p.name, p.id LIMIT 1";
    MANAGER = "SELECT m.id, m.active FROM person p JOIN person m ON m.id = p.manager_id WHERE p.id = $1";
    SET_TEAM = "UPDATE team SET escalates_to_id = $2 WHERE id = $1";
    SET_MANAGER = "UPDATE person SET manager_id = $2 WHERE id = $1";
    TEAMS = "SELECT t.id, t.name, n.id, n.name FROM team t LEFT JOIN team n ON n.id = t.escalates_to_id
        WHERE t.active = 1 ORDER BY t.name, t.id";
    LEADS = "SELECT m.team_id, p.id, p.name, a.id, a.name FROM team_member m JOIN person p ON p.id = m.person_id
        LEFT JOIN person a ON a.id = p.manager_id WHERE m.is_lead = 1 AND p.active = 1 ORDER BY p.name, p.id";
}

/// Somebody or something with its name.
pub type Named<T> = (Id<T>, String);

/// Where the records of a team go when it cannot solve them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// The team.
    pub team: Named<Team>,
    /// The team that can do more.
    pub escalates_to: Option<Named<Team>>,
    /// Who leads it, each with who is above them.
    pub leads: Vec<(Named<Person>, Option<Named<Person>>)>,
}

/// What comes next along a chain, and whether it still works here.
type Step<T> = Option<(Id<T>, bool)>;

/// The team that a team escalates to, if one is named. A team that works no longer is passed over: its
/// own way is gone on with.
///
/// # Errors
/// When the database fails.
pub fn next_team(tx: &ReadTx<'_>, team: Option<Id<Team>>) -> Result<Option<Id<Team>>> {
    team.map_or(Ok(None), |team| first_active(team, |at| step_team(tx, at)))
}

fn first_active<T>(
    mut at: Id<T>,
    step: impl Fn(Id<T>) -> Result<Step<T>>,
) -> Result<Option<Id<T>>> {
    for _ in 0..LONGEST {
        match step(at)? {
            Some((next, false)) => at = next,
            found => return Ok(found.map(|(next, _)| next)),
        }
    }
    Ok(None)
}

fn step_team(tx: &ReadTx<'_>, team: Id<Team>) -> Result<Step<Team>> {
    let row = tx.row(NEXT_TEAM, params![team])?;
    row.map(|row| Ok((row.get(0)?, row.get(1)?))).transpose()
}

/// Who is next above: first who leads the team, then who is above whom it went to last. Who is here no
/// longer is passed over.
///
/// # Errors
/// When the database fails.
pub fn next_person(tx: &ReadTx<'_>, record: &Record) -> Result<Option<Id<Person>>> {
    let (level, last) = (record.escalation.unwrap_or(0), record.escalated_to);
    if let (Some(last), 1..) = (last, level) {
        return first_active(last, |at| step_up(tx, at));
    }
    let Some(team) = record.team else { return Ok(None) };
    Ok(tx.row(LEAD, params![team])?.map(|row| row.get(0)).transpose()?)
}

fn step_up(tx: &ReadTx<'_>, person: Id<Person>) -> Result<Step<Person>> {
    let row = tx.row(MANAGER, params![person])?;
    row.map(|row| Ok((row.get(0)?, row.get(1)?))).transpose()
}

/// Whether a chain that begins with `to` comes to `from`.
fn leads_back<T>(
    from: Id<T>,
    to: Option<Id<T>>,
    step: impl Fn(Id<T>) -> Result<Step<T>>,
) -> Result<bool> {
    let mut at = to;
    for _ in 0..LONGEST {
        match at {
            Some(here) if here == from => return Ok(true),
            Some(here) => at = step(here)?.map(|(next, _)| next),
            None => break,
        }
    }
    Ok(false)
}

/// The ways of all teams, by name.
///
/// # Errors
/// [`Error::Forbidden`] for who may not administer.
pub fn ways(tx: &ReadTx<'_>, agent: &Agent) -> Result<Vec<Way>> {
    agent.require(ANY_KIND, Action::Administer)?;
    let mut ways = Vec::new();
    for row in tx.rows(TEAMS, params![])? {
        let mut c = row.columns();
        let team = (c.next()?, c.next()?);
        let (id, name): (Option<Id<Team>>, Option<String>) = (c.next()?, c.next()?);
        ways.push(Way { team, escalates_to: id.zip(name), leads: Vec::new() });
    }
    for row in tx.rows(LEADS, params![])? {
        let mut c = row.columns();
        let team: Id<Team> = c.next()?;
        let lead = (c.next()?, c.next()?);
        let (id, name): (Option<Id<Person>>, Option<String>) = (c.next()?, c.next()?);
        if let Some(way) = ways.iter_mut().find(|way| way.team.0 == team) {
            way.leads.push((lead, id.zip(name)));
        }
    }
    Ok(ways)
}

/// Says where a team escalates to, or that it goes nowhere; nothing happens when it does already.
///
/// # Errors
/// [`Error::Forbidden`] for who may not administer; [`Error::NotFound`] when there is no such team;
/// [`Error::Invalid`] on `escalates_to`: no such team, or it would lead in a circle.
pub fn set_team(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    team: Id<Team>,
    raw: &RawInput,
) -> Result<()> {
    agent.require(ANY_KIND, Action::Administer)?;
    Team::find(tx, team)?.ok_or(Error::NotFound)?;
    // Teams are named alike in every kind; any will do.
    let to: Option<Id<Team>> =
        Input::anew(tx, &task::KIND, agent, OF_TEAM, raw)?.id("escalates_to");
    let before = step_team(tx, team)?.map(|(next, _)| next);
    if before == to {
        return Ok(());
    }
    if leads_back(team, to, |at| step_team(tx, at))? {
        return Err(Error::invalid("escalates_to", "escalation_circle"));
    }
    tx.execute(SET_TEAM, params![team, to])?;
    let values = vec![
        SetValue::set("team", team.to_string()),
        SetValue::set("escalates_to_before", before.map(|id| id.to_string())),
        SetValue::set("escalates_to", to.map(|id| id.to_string())),
    ];
    journal::log_about(tx, ctx, &team.to_string(), "set_escalation", values)?;
    Ok(())
}

/// Says who is above a person, or that nobody is; nothing happens when it is so already.
///
/// # Errors
/// [`Error::Forbidden`] for who may not administer; [`Error::NotFound`] when there is no such person;
/// [`Error::Invalid`] on `manager`: nobody known here, or it would lead in a circle.
pub fn set_manager(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    person: Id<Person>,
    raw: &RawInput,
) -> Result<()> {
    agent.require(ANY_KIND, Action::Administer)?;
    Person::find(tx, person)?.ok_or(Error::NotFound)?;
    let to: Option<Id<Person>> = Input::anew(tx, &task::KIND, agent, OF_PERSON, raw)?.id("manager");
    let before = step_up(tx, person)?.map(|(next, _)| next);
    if before == to {
        return Ok(());
    }
    if leads_back(person, to, |at| step_up(tx, at))? {
        return Err(Error::invalid("manager", "escalation_circle"));
    }
    tx.execute(SET_MANAGER, params![person, to])?;
    let values = vec![
        SetValue::set("person", person.to_string()),
        SetValue::set("manager_before", before.map(|id| id.to_string())),
        SetValue::set("manager", to.map(|id| id.to_string())),
    ];
    journal::log(tx, ctx, Logbook::Settings, "set_manager", values)?;
    Ok(())
}
