//! Watching a record shows it, in every list and at every door, and allows nothing with it.

use axum::http::Method;
use db::sea_query::{Alias, Expr, ExprTrait, Query};
use desk::access::{Action, Agent};
use desk::work::Work;
use desk::{Error, find_heading, find_visible};
use serde_json::{Value, json};

use super::course;
use super::trial::Trial;

/// Who watches, as somebody reads it.
fn watchers<P: Work>(trial: &Trial<P>, reader: &Agent, number: &str) -> Vec<String> {
    let path = format!("/api/v1{}/watchers", trial.page(number));
    let read = trial.browser.read(&trial.desk.token(reader), &path).expect(200, number).json();
    let items = read["items"].as_array().cloned().unwrap_or_default();
    items.iter().map(|w| w["person"]["name"].as_str().unwrap_or_default().to_owned()).collect()
}

/// The status of asking that somebody watch it.
fn adds<P: Work>(trial: &Trial<P>, by: &Agent, number: &str, whom: &Agent) -> u16 {
    let path = format!("/api/v1{}/watchers", trial.page(number));
    let body = json!({ "person": whom.person });
    let token = trial.desk.token(by);
    trial.browser.call(&token, Method::POST, &path, Some(&body)).status.as_u16()
}

fn oneself<P: Work>(trial: &Trial<P>, who: &Agent, method: Method, number: &str) -> u16 {
    let path = format!("/api/v1{}/watch", trial.page(number));
    trial.browser.call(&trial.desk.token(who), method, &path, None).status.as_u16()
}

/// Whether somebody finds it, which every door must answer alike.
fn finds<P: Work>(trial: &Trial<P>, who: &Agent, number: &str) -> bool {
    let token = trial.desk.token(who);
    let read = trial.browser.read(&token, &format!("/api/v1{}", trial.page(number)));
    let found = read.status.as_u16() == 200;
    let list = format!("/api/v1{}?count=exact", trial.list());
    let listed = trial.browser.read(&token, &list).expect(200, "the list");
    let items = listed.json()["items"].as_array().cloned().unwrap_or_default();
    let times = items.iter().filter(|i| i["number"] == number).count();
    assert_eq!(times, usize::from(found), "{}: in the list", who.name);
    assert_eq!(listed.header("x-total-count"), items.len().to_string(), "{}: counted", who.name);
    let page = trial.browser.open(&trial.browser.sign_in(who), &trial.page(number));
    assert_eq!(page.status.as_u16(), if found { 200 } else { 404 }, "{}: the page", who.name);
    found
}

pub(super) fn shows_it_and_allows_nothing<P: Work>(trial: &Trial<P>) {
    let desk = &trial.desk;
    let (colleague, agent) = (&desk.colleague, &desk.agent);
    for state in P::KIND.lifecycle.states {
        let number = trial.in_state(state.code);
        assert!(!finds(trial, colleague, &number));
        assert_eq!(oneself(trial, colleague, Method::POST, &number), 404);
        assert_eq!(adds(trial, &desk.requester, &number, colleague), 403, "who only asks");
        assert_eq!(adds(trial, &desk.manager, &number, colleague), 403, "who only oversees");
        assert_eq!(adds(trial, agent, &number, &desk.birch_requester), 422, "nobody known here");
        assert_eq!(adds(trial, agent, &number, colleague), 201);
        assert_eq!(adds(trial, agent, &number, colleague), 201, "twice is once");
        assert!(finds(trial, colleague, &number), "{}", state.code);
        for verb in P::KIND.lifecycle.allowed(state.code) {
            let input = trial.samples.whole(verb.inputs, 1);
            let done = trial.rehearse(colleague, &number, verb, input);
            assert!(matches!(done, Err(Error::Forbidden(_))), "{}", verb.code);
        }
        assert_eq!(watchers(trial, colleague, &number), [colleague.name.as_str()]);
        assert_eq!(oneself(trial, agent, Method::POST, &number), 204);
        let mut all = watchers(trial, agent, &number);
        all.sort();
        assert_eq!(all, [&*agent.name, &*colleague.name]);
        assert_eq!(watchers(trial, colleague, &number), [colleague.name.as_str()]);
        assert_eq!(watchers(trial, &desk.requester, &number), [""; 0], "the inside knows");
        assert_eq!(oneself(trial, colleague, Method::DELETE, &number), 204);
        assert!(!finds(trial, colleague, &number));
        assert_eq!(oneself(trial, colleague, Method::DELETE, &number), 404);
    }
}

/// What one watches stays in one's list when it is opened and closed again, and is told as it is.
pub(super) fn follows_it<P: Work>(trial: &Trial<P>) {
    let (colleague, number) = (&trial.desk.colleague, trial.fresh());
    assert_eq!(adds(trial, &trial.desk.agent, &number, colleague), 201);
    let over = P::KIND.lifecycle.states.iter().find(|s| !s.class.is_open()).expect("an end");
    for verb in course::to(P::KIND.lifecycle, over.code) {
        let input = trial.samples.whole(verb.inputs, 0);
        trial.act(&trial.desk.administrator, &number, verb, input).expect(verb.code);
        assert!(finds(trial, colleague, &number), "after {}", verb.code);
    }
    let token = trial.desk.token(colleague);
    let by_state = format!("/api/v1{}?state={}", trial.list(), over.code);
    let listed = trial.browser.read(&token, &by_state).expect(200, "by state").json();
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(1));
    let history = trial.browser.read(&token, &format!("/api/v1{}/timeline", trial.page(&number)));
    let told = history.expect(200, "its history").json();
    let verbs: Vec<&Value> =
        told["items"].as_array().into_iter().flatten().map(|i| &i["verb"]).collect();
    assert!(!verbs.iter().any(|verb| *verb == "watch"), "who watches is for the inside");
    restrict(trial, &number);
    assert!(!finds(trial, colleague, &number), "watching never shows what is restricted");
}

/// Headings and records are found by the same people.
pub(super) fn headings_agree<P: Work>(trial: &Trial<P>) {
    let desk = &trial.desk;
    let theirs = trial.open(&desk.birch_agent, &trial.samples.required(P::CREATE, 0));
    let (watched, restricted) = (trial.fresh(), trial.fresh());
    let mut numbers: Vec<String> =
        P::KIND.lifecycle.states.iter().map(|state| trial.in_state(state.code)).collect();
    assert_eq!(adds(trial, &desk.agent, &watched, &desk.colleague), 201);
    restrict(trial, &restricted);
    numbers.extend([theirs.expect("another company's").number, watched, restricted]);
    numbers.push(format!("{}9999999", P::KIND.prefix));
    for (name, person) in desk.everybody() {
        for number in &numbers {
            let (heading, record) = desk
                .db
                .read(|tx| {
                    let heading = match find_heading(tx, person, number) {
                        Err(Error::NotFound) => None,
                        found => Some(found?),
                    };
                    let record = match find_visible::<P>(tx, person, number) {
                        Err(Error::NotFound) => None,
                        found => Some(found?),
                    };
                    Ok::<_, Error>((heading, record))
                })
                .expect("both can be asked");
            let of_heading = heading.map(|h| (h.id, h.title, h.state, h.facts));
            let of_record = record.as_ref().map(|found| {
                let r = found.record();
                (r.id, r.title.clone(), r.state.code.to_owned(), r.facts())
            });
            assert_eq!(of_heading, of_record, "{name} and {number}");
            assert!(person.may(P::KIND.code, Action::Read) || of_record.is_none());
        }
    }
}

/// Makes a record restricted past the program: no verb does it yet.
fn restrict<P: Work>(trial: &Trial<P>, number: &str) {
    let id = trial.id(number);
    let done = trial.desk.db.write(move |tx| {
        for (table, key) in [("record", "subject_id"), ("subject", "id")] {
            let update = Query::update()
                .table(Alias::new(table))
                .value(Alias::new("restricted"), Expr::val(1i64))
                .and_where(Expr::col(Alias::new(key)).eq(db::Value::from(id)))
                .to_owned();
            tx.change(&update)?;
        }
        Ok::<_, Error>(())
    });
    done.expect("a restricted record");
}
