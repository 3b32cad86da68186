//! Forms and pages of a record ask for fields that were added, and show what it holds in them.

use desk::field::{Field, FieldKind};
use desk::input::RawValue;
use desk::work::Work;

use super::super::markup::Form;
use super::super::pages::{form_to, said};
use super::super::trial::Trial;
use super::{canonical, fields, given, held};

pub(in super::super) fn are_asked_for_and_shown<P: Work>(trial: &Trial<P>) {
    trial.desk.add_fields(P::KIND);
    let fields = fields(trial);
    let session = trial.browser.sign_in(&trial.desk.administrator);
    let page = trial.browser.open(&session, &format!("{}/new", trial.list())).expect(200, "a form");
    let mut form = form_to(&page.text, "POST", &trial.list()).expect("a form that opens one");
    let own = trial.samples.typed(P::CREATE, 0);
    own.values.iter().for_each(|(name, value)| form.fill(name, &value.shown()));
    fields.iter().for_each(|field| fill(trial, &mut form, field, 0));
    let opened = trial.browser.submit(&session, &form).expect(303, "opening by form");
    let number = opened.header("location").rsplit('/').next().unwrap_or_default().to_owned();
    holds_all(trial, &number, &fields, 0);
    let edit = trial.verb("edit");
    let shown = || {
        let page = trial.browser.open(&session, &trial.page(&number)).expect(200, "the record");
        let form = form_to(&page.text, said(edit.method), &trial.page_of(&number, edit));
        (page.text, form.expect("an edit form"))
    };
    let before = trial.load(&number).record().version;
    trial.browser.submit(&session, &shown().1).expect(303, "the form as it was shown");
    assert_eq!(trial.load(&number).record().version, before, "a form left alone changes nothing");
    let (_, mut form) = shown();
    fields.iter().for_each(|field| fill(trial, &mut form, field, 1));
    trial.browser.submit(&session, &form).expect(303, "editing by form");
    holds_all(trial, &number, &fields, 1);
    let (page, mut form) = shown();
    for words in shown_of(&fields) {
        assert!(page.contains(words), "the page does not show {words}");
    }
    let address = "href=\"https://example.org/x.a_url/1\" rel=\"noopener noreferrer\"";
    assert!(page.contains(address), "a web address leads away safely");
    form.fill("x.a_number", "a great many");
    let refused = trial.browser.submit(&session, &form).expect(422, "a number that is none");
    assert!(refused.text.contains("value=\"a great many\""), "what was typed is kept");
    holds_all(trial, &number, &fields, 1);
}

/// What the page says of the second turn's values, in English.
fn shown_of(fields: &[&'static Field]) -> Vec<&'static str> {
    assert_eq!(fields.len(), desk::custom::TYPES.len());
    vec![
        "Sample x.a_line 1",
        "in two paragraphs",
        "0.30",
        "13.50 USD",
        "2 Mar 2026",
        "Blue, Green",
        "The a_flag",
        "Ned Network",
        "Network",
        "Birch Supplies",
        "Second",
    ]
}

fn holds_all<P: Work>(trial: &Trial<P>, number: &str, fields: &[&'static Field], turn: usize) {
    for field in fields {
        let value = held(trial, number, field);
        let expected = Some(canonical(trial, field, turn));
        assert_eq!(field.kind.canonical(&value), expected, "{} by form", field.code);
    }
}

/// Fills a field in as a browser would.
fn fill<P: Work>(trial: &Trial<P>, form: &mut Form, field: &Field, turn: usize) {
    let raw = given(trial, field, turn);
    match (field.kind, raw) {
        (FieldKind::Several(_), RawValue::List(codes)) => {
            let ticks = form.controls.iter_mut().filter(|control| control.name == field.code);
            // The first says that the group was shown.
            for tick in ticks.skip(1) {
                tick.sent = codes.contains(&tick.value);
            }
        }
        (FieldKind::Money(_), raw) => {
            let text = raw.shown();
            let (amount, currency) = text.split_once(' ').expect("an amount and a currency");
            form.fill(field.code, amount);
            form.fill(&format!("{}.currency", field.code), currency);
        }
        // A browser's field for moments knows no zones; everybody here lives by UTC.
        (FieldKind::Instant, raw) => {
            form.fill(field.code, raw.shown().trim_end_matches(":00Z"));
        }
        (_, raw) => form.fill(field.code, &raw.shown()),
    }
}
