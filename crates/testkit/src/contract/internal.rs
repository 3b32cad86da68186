//! What only the inside may read is not told to others: not by a field, not by a filter, not in
//! the history, not on a page.

use desk::access::{Action, Reach, Role};
use desk::field::{Audience, FieldKind};
use desk::input::{RawInput, RawValue};
use desk::work::Work;

use super::lists;
use super::trial::Trial;

const SECRET: &str = "between ourselves: the cellar is flooded";

pub(super) fn stays_inside<P: Work>(trial: &Trial<P>) {
    let number = trial.fresh();
    let note = trial.verb("work_note");
    let mut input = RawInput::default();
    input.values.insert("body".to_owned(), RawValue::Text(SECRET.to_owned()));
    trial.act(&trial.desk.agent, &number, note, input).expect("a note");
    let (browser, desk) = (&trial.browser, &trial.desk);
    for (name, person, inside) in
        [("requester", &desk.requester, false), ("agent", &desk.agent, true)]
    {
        let (token, session) = (desk.token(person), browser.sign_in(person));
        let path = trial.page(&number);
        let read = browser.read(&token, &format!("/api/v1{path}")).expect(200, name).json();
        let list =
            browser.read(&token, &format!("/api/v1{}", trial.list())).expect(200, name).json();
        let timeline = browser.read(&token, &format!("/api/v1{path}/timeline")).expect(200, name);
        let page = browser.open(&session, &path).expect(200, name);
        assert_eq!(timeline.text.contains(SECRET), inside, "{name}: the note in the history");
        assert_eq!(
            page.text.contains("the cellar is flooded"),
            inside,
            "{name}: the note on the page"
        );
        for field in P::KIND.all_fields().filter(|f| f.audience == Audience::Internal) {
            let code = field.code;
            assert_eq!(read.get(code).is_some(), inside, "{name} reads {code}");
            let listed = list["items"]
                .as_array()
                .is_some_and(|items| items.iter().any(|i| i.get(code).is_some()));
            assert_eq!(listed, inside, "{name} lists {code}");
            let told = timeline
                .json()
                .pointer("/items/0/changes")
                .and_then(|c| c.as_array())
                .is_some_and(|c| c.iter().any(|c| c["field"] == code));
            assert!(inside || !told, "{name}: {code} in the history");
            if !matches!(field.kind, FieldKind::Prose(_)) {
                lists::hidden(trial, name, &token, code, inside);
                filters(trial, name, &token, code, inside);
            }
        }
    }
}

/// Somebody may read more records than they may read the inside of: there the inside is told record
/// by record, and in lists, where all rows have the same columns, not at all.
pub(super) fn is_told_record_by_record<P: Work>(trial: &Trial<P>) {
    let (browser, desk) = (&trial.browser, &trial.desk);
    let own = trial.fresh();
    let anothers =
        trial.open(&desk.agent, &trial.samples.required(P::CREATE, 0)).expect("a record").number;
    let ctx = desk.context(&desk.administrator);
    let widened = desk.db.write(move |tx| {
        let role = Role::find_by_code(tx, "requester")?.ok_or(desk::Error::NotFound)?;
        role.permit(tx, &ctx, P::KIND.code, Action::Read, Reach::Company)?;
        role.permit(tx, &ctx, P::KIND.code, Action::ReadInternal, Reach::Own)
    });
    widened.expect("a role that reads wider");
    let token = desk.token(&desk.requester);
    let list =
        browser.read(&token, &format!("/api/v1{}", trial.list())).expect(200, "the list").json();
    assert_eq!(list["items"].as_array().map(Vec::len), Some(2), "both are read");
    for field in P::KIND.all_fields().filter(|f| f.audience == Audience::Internal) {
        for (number, inside) in [(&own, true), (&anothers, false)] {
            let read = browser
                .read(&token, &format!("/api/v1{}", trial.page(number)))
                .expect(200, number)
                .json();
            assert_eq!(read.get(field.code).is_some(), inside, "{} of {number}", field.code);
        }
        let listed = list["items"]
            .as_array()
            .is_some_and(|items| items.iter().any(|i| i.get(field.code).is_some()));
        assert!(!listed, "the list tells {}", field.code);
        if !matches!(field.kind, FieldKind::Prose(_)) {
            lists::hidden(trial, "who reads wider", &token, field.code, false);
            filters(trial, "who reads wider", &token, field.code, false);
        }
    }
}

/// A hidden field cannot be filtered by, and looks like one that does not exist.
fn filters<P: Work>(trial: &Trial<P>, name: &str, token: &str, code: &str, inside: bool) {
    let by = |field: &str| trial.browser.read(token, &format!("/api/v1{}?{field}=", trial.list()));
    let answer = by(code);
    if inside {
        assert_eq!(answer.status.as_u16(), 200, "{name} filters by {code}: {}", answer.text);
    } else {
        let unknown = by("no_such_field_anywhere").expect(400, name).faults();
        let refused = answer.expect(400, name).faults();
        let codes = |faults: &[(String, String)]| {
            faults.iter().map(|(_, code)| code.clone()).collect::<Vec<_>>()
        };
        assert_eq!(codes(&refused), codes(&unknown), "{name} filters by {code}");
    }
}
