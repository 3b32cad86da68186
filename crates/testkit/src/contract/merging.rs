//! Two of a kind become one, its number leads there, and they come apart again.

use axum::http::Method;
use desk::journal::verify::{Against, verify_against};
use desk::work::Work;
use serde_json::{Value, json};

use super::answer::Answer;
use super::trial::Trial;

struct Merger<'t, P> {
    trial: &'t Trial<P>,
    token: String,
}

impl<P: Work> Merger<'_, P> {
    fn path(&self, number: &str) -> String {
        format!("/api/v1{}", self.trial.page(number))
    }

    fn merge(&self, number: &str, target: &str) -> Answer {
        let body = json!({ "target": target });
        let path = format!("{}/merge", self.path(number));
        self.trial.browser.call(&self.token, Method::POST, &path, Some(&body))
    }

    fn unmerge(&self, number: &str) -> Answer {
        let path = format!("{}/merge", self.path(number));
        self.trial.browser.call(&self.token, Method::DELETE, &path, None)
    }
}

/// What of a record a merge and its undoing leave as it was.
fn lasting(mut record: Value) -> Value {
    for code in ["version", "updated_at"] {
        record[code] = Value::Null;
    }
    record
}

pub(super) fn makes_one_of_two<P: Work>(trial: &Trial<P>) {
    let desk = &trial.desk;
    let merger = Merger { trial, token: desk.token(&desk.administrator) };
    let (old, new) = (trial.fresh(), trial.fresh());
    let session = trial.browser.sign_in(&desk.administrator);
    let read = |path: &str| trial.browser.read(&merger.token, path);
    let before = read(&merger.path(&old)).expect(200, "before").json();
    let both = merger.merge(&old, &new).expect(200, "a merge").json();
    assert_eq!((&both["source"]["number"], &both["target"]["number"]), (&json!(old), &json!(new)));
    assert_eq!(both["source"]["is_open"], json!(false));
    let led = read(&merger.path(&old)).expect(307, "its number leads there");
    assert_eq!(led.header("location"), merger.path(&new));
    assert_eq!(led.json()["merged_into"]["number"], json!(new));
    let itself = format!("{}?merged=show", merger.path(&old));
    let itself = read(&itself).expect(200, "itself").json();
    assert_eq!(itself["number"], json!(old));
    let page = trial.browser.open(&session, &trial.page(&old)).expect(303, "its page leads there");
    assert_eq!(page.header("location"), trial.page(&new));
    let shown = format!("{}?merged=show", trial.page(&old));
    let shown = trial.browser.open(&session, &shown).expect(200, "its page itself");
    assert!(shown.text.contains(&trial.page(&new)), "it names the other");
    let target = trial.browser.open(&session, &trial.page(&new)).expect(200, "the other's page");
    assert!(target.text.contains(&format!("{}?merged=show", trial.page(&old))));
    let merged =
        read(&format!("{}/merge", merger.path(&new))).expect(200, "what was merged").json();
    assert_eq!(merged["items"][0]["number"], json!(old));
    for number in [&old, &new] {
        let timeline = read(&format!("{}/timeline", merger.path(number))).expect(200, "a history");
        assert!(timeline.text.contains("\"merge\""), "{number}: {}", timeline.text);
    }
    let again = merger.merge(&old, &new).expect(409, "merging twice").json();
    assert_eq!(again["code"], json!("merged"));
    merger.unmerge(&old).expect(200, "undoing it");
    let after = read(&merger.path(&old)).expect(200, "after").json();
    assert_eq!(lasting(after), lasting(before));
    assert_eq!(
        merger.unmerge(&old).expect(409, "undoing it twice").json()["code"],
        json!("not_merged")
    );
    let against = Against { kinds: Box::leak(Box::new([P::KIND])), ..Against::default() };
    assert_eq!(verify_against(&desk.db, against).expect("a readable journal").broken, None);
}

pub(super) fn is_done_by_whoever_may<P: Work>(trial: &Trial<P>) {
    let desk = &trial.desk;
    let (old, new) = (trial.fresh(), trial.fresh());
    for (name, agent) in desk.everybody() {
        let merger = Merger { trial, token: desk.token(agent) };
        let refused = match name {
            "agent" | "network_agent" | "team_lead" | "administrator" => continue,
            "requester" | "manager" | "auditor" => 403,
            _ if agent.may(P::KIND.code, desk::access::Action::Update) => 404,
            _ => 403,
        };
        merger.merge(&old, &new).expect(refused, name);
        merger.unmerge(&old).expect(refused, name);
        let path = format!("{}/split", merger.path(&old));
        let part = json!({ "title": "A part" });
        trial.browser.call(&merger.token, Method::POST, &path, Some(&part)).expect(refused, name);
    }
    let merger = Merger { trial, token: desk.token(&desk.agent) };
    let missing = format!("{}9999999", P::KIND.prefix);
    for (target, code) in [(missing.as_str(), "no_such"), (&old, "itself"), (" ", "required")] {
        let faults = merger.merge(&old, target).expect(422, code).faults();
        assert_eq!(faults, [("/target".to_owned(), code.to_owned())]);
    }
}

pub(super) fn splits_off_a_part<P: Work>(trial: &Trial<P>) {
    let desk = &trial.desk;
    let merger = Merger { trial, token: desk.token(&desk.agent) };
    let old = trial.fresh();
    let path = format!("{}/split", merger.path(&old));
    let part = json!({ "title": "A part of its own" });
    let made = trial.browser.call(&merger.token, Method::POST, &path, Some(&part));
    let made = made.expect(201, "a part");
    let new = trial.browser.read(&merger.token, made.header("location")).expect(200, "it").json();
    assert_eq!(new["title"], json!("A part of its own"));
    let requester = trial.load(&old).record().requester;
    let number = new["number"].as_str().unwrap_or_default();
    assert_eq!(trial.load(number).record().requester, requester, "for whom it is");
    let links = trial.browser.read(&merger.token, &format!("{}/links", merger.path(&old)));
    let links = links.expect(200, "its links").json();
    assert_eq!(links["items"][0]["record"]["number"], new["number"]);
}
