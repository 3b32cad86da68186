//! What is given through any door is found again at every other.

use axum::http::Method;
use db::Value;
use desk::field::{Field, FieldKind};
use desk::input::RawInput;
use desk::work::Work;
use serde_json::{Value as Json, json};

use super::super::browser::escaped;
use super::super::forms::json as json_of;
use super::super::schema::fits_of;
use super::super::trial::Trial;
use super::{all_given, answered, as_json, canonical, fields, held, told};

/// One of every type: opened with, read, listed, filtered by, edited, emptied, and told in the
/// history each time.
pub(in super::super) fn are_fields<P: Work>(trial: &Trial<P>) {
    trial.desk.add_fields(P::KIND);
    let fields = fields(trial);
    let token = trial.desk.token(&trial.desk.administrator);
    let list = format!("/api/v1{}", trial.list());
    let mut body = json_of(&trial.samples.whole(P::CREATE, 0));
    merge(&mut body, &all_given(trial, &fields, 0));
    let opened = trial.browser.call(&token, Method::POST, &list, Some(&body));
    let opened = opened.expect(201, "opening one with everything").json();
    let number = opened["number"].as_str().expect("a number").to_owned();
    let path = format!("{list}/{number}");
    for turn in 0..2 {
        if turn > 0 {
            let mut edit = json!({});
            merge(&mut edit, &all_given(trial, &fields, turn));
            let done = trial.browser.call(&token, Method::PATCH, &path, Some(&edit));
            done.expect(200, "editing everything");
        }
        for field in &fields {
            is_found(trial, &token, (&list, &number), field, turn);
        }
        is_described(trial, &token, &[&list, &path, &format!("{path}/timeline")]);
    }
    let nothing: serde_json::Map<String, Json> =
        fields.iter().map(|field| (field.code.to_owned(), Json::Null)).collect();
    trial
        .browser
        .call(&token, Method::PATCH, &path, Some(&Json::Object(nothing)))
        .expect(200, "emptying everything");
    let read = trial.browser.read(&token, &path).expect(200, "reading").json();
    for field in &fields {
        assert_eq!(read[field.code], Json::Null, "{} is emptied", field.code);
        assert_eq!(held(trial, &number, field), Value::Null, "{}", field.code);
        let last = changes(trial, &token, &path, field).pop().expect("the emptying");
        assert_eq!(last["new"], Json::Null, "{} in the history", field.code);
    }
    super::check::holds(trial);
}

fn merge(body: &mut Json, input: &RawInput) {
    body.as_object_mut().expect("an object").extend(as_json(input));
}

/// Reading, the list, a filter, the history, and the row.
fn is_found<P: Work>(
    trial: &Trial<P>,
    token: &str,
    (list, number): (&str, &str),
    field: &'static Field,
    turn: usize,
) {
    let code = field.code;
    let expected = answered(trial, field, turn);
    let path = format!("{list}/{number}");
    let read = trial.browser.read(token, &path).expect(200, code).json();
    assert_eq!(told(&read[code]), expected, "{code} is read");
    let listed = trial.browser.read(token, list).expect(200, code).json();
    let mut items = listed["items"].as_array().into_iter().flatten();
    let item = items.find(|item| item["number"] == number).expect("the record in the list");
    assert_eq!(item, &read, "{code}: the list shows what reading shows");
    let text = canonical(trial, field, turn);
    assert_eq!(field.kind.canonical(&held(trial, number, field)), Some(text.clone()), "{code}");
    let last = changes(trial, token, &path, field).pop().expect("a change in the history");
    assert_eq!(told(&last["new"]), expected, "{code} in the history");
    let before = if turn == 0 { Json::Null } else { answered(trial, field, turn - 1) };
    assert_eq!(told(&last["old"]), before, "{code} before it, in the history");
    filters(trial, token, (list, number), field, turn);
}

fn changes<P: Work>(trial: &Trial<P>, token: &str, path: &str, field: &Field) -> Vec<Json> {
    let events = trial.browser.read(token, &format!("{path}/timeline?limit=200"));
    let events = events.expect(200, "the history").json();
    let items = events["items"].as_array().cloned().unwrap_or_default();
    let changes =
        items.into_iter().flat_map(|e| e["changes"].as_array().cloned().unwrap_or_default());
    changes.filter(|change| change["field"] == field.code).collect()
}

/// By what it holds it is found, by anything else it is not.
fn filters<P: Work>(
    trial: &Trial<P>,
    token: &str,
    (list, number): (&str, &str),
    field: &'static Field,
    turn: usize,
) {
    let asked = |value: &str| {
        let path = format!("{list}?{}={}&limit=200", field.code, escaped(value));
        trial.browser.read(token, &path)
    };
    let finds = |value: &str| {
        let answer = asked(value).expect(200, field.code).json();
        answer["items"].as_array().is_some_and(|items| items.iter().any(|i| i["number"] == number))
    };
    let sample = |turn: usize| trial.samples.text(field.kind, field.code, turn);
    match field.kind {
        FieldKind::Prose(_) => {
            asked("anything").expect(400, "long text is searched, not compared");
        }
        FieldKind::Several(options) => {
            let chosen = canonical(trial, field, turn);
            for option in options {
                let is_chosen = chosen.split(',').any(|code| code == option.code);
                assert_eq!(finds(&option.code), is_chosen, "{}={}", field.code, option.code);
            }
        }
        _ => {
            assert!(finds(&sample(turn)), "{}={} finds it", field.code, sample(turn));
            assert!(!finds(&sample(turn + 1)), "{}={}", field.code, sample(turn + 1));
        }
    }
    if !matches!(field.kind, FieldKind::Prose(_)) {
        assert!(!finds(""), "{}: it is not among those without", field.code);
    }
}

/// The description that a token gets tells every field, and the answers fit it.
fn is_described<P: Work>(trial: &Trial<P>, token: &str, paths: &[&str]) {
    let root = trial.browser.read(token, "/api/v1/openapi.json").expect(200, "the description");
    let root = root.json();
    assert_eq!(web::openapi::faults(&root), Vec::<String>::new());
    let list = format!("/api/v1{}", trial.list());
    for asked in paths {
        let number =
            asked.strip_prefix(&format!("{list}/")).and_then(|rest| rest.split('/').next());
        let described = number.map_or((*asked).to_owned(), |n| asked.replace(n, "{number}"));
        let answer = trial.browser.read(token, asked).expect(200, asked).json();
        if let Err(misfit) = fits_of(&root, &described, &answer) {
            panic!("{asked}: {misfit}");
        }
    }
    let anybody = trial.browser.read("", "/api/v1/openapi.json").expect(200, "the description");
    assert!(!anybody.text.contains("x.a_line"), "strangers are told what administrators added");
}
