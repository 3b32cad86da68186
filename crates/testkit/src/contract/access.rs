//! One sees and does what one may, through every door; what one may not see is not there.

use axum::http::Method;
use desk::access::{Action, Agent, Reach};
use desk::input::RawValue;
use desk::lifecycle::{self, Verb};
use desk::work::Work;
use desk::{Error, Result};
use serde_json::json;

use super::course;
use super::trial::Trial;

/// Who sees a record that Rosa asked for and that Alder's service desk works on. Written down
/// rather than computed, so that a mistake in the rules cannot excuse itself.
pub(super) const SEE: [&str; 7] =
    ["requester", "agent", "network_agent", "team_lead", "manager", "administrator", "auditor"];

pub(super) fn one_sees_and_does_what_one_may<P: Work>(trial: &Trial<P>) {
    for verb in P::KIND.lifecycle.verbs {
        let number = trial.in_state(course::start_of(verb));
        for (name, person) in trial.desk.everybody() {
            let done = trial.rehearse(person, &number, verb, trial.samples.whole(verb.inputs, 1));
            let facts = trial.load(&number).record().facts();
            let may = person.may_with(P::KIND.code, verb.action, &facts);
            judge(name, verb, SEE.contains(&name), may, done.map(drop));
        }
    }
    let number = trial.fresh();
    for (name, person) in trial.desk.everybody() {
        let facts = trial.load(&number).record().facts();
        assert_eq!(
            person.may_with(P::KIND.code, Action::Read, &facts),
            SEE.contains(&name),
            "{name}"
        );
        reads(trial, name, person, &number, SEE.contains(&name));
    }
}

fn judge(name: &str, verb: &Verb, sees: bool, may: bool, done: Result<()>) {
    let code = verb.code;
    match (sees, may, done) {
        (true, true, Ok(())) => {}
        (true, false, Err(Error::Forbidden(action))) => assert_eq!(action, verb.action.code()),
        (false, false, Err(Error::NotFound)) => {}
        (_, _, done) => panic!("{code} by {name}, who sees it: {sees}, may do it: {may}: {done:?}"),
    }
}

/// Reading, in list and by number, on pages and in the API; and every verb on what is not there.
fn reads<P: Work>(trial: &Trial<P>, name: &str, person: &Agent, number: &str, sees: bool) {
    let (browser, token) = (&trial.browser, trial.desk.token(person));
    let path = trial.page(number);
    let listed =
        browser.read(&token, &format!("/api/v1{}?limit=200", trial.list())).expect(200, name);
    let found = listed.json()["items"]
        .as_array()
        .is_some_and(|items| items.iter().any(|i| i["number"] == number));
    assert_eq!(found, sees, "{name} in the list");
    for below in ["", "/timeline"] {
        let read = browser.read(&token, &format!("/api/v1{path}{below}"));
        assert_eq!(
            read.status.as_u16(),
            if sees { 200 } else { 404 },
            "{name}: {path}{below}: {}",
            read.text
        );
    }
    let page = browser.open(&browser.sign_in(person), &path);
    assert_eq!(page.status.as_u16(), if sees { 200 } else { 404 }, "{name}: {path}: {}", page.text);
    if sees {
        return;
    }
    for verb in P::KIND.lifecycle.verbs.iter().filter(|verb| person.may(P::KIND.code, verb.action))
    {
        let unseen = format!("/api/v1{}", trial.page_of(number, verb));
        let missing = unseen.replace(number, &format!("{}9999999", P::KIND.prefix));
        let told = [unseen, missing].map(|path| {
            let answer =
                browser.call(&token, method(verb), &path, Some(&json!({}))).expect(404, name);
            let mut problem = answer.json();
            problem.as_object_mut().expect("a problem").remove("instance");
            problem
        });
        assert_eq!(
            told[0], told[1],
            "{} by {name}: the unseen and the missing look the same",
            verb.code
        );
    }
}

/// The method of a verb as HTTP names it.
pub(super) fn method(verb: &Verb) -> Method {
    match verb.method {
        lifecycle::Method::Post => Method::POST,
        lifecycle::Method::Delete => Method::DELETE,
        lifecycle::Method::Patch => Method::PATCH,
    }
}

/// Opening: for oneself whoever may open at all, for others whoever reaches further.
pub(super) fn one_opens_what_one_may<P: Work>(trial: &Trial<P>) {
    for (name, person) in trial.desk.everybody() {
        let reach = person.permissions.reach(P::KIND.code, Action::Create);
        let own = trial.open(person, &trial.samples.required(P::CREATE, 0));
        match (&own, reach) {
            (Ok(opened), Some(_)) => {
                let record = trial.load(&opened.number);
                assert_eq!(record.record().opener, Some(person.person), "{name}");
                assert_eq!(record.record().company, person.company, "{name}");
            }
            (Err(Error::Forbidden(action)), None) => assert_eq!(*action, Action::Create.code()),
            _ => panic!("{name}, who reaches {reach:?}, opens: {own:?}"),
        }
        if !P::CREATE.iter().any(|input| input.code == "requester") {
            continue;
        }
        let mut input = trial.samples.required(P::CREATE, 0);
        let somebody = RawValue::Text(trial.desk.colleague.person.to_string());
        input.values.insert("requester".to_owned(), somebody);
        let for_another = trial.open(person, &input);
        let knows = person.companies.contains(&trial.desk.alder) || reach == Some(Reach::All);
        let may = reach > Some(Reach::Own) && knows || person.person == trial.desk.colleague.person;
        assert_eq!(for_another.is_ok(), may, "{name} opens for Carl: {for_another:?}");
    }
}
