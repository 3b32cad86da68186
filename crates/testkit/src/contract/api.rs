//! The API: statuses, shapes, versions, and a description that leaves nothing out.

use axum::http::Method;
use desk::lifecycle::InputField;
use desk::work::Work;
use serde_json::{Value, json};

use super::access::method;
use super::course;
use super::forms::json as json_of;
use super::trial::Trial;

pub(super) fn answers_as_it_says<P: Work>(trial: &Trial<P>) {
    let (browser, desk) = (&trial.browser, &trial.desk);
    let token = desk.token(&desk.administrator);
    let list = format!("/api/v1{}", trial.list());
    let given = json_of(&trial.samples.whole(P::CREATE, 1));
    let opened = browser.call(&token, Method::POST, &list, Some(&given)).expect(201, "opening");
    let number = opened.json()["number"].as_str().expect("a number").to_owned();
    let path = format!("{list}/{number}");
    assert_eq!(opened.header("location"), path);
    let read = browser.read(&token, &path).expect(200, "reading");
    assert_eq!(read.json(), opened.json(), "what was opened is what is read");
    assert_eq!(read.version(), read.json()["version"].as_i64(), "the ETag names the version");
    for field in P::KIND.all_fields() {
        assert!(read.json().get(field.code).is_some(), "{} is not read", field.code);
    }
    let items = browser.read(&token, &list).expect(200, "the list").json()["items"].clone();
    assert_eq!(items, json!([read.json()]), "the list shows what reading shows");
    for verb in P::KIND.lifecycle.verbs {
        let number = trial.in_state(course::start_of(verb));
        let address = format!("/api/v1{}", trial.page_of(&number, verb));
        let done = browser.call(
            &token,
            method(verb),
            &address,
            Some(&json_of(&trial.samples.whole(verb.inputs, 1))),
        );
        let done = done.expect(200, verb.code);
        assert_eq!(
            done.json(),
            browser.read(&token, &format!("{list}/{number}")).json(),
            "{}",
            verb.code
        );
        assert_eq!(done.version(), done.json()["version"].as_i64(), "{}", verb.code);
        told(trial, &token, &number, verb.code);
    }
    history_in_parts(trial, &token);
    versions(trial, &token);
    strangers(trial, &path);
    described(trial);
}

/// The history ends with what was done.
fn told<P: Work>(trial: &Trial<P>, token: &str, number: &str, verb: &str) {
    let timeline = trial.browser.read(token, &format!("/api/v1{}/timeline", trial.page(number)));
    let items =
        timeline.expect(200, "the history").json()["items"].as_array().cloned().unwrap_or_default();
    assert_eq!(items.len(), trial.history(number).len(), "{verb}");
    let last = items.last().expect("an event");
    assert_eq!((&last["verb"], &last["door"]), (&json!(verb), &json!("api")));
    assert_eq!(last["actor"]["name"], trial.desk.administrator.name, "{verb}");
    for member in ["seq", "version", "occurred_at", "recorded_at", "changes", "facts"] {
        assert!(last.get(member).is_some(), "{verb}: an event without {member}");
    }
}

/// A long history comes in parts, from the end; together they are the whole.
fn history_in_parts<P: Work>(trial: &Trial<P>, token: &str) {
    let comment = trial.verb("comment");
    let number = trial.fresh();
    for turn in 0..4 {
        let said = trial.act(
            &trial.desk.agent,
            &number,
            comment,
            trial.samples.whole(comment.inputs, turn),
        );
        said.expect("a comment");
    }
    let path = format!("/api/v1{}/timeline?limit=2", trial.page(&number));
    let (mut told, mut address) = (Vec::new(), path.clone());
    loop {
        let part = trial.browser.read(token, &address).expect(200, "a part of the history").json();
        let events = part["items"].as_array().cloned().unwrap_or_default();
        told.splice(0..0, events.iter().map(|event| event["seq"].as_i64().unwrap_or_default()));
        assert!(told.len() <= 5, "a part comes twice: {told:?}");
        let Some(cursor) = part["previous"].as_str() else { break };
        address = format!("{path}&before={cursor}");
    }
    assert_eq!(told, [1, 2, 3, 4, 5], "the parts of a history");
}

fn versions<P: Work>(trial: &Trial<P>, token: &str) {
    let edit = trial.verb("edit");
    let one = edit.inputs.first().expect("edit takes something");
    let number = trial.in_state(course::start_of(edit));
    let address = format!("/api/v1{}", trial.page_of(&number, edit));
    let version = trial.load(&number).record().version;
    let ask = |turn: usize, seen: Option<i64>, tag: Option<i64>| {
        let mut body = json_of(&trial.samples.one(one, turn));
        body.as_object_mut()
            .expect("an object")
            .extend(seen.map(|v| ("version".to_owned(), json!(v))));
        let tag = tag.map(|v| format!("\"v{v}\""));
        let headers: Vec<(&str, &str)> = tag.iter().map(|tag| ("if-match", tag.as_str())).collect();
        trial.browser.call_with(token, method(edit), &address, Some(&body), &headers)
    };
    ask(1, Some(version), Some(version)).expect(200, "a change for the present version");
    let clash =
        ask(2, Some(version), None).expect(409, "the same field with an old version").json();
    assert_eq!(clash["conflicts"][0]["field"], one.code, "{clash}");
    assert_eq!(
        clash["conflicts"][0]["theirs"],
        trial.samples.canonical(one.kind, one.code, 1),
        "{clash}"
    );
    assert_eq!(
        clash["conflicts"][0]["yours"],
        trial.samples.canonical(one.kind, one.code, 2),
        "{clash}"
    );
    let stale = ask(2, None, Some(version)).expect(412, "an old If-Match");
    assert_eq!(stale.version(), Some(version + 1), "a stale write is told the present version");
    ask(2, Some(version + 1), Some(version + 1)).expect(200, "the same change after looking");
}

/// Without a token, or with another's word for one, nothing is told.
fn strangers<P: Work>(trial: &Trial<P>, path: &str) {
    for token in ["", "nonsense"] {
        let answer = trial.browser.read(token, path).expect(401, "a stranger");
        assert_eq!(answer.header("www-authenticate"), "Bearer");
    }
}

/// Every operation stands in the description, with what it takes.
fn described<P: Work>(trial: &Trial<P>) {
    let paths = &trial.browser.description["paths"];
    let list = format!("/api/v1{}", trial.list());
    let one = format!("{list}/{{number}}");
    let operation = |path: &str, method: &str| {
        let found = &paths[path][method.to_lowercase()];
        assert!(found.is_object(), "{method} {path} is not described");
        found.clone()
    };
    for (path, method) in [(&list, "GET"), (&one, "GET"), (&format!("{one}/timeline"), "GET")] {
        operation(path, method);
    }
    takes(&operation(&list, "POST"), P::CREATE, "create");
    for verb in P::KIND.lifecycle.verbs {
        let path = if verb.path.is_empty() { one.clone() } else { format!("{one}/{}", verb.path) };
        takes(&operation(&path, method(verb).as_str()), verb.inputs, verb.code);
    }
}

fn takes(operation: &Value, inputs: &[InputField], what: &str) {
    let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
    let required = schema["required"].as_array().cloned().unwrap_or_default();
    for input in inputs {
        assert!(
            schema["properties"].get(input.code).is_some(),
            "{what}: {} is not described",
            input.code
        );
        assert_eq!(
            required.contains(&json!(input.code)),
            input.required,
            "{what}: whether {} is required",
            input.code
        );
    }
}

/// What is wrong is named, field by field, and nothing is saved.
pub(super) fn names_what_is_wrong<P: Work>(trial: &Trial<P>) {
    let token = trial.desk.token(&trial.desk.administrator);
    let list = format!("/api/v1{}", trial.list());
    wrong(trial, &token, &Method::POST, &list, P::CREATE, "create");
    let count =
        trial.browser.read(&token, &format!("{list}?count=exact&limit=1")).expect(200, "the list");
    assert_eq!(count.header("x-total-count"), "0", "something refused was opened");
    for verb in P::KIND.lifecycle.verbs {
        let number = trial.in_state(course::start_of(verb));
        let entries = trial.history(&number).len();
        let address = format!("/api/v1{}", trial.page_of(&number, verb));
        wrong(trial, &token, &method(verb), &address, verb.inputs, verb.code);
        assert_eq!(
            trial.history(&number).len(),
            entries,
            "{}: something refused was written",
            verb.code
        );
    }
}

fn wrong<P: Work>(
    trial: &Trial<P>,
    token: &str,
    method: &Method,
    path: &str,
    inputs: &[InputField],
    what: &str,
) {
    let whole = json_of(&trial.samples.whole(inputs, 1));
    let refused = |body: &Value, what: &str| {
        trial.browser.call(token, method.clone(), path, Some(body)).expect(422, what).faults()
    };
    let with = |name: &str, value: Option<Value>| {
        let mut body = whole.clone();
        let members = body.as_object_mut().expect("an object");
        members.remove(name);
        members.extend(value.map(|value| (name.to_owned(), value)));
        body
    };
    let unknown =
        refused(&with("nonsense", Some(json!("x"))), &format!("{what} with an unknown member"));
    assert_eq!(unknown, [("/nonsense".to_owned(), "unknown".to_owned())], "{what}");
    for input in inputs {
        let pointer = format!("/{}", input.code);
        for (kind, value) in
            [("missing", None), ("null", Some(Value::Null)), ("empty", Some(json!("")))]
        {
            if input.required {
                let faults = refused(
                    &with(input.code, value),
                    &format!("{what} with {} {kind}", input.code),
                );
                assert_eq!(faults, [(pointer.clone(), "required".to_owned())], "{what}: {kind}");
            }
        }
        for value in [json!(["a"]), json!({"a": 1}), json!(1.5), json!("a\u{0}b"), json!(true)] {
            let flag = matches!(input.kind, desk::field::FieldKind::Flag) && value == json!(true);
            if !flag {
                let faults = refused(
                    &with(input.code, Some(value.clone())),
                    &format!("{what} with {} {value}", input.code),
                );
                assert!(
                    faults.iter().any(|(place, _)| *place == pointer),
                    "{what}: {value}: {faults:?}"
                );
            }
        }
    }
}
