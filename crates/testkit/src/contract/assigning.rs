//! Rules give what is opened, whatever verbs the practice has, and tell the inside alone of it.

use axum::http::Method;
use desk::assignment::{FACT, VERB};
use desk::input::{RawInput, RawValue};
use desk::people::Person;
use desk::work::Work;
use serde_json::json;

use super::markup::forms;
use super::trial::Trial;

/// The verb by which a practice assigns, if it has one.
const ASSIGN: &str = "assign";
/// What whoever asks for something does not say.
const NOT_HERS: &[&str] = &["team", "assignee", "channel", "requester"];
/// A name that stands nowhere else.
const NAME: &str = "Quokka";

/// What opening one takes, by Rosa and without a team.
fn without_team<P: Work>(trial: &Trial<P>) -> RawInput {
    let mut input = trial.samples.whole(P::CREATE, 0);
    input.values.retain(|code, _| !NOT_HERS.contains(&code.as_str()));
    input
}

pub(super) fn is_given_by_rules<P: Work>(trial: &Trial<P>) {
    let (desk, browser) = (&trial.desk, &trial.browser);
    let (agent, rosa) = (desk.token(&desk.agent), desk.token(&desk.requester));
    let admin = desk.token(&desk.administrator);
    let rules = format!("/api/v1/administration/assignment/{}", P::KIND.code);
    let before = trial.open(&desk.requester, &without_team(trial)).expect("without rules").number;
    assert_eq!(trial.load(&before).record().team, None);
    let rule = json!({
        "name": NAME, "condition": "title is not empty", "team": "Network", "gives": "round_robin",
    });
    let made = browser.call(&admin, Method::POST, &rules, Some(&rule)).expect(201, "a rule").json();

    let done = trial.open(&desk.requester, &without_team(trial)).expect("one by the rules");
    let given = trial.load(&done.number);
    let record = given.record();
    assert_eq!(
        (record.team, record.assignee),
        (Some(desk.network), Some(desk.network_agent.person))
    );
    let lifecycle = P::KIND.lifecycle;
    let moved = lifecycle.verb(ASSIGN).and_then(|verb| verb.target(lifecycle.initial));
    assert_eq!(record.state.code, moved.unwrap_or(lifecycle.initial), "as its own verb does");
    assert_eq!(done.version, record.version, "whoever opened it knows its version");
    let told: Vec<_> = trial.history(&done.number);
    let told: Vec<_> = told.iter().filter(|entry| entry.verb == VERB).collect();
    assert_eq!((told.len(), told[0].actor), (1, Some(Person::SYSTEM)));
    assert!(told[0].values.iter().any(|v| v.field == FACT && v.value.as_deref() == Some(NAME)));

    if P::CREATE.iter().any(|input| input.code == "team") {
        let mut by_hand = without_team(trial);
        let desk_of = RawValue::Text(desk.service_desk.to_string());
        by_hand.values.insert("team".to_owned(), desk_of);
        let number = trial.open(&desk.agent, &by_hand).expect("with a team").number;
        assert_eq!(trial.load(&number).record().team, Some(desk.service_desk), "it stands");
    }

    let ask = |token: &str, number: &str| {
        let path = format!("/api/v1{}/rule-assignment", trial.page(number));
        browser.call(token, Method::POST, &path, Some(&json!({})))
    };
    let _forbidden = ask(&rosa, &before).expect(403, "whoever may not assign");
    let answer = ask(&admin, &before).expect(200, "by the rules").json();
    assert_eq!((&answer["rule"]["name"], &answer["how"]), (&json!(NAME), &json!("round_robin")));
    assert_eq!(answer["version"], json!(trial.load(&before).record().version));
    is_told_to_the_inside(trial, &done.number);

    let one = format!("{rules}/{}", made["id"].as_str().unwrap_or_default());
    let _gone = browser.call(&admin, Method::DELETE, &one, None).expect(204, "no rule any more");
    let refused = ask(&admin, &before).expect(409, "no rule").json();
    assert_eq!(refused["code"], json!("rules_none"), "{refused}");
    let _hidden = ask(&agent, "NONE0000001").expect(404, "no such record");
}

fn is_told_to_the_inside<P: Work>(trial: &Trial<P>, number: &str) {
    let (desk, browser) = (&trial.desk, &trial.browser);
    let action = format!("{}/rule-assignment", trial.page(number));
    for (agent, inside) in [(&desk.administrator, true), (&desk.requester, false)] {
        let session = browser.sign_in(agent);
        let page = browser.open(&session, &trial.page(number)).expect(200, "the record").text;
        assert_eq!(page.contains(NAME), inside, "{}", agent.name);
        let offered = forms(&page).into_iter().any(|form| form.action == action);
        assert_eq!(offered, inside, "{} assigns by rules", agent.name);
        let path = format!("/api/v1{}/timeline", trial.page(number));
        let told = browser.read(&desk.token(agent), &path).expect(200, "its history").text;
        assert_eq!(told.contains(NAME), inside, "{}", agent.name);
    }
}
