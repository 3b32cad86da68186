//! What was done to a field: who made what of it another, and from what.

use desk::Kind;
use desk::journal::{Entry, Op};
use desk::work::CREATE;
use serde_json::{Value, json};

use super::super::organisation::history::History;
use crate::i18n::{Arg, Translator};
use crate::identify::Member;
use crate::page::Section;
use crate::work::Reader;

/// What an entry says beside the lines that changed.
const BESIDE: &[&str] = &["field", "kind", "code"];

/// A part of what is said of a field, with the lines that went and those that came.
struct Part<'a> {
    code: &'a str,
    before: Vec<&'a str>,
    after: Vec<&'a str>,
}

/// The parts that an entry changed, in its order.
fn parts(entry: &Entry) -> Vec<Part<'_>> {
    let mut parts: Vec<Part<'_>> = Vec::new();
    for value in entry.values.iter().filter(|value| !BESIDE.contains(&value.field.as_str())) {
        let line = value.value.as_deref().unwrap_or_default();
        let known = parts.iter().position(|part| part.code == value.field);
        let place = known.unwrap_or(parts.len());
        if known.is_none() {
            let (before, after) = (Vec::new(), Vec::new());
            parts.push(Part { code: &value.field, before, after });
        }
        if let Some(part) = parts.get_mut(place) {
            match value.op {
                Op::Remove => part.before.push(line),
                Op::Add | Op::Set => part.after.push(line),
            }
        }
    }
    parts
}

/// The section of the page.
pub(super) fn section(
    member: &Member,
    reader: &Reader,
    kind: &'static Kind,
    history: &History,
) -> Section {
    history.section(member, reader, "fields-no-history", |entry| {
        let new = entry.verb == "create_field";
        let said = parts(entry);
        let said = said.iter().map(|part| change(&member.t, kind, part, new));
        said.collect::<Vec<_>>().join(" · ")
    })
}

/// A part that changed: what it said, and what it says now; of a field that was added only that.
fn change(t: &Translator, kind: &'static Kind, part: &Part<'_>, new: bool) -> String {
    let label = t.text_of("fields-part", part.code);
    let words = |lines: &[&str]| match lines {
        [] => t.text("value-none"),
        lines => {
            let lines = lines.iter().map(|line| words(t, kind, part.code, line));
            lines.collect::<Vec<_>>().join(", ")
        }
    };
    match new {
        true => format!("{label}: {}", words(&part.after)),
        false => format!("{label}: {} → {}", words(&part.before), words(&part.after)),
    }
}

/// A line of the logbook as people read it; one that a newer program wrote, as it stands.
fn words(t: &Translator, kind: &'static Kind, part: &str, line: &str) -> String {
    let parts: Vec<&str> = line.splitn(3, ' ').collect();
    let read = match (part, parts.as_slice()) {
        ("rule", [state, rule]) => t
            .known(&format!("state-{}", kind.code), state)
            .and_then(|state| Some(format!("{state}: {}", t.known("fields-rule", rule)?))),
        ("form", [CREATE]) => t.known("new", kind.code),
        ("form", [verb]) => t.known(&format!("verb-{}", kind.code), verb),
        ("type", [code]) => t.known("fields-type", code),
        ("audience", [code]) => t.known("fields-audience", code),
        ("active", [flag]) => t.known("log-flag", flag),
        ("option", [_, code, "offered"]) => Some((*code).to_owned()),
        ("option", [_, code, _]) => {
            Some(t.text_with("fields-option-kept", &[("option", Arg::Text(code))]))
        }
        _ => None,
    };
    read.unwrap_or_else(|| line.to_owned())
}

/// An entry as the API gives it.
pub(super) fn present(entry: &Entry, history: &History) -> Value {
    let changes: Vec<Value> = parts(entry)
        .iter()
        .map(|part| json!({ "part": part.code, "before": part.before, "after": part.after }))
        .collect();
    json!({
        "verb": entry.verb,
        "actor": entry.actor.map(|id| json!({ "id": id, "name": history.names.person(id) })),
        "door": entry.door,
        "occurred_at": entry.occurred_at,
        "changes": changes,
    })
}
