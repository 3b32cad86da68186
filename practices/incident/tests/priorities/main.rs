//! The priority matrix as administrators set it, at both doors.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a failure is a failed test"
)]

use axum::http::Method;
use db::Db;
use desk::access::Agent;
use desk::priority::Matrix;
use mainstay_incident::{KIND, endpoints};
use serde_json::{Value, json};
use testkit::contract::{Answer, Browser};
use testkit::{Desk, each_engine};

const PATH: &str = "/administration/priority";

struct House {
    desk: Desk,
    browser: Browser,
}

impl House {
    fn on(db: &Db) -> House {
        let desk = Desk::set_up(db);
        let mut all = web::endpoints();
        endpoints(&mut all);
        let browser = Browser::over(&desk, all);
        House { desk, browser }
    }

    fn ask(&self, by: &Agent, method: Method, below: &str, body: Option<&Value>) -> Answer {
        let path = format!("/api/v1{below}");
        self.browser.call(&self.desk.token(by), method, &path, body)
    }

    fn admin(&self, method: Method, below: &str, body: Option<&Value>) -> Answer {
        self.ask(&self.desk.administrator, method, &format!("{PATH}{below}"), body)
    }

    /// Opens an incident; its number and its priority.
    fn open(&self, impact: i64, urgency: i64) -> (String, i64) {
        let body = json!({ "title": "Printer", "impact": impact, "urgency": urgency });
        let made = self.ask(&self.desk.agent, Method::POST, "/incidents", Some(&body));
        let made = made.expect(201, "an incident").json();
        (made["number"].as_str().unwrap().to_owned(), made["priority"].as_i64().unwrap())
    }

    fn priority(&self, number: &str) -> i64 {
        let read = self.ask(&self.desk.agent, Method::GET, &format!("/incidents/{number}"), None);
        read.json()["priority"].as_i64().unwrap()
    }
}

fn cells(rows: [[i64; 3]; 3]) -> Value {
    let cells = (1..).zip(rows).flat_map(|(impact, row)| {
        (1..).zip(row).map(move |(urgency, priority)| {
            json!({ "impact": impact, "urgency": urgency, "priority": priority })
        })
    });
    json!({ "cells": cells.collect::<Vec<_>>() })
}

const CAME: [[i64; 3]; 3] = [[1, 2, 3], [2, 3, 4], [3, 4, 4]];
const OTHER: [[i64; 3]; 3] = [[1, 2, 3], [2, 2, 4], [3, 4, 5]];

#[test]
fn the_schema_brings_what_the_kind_says() {
    each_engine(|db: &Db| {
        assert_eq!(db.read(|tx| Matrix::load(tx, &KIND)).unwrap(), Matrix::came(&KIND));
    });
}

#[test]
fn a_matrix_is_tried_set_and_brought_back_and_records_keep_their_priority() {
    each_engine(|db: &Db| {
        let house = House::on(db);
        let (kept, before) = house.open(2, 2);
        let (overridden, _) = house.open(2, 2);
        let body = json!({ "priority": 1, "reason": "The board" });
        let path = format!("/incidents/{overridden}/priority");
        house.ask(&house.desk.agent, Method::POST, &path, Some(&body)).expect(200, "overridden");
        assert_eq!(before, 3);
        let tried = house.admin(Method::POST, "/incident/preview", Some(&cells(OTHER)));
        let tried = tried.expect(200, "tried").json();
        assert_eq!(tried["changes"].as_array().unwrap().len(), 2, "{tried}");
        assert_eq!(tried["apart"], json!({ "number": 1, "more": false }));
        let example = json!([{ "number": kept, "priority": 3, "computed": 2 }]);
        assert_eq!(tried["examples"], example, "what was overridden is no matter of the matrix");
        assert_eq!(house.open(2, 2).1, 3, "trying sets nothing");
        let set = house.admin(Method::PUT, "/incident", Some(&cells(OTHER)));
        let set = set.expect(200, "set").json();
        assert_eq!(set["differs"].as_array().unwrap().len(), 2);
        assert_eq!((house.open(2, 2).1, house.open(3, 3).1), (2, 5), "from then on");
        assert_eq!(house.priority(&kept), 3, "what there is keeps its own");
        let filter = set["apart_filter"].as_str().unwrap();
        let query: String = filter.replace(' ', "%20").replace('=', "%3D").replace('!', "%21");
        let found = house.ask(
            &house.desk.administrator,
            Method::GET,
            &format!("/incidents?q={query}"),
            None,
        );
        let found = found.expect(200, filter).json();
        assert_eq!(found["items"].as_array().unwrap().len(), 2, "opened before it was set");
        let path = format!("/incidents/{kept}/priority");
        house.ask(&house.desk.agent, Method::POST, &path, Some(&json!({}))).expect(200, "anew");
        assert_eq!(house.priority(&kept), 2, "weighed anew");
        let history = house.admin(Method::GET, "/incident/history", None).json();
        let said = &history["items"][0]["values"];
        assert_eq!(said["matrix_cell_before"], json!(["2 2 3", "3 3 4"]));
        assert_eq!(said["matrix_cell"], json!(["2 2 2", "3 3 5"]));
        let seen = set["seen"].as_str().unwrap();
        let mut late = cells(CAME);
        late["seen"] = json!("0123456789abcdef");
        let late = house.admin(Method::PUT, "/incident", Some(&late));
        assert_eq!(late.expect(409, "changed meanwhile").json()["code"], "matrix_changed");
        let mut right = cells(OTHER);
        right["seen"] = json!(seen);
        house.admin(Method::PUT, "/incident", Some(&right)).expect(200, "the same again");
        let back = house.admin(Method::DELETE, "/incident", None).expect(200, "back").json();
        assert_eq!(back["differs"], json!([]));
        assert_eq!(house.open(3, 3).1, 4);
    });
}

#[test]
fn holes_and_what_is_out_of_range_are_refused_and_what_is_odd_is_said() {
    each_engine(|db: &Db| {
        let house = House::on(db);
        let mut hole = cells(CAME);
        hole["cells"].as_array_mut().unwrap().remove(4);
        let mut twice = cells(CAME);
        let again = twice["cells"][0].clone();
        twice["cells"].as_array_mut().unwrap().push(again);
        let with = |place: usize, member: &str, value: Value| {
            let mut body = cells(CAME);
            body["cells"][place][member] = value;
            body
        };
        for (body, field, code) in [
            (json!({}), "/cells", "required"),
            (json!({ "cells": 7 }), "/cells", "list"),
            (json!({ "cells": [7] }), "/cells.0", "object"),
            (hole, "/priority.2.2", "required"),
            (twice, "/cells.9", "duplicate"),
            (with(0, "priority", json!(0)), "/cells.0", "number"),
            (with(0, "priority", json!(6)), "/cells.0", "number"),
            (with(0, "priority", json!(1.5)), "/cells.0", "number"),
            (with(0, "impact", json!(4)), "/cells.0", "number"),
            (with(0, "priority", json!("high")), "/cells.0.priority", "whole_number"),
            (with(0, "colour", json!(1)), "/cells.0.colour", "no_such_field"),
        ] {
            for (method, below) in [(Method::PUT, "/incident"), (Method::POST, "/incident/preview")]
            {
                let faults = house.admin(method, below, Some(&body));
                let faults = faults.expect(422, &body.to_string()).faults();
                assert_eq!(faults, [(field.to_owned(), code.to_owned())], "{body}");
            }
        }
        assert_eq!(db.read(|tx| Matrix::load(tx, &KIND)).unwrap(), Matrix::came(&KIND));
        let odd = cells([[1, 2, 3], [2, 5, 4], [3, 4, 4]]);
        let tried = house.admin(Method::POST, "/incident/preview", Some(&odd)).json();
        assert_eq!(tried["crossings"].as_array().unwrap().len(), 2, "{tried}");
        house.admin(Method::PUT, "/incident", Some(&odd)).expect(200, "odd, and taken");
        house.admin(Method::GET, "/nothing", None).expect(404, "no such kind");
        let (desk, body) = (&house.desk, cells(CAME));
        for by in [&desk.auditor, &desk.manager, &desk.agent, &desk.requester] {
            let path = format!("{PATH}/incident");
            house.ask(by, Method::PUT, &path, Some(&body)).expect(403, "not theirs to say");
            house.ask(by, Method::DELETE, &path, None).expect(403, "not theirs to say");
        }
        house.ask(&desk.auditor, Method::GET, PATH, None).expect(200, "an auditor reads");
        house.ask(&desk.manager, Method::GET, PATH, None).expect(403, "not theirs to read");
    });
}

#[test]
fn the_page_shows_what_changes_before_it_does() {
    each_engine(|db: &Db| {
        let house = House::on(db);
        let (number, _) = house.open(2, 2);
        let admin = house.browser.sign_in(&house.desk.administrator);
        let auditor = house.browser.sign_in(&house.desk.auditor);
        let read = house.browser.open(&auditor, PATH).expect(200, "an auditor").text;
        assert!(read.contains("Critical") && !read.contains("<select"), "{read}");
        let shown = house.browser.open(&admin, PATH).expect(200, "the matrix").text;
        assert!(shown.contains("name=\"priority.2.2\"") && shown.contains("Every open record"));
        let mut form: Vec<(String, String)> = Vec::new();
        for (impact, row) in (1..).zip(OTHER) {
            for (urgency, priority) in (1..).zip(row) {
                form.push((format!("priority.{impact}.{urgency}"), priority.to_string()));
            }
        }
        let form: Vec<(&str, &str)> =
            form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let send = |path: &str, form: &[(&str, &str)]| {
            let csrf = admin.csrf.as_str();
            let all = std::iter::once(("csrf", csrf)).chain(form.iter().copied());
            let body = all.map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>();
            let kind = ("content-type", "application/x-www-form-urlencoded");
            let headers = [kind, ("cookie", admin.cookie.as_str())];
            house.browser.send(Method::POST, path, &headers, body.join("&"))
        };
        let tried = send(&format!("{PATH}/incident/preview"), &form).expect(200, "tried").text;
        assert!(tried.contains(&number) && tried.contains("High instead of Moderate"), "{tried}");
        let hole: Vec<(&str, &str)> = form.iter().copied().skip(1).collect();
        let refused = send(&format!("{PATH}/incident"), &hole).expect(422, "a hole").text;
        assert!(refused.contains("This is needed"), "{refused}");
        send(&format!("{PATH}/incident"), &form).expect(303, "set");
        let shown = house.browser.open(&admin, PATH).expect(200, "as it is").text;
        assert!(shown.contains("as it came: Moderate") && shown.contains("1 incidents"), "{shown}");
        let back = house.browser.open(&admin, &format!("{PATH}?kind=incident&as=ready"));
        assert!(back.expect(200, "as it came").text.contains("Moderate instead of High"));
        house.browser.open(&admin, &format!("{PATH}?kind=nothing&as=ready")).expect(400, "no kind");
    });
}
