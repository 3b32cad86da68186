//! Keys of programs: what is asked for again is answered again, and done once.

use std::future::Future;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Method, Request};
use desk::work::Work;
use futures_util::future::join_all;
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tokio::time::timeout;
use tower::ServiceExt;

use super::access::method;
use super::answer::Answer;
use super::course;
use super::forms::json as json_of;
use super::restricted::restricted;
use super::trial::Trial;

const KEY: &str = "idempotency-key";

/// Opening, and each verb.
pub(super) fn make_it_happen_once<P: Work>(trial: &Trial<P>) {
    let token = trial.desk.token(&trial.desk.administrator);
    let list = format!("/api/v1{}", trial.list());
    let ask = |method: Method, path: &str, body: &Value, key: &str| {
        trial.browser.call_with(&token, method, path, Some(body), &[(KEY, key)])
    };
    let given = json_of(&trial.samples.whole(P::CREATE, 1));
    let opened = ask(Method::POST, &list, &given, "open").expect(201, "opening");
    assert_eq!(opened.header("idempotent-replayed"), "");
    let again = ask(Method::POST, &list, &given, "open").expect(201, "opening again");
    assert_eq!(again.header("idempotent-replayed"), "true");
    assert_eq!((again.json(), again.version()), (opened.json(), opened.version()));
    for name in ["location", "content-type"] {
        assert_eq!(again.header(name), opened.header(name), "{name}");
    }
    let count = trial.browser.read(&token, &format!("{list}?count=exact&limit=1"));
    assert_eq!(count.header("x-total-count"), "1", "it was opened twice");
    for verb in P::KIND.lifecycle.verbs {
        let number = trial.in_state(course::start_of(verb));
        let address = format!("/api/v1{}", trial.page_of(&number, verb));
        let body = json_of(&trial.samples.whole(verb.inputs, 1));
        let by = method(verb);
        let first = ask(by.clone(), &address, &body, &number).expect(200, verb.code);
        let entries = trial.history(&number).len();
        let again = ask(by, &address, &body, &number).expect(200, verb.code);
        assert_eq!(again.json(), first.json(), "{}: another answer", verb.code);
        assert_eq!(trial.history(&number).len(), entries, "{}: done twice", verb.code);
    }
    keep_to_what_they_were_for(trial, &list, &given);
}

/// A key is one program's, and for one thing.
fn keep_to_what_they_were_for<P: Work>(trial: &Trial<P>, list: &str, given: &Value) {
    let token = trial.desk.token(&trial.desk.administrator);
    let ask = |token: &str, body: &Value, keys: &[&str]| {
        let headers: Vec<_> = keys.iter().map(|key| (KEY, *key)).collect();
        trial.browser.call_with(token, Method::POST, list, Some(body), &headers)
    };
    let another = json_of(&trial.samples.whole(P::CREATE, 2));
    ask(&token, given, &["mine"]).expect(201, "opening");
    let reused = ask(&token, &another, &["mine"]).expect(422, "a key used for something else");
    assert_eq!(reused.json()["code"], "idempotency-key-reused");
    let theirs = trial.desk.token(&trial.desk.agent);
    let opened = ask(&theirs, given, &["mine"]).expect(201, "the same key of somebody else");
    assert_eq!(opened.header("idempotent-replayed"), "");
    let long = "k".repeat(256);
    for keys in [&["two words"][..], &[""], &["a", "b"], &[long.as_str()], &["ключ"]] {
        ask(&token, given, keys).expect(400, "no key");
    }
    // What was refused was not done: the key is free for what is done instead.
    let wrong = json!({ "nonsense": "x" });
    ask(&token, &wrong, &["late"]).expect(422, "something that cannot be opened");
    ask(&token, given, &["late"]).expect(201, "what can, under the same key");
}

/// Programs that lost patience ask while the first is still under way.
pub(super) fn hold_when_it_comes_at_once<P: Work>(trial: &Trial<P>) {
    let program = Program::of(trial);
    let answers =
        trial.browser.runtime().block_on(join_all((0..8).map(|_| program.ask("at-once"))));
    let numbers: Vec<String> = answers
        .into_iter()
        .map(|answer| answer.expect(201, "one of many").json()["number"].to_string())
        .collect();
    assert!(numbers.iter().all(|number| *number == numbers[0]), "{numbers:?}");
    assert_eq!(program.opened(), "1", "it was opened more than once");
}

/// Programs that went away before the answer came are given it when they ask again.
pub(super) fn keep_the_answer_for_whoever_went_away<P: Work>(trial: &Trial<P>) {
    let program = Program::of(trial);
    let moments = [0, 1, 2, 3, 5, 8, 13, 21, 34, 55];
    for moment in moments {
        let key = format!("gone-{moment}");
        trial.browser.runtime().block_on(async {
            let asked = program.ask(&key);
            drop(timeout(Duration::from_millis(moment), asked).await);
        });
    }
    for moment in moments {
        let again = trial.browser.runtime().block_on(program.ask(&format!("gone-{moment}")));
        again.expect(201, "asked again");
    }
    assert_eq!(program.opened(), moments.len().to_string(), "one for each key");
}

/// A program that opens a record under keys.
struct Program<'t, P> {
    trial: &'t Trial<P>,
    token: String,
    list: String,
    body: String,
}

impl<'t, P: Work> Program<'t, P> {
    fn of(trial: &'t Trial<P>) -> Self {
        let token = trial.desk.token(&trial.desk.administrator);
        let list = format!("/api/v1{}", trial.list());
        let body = json_of(&trial.samples.whole(P::CREATE, 1)).to_string();
        Program { trial, token, list, body }
    }

    fn ask(&self, key: &str) -> impl Future<Output = Answer> + use<P> {
        let request = Request::post(self.list.as_str())
            .header("authorization", format!("Bearer {}", self.token))
            .header("content-type", "application/json")
            // A proxy that tries again keeps the request's id; by it two requests are not one.
            .header("x-request-id", "tried-again")
            .header(KEY, key);
        let request = request.body(Body::from(self.body.clone())).expect("a request");
        let router = self.trial.browser.router();
        async move {
            let response = router.oneshot(request).await.expect("an answer");
            let (parts, body) = response.into_parts();
            let bytes = body.collect().await.expect("a whole answer").to_bytes();
            let text = String::from_utf8(bytes.to_vec()).expect("text");
            Answer { status: parts.status, headers: parts.headers, text, bytes: Vec::new() }
        }
    }

    fn opened(&self) -> String {
        let path = format!("{}?count=exact&limit=1", self.list);
        self.trial.browser.read(&self.token, &path).header("x-total-count").to_owned()
    }
}

/// What only prepares a change takes no key; files come once.
pub(super) fn are_taken_by_the_change_alone<P: Work>(trial: &Trial<P>) {
    let token = trial.desk.token(&trial.desk.administrator);
    let (number, comment) = (trial.fresh(), trial.verb("work_note"));
    let bulk = format!("/api/v1{}/bulk", trial.list());
    let edit = |numbers: &[&str]| {
        let input = json_of(&trial.samples.whole(comment.inputs, 1));
        let body =
            json!({ "verb": comment.code, "input": input, "numbers": numbers, "wait": true });
        trial.browser.call_with(&token, Method::POST, &bulk, Some(&body), &[(KEY, "many")])
    };
    edit(&[]).expect(422, "a bulk edit of nothing");
    edit(&[&number]).expect(200, "one of something, under the same key");
    let entries = trial.history(&number).len();
    let again = edit(&[&number]).expect(200, "the same again");
    assert_eq!(again.header("idempotent-replayed"), "true");
    assert_eq!(trial.history(&number).len(), entries, "it was done twice");
    let files = format!("/api/v1{}/files?name=log.txt", trial.page(&number));
    let bearer = format!("Bearer {token}");
    let send = |length: Option<&str>| {
        let own = [("authorization", bearer.as_str()), (KEY, "file")];
        let headers: Vec<_> =
            own.into_iter().chain(length.map(|l| ("content-length", l))).collect();
        trial.browser.send(Method::POST, &files, &headers, "one line".to_owned())
    };
    let refused = send(None).expect(400, "a file of unknown length");
    assert!(refused.text.contains("idempotency_length"), "{}", refused.text);
    let first = send(Some("8")).expect(201, "a file");
    assert_eq!(send(Some("8")).expect(201, "the same file").json(), first.json());
    let there = trial.browser.read(&token, &format!("/api/v1{}/files", trial.page(&number)));
    assert_eq!(there.json()["items"].as_array().map(Vec::len), Some(1), "it was added twice");
}

/// What was done to a restricted record is done once, and told again to nobody.
pub(super) fn tell_nothing_of_the_restricted<P: Work>(trial: &Trial<P>) {
    let number = restricted(trial);
    let token = trial.desk.token(&trial.desk.agent);
    let note = trial.verb("work_note");
    let address = format!("/api/v1{}", trial.page_of(&number, note));
    let body = json_of(&trial.samples.whole(note.inputs, 1));
    let ask =
        || trial.browser.call_with(&token, method(note), &address, Some(&body), &[(KEY, "one")]);
    let timeline = format!("/api/v1{}/timeline", trial.page(&number));
    let entries = || trial.browser.read(&token, &timeline).expect(200, "the history").json();
    ask().expect(200, "a note");
    let before = entries();
    let again = ask().expect(409, "the same again");
    assert_eq!(again.json()["code"], "idempotency-forgotten");
    assert_eq!(entries(), before, "it was done twice");
}
