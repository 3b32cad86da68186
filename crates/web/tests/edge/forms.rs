//! Forms on pages: who may send them, the hidden method, and what comes back.

use axum::http::{Method, StatusCode};
use serde_json::json;

use crate::browser::{FORM, House, request};

#[test]
fn without_the_sessions_token_nothing_is_changed() {
    let house = House::new();
    let ada = house.sign_in(&house.desk.agent);
    let other = house.sign_in(&house.desk.team_lead);
    let form = [("cookie", ada.cookie.as_str()), ("content-type", FORM)];
    for body in
        ["title=a", "csrf=&title=a", "csrf=wrong&title=a", &format!("csrf={}&title=a", other.csrf)]
    {
        let answer = house.post("/echo", &form, body);
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{body}");
        assert!(answer.text.contains("<h1>"), "a page says so");
    }
    assert_eq!(house.submit(&ada, "/echo", "title=a").status, StatusCode::OK);
}

#[test]
fn a_script_sends_the_token_in_a_header() {
    let house = House::new();
    let ada = house.sign_in(&house.desk.agent);
    let headers = [
        ("cookie", ada.cookie.as_str()),
        ("content-type", FORM),
        ("x-csrf-token", ada.csrf.as_str()),
    ];
    assert_eq!(house.post("/echo", &headers, "title=a").status, StatusCode::OK);
}

#[test]
fn another_sites_page_is_refused_even_with_the_token() {
    let house = House::new();
    let ada = house.sign_in(&house.desk.agent);
    let body = format!("csrf={}&title=a", ada.csrf);
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
        ("origin", "null"),
    ] {
        let headers = [
            ("cookie", ada.cookie.as_str()),
            ("content-type", FORM),
            ("host", "desk.example"),
            (name, value),
        ];
        assert_eq!(
            house.post("/echo", &headers, &body).status,
            StatusCode::FORBIDDEN,
            "{name}: {value}"
        );
    }
    let headers = [
        ("cookie", ada.cookie.as_str()),
        ("content-type", FORM),
        ("host", "desk.example"),
        ("origin", "http://desk.example"),
    ];
    assert_eq!(house.post("/echo", &headers, &body).status, StatusCode::OK);
}

#[test]
fn a_posted_form_can_be_a_delete_and_nothing_else() {
    let house = House::new();
    let ada = house.sign_in(&house.desk.agent);
    let answer = house.submit(&ada, "/echo", "_method=delete&version=4&reason=x&empty=");
    assert_eq!(
        answer.json(),
        json!({ "method": "delete", "version": 4, "values": { "reason": "Text(\"x\")", "empty": "Null" } })
    );
    for method in ["put", "GET", "connect", ""] {
        let answer = house.submit(&ada, "/echo", &format!("_method={method}"));
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{method}");
    }
    // Only a form's own field: an address must not turn a link into something else.
    let answer = house.get("/echo?_method=delete", &[("cookie", &ada.cookie)]);
    assert!(answer.text.starts_with("web"), "{}", answer.text);
}

#[test]
fn a_delete_in_a_form_needs_the_token_as_well() {
    let house = House::new();
    let ada = house.sign_in(&house.desk.agent);
    let headers = [("cookie", ada.cookie.as_str()), ("content-type", FORM)];
    assert_eq!(house.post("/echo", &headers, "_method=delete").status, StatusCode::FORBIDDEN);
    let bare = request(Method::DELETE, "/echo", &[("cookie", &ada.cookie)], "");
    assert_eq!(house.send(bare).status, StatusCode::FORBIDDEN);
}

#[test]
fn what_was_typed_is_handed_back_with_its_faults() {
    let house = House::new();
    let ada = house.sign_in(&house.desk.agent);
    let answer = house.submit(&ada, "/typed", "title=pasted%00text&note=a&note=b");
    assert_eq!(answer.text, "title:control,note:duplicate pastedtext");
}

#[test]
fn a_form_too_long_or_broken_gets_a_page() {
    let house = House::new();
    let ada = house.sign_in(&house.desk.agent);
    let long = house.submit(&ada, "/echo", &format!("title={}", "x".repeat(300_000)));
    assert_eq!(long.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(long.text.contains("256") && long.text.contains("<h1>"));
    let broken = house.submit(&ada, "/echo", "title=%ff");
    assert_eq!(broken.status, StatusCode::BAD_REQUEST);
    let json = house.post(
        "/echo",
        &[("cookie", &ada.cookie), ("x-csrf-token", &ada.csrf), ("content-type", "text/plain")],
        "x",
    );
    assert_eq!(json.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
}

#[test]
fn a_line_survives_one_redirect_and_no_more() {
    let house = House::new();
    let ada = house.sign_in(&house.desk.agent);
    let answer = house.submit(&ada, "/told", "");
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/echo"));
    let line = answer.header("set-cookie").split(';').next().unwrap().to_owned();
    let shown = house.get("/echo", &[("cookie", &format!("{}; {line}", ada.cookie))]);
    assert_eq!(shown.text, "web INC0000001 wurde gelöst.");
    assert!(shown.header("set-cookie").starts_with("mainstay_notice=;"), "{:?}", shown.headers);
}
