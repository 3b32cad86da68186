//! Two of a kind become one, its number leads there, and they come apart again.

use axum::http::Method;
use desk::journal::verify::{Against, verify_against};
use desk::work::Work;
use serde_json::{Value, json};

use super::answer::Answer;
use super::files;
use super::markup::forms;
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

pub(super) fn moves_what_hangs_on_it<P: Work>(trial: &Trial<P>) {
    let desk = &trial.desk;
    let merger = Merger { trial, token: desk.token(&desk.administrator) };
    let (old, new) = (trial.fresh(), trial.fresh());
    let file = files::put(trial, &desk.requester, &old, "picture.txt", "what it looks like", false);
    let file = file.expect(201, "a file").json()["items"][0].clone();
    let note = files::put(trial, &desk.agent, &old, "inside.txt", "what we think of it", true);
    note.expect(201, "a file for the inside");
    let names = |number: &str, token: &str| -> Vec<String> {
        let path = format!("{}/files", merger.path(number));
        let listed = trial.browser.read(token, &path).expect(200, "files").json();
        let items = listed["items"].as_array().cloned().unwrap_or_default();
        items.iter().map(|item| item["name"].as_str().unwrap_or_default().to_owned()).collect()
    };
    let (inside, outside) = (desk.token(&desk.agent), desk.token(&desk.requester));
    merger.merge(&old, &new).expect(200, "a merge");
    assert!(names(&old, &inside).is_empty());
    assert_eq!(names(&new, &inside).len(), 2);
    assert_eq!(names(&new, &outside), ["picture.txt"], "the inside stays inside");
    let id = file["id"].as_str().unwrap_or_default();
    let content = |number: &str| {
        let path = format!("{}/files/{id}/content", merger.path(number));
        trial.browser.read(&outside, &path)
    };
    assert_eq!(content(&new).expect(200, "where it is now").text, "what it looks like");
    content(&old).expect(404, "where it was");
    merger.unmerge(&old).expect(200, "undoing it");
    assert!(names(&new, &inside).is_empty());
    assert_eq!(content(&old).expect(200, "where it was before").text, "what it looks like");
    let shelf = desk::journal::verify::verify(&desk.db).expect("a readable journal");
    assert_eq!(shelf.broken, None);
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
    // Where opening does not ask for whom it is, it is for whoever opens it.
    if P::CREATE.iter().any(|input| input.code == "requester") {
        let requester = trial.load(&old).record().requester;
        let number = new["number"].as_str().unwrap_or_default();
        assert_eq!(trial.load(number).record().requester, requester, "for whom it is");
    }
    let links = trial.browser.read(&merger.token, &format!("{}/links", merger.path(&old)));
    let links = links.expect(200, "its links").json();
    assert_eq!(links["items"][0]["record"]["number"], new["number"]);
}

/// Everything that can be put on a record, and what it takes.
fn what_is_put<P: Work>(trial: &Trial<P>, other: &str) -> Vec<(&'static str, Value)> {
    let person = trial.desk.network_agent.person;
    let at = trial.desk.clock.now().plus(std::time::Duration::from_secs(3600));
    vec![
        (trial.verb("comment").path, json!({ "body": "one more" })),
        (trial.verb("work_note").path, json!({ "body": "one more" })),
        ("links", json!({ "relation": "relates_to", "number": other })),
        ("tags", json!({ "tag": "late" })),
        ("tasks", json!({ "title": "Late" })),
        ("effort", json!({ "minutes": 5 })),
        ("watchers", json!({ "person": person })),
        ("reminders", json!({ "at": at })),
        ("recurrences", json!({ "every": 1, "unit": "week" })),
        ("split", json!({ "title": "A part" })),
        ("merge", json!({ "target": other })),
    ]
}

pub(super) fn nothing_more_is_put_on_it<P: Work>(trial: &Trial<P>) {
    let desk = &trial.desk;
    let merger = Merger { trial, token: desk.token(&desk.administrator) };
    let (old, new, other) = (trial.fresh(), trial.fresh(), trial.fresh());
    merger.merge(&old, &new).expect(200, "a merge");
    let before = trial.history(&old).len();
    let post = |number: &str, below: &str, body: &Value| {
        let path = format!("{}/{below}", merger.path(number));
        trial.browser.call(&merger.token, Method::POST, &path, Some(body))
    };
    for (below, body) in what_is_put(trial, &other) {
        let refused = post(&old, below, &body).expect(409, below).json();
        assert_eq!((&refused["code"], &refused["merged_into"]), (&json!("merged"), &json!(new)));
        assert!(refused["detail"].as_str().is_some_and(|text| text.contains(&new)), "{refused}");
    }
    let session = trial.browser.sign_in(&desk.administrator);
    let page = format!("{}?merged=show", trial.page(&old));
    let page = trial.browser.open(&session, &page).expect(200, "its page");
    let offered: Vec<String> = forms(&page.text).into_iter().map(|form| form.action).collect();
    for (below, _) in what_is_put(trial, &other).into_iter().filter(|(below, _)| *below != "merge")
    {
        let action = format!("{}/{below}", trial.page(&old));
        assert!(!offered.contains(&action), "{action} is offered");
    }
    let file = files::put(trial, &desk.administrator, &old, "late.txt", "late", false);
    assert_eq!(file.expect(409, "a file").json()["merged_into"], json!(new));
    let link = json!({ "relation": "relates_to", "number": old });
    assert_eq!(post(&other, "links", &link).expect(409, "from outside").json()["code"], "merged");
    assert_eq!(trial.history(&old).len(), before, "nothing was done");
}

pub(super) fn names_the_target_to_whoever_sees_it<P: Work>(trial: &Trial<P>) {
    let desk = &trial.desk;
    let merger = Merger { trial, token: desk.token(&desk.administrator) };
    let old = trial.fresh();
    let target = trial.open(&desk.colleague, &trial.samples.required(P::CREATE, 0));
    let target = target.expect("one that Rosa does not see").number;
    merger.merge(&old, &target).expect(200, "a merge");
    let rosa = desk.token(&desk.requester);
    let session = trial.browser.sign_in(&desk.requester);
    let (page, api) = (trial.page(&old), merger.path(&old));
    for below in ["", "?merged=show", "/timeline", "/links", "/merge"] {
        let read = trial.browser.read(&rosa, &format!("{api}{below}"));
        assert!(!read.text.contains(&target), "{below}: {}", read.text);
    }
    for below in ["", "?merged=show"] {
        let read = trial.browser.open(&session, &format!("{page}{below}")).expect(200, below);
        assert!(!read.text.contains(&target), "{below}: {}", read.text);
    }
    let listed = trial.browser.read(&rosa, &format!("/api/v1{}", trial.list())).expect(200, "all");
    assert!(!listed.text.contains(&target), "{}", listed.text);
    let comment = json!({ "body": "And now?" });
    let path = format!("{api}/{}", trial.verb("comment").path);
    let refused = trial.browser.call(&rosa, Method::POST, &path, Some(&comment));
    let refused = refused.expect(409, "a comment").json();
    assert_eq!((&refused["code"], &refused["merged_into"]), (&json!("merged"), &Value::Null));
    assert!(!refused.to_string().contains(&target), "{refused}");
}

pub(super) fn erases_names_of_files_once<P: Work>(trial: &Trial<P>) {
    const NAME: &str = "passport of somebody.txt";
    let desk = &trial.desk;
    let merger = Merger { trial, token: desk.token(&desk.administrator) };
    let (old, new) = (trial.fresh(), trial.fresh());
    for internal in [false, true] {
        files::put(trial, &desk.agent, &old, NAME, "what it holds", internal).expect(201, "a file");
    }
    merger.merge(&old, &new).expect(200, "a merge");
    let timeline = |number: &str| {
        let path = format!("{}/timeline", merger.path(number));
        trial.browser.read(&merger.token, &path).expect(200, "a history").text
    };
    let listed = trial.browser.read(&merger.token, &format!("{}/files", merger.path(&new)));
    let items = listed.expect(200, "files").json()["items"].as_array().cloned().unwrap_or_default();
    assert_eq!(items.len(), 2);
    for item in &items {
        let id = item["id"].as_str().unwrap_or_default();
        assert!(timeline(&new).contains(id), "the merge says which file came");
        let path = format!("{}/files/{id}/erasure", merger.path(&new));
        trial.browser.call(&merger.token, Method::POST, &path, None).expect(200, "erasing it");
    }
    for number in [&old, &new] {
        assert!(!timeline(number).contains(NAME), "{number}: {}", timeline(number));
        for value in trial.history(number).iter().flat_map(|entry| &entry.values) {
            assert_ne!(value.value.as_deref(), Some(NAME), "{number}: {}", value.field);
        }
    }
    assert_eq!(desk::journal::verify::verify(&desk.db).expect("a journal").broken, None);
}
