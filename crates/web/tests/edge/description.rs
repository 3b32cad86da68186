//! The OpenAPI document holds what OpenAPI 3.1 asks for, and says what the router does.

use std::collections::BTreeSet;

use web::{Door, Needs};

use crate::browser::House;

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
fn nothing_is_wrong_with_it() {
    let house = House::new();
    assert_eq!(web::openapi::faults(&house.description), Vec::<String>::new());
}

#[test]
fn what_is_described_is_what_is_registered() {
    let house = House::new();
    let mut described = BTreeSet::new();
    for (path, methods) in house.description["paths"].as_object().unwrap() {
        described.extend(
            methods.as_object().unwrap().keys().map(|method| (method.to_uppercase(), path.clone())),
        );
    }
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
