//! What belongs to a person and to no single record: their tasks, reminders, plans and absences.

use std::time::Duration;

use axum::http::Method;
use desk::absence;
use desk::access::Agent;
use desk::work::Work;
use serde_json::{Value, json};

use super::answer::Answer;
use super::browser::Session;
use super::markup::{Form, forms};
use super::organs::{Asker, fault, texts};
use super::trial::Trial;

/// The form of a page that asks this of an address.
fn form_at(page: &str, method: &str, action: &str) -> Option<Form> {
    forms(page).into_iter().find(|form| form.action.starts_with(action) && form.method() == method)
}

fn open<P: Work>(trial: &Trial<P>, session: &Session, path: &str) -> String {
    let page = trial.browser.open(session, path).expect(200, path).text;
    for key in
        [">nav-", ">organ-", ">verb-", ">field-", ">reminders-", ">absence", ">task", ">repeat"]
    {
        assert!(!page.contains(key), "{path}: no words for {key}");
    }
    page
}

fn send<P: Work>(
    trial: &Trial<P>,
    who: &Session,
    mut form: Form,
    given: &[(&str, &str)],
) -> Answer {
    given.iter().for_each(|(name, value)| form.fill(name, value));
    trial.browser.submit(who, &form)
}

/// A task and a reminder are found, followed and ended on one's own pages.
pub(super) fn tasks_and_reminders_have_pages<P: Work>(trial: &Trial<P>) {
    let desk = &trial.desk;
    let (record, agent) = (trial.fresh(), Asker::new(trial, &desk.agent));
    let given = json!({ "title": "Sign <b>this</b>", "assignee": desk.colleague.person });
    let task = agent.put(&record, "/tasks", &given);
    let path = format!("/tasks/{}", task["number"].as_str().unwrap_or_default());
    let carl = trial.browser.sign_in(&desk.colleague);
    let list = open(trial, &carl, "/tasks");
    assert!(list.contains(&format!("href=\"{path}\"")) && !list.contains("<b>this"), "{list}");
    let page = open(trial, &carl, &path);
    assert!(!page.contains(&record), "of the record he is told nothing");
    let done =
        form_at(&page, "POST", &format!("{path}/completion")).expect("a way to say it is done");
    send(trial, &carl, done, &[]).expect(303, "done");
    assert!(!open(trial, &carl, "/tasks").contains(&path), "it is over");
    assert!(open(trial, &carl, "/tasks?queue=mine-over").contains(&path));
    let bea = trial.browser.sign_in(&desk.birch_agent);
    let _unseen = trial.browser.open(&bea, &path).expect(404, "another company's");
    let ada = trial.browser.sign_in(&desk.agent);
    let page = open(trial, &ada, &trial.page(&record));
    let remind = form_at(&page, "POST", &format!("{}/reminders", trial.page(&record)));
    let at = [("at", "2026-03-02T10:00"), ("note", "Look again")];
    send(trial, &ada, remind.expect("a way to be reminded"), &at).expect(303, "a reminder");
    let page = open(trial, &ada, "/reminders");
    assert!(page.contains("Look again") && page.contains(&record));
    let ned = trial.browser.sign_in(&desk.network_agent);
    assert!(!open(trial, &ned, "/reminders").contains("Look again"), "nobody else knows");
    let take = form_at(&page, "DELETE", "/reminders/").expect("a way to take it back");
    send(trial, &ada, take, &[]).expect(303, "taken back");
    assert!(!open(trial, &ada, "/reminders").contains("Look again"));
}

/// What comes round is set up, paused and ended on the page of its template.
pub(super) fn plans_have_pages<P: Work>(trial: &Trial<P>) {
    let (desk, record) = (&trial.desk, trial.fresh());
    let below = format!("{}/recurrences", trial.page(&record));
    let lena = trial.browser.sign_in(&desk.team_lead);
    let page = || open(trial, &lena, &trial.page(&record));
    let form = form_at(&page(), "POST", &below).expect("a way to let it come round");
    let given = [("every", "2"), ("unit", "week"), ("at_time", "08:30"), ("title", "Again {date}")];
    send(trial, &lena, form, &given).expect(303, "it comes round");
    assert!(open(trial, &lena, "/recurrences").contains("Again {date}"));
    let api = Asker::new(trial, &desk.team_lead);
    let one = |member: &str| api.items(&record, "/recurrences")[0][member].clone();
    assert_eq!((one("every"), one("at_time")), (json!(2), json!("08:30")));
    let pause = form_at(&page(), "POST", &format!("{below}/")).expect("a way to pause it");
    send(trial, &lena, pause, &[]).expect(303, "paused");
    assert_eq!((one("paused"), one("next_at")), (json!(true), Value::Null));
    let on = forms(&page()).into_iter().find(|form| form.action.ends_with("/pause"));
    send(trial, &lena, on.expect("a way to go on"), &[]).expect(303, "it goes on");
    assert_eq!(one("paused"), false);
    let end = forms(&page()).into_iter().find(|form| {
        form.method() == "DELETE"
            && form.action.starts_with(&below)
            && !form.action.ends_with("/pause")
    });
    send(trial, &lena, end.expect("a way to end it"), &[]).expect(303, "ended");
    assert!(api.items(&record, "/recurrences").is_empty());
    let told = api.told(&record);
    for verb in ["repeat", "pause_repeat", "resume_repeat", "end_repeat"] {
        assert!(told.contains(&verb.to_owned()), "{verb} is not told");
    }
    let ada = trial.browser.sign_in(&desk.agent);
    let hers = trial.browser.open(&ada, &trial.page(&record)).expect(200, "the record").text;
    assert!(form_at(&hers, "POST", &below).is_none(), "she does not plan");
    let _no = trial.browser.open(&ada, "/recurrences").expect(403, "she does not plan");
}

/// Somebody away is shown as away, and what they work on can be given to their stand-in.
pub(super) fn absence_has_a_stand_in<P: Work>(trial: &Trial<P>) {
    let desk = &trial.desk;
    let ada = trial.browser.sign_in(&desk.agent);
    let page = open(trial, &ada, "/absences");
    let form = form_at(&page, "POST", "/absences").expect("a way to announce it");
    let backwards = [("from", "2026-03-05T00:00"), ("until", "2026-03-04T00:00")];
    let refused =
        send(trial, &ada, form.clone(), &backwards).expect(422, "it ends before it begins");
    let again = form_at(&refused.text, "POST", "/absences").expect("the form again");
    assert_eq!(again.value("from"), Some("2026-03-05T00:00"), "what was typed is there");
    let given =
        [("from", "2026-03-01T00:00"), ("until", "2026-03-09T00:00"), ("stand_in", "Ned Network")];
    send(trial, &ada, form, &given).expect(303, "announced");
    let api = Asker::new(trial, &desk.agent);
    let announce = |body: Value| api.at(Method::POST, "/api/v1/absences", &body);
    let over = json!({ "from": "2026-03-08T00:00:00Z", "until": "2026-03-10T00:00:00Z" });
    assert_eq!(announce(over).expect(422, "twice").faults(), fault("from", "overlaps"));
    let own = json!({ "from": "2026-04-08T00:00:00Z", "until": "2026-04-10T00:00:00Z", "stand_in": "me" });
    assert_eq!(announce(own).expect(422, "oneself").faults(), fault("stand_in", "yourself"));
    for (who, known) in [(&desk.manager, 1), (&desk.birch_agent, 0), (&desk.requester, 0)] {
        let away = Asker::new(trial, who).at(Method::GET, "/api/v1/away", &Value::Null);
        let away = away.expect(200, "who is away").json();
        let names = away["items"].as_array().cloned().unwrap_or_default();
        assert_eq!(names.len(), known, "{} knows of {names:?}", who.name);
    }
    stands_in(trial, &desk.agent, &desk.network_agent);
    hands_over(trial);
    let page = open(trial, &ada, "/absences");
    let back = form_at(&page, "DELETE", "/absences/").expect("a way to take it back");
    send(trial, &ada, back, &[]).expect(303, "back");
    let mine = api.at(Method::GET, "/api/v1/absences", &Value::Null).expect(200, "mine").json();
    assert_eq!(texts(mine["items"].as_array().map_or(&[], Vec::as_slice), "id"), [""; 0]);
}

/// Whoever stands in is told in place of who is away, only while they are.
fn stands_in<P: Work>(trial: &Trial<P>, away: &Agent, stand_in: &Agent) {
    let now = trial.desk.clock.now();
    let told = |at| {
        let told = trial.desk.db.read(|tx| absence::told_instead(tx, &[away.person], at));
        told.expect("who is told")[&away.person]
    };
    assert_eq!(told(now), stand_in.person);
    assert_eq!(told(now.plus(Duration::from_secs(8 * 86_400))), away.person, "back again");
}

/// Where records are assigned at all, the page of one that Ada works on offers her stand-in.
fn hands_over<P: Work>(trial: &Trial<P>) {
    let desk = &trial.desk;
    let Some(assign) = P::KIND.lifecycle.verb("assign") else { return };
    let number = trial.fresh();
    let input = trial.samples.whole(assign.inputs, 0);
    trial.act(&desk.administrator, &number, assign, input).expect("given to Ada");
    assert_eq!(trial.load(&number).record().assignee, Some(desk.agent.person));
    let lena = trial.browser.sign_in(&desk.team_lead);
    let page = open(trial, &lena, &trial.page(&number));
    assert!(page.contains("id=\"away\""), "it says that she is away");
    let action = trial.page_of(&number, assign);
    let ned = desk.network_agent.person.to_string();
    let offer = forms(&page)
        .into_iter()
        .find(|form| form.action == action && form.value("assignee") == Some(&ned));
    send(trial, &lena, offer.expect("a way to give it to Ned"), &[]).expect(303, "handed over");
    assert_eq!(trial.load(&number).record().assignee, Some(desk.network_agent.person));
    let rosa = trial.browser.sign_in(&desk.requester);
    let hers = trial.browser.open(&rosa, &trial.page(&number)).expect(200, "the record").text;
    assert!(!hers.contains("id=\"away\""), "who is away is for the inside");
}
