//! A form of a page does what the API does with the same values, and one sent back as it was
//! shown does nothing.

use desk::access::Agent;
use desk::field::FieldKind;
use desk::input::{RawInput, RawValue};
use desk::journal::canonical;
use desk::lifecycle::{InputField, Verb};
use desk::list::Snapshot;
use desk::work::Work;
use serde_json::{Map, Value};

use super::access::method;
use super::course;
use super::pages::{form_to, said};
use super::trial::Trial;

pub(super) fn do_what_the_api_does<P: Work>(trial: &Trial<P>) {
    let admin = &trial.desk.administrator;
    let (session, token) = (trial.browser.sign_in(admin), trial.desk.token(admin));
    let choices = trial.samples.typed(P::CREATE, 1);
    let page = trial.browser.open(&session, &format!("{}/new", trial.list()));
    let mut form = form_to(&page.text, "POST", &trial.list()).expect("a form that opens one");
    choices.values.iter().for_each(|(name, value)| form.fill(name, &value.shown()));
    let by_form = trial.browser.submit(&session, &form).expect(303, "opening by form");
    let by_form = by_form.header("location").rsplit('/').next().unwrap_or_default().to_owned();
    let by_api = trial.browser.call(
        &token,
        axum::http::Method::POST,
        &format!("/api/v1{}", trial.list()),
        Some(&json(&choices)),
    );
    let by_api = by_api.expect(201, "opening by API").json()["number"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    let says_how = P::CREATE.iter().any(|input| input.code == "channel");
    // Where nobody says how it came in, the door does.
    same(
        trial,
        "create",
        &by_form,
        &by_api,
        if says_how { &["number"] } else { &["number", "channel"] },
    );
    for verb in P::KIND.lifecycle.verbs {
        let start = course::start_of(verb);
        let [by_form, by_api] = [trial.in_state(start), trial.in_state(start)];
        let input = trial.samples.typed(verb.inputs, 1);
        let page = trial.browser.open(&session, &trial.page(&by_form));
        let address = trial.page_of(&by_form, verb);
        let mut form = form_to(&page.text, said(verb.method), &address)
            .unwrap_or_else(|| panic!("no form for {}", verb.code));
        input.values.iter().for_each(|(name, value)| form.fill(name, &value.shown()));
        let done = trial.browser.submit(&session, &form).expect(303, verb.code);
        assert_eq!(
            done.header("location"),
            trial.page(&by_form),
            "{} leads back to the record",
            verb.code
        );
        let address = format!("/api/v1{}", trial.page_of(&by_api, verb));
        let done = trial
            .browser
            .call(&token, method(verb), &address, Some(&json(&input)))
            .expect(200, verb.code);
        assert_eq!(done.json()["version"], trial.load(&by_api).record().version, "{}", verb.code);
        same(trial, verb.code, &by_form, &by_api, &["number"]);
    }
}

/// Both records hold the same and remember the same, but for what must differ.
fn same<P: Work>(trial: &Trial<P>, verb: &str, one: &str, other: &str, apart: &[&str]) {
    let alike = |number: &str| {
        let mut held = held::<P>(&trial.snapshot(number));
        held.retain(|(code, _)| !apart.contains(code));
        held
    };
    assert_eq!(alike(one), alike(other), "{verb}");
    let told = |number: &str| {
        let last = trial.history(number).pop().expect("an entry");
        let values = last.values.into_iter().filter(|v| !apart.contains(&v.field.as_str()));
        values.map(|v| (v.field, v.value)).collect::<Vec<_>>()
    };
    assert_eq!(told(one), told(other), "what {verb} left in the journal");
}

fn held<P: Work>(snapshot: &Snapshot) -> Vec<(&'static str, Option<String>)> {
    P::KIND.all_fields().map(|field| (field.code, canonical(snapshot.value(field.code)))).collect()
}

/// What is given as JSON.
pub(super) fn json(input: &RawInput) -> Value {
    let members =
        input.values.iter().map(|(name, value)| (name.clone(), Value::String(value.shown())));
    Value::Object(members.collect::<Map<_, _>>())
}

/// Whoever opens the edit form and sends it back changes nothing, whatever the record holds: also
/// what this reader could not choose themselves.
pub(super) fn left_alone_change_nothing<P: Work>(trial: &Trial<P>) {
    let edit = trial.verb("edit");
    let own = trial.in_state(course::start_of(edit));
    let bare = trial
        .open(&trial.desk.agent, &trial.samples.required(P::CREATE, 0))
        .expect("a bare record")
        .number;
    for number in [own, bare, opened_elsewhere(trial), opened_for_a_namesake(trial)] {
        for person in [&trial.desk.administrator, &trial.desk.agent] {
            if trial.load(&number).record().company == person.company || person.administers() {
                sent_back(trial, person, &number, edit);
            }
        }
    }
}

/// A record of the other company, with that company's own place, if opening takes one.
fn opened_elsewhere<P: Work>(trial: &Trial<P>) -> String {
    let desk = &trial.desk;
    let mut input = trial.samples.required(P::CREATE, 0);
    if let Some(place) = P::CREATE.iter().find(|input| input.kind == FieldKind::Location) {
        let (ctx, company) = (desk.context(&desk.administrator), desk.birch);
        let made = desk
            .db
            .write(move |tx| desk::people::Location::create(tx, &ctx, company, None, "Birch hall"));
        let id = made.expect("a place").id.to_string();
        input.values.insert(place.code.to_owned(), RawValue::Text(id));
    }
    trial.open(&desk.birch_agent, &input).expect("a record of the other company").number
}

/// A record of somebody who shares their name with somebody else.
fn opened_for_a_namesake<P: Work>(trial: &Trial<P>) -> String {
    let desk = &trial.desk;
    let (ctx, alder) = (desk.context(&desk.administrator), desk.alder);
    let named = desk::people::NewPerson::named("Sam Same", alder);
    let made = desk.db.write(move |tx| {
        desk::people::Person::create(tx, &ctx, &named)?;
        desk::people::Person::create(tx, &ctx, &named)
    });
    let sam = made.expect("two people of one name").id.to_string();
    let mut input = trial.samples.required(P::CREATE, 0);
    if P::CREATE.iter().any(|input| input.code == "requester") {
        input.values.insert("requester".to_owned(), RawValue::Text(sam));
    }
    trial.open(&desk.agent, &input).expect("a record of a namesake").number
}

fn sent_back<P: Work>(trial: &Trial<P>, person: &Agent, number: &str, edit: &Verb) {
    let session = trial.browser.sign_in(person);
    let before = trial.snapshot(number);
    let page = trial.browser.open(&session, &trial.page(number)).expect(200, "the record");
    let form =
        form_to(&page.text, said(edit.method), &trial.page_of(number, edit)).expect("an edit form");
    trial.browser.submit(&session, &form).expect(303, "the form as it was shown");
    let after = trial.snapshot(number);
    assert_eq!(held::<P>(&after), held::<P>(&before), "{number} by {}", person.name);
    assert_eq!(after.version, before.version, "{number} by {}", person.name);
}

/// Two people at one form: the second sees both values, and nothing of either is lost.
pub(super) fn that_come_late_show_both<P: Work>(trial: &Trial<P>) {
    let edit = trial.verb("edit");
    let is_line = |input: &&InputField| matches!(input.kind, FieldKind::Line(_));
    let one = edit.inputs.iter().find(is_line).expect("edit takes a line of text");
    let number = trial.in_state(course::start_of(edit));
    let (ada, lena) =
        (trial.browser.sign_in(&trial.desk.agent), trial.browser.sign_in(&trial.desk.team_lead));
    let page = trial.browser.open(&ada, &trial.page(&number)).text;
    let shown =
        form_to(&page, said(edit.method), &trial.page_of(&number, edit)).expect("an edit form");
    let [mut first, mut second] = [shown.clone(), shown];
    first.fill(one.code, "What Ada wrote");
    second.fill(one.code, "What Lena wrote");
    second.fill("csrf", &lena.csrf);
    trial.browser.submit(&ada, &first).expect(303, "the first form");
    let entries = trial.history(&number).len();
    let late = trial.browser.submit(&lena, &second).expect(409, "the second form");
    for words in ["What Ada wrote", "What Lena wrote"] {
        assert!(late.text.contains(words), "the clash does not show {words}");
    }
    assert_eq!(trial.history(&number).len(), entries, "a clash writes nothing");
}
