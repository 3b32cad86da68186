//! Signing in and out, on both engines.

use std::time::Duration;

use axum::http::StatusCode;
use testkit::{Engine, PASSWORD};
use web::{Origin, Settings};

use crate::browser::{FORM, House};

fn form(house: &House, email: &str, password: &str, next: &str) -> crate::browser::Answer {
    let body = format!("email={email}&password={}&next={next}", password.replace(' ', "+"));
    house.post("/sign-in", &[("content-type", FORM)], &body)
}

#[test]
fn in_and_out_on_both_engines() {
    for engine in Engine::BOTH {
        let house = House::on(engine, Settings::default());
        let ada = house.sign_in(&house.desk.agent);
        let again = house.get("/sign-in?next=/echo", &[("cookie", &ada.cookie)]);
        assert_eq!(again.header("location"), "/echo", "who is signed in need not be asked again");
        let out = house.submit(&ada, "/sign-out", "");
        assert_eq!((out.status, out.header("location")), (StatusCode::SEE_OTHER, "/sign-in"));
        assert!(out.header("set-cookie").contains("Max-Age=0"));
        let again = house.get("/echo", &[("cookie", &ada.cookie)]);
        assert_eq!(again.status, StatusCode::SEE_OTHER, "the cookie opens nothing any more");
        let page = house.get("/sign-in", &[("cookie", &ada.cookie)]);
        assert!(page.text.contains("signed out"), "{}", page.text);
    }
}

#[test]
fn a_wrong_password_shows_the_form_again_and_says_no_more_than_that() {
    let house = House::new();
    let wrong = form(&house, "ada@alder.example", "wrong horse battery", "/incidents");
    let nobody = form(&house, "nobody@alder.example", PASSWORD, "/incidents");
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.text.contains("value=\"ada@alder.example\"")
            && wrong.text.contains("value=\"/incidents\"")
    );
    assert!(!wrong.text.contains("wrong horse"), "a password is never sent back");
    let words = |text: &str| text.replace("ada@", "X@").replace("nobody@", "X@");
    assert_eq!(words(&wrong.text), words(&nobody.text));
    assert!(!wrong.headers.contains_key("set-cookie"));
}

#[test]
fn guessing_is_slowed_down() {
    let house = House::new();
    let answers: Vec<_> =
        (0..6).map(|_| form(&house, "ada@alder.example", "wrong horse battery", "")).collect();
    let last = answers.last().unwrap();
    assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS, "{}", last.text);
    assert!(last.header("retry-after").parse::<u64>().unwrap() > 0);
    house.desk.clock.advance(Duration::from_mins(10));
    assert_eq!(form(&house, "ada@alder.example", PASSWORD, "").status, StatusCode::SEE_OTHER);
}

#[test]
fn the_way_back_is_a_path_of_ours_or_none() {
    let house = House::new();
    let asked = house.get("/echo?a=b&c=%C3%A4", &[]);
    assert_eq!(asked.status, StatusCode::SEE_OTHER);
    let to = asked.header("location");
    assert!(to.starts_with("/sign-in?next=/echo%3Fa%3Db"), "{to}");
    let page = house.get(to, &[]);
    assert!(page.text.contains("name=\"next\" value=\"/echo?a=b&#38;c=%C3%A4\""), "{}", page.text);
    for (next, goes) in [
        ("/echo", "/echo"),
        ("//evil.example", "/"),
        ("https://evil.example", "/"),
        ("/%5Cevil.example", "/"),
        ("", "/"),
    ] {
        let answer = form(&house, "ada@alder.example", PASSWORD, next);
        assert_eq!(answer.header("location"), goes, "{next}");
    }
}

#[test]
fn another_sites_form_cannot_sign_anybody_in() {
    let house = House::new();
    let body = format!("email=ada@alder.example&password={}", PASSWORD.replace(' ', "+"));
    let answer =
        house.post("/sign-in", &[("content-type", FORM), ("sec-fetch-site", "cross-site")], &body);
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(!answer.headers.contains_key("set-cookie"));
}

#[test]
fn the_cookie_is_secure_where_browsers_come_encrypted() {
    let origins = vec![Origin::parse("https://desk.example.org").unwrap()];
    let house = House::on(Engine::Sqlite, Settings { origins, ..Settings::default() });
    let cookie = form(&house, "ada@alder.example", PASSWORD, "");
    let cookie = cookie.header("set-cookie");
    for part in ["; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
}

#[test]
fn a_session_ends_by_itself() {
    let house = House::new();
    let ada = house.sign_in(&house.desk.agent);
    house.desk.clock.advance(Duration::from_hours(13));
    assert_eq!(house.get("/echo", &[("cookie", &ada.cookie)]).status, StatusCode::SEE_OTHER);
}

#[test]
fn htmx_is_sent_to_the_form_as_a_whole_page() {
    let house = House::new();
    let headers =
        [("hx-request", "true"), ("referer", "http://desk.example/incidents/INC0000001?x=1")];
    let answer = house.get("/echo", &headers);
    assert_eq!(answer.header("hx-redirect"), "/sign-in?next=/incidents/INC0000001%3Fx%3D1");
}
