//! What was sent of a sheet: as a form, a field for each cell, or as JSON, a line for each permission.

use desk::input::RawInput;
use desk::roles::{RawLine, Sheet, of_words};
use desk::{Error, Kind};
use serde_json::{Map, Value};

/// The name under which goes what was seen of the sheet before.
pub(super) const SEEN: &str = "seen";

/// The name of a cell's field.
pub(super) fn cell(kind: &str, action: &str) -> String {
    format!("{kind}.{action}")
}

/// A sheet, and what was seen of the one it is to replace.
pub(super) type Sent = (Sheet, Option<String>);

/// A sheet that was typed. A cell that was left out allows nothing.
pub(super) fn typed(kinds: &[&'static Kind], input: &RawInput) -> desk::Result<Sent> {
    let mut lines = Vec::new();
    for (name, value) in input.values.iter().filter(|(name, _)| *name != SEEN) {
        let Some((kind, action)) = name.rsplit_once('.') else {
            return Err(Error::invalid(name.as_str(), "no_such_field"));
        };
        let [kind, action] = [kind, action].map(str::to_owned);
        lines.push(RawLine { place: name.clone(), kind, action, reach: value.shown() });
    }
    let seen = input.values.get(SEEN).map(|_| input.shown(SEEN));
    Ok((of_words(kinds, &lines)?, seen))
}

/// A sheet that came as JSON: the whole of it.
pub(super) fn told(kinds: &[&'static Kind], tree: &Map<String, Value>) -> desk::Result<Sent> {
    let known = |name: &&String| [SEEN, "permissions"].contains(&name.as_str());
    if let Some(other) = tree.keys().find(|name| !known(name)) {
        return Err(Error::invalid(other.as_str(), "no_such_field"));
    }
    let permissions = match tree.get("permissions") {
        Some(Value::Array(lines)) => lines,
        None | Some(Value::Null) => return Err(Error::invalid("permissions", "required")),
        Some(_) => return Err(Error::invalid("permissions", "list")),
    };
    let lines = permissions.iter().enumerate().map(|(at, line)| line_of(at, line));
    let lines = lines.collect::<desk::Result<Vec<_>>>()?;
    let seen = match tree.get(SEEN) {
        None | Some(Value::Null) => None,
        Some(Value::String(seen)) => Some(seen.clone()),
        Some(_) => return Err(Error::invalid(SEEN, "not_text")),
    };
    Ok((of_words(kinds, &lines)?, seen))
}

fn line_of(at: usize, line: &Value) -> desk::Result<RawLine> {
    let place = format!("permissions.{at}");
    let Value::Object(members) = line else { return Err(Error::invalid(place, "object")) };
    let known = |name: &&String| ["kind", "action", "reach"].contains(&name.as_str());
    if let Some(other) = members.keys().find(|name| !known(name)) {
        return Err(Error::invalid(format!("{place}.{other}"), "no_such_field"));
    }
    let text = |name: &str| match members.get(name) {
        Some(Value::String(text)) => Ok(text.clone()),
        None | Some(Value::Null) => Err(Error::invalid(format!("{place}.{name}"), "required")),
        Some(_) => Err(Error::invalid(format!("{place}.{name}"), "not_text")),
    };
    Ok(RawLine { kind: text("kind")?, action: text("action")?, reach: text("reach")?, place })
}
