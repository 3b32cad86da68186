//! A record read in part: some fields, their tag, and writes that go by it.

use axum::http::Method;
use desk::field::Audience;
use desk::lifecycle::InputField;
use desk::work::Work;
use serde_json::Value;

use super::access::method;
use super::answer::Answer;
use super::course;
use super::forms::json as json_of;
use super::trial::Trial;

/// Only what was asked for, and a tag of that alone.
pub(super) fn are_read_and_written_by_themselves<P: Work>(trial: &Trial<P>) {
    let edit = trial.verb("edit");
    let varying: Vec<&InputField> =
        edit.inputs.iter().filter(|input| trial.samples.varies(input)).collect();
    let [one, another, ..] = varying.as_slice() else { panic!("edit takes two fields") };
    let number = trial.in_state(course::start_of(edit));
    let path = format!("/api/v1{}", trial.page(&number));
    let token = trial.desk.token(&trial.desk.administrator);
    let read = |fields: &str, headers: &[(&str, &str)]| {
        let path = format!("{path}?fields={fields}");
        trial.browser.call_with(&token, Method::GET, &path, None, headers)
    };
    let write = |input: &InputField, turn: usize, tag: &str| {
        let address = format!("/api/v1{}", trial.page_of(&number, edit));
        let body = json_of(&trial.samples.one(input, turn));
        trial.browser.call_with(&token, method(edit), &address, Some(&body), &[("if-match", tag)])
    };
    let seen = read(one.code, &[]).expect(200, "one field");
    assert_eq!(members(&seen), ["id", one.code, "version"], "{}", seen.text);
    let tag = seen.header("etag").to_owned();
    write(another, 3, &tag).expect(200, "a change of what was not read");
    let same = read(one.code, &[("if-none-match", &tag)]).expect(304, "nothing new of it");
    assert!(same.text.is_empty() && !same.header("etag").is_empty());
    read(another.code, &[("if-none-match", &tag)]).expect(200, "another field");
    write(one, 3, &tag).expect(200, "a change of what was read, and is as it was");
    read(one.code, &[("if-none-match", &tag)]).expect(200, "something new of it");
    write(one, 4, &tag).expect(412, "a change of what has changed since");
    whole(trial, &path, &token);
}

/// The whole of it has a tag as well, and references are expanded as in lists.
fn whole<P: Work>(trial: &Trial<P>, path: &str, token: &str) {
    let (list, number) = path.rsplit_once('/').expect("a number");
    let read = |path: &str, tag: &str| {
        trial.browser.call_with(token, Method::GET, path, None, &[("if-none-match", tag)])
    };
    let tag = read(path, "\"v1\"").expect(200, "the whole").header("etag").to_owned();
    read(path, &tag).expect(304, "nothing new");
    read(path, &format!("\"v1\", W/{tag}")).expect(304, "one of two tags");
    let expanded = format!("{path}?expand=company&fields=number,company");
    let listed = format!("{list}?number={number}&expand=company&fields=number,company");
    let listed = trial.browser.read(token, &listed).expect(200, "the list").json();
    let one = trial.browser.read(token, &expanded).expect(200, "expanded").json();
    assert_eq!(one, listed["items"][0], "a record and its list tell alike");
    for bad in ["fields=nonsense", "expand=title", "fields=title&fields=state", "fields=a&at=now"] {
        trial.browser.read(token, &format!("{path}?{bad}")).expect(400, bad);
    }
}

/// Whether a hidden field changed is not found out by writing.
pub(super) fn tell_nothing_of_what_is_hidden<P: Work>(trial: &Trial<P>) {
    let edit = trial.verb("edit");
    let Some(hidden) = P::KIND.all_fields().find(|f| f.audience == Audience::Internal) else {
        return;
    };
    let number = trial.in_state(course::start_of(edit));
    let path = format!("/api/v1{}", trial.page(&number));
    let rosa = trial.desk.token(&trial.desk.requester);
    let refused = trial.browser.read(&rosa, &format!("{path}?fields={}", hidden.code));
    refused.expect(400, "a hidden field");
    let comment = trial.verb("comment");
    let address = format!("/api/v1{}", trial.page_of(&number, comment));
    let body = json_of(&trial.samples.whole(comment.inputs, 1));
    let version = trial.load(&number).record().version;
    let tag = |version: i64| format!("\"v{version}-0-{}\"", hidden.code);
    let say = |tag: &str| {
        let headers = [("if-match", tag)];
        trial.browser.call_with(&rosa, method(comment), &address, Some(&body), &headers)
    };
    say(&tag(version)).expect(200, "the present version");
    say(&tag(version - 1)).expect(412, "an older one, whatever has changed");
}

fn members(answer: &Answer) -> Vec<String> {
    let Value::Object(members) = answer.json() else { panic!("{}", answer.text) };
    let mut names: Vec<String> = members.keys().cloned().collect();
    names.sort();
    names
}
