//! How many requests a token may make.

use std::num::NonZeroU32;

use axum::http::Method;
use testkit::Engine;
use web::{Rate, Settings};

use crate::browser::House;

fn few() -> House {
    let number = |n| NonZeroU32::new(n).unwrap();
    let rate = Some(Rate { per_second: number(1), burst: number(3) });
    House::on(Engine::Sqlite, Settings { rate, ..Settings::default() })
}

#[test]
fn a_token_is_told_what_it_has_left_and_to_wait_when_there_is_nothing() {
    let house = few();
    let bearer = format!("Bearer {}", house.desk.token(&house.desk.agent));
    let ask = |path: &str| house.get(path, &[("authorization", &bearer)]);
    for left in ["2", "1"] {
        let answer = ask("/api/v1/me");
        assert_eq!(answer.header("ratelimit-policy"), "\"token\";q=3;w=3");
        assert!(answer.header("ratelimit").starts_with(&format!("\"token\";r={left};t=")));
    }
    assert_eq!(ask("/api/v1/status").problem(), (403, "forbidden".to_owned()), "a refusal counts");
    let over = ask("/api/v1/me");
    assert_eq!(over.problem(), (429, "too-many-attempts".to_owned()));
    assert!(["1", "2"].contains(&over.header("retry-after")), "{:?}", over.headers);
    assert!(over.header("ratelimit").starts_with("\"token\";r=0;t="));
    let other = house.call(&house.desk.team_lead, Method::GET, "/api/v1/me", "");
    assert_eq!(other.status.as_u16(), 200, "nobody else waits");
}

#[test]
fn who_is_not_known_and_pages_are_told_nothing_of_it() {
    let house = few();
    for _ in 0..5 {
        let stranger = house.get("/api/v1/me", &[("authorization", "Bearer ms_wrong")]);
        assert_eq!((stranger.status.as_u16(), stranger.header("ratelimit")), (401, ""));
    }
    let ada = house.sign_in(&house.desk.agent);
    for _ in 0..5 {
        let page = house.get("/work", &[("cookie", &ada.cookie)]);
        assert_eq!(page.header("ratelimit"), "");
    }
}

#[test]
fn where_nothing_bounds_it_nothing_is_told() {
    let house = House::new();
    let answer = house.call(&house.desk.agent, Method::GET, "/api/v1/me", "");
    assert_eq!((answer.status.as_u16(), answer.header("ratelimit")), (200, ""));
}
