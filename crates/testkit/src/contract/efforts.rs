//! Effort and cost: booked by those who work, summed, and open to correction as the rules say.

use std::time::Duration;

use axum::http::Method;
use desk::journal::verify::verify;
use desk::work::Work;
use serde_json::{Value, json};

use super::organs::{Asker, fault};
use super::trial::Trial;

fn place(booked: &Value) -> String {
    format!("/effort/{}", booked["id"].as_str().unwrap_or_default())
}

pub(super) fn are_booked_and_summed<P: Work>(trial: &Trial<P>) {
    let desk = &trial.desk;
    let (agent, record) = (Asker::new(trial, &desk.agent), trial.fresh());
    let book = |body: Value| agent.put(&record, "/effort", &body);
    let first = book(json!({ "minutes": 45, "note": "Toner" }));
    assert_eq!((&first["spent_on"], &first["editable"]), (&json!("2026-03-02"), &json!(true)));
    assert_eq!(first["person"]["name"], desk.agent.name);
    book(json!({ "minutes": 30, "billable": true, "spent_on": "2026-02-27" }));
    book(json!({ "cost": 1999, "currency": "eur" }));
    book(json!({ "minutes": 15, "cost": 1, "currency": "EUR", "billable": true }));
    book(json!({ "cost": 500, "currency": "CHF" }));
    let all = agent.ask(Method::GET, &record, "/effort", &Value::Null).expect(200, "all").json();
    assert_eq!((&all["minutes"], &all["billable_minutes"]), (&json!(90), &json!(45)));
    let costs = json!([{ "minor": 500, "currency": "CHF" }, { "minor": 2000, "currency": "EUR" }]);
    assert_eq!(all["costs"], costs);
    assert_eq!(all["items"].as_array().map(Vec::len), Some(5));
    for (body, field, code) in [
        (json!({}), "minutes", "minutes_or_cost"),
        (json!({ "minutes": 0 }), "minutes", "minutes_or_cost"),
        (json!({ "minutes": 1441 }), "minutes", "number"),
        (json!({ "minutes": -1 }), "minutes", "number"),
        (json!({ "cost": 5 }), "currency", "required"),
        (json!({ "cost": 5, "currency": "E1R" }), "currency", "no_currency"),
        (json!({ "minutes": 5, "spent_on": "2026-02-30" }), "spent_on", "day"),
        (json!({ "minutes": 5, "spent_on": "2026-03-04" }), "spent_on", "future"),
        (json!({ "minutes": 5, "person": "Ned Network" }), "person", "only_your_own"),
    ] {
        assert_eq!(agent.faults(&record, "/effort", &body), fault(field, code), "{body}");
    }
    let requester = Asker::new(trial, &desk.requester);
    requester.ask(Method::GET, &record, "/effort", &Value::Null).expect(403, "who only asks");
    requester.ask(Method::POST, &record, "/effort", &json!({ "minutes": 5 })).expect(403, "asks");
    assert!(!requester.told(&record).contains(&"book".to_owned()));
    assert_eq!(verify(&desk.db).expect("a readable journal").broken, None);
}

/// Their own they change for a day; whoever leads the team or may correct changes anybody's.
pub(super) fn are_open_to_correction<P: Work>(trial: &Trial<P>) {
    let desk = &trial.desk;
    let (record, elsewhere) = (trial.fresh(), trial.fresh());
    let [agent, other, manager] =
        [&desk.agent, &desk.network_agent, &desk.manager].map(|person| Asker::new(trial, person));
    let booked = agent.put(&record, "/effort", &json!({ "minutes": 10 }));
    let change = |who: &Asker<'_, P>, number: &str, minutes: i64| {
        who.ask(Method::PATCH, number, &place(&booked), &json!({ "minutes": minutes }))
    };
    assert_eq!(change(&agent, &record, 11).expect(200, "one's own").json()["minutes"], 11);
    let refused = change(&other, &record, 12).expect(409, "somebody else's").json();
    assert_eq!(refused["code"], "booking_not_yours");
    change(&agent, &elsewhere, 12).expect(404, "of another record");
    change(&manager, &record, 12).expect(200, "may correct");
    desk.clock.advance(Duration::from_secs(86_400));
    change(&agent, &record, 13).expect(200, "within a day");
    desk.clock.advance(Duration::from_secs(1));
    assert_eq!(
        change(&agent, &record, 14).expect(409, "too late").json()["code"],
        "booking_not_yours"
    );
    assert_eq!(agent.items(&record, "/effort")[0]["editable"], false);
    assert_eq!(agent.items(&record, "/effort")[0]["minutes"], 13);
    agent.ask(Method::DELETE, &record, &place(&booked), &Value::Null).expect(409, "too late");
    manager.ask(Method::DELETE, &record, &place(&booked), &Value::Null).expect(204, "taken back");
    manager.ask(Method::DELETE, &record, &place(&booked), &Value::Null).expect(404, "twice");
    assert_eq!(agent.items(&record, "/effort"), [Value::Null; 0]);
    let told = agent.told(&record);
    for (verb, times) in [("book", 1), ("correct_booking", 3), ("remove_booking", 1)] {
        assert_eq!(told.iter().filter(|v| *v == verb).count(), times, "{verb}");
    }
}
