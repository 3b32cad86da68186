//! Tasks: seen by whoever reads the inside and by whoever is to do them, done in their turn, and
//! holding up the record that waits for them.

use axum::http::Method;
use desk::Error;
use desk::access::Action;
use desk::journal::verify::verify;
use desk::lifecycle::Verb;
use desk::work::Work;
use serde_json::{Value, json};

use super::organs::{Asker, fault, texts};
use super::trial::Trial;

fn number(task: &Value) -> String {
    task["number"].as_str().unwrap_or_default().to_owned()
}

fn done(task: &Value) -> String {
    format!("/api/v1/tasks/{}/completion", number(task))
}

pub(super) fn are_done_in_their_turn<P: Work>(trial: &Trial<P>) {
    let (agent, record) = (Asker::new(trial, &trial.desk.agent), trial.fresh());
    let add = |title: &str, stage: i64| {
        agent.put(&record, "/tasks", &json!({ "title": title, "stage": stage }))
    };
    let (second, one, other) = (add("Second", 2), add("One", 1), add("Other", 1));
    let items = agent.items(&record, "/tasks");
    assert_eq!(texts(&items, "title"), ["One", "Other", "Second"]);
    assert_eq!(items.iter().map(|i| i["waits"] == true).collect::<Vec<_>>(), [false, false, true]);
    let refused = agent.at(Method::POST, &done(&second), &Value::Null).expect(409, "out of turn");
    assert_eq!(refused.json()["code"], "task_waits");
    agent.at(Method::POST, &done(&one), &Value::Null).expect(200, "done");
    let again = agent.at(Method::POST, &done(&one), &Value::Null).expect(409, "done twice");
    assert_eq!(again.json()["code"], "task_is_over");
    let skip = format!("/api/v1/tasks/{}/skip", number(&other));
    let needs = agent.at(Method::POST, &skip, &json!({})).expect(422, "skipped without a reason");
    assert_eq!(needs.faults(), fault("reason", "required"));
    agent.at(Method::POST, &skip, &json!({ "reason": "Not needed" })).expect(200, "skipped");
    let rosa = Asker::new(trial, &trial.desk.requester);
    for (reader, reads) in [(&agent, true), (&rosa, false)] {
        let told = json!(reader.items(&record, "/timeline?limit=200")).to_string();
        assert_eq!(told.contains("Not needed"), reads, "why a task was skipped is the inside's");
    }
    let last = agent.at(Method::POST, &done(&second), &Value::Null).expect(200, "its turn").json();
    assert_eq!((&last["state"], &last["waits"]), (&json!("done"), &json!(false)));
    assert_eq!(last["ended_by"]["name"], trial.desk.agent.name);
    agent.at(Method::DELETE, &done(&second), &Value::Null).expect(200, "open again");
    let changed = json!({ "title": "Third", "stage": 3, "due_at": "2026-03-09T12:00:00Z" });
    let below = format!("/tasks/{}", number(&second));
    let edited = agent.ask(Method::PATCH, &record, &below, &changed).expect(200, "edited").json();
    assert_eq!((&edited["title"], &edited["stage"]), (&json!("Third"), &json!(3)));
    let elsewhere = trial.fresh();
    agent.ask(Method::PATCH, &elsewhere, &below, &changed).expect(404, "a task of another record");
    let told = agent.told(&record);
    for (verb, times) in [
        ("add_task", 3),
        ("complete_task", 2),
        ("skip_task", 1),
        ("reopen_task", 1),
        ("edit_task", 1),
    ] {
        assert_eq!(told.iter().filter(|v| *v == verb).count(), times, "{verb}");
    }
    assert_eq!(verify(&trial.desk.db).expect("a readable journal").broken, None);
}

/// Whoever is to do a task sees it and says that it is done, and learns nothing of its record.
pub(super) fn are_seen_by_whoever_does_them<P: Work>(trial: &Trial<P>) {
    let desk = &trial.desk;
    let (agent, record) = (Asker::new(trial, &desk.agent), trial.fresh());
    let given = json!({ "title": "Sign this", "assignee": desk.colleague.person });
    let task = agent.put(&record, "/tasks", &given);
    let hidden = agent.put(&record, "/tasks", &json!({ "title": "Inside" }));
    let colleague = Asker::new(trial, &desk.colleague);
    let mine = |who: &Asker<'_, P>, query: &str| {
        let page = who.at(Method::GET, &format!("/api/v1/tasks{query}"), &Value::Null);
        page.expect(200, "my tasks").json()["items"].as_array().cloned().unwrap_or_default()
    };
    assert_eq!(texts(&mine(&colleague, ""), "title"), ["Sign this"]);
    assert_eq!(mine(&colleague, "")[0]["record"], Value::Null, "its record is none of theirs");
    colleague.ask(Method::GET, &record, "", &Value::Null).expect(404, "the record");
    let at = |task: &Value| format!("/api/v1/tasks/{}", number(task));
    colleague.at(Method::GET, &at(&task), &Value::Null).expect(200, "the task");
    for (method, path) in [
        (Method::GET, at(&hidden)),
        (Method::POST, done(&hidden)),
        (Method::GET, "/api/v1/tasks/TSK9999999".to_owned()),
    ] {
        colleague.at(method, &path, &Value::Null).expect(404, "another task");
    }
    let skip = format!("{}/skip", at(&task));
    colleague
        .at(Method::POST, &skip, &json!({ "reason": "No" }))
        .expect(403, "is not theirs to say");
    colleague.at(Method::POST, &done(&task), &Value::Null).expect(200, "done");
    assert!(mine(&colleague, "").is_empty());
    assert_eq!(texts(&mine(&colleague, "?state=over"), "title"), ["Sign this"]);
    let requester = Asker::new(trial, &desk.requester);
    assert!(requester.items(&record, "/tasks").is_empty(), "how it is worked on is for the inside");
    requester
        .ask(Method::POST, &record, "/tasks", &json!({ "title": "Do it" }))
        .expect(403, "asks");
    pages_lose_nothing(trial, &record);
}

/// A team's tasks come what is due first, page by page, each once.
fn pages_lose_nothing<P: Work>(trial: &Trial<P>, record: &str) {
    let (agent, network) = (&trial.desk.agent, Asker::new(trial, &trial.desk.network_agent));
    let agent = Asker::new(trial, agent);
    let team = trial.desk.network;
    for day in [9, 3, 7, 5] {
        let due = format!("2026-03-0{day}T12:00:00Z");
        let given = json!({ "title": format!("Day {day}"), "team": team, "due_at": due });
        agent.put(record, "/tasks", &given);
    }
    agent.put(record, "/tasks", &json!({ "title": "Some day", "team": team }));
    let mut seen = Vec::new();
    let mut next = String::new();
    loop {
        let path = format!("/api/v1/tasks?whose=teams&limit=2{next}");
        let page = network.at(Method::GET, &path, &Value::Null).expect(200, "a page").json();
        seen.extend(texts(page["items"].as_array().map_or(&[], Vec::as_slice), "title"));
        let Some(cursor) = page["next"].as_str() else { break };
        next = format!("&after={cursor}");
    }
    assert_eq!(seen, ["Day 3", "Day 5", "Day 7", "Day 9", "Some day"]);
}

/// The verbs that end a record of this kind, each from a state in which it can be done.
fn endings<P: Work>() -> impl Iterator<Item = (&'static Verb, &'static str)> {
    let class = |code: &str| P::KIND.lifecycle.state(code).map(|state| state.class.is_open());
    P::KIND.lifecycle.verbs.iter().filter_map(move |verb| {
        let ends = |(from, to): &&(&'static str, &'static str)| {
            class(from) == Some(true) && class(to) == Some(false)
        };
        verb.moves.iter().find(ends).map(|(from, _)| (verb, *from))
    })
}

/// What must be done first holds up the end; a cancelled record's tasks are nobody's work any more.
pub(super) fn hold_up_what_waits_for_them<P: Work>(trial: &Trial<P>) {
    let desk = &trial.desk;
    let administrator = Asker::new(trial, &desk.administrator);
    let mut tried = 0;
    for (verb, from) in endings::<P>() {
        let record = trial.in_state(from);
        let must = json!({ "title": "Must", "mandatory": true });
        let must = administrator.put(&record, "/tasks", &must);
        let may = administrator.put(&record, "/tasks", &json!({ "title": "May" }));
        let end =
            || trial.act(&desk.administrator, &record, verb, trial.samples.whole(verb.inputs, 0));
        if verb.action != Action::Cancel {
            let refused = end();
            assert!(
                matches!(refused, Err(Error::Refused("tasks_open"))),
                "{}: {refused:?}",
                verb.code
            );
            assert_eq!(trial.load(&record).record().state.code, from);
            administrator.at(Method::POST, &done(&must), &Value::Null).expect(200, "done");
        }
        end().unwrap_or_else(|error| panic!("{}: {error}", verb.code));
        let states = texts(&administrator.items(&record, "/tasks"), "state");
        assert!(!states.contains(&"open".to_owned()), "{}: {states:?}", verb.code);
        let reopen = administrator.at(Method::DELETE, &done(&may), &Value::Null);
        assert_eq!(reopen.expect(409, "of what is over").json()["code"], "task_of_ended");
        let add = json!({ "title": "One more" });
        let late = administrator.ask(Method::POST, &record, "/tasks", &add).expect(409, "too late");
        assert_eq!(late.json()["code"], "task_of_ended");
        tried += 1;
    }
    assert!(tried > 0, "something ends a record of this kind");
    assert_eq!(verify(&desk.db).expect("a readable journal").broken, None);
}
