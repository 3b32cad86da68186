//! Tags are one word however they are written, and belong to the inside.

use axum::http::Method;
use desk::work::Work;
use serde_json::{Value, json};

use super::organs::{Asker, fault, texts};
use super::trial::Trial;

pub(super) fn sort_the_inside<P: Work>(trial: &Trial<P>) {
    let desk = &trial.desk;
    let (a, b) = (trial.fresh(), trial.fresh());
    let agent = Asker::new(trial, &desk.agent);
    let version = trial.load(&a).record().version;
    let first = agent.put(&a, "/tags", &json!({ "tag": "  #Printer   Jam" }));
    assert_eq!(first["tag"], "Printer Jam");
    let again = agent.put(&a, "/tags", &json!({ "tag": "PRINTER JAM" }));
    assert_eq!(again, first, "the same word is the same tag");
    agent.put(&a, "/tags", &json!({ "tag": "Straße" }));
    let other = agent.put(&b, "/tags", &json!({ "tag": "printer jam" }));
    assert_eq!(other["colour"], first["colour"], "a word has one colour");
    assert_eq!(texts(&agent.items(&a, "/tags"), "tag").len(), 2);
    for empty in ["", " # ", "\u{200b}"] {
        assert_eq!(agent.faults(&a, "/tags", &json!({ "tag": empty })), fault("tag", "required"));
    }
    let long = "x".repeat(51);
    assert_eq!(agent.faults(&a, "/tags", &json!({ "tag": long })), fault("tag", "too_long"));
    for (starts, found) in [("pri", 1), ("PRINTER%20", 1), ("strasse", 1), ("x", 0), ("", 2)] {
        let below = format!("/tag-suggestions?starts={starts}");
        assert_eq!(agent.items(&b, &below).len(), found, "{starts}");
    }
    agent.ask(Method::DELETE, &a, "/tags/STRASSE", &Value::Null).expect(204, "a tag taken off");
    agent.ask(Method::DELETE, &a, "/tags/STRASSE", &Value::Null).expect(404, "twice");
    assert_eq!(texts(&agent.items(&a, "/tags"), "tag"), ["Printer Jam"]);
    assert_eq!(agent.told(&a).iter().filter(|v| *v == "tag" || *v == "untag").count(), 3);
    assert_eq!(trial.load(&a).record().version, version, "tags raise no version");
    requesters_see_none(trial, &a);
    let birch = Asker::new(trial, &desk.birch_agent);
    birch.ask(Method::GET, &a, "/tags", &Value::Null).expect(404, "another company's");
    let theirs = trial.open(&desk.birch_agent, &trial.samples.required(P::CREATE, 0));
    let theirs = theirs.expect("a record of another company").number;
    assert_eq!(birch.items(&theirs, "/tag-suggestions?starts="), [Value::Null; 0], "its words too");
}

/// Whoever does not read the inside learns nothing of tags, at any door.
fn requesters_see_none<P: Work>(trial: &Trial<P>, number: &str) {
    let requester = Asker::new(trial, &trial.desk.requester);
    for below in ["/tags", "/tag-suggestions?starts=p"] {
        requester.ask(Method::GET, number, below, &Value::Null).expect(403, below);
    }
    requester.ask(Method::POST, number, "/tags", &json!({ "tag": "x" })).expect(403, "tagging");
    let told = requester.told(number);
    assert!(!told.iter().any(|verb| verb == "tag" || verb == "untag"), "{told:?}");
}
