//! Fields an administrator adds are fields like any other: on every door, in the journal, in lists.

mod check;
mod everywhere;
mod forms;
mod inside;
mod states;
mod versions;

pub(super) use check::are_checked;
pub(super) use everywhere::are_fields;
pub(super) use forms::are_asked_for_and_shown;
pub(super) use inside::stay_inside;
pub(super) use states::keep_the_rules_of_states;
pub(super) use versions::clash_as_others_do;

use db::Value;
use desk::custom::{Catalogue, Definition, decimal};
use desk::field::{Field, FieldKind};
use desk::input::{RawInput, RawValue};
use desk::work::Work;
use serde_json::{Map, Value as Json, json};

use super::trial::Trial;

/// The custom fields of the kind on trial.
fn fields<P: Work>(trial: &Trial<P>) -> Vec<&'static Field> {
    let catalogue = trial.desk.db.read(|tx| Catalogue::of(tx, P::KIND));
    catalogue.expect("a catalogue").custom().to_vec()
}

/// The field a definition made.
fn field<P: Work>(trial: &Trial<P>, definition: &Definition) -> &'static Field {
    let fields = fields(trial);
    fields.into_iter().find(|field| field.code == definition.code).expect("the field")
}

/// A value to give, another one each turn.
fn given<P: Work>(trial: &Trial<P>, field: &Field, turn: usize) -> RawValue {
    match field.kind {
        FieldKind::Several(options) => {
            let codes = options.iter().cycle().skip(turn).take(2).map(|o| o.code.clone());
            RawValue::List(codes.collect())
        }
        kind => RawValue::Text(trial.samples.text(kind, field.code, turn)),
    }
}

/// Values of all fields.
fn all_given<P: Work>(trial: &Trial<P>, fields: &[&'static Field], turn: usize) -> RawInput {
    let values = fields.iter().map(|f| (f.code.to_owned(), given(trial, f, turn)));
    RawInput { values: values.collect(), version: None }
}

/// The same as JSON.
fn as_json(input: &RawInput) -> Map<String, Json> {
    let value = |raw: &RawValue| match raw {
        RawValue::List(codes) => json!(codes),
        other => json!(other.shown()),
    };
    input.values.iter().map(|(code, raw)| (code.clone(), value(raw))).collect()
}

/// The value as the journal has it.
fn canonical<P: Work>(trial: &Trial<P>, field: &Field, turn: usize) -> String {
    match given(trial, field, turn) {
        RawValue::List(mut codes) => {
            codes.sort_unstable();
            codes.join(",")
        }
        _ => trial.samples.canonical(field.kind, field.code, turn),
    }
}

/// The value as the API answers it; of a reference its identity alone.
fn answered<P: Work>(trial: &Trial<P>, field: &Field, turn: usize) -> Json {
    let text = canonical(trial, field, turn);
    match field.kind {
        FieldKind::Decimal(scale, ..) => {
            json!(decimal::format(decimal::parse(&text, scale).expect("a number"), scale))
        }
        FieldKind::Money(_) => {
            let (amount, currency) = text.split_once(' ').expect("an amount and a currency");
            json!({ "amount": amount, "currency": currency })
        }
        FieldKind::Flag => json!(text == "1"),
        FieldKind::Instant => json!(trial.samples.text(field.kind, field.code, turn)),
        FieldKind::Several(options) => {
            let chosen = options.iter().filter(|o| text.split(',').any(|code| code == o.code));
            chosen.map(|option| json!(option.code)).collect()
        }
        _ => json!(text),
    }
}

/// The same of an answer.
fn told(value: &Json) -> Json {
    value.get("id").cloned().unwrap_or_else(|| value.clone())
}

/// What a record's rows say it holds in a field.
fn held<P: Work>(trial: &Trial<P>, number: &str, field: &'static Field) -> Value {
    let id = trial.id(number);
    let read = trial.desk.db.read(move |tx| desk::custom::values(tx, id, &[field]));
    read.expect("readable values").into_iter().next().map_or(Value::Null, |(_, value)| value)
}
