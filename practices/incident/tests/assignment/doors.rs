//! The rules at both doors: who may read and set them, what is refused where, and what the pages say.

use axum::http::Method;
use db::Db;
use desk::access::Agent;
use mainstay_incident::endpoints;
use serde_json::{Value, json};
use testkit::contract::{Answer, Browser, forms_of};
use testkit::{Desk, each_engine};

const PATH: &str = "/administration/assignment";

struct Doors {
    desk: Desk,
    browser: Browser,
}

impl Doors {
    fn on(db: &Db) -> Doors {
        let desk = Desk::set_up(db);
        let mut all = web::endpoints();
        endpoints(&mut all);
        Doors { browser: Browser::over(&desk, all), desk }
    }

    fn ask(&self, by: &Agent, method: Method, below: &str, body: Option<&Value>) -> Answer {
        let path = format!("/api/v1{PATH}{below}");
        self.browser.call(&self.desk.token(by), method, &path, body)
    }

    fn admin(&self, method: Method, below: &str, body: &Value) -> Answer {
        self.ask(&self.desk.administrator, method, below, Some(body))
    }

    /// Adds a rule; its identity.
    fn add(&self, body: &Value) -> String {
        let made = self.admin(Method::POST, "/incident", body).expect(201, "a rule");
        made.json()["id"].as_str().unwrap().to_owned()
    }

    fn open(&self, title: &str) -> Value {
        let body = json!({ "title": title, "impact": 2, "urgency": 2 });
        let token = self.desk.token(&self.desk.requester);
        self.browser
            .call(&token, Method::POST, "/api/v1/incidents", Some(&body))
            .expect(201, title)
            .json()
    }
}

fn network() -> Value {
    json!({
        "name": "Network", "condition": "title contains switch", "team": "Network",
        "gives": "round_robin",
    })
}

#[test]
#[expect(clippy::too_many_lines, reason = "one rule from its first day to its last")]
fn rules_are_set_up_tried_out_put_in_order_and_taken_away() {
    each_engine(|db| {
        let doors = Doors::on(db);
        let desk = &doors.desk;
        let (admin, auditor) = (&desk.administrator, &desk.auditor);
        doors.open("The switch hums");
        let told =
            doors.admin(Method::POST, "/incident/preview", &network()).expect(200, "tried").json();
        assert_eq!((&told["looked_at"], &told["gets"]), (&json!(1), &json!(1)));
        assert_eq!(told["examples"][0]["to"]["name"], "Ned Network");
        let all = doors.ask(auditor, Method::GET, "", None).expect(200, "all").json();
        assert_eq!(all["items"], json!([]), "nothing was kept by it");

        let first = doors.add(&network());
        let rest = doors.add(&json!({ "name": "Rest", "team": "Service desk", "gives": "team" }));
        let made = doors.open("The switch is down");
        assert_eq!((&made["version"], &made["state"]), (&json!(2), &json!("assigned")));
        for (by, status) in [(&desk.manager, 403), (&desk.agent, 403), (auditor, 403)] {
            let answer = doors.ask(by, Method::POST, "/incident", Some(&network()));
            answer.expect(status, "not theirs to say");
        }
        doors.ask(&desk.agent, Method::GET, "", None).expect(403, "not theirs to read");
        doors.ask(admin, Method::GET, "/nothing", None).expect(404, "no such kind");

        let order = json!({ "rules": [rest, first] });
        doors.admin(Method::POST, "/incident/order", &order).expect(204, "in order");
        for wrong in [json!({ "rules": [rest] }), json!({}), json!({ "rules": [rest, rest] })] {
            doors.admin(Method::POST, "/incident/order", &wrong).expect(422, "each once");
        }
        let all =
            doors.ask(auditor, Method::GET, "/incident", None).expect(200, "of a kind").json();
        assert_eq!(
            (&all["items"][0]["name"], &all["items"][1]["name"]),
            (&json!("Rest"), &json!("Network"))
        );
        let number = made["number"].as_str().unwrap();
        let path = format!("/incident/explanation?number={number}");
        let told = doors.ask(auditor, Method::GET, &path, None).expect(200, "explained").json();
        assert_eq!(
            (&told["rules"][0]["outcome"], &told["rules"][1]["outcome"]),
            (&json!("gives"), &json!("later"))
        );
        for wrong in ["/incident/explanation", "/incident/explanation?number=INC0999999"] {
            doors.ask(auditor, Method::GET, wrong, None).expect(400, wrong);
        }
        let load =
            doors.ask(auditor, Method::GET, "/incident/load", None).expect(200, "load").json();
        assert_eq!(
            load["items"][0]["people"][0],
            json!({
                "id": desk.network_agent.person, "name": "Ned Network", "open": 1, "away": false, "works": true,
            })
        );

        let one = format!("/incident/{rest}");
        let off =
            doors.admin(Method::PATCH, &one, &json!({ "active": false })).expect(200, "off").json();
        assert_eq!((&off["active"], &off["version"]), (&json!(false), &json!(2)));
        let stale = doors.admin(Method::PATCH, &one, &json!({ "name": "All", "version": 1 }));
        stale.expect(412, "somebody else changed it");
        doors.ask(admin, Method::DELETE, &one, None).expect(204, "gone");
        doors.ask(admin, Method::DELETE, &one, None).expect(404, "gone already");
        let log = "/api/v1/administration/audit/settings?verb=remove_assignment_rule";
        let log = doors.browser.read(&desk.token(auditor), log).expect(200, "the log").json();
        assert_eq!(log["items"][0]["values"]["team_before"]["name"], "Service desk");
    });
}

#[test]
fn what_is_wrong_with_a_condition_is_told_with_its_place() {
    each_engine(|db| {
        let doors = Doors::on(db);
        let mut rule = network();
        rule["condition"] = json!("state = new and requester = me");
        let refused = doors.admin(Method::POST, "/incident", &rule).expect(422, "me").json();
        let fault = &refused["errors"][0];
        assert_eq!((&fault["field"], &fault["code"]), (&json!("condition"), &json!("filter_me")));
        assert_eq!((&fault["start"], &fault["end"]), (&json!(28), &json!(30)), "{fault}");
        rule["condition"] = json!("stat = new");
        let refused =
            doors.admin(Method::POST, "/incident/preview", &rule).expect(422, "stat").json();
        assert_eq!(refused["errors"][0]["nearest"], "state", "{refused}");
    });
}

#[test]
fn the_pages_add_try_and_change_rules_and_keep_what_was_typed() {
    each_engine(|db| {
        let doors = Doors::on(db);
        let (browser, desk) = (&doors.browser, &doors.desk);
        doors.open("The switch hums");
        let admin = browser.sign_in(&desk.administrator);
        let of_kind = format!("{PATH}/incident");
        let page = browser.open(&admin, PATH).expect(200, "no rules").text;
        assert!(page.contains("There are no rules yet"), "{page}");
        let page = browser.open(&admin, &format!("{of_kind}/new")).expect(200, "a new one").text;
        let mut form = forms_of(&page).into_iter().find(|form| form.action == of_kind).unwrap();
        form.fill("name", "Network");
        form.fill("condition", "title contains switch and priorty = 1");
        form.fill("team", &desk.network.to_string());
        form.fill("gives", "least_load");
        let refused = browser.submit(&admin, &form).expect(422, "no such field").text;
        assert!(refused.contains("<mark>priorty</mark>"), "{refused}");
        let mut form = forms_of(&refused).into_iter().find(|form| form.action == of_kind).unwrap();
        assert_eq!(form.value("name"), Some("Network"));
        form.fill("condition", "title contains switch");
        let mut trial = form.clone();
        trial.action = format!("{of_kind}/preview");
        let told = browser.submit(&admin, &trial).expect(200, "tried").text;
        assert!(told.contains("It would get 1 of them") && told.contains("Ned Network"), "{told}");
        assert!(told.contains("Only what you may read in full is counted."), "{told}");
        let form = forms_of(&told).into_iter().find(|form| form.action == of_kind).unwrap();
        assert_eq!(form.value("condition"), Some("title contains switch"), "it is still there");
        let saved = browser.submit(&admin, &form).expect(303, "saved");
        assert!(saved.header("location").starts_with(&format!("{of_kind}#rule-")));

        let number = doors.open("A switch")["number"].as_str().unwrap().to_owned();
        doors.add(&json!({ "name": "Rest", "team": "Network", "gives": "team" }));
        let page =
            browser.open(&admin, &format!("{of_kind}?number={number}")).expect(200, "told").text;
        assert!(page.contains("“Network” holds: it would go to Ned Network"), "{page}");
        assert!(page.contains("added an assignment rule"), "its own history: {page}");
        assert!(page.contains("1 open"), "the load: {page}");
        browser.open(&admin, &format!("{of_kind}?number=INC0999999")).expect(400, "no such record");
        moves_and_turns_off(&doors, &page);
    });
}

fn moves_and_turns_off(doors: &Doors, page: &str) {
    let (browser, desk) = (&doors.browser, &doors.desk);
    let admin = browser.sign_in(&desk.administrator);
    let of = |page: &str, end: &str, with: &str| {
        let all = forms_of(page).into_iter();
        all.filter(|form| form.action.ends_with(end) && form.value(with).is_some())
            .collect::<Vec<_>>()
    };
    let moves = of(page, "/place", "direction");
    let directions: Vec<_> = moves.iter().map(|form| form.value("direction").unwrap()).collect();
    assert_eq!(directions, ["down", "up"], "the first does not rise, the last does not sink");
    // The page belongs to another session of the same person.
    let mine = browser.open(&admin, PATH).expect(200, "the rules").text;
    browser.submit(&admin, &of(&mine, "/place", "direction")[1]).expect(303, "moved up");
    let all = doors.ask(&desk.auditor, Method::GET, "/incident", None).json();
    assert_eq!(all["items"][0]["name"], "Rest");
    let mine = browser.open(&admin, PATH).expect(200, "the rules").text;
    browser.submit(&admin, &of(&mine, "", "active")[0]).expect(303, "turned off");
    let all = doors.ask(&desk.auditor, Method::GET, "/incident", None).json();
    assert_eq!(
        (&all["items"][0]["active"], &all["items"][0]["gives"]),
        (&json!(false), &json!("team"))
    );
    let gone =
        of(&mine, "", "_method").into_iter().find(|form| form.value("_method") == Some("delete"));
    let late = browser.submit(&admin, gone.as_ref().unwrap());
    late.expect(412, "it was changed meanwhile");
    let auditor = browser.sign_in(&desk.auditor);
    let read = browser.open(&auditor, PATH).expect(200, "an auditor reads").text;
    assert!(of(&read, "", "active").is_empty() && read.contains("Rest"), "and changes nothing");
    browser.open(&auditor, &format!("{PATH}/incident/new")).expect(403, "an auditor");
    let agent = browser.sign_in(&desk.agent);
    browser.open(&agent, PATH).expect(403, "an agent");
}
