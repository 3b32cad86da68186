//! Every text of a record goes at its moment, and everything else stays.

use std::time::Duration;

use axum::http::Method;
use db::Db;
use desk::file;
use desk::history::{Part, history};
use desk::{Error, find_heading};
use mainstay_incident::KIND;
use serde_json::{Value, json};
use testkit::each_engine;

use crate::dump::places_of;
use crate::house::{DAY, House, INCIDENTS, KINDS};

/// What people write, everywhere.
const WORD: &str = "quokka";

/// An incident with the word in every text there is.
fn written_on(house: &House) -> String {
    house.desk.add_fields(&KIND);
    let number = house.open(&json!({
        "title": "A Quokka in the rack",
        "description": "It is a quokka.\n\nReally.",
        "requester": house.desk.requester.email.as_deref().unwrap(),
        "x.a_line": "quokka", "x.a_prose": "two quokkas", "x.a_url": "https://quokka.example",
        "x.a_choice": "red", "x.a_number": 12,
    }));
    let at = |path: &str| format!("/{number}{path}");
    house.post(&at("/comments"), &json!({ "body": "Which quokka?" }));
    house.post(&at("/notes"), &json!({ "body": "The quokka of room 3" }));
    house.post(&at("/work"), &json!({}));
    house.post(&at("/hold"), &json!({ "reason": "supplier", "note": "quokka catcher" }));
    let resume = format!("/api/v1/incidents/{number}/hold");
    let token = house.desk.token(&house.desk.administrator);
    house.browser.call(&token, Method::DELETE, &resume, None).expect(200, "resuming");
    house.post(&at("/priority"), &json!({ "priority": 1, "reason": "a quokka!" }));
    house.post(&at("/tags"), &json!({ "tag": "quokka" }));
    let task = json!({ "title": "Catch the quokka", "description": "a quokka bites" });
    let task = house.post(&at("/tasks"), &task).json()["number"].as_str().unwrap().to_owned();
    let skip = format!("/api/v1/tasks/{task}/skip");
    let because = json!({ "reason": "the quokka left" });
    house.browser.call(&token, Method::POST, &skip, Some(&because)).expect(200, "skipping");
    house.post(&at("/effort"), &json!({ "minutes": 30, "note": "looking at a quokka" }));
    let soon = house.desk.clock.now().plus(DAY).to_string();
    house.post(&at("/reminders"), &json!({ "at": soon, "note": "quokka?" }));
    let mistake = json!({ "reason": "quokka privacy" });
    let call = |path: &str| {
        let path = format!("/api/v1/incidents/{number}{path}");
        house.browser.call(&token, Method::DELETE, &path, Some(&mistake)).expect(200, &path);
    };
    call("");
    call("/withdrawal");
    house.attach(&number, false, "quokka.txt", b"a quokka");
    house.attach(&number, true, "inner quokka.txt", b"a quokka inside");
    let gone = house.attach(&number, false, "third quokka.txt", b"another quokka");
    let (ctx, by, of) = (
        house.desk.context(&house.desk.administrator),
        house.desk.administrator.clone(),
        number.clone(),
    );
    let withdrawn: desk::Result<_> =
        house.desk.db.write(move |tx| file::withdraw(tx, &ctx, &by, &KIND, &of, gone.id));
    withdrawn.unwrap();
    house.resolve_and_close(&number, "quokka was caught");
    number
}

fn verbs(house: &House, number: &str) -> Vec<String> {
    let all = &house.desk.administrator;
    let record = house.desk.db.read(|tx| find_heading(tx, all, number)).unwrap();
    let part = Part { before: None, limit: 200 };
    let told = house.desk.db.read(|tx| history(tx, &KIND, record.id, true, part)).unwrap();
    told.events.into_iter().map(|event| event.verb).collect()
}

fn erasures(house: &House, number: &str) -> usize {
    verbs(house, number).iter().filter(|verb| *verb == "erase").count()
}

fn stays(record: &Value) -> Vec<Value> {
    [
        "number",
        "state",
        "priority",
        "team",
        "requester",
        "opened_at",
        "resolved_at",
        "closed_at",
        "resolution_code",
        "channel",
        "impact",
        "x.a_choice",
        "x.a_number",
    ]
    .iter()
    .map(|code| record[*code].clone())
    .collect()
}

#[test]
fn nothing_of_what_was_written_is_left() {
    each_engine(|db: &Db| {
        let house = House::on(db);
        let number = written_on(&house);
        let other = house.open(&json!({ "title": "A wombat" }));
        house.check();
        let path = format!("/incidents/{number}");
        let before = house.get(&path);
        let told = verbs(&house, &number);
        assert!(places_of(db, WORD).len() > 12, "{:?}", places_of(db, WORD));
        house.keep_for(INCIDENTS, 30).unwrap();
        house.desk.clock.advance(30 * DAY);
        assert!(!house.run(INCIDENTS, usize::MAX));
        house.check();
        file::sweep(db, &house.shelf, house.desk.clock.now()).unwrap();
        house.check();
        assert_eq!(places_of(db, WORD), Vec::<String>::new());
        let contents = file::check(db, &house.shelf.store, true).unwrap().contents;
        assert_eq!(contents, 0, "files are gone from where they lay");
        let after = house.get(&path);
        assert_eq!(after["title"], "[…]");
        assert_eq!(stays(&after), stays(&before));
        assert!(
            after["version"].as_i64() > before["version"].as_i64(),
            "nobody is shown an old copy"
        );
        let mut wanted = told;
        wanted.push("erase".to_owned());
        assert_eq!(verbs(&house, &number), wanted, "one entry more");
        assert_eq!(house.get(&format!("/incidents/{other}"))["title"], "A wombat");
        let standing = house.rule(INCIDENTS);
        assert_eq!((standing.rule.erased, standing.waiting.number), (1, 0));
    });
}

#[test]
fn a_record_goes_at_its_moment_and_once() {
    each_engine(|db: &Db| {
        let house = House::on(db);
        let number = house.open(&json!({}));
        house.resolve_and_close(&number, "Done");
        house.keep_for(INCIDENTS, 30).unwrap();
        house.desk.clock.advance(30 * DAY - Duration::from_micros(1));
        assert!(!house.run(INCIDENTS, usize::MAX));
        assert_eq!(erasures(&house, &number), 0);
        house.desk.clock.advance(Duration::from_micros(1));
        assert_eq!(house.rule(INCIDENTS).waiting.number, 1);
        house.run(INCIDENTS, usize::MAX);
        assert_eq!(erasures(&house, &number), 1);
        house.desk.clock.advance(400 * DAY);
        house.run(INCIDENTS, usize::MAX);
        assert_eq!((erasures(&house, &number), house.rule(INCIDENTS).rule.erased), (1, 1));
        house.check();
    });
}

#[test]
fn what_is_written_afterwards_has_its_own_time() {
    each_engine(|db: &Db| {
        let house = House::on(db);
        let number = house.open(&json!({}));
        house.reopen_at_any_time();
        house.resolve_and_close(&number, "Done");
        house.keep_for(INCIDENTS, 30).unwrap();
        house.desk.clock.advance(31 * DAY);
        house.run(INCIDENTS, usize::MAX);
        house.post(&format!("/{number}/comments"), &json!({ "body": "The quokka is back" }));
        house.desk.clock.advance(29 * DAY);
        house.run(INCIDENTS, usize::MAX);
        assert_eq!(erasures(&house, &number), 1, "it was said a month ago at most");
        // Opened again, its time counts from its new end.
        let token = house.desk.token(&house.desk.administrator);
        let path = format!("/api/v1/incidents/{number}");
        let because = json!({ "reason": "The quokka!" });
        let reopen = format!("{path}/resolution");
        house
            .browser
            .call(&token, Method::DELETE, &reopen, Some(&because))
            .expect(200, "reopening");
        let title = json!({ "title": "Quokka once more" });
        house.browser.call(&token, Method::PATCH, &path, Some(&title)).expect(200, "a new title");
        house.check();
        house.desk.clock.advance(40 * DAY);
        house.run(INCIDENTS, usize::MAX);
        assert_eq!(house.get(&format!("/incidents/{number}"))["title"], "Quokka once more");
        house.resolve_and_close(&number, "The quokka went");
        house.desk.clock.advance(30 * DAY - Duration::from_micros(1));
        house.run(INCIDENTS, usize::MAX);
        assert!(!places_of(db, WORD).is_empty());
        house.desk.clock.advance(Duration::from_micros(1));
        house.run(INCIDENTS, usize::MAX);
        house.check();
        assert_eq!(places_of(db, WORD), Vec::<String>::new());
        assert_eq!((erasures(&house, &number), house.rule(INCIDENTS).rule.erased), (2, 2));
    });
}

#[test]
fn what_ended_otherwise_goes_too_and_what_is_open_stays() {
    each_engine(|db: &Db| {
        let house = House::on(db);
        let (open, cancelled, resolved) =
            (house.open(&json!({})), house.open(&json!({})), house.open(&json!({})));
        house.reopen_at_any_time();
        house.post(&format!("/{cancelled}/cancellation"), &json!({ "reason": "A mistake" }));
        let resolution = json!({ "code": "fixed", "notes": "Done" });
        house.post(&format!("/{resolved}/resolution"), &resolution);
        house.keep_for(INCIDENTS, 30).unwrap();
        house.desk.clock.advance(20 * DAY);
        // Where there is no closing, the last change counts.
        house.post(&format!("/{resolved}/comments"), &json!({ "body": "Better" }));
        house.desk.clock.advance(11 * DAY);
        house.run(INCIDENTS, usize::MAX);
        let title = |number: &str| house.get(&format!("/incidents/{number}"))["title"].clone();
        assert_eq!(
            (title(&open), title(&cancelled), title(&resolved)),
            ("Printer".into(), "[…]".into(), "Printer".into())
        );
        house.desk.clock.advance(20 * DAY);
        house.run(INCIDENTS, usize::MAX);
        assert_eq!((title(&open), title(&resolved)), ("Printer".into(), "[…]".into()));
        house.check();
    });
}

#[test]
fn a_rule_that_was_taken_away_or_is_refused_erases_nothing() {
    each_engine(|db: &Db| {
        let house = House::on(db);
        let number = house.open(&json!({}));
        house.resolve_and_close(&number, "Done");
        house.desk.clock.advance(100 * DAY);
        for by in [&house.desk.agent, &house.desk.manager, &house.desk.auditor] {
            let refused = house.keep(by, INCIDENTS, 90, Some("Because"));
            assert!(matches!(refused, Err(Error::Forbidden("administer"))));
        }
        let admin = &house.desk.administrator;
        for days in [0, 29, 36_501, -1] {
            assert!(matches!(
                house.keep(admin, INCIDENTS, days, Some("Because")),
                Err(Error::Invalid(_))
            ));
        }
        let Err(Error::Invalid(faults)) = house.keep(admin, INCIDENTS, 90, None) else {
            panic!("it erases something, and nobody said why")
        };
        assert_eq!((faults[0].field.as_str(), faults[0].code), ("reason", "erases"));
        assert!(house.keep(admin, INCIDENTS, 101, None).is_ok(), "nothing is over yet");
        house.keep_for(INCIDENTS, 30).unwrap();
        let (ctx, by) = (house.desk.context(admin), admin.clone());
        let removed: desk::Result<_> =
            db.write(move |tx| desk::retention::remove(tx, &ctx, &by, INCIDENTS));
        removed.unwrap();
        house.run(INCIDENTS, usize::MAX);
        assert_eq!(erasures(&house, &number), 0);
        assert_eq!(desk::retention::Scope::every(KINDS).len(), 3);
    });
}

#[test]
fn why_one_value_was_erased_is_found_like_any_other_reason() {
    each_engine(|db: &Db| {
        let house = House::on(db);
        let number = house.open(&json!({}));
        house.post(&format!("/{number}/comments"), &json!({ "body": "hunter2" }));
        let erased = format!("/{number}/timeline/2/values/comment/erasure");
        house.post(&erased, &json!({ "reason": "It was a quokka" }));
        house.check();
        assert!(places_of(db, WORD).contains(&"search_text.words".to_owned()));
        house.resolve_and_close(&number, "Done");
        house.keep_for(INCIDENTS, 30).unwrap();
        house.desk.clock.advance(30 * DAY);
        house.run(INCIDENTS, usize::MAX);
        house.check();
        assert_eq!(places_of(db, WORD), Vec::<String>::new());
    });
}
