//! Turns what a door received into typed values, going by the fields a verb takes. Pages and API
//! meet here, so that both refuse the same things with the same words.

use std::collections::BTreeMap;

use db::{Id, ReadTx, Timestamp, Value};

use super::{RawInput, RawValue, measured, reference};
use crate::access::Agent;
use crate::field::FieldKind;
use crate::kind::Kind;
use crate::lifecycle::InputField;
use crate::{Error, Fault, Result};

/// Unknown names told at most: a body of nothing else would make an answer many times its size.
const FAULTS: usize = 20;

/// What was given, checked and typed.
#[derive(Debug, Clone, Default)]
pub struct Input {
    values: BTreeMap<&'static str, Value>,
    /// The version the giver had seen, if they said.
    pub version: Option<i64>,
}

impl Input {
    /// Checks and types what was given. `held` tells what the record holds in a field now; sending
    /// that back is always taken, also when nobody could choose it any more.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every fault found, not only the first.
    pub fn decode(
        tx: &ReadTx<'_>,
        kind: &Kind,
        agent: &Agent,
        fields: &[InputField],
        raw: &RawInput,
        held: &dyn Fn(&str) -> Value,
    ) -> Result<Input> {
        let mut faults = unknown_names(fields, raw);
        let mut values = BTreeMap::new();
        for field in fields {
            let given = raw.values.get(field.code);
            let held = given.map_or(Value::Null, |_| held(field.code));
            if given.is_some_and(|given| unchanged(agent, field.kind, given, &held)) {
                values.insert(field.code, held);
                continue;
            }
            match decode_one(tx, kind, agent, field, (given, &held)) {
                Ok(Some(value)) => {
                    values.insert(field.code, value);
                }
                Ok(None) => {}
                Err(Error::Invalid(found)) => faults.extend(found),
                Err(other) => return Err(other),
            }
        }
        if faults.is_empty() {
            Ok(Input { values, version: raw.version })
        } else {
            Err(Error::Invalid(faults))
        }
    }

    /// The same for something new, which holds nothing yet.
    ///
    /// # Errors
    /// As [`Input::decode`].
    pub fn anew(
        tx: &ReadTx<'_>,
        kind: &Kind,
        agent: &Agent,
        fields: &[InputField],
        raw: &RawInput,
    ) -> Result<Input> {
        Input::decode(tx, kind, agent, fields, raw, &|_| Value::Null)
    }

    /// Whether the field was given, be it emptied.
    #[must_use]
    pub fn has(&self, code: &str) -> bool {
        self.values.contains_key(code)
    }

    /// Takes a field out, as if it had not been given.
    pub fn forget(&mut self, code: &str) {
        self.values.remove(code);
    }

    /// The fields that were given.
    pub fn given(&self) -> impl Iterator<Item = (&'static str, &Value)> {
        self.values.iter().map(|(code, value)| (*code, value))
    }

    /// Text that was given and is not empty.
    #[must_use]
    pub fn text(&self, code: &str) -> Option<String> {
        match self.values.get(code) {
            Some(Value::Text(text)) => Some(text.clone()),
            _ => None,
        }
    }

    /// A number that was given.
    #[must_use]
    pub fn number(&self, code: &str) -> Option<i64> {
        match self.values.get(code) {
            Some(Value::Int(number)) => Some(*number),
            _ => None,
        }
    }

    /// An instant that was given.
    #[must_use]
    pub fn instant(&self, code: &str) -> Option<Timestamp> {
        self.number(code).map(Timestamp::from_micros)
    }

    /// Whether a flag was given and is set.
    #[must_use]
    pub fn flag(&self, code: &str) -> bool {
        self.number(code).is_some_and(|flag| flag != 0)
    }

    /// The identity of something that was given.
    #[must_use]
    pub fn id<T>(&self, code: &str) -> Option<Id<T>> {
        match self.values.get(code) {
            Some(Value::Bytes(bytes)) => bytes.as_slice().try_into().ok().map(Id::from_bytes),
            _ => None,
        }
    }
}

/// Whether what was given is what the record holds, as journal or form would write it.
fn unchanged(agent: &Agent, kind: FieldKind, given: &RawValue, held: &Value) -> bool {
    let RawValue::Text(text) = given else { return false };
    match (kind, held) {
        (_, Value::Null) => false,
        // A form shows the moment by the clock on its reader's wall.
        (FieldKind::Instant, Value::Int(micros))
            if measured::local(Timestamp::from_micros(*micros), &agent.zone) == *text =>
        {
            true
        }
        _ => kind.canonical(held).as_deref() == Some(text),
    }
}

fn unknown_names(fields: &[InputField], raw: &RawInput) -> Vec<Fault> {
    let known: Vec<&str> = fields.iter().map(|f| f.code).collect();
    raw.values
        .keys()
        .filter(|name| !known.contains(&name.as_str()))
        .take(FAULTS)
        .map(|name| Fault::new(name.as_str(), "unknown").with("known", known.join(", ")))
        .collect()
}

/// The value of one field; nothing when it was not given.
fn decode_one(
    tx: &ReadTx<'_>,
    kind: &Kind,
    agent: &Agent,
    field: &InputField,
    (raw, held): (Option<&RawValue>, &Value),
) -> Result<Option<Value>> {
    let empty = match raw {
        None => {
            return if field.required {
                Err(Error::invalid(field.code, "required"))
            } else {
                Ok(None)
            };
        }
        Some(RawValue::Null) => true,
        Some(RawValue::Text(text)) => is_blank(text),
        Some(RawValue::List(texts)) => texts.is_empty(),
        Some(_) => false,
    };
    match raw {
        Some(_) if empty && field.required => Err(Error::invalid(field.code, "required")),
        Some(raw) if !empty => match field.kind {
            FieldKind::One(options) | FieldKind::Several(options) => {
                let anew = measured::Offered { options, held: Some(held) };
                anew.chosen(field.code, field.kind, raw).map(Some)
            }
            other => one(tx, (kind, agent), (field.code, other), raw, true).map(Some),
        },
        _ => Ok(Some(Value::Null)),
    }
}

/// A value of the field's kind, from what a filter was given: also one that nobody can choose any more.
///
/// # Errors
/// [`Error::Invalid`] naming the field.
pub fn typed(
    tx: &ReadTx<'_>,
    kind: &Kind,
    agent: &Agent,
    code: &str,
    of: FieldKind,
    raw: &RawValue,
) -> Result<Value> {
    one(tx, (kind, agent), (code, of), raw, false)
}

/// A value of the field's kind that can be chosen now.
///
/// # Errors
/// [`Error::Invalid`] naming the field.
pub(crate) fn choose(
    tx: &ReadTx<'_>,
    kind: &Kind,
    agent: &Agent,
    code: &str,
    of: FieldKind,
    raw: &RawValue,
) -> Result<Value> {
    one(tx, (kind, agent), (code, of), raw, true)
}

/// A value of the field's kind; one chosen `anew` must be offered still.
fn one(
    tx: &ReadTx<'_>,
    (kind, agent): (&Kind, &Agent),
    (code, of): (&str, FieldKind),
    raw: &RawValue,
    anew: bool,
) -> Result<Value> {
    match of {
        FieldKind::Line(most) => text(code, raw, most, false),
        FieldKind::Prose(most) => text(code, raw, most, true),
        FieldKind::Number(least, most) => number(code, raw, least, most),
        FieldKind::Flag => flag(code, raw),
        FieldKind::Instant => measured::instant(code, raw, &agent.zone),
        FieldKind::State => {
            let codes: Vec<&str> = kind.lifecycle.states.iter().map(|s| s.code).collect();
            option(code, raw, &codes)
        }
        FieldKind::Options(codes) => option(code, raw, codes),
        FieldKind::Choice(list) => reference::choice(tx, kind, code, list, &word(code, raw)?, anew),
        FieldKind::Person
        | FieldKind::Team
        | FieldKind::Company
        | FieldKind::Service
        | FieldKind::Location
        | FieldKind::Department
        | FieldKind::Category => {
            reference::refer(tx, kind, agent, (code, of), &word(code, raw)?, anew)
        }
        FieldKind::Record => reference::record(tx, kind, agent, code, &word(code, raw)?),
        FieldKind::Decimal(scale, least, most) => {
            measured::decimal(code, raw, scale, (least, most))
        }
        FieldKind::Money(currencies) => measured::money(code, raw, currencies),
        FieldKind::Date => measured::date(code, raw),
        FieldKind::Link => measured::link(code, raw),
        FieldKind::One(options) | FieldKind::Several(options) => {
            measured::Offered { options, held: None }.chosen(code, of, raw)
        }
    }
}

fn text(code: &str, raw: &RawValue, most: usize, lines: bool) -> Result<Value> {
    let RawValue::Text(text) = raw else { return Err(Error::invalid(code, "not_text")) };
    let length = text.chars().count();
    if length > most {
        let fault = Fault::new(code, "too_long").with("most", most).with("length", length);
        return Err(Error::Invalid(vec![fault]));
    }
    if !lines && text.contains(['\n', '\r']) {
        return Err(Error::invalid(code, "one_line"));
    }
    if !lines && text.contains(REORDERING) {
        return Err(Error::invalid(code, "control"));
    }
    Ok(if lines { Value::from(text) } else { text.trim().into() })
}

/// Forms send numbers as text, so digits in text are taken as well.
fn number(code: &str, raw: &RawValue, least: i64, most: i64) -> Result<Value> {
    let number = match raw {
        RawValue::Number(number) => Some(*number),
        RawValue::Text(text) => text.trim().parse().ok(),
        _ => None,
    };
    match number {
        Some(number) if (least..=most).contains(&number) => Ok(number.into()),
        _ => Err(Error::Invalid(vec![
            Fault::new(code, "number").with("least", least).with("most", most),
        ])),
    }
}

/// Characters that make a line read in another order than it is written (Unicode's bidirectional
/// controls): a title with them can pretend to be another one.
const REORDERING: [char; 9] = [
    '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}', '\u{2066}', '\u{2067}', '\u{2068}',
    '\u{2069}',
];

/// Whether nothing of a text can be seen.
fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_invisible(c))
}

/// Characters of which nothing is seen.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{00ad}')
}

/// Characters by which a text seems to be another one.
pub(crate) fn is_unseen(c: char) -> bool {
    is_invisible(c) || REORDERING.contains(&c)
}

fn flag(code: &str, raw: &RawValue) -> Result<Value> {
    match raw {
        RawValue::Flag(flag) => Ok((*flag).into()),
        RawValue::Text(text) if matches!(text.as_str(), "true" | "on" | "1") => Ok(true.into()),
        RawValue::Text(text) if matches!(text.as_str(), "false" | "0") => Ok(false.into()),
        _ => Err(Error::invalid(code, "flag")),
    }
}

fn option(code: &str, raw: &RawValue, codes: &[&str]) -> Result<Value> {
    let word = word(code, raw)?;
    if codes.contains(&word.as_str()) {
        return Ok(word.into());
    }
    Err(Error::Invalid(vec![Fault::new(code, "option").with("options", codes.join(", "))]))
}

pub(super) fn word(code: &str, raw: &RawValue) -> Result<String> {
    match raw {
        RawValue::Text(text) => Ok(text.trim().to_owned()),
        _ => Err(Error::invalid(code, "not_text")),
    }
}
