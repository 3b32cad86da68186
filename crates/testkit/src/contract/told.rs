//! Who is told of what: everybody whom it concerns, once, and nobody else.

use std::thread;
use std::time::Duration;

use axum::http::Method;
use desk::access::Agent;
use desk::input::{RawInput, RawValue};
use desk::lifecycle::StateClass;
use desk::notification::{self, Turn};
use desk::work::{Asked, Work};
use desk::{Door, Error};
use serde_json::{Value, json};

use super::inbox::soon;
use super::organs::Asker;
use super::trial::Trial;

/// Statements a turn may take, whatever there is to tell.
const BOUND: usize = 40;

fn body(words: &str) -> RawInput {
    let mut input = RawInput::default();
    input.values.insert("body".to_owned(), RawValue::Text(words.to_owned()));
    input
}

pub(super) fn say<P: Work>(trial: &Trial<P>, by: &Agent, number: &str, verb: &str, words: &str) {
    trial.act(by, number, trial.verb(verb), body(words)).expect("something said");
}

/// Tells people of everything there is, as a worker does; what it took at most.
pub(super) fn tell<P: Work>(trial: &Trial<P>) -> Turn {
    desk::journal::sequence(&trial.desk.db).expect("positions");
    let mut most = Turn { is_more: true, told: 0, statements: 0 };
    while most.is_more {
        let turn = turn(trial);
        let told = most.told + turn.told;
        most = Turn { told, statements: most.statements.max(turn.statements), ..turn };
    }
    most
}

fn turn<P: Work>(trial: &Trial<P>) -> Turn {
    let (desk, kinds) = (&trial.desk, [P::KIND]);
    desk.clock.advance(Duration::from_secs(1));
    notification::follow(&desk.db, &kinds, &desk.chance, desk.clock.now()).expect("people are told")
}

/// What somebody has not read, or all of it.
pub(super) fn lines<P: Work>(trial: &Trial<P>, who: &Agent, query: &str) -> Vec<Value> {
    let path = format!("/api/v1/notifications?{query}");
    let read = Asker::new(trial, who).at(Method::GET, &path, &Value::Null);
    let read = read.expect(200, "an inbox").json();
    read["items"].as_array().cloned().unwrap_or_default()
}

/// The rules by which somebody was told of a record, the newest first.
pub(super) fn rules<P: Work>(trial: &Trial<P>, who: &Agent, number: &str) -> Vec<String> {
    let all = lines(trial, who, &format!("about={number}"));
    all.iter().map(|line| line["rule"].as_str().unwrap_or_default().to_owned()).collect()
}

/// Everything until now is nobody's news.
fn forget<P: Work>(trial: &Trial<P>) {
    tell(trial);
    let desk = &trial.desk;
    for (_, who) in desk.everybody() {
        let asker = Asker::new(trial, who);
        if let Some(newest) = lines(trial, who, "limit=1").first() {
            let until = json!({ "until": newest["id"] });
            asker.at(Method::POST, "/api/v1/notifications/read", &until).expect(200, "read");
        }
    }
}

/// The numbers and rules of what somebody has not read.
fn unread<P: Work>(trial: &Trial<P>, who: &Agent) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    lines(trial, who, "unread=true")
        .iter()
        .map(|line| (text(&line["about"]["number"]), text(&line["rule"])))
        .collect()
}

/// Whoever it concerns hears of it by the strongest rule, and never of their own doing.
pub(super) fn whom_it_concerns<P: Work>(trial: &Trial<P>) {
    let (desk, number) = (&trial.desk, trial.fresh());
    let carl = json!({ "person": desk.colleague.person });
    Asker::new(trial, &desk.agent).ask(Method::POST, &number, "/watchers", &carl).expect(201, "");
    forget(trial);
    say(trial, &desk.agent, &number, "comment", "We look at it.");
    say(trial, &desk.agent, &number, "work_note", "She always says that.");
    tell(trial);
    let replied = [(number.clone(), "commented".to_owned())];
    assert_eq!(unread(trial, &desk.requester), replied, "for whom it was opened");
    assert_eq!(unread(trial, &desk.colleague), replied, "who watches it from outside");
    assert_eq!(unread(trial, &desk.agent), [], "her own doing");
    for who in [&desk.network_agent, &desk.manager, &desk.birch_agent, &desk.auditor] {
        assert_eq!(unread(trial, who), [], "{} has nothing to do with it", who.name);
    }
    forget(trial);
    say(trial, &desk.requester, &number, "comment", "Thank you, @ada agent! And @nobody at all");
    tell(trial);
    assert_eq!(unread(trial, &desk.requester), []);
    let mentioned = P::KIND.lifecycle.verb("comment").map(|_| rules(trial, &desk.agent, &number));
    let opened = trial.load(&number).record().opener == Some(desk.agent.person);
    if opened {
        assert_eq!(mentioned.unwrap_or_default().first().map(String::as_str), Some("mentioned"));
    }
    ends_and_begins_again(trial);
    becomes_another(trial);
}

/// That two have become one is told to whom the one was for that has ended.
fn becomes_another<P: Work>(trial: &Trial<P>) {
    let (desk, old, new) = (&trial.desk, trial.fresh(), trial.fresh());
    forget(trial);
    let admin = Asker::new(trial, &desk.administrator);
    admin.ask(Method::POST, &old, "/merge", &json!({ "target": new })).expect(200, "merged");
    tell(trial);
    let merged = |number: &String| (number.clone(), "merged".to_owned());
    let mut told = unread(trial, &desk.requester);
    told.sort();
    assert_eq!(told, [merged(&old), merged(&new)], "both are hers");
    assert_eq!(unread(trial, &desk.birch_agent), []);
}

/// Its end is told to whom it was for, and that it goes on to whoever has it.
fn ends_and_begins_again<P: Work>(trial: &Trial<P>) {
    let desk = &trial.desk;
    let over = P::KIND.lifecycle.states.iter().find(|s| s.class == StateClass::Resolved);
    let over = over.or_else(|| P::KIND.lifecycle.states.iter().find(|s| !s.class.is_open()));
    let number = trial.in_state(over.expect("an end").code);
    tell(trial);
    let told = unread(trial, &desk.requester);
    assert!(told.contains(&(number.clone(), "ended".to_owned())), "{told:?}");
    let back = P::KIND.lifecycle.allowed(over.expect("an end").code).find(|verb| {
        let to = verb.target(over.expect("an end").code);
        to.and_then(|to| P::KIND.lifecycle.state(to)).is_some_and(|state| state.class.is_open())
    });
    let (Some(back), Some(assignee)) = (back, trial.load(&number).record().assignee) else {
        return;
    };
    let assignee = desk.everybody().into_iter().find(|(_, who)| who.person == assignee);
    let (_, assignee) = assignee.expect("somebody of the desk");
    let input = trial.samples.whole(back.inputs, 0);
    trial.act(&desk.administrator, &number, back, input).expect("it goes on");
    tell(trial);
    assert!(rules(trial, assignee, &number).contains(&"reopened".to_owned()));
}

/// What comes one upon the other is one line; nothing comes twice, whoever tells it and how often.
pub(super) fn once<P: Work>(trial: &Trial<P>) {
    let (desk, numbers) = (&trial.desk, [trial.fresh(), trial.fresh()]);
    forget(trial);
    for words in ["One.", "Two.", "Three."] {
        for number in &numbers {
            // Of what happens at one and the same moment, nothing is the last.
            desk.clock.advance(Duration::from_secs(1));
            say(trial, &desk.agent, number, "comment", words);
        }
        // The last of them is told to two nodes at once.
        if words == "Three." {
            desk::journal::sequence(&desk.db).expect("positions");
            thread::scope(|scope| {
                for _ in 0..2 {
                    scope.spawn(|| turn(trial));
                }
            });
        }
        tell(trial);
    }
    assert_eq!(tell(trial).told, 0, "all has been told");
    let told = lines(trial, &desk.requester, "unread=true");
    let entries: Vec<i64> = told.iter().filter_map(|line| line["entries"].as_i64()).collect();
    assert_eq!(entries, [3, 3], "one line each: {told:?}");
    assert_eq!(told[0]["about"]["number"], json!(numbers[1]), "the last one first");
    desk.clock.advance(Duration::from_secs(3_600));
    say(trial, &desk.agent, &numbers[0], "comment", "An hour later.");
    tell(trial);
    assert_eq!(lines(trial, &desk.requester, "unread=true").len(), 3, "a line of its own");
    costs_little(trial, &numbers[0]);
}

/// What it takes to tell people does not grow with what there is to tell.
fn costs_little<P: Work>(trial: &Trial<P>, number: &str) {
    let desk = &trial.desk;
    let others: Vec<String> = (0..12).map(|_| trial.fresh()).collect();
    forget(trial);
    say(trial, &desk.agent, number, "comment", "To @Rosa Requester alone.");
    let little = tell(trial);
    for other in &others {
        for words in ["a", "b", "c", "d"] {
            let words = format!("{words}, @Rosa Requester and @Carl Colleague and @{words}.");
            say(trial, &desk.agent, other, "comment", &words);
            say(trial, &desk.agent, other, "work_note", &format!("{words} @Ned Network"));
        }
    }
    let much = tell(trial);
    assert!(much.told >= 48 && little.told >= 1, "{little:?} {much:?}");
    assert!(much.statements <= BOUND, "{} statements", much.statements);
    // A name more and an author more may take a statement each, not one for each entry.
    assert!(much.statements <= little.statements + 6, "{little:?} and {much:?}");
}

/// What one may not see is not told, neither by a name nor later, and what is replayed tells nobody.
pub(super) fn nobody_else<P: Work>(trial: &Trial<P>) {
    let (desk, number) = (&trial.desk, trial.fresh());
    forget(trial);
    let agent = Asker::new(trial, &desk.agent);
    let comment = trial.verb("comment").path;
    let note = trial.verb("work_note").path;
    let write = |path: &str, words: &str| {
        let wrote =
            agent.ask(Method::POST, &number, &format!("/{path}"), &json!({ "body": words }));
        wrote.expect(200, words).json()["unheard"].clone()
    };
    assert_eq!(write(comment, "As @Rosa Requester said"), Value::Null, "she hears of it");
    assert_eq!(write(note, "As @Rosa Requester said"), json!(["Rosa"]), "notes are not for her");
    assert_eq!(write(comment, "Ask @Carl Colleague."), json!(["Carl"]), "it is not his");
    assert_eq!(write(comment, "Ask @Charles the Great."), json!(["Charles"]), "there is none");
    assert_eq!(write(comment, "Ask @Bea Birch, please."), json!(["Bea"]), "nobody known here");
    assert_eq!(write(comment, "mail ada@alder.example"), Value::Null, "no name at all");
    tell(trial);
    for who in [&desk.colleague, &desk.birch_requester] {
        assert_eq!(unread(trial, who), [], "{}", who.name);
    }
    let told = [(number.clone(), "mentioned".to_owned())];
    assert_eq!(unread(trial, &desk.requester), told, "one line, which says nothing of the note");
    let entries = lines(trial, &desk.requester, "unread=true")[0]["entries"].clone();
    assert_eq!(entries, json!(5), "and does not count it");
    out_of_sight(trial, &number);
    replayed(trial);
}

/// What is taken out of somebody's sight is gone from their inbox, and does not count.
fn out_of_sight<P: Work>(trial: &Trial<P>, number: &str) {
    let desk = &trial.desk;
    let carl = json!({ "person": desk.colleague.person });
    let agent = Asker::new(trial, &desk.agent);
    agent.ask(Method::POST, number, "/watchers", &carl).expect(201, "he watches");
    say(trial, &desk.agent, number, "comment", "For all who watch.");
    tell(trial);
    assert_eq!(rules(trial, &desk.colleague, number), ["commented"]);
    let below = format!("/watchers/{}", desk.colleague.person);
    agent.ask(Method::DELETE, number, &below, &Value::Null).expect(204, "no more");
    assert_eq!(lines(trial, &desk.colleague, ""), Vec::<Value>::new(), "gone with the record");
    let path = "/api/v1/notifications";
    let asker = Asker::new(trial, &desk.colleague);
    let left = || asker.at(Method::GET, path, &Value::Null).expect(200, "his").json();
    assert!(soon(|| left()["unread"] == json!(0)), "what he cannot see counts as unread");
}

fn replayed<P: Work>(trial: &Trial<P>) {
    let (desk, number) = (&trial.desk, trial.fresh());
    forget(trial);
    let verb = trial.verb("comment");
    let asked = Asked { number: number.clone(), verb, input: body("Then."), if_match: None };
    trial.ask(&desk.agent, Door::Import, asked).expect("a replayed comment");
    tell(trial);
    assert_eq!(unread(trial, &desk.requester), [], "an import notifies nobody");
}

/// Whoever is to do something is told so, and whoever stands in for them; teams where they want it.
pub(super) fn what_is_to_be_done<P: Work>(trial: &Trial<P>) {
    let (desk, number) = (&trial.desk, trial.fresh());
    forget(trial);
    let ned = Asker::new(trial, &desk.network_agent);
    let team = json!({ "team_assigned": true, "noted": false });
    let chosen = ned.at(Method::PUT, "/api/v1/notifications/settings", &team).expect(200, "chosen");
    assert!(chosen.text.contains("\"rule\":\"team_assigned\",\"usual\":false,\"wanted\":true"));
    let away = json!({ "from": "2026-03-01T00:00:00Z", "until": "2026-04-09T00:00:00Z", "stand_in": desk.team_lead.person });
    let ada = Asker::new(trial, &desk.agent);
    ada.at(Method::POST, "/api/v1/absences", &away).expect(201, "Ada is away");
    let lena = Asker::new(trial, &desk.team_lead);
    let due = desk.clock.now().plus(Duration::from_secs(60)).to_string();
    let admin = Asker::new(trial, &desk.administrator);
    let given = json!({ "title": "Sign", "assignee": desk.agent.person, "due_at": due });
    let task = admin.put(&number, "/tasks", &given)["number"].clone();
    let task = task.as_str().unwrap_or_default();
    let of_team = json!({ "title": "Pull the cable", "team": desk.network });
    let of_team = admin.put(&number, "/tasks", &of_team)["number"].clone();
    tell(trial);
    assert_eq!(rules(trial, &desk.agent, task), ["assigned"]);
    assert_eq!(rules(trial, &desk.team_lead, task), ["stand_in"]);
    let of_team = of_team.as_str().unwrap_or_default();
    assert_eq!(rules(trial, &desk.network_agent, of_team), ["team_assigned"], "as he chose");
    assert_eq!(rules(trial, &desk.requester, task), [""; 0], "tasks are for the inside");
    let page = trial.browser.open(&trial.browser.sign_in(&desk.agent), &format!("/tasks/{task}"));
    let _page = page.expect(200, "the task's page");
    let read = |who: &Agent| unread(trial, who).iter().all(|(of, _)| of != task);
    assert!(soon(|| read(&desk.agent)), "opening it reads it");
    assert!(!read(&desk.team_lead), "for whoever did open it");
    let unknown = json!({ "nonsense": true });
    let refused = lena.at(Method::PUT, "/api/v1/notifications/settings", &unknown);
    let _refused = refused.expect(422, "no such rule");
    assigned(trial, &number);
}

/// Where records are assigned at all, whoever gets one hears of it.
fn assigned<P: Work>(trial: &Trial<P>, number: &str) {
    let desk = &trial.desk;
    let Some(assign) = P::KIND.lifecycle.verb("assign") else { return };
    let mut input = RawInput::default();
    let to = desk.agent.person.to_string();
    input.values.insert("assignee".to_owned(), RawValue::Text(to));
    match trial.act(&desk.network_agent, number, assign, input) {
        Ok(_) => {}
        Err(Error::Forbidden(_)) => return,
        Err(other) => panic!("assigning it: {other}"),
    }
    tell(trial);
    assert_eq!(rules(trial, &desk.agent, number).first().map(String::as_str), Some("assigned"));
    assert_eq!(rules(trial, &desk.team_lead, number).first().map(String::as_str), Some("stand_in"));
}
