//! Every field filters: by what a record holds it is found, by anything else it is not.

use desk::field::{Field, FieldKind};
use desk::work::Work;
use serde_json::Value;

use super::browser::escaped;
use super::trial::Trial;

pub(super) fn every_field_filters<P: Work>(trial: &Trial<P>) {
    let token = trial.desk.token(&trial.desk.administrator);
    let bare = trial
        .open(&trial.desk.agent, &trial.samples.required(P::CREATE, 0))
        .expect("a bare record")
        .number;
    let states = P::KIND.lifecycle.states.iter().map(|state| trial.in_state(state.code));
    for number in states.chain([bare]) {
        let record = trial
            .browser
            .read(&token, &format!("/api/v1{}", trial.page(&number)))
            .expect(200, "the record")
            .json();
        for field in P::KIND.all_fields() {
            let held = held(&record[field.code]);
            if matches!(field.kind, FieldKind::Prose(_)) {
                let refused = asked(trial, &token, field, &held)
                    .expect(400, "long text is searched, not compared");
                assert_eq!(
                    refused.faults().first().map(|(place, _)| place.as_str()),
                    Some(field.code)
                );
                continue;
            }
            assert!(
                finds(trial, &token, field, &held, &number),
                "{}={held} does not find {number}",
                field.code
            );
            let Some(other) = other(trial, field, &held) else { continue };
            assert!(
                !finds(trial, &token, field, &other, &number),
                "{}={other} finds {number}, which holds {held:?}",
                field.code
            );
        }
    }
    for path in
        ["no_such_field=1", "sort=no_such_field", "group=title", "q=no_such_field%20%3D%201"]
    {
        trial.browser.read(&token, &format!("/api/v1{}?{path}", trial.list())).expect(400, path);
    }
}

fn asked<P: Work>(trial: &Trial<P>, token: &str, field: &Field, value: &str) -> super::Answer {
    let path =
        format!("/api/v1{}?limit=200&count=exact&{}={}", trial.list(), field.code, escaped(value));
    trial.browser.read(token, &path)
}

fn finds<P: Work>(trial: &Trial<P>, token: &str, field: &Field, value: &str, number: &str) -> bool {
    let answer = asked(trial, token, field, value).expect(200, field.code);
    let items = answer.json()["items"].as_array().cloned().unwrap_or_default();
    assert_eq!(
        answer.header("x-total-count"),
        items.len().to_string(),
        "{}={value}: the count",
        field.code
    );
    items.iter().any(|item| item["number"] == number)
}

/// What the API gave, as a filter takes it.
fn held(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Object(reference) => {
            reference.get("id").and_then(Value::as_str).unwrap_or_default().to_owned()
        }
        other => other.to_string(),
    }
}

/// Another value the field could hold.
fn other<P: Work>(trial: &Trial<P>, field: &Field, held: &str) -> Option<String> {
    let turns = if trial.samples.offers(field.kind) { 0..3 } else { 0..0 };
    turns.map(|turn| trial.samples.text(field.kind, field.code, turn)).find(|text| text != held)
}
