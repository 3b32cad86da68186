//! It is found by whoever may see it, in what they may read of it, and by nobody else.

use desk::access::{Action, Agent};
use desk::input::{RawInput, RawValue};
use desk::search;
use desk::work::Work;
use serde_json::Value;

use super::access::SEE;
use super::browser::escaped;
use super::schema::fits_of;
use super::trial::Trial;

/// Words nothing else here holds.
const SAID: &str = "quokkasaid";
const NOTED: &str = "wombatnoted";

fn say<P: Work>(trial: &Trial<P>, number: &str, verb: &str, words: &str) {
    say_as(trial, &trial.desk.agent, number, verb, words);
}

fn say_as<P: Work>(trial: &Trial<P>, by: &Agent, number: &str, verb: &str, words: &str) {
    let body = ("body".to_owned(), RawValue::Text(words.to_owned()));
    let input = RawInput { values: std::iter::once(body).collect(), version: None };
    trial
        .act(by, number, trial.verb(verb), input)
        .unwrap_or_else(|error| panic!("{verb}: {error}"));
}

/// The numbers an answer names.
fn numbers(answer: &Value) -> Vec<String> {
    let items = answer["items"].as_array().cloned().unwrap_or_default();
    let number = |item: &Value| item["record"]["number"].as_str().unwrap_or_default().to_owned();
    items.iter().map(number).collect()
}

pub(super) fn finds_it_for_whoever_sees_it<P: Work>(trial: &Trial<P>) {
    let number = trial.fresh();
    say(trial, &number, "comment", &format!("It {SAID} so"));
    say(trial, &number, "work_note", &format!("It {NOTED} so"));
    let facts = trial.load(&number).record().facts();
    // Before all of it is in the index, and after.
    for _ in 0..2 {
        for (name, agent) in trial.desk.everybody() {
            let (token, session) = (trial.desk.token(agent), trial.browser.sign_in(agent));
            let sees = SEE.contains(&name);
            let inside = sees && agent.may_with(P::KIND.code, Action::ReadInternal, &facts);
            for (text, found) in
                [(number.as_str(), sees), (SAID, sees), (&SAID[..7], sees), (NOTED, inside)]
            {
                let path = format!("/api/v1/search?q={}", escaped(text));
                let answer = trial.browser.read(&token, &path).expect(200, name).json();
                let expected: &[String] = if found { std::slice::from_ref(&number) } else { &[] };
                assert_eq!(numbers(&answer), expected, "{name} looks for {text}");
                fits_of(&trial.browser.description, "/api/v1/search", &answer)
                    .unwrap_or_else(|misfit| panic!("{misfit}"));
                assert!(inside || !answer.to_string().contains(&NOTED[..6]), "{name}: {answer}");
            }
            let page =
                trial.browser.open(&session, &format!("/search?q={NOTED}")).expect(200, name);
            assert_eq!(page.text.contains(&trial.page(&number)), inside, "{name}");
            // A number alone leads to its record.
            let jump = trial.browser.open(&session, &format!("/search?q={}", escaped(&number)));
            let leads = jump.header("location") == trial.page(&number);
            assert_eq!(leads, sees, "{name}: {}", jump.status);
        }
        desk::journal::sequence(&trial.desk.db).expect("positions");
        search::catch_up(&trial.desk.db, &[P::KIND]).expect("an index");
    }
    let findings = search::verify(&trial.desk.db, &[P::KIND]).expect("a readable index");
    assert_eq!((findings.broken, findings.indexed), (None, 1));
}

pub(super) fn says_what_it_cannot_look_for<P: Work>(trial: &Trial<P>) {
    let token = trial.desk.token(&trial.desk.agent);
    let kind = P::KIND.code;
    for (query, fault) in [
        ("", ("q", "nothing_to_find")),
        ("q=%20-%20", ("q", "nothing_to_find")),
        (&format!("q={}", "x+".repeat(160)), ("q", "too_much_to_find")),
        ("q=a&kind=nothing", ("kind", "no_such")),
        ("q=a&open=maybe", ("open", "flag")),
        ("q=a&limit=1000", ("limit", "number")),
        ("q=a&sort=title", ("sort", "unknown")),
    ] {
        let path = format!("/api/v1/search?{query}");
        let faults = trial.browser.read(&token, &path).expect(400, query).faults();
        assert_eq!(faults, [(fault.0.to_owned(), fault.1.to_owned())], "{query}");
    }
    let session = trial.browser.sign_in(&trial.desk.agent);
    for query in ["", "?q=", "?q=-", &format!("?q={}", "x+".repeat(160)), "?q=a&open=&kind="] {
        let _page = trial.browser.open(&session, &format!("/search{query}")).expect(200, query);
    }
    let path = format!("/api/v1/search?q=a&kind={kind}&open=true&limit=1");
    let _answer = trial.browser.read(&token, &path).expect(200, "all parameters");
    let hostile = "/search?q=%3Cscript%3Ealert(1)%3C/script%3E";
    let page = trial.browser.open(&session, hostile).expect(200, "hostile words");
    assert!(!page.text.contains("<script>alert"), "hostile words stay words");
}

pub(super) fn tells_what_is_alike<P: Work>(trial: &Trial<P>) {
    let number = trial.fresh();
    let title = trial.load(&number).record().title.clone();
    let list = format!("/api/v1{}/similar", trial.list());
    let ask = format!("{list}?title={}", escaped(&title));
    for (name, agent) in trial.desk.everybody() {
        let answer = trial.browser.read(&trial.desk.token(agent), &ask).expect(200, name).json();
        let found = numbers(&answer);
        assert!(SEE.contains(&name) || found.is_empty(), "{name} is told of {found:?}");
        if name == "agent" {
            assert_eq!(found, std::slice::from_ref(&number), "{title}: {answer}");
            fits_of(&trial.browser.description, &list, &answer)
                .unwrap_or_else(|misfit| panic!("{misfit}"));
        }
    }
}

/// Words that nobody but those who may read them ever learns of: no more from what they change.
pub(super) fn tells_nothing_by_what_is_alike<P: Work>(trial: &Trial<P>) {
    let (desk, number) = (&trial.desk, trial.fresh());
    let title = trial.load(&number).record().title.clone();
    let words = escaped(&format!("{title} {SAID} {NOTED}"));
    let ask = format!("/api/v1{}/similar?title={words}", trial.list());
    let outside = [&desk.requester, &desk.agent, &desk.network_agent, &desk.colleague];
    let tokens = outside.map(|agent| (desk.token(agent), &agent.name));
    let told = || {
        let asked =
            tokens.iter().map(|(token, name)| trial.browser.read(token, &ask).expect(200, name));
        asked.map(|answer| answer.json()).collect::<Vec<Value>>()
    };
    let before = told();
    assert_eq!(numbers(&before[0]), std::slice::from_ref(&number), "{}", before[0]);
    // Several, so that they would be common, and rarity would fall by more than a step.
    let beyond: Vec<String> = (0..5)
        .map(|_| {
            let by = &desk.birch_requester;
            trial.open(by, &trial.samples.required(P::CREATE, 0)).expect("one at Birch").number
        })
        .collect();
    let unseen = told();
    for number in &beyond {
        say_as(trial, &desk.administrator, number, "comment", &format!("It {SAID} and {NOTED}"));
    }
    say(trial, &number, "work_note", &format!("It {SAID} and {NOTED}"));
    for indexed in [false, true] {
        if indexed {
            desk::journal::sequence(&desk.db).expect("positions");
            search::catch_up(&desk.db, &[P::KIND]).expect("an index");
        }
        let after = told();
        assert_eq!(after, before, "in the index: {indexed}");
        assert_eq!(after, unseen, "in the index: {indexed}");
    }
    // Words they may read do change what they are told.
    say(trial, &number, "comment", &format!("It {SAID}"));
    let after = told();
    assert_ne!(after[0], before[0], "a word of what they see");
    assert_eq!(after[3], before[3], "who sees none of it");
}
