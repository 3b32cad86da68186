//! A record is shown as it stood at any instant, and every field tells what it held over time; both
//! to those alone who may read that field of that record now.

use std::time::Duration;

use db::Timestamp;
use desk::field::{Audience, Field};
use desk::input::{RawInput, RawValue};
use desk::journal;
use desk::work::Work;
use serde_json::Value;

use super::browser::escaped;
use super::course;
use super::trial::Trial;

/// What reading the record answered at a moment.
type Then = (Timestamp, Value);

/// Whatever was read at a moment is what it stood like at that moment.
pub(super) fn stands_as_it_was<P: Work>(trial: &Trial<P>) {
    let token = trial.desk.token(&trial.desk.administrator);
    for state in P::KIND.lifecycle.states {
        let number = trial.fresh();
        let address = format!("/api/v1{}", trial.page(&number));
        let read = || trial.browser.read(&token, &address).expect(200, "now").json();
        let before = trial.desk.clock.now();
        let mut then: Vec<Then> = vec![(before, read())];
        for verb in course::to(P::KIND.lifecycle, state.code) {
            trial.desk.clock.advance(Duration::from_secs(60));
            trial
                .act(&trial.desk.administrator, &number, verb, trial.samples.whole(verb.inputs, 1))
                .unwrap_or_else(|error| panic!("{}: {error}", verb.code));
            then.push((trial.desk.clock.now(), read()));
        }
        trial.desk.clock.advance(Duration::from_secs(60));
        then.push((trial.desk.clock.now(), read()));
        for (at, expected) in &then {
            let stood = trial.browser.read(&token, &at_of(&address, *at)).expect(200, "then");
            same::<P>(&stood.json(), expected, &format!("{} at {at}", state.code));
            assert_eq!(stood.version(), None, "what was has no ETag: nobody can write to it");
        }
        let rosa = trial.desk.token(&trial.desk.requester);
        for (at, _) in &then {
            // Whatever was done last may have been done inside.
            let stood = trial.browser.read(&rosa, &at_of(&address, *at)).expect(200, "Rosa's");
            let about = &stood.json()["as_it_stood"];
            for member in ["seq", "verb", "actor", "occurred_at", "previous", "next"] {
                assert_eq!(about[member], Value::Null, "{member}");
            }
        }
        let early = before.minus(Duration::from_micros(1));
        for (at, code) in [
            (early.to_string(), "before_opened"),
            (trial.desk.clock.now().plus(Duration::from_secs(1)).to_string(), "future"),
            ("yesterday".to_owned(), "instant"),
        ] {
            let refused = trial.browser.read(&token, &format!("{address}?at={}", escaped(&at)));
            let faults = refused.expect(400, &at).faults();
            assert_eq!(faults, [("at".to_owned(), code.to_owned())], "{at}");
        }
    }
}

fn at_of(address: &str, at: Timestamp) -> String {
    format!("{address}?at={}", escaped(&at.to_string()))
}

/// What was read then and what it is said to have been are the same, field by field. What is due
/// next follows from clocks, which the journal does not keep.
fn same<P: Work>(stood: &Value, then: &Value, what: &str) {
    assert_eq!(stood["id"], then["id"], "{what}");
    assert_eq!(stood["version"], then["version"], "{what}");
    for field in P::KIND.all_fields().filter(|f| f.is_journaled() || f.code == "updated_at") {
        assert!(then.get(field.code).is_some(), "{}: not read", field.code);
        assert_eq!(stood.get(field.code), then.get(field.code), "{}, {what}", field.code);
    }
    assert_eq!(stood["as_it_stood"]["erased"], serde_json::json!([]), "{what}");
}

/// What a field held is told in order, with who, when and why; a hidden field has no history.
pub(super) fn is_told_field_by_field<P: Work>(trial: &Trial<P>) {
    let (number, edit) = (trial.fresh(), trial.verb("edit"));
    // Not for whom it is: the record stays the requester's.
    for input in edit.inputs.iter().filter(|input| input.code != "requester") {
        for turn in 1..4 {
            trial.desk.clock.advance(Duration::from_secs(60));
            trial
                .act(&trial.desk.agent, &number, edit, trial.samples.one(input, turn))
                .unwrap_or_else(|error| panic!("an edit of {}: {error}", input.code));
        }
    }
    let (desk, browser) = (&trial.desk, &trial.browser);
    let (inside, outside) = (desk.token(&desk.agent), desk.token(&desk.requester));
    let now = browser
        .read(&inside, &format!("/api/v1{}", trial.page(&number)))
        .expect(200, "the record")
        .json();
    for field in P::KIND.all_fields() {
        let path = history_of(trial, &number, field);
        let told = browser.read(&inside, &path);
        if !field.is_journaled() {
            told.expect(404, "a field the journal does not keep");
            continue;
        }
        let items = told.expect(200, field.code).json()["items"].clone();
        let last = items.as_array().and_then(|items| items.last());
        let held = last.map_or(&Value::Null, |last| &last["value"]);
        assert_eq!(*held, now[field.code], "{}: the last value is the present one", field.code);
        let seen = browser.read(&outside, &path).status.as_u16();
        let public = field.audience == Audience::Public;
        assert_eq!(seen, if public { 200 } else { 404 }, "{} to the requester", field.code);
        for (name, person) in desk.everybody() {
            let sees = person.may_with(
                P::KIND.code,
                desk::access::Action::Read,
                &trial.load(&number).record().facts(),
            );
            let status = browser.read(&desk.token(person), &path).status.as_u16();
            assert!(sees || status == 404, "{name} is told {}: {status}", field.code);
        }
    }
    in_parts(trial, &number, &inside);
}

fn history_of<P: Work>(trial: &Trial<P>, number: &str, field: &Field) -> String {
    format!("/api/v1{}/fields/{}/history", trial.page(number), field.code)
}

/// A long history comes in parts, which together are the whole, in order.
fn in_parts<P: Work>(trial: &Trial<P>, number: &str, token: &str) {
    let edit = trial.verb("edit");
    let text = edit.inputs.iter().find(|input| input.kind.is_written()).expect("a text to edit");
    let field = P::KIND.field(text.code).expect("edit takes fields");
    let path = history_of(trial, number, field);
    let whole = trial.browser.read(token, &path).expect(200, "the whole").json();
    let whole = whole["items"].as_array().cloned().unwrap_or_default();
    assert!(whole.len() > 2, "{}: {whole:?}", field.code);
    let (mut told, mut address) = (Vec::new(), format!("{path}?limit=1"));
    loop {
        let part = trial.browser.read(token, &address).expect(200, "a part").json();
        told.splice(0..0, part["items"].as_array().cloned().unwrap_or_default());
        assert!(told.len() <= whole.len(), "a part comes twice");
        let Some(cursor) = part["previous"].as_str() else { break };
        address = format!("{path}?limit=1&before={cursor}");
    }
    assert_eq!(told, whole);
    let mut times: Vec<&str> =
        told.iter().filter_map(|held| held["occurred_at"].as_str()).collect();
    times.sort_unstable();
    times.dedup();
    assert_eq!(times.len(), told.len(), "each at its own moment");
    assert!(told.iter().all(|held| held["actor"]["name"].is_string()), "who: {told:?}");
}

/// Its page shows it as it stood, to be read and not changed; the ways through time are links and
/// forms that work by themselves.
pub(super) fn is_shown_on_pages<P: Work>(trial: &Trial<P>) {
    let (desk, browser) = (&trial.desk, &trial.browser);
    let (number, edit) = (trial.fresh(), trial.verb("edit"));
    let text = edit.inputs.iter().find(|input| input.kind.is_written()).expect("a text to edit");
    let opened = desk.clock.now();
    desk.clock.advance(Duration::from_secs(60));
    trial.act(&desk.agent, &number, edit, trial.samples.one(text, 7)).expect("an edit");
    let (before, after) = (text_at(trial, text.code, 0), text_at(trial, text.code, 7));
    let (session, page) = (browser.sign_in(&desk.requester), trial.page(&number));
    let now = browser.open(&session, &page).expect(200, "now").text;
    let over_time = format!("{page}/fields/{}/history", text.code);
    assert!(now.contains(&format!("href=\"{page}?at=")), "entries lead to how it stood then");
    assert!(
        P::KIND.all_fields().any(|f| now.contains(&format!("{page}/fields/{}/history", f.code)))
    );
    let then = browser.open(&session, &at_of(&page, opened)).expect(200, "then").text;
    assert!(then.contains(&before) && !then.contains(&after), "as it stood when it was opened");
    let changes = super::forms_of(&then).iter().any(|form| form.action != "/sign-out");
    assert!(!changes, "what was cannot be changed: {then}");
    let slider = browser.open(&session, &format!("{page}?entry=1")).expect(303, "an entry");
    assert_eq!(slider.header("location"), format!("{page}?at={opened}"));
    for wrong in ["?at=yesterday", "?at=2999-01-01T00:00:00Z", "?entry=x", "?at=1999-01-01T00:00"] {
        browser.open(&session, &format!("{page}{wrong}")).expect(400, wrong);
    }
    browser.open(&session, &format!("{page}?entry=99")).expect(404, "an entry there is not");
    let values = browser.open(&session, &over_time).expect(200, "over time").text;
    assert!(values.contains(&before) && values.contains(&after), "both values: {values}");
    let stranger = browser.sign_in(&desk.birch_agent);
    for hidden in [at_of(&page, opened), over_time, format!("{page}?entry=1")] {
        browser.open(&stranger, &hidden).expect(404, "somebody who may not see it");
    }
    for field in P::KIND.all_fields().filter(|f| f.audience == Audience::Internal) {
        let path = format!("{page}/fields/{}/history", field.code);
        browser.open(&session, &path).expect(404, "a field that is hidden");
    }
}

/// The first line of what a text was on a turn, as a page shows it.
fn text_at<P: Work>(trial: &Trial<P>, code: &str, turn: usize) -> String {
    let field = P::KIND.field(code).expect("a field");
    let text = trial.samples.text(field.kind, code, turn);
    text.lines().next().unwrap_or_default().to_owned()
}

/// What was erased is said to be erased, wherever the past is told.
pub(super) fn says_what_was_erased<P: Work>(trial: &Trial<P>) {
    let (desk, browser) = (&trial.desk, &trial.browser);
    let (number, edit) = (trial.fresh(), trial.verb("edit"));
    let text = edit.inputs.iter().find(|input| input.kind.is_written()).expect("a text to edit");
    let opened = desk.clock.now();
    desk.clock.advance(Duration::from_secs(60));
    trial.act(&desk.agent, &number, edit, trial.samples.one(text, 3)).expect("an edit");
    let mut said = RawInput::default();
    said.values.insert("body".to_owned(), RawValue::Text("hunter2".to_owned()));
    trial.act(&desk.agent, &number, trial.verb("comment"), said).expect("a comment");
    let (ctx, subject) = (desk.context(&desk.administrator), trial.id(&number).cast());
    let code = text.code;
    desk.db
        .write(move |tx| {
            journal::erase(tx, &ctx, subject, 1, code)?;
            journal::erase(tx, &ctx, subject, 3, "comment")
        })
        .expect("two erasures");
    let token = desk.token(&desk.requester);
    let address = format!("/api/v1{}", trial.page(&number));
    let then = browser.read(&token, &at_of(&address, opened)).expect(200, "then").json();
    assert_eq!(then["as_it_stood"]["erased"], serde_json::json!([code]));
    assert_eq!(then.get(code), None, "nothing is said in its place");
    let now = browser.read(&token, &at_of(&address, desk.clock.now())).expect(200, "now").json();
    assert!(now[code].is_string(), "what came after stands: {now}");
    let path = history_of(trial, &number, P::KIND.field(code).expect("a field"));
    let items = browser.read(&token, &path).expect(200, "over time").json()["items"].clone();
    assert_eq!((&items[0]["value"], &items[0]["erased"]), (&Value::Null, &Value::Bool(true)));
    assert_eq!(items[1]["erased"], Value::Bool(false));
    let timeline =
        browser.read(&token, &format!("{address}/timeline")).expect(200, "the history").json();
    let comment = timeline["items"]
        .as_array()
        .and_then(|items| items.iter().find(|e| e["verb"] == "comment"));
    assert_eq!(comment.map(|e| &e["erased"]), Some(&serde_json::json!(["comment"])));
}
