//! Records and their values as the API gives them and as pages word them.

use db::{Id, Timestamp, Value};
use desk::Kind;
use desk::access::{Action, Agent, Facts};
use desk::field::{Audience, Field, FieldKind};
use desk::list::Snapshot;
use serde_json::{Map, Value as Json, json};

use super::Names;
use crate::i18n::Translator;

/// The fields of a kind this person may read on every record they may read: what a list shows and
/// filters by. Whoever sees the inside of some of them only is shown the inside of none there.
#[must_use]
pub fn visible_fields(kind: &'static Kind, agent: &Agent) -> Vec<&'static Field> {
    let reach = |action| agent.permissions.reach(kind.code, action);
    of_audience(
        kind,
        reach(Action::ReadInternal).is_some() && reach(Action::ReadInternal) >= reach(Action::Read),
    )
}

/// The fields this person may read on one record.
#[must_use]
pub(crate) fn fields_of(kind: &'static Kind, agent: &Agent, facts: &Facts) -> Vec<&'static Field> {
    of_audience(kind, agent.may_with(kind.code, Action::ReadInternal, facts))
}

fn of_audience(kind: &'static Kind, internal: bool) -> Vec<&'static Field> {
    kind.all_fields().filter(|f| internal || f.audience == Audience::Public).collect()
}

/// A record as the API gives it: every field that was read, under its code.
#[must_use]
pub(super) fn record(snapshot: &Snapshot, names: &Names) -> Json {
    let mut out = Map::new();
    out.insert("id".to_owned(), json!(snapshot.id));
    out.insert("version".to_owned(), json!(snapshot.version));
    for (field, held) in &snapshot.values {
        out.insert(field.code.to_owned(), value(field, held, names));
    }
    Json::Object(out)
}

/// A field's value as the API gives it.
pub(super) fn value(field: &Field, value: &Value, names: &Names) -> Json {
    match (field.kind, value) {
        (_, Value::Null) => Json::Null,
        (FieldKind::Instant, Value::Int(micros)) => json!(Timestamp::from_micros(*micros)),
        (FieldKind::Flag, Value::Int(flag)) => json!(*flag != 0),
        (_, Value::Int(number)) => json!(number),
        (_, Value::Text(text)) => json!(text),
        (_, Value::Bytes(bytes)) => match <[u8; 16]>::try_from(bytes.as_slice()) {
            Ok(id) => reference(Id::<()>::from_bytes(id), names),
            Err(_) => Json::Null,
        },
    }
}

/// The canonical text of a value as the API gives it.
pub(super) fn past(field: &Field, text: &str, names: &Names) -> Json {
    match field.kind {
        FieldKind::Instant => text.parse().map_or(Json::Null, |m| json!(Timestamp::from_micros(m))),
        FieldKind::Flag => json!(text != "0"),
        FieldKind::Number(..) => text.parse::<i64>().map_or(Json::Null, |n| json!(n)),
        kind if is_reference(kind) => {
            text.parse::<Id<()>>().map_or(Json::Null, |id| reference(id, names))
        }
        _ => json!(text),
    }
}

/// Something referred to: its identity, and its name for people.
fn reference(id: Id<()>, names: &Names) -> Json {
    json!({ "id": id, "name": names.name(Some(id)) })
}

/// Whether values of this kind are identities.
pub(super) const fn is_reference(kind: FieldKind) -> bool {
    matches!(
        kind,
        FieldKind::Person
            | FieldKind::Team
            | FieldKind::Company
            | FieldKind::Service
            | FieldKind::Category
            | FieldKind::Location
    )
}

/// The canonical text of a value in words a person reads, without instants, which need a zone.
#[must_use]
pub fn words(t: &Translator, kind: &Kind, field: &Field, text: &str, names: &Names) -> String {
    let known = |family: &str, code: &str| t.known(family, code).unwrap_or_else(|| code.to_owned());
    match field.kind {
        FieldKind::State => known(&format!("state-{}", kind.code), text),
        FieldKind::Options(_) => known(field.code, text),
        FieldKind::Choice(list) => names.choice(list, text),
        FieldKind::Number(..) => t
            .known(field.code, text)
            .map_or_else(|| text.to_owned(), |word| format!("{text} {word}")),
        FieldKind::Flag => t.text_of("flag", if text == "0" { "no" } else { "yes" }),
        of if is_reference(of) => {
            let id = text.parse::<Id<()>>().ok();
            names.name(id).unwrap_or_else(|| t.text("someone-unknown"))
        }
        _ => text.to_owned(),
    }
}
