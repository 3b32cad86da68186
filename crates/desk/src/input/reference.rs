//! References typed by people: by identity, e-mail address or exact name. Only what the agent
//! works with can be referred to, and what is not theirs answers like what is not there, so that a
//! form or a filter is no way to find out who or what else exists.

use db::{Id, ReadTx, Statement, Value, params};

use crate::access::{Action, Agent, Reach};
use crate::field::FieldKind;
use crate::heading::find_heading;
use crate::kind::Kind;
use crate::people::{Company, Person};
use crate::{Error, Fault, Result};

db::statements! {
    CHOICE = "SELECT active FROM choice WHERE kind = $1 AND list = $2 AND code = $3";
    CHOICES = "SELECT code FROM choice WHERE kind = $1 AND list = $2 AND active = 1 ORDER BY place, code";
    PERSON_BY_ID = "SELECT id, company_id FROM person WHERE id = $1 AND active >= $2";
    PERSON_BY_EMAIL = "SELECT id, company_id FROM person WHERE company_id = $1 AND email = $2 AND active >= $3";
    PERSON_BY_NAME = "SELECT id, company_id FROM person WHERE company_id = $1 AND name = $2 AND active >= $3 ORDER BY id LIMIT 2";
    TEAM_BY_ID = "SELECT id, company_id FROM team WHERE id = $1 AND active >= $2";
    TEAM_BY_NAME = "SELECT id, company_id FROM team WHERE company_id = $1 AND name = $2 AND active >= $3";
    COMPANY_BY_ID = "SELECT id, id FROM company WHERE id = $1 AND active >= $2";
    COMPANY_BY_NAME = "SELECT id, id FROM company WHERE id = $1 AND name = $2 AND active >= $3";
    COMPANIES = "SELECT id FROM company ORDER BY id";
    SERVICE_BY_ID = "SELECT id, company_id FROM service WHERE id = $1 AND active >= $2";
    SERVICE_BY_NAME = "SELECT id, company_id FROM service WHERE company_id = $1 AND name = $2 AND active >= $3";
    LOCATION_BY_ID = "SELECT id, company_id FROM location WHERE id = $1 AND active >= $2";
    LOCATION_BY_NAME = "SELECT id, company_id FROM location WHERE company_id = $1 AND name = $2 AND active >= $3 ORDER BY id LIMIT 2";
    DEPARTMENT_BY_ID = "SELECT id, company_id FROM department WHERE id = $1 AND active >= $2";
    DEPARTMENT_BY_NAME = "SELECT id, company_id FROM department WHERE company_id = $1 AND name = $2 AND active >= $3 ORDER BY id LIMIT 2";
    CATEGORY_BY_ID = "SELECT id FROM category WHERE id = $1 AND kind = $2 AND active >= $3";
    CATEGORY_BY_NAME = "SELECT id FROM category WHERE name = $1 AND kind = $2 AND active >= $3 ORDER BY id LIMIT 2";
    CATEGORY_BY_PATH = "SELECT c.id FROM category c JOIN category p ON p.id = c.parent_id
        WHERE p.name = $1 AND c.name = $2 AND c.kind = $3 AND c.active >= $4 ORDER BY c.id LIMIT 2";
}

/// Between the names of a category's path.
pub(crate) const PATH: &str = " › ";

/// A row of a list. What is no longer offered is still held by records and can be asked for, but
/// not be chosen anew.
pub(super) fn choice(
    tx: &ReadTx<'_>,
    kind: &Kind,
    field: &str,
    list: &str,
    code: &str,
    anew: bool,
) -> Result<Value> {
    let offered =
        tx.row(CHOICE, params![kind.code, list, code])?.map(|row| row.get::<i64>(0)).transpose()?;
    if offered.is_some_and(|active| active == 1 || !anew) {
        return Ok(code.into());
    }
    let known: Vec<String> = tx
        .rows(CHOICES, params![kind.code, list])?
        .iter()
        .map(|row| row.get(0))
        .collect::<db::Result<_>>()?;
    Err(Error::Invalid(vec![Fault::new(field, "option").with("options", known.join(", "))]))
}

/// Something that records refer to and that belongs to a company, by the statements that find it.
#[derive(Clone, Copy)]
struct Owned {
    by_id: Statement,
    by_name: Statement,
}

/// What a field of this kind refers to, where that belongs to a company; nothing for others.
fn owned_by(of: FieldKind) -> Option<Owned> {
    let (by_id, by_name) = match of {
        FieldKind::Team => (TEAM_BY_ID, TEAM_BY_NAME),
        FieldKind::Company => (COMPANY_BY_ID, COMPANY_BY_NAME),
        FieldKind::Service => (SERVICE_BY_ID, SERVICE_BY_NAME),
        FieldKind::Location => (LOCATION_BY_ID, LOCATION_BY_NAME),
        FieldKind::Department => (DEPARTMENT_BY_ID, DEPARTMENT_BY_NAME),
        _ => return None,
    };
    Some(Owned { by_id, by_name })
}

/// Whether what a field refers to is in use; what refers to nothing always is.
pub(crate) fn is_offered(tx: &ReadTx<'_>, of: FieldKind, value: &Value) -> Result<bool> {
    let by_id = match of {
        FieldKind::Person => PERSON_BY_ID,
        other => match owned_by(other) {
            Some(owned) => owned.by_id,
            None => return Ok(true),
        },
    };
    Ok(tx.row(by_id, params![value.clone(), 1i64])?.is_some())
}

/// What a field refers to. What was retired is still held by records and can be asked for, but not be
/// chosen anew.
pub(super) fn refer(
    tx: &ReadTx<'_>,
    kind: &Kind,
    agent: &Agent,
    (field, of): (&str, FieldKind),
    text: &str,
    anew: bool,
) -> Result<Value> {
    let look = |least: i64| match (of, owned_by(of)) {
        (_, Some(statements)) => owned(tx, kind, agent, field, text, statements, least),
        (FieldKind::Category, _) => category(tx, kind, field, text, least),
        _ => person(tx, kind, agent, field, text),
    };
    match look(1) {
        Err(Error::Invalid(faults))
            if !anew && of != FieldKind::Person && faults.iter().all(|f| f.code == "no_such") =>
        {
            look(0)
        }
        found => found,
    }
}

/// Whoever sees no records but their own names nobody but themself.
fn person(tx: &ReadTx<'_>, kind: &Kind, agent: &Agent, field: &str, text: &str) -> Result<Value> {
    if text == "me" {
        return Ok(agent.person.into());
    }
    if agent.permissions.reach(kind.code, Action::Read) <= Some(Reach::Own) {
        let found = is_themself(agent, text).then(|| agent.person.into());
        return only(field, found.into_iter().collect());
    }
    let by_name = if text.contains('@') { PERSON_BY_EMAIL } else { PERSON_BY_NAME };
    let text = if text.contains('@') { text.to_lowercase() } else { text.to_owned() };
    let statements = Owned { by_id: PERSON_BY_ID, by_name };
    owned(tx, kind, agent, field, &text, statements, 1)
}

/// A category by identity, by name where the tree has it once, or by its path `parent › child`.
fn category(tx: &ReadTx<'_>, kind: &Kind, field: &str, text: &str, least: i64) -> Result<Value> {
    let rows = match (text.parse::<Id<Person>>(), text.split_once(PATH)) {
        (Ok(id), _) => tx.rows(CATEGORY_BY_ID, params![id, kind.code, least])?,
        (_, Some((parent, child))) => {
            tx.rows(CATEGORY_BY_PATH, params![parent, child, kind.code, least])?
        }
        _ => tx.rows(CATEGORY_BY_NAME, params![text, kind.code, least])?,
    };
    only(field, rows.iter().map(|row| row.get(0)).collect::<db::Result<_>>()?)
}

/// A record of the kind that the agent sees, by its number.
pub(super) fn record(
    tx: &ReadTx<'_>,
    kind: &Kind,
    agent: &Agent,
    field: &str,
    number: &str,
) -> Result<Value> {
    match find_heading(tx, agent, &number.to_uppercase()) {
        Ok(found) if found.kind == kind.code => Ok(found.number.into()),
        Ok(_) | Err(Error::NotFound) => Err(Error::invalid(field, "no_such")),
        Err(other) => Err(other),
    }
}

fn is_themself(agent: &Agent, text: &str) -> bool {
    let email = agent.email.as_deref();
    text.parse() == Ok(agent.person)
        || text == agent.name
        || email == Some(text.to_lowercase().as_str())
}

/// Something of a company the agent works with.
fn owned(
    tx: &ReadTx<'_>,
    kind: &Kind,
    agent: &Agent,
    field: &str,
    text: &str,
    Owned { by_id, by_name }: Owned,
    least: i64,
) -> Result<Value> {
    if let Ok(id) = text.parse::<Id<Person>>() {
        let row = tx.row(by_id, params![id, least])?;
        let known = row
            .map(|row| Ok::<_, db::Error>((row.get::<Value>(0)?, row.get::<Id<Company>>(1)?)))
            .transpose()?;
        let mine = known.filter(|(_, company)| agent.knows(kind.code, *company));
        return only(field, mine.into_iter().map(|(id, _)| id).collect());
    }
    // Company by company: a name another company has as well must not hide one's own.
    let mut found = Vec::new();
    for company in companies(tx, kind, agent)? {
        for row in tx.rows(by_name, params![company, text, least])? {
            found.push(row.get(0)?);
        }
    }
    only(field, found)
}

/// The companies whose people and places the agent works with.
fn companies(tx: &ReadTx<'_>, kind: &Kind, agent: &Agent) -> Result<Vec<Id<Company>>> {
    if agent.permissions.reach(kind.code, Action::Read) != Some(Reach::All) {
        return Ok(agent.companies.clone());
    }
    Ok(tx.rows(COMPANIES, params![])?.iter().map(|row| row.get(0)).collect::<db::Result<_>>()?)
}

fn only(field: &str, mut found: Vec<Value>) -> Result<Value> {
    match (found.pop(), found.is_empty()) {
        (Some(one), true) => Ok(one),
        (Some(_), false) => Err(Error::invalid(field, "ambiguous")),
        (None, _) => Err(Error::invalid(field, "no_such")),
    }
}
