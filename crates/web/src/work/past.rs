//! The API of what was: a record as it stood at an instant, and what one field held over time.

use axum::Json;
use axum::extract::State;
use axum::http::Method;
use db::{ReadTx, Timestamp};
use desk::access::{Action, Agent};
use desk::custom::Catalogue;
use desk::field::Field;
use desk::history::{Event, Part, Past};
use desk::work::Work;
use desk::{
    Error, FieldHistory, Held, Kind, Record, Stood, as_it_stood, field_history, find_visible,
};
use serde_json::{Map, Value as JsonValue, json};

use super::describe::at_number;
use super::listing::before;
use super::names::{Names, Wanted};
use super::{fields_of, part_of, present};
use crate::endpoint::Endpoints;
use crate::failure::{Failure, Result};
use crate::identify::Caller;
use crate::openapi::{Operation, Parameter, Schema};
use crate::query::ListRequest;
use crate::segment::Segment;
use crate::site::Site;

/// Adds the history of a field, and the names of what is answered.
pub(super) fn register<P: Work>(endpoints: &mut Endpoints) {
    endpoints.schema("AsItStood", stood_schema());
    endpoints.schema("HeldValue", held_schema());
    endpoints.api(described::<P>(), history::<P>);
}

fn stood_schema() -> Schema {
    let moment = |about| Schema::instant().or_null().about(about);
    let inside = |schema: Schema, about: &str| {
        schema.or_null().about(format!("{about}; null for who does not read the inside."))
    };
    Schema::object()
        .required("at", Schema::instant().about("The instant asked for."))
        .required("seq", inside(Schema::number(), "The last entry that counts"))
        .required("verb", inside(Schema::text(), "What was done last"))
        .required("actor", Schema::named("Reference").or_null())
        .required("occurred_at", inside(Schema::instant(), "When it was done"))
        .required("previous", moment("The moment before, at which something else happened."))
        .required("next", moment("The next moment at which something happened."))
        .required("erased", Schema::list(Schema::text()).about("Fields whose value is erased."))
}

fn held_schema() -> Schema {
    Schema::object()
        .required("seq", Schema::number())
        .required("version", Schema::number())
        .required("verb", Schema::text())
        .required("actor", Schema::named("Reference").or_null())
        .required("door", Schema::text())
        .required("occurred_at", Schema::instant())
        .required("recorded_at", Schema::instant())
        .required("value", Schema::any().example(2).about("What the field held from then on."))
        .required("erased", Schema::flag())
        .required("reason", Schema::text().or_null())
}

/// What reading a record takes besides, to see it as it stood.
pub(super) fn at_parameter() -> Parameter {
    let about = "The record as it stood at this instant, by when things happened.";
    Parameter::query("at", about, Schema::instant().example("2026-03-29T14:30:00Z"))
}

fn described<P: Work>() -> Operation {
    let kind = P::KIND;
    let page =
        Schema::object().required("items", Schema::list(Schema::named("HeldValue"))).required(
            "previous",
            Schema::text().or_null().about("For before=: the part before this one."),
        );
    let code = Schema::text().example("priority");
    let id = format!("read_{}_field_history", kind.code);
    at_number(kind, Method::GET, "/fields/{code}/history", id, Action::Read)
        .summary("What a field held over time, in order; the last part unless before= says which")
        .parameter(Parameter::path("code", "The field's code.", code))
        .parameter(Parameter::query("limit", "Values at most.", Schema::number().between(1, 200)))
        .parameter(Parameter::query("before", "A cursor from previous.", Schema::text()))
        .reply(200, "Who set it to what, when and why", Some(page))
}

/// The record as it stood at an instant, as this person may read it now.
pub(super) fn stood<P: Work>(
    tx: &ReadTx<'_>,
    agent: &Agent,
    number: &str,
    at: Timestamp,
    now: Timestamp,
) -> desk::Result<JsonValue> {
    let found = find_visible::<P>(tx, agent, number)?;
    let fields = fields_of(&Catalogue::of(tx, P::KIND)?, agent, &found.record().facts());
    let stood = as_it_stood(tx, found.record().id, at, now, &fields)?;
    let names = names_then(tx, P::KIND, &stood, &[])?;
    let inside = agent.may_with(P::KIND.code, Action::ReadInternal, &found.record().facts());
    Ok(of_stood(&found.record().id, &stood, &names, inside))
}

/// The names behind what a record held then.
pub(super) fn names_then(
    tx: &ReadTx<'_>,
    kind: &Kind,
    stood: &Stood,
    events: &[Event],
) -> desk::Result<Names> {
    let mut wanted = Wanted::default();
    wanted.events(events);
    if let Some(actor) = stood.last.actor {
        wanted.person(actor);
    }
    for (field, past) in &stood.values {
        if let Some(text) = past.held() {
            wanted.text(field, text);
        }
    }
    wanted.find(tx, kind)
}

/// What was done last and next may have been done inside: it is told to whoever reads the inside.
fn of_stood(id: &db::Id<Record>, stood: &Stood, names: &Names, inside: bool) -> JsonValue {
    let last = &stood.last;
    let mut out = Map::new();
    out.insert("id".to_owned(), json!(id));
    out.insert("version".to_owned(), json!(last.version));
    let mut erased = Vec::new();
    for (field, past) in &stood.values {
        match past {
            Past::Erased => erased.push(field.code),
            past => {
                out.insert(field.code.to_owned(), value(field, past, names));
            }
        }
    }
    let about = json!({
        "at": stood.at,
        "seq": inside.then_some(last.seq),
        "verb": inside.then_some(&last.verb),
        "actor": last.actor.filter(|_| inside).map(|id| json!({ "id": id, "name": names.name(Some(id)) })),
        "occurred_at": inside.then_some(last.occurred_at),
        "previous": stood.previous.filter(|_| inside),
        "next": stood.next.filter(|_| inside),
        "erased": erased,
    });
    out.insert("as_it_stood".to_owned(), about);
    JsonValue::Object(out)
}

fn value(field: &Field, past: &Past, names: &Names) -> JsonValue {
    past.held().map_or(JsonValue::Null, |text| present::past(field, text, names))
}

async fn history<P: Work>(
    State(site): State<Site>,
    caller: Caller,
    Segment((number, code)): Segment<(String, String)>,
    request: ListRequest,
) -> Result<Json<JsonValue>> {
    let agent = caller.agent;
    let (reader, part) = (agent.person, part_of(&request, agent.person)?);
    let (items, earlier) = site
        .read(move |tx| {
            let (field, history) = history_of::<P>(tx, &agent, &number, &code, part)?;
            let names = names_over_time(tx, P::KIND, field, &history)?;
            let items: Vec<JsonValue> =
                history.values.iter().map(|held| of_held(field, held, &names)).collect();
            Ok((items, history.before))
        })
        .await
        .map_err(Failure::Desk)?;
    let previous = earlier.map(|seq| before(site.cursors(), reader, seq));
    Ok(Json(json!({ "items": items, "previous": previous })))
}

/// What a field held over time, if this person may read that field of this record. A hidden field
/// is as unknown as one that does not exist, and so is one the journal does not keep.
pub(super) fn history_of<P: Work>(
    tx: &ReadTx<'_>,
    agent: &Agent,
    number: &str,
    code: &str,
    part: Part,
) -> desk::Result<(&'static Field, FieldHistory)> {
    let found = find_visible::<P>(tx, agent, number)?;
    let fields = fields_of(&Catalogue::of(tx, P::KIND)?, agent, &found.record().facts());
    let field = fields.into_iter().find(|f| f.code == code && f.is_journaled());
    let field = field.ok_or(Error::NotFound)?;
    Ok((field, field_history(tx, found.record().id, field, part)?))
}

/// The names behind what a field held, and of who set it.
pub(super) fn names_over_time(
    tx: &ReadTx<'_>,
    kind: &Kind,
    field: &Field,
    history: &FieldHistory,
) -> desk::Result<Names> {
    let mut wanted = Wanted::default();
    for held in &history.values {
        if let Some(actor) = held.entry.actor {
            wanted.person(actor);
        }
        if let Some(text) = held.value.held() {
            wanted.text(field, text);
        }
    }
    wanted.find(tx, kind)
}

fn of_held(field: &Field, held: &Held, names: &Names) -> JsonValue {
    let entry = &held.entry;
    json!({
        "seq": entry.seq,
        "version": entry.version,
        "verb": entry.verb,
        "actor": entry.actor.map(|id| json!({ "id": id, "name": names.name(Some(id)) })),
        "door": entry.door,
        "occurred_at": entry.occurred_at,
        "recorded_at": entry.recorded_at,
        "value": value(field, &held.value, names),
        "erased": held.value == Past::Erased,
        "reason": held.reason.held(),
    })
}
