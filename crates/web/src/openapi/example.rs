//! Examples of what the API takes and answers, from the schemas themselves.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::Schema;
use super::words::word;

/// What stands where the schema says nothing of what a text is.
pub const UNTOLD: &str = "An example";

/// An example goes no deeper than this into what its members are.
const DEEPEST: u8 = 10;

const INSTANT: &str = "2026-03-02T09:30:00Z";
const DATE: &str = "2026-03-02";
const ADDRESS: &str = "https://example.org/";

/// Writes examples of schemas, some of which refer to others by name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Examples<'a> {
    schemas: &'a BTreeMap<&'static str, Schema>,
}

/// Where in an example a value stands.
#[derive(Debug, Clone, Copy)]
struct Place<'a> {
    /// The name of the value.
    name: &'a str,
    /// The member it is in.
    of: &'a str,
    /// The schema it is in, where that has a name.
    named: &'a str,
    /// Whether it is what the answer is about: then it is shown with all it usually has, and what is
    /// mentioned in passing with what it always has.
    subject: bool,
    depth: u8,
}

/// An example of a value by itself, under the name it is given or asked for by.
pub(crate) fn example(name: &str, schema: &Schema) -> Value {
    Examples { schemas: &BTreeMap::new() }.of(name, schema)
}

impl<'a> Examples<'a> {
    pub(super) fn new(schemas: &'a BTreeMap<&'static str, Schema>) -> Self {
        Examples { schemas }
    }

    /// An example of a value of this name.
    pub(super) fn of(self, name: &str, schema: &Schema) -> Value {
        let place = Place { name, of: "", named: "", subject: true, depth: DEEPEST };
        self.value(place, schema.members())
    }

    fn value(self, at: Place<'_>, schema: &Map<String, Value>) -> Value {
        if let Some(example) = schema.get("examples").and_then(|all| all.get(0)) {
            return example.clone();
        }
        if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
            return self.named(at, name.rsplit('/').next().unwrap_or_default());
        }
        if let Some(each) = schema.get("anyOf").and_then(Value::as_array) {
            return self.either(at, each);
        }
        let word = word(&[at.of, at.named], at.name);
        if let Some(codes) = schema.get("enum").and_then(Value::as_array) {
            let fitting = codes.iter().find(|code| code.as_str() == word);
            return fitting.or(codes.first()).cloned().unwrap_or_default();
        }
        let (kind, nullable) = kind(schema);
        if nullable && word == Some("null") {
            return Value::Null;
        }
        match kind {
            "object" => self.object(at, schema),
            "array" => self.list(at, schema),
            "integer" => number(schema, word),
            "boolean" => json!(word == Some("true")),
            "" => json!(word),
            _ => text(at, schema, word),
        }
    }

    fn named(self, at: Place<'_>, name: &str) -> Value {
        let found = self.schemas.get_key_value(name).filter(|_| at.depth > 0);
        let Some((name, schema)) = found else { return Value::Null };
        self.value(Place { named: name, depth: at.depth - 1, ..at }, schema.members())
    }

    /// The first of several, or nothing where nothing may stand and it would lead too far.
    fn either(self, at: Place<'_>, each: &[Value]) -> Value {
        let may_be_null = each.iter().any(|one| one.get("type") == Some(&json!("null")));
        if may_be_null && (at.depth == 0 || word(&[at.of, at.named], at.name) == Some("null")) {
            return Value::Null;
        }
        each.first().and_then(Value::as_object).map_or(Value::Null, |one| self.value(at, one))
    }

    fn object(self, at: Place<'_>, schema: &Map<String, Value>) -> Value {
        let members = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
        let required = schema.get("required").and_then(Value::as_array);
        let required = |name: &str| required.is_some_and(|all| all.iter().any(|one| one == name));
        // Only what has a name of its own leaves members out for what its reader may not see.
        let whole = at.subject && !at.named.is_empty();
        let shown = members.filter(|(name, schema)| required(name) || (whole && is_usual(schema)));
        let shown = shown.filter_map(|(name, schema)| {
            // What hangs on the answer itself may be what the answer is about: the items of a page.
            let subject = at.subject && at.named.is_empty() && is_list(schema);
            let place = Place { name, of: at.name, subject, depth: at.depth.checked_sub(1)?, ..at };
            Some((name.clone(), self.value(place, schema.as_object()?)))
        });
        Value::Object(shown.collect())
    }

    /// One of them, or none where they are texts nothing is known of.
    fn list(self, at: Place<'_>, schema: &Map<String, Value>) -> Value {
        let item = schema.get("items").and_then(Value::as_object).filter(|_| at.depth > 0);
        let plain = |item: &Map<String, Value>| kind(item).0 == "string" && item.len() == 1;
        let known = |item: &&Map<String, Value>| {
            !plain(item) || word(&[at.of, at.named], at.name).is_some()
        };
        let depth = at.depth.saturating_sub(1);
        // What a list holds is not what the list is in.
        let place = Place { named: "", depth, ..at };
        json!(
            item.filter(known).map(|item| self.value(place, item)).into_iter().collect::<Vec<_>>()
        )
    }
}

/// Whether a member that may be left out is usually there: those that are things or lists of their own
/// are there now and then.
fn is_usual(schema: &Value) -> bool {
    schema.get("$ref").is_none() && !is_list(schema)
}

fn is_list(schema: &Value) -> bool {
    schema.get("type") == Some(&json!("array"))
}

/// The type, and whether nothing may stand there.
fn kind(schema: &Map<String, Value>) -> (&str, bool) {
    match schema.get("type") {
        Some(Value::String(kind)) => (kind, false),
        Some(Value::Array(kinds)) => {
            (kinds.first().and_then(Value::as_str).unwrap_or_default(), true)
        }
        _ => ("", false),
    }
}

fn number(schema: &Map<String, Value>, word: Option<&str>) -> Value {
    let bound = |keyword: &str| schema.get(keyword).and_then(Value::as_i64);
    let (least, most) = (bound("minimum"), bound("maximum"));
    let usual = || schema.get("default").and_then(Value::as_i64);
    let wished = usual().or_else(|| word.and_then(|word| word.parse().ok())).unwrap_or(1);
    json!(wished.max(least.unwrap_or(i64::MIN)).min(most.unwrap_or(i64::MAX)))
}

fn text(at: Place<'_>, schema: &Map<String, Value>, word: Option<&str>) -> Value {
    let is_id = schema.get("pattern").is_some_and(|pattern| pattern == "^[0-9a-f]{32}$");
    match schema.get("format").and_then(Value::as_str) {
        _ if is_id => json!(identity(at)),
        Some("date-time") => {
            json!(word.filter(|word| word.len() == INSTANT.len()).unwrap_or(INSTANT))
        }
        Some("date") => json!(word.filter(|word| word.len() == DATE.len()).unwrap_or(DATE)),
        Some("uri") => json!(ADDRESS),
        _ => {
            // Where nothing is held and null may not say so, nothing says so.
            let text = word.map_or(UNTOLD, |word| if word == "null" { "" } else { word });
            let most = schema.get("maxLength").and_then(Value::as_u64);
            let most = most.and_then(|most| usize::try_from(most).ok()).unwrap_or(usize::MAX);
            json!(text.chars().take(most).collect::<String>())
        }
    }
}

/// An identity: the same for the same thing, another for another.
fn identity(at: Place<'_>) -> String {
    let thing = match (at.name, at.of) {
        ("id", "" | "items") => at.named,
        ("id", of) => of,
        (name, _) => name,
    };
    let bytes = thing.bytes().map(|byte| u16::from(byte.to_ascii_lowercase()));
    let sum = bytes.fold(7_u16, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte));
    format!("019cb1f0a4c07d3c8f10b7a2c5d6{sum:04x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schemas() -> BTreeMap<&'static str, Schema> {
        let person = Schema::object()
            .required("id", Schema::id())
            .required("name", Schema::text())
            .optional("parent", Schema::named("Person").or_null());
        let record = Schema::object()
            .required("id", Schema::id())
            .optional("title", Schema::text().at_most(7))
            .optional("team", Schema::named("Person").or_null())
            .optional("opened_at", Schema::instant())
            .optional("closed_at", Schema::instant().or_null())
            .optional("withdrawn", Schema::named("Person"));
        BTreeMap::from([("Person", person), ("Record", record)])
    }

    #[test]
    fn what_an_answer_is_about_is_shown_whole_and_the_rest_in_short() {
        let schemas = schemas();
        let page = Schema::object()
            .required("items", Schema::list(Schema::named("Record")))
            .optional("sorted_since", Schema::instant());
        let page = Examples::new(&schemas).of("", &page);
        let record = &page["items"][0];
        assert_eq!(record["title"], "Printer");
        assert_eq!(record["opened_at"], "2026-03-02T09:00:00Z");
        assert_eq!(record["closed_at"], Value::Null);
        assert_eq!(record["team"]["name"], "Service desk");
        assert_ne!(record["team"]["id"], record["id"]);
        assert!(record["team"].get("parent").is_none() && record.get("withdrawn").is_none());
        assert!(page.get("sorted_since").is_none());
    }

    #[test]
    fn what_refers_to_itself_comes_to_an_end() {
        let endless = Schema::object().required("next", Schema::named("Endless"));
        let schemas = BTreeMap::from([("Endless", endless)]);
        assert!(Examples::new(&schemas).of("", &Schema::named("Endless")).is_object());
    }

    #[test]
    fn a_number_is_within_its_bounds_and_a_code_is_one_of_them() {
        assert_eq!(example("minutes", &Schema::number().between(1, 30)), 30);
        assert_eq!(example("limit", &Schema::number().default_is(25)), 25);
        assert_eq!(example("state", &Schema::one_of(["new", "in_progress"])), "in_progress");
        assert_eq!(example("state", &Schema::one_of(["open", "over"])), "open");
        assert_eq!(example("erased", &Schema::list(Schema::text())), json!([]));
    }
}
