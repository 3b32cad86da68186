//! The API's door: tokens, and nothing else.

use axum::http::Method;
use desk::account::revoke_token;

use crate::browser::House;

#[test]
fn a_token_says_who_asks() {
    let house = House::new();
    let me = house.call(&house.desk.team_lead, Method::GET, "/api/v1/me", "").json();
    assert_eq!(me["name"], "Lena Lead");
    assert_eq!(me["email"], "lena@alder.example");
    assert_eq!(me["roles"], serde_json::json!(["team_lead"]));
    assert_eq!(me["teams"][0]["name"], "Service desk");
    assert_eq!(house.call(&house.desk.agent, Method::GET, "/api/v1/context", "").text, "api");
}

#[test]
fn the_session_cookie_counts_for_nothing() {
    let house = House::new();
    let ada = house.sign_in(&house.desk.agent);
    let answer = house.get("/api/v1/me", &[("cookie", &ada.cookie)]);
    assert_eq!(answer.problem(), (401, "not-signed-in".to_owned()));
    assert_eq!(answer.header("www-authenticate"), "Bearer");
}

#[test]
fn a_token_opens_no_page() {
    let house = House::new();
    let bearer = format!("Bearer {}", house.desk.token(&house.desk.agent));
    assert_eq!(house.get("/echo", &[("authorization", &bearer)]).status.as_u16(), 303);
}

#[test]
fn what_is_no_token_is_refused() {
    let house = House::new();
    let token = house.desk.token(&house.desk.agent);
    for value in
        ["Bearer", "Bearer ", "Bearer ms_wrong", "Basic YTpi", &token, &format!("Bearer {token}x")]
    {
        assert_eq!(
            house.get("/api/v1/me", &[("authorization", value)]).status.as_u16(),
            401,
            "{value}"
        );
    }
    assert_eq!(
        house.get("/api/v1/me", &[("authorization", &format!("bearer {token}"))]).status.as_u16(),
        200
    );
}

#[test]
fn a_revoked_token_opens_nothing() {
    let house = House::new();
    let (desk, agent) = (&house.desk, &house.desk.agent);
    let token = desk.token(agent);
    let (ctx, person) = (desk.context(agent), agent.person);
    let known = desk.db.read(|tx| desk::account::tokens_of(tx, person)).unwrap();
    let id = known[0].id;
    desk.db.write(move |tx| revoke_token(tx, &ctx, id)).unwrap();
    assert_eq!(
        house.get("/api/v1/me", &[("authorization", &format!("Bearer {token}"))]).status.as_u16(),
        401
    );
}

#[test]
fn the_nodes_state_is_for_administrators() {
    let house = House::new();
    let refused = house.call(&house.desk.agent, Method::GET, "/api/v1/status", "");
    assert_eq!(refused.problem(), (403, "forbidden".to_owned()));
    assert_eq!(refused.json()["action"], "administer");
    let status = house.call(&house.desk.administrator, Method::GET, "/api/v1/status", "").json();
    assert!(status["writes"].as_i64().unwrap() > 0 && status["commits"].as_i64().unwrap() > 0);
}

#[test]
fn a_permission_is_asked_for_before_the_handler_runs() {
    let house = House::new();
    let rosa = house.sign_in(&house.desk.requester);
    let ada = house.sign_in(&house.desk.agent);
    assert_eq!(house.submit(&rosa, "/work", "").status.as_u16(), 403);
    assert_eq!(house.submit(&ada, "/work", "").text, "worked");
}
