//! What hangs on somebody is told before they are let in no more.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failure is a failed test"
)]

use db::Db;
use mainstay_incident::endpoints;
use serde_json::{Value, json};
use testkit::contract::{Browser, Method, escaped, form_of};
use testkit::{Desk, each_engine};

const USERS: &str = "/administration/users";

fn house(db: &Db) -> (Desk, Browser, String) {
    let (desk, browser) = Browser::with_desk(db, endpoints);
    let token = desk.token(&desk.administrator);
    (desk, browser, token)
}

/// An incident that the agent asks for and that is assigned to them.
fn open_one(desk: &Desk, browser: &Browser) -> String {
    let agent = desk.token(&desk.agent);
    let whom = desk.agent.person.to_string();
    let body = json!({ "title": "A lamp", "impact": 1, "urgency": 1, "requester": whom });
    let opened = browser.call(&agent, Method::POST, "/api/v1/incidents", Some(&body));
    let opened = opened.expect(201, "an incident").json();
    let number = opened["number"].as_str().unwrap().to_owned();
    let body = json!({ "team": desk.service_desk.to_string(), "assignee": whom });
    let path = format!("/api/v1/incidents/{number}/assignment");
    browser.call(&agent, Method::POST, &path, Some(&body)).expect(200, "assigned");
    number
}

#[test]
fn open_work_and_settings_are_told_with_the_way_to_them() {
    each_engine(|db| {
        let (desk, browser, token) = house(db);
        let person = desk.agent.person.to_string();
        let ties = format!("/api/v1{USERS}/{person}/deactivation");
        let told = |code: &str| -> Option<Value> {
            let all = browser.read(&token, &ties).expect(200, "ties").json();
            all["items"].as_array().unwrap().iter().find(|tie| tie["code"] == code).cloned()
        };
        assert_eq!(told("assigned"), None);
        let number = open_one(&desk, &browser);
        let agent = desk.token(&desk.agent);
        let task = json!({ "title": "Look", "assignee": person });
        let tasks = format!("/api/v1/incidents/{number}/tasks");
        browser.call(&agent, Method::POST, &tasks, Some(&task)).expect(201, "a task");
        let view = json!({
            "kind": "incident", "name": "Theirs", "shared_with": "everybody",
            "q": format!(
                "assignee = \"{}\" and team = \"Service desk\"",
                desk.agent.email.clone().unwrap()
            ),
        });
        browser.call(&token, Method::POST, "/api/v1/views", Some(&view)).expect(201, "a view");

        for code in ["assigned", "requested"] {
            let tie = told(code).unwrap();
            assert_eq!((&tie["number"], &tie["more"]), (&json!(1), &json!(false)), "{tie}");
            let q = escaped(tie["filter"].as_str().unwrap());
            let list = browser.read(&token, &format!("/api/v1/incidents?q={q}")).expect(200, &q);
            assert_eq!(list.json()["items"][0]["number"], number, "{code}");
        }
        assert_eq!(told("tasks").unwrap()["number"], 1);
        assert_eq!(told("views_naming").unwrap()["number"], 1);
        assert_eq!(told("last_of"), None, "others belong to the team");

        // A team is named by it as well.
        let team = "/api/v1/administration/organisation/teams/Service%20desk?active=false";
        let team = browser.read(&token, team).expect(200, "the team").json();
        let effects = team["effects"].as_array().unwrap();
        let naming = effects.iter().find(|effect| effect["code"] == "views_naming");
        assert_eq!(naming.unwrap()["number"], 1, "{team}");

        let other = desk.token(&desk.agent);
        browser.read(&other, &ties).expect(403, "who does not administer");
        // Whoever is the only one left of a team is told so.
        let alone = format!("/api/v1{USERS}/{}/deactivation", desk.network_agent.person);
        let alone = browser.read(&token, &alone).expect(200, "ties").json();
        let last = alone["items"].as_array().unwrap().iter().find(|tie| tie["code"] == "last_of");
        assert_eq!(last.unwrap()["team"]["name"], "Network", "{alone}");
    });
}

#[test]
fn nobody_is_let_out_over_what_was_not_seen() {
    each_engine(|db| {
        let (desk, browser, _) = house(db);
        let session = browser.sign_in(&desk.administrator);
        let path = format!("{USERS}/{}", desk.agent.person);
        let out = format!("{path}/deactivation");
        let page = browser.open(&session, &path).expect(200, "their page").text;
        assert!(page.contains("Nothing open hangs on them"), "{page}");
        let before = form_of(&page, &out, "POST");
        open_one(&desk, &browser);
        let late =
            browser.submit(&session, &before).expect(422, "something hangs on them now").text;
        assert!(late.contains("has changed since you looked"), "{late}");
        assert!(late.contains("Incidents: one open one is assigned to them."), "{late}");
        assert!(late.contains("/incidents?q=assignee"), "{late}");
        browser.submit(&session, &form_of(&late, &out, "POST")).expect(303, "seen");
        let page = browser.open(&session, &path).expect(200, "their page").text;
        assert!(page.contains("This still hangs on them."), "{page}");
        browser.submit(&session, &form_of(&page, &out, "DELETE")).expect(303, "let in again");
    });
}
