//! Records and their values as the API gives them and as pages word them.

use db::{Id, Timestamp, Value};
use desk::Kind;
use desk::access::{Action, Agent, Facts};
use desk::custom::{Alternative, Catalogue, Money, decimal};
use desk::field::{Audience, Field, FieldKind};
use desk::list::Snapshot;
use serde_json::{Map, Value as Json, json};

use super::Names;
use crate::i18n::Translator;
use crate::page::day;

/// The fields this person may read on one record.
#[must_use]
pub fn fields_of(catalogue: &Catalogue, agent: &Agent, facts: &Facts) -> Vec<&'static Field> {
    of_audience(catalogue, agent.may_with(catalogue.kind, Action::ReadInternal, facts))
}

fn of_audience(catalogue: &Catalogue, internal: bool) -> Vec<&'static Field> {
    catalogue.all().filter(|f| internal || f.audience == Audience::Public).collect()
}

/// A record as the API gives it: every field that was read, under its code.
#[must_use]
pub(crate) fn record(snapshot: &Snapshot, names: &Names) -> Json {
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
    of_kind(field.kind, value, names)
}

/// A value of a kind as the API gives it.
pub(super) fn of_kind(kind: FieldKind, value: &Value, names: &Names) -> Json {
    match (kind, value) {
        (_, Value::Null) => Json::Null,
        (FieldKind::Instant, Value::Int(micros)) => json!(Timestamp::from_micros(*micros)),
        (FieldKind::Flag, Value::Int(flag)) => json!(*flag != 0),
        // A number with a point is given as text: programs lose digits of it otherwise.
        (FieldKind::Decimal(scale @ 1.., ..), Value::Int(number)) => {
            json!(decimal::format(*number, scale))
        }
        (_, Value::Int(number)) => json!(number),
        (FieldKind::Money(_), Value::Text(text)) => Money::recall(text).map_or(
            Json::Null,
            |money| json!({ "amount": money.amount(), "currency": money.currency }),
        ),
        (FieldKind::Several(options), Value::Text(text)) => {
            chosen(options, text).map(|option| json!(option.code)).collect()
        }
        (_, Value::Text(text)) => json!(text),
        (_, Value::Bytes(bytes)) => match <[u8; 16]>::try_from(bytes.as_slice()) {
            Ok(id) => reference(Id::<()>::from_bytes(id), names),
            Err(_) => Json::Null,
        },
    }
}

/// The canonical text of a value as the API gives it.
pub(crate) fn past(field: &Field, text: &str, names: &Names) -> Json {
    field.kind.recall(text).map_or(Json::Null, |held| value(field, &held, names))
}

/// Those of the options that are chosen, in the order in which they are offered.
fn chosen<'a>(
    options: &'static [Alternative],
    codes: &'a str,
) -> impl Iterator<Item = &'static Alternative> + 'a {
    options.iter().filter(move |option| codes.split(',').any(|code| code == option.code))
}

/// Something referred to: its identity, and its name for people.
pub(super) fn reference(id: Id<()>, names: &Names) -> Json {
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
            | FieldKind::Department
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
        FieldKind::Decimal(scale, ..) => decimal::parse(text, scale)
            .map_or_else(|| text.to_owned(), |number| amount(t, &decimal::format(number, scale))),
        FieldKind::Money(_) => Money::recall(text).map_or_else(
            || text.to_owned(),
            |money| format!("{} {}", amount(t, &money.amount()), money.currency),
        ),
        FieldKind::Date => day(t, text).unwrap_or_else(|| text.to_owned()),
        FieldKind::One(options) | FieldKind::Several(options) => {
            let labels: Vec<&str> =
                chosen(options, text).map(|option| option.label(t.language())).collect();
            if labels.is_empty() { text.to_owned() } else { labels.join(", ") }
        }
        of if is_reference(of) => {
            let id = text.parse::<Id<()>>().ok();
            names.name(id).unwrap_or_else(|| t.text("someone-unknown"))
        }
        _ => text.to_owned(),
    }
}

/// A number as it is written in the reader's language; digits are not grouped, so that it cannot be
/// taken for another one.
fn amount(t: &Translator, digits: &str) -> String {
    digits.replace('.', &t.text("number-mark"))
}

/// What a field is called.
#[must_use]
pub fn label(t: &Translator, field: &Field) -> String {
    match field.definition() {
        Some(definition) => definition.label(t.language()).to_owned(),
        None => t.known("field", field.code).unwrap_or_else(|| field.code.to_owned()),
    }
}
