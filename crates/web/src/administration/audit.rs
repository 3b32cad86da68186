//! The logbooks in the API, and what is asked of them at both doors.

use axum::Json;
use axum::extract::State;
use axum::http::Method;
use db::{Id, ReadTx};
use desk::access::Agent;
use desk::audit::{AuditPage, AuditQuery, Place, audit, day_of};
use desk::journal::{Entry, Logbook};
use desk::people::Person;
use desk::{Error, Fault};
use serde_json::{Map, Value, json};

use super::log_names::LogNames;
use super::{AUDIT_PATH, AUDITS};
use crate::endpoint::Endpoints;
use crate::failure::{Failure, Result};
use crate::identify::Caller;
use crate::openapi::{Operation, Parameter, Schema};
use crate::query::ListRequest;
use crate::segment::Segment;
use crate::site::Site;

/// What a logbook can be asked for, besides pages.
pub(super) const FILTERS: [&str; 3] = ["person", "day", "verb"];

/// What cursors of logbooks belong to.
const LOGBOOK: &str = "logbook";

/// A part of a logbook with the names it mentions.
pub(super) struct Read {
    pub(super) page: AuditPage,
    pub(super) names: LogNames,
    /// The cursor of the page after, if there is one.
    pub(super) next: Option<String>,
}

/// Adds the operation.
pub(super) fn register(endpoints: &mut Endpoints) {
    let entry = Schema::object()
        .required("subject", Schema::id().about("The day's chain."))
        .required("seq", Schema::number().about("Its place in that chain."))
        .required("verb", Schema::text().about("What was done."))
        .required("actor", Schema::named("Reference").or_null())
        .required("door", Schema::text())
        .required("occurred_at", Schema::instant())
        .required("recorded_at", Schema::instant())
        .required("values", Schema::open_object().about("What was said of it, by code."))
        .required("erased", Schema::list(Schema::text()).about("What was said and is erased."));
    let page = Schema::object()
        .required("items", Schema::list(Schema::named("LogEntry")))
        .required("next", Schema::text().or_null().about("For after=: the page after this one."));
    let books = Schema::one_of(Logbook::EVERY.map(Logbook::code));
    let operation = Operation::new(
        Method::GET,
        format!("/api/v1{AUDIT_PATH}/{{book}}"),
        "readLogbook",
        AUDITS,
    )
    .summary("What was done to the installation, who came in, who read what is restricted")
    .tag("Administration")
    .parameter(Parameter::path("book", "Which logbook.", books))
    .parameter(Parameter::query(
        "person",
        "Only what this person did or what was done about them: id, e-mail address or exact name.",
        Schema::text(),
    ))
    .parameter(Parameter::query(
        "day",
        "Only this day, in UTC.",
        Schema::text().with("format", "date"),
    ))
    .parameter(Parameter::query(
        "verb",
        "Only this verb.",
        Schema::text().example("sign_in_failed"),
    ))
    .parameter(Parameter::query("limit", "Entries at most.", Schema::number().between(1, 200)))
    .parameter(Parameter::query("after", "The `next` cursor of the page before.", Schema::text()))
    .reply(200, "Entries, the latest first; a page may hold fewer and lead on", Some(page));
    endpoints.schema("LogEntry", entry).api(operation, list);
}

async fn list(
    State(site): State<Site>,
    caller: Caller,
    Segment(book): Segment<String>,
    request: ListRequest,
) -> Result<Json<Value>> {
    let book = Logbook::from_code(&book).ok_or(Error::NotFound)?;
    let agent = caller.agent;
    let read = site.read(move |tx| read(tx, &agent, book, &request)).await;
    let read = read.map_err(Failure::in_query)?;
    let items: Vec<Value> = read.page.entries.iter().map(|e| of_entry(e, &read.names)).collect();
    Ok(Json(json!({ "items": items, "next": read.next })))
}

/// Reads the part of a logbook that is asked for.
pub(super) fn read(
    tx: &ReadTx<'_>,
    agent: &Agent,
    book: Logbook,
    request: &ListRequest,
) -> desk::Result<Read> {
    let query = query(tx, agent, book, request)?;
    let page = audit(tx, agent, &query)?;
    let names = LogNames::of(tx, &page.entries)?;
    let next = page.next.map(|place| request.cursor(LOGBOOK, agent.person, &bytes_of(place)));
    Ok(Read { page, names, next })
}

fn query(
    tx: &ReadTx<'_>,
    agent: &Agent,
    book: Logbook,
    request: &ListRequest,
) -> desk::Result<AuditQuery> {
    if let Some(name) = request.equals.keys().find(|name| !FILTERS.contains(&name.as_str())) {
        return Err(Error::invalid(name.as_str(), "no_such_field"));
    }
    let given = |name: &str| request.equals.get(name).map(String::as_str);
    let before = request.onward(LOGBOOK, agent.person)?;
    let known = |bytes: Vec<u8>| place(&bytes).ok_or_else(|| Error::invalid("after", "cursor"));
    let before = before.map(known).transpose()?;
    if request.count {
        return Err(Error::Invalid(vec![Fault::new("count", "unknown")]));
    }
    Ok(AuditQuery {
        book,
        person: given("person")
            .map(|text| Person::anybody(tx, "person", text).map(|person| person.id))
            .transpose()?,
        day: given("day").map(day_of).transpose()?,
        verbs: given("verb").map(str::to_owned).into_iter().collect(),
        before,
        limit: usize::try_from(request.limit).unwrap_or(usize::MAX),
    })
}

/// A place in a logbook as a cursor: 16 bytes of the day, 8 of the entry.
fn bytes_of(place: Place) -> Vec<u8> {
    let mut bytes = place.day.bytes().to_vec();
    bytes.extend_from_slice(&place.seq.to_be_bytes());
    bytes
}

fn place(bytes: &[u8]) -> Option<Place> {
    let (day, seq) = bytes.split_at_checked(16)?;
    let day = Id::from_bytes(day.try_into().ok()?);
    Some(Place { day, seq: i64::from_be_bytes(seq.try_into().ok()?) })
}

pub(super) fn of_entry(entry: &Entry, names: &LogNames) -> Value {
    let mut values: Map<String, Value> = Map::new();
    for value in entry.values.iter().filter(|value| value.erased_at.is_none()) {
        let said = names.value(&value.field, value.value.as_deref());
        match values.get_mut(&value.field) {
            None => drop(values.insert(value.field.clone(), said)),
            Some(Value::Array(several)) => several.push(said),
            Some(one) => *one = json!([one.take(), said]),
        }
    }
    let erased = entry.values.iter().filter(|value| value.erased_at.is_some());
    let erased: Vec<&str> = erased.map(|value| value.field.as_str()).collect();
    json!({
        "subject": entry.subject,
        "seq": entry.seq,
        "verb": entry.verb,
        "actor": entry.actor.map(|id| json!({ "id": id, "name": names.person(id) })),
        "door": entry.door,
        "occurred_at": entry.occurred_at,
        "recorded_at": entry.recorded_at,
        "values": values,
        "erased": erased,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_comes_back_as_it_went() {
        let there = Place { day: Id::from_bytes([7; 16]), seq: 300 };
        let bytes = bytes_of(there);
        assert_eq!(place(&bytes), Some(there));
        assert_eq!(place(&bytes[..20]), None);
        assert_eq!(place(&[]), None);
    }
}
