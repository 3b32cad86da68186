//! The OpenAPI document holds what OpenAPI 3.1 asks for, and says what the router does.

use std::collections::BTreeSet;

use serde_json::Value;
use web::{Door, Needs};

use crate::browser::House;

const METHODS: &[&str] = &["get", "post", "put", "patch", "delete"];

fn operations(document: &Value) -> Vec<(String, String, Value)> {
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            assert!(METHODS.contains(&method.as_str()), "{path} {method}");
            all.push((path.clone(), method.clone(), operation.clone()));
        }
    }
    all
}

fn references<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::Object(members) => {
            found.extend(members.get("$ref").and_then(Value::as_str));
            members.values().for_each(|member| references(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

#[test]
fn the_document_is_served_to_anybody() {
    let house = House::new();
    let answer = house.get("/api/v1/openapi.json", &[]);
    assert_eq!(answer.header("content-type"), "application/json");
    let document = answer.json();
    assert_eq!(document["openapi"], "3.1.0");
    assert!(document["info"]["title"].is_string() && document["info"]["version"].is_string());
}

#[test]
fn every_reference_leads_somewhere() {
    let house = House::new();
    let mut found = Vec::new();
    references(&house.description, &mut found);
    assert!(found.len() > 10);
    for reference in found {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(house.description.pointer(pointer).is_some(), "{reference}");
    }
}

#[test]
fn operations_have_unique_names_and_declare_their_path_parameters() {
    let house = House::new();
    let mut names = BTreeSet::new();
    for (path, method, operation) in operations(&house.description) {
        let id = operation["operationId"].as_str().unwrap().to_owned();
        assert!(names.insert(id.clone()), "{id} is there twice");
        let in_path: BTreeSet<&str> =
            path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).collect();
        let none = Vec::new();
        let parameters = operation["parameters"].as_array().unwrap_or(&none);
        let declared: BTreeSet<&str> = parameters
            .iter()
            .filter(|parameter| parameter["in"] == "path")
            .inspect(|parameter| assert_eq!(parameter["required"], true))
            .map(|parameter| parameter["name"].as_str().unwrap())
            .collect();
        assert_eq!(in_path, declared, "{method} {path}");
        let unique: BTreeSet<String> =
            parameters.iter().map(|p| format!("{}{}", p["in"], p["name"])).collect();
        assert_eq!(unique.len(), parameters.len(), "{method} {path}");
        for (status, response) in operation["responses"].as_object().unwrap() {
            assert!(
                status.parse::<u16>().is_ok_and(|status| (100..600).contains(&status)),
                "{status}"
            );
            assert!(response["description"].is_string());
        }
        assert!(!operation["responses"].as_object().unwrap().is_empty());
    }
}

#[test]
fn what_is_described_is_what_is_registered() {
    let house = House::new();
    let described: BTreeSet<(String, String)> = operations(&house.description)
        .into_iter()
        .map(|(path, method, _)| (method.to_uppercase(), path))
        .collect();
    let registered: BTreeSet<(String, String)> = house
        .endpoints
        .iter()
        .filter(|endpoint| endpoint.door == Door::Api)
        .map(|endpoint| (endpoint.method.to_string(), endpoint.path.clone()))
        .collect();
    assert_eq!(described, registered);
    for endpoint in &house.endpoints {
        assert_eq!(Door::of(&endpoint.path), endpoint.door, "{}", endpoint.path);
    }
}

#[test]
fn what_is_not_public_turns_strangers_away() {
    let house = House::new();
    for endpoint in house.endpoints.iter().filter(|endpoint| endpoint.needs != Needs::Public) {
        let path = endpoint.path.replace("{how}", "nothing");
        let answer = house.send(crate::browser::request(endpoint.method.clone(), &path, &[], ""));
        let expected = if endpoint.door == Door::Api { 401 } else { 303 };
        assert_eq!(answer.status.as_u16(), expected, "{} {path}", endpoint.method);
    }
}
