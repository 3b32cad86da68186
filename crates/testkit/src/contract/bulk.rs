//! One thing is done to many records: what a preview says is what is done, through both doors, and
//! nobody does so what they could not do one by one.

use axum::http::Method;
use desk::access::Agent;
use desk::lifecycle::{self, Verb};
use desk::work::Work;
use serde_json::{Value, json};

use super::access::SEE;
use super::answer::Answer;
use super::browser::{Session, escaped};
use super::course;
use super::markup::{Form, forms};
use super::trial::Trial;

/// A number that no record has.
fn missing<P: Work>() -> String {
    format!("{}9999999", P::KIND.prefix)
}

/// What a verb is given, as JSON.
fn given<P: Work>(trial: &Trial<P>, verb: &Verb, turn: usize) -> Value {
    let input = trial.samples.whole(verb.inputs, turn);
    serde_json::to_value(&input.values).expect("plain values")
}

/// Asks for a bulk edit.
fn ask<P: Work>(trial: &Trial<P>, by: &Agent, body: &Value) -> Answer {
    let path = format!("/api/v1{}/bulk", trial.list());
    trial.browser.call(&trial.desk.token(by), Method::POST, &path, Some(body))
}

fn outcomes(bulk: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let items = bulk["items"].as_array().cloned().unwrap_or_default();
    items.iter().map(|item| (text(&item["outcome"]), text(&item["refusal"]["code"]))).collect()
}

fn pair(outcome: &str, code: &str) -> (String, String) {
    (outcome.to_owned(), code.to_owned())
}

/// For every verb and everybody a preview foresees what doing it one by one would answer, and leaves
/// everything as it is. What is unseen and what is missing look the same.
pub(super) fn foresees_what_one_by_one_would_do<P: Work>(trial: &Trial<P>) {
    for verb in P::KIND.lifecycle.verbs {
        let number = trial.in_state(course::start_of(verb));
        let version = trial.load(&number).record().version;
        let body = json!({
            "verb": verb.code,
            "input": given(trial, verb, 1),
            "numbers": [number, missing::<P>()],
            "preview": true,
        });
        for (name, person) in trial.desk.everybody() {
            let answer = ask(trial, person, &body);
            if !person.may(P::KIND.code, verb.action) {
                answer.expect(403, name);
                continue;
            }
            if answer.status == 422 && !SEE.contains(&name) {
                // What belongs to a company is unknown to those who do not work for it.
                let faults = answer.faults();
                assert!(faults.iter().all(|(at, _)| at.starts_with("/input.")), "{faults:?}");
                continue;
            }
            let bulk = answer.expect(201, name).json();
            assert_eq!(bulk["state"], "previewed", "{name}: {}", verb.code);
            let one_by_one =
                trial.rehearse(person, &number, verb, trial.samples.whole(verb.inputs, 1));
            let expected = match one_by_one {
                Ok(_) => pair("changed", ""),
                Err(desk::Error::NotFound) => pair("refused", "not-found"),
                Err(desk::Error::Forbidden(_)) => pair("refused", "forbidden"),
                Err(other) => panic!("{name}: {}: {other}", verb.code),
            };
            let told = outcomes(&bulk);
            assert_eq!(told, [expected.clone(), pair("refused", "not-found")], "{name}");
            let titles = (&bulk["items"][0]["title"], &bulk["items"][1]["title"]);
            assert_eq!(titles.0.is_null(), expected.1 == "not-found", "{name}");
            assert!(titles.1.is_null(), "{name}");
        }
        assert_eq!(trial.load(&number).record().version, version, "{}", verb.code);
    }
}

/// What is refused leaves the others, each is an entry of its own that says of what it is part, and
/// only whoever asked sees the edit.
pub(super) fn is_done_record_by_record<P: Work>(trial: &Trial<P>) {
    let desk = &trial.desk;
    for verb in P::KIND.lifecycle.verbs {
        let (one, other) =
            (trial.in_state(course::start_of(verb)), trial.in_state(course::start_of(verb)));
        let numbers = [missing::<P>(), one.clone(), other.clone()];
        let body = json!({
            "verb": verb.code,
            "input": given(trial, verb, 1),
            "numbers": numbers,
            "wait": true,
        });
        let bulk = ask(trial, &desk.administrator, &body).expect(200, verb.code).json();
        let told = outcomes(&bulk);
        let changed = || pair("changed", "");
        assert_eq!(told, [pair("refused", "not-found"), changed(), changed()], "{}", verb.code);
        let id = bulk["id"].as_str().unwrap_or_default();
        for number in [&one, &other] {
            let last = trial.history(number).pop().expect("an entry");
            assert_eq!((last.verb.as_str(), last.door.as_str()), (verb.code, "api"));
            assert_eq!(last.actor, Some(desk.administrator.person));
            let part = last.values.iter().find(|value| value.field == "bulk");
            assert_eq!(part.and_then(|value| value.value.as_deref()), Some(id), "{}", verb.code);
        }
        for (name, person) in desk.everybody() {
            let status = if name == "administrator" { 200 } else { 404 };
            for below in ["", "/items?outcome=changed"] {
                let path = format!("/api/v1/bulk/{id}{below}");
                trial.browser.read(&desk.token(person), &path).expect(status, name);
            }
        }
        let again = format!("/api/v1/bulk/{id}/run");
        let token = desk.token(&desk.administrator);
        let again = trial.browser.call(&token, Method::POST, &again, None).expect(409, "again");
        assert_eq!(again.json()["code"], "bulk_begun");
    }
}

/// What cannot be taken is named where it stands in the body, and nothing is begun.
pub(super) fn names_what_it_cannot_take<P: Work>(trial: &Trial<P>) {
    let by = &trial.desk.administrator;
    let verb = asking::<P>();
    let number = trial.in_state(course::start_of(verb));
    let faults = |body: Value| ask(trial, by, &body).expect(422, "a refusal").faults();
    let fault = |at: &str, code: &str| vec![(at.to_owned(), code.to_owned())];
    let plain = json!({ "numbers": [number] });
    let with = |name: &str, value: Value| {
        let mut body =
            json!({ "verb": verb.code, "numbers": [number], "input": given(trial, verb, 1) });
        body[name] = value;
        body
    };
    assert_eq!(faults(plain), fault("/verb", "required"));
    assert_eq!(faults(with("verb", json!("fly"))), fault("/verb", "option"));
    assert_eq!(faults(with("numbers", json!([]))), fault("/numbers", "nothing_chosen"));
    assert_eq!(faults(with("numbers", json!(7))), fault("/numbers", "list"));
    assert_eq!(faults(with("q", json!("open = true"))), fault("/numbers", "exclusive"));
    assert_eq!(faults(with("wait", json!("yes"))), fault("/wait", "flag"));
    assert_eq!(faults(with("input", json!([]))), fault("/input", "object"));
    assert_eq!(faults(with("input", json!({ "colour": 1 })))[0].0, "/input.colour");
    assert_eq!(faults(with("colour", json!(1))), fault("/colour", "unknown"));
    let mut filter = with("q", json!("colour = 1"));
    filter["numbers"] = Value::Null;
    assert_eq!(faults(filter)[0].0, "/q");
    let mine = trial.browser.read(&trial.desk.token(by), "/api/v1/bulk").expect(200, "mine");
    assert_eq!(mine.json()["items"], json!([]), "nothing was begun");
}

/// The first verb that must be told something.
fn asking<P: Work>() -> &'static Verb {
    let asks = |verb: &&Verb| verb.inputs.iter().any(|input| input.required);
    P::KIND.lifecycle.verbs.iter().find(asks).expect("a verb that asks for something")
}

/// Rows ticked in a list, the form, the preview and what became of it, without scripts.
pub(super) fn is_done_on_pages<P: Work>(trial: &Trial<P>) {
    let desk = &trial.desk;
    let verb = asking::<P>();
    let number = trial.in_state(course::start_of(verb));
    let ada = trial.browser.sign_in(&desk.administrator);
    let list = trial.browser.open(&ada, &format!("{}?queue=all", trial.list()));
    let list = list.expect(200, "the list").text;
    assert!(list.contains(&format!("name=\"pick.{number}\"")), "the row has a tick");
    let bar = form_to(&list, &format!("{}/bulk", trial.list()));
    assert!(list.contains(&format!("value=\"{}\"", verb.code)), "the verb has a button");
    let none = post(trial, &ada, &bar, &[("verb", verb.code)]).expect(422, "nothing is ticked");
    assert!(none.text.contains("Choose at least one record"), "{}", none.text);
    let tick = format!("pick.{number}");
    let chosen = post(trial, &ada, &bar, &[("verb", verb.code), (&tick, "on")]);
    let page = chosen.expect(303, "chosen").header("location").to_owned();
    let draft = trial.browser.open(&ada, &page).expect(200, "its page").text;
    let form = form_to(&draft, &format!("{page}/preview"));
    let refused = post(trial, &ada, &form, &[]).expect(422, "nothing is said").text;
    let form = form_to(&refused, &format!("{page}/preview"));
    let typed = trial.samples.typed(verb.inputs, 1);
    let typed: Vec<(&str, String)> =
        typed.values.iter().map(|(name, value)| (name.as_str(), value.shown())).collect();
    let typed: Vec<(&str, &str)> =
        typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
    post(trial, &ada, &form, &typed).expect(303, "previewed");
    let previewed = trial.browser.open(&ada, &page).expect(200, "the preview").text;
    assert!(previewed.contains("would change") && previewed.contains(&number));
    let told = || desk.db.read(|tx| desk::feed::head(tx, trial.id(&number))).expect("its history");
    let before = told();
    let run = form_to(&previewed, &format!("{page}/run"));
    post(trial, &ada, &run, &[]).expect(303, "done");
    assert!(told() > before, "{} has left no entry", verb.code);
    let done = trial.browser.open(&ada, &page).expect(200, "what became of it").text;
    assert!(done.contains("All have been gone over"), "{done}");
    let file = trial.browser.open(&ada, &format!("{page}/export")).expect(200, "the file");
    assert!(file.text.contains(&number), "{}", file.text);
    let mine = trial.browser.open(&ada, "/bulk").expect(200, "mine");
    assert!(mine.text.contains(&page), "it is found again");
    let lena = trial.browser.sign_in(&desk.team_lead);
    trial.browser.open(&lena, &page).expect(404, "it is nobody else's");
}

fn form_to(page: &str, action: &str) -> Form {
    let found = forms(page).into_iter().find(|form| form.action == action);
    found.unwrap_or_else(|| panic!("no form to {action} in {page}"))
}

/// Sends a form with these fields in place of its own of the same name.
fn post<P: Work>(trial: &Trial<P>, who: &Session, form: &Form, with: &[(&str, &str)]) -> Answer {
    let replaced = |name: &str| with.iter().any(|(own, _)| *own == name);
    let own = form.sent().filter(|(name, _)| !replaced(name) && *name != "all");
    let pairs = own.chain(with.iter().copied());
    let body: Vec<String> =
        pairs.map(|(name, value)| format!("{}={}", escaped(name), escaped(value))).collect();
    let kind = ("content-type", "application/x-www-form-urlencoded");
    let headers = [kind, ("cookie", who.cookie.as_str())];
    trial.browser.send(Method::POST, &form.action, &headers, body.join("&"))
}

/// A whole list is taken as whoever asks sees it, and a field changed since the preview stays.
pub(super) fn takes_lists_and_overwrites_nothing<P: Work>(trial: &Trial<P>) {
    let desk = &trial.desk;
    let edit = P::KIND.lifecycle.verbs.iter().find(|verb| verb.method == lifecycle::Method::Patch);
    let Some(edit) = edit else { return };
    let state = course::start_of(edit);
    let (one, other) = (trial.in_state(state), trial.in_state(state));
    let Some(title) = edit.inputs.iter().find(|input| input.code == "title") else { return };
    let body = json!({
        "verb": edit.code,
        "input": { "title": trial.samples.text(title.kind, title.code, 1) },
        "q": format!("state = {state}"),
        "preview": true,
    });
    for (name, person) in desk.everybody() {
        let answer = ask(trial, person, &body);
        match answer.status.as_u16() {
            201 => {
                let (bulk, listed) = (answer.json(), counted(trial, person, state));
                assert_eq!(bulk["total"].as_u64(), Some(listed), "{name}");
            }
            403 => assert!(!person.may(P::KIND.code, edit.action), "{name}"),
            _ => {
                assert_eq!(counted(trial, person, state), 0, "{name}: {}", answer.text);
                let nothing = vec![("/numbers".to_owned(), "nothing_chosen".to_owned())];
                assert_eq!(answer.expect(422, name).faults(), nothing);
            }
        }
    }
    let bulk = ask(trial, &desk.administrator, &body).expect(201, "a preview").json();
    let id = bulk["id"].as_str().unwrap_or_default().to_owned();
    trial
        .act(&desk.administrator, &one, edit, trial.samples.one(title, 2))
        .expect("somebody else writes");
    let token = desk.token(&desk.administrator);
    let run = format!("/api/v1/bulk/{id}/run");
    let done = trial.browser.call(&token, Method::POST, &run, Some(&json!({ "wait": true })));
    let done = done.expect(200, "done").json();
    let items = done["items"].as_array().cloned().unwrap_or_default();
    let of = |number: &str| items.iter().find(|item| item["number"] == number).cloned();
    let clash = of(&one).expect("the first");
    assert_eq!(clash["refusal"]["conflicts"], json!(["title"]), "{clash}");
    assert_eq!(of(&other).expect("the other")["outcome"], "changed");
    assert_eq!(trial.load(&one).record().title, trial.samples.text(title.kind, title.code, 2));
}

fn counted<P: Work>(trial: &Trial<P>, by: &Agent, state: &str) -> u64 {
    let path = format!("/api/v1{}/count?count=exact&state={state}", trial.list());
    let counted = trial.browser.read(&trial.desk.token(by), &path).expect(200, "a count");
    counted.json()["count"].as_u64().unwrap_or_default()
}
