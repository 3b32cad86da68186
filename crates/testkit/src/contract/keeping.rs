//! Texts go when their time is over, in every state in which a record can have ended; everything else
//! stays as it was, and the record goes on from there.

use std::time::Duration;

use db::Value;
use desk::input::{RawInput, RawValue};
use desk::journal::{Entry, canonical};
use desk::lifecycle::State;
use desk::list::Snapshot;
use desk::retention::{Scope, go_on};
use desk::work::Work;
use serde_json::json;

use super::Method;
use super::custody::holds;
use super::trial::Trial;

const DAYS: u32 = 30;

pub(super) fn ends_when_its_time_is_over<P: Work>(trial: &Trial<P>) {
    let states = P::KIND.lifecycle.states.iter().filter(|state| !state.class.is_open());
    let ended: Vec<(&State, String)> =
        states.map(|state| (state, trial.in_state(state.code))).collect();
    let open = trial.fresh();
    let before: Vec<Snapshot> = ended.iter().map(|(_, number)| trial.snapshot(number)).collect();
    let untouched = trial.snapshot(&open);
    keep(trial);
    for ((state, number), before) in ended.iter().zip(&before) {
        let after = trial.snapshot(number);
        assert!(after.version > before.version, "{}: its version", state.code);
        for (field, held) in &after.values {
            let text = canonical(held).unwrap_or_default();
            match field.says_what_it_is_about() {
                true => assert!(["", "[…]"].contains(&text.as_str()), "{}: {text}", field.code),
                false => assert_eq!(held, before.value(field.code), "{}", field.code),
            }
        }
        let history = trial.history(number);
        assert!(!history.iter().any(says_something::<P>), "{}: {history:#?}", state.code);
        let page = trial.page(number);
        let read =
            trial.browser.read(&trial.desk.token(&trial.desk.requester), &format!("/api/v1{page}"));
        read.expect(200, "whoever asked for it still sees it");
    }
    assert_eq!(trial.snapshot(&open).values, untouched.values, "what is open stays");
    goes_on(trial, &ended);
    holds(trial);
}

/// Sets the rule, lets its time go by and erases what is over.
fn keep<P: Work>(trial: &Trial<P>) {
    let desk = &trial.desk;
    let path = format!("/api/v1/administration/retention/{}", P::KIND.code);
    let rule = json!({ "days": DAYS });
    let set = trial.browser.call(&desk.token(&desk.administrator), Method::PUT, &path, Some(&rule));
    set.expect(200, "a rule for the kind");
    desk.clock.advance(Duration::from_secs(24 * 3600) * DAYS);
    let scope = Scope::Records(P::KIND);
    let more = go_on(&desk.db, &desk.clock, &desk.chance, scope, &mut |_| true);
    assert!(!more.expect("a database that works"));
}

/// Whether an entry still holds a text that somebody wrote.
fn says_something<P: Work>(entry: &Entry) -> bool {
    entry.values.iter().any(|value| {
        let is_text = match P::KIND.field(&value.field) {
            Some(field) => field.says_what_it_is_about(),
            None => ["comment", "note"].contains(&value.field.as_str()),
        };
        is_text && value.value.as_ref().is_some_and(|text| !text.is_empty())
    })
}

/// Whatever can be done from there still can.
fn goes_on<P: Work>(trial: &Trial<P>, ended: &[(&State, String)]) {
    if desk::closing::is_for(P::KIND) {
        // It was closed years ago; whether that is too long to be reopened is another rule's.
        let by = trial.desk.administrator.clone();
        let ctx = trial.desk.context(&by);
        let ever = [("reopen_within".to_owned(), RawValue::Null)].into();
        let ever = RawInput { values: ever, version: None };
        let set = move |tx: &db::Tx<'_>| desk::closing::set(tx, &ctx, &by, P::KIND, &ever);
        trial.desk.db.write(set).expect("a rule");
    }
    for (state, number) in ended {
        let leaves = |verb: &&desk::lifecycle::Verb| {
            verb.moves.iter().any(|(from, to)| *from == state.code && from != to)
        };
        let Some(verb) = P::KIND.lifecycle.verbs.iter().find(leaves) else { continue };
        let input = trial.samples.whole(verb.inputs, 1);
        trial
            .act(&trial.desk.administrator, number, verb, input)
            .unwrap_or_else(|error| panic!("{} after its texts went: {error}", verb.code));
        assert_ne!(trial.snapshot(number).value("state"), &Value::from(state.code));
    }
}
