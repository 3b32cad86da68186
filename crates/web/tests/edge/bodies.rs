//! Bodies: what is taken, and how the rest is refused.

use axum::http::Method;
use serde_json::json;

use crate::browser::{FORM, House};

/// The codes of a refusal, with where each lies.
fn refused(house: &House, body: &str) -> Vec<(String, String)> {
    let answer = house.call(&house.desk.agent, Method::POST, "/api/v1/echo", body);
    assert_eq!(answer.problem(), (422, "invalid".to_owned()), "{body}");
    let errors = answer.json()["errors"].as_array().unwrap().clone();
    errors
        .iter()
        .map(|e| {
            (e["pointer"].as_str().unwrap().to_owned(), e["code"].as_str().unwrap().to_owned())
        })
        .collect()
}

#[test]
fn json_and_forms_mean_the_same() {
    let house = House::new();
    let json = house.call(
        &house.desk.agent,
        Method::POST,
        "/api/v1/echo",
        r#"{"title":"a\r\nb","version":3}"#,
    );
    let bearer = format!("Bearer {}", house.desk.token(&house.desk.agent));
    let headers = [("authorization", bearer.as_str()), ("content-type", FORM)];
    let form = house.post("/api/v1/echo", &headers, "title=a%0D%0Ab&version=3");
    assert_eq!(json.json(), form.json());
    assert_eq!(json.json()["values"], json!({ "title": "Text(\"a\\nb\")" }));
    assert_eq!(json.json()["version"], 3);
}

#[test]
fn no_body_is_no_values() {
    let house = House::new();
    let answer = house.call(&house.desk.agent, Method::POST, "/api/v1/echo", "");
    assert_eq!(answer.json()["values"], json!({}));
}

#[test]
fn every_fault_is_named_with_its_place() {
    let house = House::new();
    let at = |pointer: &str, code: &str| vec![(pointer.to_owned(), code.to_owned())];
    assert_eq!(refused(&house, r#"{"title":"a\u0000b"}"#), at("/title", "control"));
    assert_eq!(refused(&house, r#"{"title":"\u001b[31m"}"#), at("/title", "control"));
    assert_eq!(refused(&house, r#"{"a":1,"a":1}"#), at("/a", "duplicate"));
    assert_eq!(refused(&house, r#"{"impact":1.5}"#), at("/impact", "whole_number"));
    assert_eq!(
        refused(&house, r#"{"impact":1e400}"#.replace("1e400", "99999999999999999999").as_str()),
        at("/impact", "whole_number")
    );
    assert_eq!(refused(&house, r#"{"a/b":[1]}"#), at("/a~1b", "nested"));
    let deep = format!("{{\"a\":{}1{}}}", "[".repeat(50_000), "]".repeat(50_000));
    assert_eq!(refused(&house, &deep), at("/a", "nested"));
    assert_eq!(refused(&house, r#"{"version":"seven"}"#), at("/version", "whole_number"));
    assert_eq!(refused(&house, r#"{"version":-1}"#), at("/version", "whole_number"));
    assert_eq!(refused(&house, r#"{"a":{},"b":[]}"#).len(), 2);
}

#[test]
fn what_cannot_be_read_is_told_by_its_place() {
    let house = House::new();
    for (body, place) in [("{", "line 1"), ("[1]", "an object"), ("{\"a\":1}}", "column 8")] {
        let answer = house.call(&house.desk.agent, Method::POST, "/api/v1/echo", body);
        assert_eq!(answer.problem(), (400, "malformed".to_owned()), "{body}");
        assert!(answer.text.contains(place), "{}", answer.text);
    }
}

#[test]
fn broken_utf8_is_refused_in_both_forms() {
    let house = House::new();
    let bearer = format!("Bearer {}", house.desk.token(&house.desk.agent));
    for (kind, body) in
        [("application/json", &b"{\"a\":\"\xff\"}"[..]), (FORM, b"a=\xff"), (FORM, b"a=%ff")]
    {
        let request = axum::http::Request::post("/api/v1/echo")
            .header("authorization", &bearer)
            .header("content-type", kind)
            .body(axum::body::Body::from(body.to_vec()))
            .unwrap();
        assert_eq!(house.send(request).problem(), (400, "malformed".to_owned()), "{kind}");
    }
}

#[test]
fn too_long_is_refused_whether_said_beforehand_or_not() {
    let house = House::new();
    let unsaid = format!("{{\"title\":\"{}\"}}", "x".repeat(256 * 1024));
    let answer = house.call(&house.desk.agent, Method::POST, "/api/v1/echo", &unsaid);
    assert_eq!(answer.problem(), (413, "too-large".to_owned()));
    assert!(answer.text.contains("256"), "{}", answer.text);
    let bearer = format!("Bearer {}", house.desk.token(&house.desk.agent));
    let said = [
        ("authorization", bearer.as_str()),
        ("content-type", "application/json"),
        ("content-length", "300000"),
    ];
    assert_eq!(house.post("/api/v1/echo", &said, "{}").problem(), (413, "too-large".to_owned()));
}

#[test]
fn other_types_are_refused() {
    let house = House::new();
    let bearer = format!("Bearer {}", house.desk.token(&house.desk.agent));
    for kind in ["text/plain", "application/xml", "multipart/form-data; boundary=x", "json"] {
        let answer =
            house.post("/api/v1/echo", &[("authorization", &bearer), ("content-type", kind)], "{}");
        assert_eq!(answer.problem(), (415, "media-type".to_owned()), "{kind}");
    }
    assert_eq!(house.post("/api/v1/echo", &[("authorization", &bearer)], "{}").problem().0, 415);
}
