//! Absence: who is away from when to when, and who stands in for them.

use std::collections::HashMap;

use db::sea_query::{Alias, Cond, Expr, ExprTrait, Order, Query};
use db::{Id, ReadTx, Row, Timestamp, Tx, Value, params};

use crate::access::Agent;
use crate::field::{FieldKind, TITLE};
use crate::input::{Input, RawInput};
use crate::journal::{self, Logbook, SetValue};
use crate::kind::Kind;
use crate::lifecycle::InputField;
use crate::people::{Company, Person};
use crate::{Context, Error, Fault, Result};

/// Absences somebody has at most, past ones that are still kept among them.
const MOST: i64 = 100;
/// How far standing in goes on from one absent person to the next.
const FARTHEST: usize = 5;
/// People asked about in one statement.
const AT_ONCE: usize = 500;

/// What saying that one is away takes.
pub const INPUTS: &[InputField] = &[
    InputField::required("from", FieldKind::Instant),
    InputField::required("until", FieldKind::Instant),
    InputField::optional("stand_in", FieldKind::Person),
    InputField::optional("note", FieldKind::Line(TITLE)),
];

db::statements! {
    OF_PERSON = "SELECT id, person_id, from_at, until_at, stand_in_id, note FROM absence
        WHERE person_id = $1 AND until_at > $2 ORDER BY from_at, id";
    COUNT = "SELECT CAST(COUNT(*) AS BIGINT) FROM absence WHERE person_id = $1";
    OVERLAPPING = "SELECT 1 FROM absence WHERE person_id = $1 AND until_at > $2 AND from_at < $3 LIMIT 1";
    AWAY = "SELECT a.id, a.person_id, a.from_at, a.until_at, a.stand_in_id, a.note FROM absence a
        JOIN person p ON p.id = a.person_id AND p.active = 1
        WHERE a.company_id = $1 AND a.until_at > $2 AND a.from_at <= $3 ORDER BY a.until_at, a.id LIMIT $4";
    INSERT = "INSERT INTO absence (id, person_id, company_id, from_at, until_at, stand_in_id, note, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    REMOVE = "DELETE FROM absence WHERE id = $1 AND person_id = $2";
}

/// A time during which somebody is away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absence {
    /// Its identity.
    pub id: Id<Absence>,
    /// Who is away.
    pub person: Id<Person>,
    /// Since when.
    pub from: Timestamp,
    /// Until when; then they are back.
    pub until: Timestamp,
    /// Who stands in, if anybody does.
    pub stand_in: Option<Id<Person>>,
    /// What others are told: "On leave".
    pub note: String,
}

/// Says that one is away. `kind` says whose names one knows.
///
/// # Errors
/// [`Error::Invalid`] on `from`, `until` (also when it overlaps another) or `stand_in`.
pub fn announce(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    kind: &Kind,
    raw: &RawInput,
) -> Result<Absence> {
    let input = Input::anew(tx, kind, agent, INPUTS, raw)?;
    let given = |code: &str| input.instant(code).ok_or_else(|| Error::invalid(code, "required"));
    let absence = Absence {
        id: ctx.chance.id(ctx.now),
        person: agent.person,
        from: given("from")?,
        until: given("until")?,
        stand_in: input.id("stand_in"),
        note: input.text("note").unwrap_or_default(),
    };
    refuse(tx, ctx, &absence)?;
    let row = params![
        absence.id,
        absence.person,
        agent.company,
        absence.from,
        absence.until,
        absence.stand_in,
        &absence.note,
        ctx.now
    ];
    tx.execute(INSERT, row)?;
    log(tx, ctx, "announce_absence", &absence)?;
    Ok(absence)
}

/// What an absence may not be.
fn refuse(tx: &ReadTx<'_>, ctx: &Context, absence: &Absence) -> Result<()> {
    if absence.until <= absence.from {
        return Err(Error::invalid("until", "before_start"));
    }
    if absence.until <= ctx.now {
        return Err(Error::invalid("until", "past"));
    }
    if absence.stand_in == Some(absence.person) {
        return Err(Error::invalid("stand_in", "yourself"));
    }
    let overlaps = params![absence.person, absence.from, absence.until];
    if tx.row(OVERLAPPING, overlaps)?.is_some() {
        return Err(Error::invalid("from", "overlaps"));
    }
    if tx.one(COUNT, params![absence.person])?.get::<i64>(0)? >= MOST {
        return Err(Error::Invalid(vec![
            Fault::new("from", "too_many_entries").with("most", MOST),
        ]));
    }
    Ok(())
}

/// Takes one's own absence back, or ends it early.
///
/// # Errors
/// [`Error::NotFound`] when one has none such.
pub fn remove(tx: &Tx<'_>, ctx: &Context, agent: &Agent, id: Id<Absence>) -> Result<()> {
    let mine = mine(tx, agent, Timestamp::from_micros(i64::MIN))?;
    let absence = mine.into_iter().find(|one| one.id == id).ok_or(Error::NotFound)?;
    tx.execute(REMOVE, params![id, agent.person])?;
    log(tx, ctx, "remove_absence", &absence)
}

/// One's own absences that are not over at an instant, the earliest first.
///
/// # Errors
/// When the database fails.
pub fn mine(tx: &ReadTx<'_>, agent: &Agent, at: Timestamp) -> Result<Vec<Absence>> {
    tx.rows(OF_PERSON, params![agent.person, at])?.into_iter().map(read).collect()
}

/// Who is away at an instant, of the companies one works for; whoever is back first comes first.
///
/// # Errors
/// When the database fails.
pub fn away(
    tx: &ReadTx<'_>,
    companies: &[Id<Company>],
    at: Timestamp,
    limit: u32,
) -> Result<Vec<Absence>> {
    let mut away = Vec::new();
    for company in companies {
        for row in tx.rows(AWAY, params![*company, at, at, limit])? {
            away.push(read(row)?);
        }
    }
    away.sort_by_key(|absence: &Absence| (absence.until, absence.id));
    away.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(away)
}

/// Those of the people who are away at an instant, each with their absence.
///
/// # Errors
/// When the database fails.
pub fn of_people(
    tx: &ReadTx<'_>,
    people: &[Id<Person>],
    at: Timestamp,
) -> Result<HashMap<Id<Person>, Absence>> {
    let of = |name: &'static str| Expr::col(Alias::new(name));
    let mut found = HashMap::new();
    for some in people.chunks(AT_ONCE) {
        let away = Cond::all()
            .add(of("person_id").is_in(some.iter().map(|id| Value::from(*id))))
            .add(of("until_at").gt(Value::from(at)))
            .add(of("from_at").lte(Value::from(at)));
        let select = Query::select()
            .columns(
                ["id", "person_id", "from_at", "until_at", "stand_in_id", "note"].map(Alias::new),
            )
            .from(Alias::new("absence"))
            .cond_where(away)
            .order_by(Alias::new("id"), Order::Asc)
            .to_owned();
        for row in tx.select(&select)? {
            let absence = read(row)?;
            found.insert(absence.person, absence);
        }
    }
    Ok(found)
}

/// Who is to be told in place of each of the people at an instant: themselves while they are there,
/// else whoever stands in, or stands in for that one in turn. Somebody away without a stand-in is
/// told themselves: nothing may get lost.
///
/// # Errors
/// When the database fails.
pub fn told_instead(
    tx: &ReadTx<'_>,
    people: &[Id<Person>],
    at: Timestamp,
) -> Result<HashMap<Id<Person>, Id<Person>>> {
    let mut told: HashMap<Id<Person>, Id<Person>> = people.iter().map(|id| (*id, *id)).collect();
    for _ in 0..FARTHEST {
        let now: Vec<Id<Person>> = told.values().copied().collect();
        let away = of_people(tx, &now, at)?;
        let mut moved = false;
        for (asked, whom) in &mut told {
            let next = away.get(whom).and_then(|absence| absence.stand_in);
            // Two who stand in for each other: it stays with the one who was asked.
            if let Some(next) = next.filter(|next| next != asked) {
                *whom = next;
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
    Ok(told)
}

fn log(tx: &Tx<'_>, ctx: &Context, verb: &str, absence: &Absence) -> Result<()> {
    let mut values = vec![
        SetValue::set("person", absence.person.to_string()),
        SetValue::set("from", absence.from.micros().to_string()),
        SetValue::set("until", absence.until.micros().to_string()),
        SetValue::set("stand_in", absence.stand_in.map(|id| id.to_string())),
    ];
    if !absence.note.is_empty() {
        values.push(SetValue::set("note", absence.note.clone()));
    }
    journal::log(tx, ctx, Logbook::Settings, verb, values)?;
    Ok(())
}

fn read(row: Row) -> Result<Absence> {
    let mut c = row.columns();
    Ok(Absence {
        id: c.next()?,
        person: c.next()?,
        from: c.next()?,
        until: c.next()?,
        stand_in: c.next()?,
        note: c.next()?,
    })
}
