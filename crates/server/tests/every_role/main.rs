//! Every role on every page and every operation of the API: what the register of endpoints says
//! they need, and what the permissions say of the record, is what happens.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failure is a failed test"
)]

mod expected;
mod house;
mod own;
#[allow(dead_code, reason = "the program uses more of it than this test")]
#[path = "../../src/practices.rs"]
mod practices;

use std::collections::BTreeSet;

use axum::http::{Method, header};
use testkit::Engine;
use web::{Door, Needs};

use expected::expected;
use house::House;

#[test]
fn every_role_gets_what_it_may_and_nothing_else_on_sqlite() {
    every_role_gets_what_it_may_and_nothing_else(Engine::Sqlite);
}

#[test]
fn every_role_gets_what_it_may_and_nothing_else_on_postgres() {
    every_role_gets_what_it_may_and_nothing_else(Engine::Postgres);
}

fn every_role_gets_what_it_may_and_nothing_else(engine: Engine) {
    let house = House::new(engine);
    let mut tried = 0;
    for (name, agent) in house.desk.everybody() {
        let mut proof = house.prove(agent);
        for endpoint in house.endpoints.iter().filter(|endpoint| !endpoint.path.contains("{*path}"))
        {
            let (path, facts) = house.target(endpoint);
            assert!(!path.contains('{'), "{path}: say here what its parameters are");
            let (status, text) = house.ask(endpoint, &path, &proof);
            let at = format!(
                "{name}: {} {path}: {status} {}",
                endpoint.method,
                &text[..text.len().min(300)]
            );
            match expected(endpoint, agent, facts.as_ref()) {
                Some(refusal) => assert_eq!(status, refusal, "{at}"),
                None => assert!(status < 500 && ![401, 403, 404, 405].contains(&status), "{at}"),
            }
            tried += 1;
            if ["/sign-out", "/api/v1/me/sessions"].contains(&path.as_str()) {
                proof = house.prove(agent);
            }
        }
    }
    assert!(tried > 200, "only {tried} tries");
}

#[test]
fn the_description_of_the_whole_api_is_well_formed() {
    let house = House::new(Engine::Sqlite);
    assert_eq!(web::openapi::faults(&house.description), Vec::<String>::new());
    let described = house.description["paths"].as_object().unwrap().values();
    let described: usize = described.map(|methods| methods.as_object().unwrap().len()).sum();
    let operations = house.endpoints.iter().filter(|endpoint| endpoint.door == Door::Api).count();
    assert_eq!(described, operations);
}

#[test]
fn strangers_get_only_what_is_public() {
    let house = House::new(Engine::Sqlite);
    for endpoint in house.endpoints.iter().filter(|endpoint| !endpoint.path.contains("{*path}")) {
        let (path, _) = house.target(endpoint);
        let (status, headers, _) = house.send(&endpoint.method, &path, &[], "");
        let turned_away = match endpoint.door {
            Door::Api => status == 401,
            Door::Page => {
                status == 303 && headers[header::LOCATION].to_str().unwrap().starts_with("/sign-in")
            }
        };
        assert_eq!(
            turned_away,
            endpoint.needs != Needs::Public,
            "{} {path}: {status}",
            endpoint.method
        );
    }
}

/// What anybody may ask without being known. Written down, so that nothing joins it by accident.
const PUBLIC: [&str; 13] = [
    "GET /api/v1/openapi.json",
    "GET /assets/{*path}",
    "GET /healthz",
    "GET /metrics",
    "GET /readyz",
    "GET /set-password",
    "GET /setup",
    "GET /sign-in",
    "GET /sign-in/code",
    "POST /set-password",
    "POST /setup",
    "POST /sign-in",
    "POST /sign-in/code",
];

#[test]
fn what_is_public_is_written_down() {
    let endpoints = practices::endpoints();
    let public = endpoints.all().iter().filter(|endpoint| endpoint.needs == Needs::Public);
    let public: BTreeSet<String> = public.map(|e| format!("{} {}", e.method, e.path)).collect();
    assert_eq!(public, PUBLIC.map(str::to_owned).into());
}

#[test]
fn nothing_changes_at_a_page_without_its_token() {
    let house = House::new(Engine::Sqlite);
    let proof = house.prove(&house.desk.agent);
    for endpoint in &house.endpoints {
        let changes = !matches!(endpoint.method, Method::GET | Method::HEAD);
        if endpoint.door == Door::Api || !changes || endpoint.needs == Needs::Public {
            continue;
        }
        let (path, _) = house.target(endpoint);
        let (status, _, _) = house.send(&endpoint.method, &path, &[("cookie", &proof.cookie)], "");
        assert_eq!(status, 403, "{} {path}", endpoint.method);
    }
}
