//! What OpenAPI 3.1 asks of a document, as far as a program can check it; for tests.

use std::collections::BTreeSet;

use serde_json::Value;

const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// What is wrong with a document; nothing when all is well.
#[must_use]
pub fn faults(document: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    if document.get("openapi").and_then(Value::as_str) != Some("3.1.0") {
        faults.push("it does not say that it is OpenAPI 3.1.0".to_owned());
    }
    for pointer in ["/info/title", "/info/version"] {
        if document.pointer(pointer).is_none_or(|text| !text.is_string()) {
            faults.push(format!("{pointer} is missing"));
        }
    }
    references(document, document, &mut faults);
    let mut names = BTreeSet::new();
    for (path, method, operation) in operations(document) {
        let at = format!("{method} {path}");
        match operation.get("operationId").and_then(Value::as_str) {
            Some(name) if names.insert(name) => {}
            Some(name) => faults.push(format!("{at}: the name {name} is there twice")),
            None => faults.push(format!("{at}: it has no name")),
        }
        parameters(&at, path, operation, &mut faults);
        responses(&at, operation, &mut faults);
        if !METHODS.contains(&method) {
            faults.push(format!("{at}: no method of HTTP"));
        }
    }
    faults
}

fn operations(document: &Value) -> impl Iterator<Item = (&str, &str, &Value)> {
    let paths = document.get("paths").and_then(Value::as_object).into_iter().flatten();
    paths.flat_map(|(path, item)| {
        let methods = item.as_object().into_iter().flatten();
        methods.map(move |(method, operation)| (path.as_str(), method.as_str(), operation))
    })
}

/// Every `$ref` leads somewhere within the document.
fn references(document: &Value, value: &Value, faults: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            if let Some(reference) = members.get("$ref").and_then(Value::as_str) {
                let target =
                    reference.strip_prefix('#').and_then(|pointer| document.pointer(pointer));
                if target.is_none() {
                    faults.push(format!("{reference} leads nowhere"));
                }
            }
            members.values().for_each(|member| references(document, member, faults));
        }
        Value::Array(items) => items.iter().for_each(|item| references(document, item, faults)),
        _ => {}
    }
}

/// What stands in the path is declared, once, and required.
fn parameters(at: &str, path: &str, operation: &Value, faults: &mut Vec<String>) {
    let mut named: BTreeSet<&str> =
        path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).collect();
    let mut seen = BTreeSet::new();
    for parameter in operation.get("parameters").and_then(Value::as_array).into_iter().flatten() {
        let text = |member: &str| parameter.get(member).and_then(Value::as_str).unwrap_or_default();
        let (name, place) = (text("name"), text("in"));
        if !seen.insert((place, name)) {
            faults.push(format!("{at}: the parameter {name} is there twice"));
        }
        if parameter.get("schema").is_none() {
            faults.push(format!("{at}: the parameter {name} has no schema"));
        }
        if place == "path"
            && (!named.remove(name) || parameter.get("required") != Some(&Value::Bool(true)))
        {
            faults.push(format!("{at}: {name} is not in the path, or not required"));
        }
    }
    faults.extend(named.into_iter().map(|name| format!("{at}: {name} is not declared")));
}

fn responses(at: &str, operation: &Value, faults: &mut Vec<String>) {
    let mut went_well = false;
    for (status, response) in
        operation.get("responses").and_then(Value::as_object).into_iter().flatten()
    {
        went_well |= status.starts_with('2');
        let known = status.parse::<u16>().is_ok_and(|status| (100..600).contains(&status));
        if !known || response.get("description").is_none_or(|text| !text.is_string()) {
            faults.push(format!("{at}: the response {status} has no description, or is none"));
        }
    }
    if !went_well {
        faults.push(format!("{at}: it does not say what it answers when all went well"));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::faults;

    #[test]
    fn each_kind_of_fault_is_found() {
        let response = json!({ "200": { "description": "Well." } });
        let wrong = json!({
            "openapi": "3.0.0",
            "info": { "title": "x", "version": "1" },
            "paths": {
                "/a/{b}": {
                    "get": { "operationId": "one", "responses": response },
                    "post": { "operationId": "one", "responses": { "200": {} }, "parameters": [
                        { "name": "c", "in": "path", "required": true, "schema": {} },
                        { "name": "b", "in": "path", "schema": { "$ref": "#/nowhere" } },
                    ] },
                    "delete": { "responses": { "400": { "description": "No." } } },
                },
            },
        });
        let found = faults(&wrong).join("\n");
        for part in [
            "OpenAPI 3.1.0",
            "#/nowhere leads nowhere",
            "the name one is there twice",
            "get /a/{b}: b is not declared",
            "post /a/{b}: c is not in the path",
            "post /a/{b}: b is not in the path, or not required",
            "post /a/{b}: the response 200 has no description",
            "delete /a/{b}: it has no name",
            "delete /a/{b}: it does not say what it answers",
        ] {
            assert!(found.contains(part), "{part} is not in\n{found}");
        }
    }
}
