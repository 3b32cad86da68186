//! A refused form is shown again with everything that was typed, and saves nothing.

use desk::field::FieldKind;
use desk::lifecycle::{InputField, Verb};
use desk::work::Work;

use super::course;
use super::markup::{Form, forms, unescaped};
use super::pages::{form_to, said};
use super::trial::Trial;

/// What somebody took pains to write.
const TYPED: &str = "It took me ten minutes to write this & I want it back";

pub(super) fn keep_what_was_typed<P: Work>(trial: &Trial<P>) {
    let session = trial.browser.sign_in(&trial.desk.administrator);
    let page = trial.browser.open(&session, &format!("{}/new", trial.list())).text;
    let form = form_to(&page, "POST", &trial.list()).expect("a form that opens one");
    for (form, wrong) in spoilt(trial, &form, P::CREATE) {
        let again =
            trial.browser.submit(&session, &form).expect(422, &format!("create with {wrong}"));
        shows_again(&again.text, &form, &format!("create with {wrong}"));
    }
    for verb in P::KIND.lifecycle.verbs {
        let number = trial.in_state(course::start_of(verb));
        let entries = trial.history(&number).len();
        let page = trial.browser.open(&session, &trial.page(&number)).text;
        let form =
            form_to(&page, said(verb.method), &trial.page_of(&number, verb)).expect("a form");
        for (form, wrong) in spoilt(trial, &form, verb.inputs) {
            let what = format!("{} with {wrong}", verb.code);
            let again = trial.browser.submit(&session, &form).expect(422, &what);
            assert!(again.text.contains("<html"), "{what}: a browser without scripts gets a page");
            shows_again(&again.text, &form, &what);
            let part = trial.browser.swap(&session, &form).expect(422, &what);
            assert!(!part.text.contains("<html"), "{what}: htmx gets a part");
            shows_again(&part.text, &form, &what);
        }
        assert_eq!(trial.history(&number).len(), entries, "a refused {} left an entry", verb.code);
    }
}

/// Somebody writes while another moves the record on: the verb is gone, what was written is not.
pub(super) fn keep_what_comes_too_late<P: Work>(trial: &Trial<P>) {
    let life = P::KIND.lifecycle;
    let session = trial.browser.sign_in(&trial.desk.administrator);
    let is_text = |input: &InputField| input.kind.is_written();
    for verb in life.verbs.iter().filter(|verb| verb.inputs.iter().any(is_text)) {
        let start = course::start_of(verb);
        let ends_it =
            |other: &&Verb| other.target(start).is_some_and(|next| verb.target(next).is_none());
        let Some(other) = life.verbs.iter().find(ends_it) else { continue };
        let number = trial.in_state(start);
        let page = trial.browser.open(&session, &trial.page(&number)).text;
        let form =
            form_to(&page, said(verb.method), &trial.page_of(&number, verb)).expect("a form");
        let form = filled(trial, &form, verb.inputs);
        let moved =
            trial.act(&trial.desk.agent, &number, other, trial.samples.whole(other.inputs, 0));
        moved.unwrap_or_else(|error| panic!("{} before {}: {error}", other.code, verb.code));
        let late = trial.browser.submit(&session, &form).expect(422, verb.code);
        assert!(
            unescaped(&late.text).contains("It took me ten minutes"),
            "{} after {}: what was written is lost",
            verb.code,
            other.code
        );
    }
}

/// The form with everything typed in.
fn filled<P: Work>(trial: &Trial<P>, form: &Form, inputs: &[InputField]) -> Form {
    let mut whole = form.clone();
    for input in inputs.iter().filter(|input| input.kind != FieldKind::Instant) {
        match input.kind {
            FieldKind::Line(_) | FieldKind::Prose(_) => whole.fill(input.code, TYPED),
            kind => whole.fill(input.code, &trial.samples.text(kind, input.code, 1)),
        }
    }
    whole
}

/// The form filled in, once for each way in which it can be wrong.
fn spoilt<P: Work>(trial: &Trial<P>, form: &Form, inputs: &[InputField]) -> Vec<(Form, String)> {
    let whole = filled(trial, form, inputs);
    let with = |code: &str, value: &str| {
        let mut form = whole.clone();
        let control = form.controls.iter_mut().find(|control| control.name == code);
        value.clone_into(&mut control.expect("a field of the form").value);
        form
    };
    let mut wrong = Vec::new();
    for input in inputs {
        if input.required {
            wrong.push((with(input.code, ""), format!("{} empty", input.code)));
        }
        if let FieldKind::Line(most) | FieldKind::Prose(most) = input.kind {
            let long = "too long ".repeat(most / 9 + 1);
            wrong.push((with(input.code, &long), format!("{} too long", input.code)));
        }
    }
    wrong
}

/// Some form of the page holds what was sent, field by field, and says what is wrong.
fn shows_again(page: &str, sent: &Form, what: &str) {
    let again = form_to(page, &sent.method(), &sent.action)
        .unwrap_or_else(|| panic!("{what}: the form is gone: {:?}", forms(page)));
    for (name, value) in
        sent.sent().filter(|(name, _)| !["csrf", "version", "_method"].contains(name))
    {
        let line = |text: &str| text.trim_end().to_owned();
        assert_eq!(again.value(name).map(line), Some(line(value)), "{what}: {name}");
    }
    assert!(
        unescaped(page).contains("role=\"alert\"") || page.contains("aria-invalid=\"true\""),
        "{what}: nothing says what is wrong"
    );
}
