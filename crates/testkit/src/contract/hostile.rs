//! What people type is text on every page, whatever it looks like.

use desk::field::FieldKind;
use desk::input::{RawInput, RawValue};
use desk::lifecycle::InputField;
use desk::work::Work;

use super::course;
use super::trial::Trial;

/// Ends whatever it stands in and then acts, if anybody lets it.
const HOSTILE: &str =
    r#"x'"></textarea></title><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}"#;

pub(super) fn text_stays_text<P: Work>(trial: &Trial<P>) {
    let session = trial.browser.sign_in(&trial.desk.administrator);
    let opened = trial.open(&trial.desk.agent, &hostile(trial, P::CREATE));
    let mut numbers = vec![opened.expect("hostile text is text").number];
    for verb in P::KIND.lifecycle.verbs.iter().filter(|verb| verb.inputs.iter().any(is_text)) {
        let number = trial.in_state(course::start_of(verb));
        let input = hostile(trial, verb.inputs);
        trial
            .act(&trial.desk.administrator, &number, verb, input)
            .unwrap_or_else(|e| panic!("{}: {e}", verb.code));
        numbers.push(number);
    }
    for path in numbers.iter().map(|number| trial.page(number)).chain([trial.list()]) {
        let page = trial.browser.open(&session, &path).expect(200, &path).text;
        for sign in ["<script>alert", "<img src=x", "onerror=alert(2)>", "'\"></textarea>"] {
            assert!(!page.contains(sign), "{path} obeys {sign}");
        }
    }
    let first = trial.page(numbers.first().map_or("", String::as_str));
    let page = trial.browser.open(&session, &first).text;
    assert!(
        page.contains("&#60;script&#62;alert(1)") || page.contains("&lt;script&gt;alert(1)"),
        "{first} shows what was typed"
    );
    let token = trial.desk.token(&trial.desk.administrator);
    let read = trial.browser.read(&token, &format!("/api/v1{first}"));
    assert_eq!(read.json()["title"], HOSTILE, "the API gives it back as it was");
}

fn is_text(input: &InputField) -> bool {
    matches!(input.kind, FieldKind::Line(_) | FieldKind::Prose(_))
}

fn hostile<P: Work>(trial: &Trial<P>, inputs: &[InputField]) -> RawInput {
    let mut input = trial.samples.whole(inputs, 1);
    for field in inputs.iter().filter(|field| is_text(field)) {
        input.values.insert(field.code.to_owned(), RawValue::Text(HOSTILE.to_owned()));
    }
    input
}
