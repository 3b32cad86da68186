//! The rules at both doors: who may read and set them, what is refused, and what the page says.

use axum::http::Method;
use db::Db;
use desk::access::Agent;
use serde_json::{Value, json};
use testkit::contract::{Answer, forms_of};
use testkit::each_engine;

use crate::house::{DAY, House, INCIDENTS};

const PATH: &str = "/administration/retention";

fn ask(house: &House, by: &Agent, method: Method, below: &str, body: Option<&Value>) -> Answer {
    let path = format!("/api/v1{PATH}{below}");
    house.browser.call(&house.desk.token(by), method, &path, body)
}

/// A house with two records that were closed a hundred days ago.
fn with_old_records(db: &Db) -> House {
    let house = House::on(db);
    for _ in 0..2 {
        let number = house.open(&json!({ "title": "Quokka" }));
        house.resolve_and_close(&number, "Quokka");
    }
    house.desk.clock.advance(100 * DAY);
    house
}

/// What was done to a rule last, by the verbs.
fn history(house: &House, scope: &str) -> Vec<String> {
    let below = format!("/{scope}/history");
    let told = ask(house, &house.desk.auditor, Method::GET, &below, None).expect(200, &below);
    let told = told.json();
    let items = told["items"].as_array().unwrap().iter();
    items.map(|entry| entry["verb"].as_str().unwrap().to_owned()).collect()
}

/// That the logbook says what was set, why, and what was taken away.
fn the_logbook_tells(house: &House) {
    let log = house.get("/administration/audit/settings?verb=set_retention");
    let said = &log["items"][0]["values"];
    assert_eq!((&said["days_before"], &said["days"]), (&Value::Null, &json!("100")));
    assert_eq!(said["reason"], "Policy 7");
    let log = house.get("/administration/audit/settings?verb=remove_retention");
    assert_eq!(log["items"][0]["values"]["days_before"], "100");
}

#[test]
fn rules_are_read_tried_out_set_and_taken_away() {
    each_engine(|db: &Db| {
        let house = with_old_records(db);
        let (admin, auditor) = (&house.desk.administrator, &house.desk.auditor);
        let all = ask(&house, auditor, Method::GET, "", None).expect(200, "all rules").json();
        let scopes: Vec<&str> =
            all["items"].as_array().unwrap().iter().map(|i| i["scope"].as_str().unwrap()).collect();
        assert_eq!(scopes, ["incident", "sign_ins", "reads"]);
        assert!(all["items"][0]["days"].is_null(), "kept for ever until somebody says otherwise");
        let tried = ask(&house, auditor, Method::GET, "/incident?days=100", None);
        let tried = tried.expect(200, "what it would erase").json();
        assert_eq!(tried["preview"], json!({ "days": 100, "number": 2, "more": false }));
        let tried = ask(&house, admin, Method::GET, "/incident?days=101", None).json();
        assert_eq!(tried["preview"]["number"], 0);
        for wrong in
            ["/incident?days=29", "/incident?days=36501", "/incident?days=x", "/incident?day=90"]
        {
            ask(&house, admin, Method::GET, wrong, None).expect(400, wrong);
        }
        for nothing in ["/settings", "/nothing"] {
            ask(&house, admin, Method::GET, nothing, None).expect(404, nothing);
            let body = json!({ "days": 90 });
            ask(&house, admin, Method::PUT, nothing, Some(&body)).expect(404, nothing);
        }
        let set = |by: &Agent, body: Value| ask(&house, by, Method::PUT, "/incident", Some(&body));
        for by in [auditor, &house.desk.manager, &house.desk.agent, &house.desk.requester] {
            set(by, json!({ "days": 90, "reason": "Because" })).expect(403, "not theirs to say");
        }
        for by in [&house.desk.manager, &house.desk.requester] {
            ask(&house, by, Method::GET, "", None).expect(403, "not theirs to read");
        }
        for (body, field, code) in [
            (json!({}), "/days", "required"),
            (json!({ "days": 29 }), "/days", "number"),
            (json!({ "days": 36_501 }), "/days", "number"),
            (json!({ "days": 100 }), "/reason", "erases"),
            (json!({ "days": 101, "months": 3 }), "/months", "unknown"),
        ] {
            let faults = set(admin, body.clone()).expect(422, &body.to_string()).faults();
            assert_eq!(faults, [(field.to_owned(), code.to_owned())], "{body}");
        }
        let rule =
            set(admin, json!({ "days": 100, "reason": "Policy 7" })).expect(200, "set").json();
        assert_eq!((&rule["days"], &rule["waiting"]["number"]), (&json!(100), &json!(2)));
        house.run(INCIDENTS, usize::MAX);
        let rule = ask(&house, auditor, Method::GET, "/incident", None).json();
        assert_eq!((&rule["erased"], &rule["waiting"]["number"]), (&json!(2), &json!(0)));
        ask(&house, auditor, Method::DELETE, "/incident", None).expect(403, "an auditor");
        ask(&house, admin, Method::DELETE, "/incident", None).expect(204, "taken away");
        ask(&house, admin, Method::DELETE, "/incident", None).expect(404, "there is none any more");
        assert_eq!(history(&house, "incident"), ["remove_retention", "set_retention"]);
        assert!(history(&house, "reads").is_empty(), "of another rule");
        the_logbook_tells(&house);
    });
}

#[test]
fn the_page_says_what_goes_before_it_goes() {
    each_engine(|db: &Db| {
        let house = with_old_records(db);
        let admin = house.browser.sign_in(&house.desk.administrator);
        let auditor = house.browser.sign_in(&house.desk.auditor);
        let agent = house.browser.sign_in(&house.desk.agent);
        house.browser.open(&agent, PATH).expect(403, "an agent");
        let read = house.browser.open(&auditor, PATH).expect(200, "an auditor").text;
        assert!(read.contains("Kept for ever") && !read.contains("name=\"days\""), "{read}");
        let shown = house.browser.open(&admin, PATH).expect(200, "the rules").text;
        assert!(shown.contains("name=\"days\""));
        let wrong = house.browser.open(&admin, &format!("{PATH}?scope=incident&days=3"));
        assert!(wrong.expect(400, "too short").text.contains("from 30 to 36500"));
        let tried = house.browser.open(&admin, &format!("{PATH}?scope=incident&days=90"));
        let tried = tried.expect(200, "tried out").text;
        assert!(tried.contains("2 records") && tried.contains("for good"), "{tried}");
        let form = |page: &str| {
            let all = forms_of(page);
            all.into_iter()
                .find(|f| f.action == format!("{PATH}/incident") && f.value("days").is_some())
        };
        let mut set = form(&tried).unwrap();
        let refused = house.browser.submit(&admin, &set).expect(422, "without a reason").text;
        assert!(refused.contains("Say why"), "{refused}");
        set = form(&refused).unwrap();
        set.fill("reason", "Policy 7");
        house.browser.submit(&admin, &set).expect(303, "setting it");
        house.run(INCIDENTS, usize::MAX);
        let shown = house.browser.open(&admin, PATH).expect(200, "set").text;
        assert!(
            shown.contains("90 days after a record is closed") && shown.contains("2 records"),
            "{shown}"
        );
        let incident =
            house.browser.open(&admin, "/incidents/INC0000001").expect(200, "a record").text;
        assert!(
            incident.contains("erased its texts") && incident.contains("no longer kept"),
            "{incident}"
        );
        let removing = forms_of(&shown).into_iter().find(|f| f.value("_method") == Some("delete"));
        house.browser.submit(&admin, &removing.unwrap()).expect(303, "taking it away");
        let shown = house.browser.open(&admin, PATH).expect(200, "taken away").text;
        assert!(!shown.contains("90 days after"), "{shown}");
        assert!(shown.contains("Days kept before: 90"), "with its history: {shown}");
    });
}
