//! The rows of the rules.

use db::{Id, ReadTx, Row, Timestamp, Tx, params};

use crate::Result;
use crate::people::{Person, Team};

db::statements! {
    ALL = "SELECT id, kind, place, name, condition, team_id, gives, person_id, active, version, changed_at
        FROM assignment_rule ORDER BY kind, place, id";
    INSERT = "INSERT INTO assignment_rule (id, kind, place, name, condition, team_id, gives, person_id, active, version, changed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    UPDATE = "UPDATE assignment_rule SET place = $2, name = $3, condition = $4, team_id = $5, gives = $6, person_id = $7,
        active = $8, version = $9, changed_at = $10 WHERE id = $1";
    PLACE = "UPDATE assignment_rule SET place = $2 WHERE id = $1";
    DELETE = "DELETE FROM assignment_rule WHERE id = $1";
}

/// To whom in the team it goes, as the forms and the API call it.
pub const GIVES: &[&str] = &["team", "person", "round_robin", "least_load"];

/// To whom in the team it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gives {
    /// To nobody: whoever of the team takes it.
    Team,
    /// To this person.
    Person(Id<Person>),
    /// To whoever's turn it is.
    RoundRobin,
    /// To whoever has the fewest open ones of the kind.
    LeastLoad,
}

impl Gives {
    /// Its stable code, one of [`GIVES`].
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Gives::Team => "team",
            Gives::Person(_) => "person",
            Gives::RoundRobin => "round_robin",
            Gives::LeastLoad => "least_load",
        }
    }

    /// The person it names.
    #[must_use]
    pub const fn person(self) -> Option<Id<Person>> {
        match self {
            Gives::Person(person) => Some(person),
            Gives::Team | Gives::RoundRobin | Gives::LeastLoad => None,
        }
    }

    /// What a code and a person say; nothing where they do not go together.
    #[must_use]
    pub fn of(code: &str, person: Option<Id<Person>>) -> Option<Gives> {
        match (code, person) {
            ("team", _) => Some(Gives::Team),
            ("person", Some(person)) => Some(Gives::Person(person)),
            ("round_robin", _) => Some(Gives::RoundRobin),
            ("least_load", _) => Some(Gives::LeastLoad),
            _ => None,
        }
    }
}

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Its identity.
    pub id: Id<Rule>,
    /// The kind of record it is for.
    pub kind: String,
    /// Its place among those of its kind.
    pub place: i64,
    /// Its name, unique among those of its kind.
    pub name: String,
    /// Of which records it holds, a filter's text; empty of every one.
    pub condition: String,
    /// Which team gets them.
    pub team: Id<Team>,
    /// To whom in the team.
    pub gives: Gives,
    /// Whether it is in use.
    pub active: bool,
    /// Counts its changes.
    pub version: i64,
    /// When it was changed last.
    pub changed_at: Timestamp,
}

/// Every rule of every kind, in order. One that gives in a way only a newer program knows is passed over,
/// and the log told: it must not stop what the others do.
pub(super) fn all(tx: &ReadTx<'_>) -> Result<Vec<Rule>> {
    let read = tx.rows(ALL, params![])?.into_iter().map(read);
    read.filter_map(Result::transpose).collect()
}

/// The rules of a kind, in order.
pub(super) fn of_kind(tx: &ReadTx<'_>, kind: &str) -> Result<Vec<Rule>> {
    Ok(all(tx)?.into_iter().filter(|rule| rule.kind == kind).collect())
}

pub(super) fn insert(tx: &Tx<'_>, rule: &Rule) -> Result<()> {
    let row = params![
        rule.id,
        &rule.kind,
        rule.place,
        &rule.name,
        &rule.condition,
        rule.team,
        rule.gives.code(),
        rule.gives.person(),
        rule.active,
        rule.version,
        rule.changed_at
    ];
    tx.execute(INSERT, row)?;
    Ok(())
}

pub(super) fn update(tx: &Tx<'_>, rule: &Rule) -> Result<()> {
    let row = params![
        rule.id,
        rule.place,
        &rule.name,
        &rule.condition,
        rule.team,
        rule.gives.code(),
        rule.gives.person(),
        rule.active,
        rule.version,
        rule.changed_at
    ];
    tx.execute(UPDATE, row)?;
    Ok(())
}

pub(super) fn put(tx: &Tx<'_>, id: Id<Rule>, place: i64) -> Result<()> {
    tx.execute(PLACE, params![id, place])?;
    Ok(())
}

pub(super) fn delete(tx: &Tx<'_>, id: Id<Rule>) -> Result<()> {
    tx.execute(DELETE, params![id])?;
    Ok(())
}

/// A rule; nothing where this program does not know how it gives.
fn read(row: Row) -> Result<Option<Rule>> {
    let mut c = row.columns();
    let (id, kind, place, name, condition, team) =
        (c.next()?, c.next()?, c.next()?, c.next()?, c.next()?, c.next()?);
    let (code, person): (String, Option<Id<Person>>) = (c.next()?, c.next()?);
    let (active, version, changed_at) = (c.next()?, c.next()?, c.next()?);
    let Some(gives) = Gives::of(&code, person) else {
        tracing::warn!(rule = name, kind, gives = code, "an assignment rule cannot be read");
        return Ok(None);
    };
    Ok(Some(Rule { id, kind, place, name, condition, team, gives, active, version, changed_at }))
}
