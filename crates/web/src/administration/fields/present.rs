//! A definition as the API gives it.

use desk::custom::{Alternative, Definition, Type, decimal};
use desk::input::RawValue;
use serde_json::{Map, Value, json};

/// The definition.
pub(super) fn definition(definition: &Definition) -> Value {
    let (scale, least, most) = match &definition.holds {
        Type::Line(most) | Type::Prose(most) => (None, None, Some(most.to_string())),
        Type::Number { scale, least, most } => {
            let bound = |number| Some(decimal::shortest(number, *scale));
            (Some(*scale), bound(*least), bound(*most))
        }
        _ => (None, None, None),
    };
    let currencies = match &definition.holds {
        Type::Money(currencies) => json!(currencies),
        _ => Value::Null,
    };
    let labels = definition.words.iter().map(|words| (words.language.clone(), json!(words.label)));
    let help = definition.words.iter().filter(|words| !words.help.is_empty());
    let help = help.map(|words| (words.language.clone(), json!(words.help)));
    let states = definition.rules.iter().map(|(state, rule)| (state.clone(), json!(rule.code())));
    let is_choice = matches!(definition.holds, Type::Choice | Type::MultiChoice);
    json!({
        "id": definition.id,
        "kind": definition.kind,
        "code": definition.code,
        "type": definition.holds.code(),
        "scale": scale,
        "least": least,
        "most": most,
        "currencies": currencies,
        "audience": definition.audience.code(),
        "labels": labels.collect::<Map<_, _>>(),
        "help": help.collect::<Map<_, _>>(),
        "options": is_choice.then(|| definition.options.iter().map(option).collect::<Vec<_>>()),
        "states": states.collect::<Map<_, _>>(),
        "forms": definition.forms,
        "default": default(definition),
        "place": definition.place,
        "active": definition.active,
        "version": definition.version,
    })
}

fn option(option: &Alternative) -> Value {
    let labels = option.labels.iter().map(|(language, label)| (language.clone(), json!(label)));
    json!({
        "code": option.code,
        "labels": labels.collect::<Map<_, _>>(),
        "offered": option.active,
    })
}

/// What a new record holds, as it would be given.
fn default(definition: &Definition) -> Value {
    match (definition.fallback_given(), &definition.holds) {
        (RawValue::Text(text), Type::Flag) => json!(text != "0"),
        (RawValue::Text(text), _) => json!(text),
        (RawValue::List(codes), _) => json!(codes),
        _ => Value::Null,
    }
}
