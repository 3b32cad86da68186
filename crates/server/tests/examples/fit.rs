//! Whether a value is what a schema says: the part of JSON Schema 2020-12 that our schemas are written
//! in. A keyword that is not known here is a misfit of its own, so that none is passed over.

use regex_lite::Regex;
use serde_json::{Map, Value};

/// Keywords that say something of a value without refusing any.
const SAYINGS: &[&str] =
    &["description", "default", "examples", "contentMediaType", "required", "additionalProperties"];

/// What does not fit, each with where it is.
pub(crate) fn misfits(document: &Value, schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    Fit { document, found: &mut found }.compare("$", schema, value);
    found
}

struct Fit<'a> {
    document: &'a Value,
    found: &'a mut Vec<String>,
}

impl Fit<'_> {
    fn compare(&mut self, at: &str, schema: &Value, value: &Value) {
        let Some(keywords) = schema.as_object() else {
            return self.found.push(format!("{at}: {schema} is no schema"));
        };
        for (keyword, said) in keywords {
            let fits = match keyword.as_str() {
                "$ref" => {
                    let pointer = said.as_str().unwrap().trim_start_matches('#');
                    let named = self.document.pointer(pointer).unwrap_or_else(|| panic!("{said}"));
                    self.compare(at, named, value);
                    true
                }
                "anyOf" => said
                    .as_array()
                    .unwrap()
                    .iter()
                    .any(|one| misfits(self.document, one, value).is_empty()),
                "type" => types(said).any(|kind| is(kind, value)),
                "enum" => said.as_array().unwrap().contains(value),
                "format" => is_of_format(said.as_str().unwrap(), value),
                "pattern" => {
                    let pattern = Regex::new(said.as_str().unwrap()).unwrap();
                    value.as_str().is_none_or(|text| pattern.is_match(text))
                }
                "minimum" => value.as_f64().is_none_or(|number| number >= said.as_f64().unwrap()),
                "maximum" => value.as_f64().is_none_or(|number| number <= said.as_f64().unwrap()),
                "minLength" => {
                    let least = usize::try_from(said.as_u64().unwrap()).unwrap();
                    value.as_str().is_none_or(|text| text.chars().count() >= least)
                }
                "maxLength" => {
                    let most = usize::try_from(said.as_u64().unwrap()).unwrap();
                    value.as_str().is_none_or(|text| text.chars().count() <= most)
                }
                "properties" => {
                    self.members(at, keywords, value);
                    true
                }
                "items" => {
                    for (place, item) in value.as_array().into_iter().flatten().enumerate() {
                        self.compare(&format!("{at}[{place}]"), said, item);
                    }
                    true
                }
                other => SAYINGS.contains(&other),
            };
            if !fits {
                self.found.push(format!("{at}: {value} does not fit {keyword} {said}"));
            }
        }
        if !keywords.contains_key("properties") {
            self.members(at, keywords, value);
        }
    }

    fn members(&mut self, at: &str, keywords: &Map<String, Value>, value: &Value) {
        let Some(members) = value.as_object() else { return };
        let known = keywords.get("properties").and_then(Value::as_object);
        let others = keywords.get("additionalProperties");
        for (name, member) in members {
            let inside = format!("{at}.{name}");
            match (known.and_then(|known| known.get(name)), others) {
                (Some(schema), _) => self.compare(&inside, schema, member),
                (None, Some(Value::Bool(false))) => self.found.push(format!("{inside}: not known")),
                (None, Some(schema @ Value::Object(_))) => self.compare(&inside, schema, member),
                (None, _) => {}
            }
        }
        for name in keywords.get("required").and_then(Value::as_array).into_iter().flatten() {
            if !members.contains_key(name.as_str().unwrap()) {
                self.found.push(format!("{at}: {name} is missing"));
            }
        }
    }
}

fn types(said: &Value) -> impl Iterator<Item = &str> {
    let one = said.as_str().into_iter();
    one.chain(said.as_array().into_iter().flatten().filter_map(Value::as_str))
}

fn is(kind: &str, value: &Value) -> bool {
    match kind {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("there is no type {other}"),
    }
}

fn is_of_format(format: &str, value: &Value) -> bool {
    let Some(text) = value.as_str() else { return true };
    match format {
        "int64" => true,
        "date-time" => text.parse::<db::Timestamp>().is_ok(),
        "date" => format!("{text}T00:00:00Z").parse::<db::Timestamp>().is_ok(),
        "uri" => text.contains(':') && !text.contains(' '),
        other => panic!("nothing here knows the format {other}"),
    }
}

#[test]
fn what_does_not_fit_is_found() {
    let document = serde_json::json!({ "s": {
        "type": "object", "additionalProperties": false, "required": ["id", "at"],
        "properties": {
            "id": { "type": "string", "pattern": "^[0-9a-f]{4}$" },
            "at": { "type": ["string", "null"], "format": "date-time" },
            "state": { "type": "string", "enum": ["new"] },
            "title": { "type": "string", "maxLength": 3 },
            "impact": { "type": "integer", "minimum": 1, "maximum": 3 },
            "team": { "anyOf": [{ "$ref": "#/s" }, { "type": "null" }] },
            "tags": { "type": "array", "items": { "type": "string" } },
            "labels": { "type": "object", "additionalProperties": { "type": "string" } },
            "odd": { "oneOf": [] },
        },
    }});
    let schema = serde_json::json!({ "$ref": "#/s" });
    let good =
        serde_json::json!({ "id": "00af", "at": null, "team": null, "tags": ["a"], "impact": 3 });
    assert_eq!(misfits(&document, &schema, &good), Vec::<String>::new());
    for (name, bad) in [
        ("id", serde_json::json!("xyz")),
        ("id", serde_json::json!(7)),
        ("at", serde_json::json!("yesterday")),
        ("state", serde_json::json!("old")),
        ("title", serde_json::json!("four")),
        ("impact", serde_json::json!(4)),
        ("impact", serde_json::json!(1.5)),
        ("team", serde_json::json!({})),
        ("tags", serde_json::json!([1])),
        ("labels", serde_json::json!({ "en": 1 })),
        ("odd", serde_json::json!(1)),
        ("more", serde_json::json!(1)),
    ] {
        let mut value = good.clone();
        value[name] = bad;
        assert_ne!(misfits(&document, &schema, &value), Vec::<String>::new(), "{value}");
    }
    assert_eq!(misfits(&document, &schema, &serde_json::json!({ "id": "00af" })).len(), 1);
}
