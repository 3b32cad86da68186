//! What was withdrawn is gone for everybody but those who administer or audit: by number, in lists,
//! in counts, for every verb. It comes back as it was, and the journal tells all of it.

use axum::http::Method;
use desk::access::Agent;
use desk::journal::verify::{Against, verify_against};
use desk::work::Work;
use serde_json::{Value, json};

use super::access::method;
use super::forms::json as json_of;
use super::markup::forms;
use super::trial::Trial;

const REASON: &str = "It named people who have nothing to do with it";

/// Who finds a withdrawn record of Alder's. Written down rather than computed.
const FIND: [&str; 2] = ["administrator", "auditor"];
/// Who saw it before.
const SEE: [&str; 7] =
    ["requester", "agent", "network_agent", "team_lead", "manager", "administrator", "auditor"];

pub(super) fn withdrawn_is_gone_and_comes_back<P: Work>(trial: &Trial<P>) {
    let (desk, number, other) = (&trial.desk, trial.fresh(), trial.fresh());
    let path = format!("/api/v1{}", trial.page(&number));
    let because = json!({ "reason": REASON });
    let withdraw = |by: &Agent, body: &Value| {
        trial.browser.call(&desk.token(by), Method::DELETE, &path, Some(body))
    };
    withdraw(&desk.agent, &because).expect(403, "an agent withdraws");
    withdraw(&desk.birch_agent, &because).expect(403, "a stranger withdraws");
    let faults = withdraw(&desk.administrator, &json!({})).expect(422, "without a reason").faults();
    assert_eq!(faults, [("/reason".to_owned(), "required".to_owned())]);
    seen_by(trial, &number, &SEE, "before");
    let before = trial.snapshot(&number);
    let gone = withdraw(&desk.administrator, &because).expect(200, "withdrawing").json();
    assert_eq!(gone["withdrawn"]["reason"], REASON, "{gone}");
    assert_eq!(gone["withdrawn"]["by"]["name"], desk.administrator.name);
    withdraw(&desk.administrator, &because).expect(409, "once more");
    seen_by(trial, &number, &FIND, "withdrawn");
    listed(trial, &number, &other);
    no_verb_works(trial, &number);
    holds(trial);
    let restore = format!("{path}/withdrawal");
    let back =
        |by: &Agent| trial.browser.call(&desk.token(by), Method::DELETE, &restore, Some(&because));
    back(&desk.agent).expect(403, "an agent brings it back");
    back(&desk.auditor).expect(403, "an auditor brings it back");
    let restored = back(&desk.administrator).expect(200, "bringing it back").json();
    assert_eq!(restored.get("withdrawn"), None);
    back(&desk.administrator).expect(409, "once more");
    seen_by(trial, &number, &SEE, "brought back");
    let after = trial.snapshot(&number);
    for (field, value) in &before.values {
        if field.code != "updated_at" {
            assert_eq!(after.value(field.code), value, "{}", field.code);
        }
    }
    told(trial, &number);
    holds(trial);
}

/// Exactly these find it by its number, at both doors, and nobody's list has it once it is gone.
fn seen_by<P: Work>(trial: &Trial<P>, number: &str, who: &[&str], when: &str) {
    let (browser, path) = (&trial.browser, trial.page(number));
    let gone = who == FIND;
    for (name, person) in trial.desk.everybody() {
        let (token, sees) = (trial.desk.token(person), who.contains(&name));
        let status = if sees { 200 } else { 404 };
        for below in ["", "/timeline", "/fields/state/history"] {
            let what = format!("{name} reads {below}, {when}");
            browser.read(&token, &format!("/api/v1{path}{below}")).expect(status, &what);
        }
        browser.open(&browser.sign_in(person), &path).expect(status, name);
        let list = format!("/api/v1{}?limit=200&count=exact", trial.list());
        let list = browser.read(&token, &list).expect(200, name);
        let items = list.json()["items"].as_array().cloned().unwrap_or_default();
        let listed = items.iter().any(|item| item["number"] == number);
        assert_eq!(listed, sees && !gone, "{name}'s list, {when}");
        assert_eq!(list.header("x-total-count"), items.len().to_string(), "{name}, {when}");
    }
}

/// A list of what was withdrawn is for those who find it; to others there is no such thing.
fn listed<P: Work>(trial: &Trial<P>, number: &str, other: &str) {
    let path = format!("{}?withdrawn=true&count=exact", trial.list());
    for (name, person) in trial.desk.everybody() {
        let (token, finds) = (trial.desk.token(person), FIND.contains(&name));
        let list = trial.browser.read(&token, &format!("/api/v1{path}"));
        let page = trial.browser.open(&trial.browser.sign_in(person), &path);
        if !finds {
            let faults = list.expect(400, name).faults();
            assert_eq!(faults, [("withdrawn".to_owned(), "no_such_field".to_owned())], "{name}");
            page.expect(400, name);
            continue;
        }
        let list = list.expect(200, name);
        let items = list.json()["items"].as_array().cloned().unwrap_or_default();
        assert_eq!(items.len(), 1, "{name}: {items:?}");
        assert_eq!(items[0]["number"], number, "{name}");
        assert_eq!(list.header("x-total-count"), "1", "{name}");
        let page = page.expect(200, name).text;
        assert!(page.contains(number) && !page.contains(other), "{name}: {page}");
    }
}

/// It stays as it is: every verb is refused, and says what to do first.
fn no_verb_works<P: Work>(trial: &Trial<P>, number: &str) {
    let token = trial.desk.token(&trial.desk.administrator);
    for verb in P::KIND.lifecycle.verbs {
        let path = format!("/api/v1{}", trial.page_of(number, verb));
        let body = json_of(&trial.samples.whole(verb.inputs, 1));
        let answer = trial.browser.call(&token, method(verb), &path, Some(&body));
        assert_eq!(answer.expect(409, verb.code).json()["code"], "withdrawn", "{}", verb.code);
    }
}

/// The inside is told why; the requester is told nothing of it.
fn told<P: Work>(trial: &Trial<P>, number: &str) {
    let path = format!("/api/v1{}/timeline", trial.page(number));
    let timeline =
        |by: &Agent| trial.browser.read(&trial.desk.token(by), &path).expect(200, "the history");
    let inside = timeline(&trial.desk.agent);
    let verbs: Vec<Value> = inside.json()["items"]
        .as_array()
        .map(|items| items.iter().map(|e| e["verb"].clone()).collect())
        .unwrap_or_default();
    assert_eq!(verbs[verbs.len() - 2..], [json!("withdraw"), json!("restore")]);
    assert!(inside.text.contains(REASON));
    let outside = timeline(&trial.desk.requester);
    assert!(
        !outside.text.contains(REASON) && !outside.text.contains("withdraw"),
        "{}",
        outside.text
    );
}

/// Rows, journal and what follows from it agree.
pub(super) fn holds<P: Work>(trial: &Trial<P>) {
    let kinds: &'static [&'static desk::Kind] = Box::leak(vec![P::KIND].into_boxed_slice());
    let found = verify_against(&trial.desk.db, Against { kinds, ..Against::default() });
    assert_eq!(found.expect("a readable journal").broken, None);
}

/// The page offers it to those who may, and its forms do it.
pub(super) fn withdrawn_on_its_page<P: Work>(trial: &Trial<P>) {
    let (desk, browser, number) = (&trial.desk, &trial.browser, trial.fresh());
    let page = trial.page(&number);
    let form_of = |session: &super::Session, action: &str, said: &str| {
        let text = browser.open(session, &page).expect(200, "the page").text;
        forms(&text).into_iter().find(|f| f.action == action && f.method() == said)
    };
    let (agent, admin) = (browser.sign_in(&desk.agent), browser.sign_in(&desk.administrator));
    assert_eq!(form_of(&agent, &page, "DELETE"), None, "an agent is offered to withdraw it");
    let mut form = form_of(&admin, &page, "DELETE").expect("a form that withdraws");
    let refused = browser.submit(&admin, &form).expect(422, "without a reason").text;
    assert!(refused.contains("custody"), "the form stands open");
    form.fill("reason", REASON);
    browser.submit(&admin, &form).expect(303, "withdrawing");
    let now = browser.open(&admin, &page).expect(200, "the administrator finds it").text;
    assert!(now.contains(REASON), "the reason stands on the page");
    let others = forms(&now);
    let below = format!("{page}/withdrawal");
    let works = others.iter().filter(|f| f.action.starts_with(&page) && f.action != below);
    let works: Vec<&str> = works.map(|f| f.action.as_str()).collect();
    let only_own = [format!("{page}/watch"), format!("{page}/reminders")];
    assert!(works.iter().all(|action| only_own.iter().any(|own| own == action)), "{works:?}");
    let mut back = form_of(&admin, &below, "DELETE").expect("a form that brings it back");
    back.fill("reason", "It was a mistake");
    browser.submit(&admin, &back).expect(303, "bringing it back");
    browser.open(&agent, &page).expect(200, "the agent sees it again");
}
