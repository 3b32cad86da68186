//! What was done to the rules stands beside them, at both doors.

use axum::http::Method;
use db::Db;
use desk::access::Agent;
use serde_json::{Value, json};
use testkit::contract::{Answer, Browser};
use testkit::{Desk, each_engine};

fn ask(desk: &Desk, browser: &Browser, who: &Agent, path: &str) -> Answer {
    browser.read(&desk.token(who), &format!("/api/v1/administration{path}"))
}

fn put(desk: &Desk, browser: &Browser, path: &str, body: &Value) -> Answer {
    let path = format!("/api/v1/administration{path}");
    browser.call(&desk.token(&desk.administrator), Method::PUT, &path, Some(body))
}

#[test]
fn a_rule_of_closing_has_its_history() {
    each_engine(|db: &Db| {
        let (desk, browser) = Browser::with_desk(db, mainstay_incident::endpoints);
        let body = json!({ "close_after": 3, "comment_reopens": false });
        put(&desk, &browser, "/closing/incident", &body).expect(200, "set");
        let history = ask(&desk, &browser, &desk.auditor, "/closing/incident/history");
        let history = history.expect(200, "an auditor").json();
        let said = &history["items"][0]["values"];
        assert_eq!((&said["close_after_before"], &said["close_after"]), (&json!("5"), &json!("3")));
        ask(&desk, &browser, &desk.agent, "/closing/incident/history").expect(403, "an agent");
        ask(&desk, &browser, &desk.auditor, "/closing/task/history").expect(404, "no rule");
        let auditor = browser.sign_in(&desk.auditor);
        let page = browser.open(&auditor, "/administration/closing").expect(200, "the page").text;
        assert!(page.contains("set how records end by themselves"), "{page}");
        assert!(page.contains("A comment reopens, before: yes"), "{page}");
    });
}

#[test]
fn the_ways_of_escalation_say_what_they_are_for_and_have_their_history() {
    each_engine(|db: &Db| {
        let (desk, browser) = Browser::with_desk(db, mainstay_incident::endpoints);
        let new = json!({ "title": "Printer", "impact": 2, "urgency": 2, "team": "Service desk" });
        let token = desk.token(&desk.agent);
        let made = browser.call(&token, Method::POST, "/api/v1/incidents", Some(&new));
        made.expect(201, "an incident");
        let ways =
            ask(&desk, &browser, &desk.administrator, "/escalation").expect(200, "ways").json();
        let way = |team: &str| {
            let items = ways["items"].as_array().unwrap();
            items.iter().find(|way| way["team"]["name"] == team).unwrap().clone()
        };
        assert_eq!((&way("Service desk")["open"], &way("Network")["open"]), (&json!(1), &json!(0)));
        let team = format!("/escalation/teams/{}", desk.service_desk);
        let to = json!({ "escalates_to": "Network" });
        put(&desk, &browser, &team, &to).expect(204, "set");
        let admin = browser.sign_in(&desk.administrator);
        let page =
            || browser.open(&admin, "/administration/escalation").expect(200, "the page").text;
        assert!(page().contains("1 open record of this team would go there"), "{}", page());
        put(&desk, &browser, &team, &json!({ "escalates_to": null })).expect(204, "taken back");
        let page = page();
        assert!(!page.contains("would go there"), "there is no such place: {page}");
        assert!(page.contains("whoever escalates it has to choose a team"), "{page}");
        assert!(page.contains("Escalated to before: Network"), "{page}");
        let history = ask(&desk, &browser, &desk.administrator, "/escalation/history").json();
        let said = &history["items"][0]["values"];
        assert_eq!(said["escalates_to_before"]["name"], "Network", "{history}");
        assert_eq!(said["escalates_to"], Value::Null, "{history}");
    });
}
