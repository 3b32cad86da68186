//! Failures, as each door tells them.

use std::time::Duration;

use axum::http::{Method, StatusCode};
use testkit::Engine;
use web::Settings;

use crate::browser::{Answer, House};

fn call(house: &House, how: &str) -> Answer {
    house.call(&house.desk.agent, Method::GET, &format!("/api/v1/fail/{how}"), "")
}

#[test]
fn every_failure_has_its_status_and_code() {
    let house = House::new();
    for (how, status, code) in [
        ("nothing", 404, "not-found"),
        ("refused", 409, "reopen"),
        ("conflict", 409, "conflict"),
        ("stale", 412, "stale"),
        ("throttled", 429, "too-many-attempts"),
        ("busy", 503, "unavailable"),
        ("full", 503, "disk-full"),
        ("unknown-outcome", 500, "outcome-unknown"),
        ("internal", 500, "internal"),
        ("forbidden", 403, "forbidden"),
        ("invalid", 422, "invalid"),
        ("panic", 500, "internal"),
        ("panic-inside", 500, "internal"),
    ] {
        assert_eq!(call(&house, how).problem(), (status, code.to_owned()), "{how}");
    }
}

#[test]
fn failures_carry_what_a_program_needs() {
    let house = House::new();
    assert_eq!(call(&house, "throttled").header("retry-after"), "17");
    assert_eq!(call(&house, "busy").header("retry-after"), "1");
    assert_eq!(call(&house, "stale").header("etag"), "\"v9\"");
    assert_eq!(call(&house, "stale").json()["version"], 9);
    let conflict = call(&house, "conflict").json();
    assert_eq!(conflict["conflicts"][0]["theirs"], "theirs <b>");
    assert_eq!(conflict["conflicts"][0]["yours"], "yours");
    let invalid = call(&house, "invalid").json();
    assert_eq!(invalid["errors"][0]["pointer"], "/title");
    assert_eq!(invalid["errors"][0]["code"], "required");
}

#[test]
fn nothing_internal_is_told() {
    let house = House::new();
    for how in ["internal", "panic", "panic-inside"] {
        let answer = call(&house, how);
        assert!(
            !answer.text.contains("secret")
                && !answer.text.contains("purpose")
                && !answer.text.contains("inside"),
            "{}",
            answer.text
        );
    }
}

#[test]
fn pages_fail_as_pages_within_their_frame() {
    let house = House::new();
    let ada = house.sign_in(&house.desk.agent);
    let page = |how: &str| house.get(&format!("/fail/{how}"), &[("cookie", &ada.cookie)]);
    for (how, status) in
        [("nothing", 404), ("conflict", 409), ("panic", 500), ("busy", 503), ("invalid", 422)]
    {
        let answer = page(how);
        assert_eq!(answer.status.as_u16(), status, "{how}");
        assert!(
            answer.header("content-type").starts_with("text/html")
                && answer.text.contains("Ada Agent"),
            "{how}"
        );
    }
    assert!(page("conflict").text.contains("theirs &#60;b&#62;"), "what people wrote is escaped");
    let broken = page("panic");
    assert!(broken.text.contains(broken.header("x-request-id")), "the page names the request");
    assert!(!page("nothing").text.contains(page("nothing").header("x-request-id")));
}

#[test]
fn htmx_gets_a_message_and_keeps_what_was_typed() {
    let house = House::new();
    let ada = house.sign_in(&house.desk.agent);
    let answer = house.get("/fail/refused", &[("cookie", &ada.cookie), ("hx-request", "true")]);
    assert_eq!((answer.status, answer.header("hx-reswap")), (StatusCode::CONFLICT, "none"));
    let toast: serde_json::Value = serde_json::from_str(answer.header("hx-trigger")).unwrap();
    assert!(toast["toast"]["text"].as_str().unwrap().contains("reopened"), "{toast}");
    assert_eq!(answer.text, "");
}

#[test]
fn the_readers_language_is_used() {
    let house = House::new();
    let bearer = format!("Bearer {}", house.desk.token(&house.desk.agent));
    let headers = [("authorization", bearer.as_str()), ("accept-language", "de-AT, en;q=0.5")];
    let english = call(&house, "invalid").json();
    let german = house.get("/api/v1/fail/invalid", &headers).json();
    assert_ne!(english["title"], german["title"]);
    assert_eq!(english["code"], german["code"]);
}

#[test]
fn what_nobody_serves_is_not_found_at_either_door() {
    let house = House::new();
    assert_eq!(house.get("/api/v1/nothing", &[]).problem(), (404, "not-found".to_owned()));
    assert_eq!(house.get("/api", &[]).problem().0, 404);
    let page = house.get("/nothing", &[]);
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.text.contains("<h1>"));
    let ada = house.sign_in(&house.desk.agent);
    let framed = house.get("/nothing", &[("cookie", &ada.cookie)]);
    assert!(framed.status == StatusCode::NOT_FOUND && framed.text.contains("Ada Agent"));
    let method = house.call(&house.desk.agent, Method::DELETE, "/api/v1/me", "");
    assert_eq!(method.problem(), (405, "method".to_owned()));
    assert!(method.header("allow").contains("GET"), "{:?}", method.headers);
    assert_eq!(
        house.get("/fail/%ff", &[]).status,
        StatusCode::SEE_OTHER,
        "unknown people learn nothing"
    );
}

#[test]
fn who_waits_too_long_is_told() {
    let house = House::on(
        Engine::Sqlite,
        Settings { patience: Duration::from_millis(200), ..Settings::default() },
    );
    let answer = call(&house, "slow");
    assert_eq!(answer.problem(), (503, "too-slow".to_owned()));
}
