//! From JSON to what an administrator writes of a field.

use std::collections::BTreeMap;

use desk::custom::{Alternative, Draft, Words};
use desk::input::RawValue;
use desk::{Error, Fault, Result};
use serde_json::{Map, Value};

/// What was sent: of which kind the field is to be, and what is said of it.
pub(super) struct Sent {
    pub(super) kind: Option<String>,
    pub(super) draft: Draft,
    pub(super) version: Option<i64>,
}

/// The members of an object, taken one by one; what is left at the end is unknown.
struct Members {
    left: Map<String, Value>,
    faults: Vec<Fault>,
}

/// Reads what was sent.
///
/// # Errors
/// [`Error::Invalid`] with each member that has another form than it should.
pub(super) fn sent(body: Map<String, Value>) -> Result<Sent> {
    let mut members = Members { left: body, faults: Vec::new() };
    let kind = members.text("kind");
    let version = members.number("version");
    let labels = members.texts("labels");
    let help = members.texts("help").unwrap_or_default();
    let draft = Draft {
        code: members.text("code"),
        holds: members.text("type"),
        scale: members.number("scale"),
        least: members.digits("least"),
        most: members.digits("most"),
        currencies: members.list("currencies"),
        audience: members.text("audience"),
        words: labels.map(|labels| words(labels, help)),
        options: members.options(),
        rules: members.texts("states").map(|states| states.into_iter().collect()),
        forms: members.list("forms"),
        fallback: members.plain("default"),
    };
    let known = "kind, code, type, scale, least, most, currencies, audience, labels, help, options, states, forms, default, version";
    for name in members.left.keys().take(20) {
        let name: String = name.chars().filter(|c| !c.is_control()).take(80).collect();
        members.faults.push(Fault::new(name, "unknown").with("known", known));
    }
    if members.faults.is_empty() {
        Ok(Sent { kind, draft, version })
    } else {
        Err(Error::Invalid(members.faults))
    }
}

/// Labels with the help of the same language.
fn words(labels: Vec<(String, String)>, help: Vec<(String, String)>) -> Vec<Words> {
    let mut words: BTreeMap<String, Words> = BTreeMap::new();
    let mut of = |language: String, label: String, help: String| {
        let known = words.entry(language.clone()).or_insert_with(|| Words {
            language,
            label: String::new(),
            help: String::new(),
        });
        known.label.push_str(&label);
        known.help.push_str(&help);
    };
    labels.into_iter().for_each(|(language, label)| of(language, label, String::new()));
    help.into_iter().for_each(|(language, help)| of(language, String::new(), help));
    words.into_values().collect()
}

impl Members {
    /// Takes a member; nothing when it is missing or null.
    fn take(&mut self, name: &str) -> Option<Value> {
        self.left.remove(name).filter(|value| !value.is_null())
    }

    fn fault<T>(&mut self, name: impl Into<String>, code: &'static str) -> Option<T> {
        self.faults.push(Fault::new(name, code));
        None
    }

    fn text(&mut self, name: &'static str) -> Option<String> {
        match self.take(name)? {
            Value::String(text) => Some(text),
            _ => self.fault(name, "not_text"),
        }
    }

    fn number(&mut self, name: &'static str) -> Option<i64> {
        match self.take(name)?.as_i64() {
            Some(number) => Some(number),
            None => self.fault(name, "whole_number"),
        }
    }

    /// A number as text, so that it keeps all its digits; a whole one also as a number.
    fn digits(&mut self, name: &'static str) -> Option<String> {
        match self.take(name)? {
            Value::String(text) => Some(text),
            Value::Number(number) if number.as_i64().is_some() => Some(number.to_string()),
            _ => self.fault(name, "exact_number"),
        }
    }

    fn list(&mut self, name: &'static str) -> Option<Vec<String>> {
        let value = self.take(name)?;
        let items = value.as_array().and_then(|items| {
            items.iter().map(|item| item.as_str().map(ToOwned::to_owned)).collect()
        });
        match items {
            Some(items) => Some(items),
            None => self.fault(name, "list"),
        }
    }

    /// An object of texts.
    fn texts(&mut self, name: &'static str) -> Option<Vec<(String, String)>> {
        let value = self.take(name)?;
        match texts(&value) {
            Some(texts) => Some(texts),
            None => self.fault(name, "object"),
        }
    }

    fn options(&mut self) -> Option<Vec<Alternative>> {
        let value = self.take("options")?;
        let Some(items) = value.as_array() else { return self.fault("options", "list") };
        let mut options = Vec::with_capacity(items.len());
        for (place, item) in items.iter().enumerate() {
            match option(item) {
                Some(option) => options.push(option),
                None => return self.fault(format!("options.{place}"), "object"),
            }
        }
        Some(options)
    }

    /// What a new record holds: null says nothing, which is not the same as not speaking of it.
    fn plain(&mut self, name: &'static str) -> Option<RawValue> {
        Some(match self.left.remove(name)? {
            Value::Null => RawValue::Null,
            Value::Bool(flag) => RawValue::Flag(flag),
            Value::String(text) => RawValue::Text(text),
            Value::Number(number) => match number.as_i64() {
                Some(number) => RawValue::Number(number),
                None => RawValue::Text(number.to_string()),
            },
            Value::Array(items) => {
                let texts = items.iter().map(|item| item.as_str().map(ToOwned::to_owned));
                match texts.collect() {
                    Some(texts) => RawValue::List(texts),
                    None => return self.fault(name, "list"),
                }
            }
            Value::Object(_) => return self.fault(name, "nested"),
        })
    }
}

fn texts(value: &Value) -> Option<Vec<(String, String)>> {
    let members = value.as_object()?.iter();
    members.map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned()))).collect()
}

fn option(item: &Value) -> Option<Alternative> {
    let members = item.as_object()?;
    if members.keys().any(|name| !["code", "labels", "offered"].contains(&name.as_str())) {
        return None;
    }
    Some(Alternative {
        code: members.get("code")?.as_str()?.to_owned(),
        labels: members.get("labels").map_or_else(|| Some(Vec::new()), texts)?,
        active: members.get("offered").map_or(Some(true), Value::as_bool)?,
    })
}
