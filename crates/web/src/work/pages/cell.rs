//! What a field holds, as lists and properties show it.

use db::{Id, Timestamp, Value};
use desk::Kind;
use desk::field::{Field, FieldKind};
use desk::lifecycle::{State, StateClass};

use super::{Names, Reader};
use crate::i18n::Translator;
use crate::page::{Badge, Cell, Tone};
use crate::work::words;

/// The field whose levels are shown as bars.
const PRIORITY: &str = "priority";

/// The value of a field in one place of a page.
pub(super) fn cell(
    reader: &Reader,
    kind: &'static Kind,
    field: &Field,
    value: &Value,
    names: &Names,
) -> Cell {
    let t = &reader.t;
    match (field.kind, value) {
        (_, Value::Null) => Cell::Empty,
        (FieldKind::State, Value::Text(code)) => Cell::Badge(state_badge(t, kind, code)),
        (FieldKind::Number(..), Value::Int(level)) if field.code == PRIORITY => {
            u8::try_from(*level).map_or(Cell::Empty, |level| Cell::Badge(priority_badge(t, level)))
        }
        (FieldKind::Number(..), Value::Int(level)) => {
            let digits = level.to_string();
            Cell::Text(t.known(field.code, &digits).unwrap_or(digits))
        }
        (FieldKind::Instant, Value::Int(at)) => {
            Cell::Time(reader.stamp(Timestamp::from_micros(*at)))
        }
        (FieldKind::Person, Value::Bytes(bytes)) => {
            let id = <[u8; 16]>::try_from(bytes.as_slice()).ok().map(Id::<()>::from_bytes);
            Cell::person(names.name(id))
        }
        (FieldKind::Link, Value::Text(address)) => Cell::Web(address.clone()),
        _ => {
            Cell::text(field.kind.canonical(value).map(|text| words(t, kind, field, &text, names)))
        }
    }
}

/// The badge of a state; its colour says what the state means to every practice.
pub(super) fn state_badge(t: &Translator, kind: &'static Kind, code: &str) -> Badge {
    let state = kind.lifecycle.state(code);
    let tone = state.map_or(Tone::Muted, |state| tone(kind, state));
    Badge::new(t.text_of(&format!("state-{}", kind.code), code), tone)
}

fn tone(kind: &Kind, state: &State) -> Tone {
    match state.class {
        StateClass::Open if state.code == kind.lifecycle.initial => Tone::Info,
        StateClass::Open => Tone::Active,
        StateClass::Waiting => Tone::Warning,
        StateClass::Resolved => Tone::Success,
        StateClass::Closed => Tone::Muted,
    }
}

/// The badge of a priority: number and word, "2 High".
pub(super) fn priority_badge(t: &Translator, priority: u8) -> Badge {
    let word = t.text_of("priority", &priority.to_string());
    Badge::priority(format!("{priority} {word}"), priority)
}
