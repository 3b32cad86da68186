//! Everything about a person, a JSON object a line: what is kept of them, the records they are part
//! of, and what they did. Whoever asks is given what they may read themselves.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::response::Response;
use db::{Db, Id, Timestamp};
use desk::Kind;
use desk::about::{CHAPTERS, read};
use desk::access::{ANY_KIND, Action, Agent};
use desk::audit::{AuditQuery, audit};
use desk::feed::{Follow, Sight, follow, told};
use desk::journal::Logbook;
use desk::list::Walk;
use desk::people::Person;
use serde_json::{Value as Json, json};

use super::body::{Broken, Sink};
use super::table::{Style, Table};
use super::{Begun, Format, begin, end, headers};
use crate::endpoint::Door;
use crate::failure::Result;
use crate::live::item;
use crate::query::ListRequest;
use crate::site::Site;
use crate::work::{Listing, as_json};

/// Entries of a history that are handed out at once.
const AT_ONCE: usize = 500;

/// Answers with everything about whoever is named by identity, address or name.
///
/// # Errors
/// [`desk::Error::NotFound`] when there is nobody or more than one.
pub(crate) async fn about(site: &Site, agent: Agent, who: String) -> Result<Response> {
    let person = agent.person;
    let everything = ListRequest::parse("", Door::Api, site.cursors())?;
    let (db, now, kinds) = (site.db().clone(), site.now(), site.kinds());
    let asking = Asking { db, now, kinds, agent, everything };
    let headers = headers("person", Format::Lines.row(), now);
    Ok(begin(site, person, headers, move |sink, begun| produce(&asking, &who, sink, begun)).await?)
}

/// Who asks, of what.
struct Asking {
    db: Db,
    now: Timestamp,
    kinds: Arc<[&'static Kind]>,
    agent: Agent,
    /// A list of all there is.
    everything: ListRequest,
}

fn produce(asking: &Asking, who: &str, mut sink: Sink, begun: Begun) {
    let found = asking.db.read(|tx| {
        asking.agent.require(ANY_KIND, Action::Administer)?;
        Person::anybody(tx, "person", who).map_err(|error| match error {
            desk::Error::Invalid(_) => desk::Error::NotFound,
            other => other,
        })
    });
    let person = match found {
        Ok(person) => person.id,
        Err(error) => return drop(begun.send(Err(error))),
    };
    if begun.send(Ok(())).is_err() {
        return;
    }
    end(whole(asking, person, &mut sink), sink);
}

fn whole(asking: &Asking, person: Id<Person>, sink: &mut Sink) -> std::result::Result<(), Broken> {
    for chapter in &CHAPTERS {
        let mut after = Some(Vec::new());
        while let Some(key) = after {
            let part = asking.db.read(|tx| read(tx, &asking.agent, person, chapter, &key))?;
            put(sink, &part.0)?;
            after = part.1;
        }
    }
    if asking.agent.may(ANY_KIND, Action::Audit) {
        for book in Logbook::EVERY {
            logbook(asking, person, book, sink)?;
        }
    }
    for kind in asking.kinds.iter() {
        records(asking, person, kind, sink)?;
    }
    events(asking, person, sink)
}

fn put(sink: &mut Sink, lines: &[Json]) -> std::result::Result<(), Broken> {
    let mut piece = Vec::new();
    for line in lines {
        serde_json::to_writer(&mut piece, line)
            .map_err(|error| Broken::Written(error.to_string()))?;
        piece.push(b'\n');
    }
    sink.put(piece)
}

/// What a logbook says of the person.
fn logbook(
    asking: &Asking,
    person: Id<Person>,
    book: Logbook,
    sink: &mut Sink,
) -> std::result::Result<(), Broken> {
    let mut before = None;
    loop {
        let query = AuditQuery {
            book,
            person: Some(person),
            day: None,
            verbs: Vec::new(),
            before,
            limit: AT_ONCE,
        };
        let page = asking.db.read(|tx| audit(tx, &asking.agent, &query))?;
        let line = |entry: &desk::journal::Entry| {
            let said: BTreeMap<&str, Option<&str>> = entry
                .values
                .iter()
                .map(|value| (value.field.as_str(), value.value.as_deref()))
                .collect();
            json!({
                "about": "logbook",
                "book": book.code(),
                "verb": entry.verb,
                "actor": entry.actor,
                "occurred_at": entry.occurred_at,
                "values": said,
            })
        };
        put(sink, &page.entries.iter().map(line).collect::<Vec<_>>())?;
        before = page.next;
        if before.is_none() {
            return Ok(());
        }
    }
}

/// The records of a kind that the person asked for, opened or works on.
fn records(
    asking: &Asking,
    person: Id<Person>,
    kind: &'static Kind,
    sink: &mut Sink,
) -> std::result::Result<(), Broken> {
    if !asking.agent.may(kind.code, Action::Read) {
        return Ok(());
    }
    let ties = ["requester", "opener", "assignee"].map(|tie| format!("{tie} = \"{person}\""));
    let mut request = asking.everything.clone();
    request.q = ties.join(" or ");
    let (agent, now) = (&asking.agent, asking.now);
    let listing = Listing { kind, agent, request: &request, queue: "", now };
    let (query, fields) =
        asking.db.read(|tx| desk::Result::Ok((listing.query(tx)?, listing.fields(tx)?)))?;
    let table = Table::new(kind, fields.clone(), Style::Codes);
    let mut walk = Walk::over(kind, query, fields);
    loop {
        let rows = walk.chunk(&asking.db)?;
        if rows.is_empty() {
            return Ok(());
        }
        let names = table.names(&asking.db, &rows)?;
        let line = |row| json!({ "about": kind.code, "record": as_json(row, &names) });
        put(sink, &rows.iter().map(line).collect::<Vec<_>>())?;
    }
}

/// What the person did to records, as their histories tell it.
fn events(asking: &Asking, person: Id<Person>, sink: &mut Sink) -> std::result::Result<(), Broken> {
    let sight = Sight::of(&asking.agent, &asking.kinds);
    let mut after = 0;
    loop {
        let asked = Follow { after, most: AT_ONCE, kind: None, by: Some(person) };
        let (lines, next, is_end) = asking.db.read(|tx| {
            let heard = follow(tx, &asking.kinds, &sight, asked)?;
            let names = item::names(tx, heard.steps.iter())?;
            let line = |step| {
                let event = item::item(step, &told(step, &sight)?, &names);
                Some(json!({ "about": "event", "event": event }))
            };
            let lines: Vec<Json> = heard.steps.iter().filter_map(line).collect();
            desk::Result::Ok((lines, heard.next, heard.is_end))
        })?;
        put(sink, &lines)?;
        if is_end {
            return Ok(());
        }
        after = next;
    }
}
