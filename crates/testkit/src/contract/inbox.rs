//! The inbox by its pages and its API: what is unread, what is read, and that looking reads it.

use std::time::Duration;

use axum::http::Method;
use db::sea_query::Query;
use desk::access::Agent;
use desk::notification::{KEPT, KEPT_UNREAD, purge};
use desk::work::Work;
use serde_json::{Value, json};

use super::browser::Session;
use super::markup::{Form, forms};
use super::organs::Asker;
use super::told::{lines, say, tell};
use super::trial::Trial;

const PATH: &str = "/api/v1/notifications";

/// Whether something that is done in the background comes about.
pub(super) fn soon(is: impl Fn() -> bool) -> bool {
    // Each look is a request, and lets what was put off go on as well.
    (0..5_000).any(|_| is())
}

fn unread<P: Work>(trial: &Trial<P>, who: &Agent) -> usize {
    lines(trial, who, "unread=true").len()
}

/// Rosa has a line for each of so many records of hers.
fn told<P: Work>(trial: &Trial<P>, count: usize) -> Vec<String> {
    let numbers: Vec<String> = (0..count).map(|_| trial.fresh()).collect();
    let desk = &trial.desk;
    for number in &numbers {
        desk.clock.advance(Duration::from_secs(1));
        say(trial, &desk.agent, number, "comment", "Hello.");
    }
    tell(trial);
    numbers
}

/// Lines are read one by one, up to one, and all about one record.
pub(super) fn is_read_line_by_line<P: Work>(trial: &Trial<P>) {
    let (numbers, desk) = (told(trial, 4), &trial.desk);
    let rosa = Asker::new(trial, &desk.requester);
    let all = lines(trial, &desk.requester, "");
    assert_eq!(all.len(), 4, "{all:?}");
    let id = |at: usize| all[at]["id"].as_str().unwrap_or_default().to_owned();
    let number = |at: usize| all[at]["about"]["number"].clone();
    assert_eq!(number(0), json!(numbers[3]), "the newest first");
    let ask = |method: Method, below: &str, body: &Value| {
        rosa.at(method, &format!("{PATH}{below}"), body).expect(200, below).json()["unread"].clone()
    };
    assert_eq!(ask(Method::POST, &format!("/{}/read", id(1)), &Value::Null), json!(3));
    assert_eq!(ask(Method::POST, &format!("/{}/read", id(1)), &Value::Null), json!(3), "twice");
    assert_eq!(ask(Method::DELETE, &format!("/{}/read", id(1)), &Value::Null), json!(4));
    let about = json!({ "until": id(0), "about": number(2) });
    assert_eq!(ask(Method::POST, "/read", &about), json!(3), "one record's");
    let about = json!({ "until": id(0), "about": "NO1" });
    assert_eq!(ask(Method::POST, "/read", &about), json!(3), "nobody's");
    assert_eq!(ask(Method::POST, "/read", &json!({ "until": id(1) })), json!(1), "the older ones");
    assert_eq!(lines(trial, &desk.requester, "unread=true")[0]["id"], json!(id(0)));
    pages_lose_nothing(trial, &all);
    refuses(trial, &id(0));
}

fn pages_lose_nothing<P: Work>(trial: &Trial<P>, all: &[Value]) {
    let rosa = Asker::new(trial, &trial.desk.requester);
    let (mut found, mut after) = (Vec::new(), String::new());
    loop {
        let path = format!("{PATH}?limit=3{after}");
        let page = rosa.at(Method::GET, &path, &Value::Null).expect(200, "a part").json();
        let items = page["items"].as_array().cloned().unwrap_or_default();
        found.extend(items.iter().map(|line| line["id"].clone()));
        let Some(next) = page["next"].as_str() else { break };
        after = format!("&after={next}");
    }
    assert_eq!(found, all.iter().map(|line| line["id"].clone()).collect::<Vec<_>>());
}

/// Nobody reads another's, or finds out that it is there.
fn refuses<P: Work>(trial: &Trial<P>, id: &str) {
    let desk = &trial.desk;
    let carl = Asker::new(trial, &desk.colleague);
    let none = "0".repeat(32);
    for id in [id, &none, "nonsense"] {
        for method in [Method::POST, Method::DELETE] {
            let path = format!("{PATH}/{id}/read");
            let _another = carl.at(method, &path, &Value::Null).expect(404, id);
        }
    }
    let until = json!({ "until": id });
    carl.at(Method::POST, &format!("{PATH}/read"), &until).expect(200, "all of his own");
    assert_eq!(unread(trial, &desk.requester), 1, "hers stays unread");
    for (body, field, code) in [
        (json!({}), "/until", "required"),
        (json!({ "until": "soon" }), "/until", "no_such"),
        (json!({ "until": 3 }), "/until", "not_text"),
        (json!({ "until": id, "all": true }), "/all", "unknown"),
    ] {
        let refused = carl.at(Method::POST, &format!("{PATH}/read"), &body).expect(422, field);
        assert_eq!(refused.faults(), [(field.to_owned(), code.to_owned())]);
    }
    for query in ["unread=maybe", "after=AAAA", "before=AAAA", "state=new", "limit=0"] {
        let path = format!("{PATH}?{query}");
        let _refused = carl.at(Method::GET, &path, &Value::Null).expect(400, query);
    }
}

/// Whoever opens a record has read what they were told of it, and is not told what they see there.
pub(super) fn is_read_by_looking<P: Work>(trial: &Trial<P>) {
    let (numbers, desk) = (told(trial, 2), &trial.desk);
    let rosa = trial.browser.sign_in(&desk.requester);
    let open = |number: &str| {
        trial.browser.open(&rosa, &trial.page(number)).expect(200, "her record").text
    };
    assert_eq!(unread(trial, &desk.requester), 2);
    let page = open(&numbers[0]);
    assert!(page.contains("data-bell-count aria-hidden=\"true\">2</span>"), "the bell says two");
    assert!(soon(|| unread(trial, &desk.requester) == 1), "opening it reads it");
    // She looks before anybody has told her.
    say(trial, &desk.agent, &numbers[0], "comment", "While she looks.");
    desk::journal::sequence(&desk.db).expect("positions");
    assert!(open(&numbers[0]).contains("While she looks."));
    let is_noted = || unread(trial, &desk.requester) > 0 && glances(trial) > 0;
    assert!(soon(is_noted), "that she has seen it is noted");
    tell(trial);
    assert_eq!(unread(trial, &desk.requester), 1, "she has seen it");
    say(trial, &desk.agent, &numbers[0], "comment", "After she looked.");
    tell(trial);
    assert_eq!(unread(trial, &desk.requester), 2, "and is told what comes after");
    is_forgotten(trial);
}

/// How many have seen what nobody was told of.
fn glances<P: Work>(trial: &Trial<P>) -> usize {
    let select = Query::select().column("seq").from("glance").to_owned();
    trial.desk.db.read(|tx| tx.select(&select)).expect("what was seen").len()
}

/// What was read goes after a while, and what nobody reads after a longer one.
fn is_forgotten<P: Work>(trial: &Trial<P>) {
    let desk = &trial.desk;
    let all = || lines(trial, &desk.requester, "").len();
    let (now, before) = (desk.clock.now(), all());
    let day = Duration::from_secs(86_400);
    purge(&desk.db, now.plus(KEPT - day)).expect("nothing to forget");
    assert_eq!(all(), before);
    purge(&desk.db, now.plus(KEPT + day)).expect("what was read");
    assert_eq!(all(), unread(trial, &desk.requester), "what was read is gone");
    purge(&desk.db, now.plus(KEPT_UNREAD - day)).expect("nothing more");
    assert!(all() > 0);
    purge(&desk.db, now.plus(KEPT_UNREAD + day)).expect("what nobody reads");
    assert_eq!(all(), 0);
}

/// The page does what the API does.
pub(super) fn has_a_page<P: Work>(trial: &Trial<P>) {
    let (numbers, desk) = (told(trial, 2), &trial.desk);
    let rosa = trial.browser.sign_in(&desk.requester);
    let page = open(trial, &rosa, "/notifications");
    for number in &numbers {
        assert!(page.contains(&format!("href=\"{}\"", trial.page(number))), "{number}: {page}");
    }
    let one = of_line(&page, "POST").expect("a way to mark one as read");
    trial.browser.submit(&rosa, &one).expect(303, "read");
    assert_eq!(unread(trial, &desk.requester), 1);
    let fragment = trial.browser.swap(&rosa, &one).expect(200, "read already").text;
    assert!(fragment.starts_with("<div id=\"inbox\""), "the part that changes: {fragment}");
    let all = open(trial, &rosa, "/notifications?unread=false");
    let again = of_line(&all, "DELETE").expect("a way to mark it as unread");
    trial.browser.submit(&rosa, &again).expect(303, "unread");
    assert_eq!(unread(trial, &desk.requester), 2);
    let about = open(trial, &rosa, &format!("/notifications?unread=true&about={}", numbers[0]));
    let of_one = forms(&about).into_iter().find(|form| form.action == "/notifications/read");
    trial.browser.submit(&rosa, &of_one.expect("a way to read all of it")).expect(303, "one's");
    assert_eq!(unread(trial, &desk.requester), 1, "the other stays");
    let page = open(trial, &rosa, "/notifications");
    let every = forms(&page).into_iter().find(|form| form.action == "/notifications/read");
    trial.browser.submit(&rosa, &every.expect("a way to read all")).expect(303, "all read");
    assert_eq!(unread(trial, &desk.requester), 0);
    chooses(trial, &rosa, &numbers[0]);
}

fn chooses<P: Work>(trial: &Trial<P>, rosa: &Session, number: &str) {
    let desk = &trial.desk;
    let page = open(trial, rosa, "/notifications/settings");
    let form = forms(&page).into_iter().find(|form| form.action == "/notifications/settings");
    let mut form = form.expect("a form of what she is told");
    let replies = form.controls.iter_mut().filter(|control| control.name == "commented");
    replies.for_each(|control| control.sent = false);
    trial.browser.submit(rosa, &form).expect(303, "chosen");
    say(trial, &desk.agent, number, "comment", "Nobody wants to hear this.");
    tell(trial);
    assert_eq!(unread(trial, &desk.requester), 0, "she does not want to hear of replies");
    let settings = Asker::new(trial, &desk.requester);
    let settings = settings.at(Method::GET, &format!("{PATH}/settings"), &Value::Null);
    let settings = settings.expect(200, "hers").text;
    assert!(
        settings.contains("\"rule\":\"commented\",\"usual\":true,\"wanted\":false"),
        "{settings}"
    );
    assert!(settings.contains("\"rule\":\"ended\",\"usual\":true,\"wanted\":true"), "{settings}");
}

fn open<P: Work>(trial: &Trial<P>, who: &Session, path: &str) -> String {
    let page = trial.browser.open(who, path).expect(200, path).text;
    for key in [">inbox-", ">notified-", ">notify-", ">did-"] {
        assert!(!page.contains(key), "{path}: no words for {key}");
    }
    page
}

/// The form of a line, which marks it as read or as unread.
fn of_line(page: &str, method: &str) -> Option<Form> {
    forms(page).into_iter().find(|form| {
        form.action.starts_with("/notifications/")
            && form.action.ends_with("/read")
            && form.action != "/notifications/read"
            && form.method() == method
    })
}
