//! A field for the inside is told to nobody else, at no door, and taken from nobody else.

use axum::http::Method;
use desk::custom::Draft;
use desk::input::{RawInput, RawValue};
use desk::work::Work;
use serde_json::json;

use super::super::trial::Trial;

const SECRET: &str = "what the supplier really charges";
const LABEL: &str = "Supplier rate behind the curtain";

pub(in super::super) fn stay_inside<P: Work>(trial: &Trial<P>) {
    let (desk, browser) = (&trial.desk, &trial.browser);
    let draft = Draft {
        audience: Some("internal".to_owned()),
        words: Some(vec![crate::fields::words("en", LABEL)]),
        ..crate::fields::draft("secret", "line")
    };
    let code = desk.add_field(P::KIND, draft).code;
    let number = trial.fresh();
    let raw = RawValue::Text(SECRET.to_owned());
    let input = RawInput { values: [(code.clone(), raw)].into(), version: None };
    trial.act(&desk.agent, &number, trial.verb("edit"), input).expect("a secret");
    let (page, list) = (trial.page(&number), trial.list());
    for (name, person, inside) in
        [("requester", &desk.requester, false), ("agent", &desk.agent, true)]
    {
        let (token, session) = (desk.token(person), browser.sign_in(person));
        let read = |path: &str| browser.read(&token, path).expect(200, path).text;
        let told = [
            ("the record", read(&format!("/api/v1{page}")), SECRET),
            ("the list", read(&format!("/api/v1{list}")), SECRET),
            ("the history", read(&format!("/api/v1{page}/timeline")), SECRET),
            ("the description", read("/api/v1/openapi.json"), LABEL),
            ("the page", browser.open(&session, &page).expect(200, name).text, SECRET),
        ];
        for (what, text, words) in told {
            assert_eq!(text.contains(words), inside, "{name}: {what}");
            assert!(inside || !text.contains(LABEL), "{name}: the label in {what}");
        }
        let by = format!("/api/v1{list}?{code}=x");
        let filtered = browser.read(&token, &by);
        assert_eq!(filtered.status.as_u16(), if inside { 200 } else { 400 }, "{name} filters");
    }
    unknown_to_others(trial, &code);
}

/// Whoever does not read it is told that there is no such field, whatever they send in it.
fn unknown_to_others<P: Work>(trial: &Trial<P>, code: &str) {
    let token = trial.desk.token(&trial.desk.requester);
    let list = format!("/api/v1{}", trial.list());
    let inputs = trial.samples.required(P::CREATE, 0);
    for value in [json!("x"), json!(""), json!(null), json!(["x"]), json!("x".repeat(10_000))] {
        let mut body = super::super::forms::json(&inputs);
        for name in [code, "x.no_such_field"] {
            body[name] = value.clone();
            let refused = trial.browser.call(&token, Method::POST, &list, Some(&body));
            let faults = refused.expect(422, "opening one").faults();
            assert_eq!(faults, [(format!("/{name}"), "unknown".to_owned())], "{value}");
            body.as_object_mut().expect("an object").remove(name);
        }
    }
}
