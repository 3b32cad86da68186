//! What is kept of a person is handed out whole, and goes when they are erased; what they did stays.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failure is a failed test")]

use std::collections::BTreeSet;

use axum::http::Method;
use db::{Db, params};
use desk::access::Agent;
use desk::account::sign_in;
use desk::erasure::register;
use desk::journal::{self, verify::verify};
use desk::notification::follow;
use desk::numbers::Numbers;
use desk::people::Person;
use desk::work::{Asked, act, create};
use desk::{Error, Result};
use jobs::{Registry, Worker};
use mainstay_incident::{Incident, KIND, endpoints};
use serde_json::{Value, json};
use testkit::contract::{Answer, Browser, forms_of};
use testkit::{Desk, PASSWORD, each_engine};

mod support;

use support::input;

const HOME: &str = "203.0.113.7";
/// How the small desk knows its requester.
const ADDRESS: &str = "rosa@alder.example";

db::statements! {
    TOLD = "SELECT COUNT(*) FROM notification WHERE person_id = $1";
    SAID = "SELECT value FROM entry_value WHERE value IS NOT NULL";
}

fn house(db: &Db) -> (Desk, Browser) {
    Browser::with_desk(db, endpoints)
}

fn open(desk: &Desk, by: &Agent, values: &[(&str, &str)]) -> String {
    let number = Numbers::default().take(&desk.db, KIND.prefix).unwrap();
    let (ctx, by) = (desk.context(by), by.clone());
    let given = [&[("title", "Printer"), ("impact", "2"), ("urgency", "2")], values].concat();
    let given = input(&given);
    let opened: Result<_> =
        desk.db.write(move |tx| create::<Incident>(tx, &ctx, &by, number.clone(), &given));
    opened.unwrap().number
}

fn erase(desk: &Desk, browser: &Browser, by: &Agent, who: &str, body: &Value) -> Answer {
    let path = format!("/api/v1/people/{who}/erasure");
    browser.call(&desk.token(by), Method::POST, &path, Some(body))
}

/// Everything the journal keeps in words.
fn said(db: &Db) -> Vec<String> {
    let rows = db.read(|tx| Ok::<_, Error>(tx.rows(SAID, params![])?)).unwrap();
    rows.iter().map(|row| row.get(0).unwrap()).collect()
}

/// What a person has been told and may still read.
fn told(db: &Db, person: &Agent) -> i64 {
    db.read(|tx| Ok::<_, Error>(tx.one(TOLD, params![person.person])?.get(0)?)).unwrap()
}

fn works(desk: &Desk) {
    let registry = register(Registry::new());
    Worker::new(&desk.db, &desk.clock, &db::Chance::seeded(3), registry).run_due().unwrap();
}

#[test]
fn who_is_erased_is_named_nowhere_and_what_they_did_stays() {
    each_engine(|db| {
        let (desk, browser) = house(db);
        let (rosa, because) = (&desk.requester, json!({ "reason": "They asked for it" }));
        let number = open(&desk, rosa, &[]);
        sign_in(&desk.db, &desk.clock, &desk.chance, ADDRESS, PASSWORD, HOME).unwrap();
        let token = desk.token(rosa);
        let said_to_them = json!({ "body": "We are on it" });
        let comments = format!("/api/v1/incidents/{number}/comments");
        let agent = desk.token(&desk.agent);
        browser.call(&agent, Method::POST, &comments, Some(&said_to_them)).expect(200, "a reply");
        journal::sequence(db).unwrap();
        follow(db, &[&KIND], &desk.chance, desk.clock.now()).unwrap();
        assert_eq!(told(db, rosa), 1);
        assert!(said(db).iter().any(|text| text == ADDRESS) && said(db).contains(&HOME.to_owned()));
        erase(&desk, &browser, &desk.agent, ADDRESS, &because).expect(403, "an agent");
        erase(&desk, &browser, &desk.auditor, ADDRESS, &because).expect(403, "an auditor");
        let faults = erase(&desk, &browser, &desk.administrator, ADDRESS, &json!({}));
        let faults = faults.expect(422, "without a reason").faults();
        assert_eq!(faults, [("/reason".to_owned(), "required".to_owned())]);
        erase(&desk, &browser, &desk.administrator, ADDRESS, &because).expect(204, "erasing");
        works(&desk);
        assert_eq!(told(db, rosa), 0);
        let again = rosa.person.to_string();
        let again = erase(&desk, &browser, &desk.administrator, &again, &because);
        assert_eq!(again.expect(409, "once more").json()["code"], "erased_already");
        for text in said(db) {
            let names = [ADDRESS, HOME, rosa.name.as_str()];
            assert!(names.iter().all(|name| !text.contains(name)), "{text}");
        }
        let entry = browser.read(&token, "/api/v1/me");
        entry.expect(401, "the token of somebody erased");
        let again = sign_in(&desk.db, &desk.clock, &desk.chance, ADDRESS, PASSWORD, HOME);
        assert!(matches!(again, Err(Error::Refused("sign_in"))));
        let admin = desk.token(&desk.administrator);
        let path = format!("/api/v1/incidents/{number}");
        let record = browser.read(&admin, &path).expect(200, "the record").json();
        assert_eq!(record["requester"]["id"], rosa.person.to_string(), "still one person's");
        assert!(!record.to_string().contains(&rosa.name), "{record}");
        assert_eq!(verify(db).unwrap().broken, None);
    });
}

#[test]
fn whoever_is_needed_is_not_erased() {
    each_engine(|db| {
        let (desk, browser) = house(db);
        let number = open(&desk, &desk.agent, &[("team", &desk.service_desk.to_string())]);
        let input = input(&[("assignee", &desk.agent.person.to_string())]);
        let verb = KIND.lifecycle.verb("assign").unwrap();
        let asked = Asked { number, verb, input, if_match: None };
        let (ctx, by) = (desk.context(&desk.agent), desk.agent.clone());
        let assigned: Result<_> = db.write(move |tx| act::<Incident>(tx, &ctx, &by, &asked));
        assigned.unwrap();
        let admin = &desk.administrator;
        for (who, code) in [
            (desk.agent.person.to_string(), "erase_has_work"),
            (admin.person.to_string(), "erase_yourself"),
            (Person::SYSTEM.to_string(), "erase_built_in"),
            (Person::UNKNOWN.to_string(), "erase_built_in"),
        ] {
            let refused = erase(&desk, &browser, admin, &who, &json!({ "reason": "No" }));
            assert_eq!(refused.expect(409, code).json()["code"], code);
        }
        erase(&desk, &browser, admin, "nobody@alder.example", &json!({})).expect(404, "nobody");
    });
}

#[test]
fn everything_about_a_person_is_handed_out_as_far_as_its_reader_may() {
    each_engine(|db| {
        let (desk, browser) = house(db);
        let rosa = &desk.requester;
        let (own, others) = (open(&desk, rosa, &[]), open(&desk, &desk.birch_requester, &[]));
        sign_in(&desk.db, &desk.clock, &desk.chance, ADDRESS, PASSWORD, HOME).unwrap();
        journal::sequence(db).unwrap();
        let path = format!("/api/v1/people/{ADDRESS}/export");
        browser.read(&desk.token(&desk.agent), &path).expect(403, "an agent");
        browser.read(&desk.token(rosa), &path).expect(403, "they themselves");
        let answer = browser.read(&desk.token(&desk.administrator), &path).expect(200, "all");
        let lines: Vec<Value> =
            answer.text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let chapters: BTreeSet<&str> =
            lines.iter().map(|line| line["about"].as_str().unwrap()).collect();
        for chapter in ["person", "account", "role", "session", "logbook", "incident", "event"] {
            assert!(chapters.contains(chapter), "{chapter}: {chapters:?}");
        }
        let person = lines.iter().find(|line| line["about"] == "person").unwrap();
        assert_eq!((&person["email"], &person["name"]), (&json!(ADDRESS), &json!(rosa.name)));
        assert!(answer.text.contains(&own) && !answer.text.contains(&others));
        assert!(answer.text.contains(HOME), "where they came in from");
        assert!(!answer.text.contains("argon2"), "what proves who they are is not handed out");
    });
}

#[test]
fn a_page_looks_them_up_and_erases_them() {
    each_engine(|db| {
        let (desk, browser) = house(db);
        let admin = browser.sign_in(&desk.administrator);
        let page = "/administration/privacy";
        browser.open(&browser.sign_in(&desk.agent), page).expect(403, "an agent");
        browser.open(&admin, page).expect(200, "nobody looked up yet");
        browser.open(&admin, &format!("{page}?person=nobody")).expect(400, "nobody");
        let rosa = format!("{page}?person={}", desk.requester.person);
        let shown = browser.open(&admin, &rosa).expect(200, "looked up").text;
        assert!(shown.contains(&desk.requester.name) && shown.contains("/export"), "{shown}");
        let form = forms_of(&shown).into_iter().find(|form| form.action.ends_with("/erasure"));
        let mut form = form.unwrap();
        browser.submit(&admin, &form).expect(422, "without a reason");
        form.fill("reason", "They asked for it");
        browser.submit(&admin, &form).expect(303, "erasing them");
        let shown = browser.open(&admin, &rosa).expect(200, "looked up again").text;
        assert!(!shown.contains(&desk.requester.name), "{shown}");
        assert!(forms_of(&shown).iter().all(|form| !form.action.ends_with("/erasure")));
    });
}
