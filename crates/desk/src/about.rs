//! What is known about a person beyond records and their histories, chapter by chapter: for whoever
//! asks what an organisation keeps of them.

use std::collections::HashMap;

use db::{Id, ReadTx, Timestamp, Value, params};
use serde_json::{Map, Value as Json, json};

use crate::access::{ANY_KIND, Action, Agent};
use crate::people::Person;
use crate::record::Record;
use crate::{Result, headings};

/// Rows of a chapter that are read at once.
const AT_ONCE: i64 = 500;

/// A chapter: its name, and how its rows are read.
#[derive(Debug)]
pub struct Chapter {
    /// The stable name.
    pub code: &'static str,
    /// By person, key and number of rows; what it answers first is the key of the row.
    rows: db::Statement,
    /// What it answers then, by name.
    columns: &'static [(&'static str, As)],
}

/// How a column is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum As {
    Plain,
    Flag,
    Moment,
    Id,
    /// The record it is about, by its number. Rows of records that whoever asks may not read freely
    /// are left out.
    Record,
}

use As::{Flag, Moment, Plain, Record as OfRecord};

db::statements! {
    PERSON = "SELECT p.id, p.id, p.name, p.email, c.name, l.name, d.name, p.language, p.time_zone, p.active, p.created_at, p.erased_at
        FROM person p JOIN company c ON c.id = p.company_id LEFT JOIN location l ON l.id = p.location_id
        LEFT JOIN department d ON d.id = p.department_id
        WHERE p.id = $1 AND p.id > $2 ORDER BY p.id LIMIT $3";
    ACCOUNT = "SELECT person_id, changed_at, signed_in_at FROM account WHERE person_id = $1 AND person_id > $2 ORDER BY person_id LIMIT $3";
    LINK = "SELECT person_id, kind, created_at, expires_at FROM account_link WHERE person_id = $1 AND person_id > $2 ORDER BY person_id LIMIT $3";
    FACTOR = "SELECT person_id, begun_at, confirmed_at FROM second_factor WHERE person_id = $1 AND person_id > $2 ORDER BY person_id LIMIT $3";
    ROLES = "SELECT r.id, r.code, r.name FROM person_role p JOIN role r ON r.id = p.role_id
        WHERE p.person_id = $1 AND r.id > $2 ORDER BY r.id LIMIT $3";
    TEAMS = "SELECT t.id, t.name, m.is_lead FROM team_member m JOIN team t ON t.id = m.team_id
        WHERE m.person_id = $1 AND t.id > $2 ORDER BY t.id LIMIT $3";
    COMPANIES = "SELECT c.id, c.name FROM person_company p JOIN company c ON c.id = p.company_id
        WHERE p.person_id = $1 AND c.id > $2 ORDER BY c.id LIMIT $3";
    SESSIONS = "SELECT token_digest, created_at, seen_at, expires_at, address, device FROM session
        WHERE person_id = $1 AND token_digest > $2 ORDER BY token_digest LIMIT $3";
    TOKENS = "SELECT id, id, name, created_at, expires_at, used_at, revoked_at FROM api_token
        WHERE person_id = $1 AND id > $2 ORDER BY id LIMIT $3";
    VIEWS = "SELECT id, id, kind, name, q, shared_with, created_at, updated_at FROM saved_view
        WHERE owner_id = $1 AND id > $2 ORDER BY id LIMIT $3";
    ABSENCES = "SELECT id, from_at, until_at, note FROM absence WHERE person_id = $1 AND id > $2 ORDER BY id LIMIT $3";
    BULKS = "SELECT id, kind, verb, state, total, created_at, ended_at FROM bulk WHERE person_id = $1 AND id > $2 ORDER BY id LIMIT $3";
    TOLD = "SELECT id, subject_id, rule, verb, told_at, read_at FROM notification
        WHERE person_id = $1 AND id > $2 ORDER BY id LIMIT $3";
    REMINDERS = "SELECT id, subject_id, at, note, is_due FROM reminder WHERE person_id = $1 AND id > $2 ORDER BY id LIMIT $3";
    WATCHED = "SELECT subject_id, subject_id, created_at FROM watcher WHERE person_id = $1 AND subject_id > $2 ORDER BY subject_id LIMIT $3";
    TASKS = "SELECT subject_id, parent_id, number, title, state, opened_at, ended_at FROM task
        WHERE assignee_id = $1 AND subject_id > $2 ORDER BY subject_id LIMIT $3";
    EFFORTS = "SELECT id, subject_id, spent_on, minutes, note FROM effort WHERE person_id = $1 AND id > $2 ORDER BY id LIMIT $3";
    FILES = "SELECT id, subject_id, name, media, size, added_at FROM file
        WHERE added_by = $1 AND id > $2 AND erased_at IS NULL ORDER BY id LIMIT $3";
}

/// Every chapter, in the order in which they are told.
pub const CHAPTERS: [Chapter; 18] = [
    Chapter {
        code: "person",
        rows: PERSON,
        columns: &[
            ("id", As::Id),
            ("name", Plain),
            ("email", Plain),
            ("company", Plain),
            ("location", Plain),
            ("department", Plain),
            ("language", Plain),
            ("time_zone", Plain),
            ("active", Flag),
            ("created_at", Moment),
            ("erased_at", Moment),
        ],
    },
    Chapter {
        code: "account",
        rows: ACCOUNT,
        columns: &[("password_changed_at", Moment), ("signed_in_at", Moment)],
    },
    Chapter {
        code: "account_link",
        rows: LINK,
        columns: &[("kind", Plain), ("created_at", Moment), ("expires_at", Moment)],
    },
    Chapter {
        code: "second_factor",
        rows: FACTOR,
        columns: &[("begun_at", Moment), ("confirmed_at", Moment)],
    },
    Chapter { code: "role", rows: ROLES, columns: &[("code", Plain), ("name", Plain)] },
    Chapter { code: "team", rows: TEAMS, columns: &[("name", Plain), ("is_lead", Flag)] },
    Chapter { code: "works_for", rows: COMPANIES, columns: &[("name", Plain)] },
    Chapter {
        code: "session",
        rows: SESSIONS,
        columns: &[
            ("created_at", Moment),
            ("seen_at", Moment),
            ("expires_at", Moment),
            ("address", Plain),
            ("device", Plain),
        ],
    },
    Chapter {
        code: "token",
        rows: TOKENS,
        columns: &[
            ("id", As::Id),
            ("name", Plain),
            ("created_at", Moment),
            ("expires_at", Moment),
            ("used_at", Moment),
            ("revoked_at", Moment),
        ],
    },
    Chapter {
        code: "view",
        rows: VIEWS,
        columns: &[
            ("id", As::Id),
            ("kind", Plain),
            ("name", Plain),
            ("q", Plain),
            ("shared_with", Plain),
            ("created_at", Moment),
            ("updated_at", Moment),
        ],
    },
    Chapter {
        code: "absence",
        rows: ABSENCES,
        columns: &[("from", Moment), ("until", Moment), ("note", Plain)],
    },
    Chapter {
        code: "bulk",
        rows: BULKS,
        columns: &[
            ("kind", Plain),
            ("verb", Plain),
            ("state", Plain),
            ("total", Plain),
            ("created_at", Moment),
            ("ended_at", Moment),
        ],
    },
    Chapter {
        code: "notification",
        rows: TOLD,
        columns: &[
            ("record", OfRecord),
            ("rule", Plain),
            ("verb", Plain),
            ("told_at", Moment),
            ("read_at", Moment),
        ],
    },
    Chapter {
        code: "reminder",
        rows: REMINDERS,
        columns: &[("record", OfRecord), ("at", Moment), ("note", Plain), ("is_due", Flag)],
    },
    Chapter { code: "watches", rows: WATCHED, columns: &[("record", OfRecord), ("since", Moment)] },
    Chapter {
        code: "task",
        rows: TASKS,
        columns: &[
            ("record", OfRecord),
            ("number", Plain),
            ("title", Plain),
            ("state", Plain),
            ("opened_at", Moment),
            ("ended_at", Moment),
        ],
    },
    Chapter {
        code: "effort",
        rows: EFFORTS,
        columns: &[("record", OfRecord), ("spent_on", Plain), ("minutes", Plain), ("note", Plain)],
    },
    Chapter {
        code: "file",
        rows: FILES,
        columns: &[
            ("record", OfRecord),
            ("name", Plain),
            ("media", Plain),
            ("size", Plain),
            ("added_at", Moment),
        ],
    },
];

/// A part of a chapter: its rows as JSON objects, and the key to go on from when there may be more.
pub type Part = (Vec<Json>, Option<Vec<u8>>);

/// The rows of a chapter after a key; empty bytes are the beginning.
///
/// # Errors
/// [`crate::Error::Forbidden`] for who may not administer everything.
pub fn read(
    tx: &ReadTx<'_>,
    agent: &Agent,
    person: Id<Person>,
    chapter: &Chapter,
    after: &[u8],
) -> Result<Part> {
    agent.require(ANY_KIND, Action::Administer)?;
    let rows = tx.rows(chapter.rows, params![person, after.to_vec(), AT_ONCE])?;
    let whole = i64::try_from(rows.len()).unwrap_or(0) < AT_ONCE;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let mut columns = row.columns();
        let key: Vec<u8> = columns.next()?;
        let values =
            chapter.columns.iter().map(|_| columns.next()).collect::<db::Result<Vec<Value>>>()?;
        found.push((key, values));
    }
    let next = found.last().map(|(key, _)| key.clone()).filter(|_| !whole);
    let numbers = numbers(tx, agent, chapter, &found)?;
    let told = found.iter().filter_map(|(_, values)| tell(chapter, values, &numbers));
    Ok((told.collect(), next))
}

/// The numbers of the records that rows are about, as far as whoever asks may read them freely:
/// reading a restricted one is an act of its own.
fn numbers(
    tx: &ReadTx<'_>,
    agent: &Agent,
    chapter: &Chapter,
    rows: &[(Vec<u8>, Vec<Value>)],
) -> Result<HashMap<Id<Record>, String>> {
    let Some(place) = chapter.columns.iter().position(|(_, kind)| *kind == OfRecord) else {
        return Ok(HashMap::new());
    };
    let mut ids: Vec<Id<Record>> =
        rows.iter().filter_map(|(_, values)| values.get(place).and_then(id)).collect();
    ids.sort_unstable();
    ids.dedup();
    let seen = headings(tx, agent, &ids)?.into_iter().filter(|seen| !seen.facts.restricted);
    Ok(seen.map(|seen| (seen.id, seen.number)).collect())
}

fn tell(
    chapter: &Chapter,
    values: &[Value],
    numbers: &HashMap<Id<Record>, String>,
) -> Option<Json> {
    let mut told = Map::new();
    told.insert("about".to_owned(), chapter.code.into());
    for ((name, kind), value) in chapter.columns.iter().zip(values) {
        let json = match (kind, value) {
            (OfRecord, value) => json!(numbers.get(&id(value)?)?),
            (_, Value::Null) => Json::Null,
            (Flag, value) => json!(*value == Value::Int(1)),
            (Moment, Value::Int(micros)) => json!(Timestamp::from_micros(*micros)),
            (As::Id, value) => json!(id::<()>(value)?),
            (_, Value::Int(number)) => json!(number),
            (_, Value::Text(text)) => json!(text),
            (_, Value::Bytes(_)) => Json::Null,
        };
        told.insert((*name).to_owned(), json);
    }
    Some(Json::Object(told))
}

fn id<T>(value: &Value) -> Option<Id<T>> {
    let Value::Bytes(bytes) = value else { return None };
    bytes.as_slice().try_into().ok().map(Id::from_bytes)
}
