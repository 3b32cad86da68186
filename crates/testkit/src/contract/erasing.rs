//! What an administrator erases is gone at every door, and that it was erased is told.

use axum::http::Method;
use desk::access::Agent;
use desk::input::{RawInput, RawValue};
use desk::journal;
use desk::work::Work;
use serde_json::{Value, json};

use super::custody::holds;
use super::markup::forms;
use super::trial::Trial;

/// What was never to be written; a word that no sample holds.
const SECRET: &str = "quixotry";
const REASON: &str = "It was a password";
/// Doors at which it is looked for.
const DOORS: usize = 11;

pub(super) fn erases_at_every_door<P: Work>(trial: &Trial<P>) {
    let (desk, browser) = (&trial.desk, &trial.browser);
    let (number, seq) = with_secret(trial);
    let address = format!("/api/v1{}", trial.page(&number));
    let values = format!("{address}/timeline/{seq}/values");
    let admin = desk.token(&desk.administrator);
    for (name, person) in desk.everybody() {
        let sees = trial.desk.token(person);
        let status = browser.read(&sees, &values).status.as_u16();
        let may = person.may(P::KIND.code, desk::access::Action::Administer);
        assert_eq!(status == 200, may, "{name} is told what can be erased: {status}");
    }
    let erase = |by: &Agent, of: &str, body: &Value| {
        let path = format!("{values}/{of}/erasure");
        browser.call(&desk.token(by), Method::POST, &path, Some(body))
    };
    let because = json!({ "reason": REASON });
    erase(&desk.agent, "title", &because).expect(403, "an agent erases");
    let faults = erase(&desk.administrator, "title", &json!({})).expect(422, "no reason").faults();
    assert_eq!(faults, [("/reason".to_owned(), "required".to_owned())]);
    erase(&desk.administrator, "state", &because).expect(404, "a state is no text");
    assert_eq!(said_at(trial, &number, &admin).len(), DOORS, "it is said before it is erased");
    let items = browser.read(&admin, &values).expect(200, "values").json()["items"].clone();
    let title = items.as_array().and_then(|all| all.iter().find(|v| v["field"] == "title"));
    assert_eq!(title.map(|value| &value["present"]), Some(&json!(true)), "{items}");
    erase(&desk.administrator, "title", &because).expect(200, "erasing it");
    erase(&desk.administrator, "title", &because).expect(404, "once more");
    assert_eq!(said_at(trial, &number, &admin), Vec::<String>::new());
    let timeline = browser.read(&admin, &format!("{address}/timeline")).expect(200, "history");
    assert!(timeline.text.contains(REASON), "why it was erased stays told");
    holds(trial);
}

pub(super) fn is_done_on_a_page<P: Work>(trial: &Trial<P>) {
    let (desk, browser) = (&trial.desk, &trial.browser);
    let (number, seq) = with_secret(trial);
    let record = trial.page(&number);
    let page = format!("{record}/timeline/{seq}/values");
    let (agent, admin) = (browser.sign_in(&desk.agent), browser.sign_in(&desk.administrator));
    let leads = |session| browser.open(session, &record).expect(200, "it").text.contains(&page);
    assert!(leads(&admin) && !leads(&agent), "only an administrator is led there");
    browser.open(&agent, &page).expect(403, "an agent's page");
    let shown = browser.open(&admin, &page).expect(200, "the page").text;
    let action = format!("{page}/title/erasure");
    let form = forms(&shown).into_iter().find(|form| form.action == action);
    let mut form = form.expect("a form that erases the title");
    browser.submit(&admin, &form).expect(422, "without a reason");
    form.fill("reason", REASON);
    browser.submit(&admin, &form).expect(303, "erasing it");
    let shown = browser.open(&admin, &page).expect(200, "the page").text;
    assert!(!shown.contains(SECRET), "{shown}");
    assert!(!browser.open(&admin, &record).expect(200, "it").text.contains(SECRET));
}

/// A record whose title was set to the secret, and the entry that did it.
fn with_secret<P: Work>(trial: &Trial<P>) -> (String, i64) {
    let number = trial.fresh();
    let mut input = RawInput::default();
    let title = RawValue::Text(format!("My {SECRET} is mine"));
    input.values.insert("title".to_owned(), title);
    let did = trial.act(&trial.desk.agent, &number, trial.verb("edit"), input);
    (number, did.expect("a new title").seq)
}

/// The doors at which the secret is said.
fn said_at<P: Work>(trial: &Trial<P>, number: &str, token: &str) -> Vec<String> {
    // The feed goes by positions, which come later where transactions do not commit in order.
    journal::sequence(&trial.desk.db).expect("positions");
    let (list, record, now) = (trial.list(), trial.page(number), trial.desk.clock.now());
    let doors: [String; DOORS] = [
        record.clone(),
        format!("{record}/timeline"),
        format!("{record}/fields/title/history"),
        format!("{record}?at={now}"),
        format!("{list}?limit=200"),
        format!("{list}?text={SECRET}"),
        format!("{list}?q=title%20contains%20{SECRET}"),
        format!("{list}/export?format=jsonl"),
        format!("{list}/similar?title=My+{SECRET}+is+mine"),
        format!("/search?q={SECRET}"),
        "/events?after=0&limit=1000".to_owned(),
    ];
    let says = |path: &String| {
        let path = format!("/api/v1{path}");
        let text = trial.browser.read(token, &path).expect(200, &path).text;
        // Some repeat what was asked for: there it counts what they found.
        if path.contains(SECRET) { text.contains(number) } else { text.contains(SECRET) }
    };
    doors.into_iter().filter(says).collect()
}
