//! Tokens people make on their own page, and what administrators see of everybody's.

use axum::http::{Method, StatusCode};
use serde_json::json;
use testkit::PASSWORD;

use crate::browser::House;

const PATH: &str = "/administration/tokens";

fn form(name: &str, present: &str) -> String {
    format!("name={name}&days=90&present={present}").replace(' ', "+")
}

/// What a script sends, off a page.
fn told(page: &str) -> Option<&str> {
    let at = page.find("value=\"ms_")?;
    page[at + 7..].split('"').next()
}

#[test]
fn a_token_is_made_with_the_password_and_shown_once() {
    let house = House::new();
    let ada = house.sign_in(&house.desk.agent);
    for (sent, says) in [
        (form("nightly", "wrong horse battery"), "not your present password"),
        (form("nightly", ""), "This is needed"),
        (form("", PASSWORD), "This is needed"),
        (form("nightly", PASSWORD).replace("days=90", "days=0"), "whole number from 1"),
    ] {
        let refused = house.submit(&ada, "/account/tokens", &sent);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{sent}");
        assert!(refused.text.contains(says) && told(&refused.text).is_none(), "{sent}");
        assert!(!refused.text.contains(PASSWORD), "the password was sent back");
    }
    let made = house.submit(&ada, "/account/tokens", &form("nightly export", PASSWORD));
    assert_eq!(made.status, StatusCode::OK, "{}", made.text);
    let secret = told(&made.text).unwrap().to_owned();
    let bearer = format!("Bearer {secret}");
    let me = house.get("/api/v1/me", &[("authorization", &bearer)]).json();
    assert_eq!(me["name"], "Ada Agent");
    let again = house.get("/account", &[("cookie", &ada.cookie)]).text;
    assert!(again.contains("nightly export") && !again.contains(&secret));
    let admin = house.sign_in(&house.desk.administrator);
    let list = house.get(PATH, &[("cookie", &admin.cookie)]).text;
    assert!(list.contains("nightly export") && !list.contains(&secret), "{list}");
    let one = list.split(&format!("{PATH}/")).nth(1).unwrap().split('"').next().unwrap();
    let one = format!("{PATH}/{one}");
    let shown = house.get(&one, &[("cookie", &admin.cookie)]).text;
    assert!(shown.contains("Ada Agent") && shown.contains("made an API token"), "{shown}");
    let revoked = house.submit(&admin, &one, "_method=delete");
    assert_eq!(revoked.header("location"), one);
    assert_eq!(house.get("/api/v1/me", &[("authorization", &bearer)]).status, 401);
    let shown = house.get(&one, &[("cookie", &admin.cookie)]).text;
    assert!(shown.contains("revoked an API token"));
}

#[test]
fn a_program_needs_the_password_too_and_the_answer_is_kept_nowhere() {
    let house = House::new();
    let ada = &house.desk.agent;
    let bearer = format!("Bearer {}", house.desk.token(ada));
    let headers = [
        ("authorization", bearer.as_str()),
        ("content-type", "application/json"),
        ("idempotency-key", "once"),
    ];
    let body = json!({ "name": "nightly", "days": 3, "present": PASSWORD }).to_string();
    let made = house.post("/api/v1/me/tokens", &headers, &body);
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    assert!(made.json()["token"].as_str().unwrap().starts_with("ms_"));
    let again = house.post("/api/v1/me/tokens", &headers, &body);
    assert_eq!(again.problem(), (409, "idempotency-forgotten".to_owned()));
    let bare = json!({ "name": "nightly" }).to_string();
    let refused = house.call(ada, Method::POST, "/api/v1/me/tokens", &bare);
    assert_eq!(refused.json()["errors"][0]["pointer"], "/present");
    let strange = json!({ "name": "nightly", "present": PASSWORD, "colour": 1 }).to_string();
    let refused = house.call(ada, Method::POST, "/api/v1/me/tokens", &strange);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[test]
fn administrators_filter_and_revoke_in_the_api_and_nobody_else_does() {
    let house = House::new();
    let (admin, ada) = (&house.desk.administrator, &house.desk.agent);
    drop(house.desk.token(ada));
    let list = |query: &str| {
        let path = format!("/api/v1{PATH}?{query}");
        house.call(admin, Method::GET, &path, "")
    };
    let hers = list("person=ada@alder.example&state=endless").json();
    let token = hers["items"][0]["token"]["id"].as_str().unwrap().to_owned();
    assert_eq!(hers["items"][0]["person"]["name"], "Ada Agent");
    assert!(!hers.to_string().contains("ms_"));
    for wrong in ["person=ghost", "state=odd", "after=x", "colour=1"] {
        assert_eq!(list(wrong).status, StatusCode::BAD_REQUEST, "{wrong}");
    }
    let one = format!("/api/v1{PATH}/{token}");
    for by in [ada, &house.desk.auditor, &house.desk.manager] {
        assert_eq!(house.call(by, Method::GET, &one, "").status, StatusCode::FORBIDDEN);
        assert_eq!(house.call(by, Method::DELETE, &one, "").status, StatusCode::FORBIDDEN);
    }
    assert_eq!(house.call(admin, Method::DELETE, &one, "").status, StatusCode::NO_CONTENT);
    let read = house.call(admin, Method::GET, &one, "").json();
    assert_eq!(read["token"]["works"], false);
}
