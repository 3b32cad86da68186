//! What a value is, in words people know.

use serde_json::{Map, Value};

use crate::i18n::{Arg, Translator};
use crate::page::{MemberRow as Row, TypeWords, ticked};

/// Members of members of members are shown as far as this.
const DEEPEST: u8 = 4;

/// The members of what a schema says; one table for each of the things it can be.
pub(super) fn tables(t: &Translator, schema: &Value) -> Vec<Vec<Row>> {
    let inline = alternatives(schema).filter(|one| one.get("properties").is_some());
    let tables = inline.map(|one| {
        let mut rows = Vec::new();
        object(t, one, 0, &mut rows);
        rows
    });
    tables.filter(|rows| !rows.is_empty()).collect()
}

/// A value of this name.
pub(super) fn row(t: &Translator, name: &str, schema: &Value) -> Row {
    let described = [Some(schema), alternatives(schema).next()].into_iter().flatten();
    let mut abouts = described.filter_map(|one| one["description"].as_str());
    Row {
        name: name.to_owned(),
        kind: kind(t, schema),
        about: ticked(abouts.next().unwrap_or_default()),
        notes: notes(t, schema),
        codes: codes(schema),
        ..Row::default()
    }
}

/// What it is.
pub(super) fn kind(t: &Translator, schema: &Value) -> TypeWords {
    if let Some(reference) = schema["$ref"].as_str() {
        let named = reference.rsplit('/').next().map(str::to_owned);
        return TypeWords { text: String::new(), named };
    }
    let several = schema.get("anyOf").is_some();
    let mut each = alternatives(schema);
    match (each.next(), each.next()) {
        (Some(only), None) if several => kind(t, only),
        (Some(_), Some(_)) => plain(t, "either"),
        (Some(list), None) if type_of(list) == "array" => {
            let item = kind(t, &list["items"]);
            let text = t.text_with("reference-list-of", &[("what", Arg::Text(&item.text))]);
            TypeWords { text: text.trim().to_owned(), named: item.named }
        }
        _ => plain(t, code(schema)),
    }
}

fn plain(t: &Translator, code: &str) -> TypeWords {
    TypeWords { text: t.text_of("reference-type", code), named: None }
}

fn code(schema: &Value) -> &str {
    match (type_of(schema), schema["format"].as_str()) {
        ("string", Some("date-time")) => "instant",
        ("string", Some("date")) => "date",
        ("string", Some("uri")) => "address",
        ("string", _) if schema.get("enum").is_some() => "code",
        ("string", _) if schema.get("contentMediaType").is_some() => "file",
        ("string", _) if schema["pattern"] == "^[0-9a-f]{32}$" => "identity",
        ("string", _) => "text",
        ("integer", _) => "number",
        ("boolean", _) => "flag",
        ("object", _) => "object",
        _ => "any",
    }
}

/// The members of an object, those that are always there first, each followed by its own.
fn object(t: &Translator, schema: &Value, depth: u8, rows: &mut Vec<Row>) {
    let required = |name: &str| {
        schema["required"].as_array().is_some_and(|all| all.iter().any(|one| one == name))
    };
    let members = schema["properties"].as_object().into_iter().flat_map(Map::iter);
    let (first, then): (Vec<_>, Vec<_>) = members.partition(|(name, _)| required(name));
    for (name, member) in first.into_iter().chain(then) {
        rows.push(Row { depth, required: required(name), ..row(t, name, member) });
        if depth < DEEPEST {
            inside(t, member, depth + 1, rows);
        }
    }
}

fn inside(t: &Translator, schema: &Value, depth: u8, rows: &mut Vec<Row>) {
    for one in alternatives(schema) {
        match type_of(one) {
            "array" if depth <= DEEPEST => inside(t, &one["items"], depth, rows),
            _ => object(t, one, depth, rows),
        }
    }
}

fn notes(t: &Translator, schema: &Value) -> Vec<String> {
    let mut notes = Vec::new();
    let number = |keyword: &str| schema[keyword].as_i64();
    if let Some(most) = number("maxLength") {
        notes.push(t.text_with("reference-at-most", &[("n", Arg::Number(most))]));
    }
    if let (Some(least), Some(most)) = (number("minimum"), number("maximum")) {
        let bounds = [("least", Arg::Number(least)), ("most", Arg::Number(most))];
        notes.push(t.text_with("reference-between", &bounds));
    }
    match schema.get("default") {
        Some(Value::String(text)) => notes.push(usual(t, text)),
        Some(other) => notes.push(usual(t, &other.to_string())),
        None => {}
    }
    if is_nullable(schema) {
        notes.push(t.text("reference-nullable"));
    }
    notes
}

fn usual(t: &Translator, value: &str) -> String {
    t.text_with("reference-usual", &[("value", Arg::Text(value))])
}

/// The codes it is one of, also where it is a list of them.
fn codes(schema: &Value) -> Vec<String> {
    let of = |schema: &Value| schema["enum"].as_array().cloned().unwrap_or_default();
    let all = of(schema).into_iter().chain(of(&schema["items"]));
    all.filter_map(|code| code.as_str().map(str::to_owned)).collect()
}

/// What it can be besides nothing.
fn alternatives(schema: &Value) -> impl Iterator<Item = &Value> {
    let each = schema["anyOf"].as_array();
    let itself = each.is_none().then_some(schema);
    itself.into_iter().chain(each.into_iter().flatten().filter(|one| type_of(one) != "null"))
}

fn is_nullable(schema: &Value) -> bool {
    let of =
        |value: &Value| value.as_array().is_some_and(|all| all.iter().any(|one| one == "null"));
    of(&schema["type"])
        || schema["anyOf"].as_array().is_some_and(|all| all.iter().any(|one| one["type"] == "null"))
}

fn type_of(schema: &Value) -> &str {
    let kind = &schema["type"];
    kind.as_str().or_else(|| kind.get(0).and_then(Value::as_str)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Languages;
    use crate::openapi::Schema;

    #[test]
    fn members_are_told_with_what_is_in_them() {
        let t = Languages::embedded().translator(Some("en"), None);
        let fault = Schema::object()
            .optional("nearest", Schema::text().at_most(9))
            .required("field", Schema::one_of(["a", "b"]).about("Which one."));
        let schema = Schema::object()
            .required("faults", Schema::list(fault))
            .optional("by", Schema::named("Person").or_null())
            .optional("n", Schema::number().between(1, 3).default_is(2).or_null());
        let tables = tables(&t, &schema.into_value());
        let told: Vec<(u8, &str, bool)> =
            tables[0].iter().map(|row| (row.depth, row.name.as_str(), row.required)).collect();
        let all = [(0, "faults", true), (1, "field", true), (1, "nearest", false)];
        assert_eq!(told[..3], all);
        assert_eq!(told[3..], [(0, "by", false), (0, "n", false)]);
        assert_eq!(tables[0][0].kind.text, "list: object");
        assert_eq!(tables[0][1].codes, ["a", "b"]);
        assert_eq!(tables[0][1].about, ticked("Which one."));
        assert_eq!(tables[0][2].notes, ["At most 9 characters"]);
        assert_eq!(tables[0][3].kind.named.as_deref(), Some("Person"));
        assert_eq!(tables[0][4].notes.len(), 3);
    }
}
