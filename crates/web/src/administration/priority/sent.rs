//! What was sent of a matrix: as a form, a field for each cell, or as JSON, a line for each.

use desk::input::RawInput;
use desk::priority::{Matrix, RawCell, of_words};
use desk::{Error, Kind};
use serde_json::{Map, Value};

/// The name under which goes what was seen of the matrix before.
pub(super) const SEEN: &str = "seen";
/// What the name of a cell's field begins with.
const CELL: &str = "priority.";

/// The name of a cell's field.
pub(super) fn cell(impact: i64, urgency: i64) -> String {
    format!("{CELL}{impact}.{urgency}")
}

/// A matrix, and what was seen of the one it is to replace.
pub(super) type Sent = (Matrix, Option<String>);

/// A matrix that was typed.
pub(super) fn typed(kind: &Kind, input: &RawInput) -> desk::Result<Sent> {
    let mut cells = Vec::new();
    for (name, value) in input.values.iter().filter(|(name, _)| *name != SEEN) {
        let parts = name.strip_prefix(CELL).and_then(|rest| rest.split_once('.'));
        let Some((impact, urgency)) = parts else {
            return Err(Error::invalid(name.as_str(), "no_such_field"));
        };
        let [impact, urgency] = [impact, urgency].map(str::to_owned);
        cells.push(RawCell { place: name.clone(), impact, urgency, priority: value.shown() });
    }
    let seen = input.values.get(SEEN).map(|_| input.shown(SEEN));
    Ok((of_words(kind, &cells)?, seen))
}

/// A matrix that came as JSON: the whole of it.
pub(super) fn told(kind: &Kind, tree: &Map<String, Value>) -> desk::Result<Sent> {
    let known = |name: &&String| [SEEN, "cells"].contains(&name.as_str());
    if let Some(other) = tree.keys().find(|name| !known(name)) {
        return Err(Error::invalid(other.as_str(), "no_such_field"));
    }
    let lines = match tree.get("cells") {
        Some(Value::Array(lines)) => lines,
        None | Some(Value::Null) => return Err(Error::invalid("cells", "required")),
        Some(_) => return Err(Error::invalid("cells", "list")),
    };
    let cells = lines.iter().enumerate().map(|(at, line)| cell_of(at, line));
    let cells = cells.collect::<desk::Result<Vec<_>>>()?;
    let seen = match tree.get(SEEN) {
        None | Some(Value::Null) => None,
        Some(Value::String(seen)) => Some(seen.clone()),
        Some(_) => return Err(Error::invalid(SEEN, "not_text")),
    };
    Ok((of_words(kind, &cells)?, seen))
}

fn cell_of(at: usize, line: &Value) -> desk::Result<RawCell> {
    let place = format!("cells.{at}");
    let Value::Object(members) = line else { return Err(Error::invalid(place, "object")) };
    let known = |name: &&String| ["impact", "urgency", "priority"].contains(&name.as_str());
    if let Some(other) = members.keys().find(|name| !known(name)) {
        return Err(Error::invalid(format!("{place}.{other}"), "no_such_field"));
    }
    let number = |name: &str| match members.get(name) {
        Some(Value::Number(number)) => Ok(number.to_string()),
        None | Some(Value::Null) => Err(Error::invalid(format!("{place}.{name}"), "required")),
        Some(_) => Err(Error::invalid(format!("{place}.{name}"), "whole_number")),
    };
    let (impact, urgency, priority) = (number("impact")?, number("urgency")?, number("priority")?);
    Ok(RawCell { place, impact, urgency, priority })
}
