//! A list is what its reader makes of it: which columns, in which order, filtered, sorted, counted,
//! and kept under a name.

use axum::http::Method;
use desk::access::Agent;
use desk::work::Work;

use super::browser::{Session, escaped};
use super::markup::{Form, forms, unescaped};
use super::trial::Trial;

pub(super) fn are_what_their_reader_makes_of_them<P: Work>(trial: &Trial<P>) {
    let (one, other) = (trial.fresh(), trial.fresh());
    let ada = trial.browser.sign_in(&trial.desk.agent);
    columns_are_chosen(trial, &ada);
    headings_sort(trial, &ada, [&one, &other]);
    lines_become_a_filter(trial, &ada);
    a_wrong_filter_is_shown_with_its_place(trial, &ada);
    groups_are_counted(trial, &ada);
    a_list_is_kept(trial, &ada);
}

/// The headings of a list's columns, in order.
fn headings(page: &str) -> Vec<String> {
    let head = page.split("<thead>").nth(1).and_then(|rest| rest.split("</thead>").next());
    let cells = head.unwrap_or_default().split("class=\"col-").skip(1);
    cells.filter_map(|cell| cell.split('"').next().map(str::to_owned)).collect()
}

fn open<P: Work>(trial: &Trial<P>, who: &Session, query: &str, status: u16) -> String {
    let path = format!("{}?queue=all&{query}", trial.list());
    trial.browser.open(who, &path).expect(status, query).text
}

fn columns_are_chosen<P: Work>(trial: &Trial<P>, who: &Session) {
    let chosen = "show.opened_at=on&place.opened_at=1&show.state=on&place.state=2\
                  &place.priority=3&show.restricted=on&show.nothing=on";
    let path = format!("{}/columns?queue=all&{chosen}", trial.list());
    let sent = trial.browser.open(who, &path).expect(303, "columns chosen");
    let address = sent.header("location").to_owned();
    let page = trial.browser.open(who, &address).expect(200, "the list").text;
    assert_eq!(headings(&page)[..4], ["number", "title", "opened_at", "state"], "{address}");
    // Whoever does not read the inside does not choose it.
    let rosa = trial.browser.sign_in(&trial.desk.requester);
    let page = open(trial, &rosa, "fields=restricted,state", 200);
    assert_eq!(headings(&page), ["number", "title", "state"]);
}

fn headings_sort<P: Work>(trial: &Trial<P>, who: &Session, records: [&str; 2]) {
    let page = open(trial, who, "", 200);
    let link = page
        .split("class=\"col-number\"")
        .nth(1)
        .and_then(|rest| rest.split("href=\"").nth(1))
        .and_then(|rest| rest.split('"').next())
        .map(unescaped);
    let rising =
        trial.browser.open(who, &link.expect("a heading that sorts")).expect(200, "sorted");
    assert!(rising.text.contains("aria-sort=\"ascending\""));
    let falling = open(trial, who, "sort=-number", 200);
    assert!(falling.contains("aria-sort=\"descending\""));
    let place = |page: &str, number: &str| page.find(&format!(">{number}<"));
    let [older, newer] = records.map(|number| number.to_owned());
    assert!(place(&rising.text, &older) < place(&rising.text, &newer), "rising");
    assert!(place(&falling, &newer) < place(&falling, &older), "falling");
}

fn lines_become_a_filter<P: Work>(trial: &Trial<P>, who: &Session) {
    let state = P::KIND.lifecycle.initial;
    let lines = format!(
        "any=all&field1=state&operator1={}&value1={state}&field2=title&operator2=contains\
         &value2={}&field3=&operator3={}&value3=",
        escaped("="),
        escaped("no \"such\" title"),
        escaped("=")
    );
    let path = format!("{}/conditions?queue=all&{lines}", trial.list());
    let sent = trial.browser.open(who, &path).expect(303, "lines");
    let address = sent.header("location").to_owned();
    let page = trial.browser.open(who, &address).expect(200, &address).text;
    assert!(!page.contains("<thead>"), "nothing is called so");
    let said = format!("state = {state} and title contains \"no \\\"such\\\" title\"");
    // The search of all records has a box of this name too.
    let shown = forms_of(&page)
        .into_iter()
        .filter(|form| form.action.starts_with(&trial.list()))
        .find_map(|form| form.value("q").map(str::to_owned));
    assert_eq!(shown.as_deref(), Some(said.as_str()), "{address}");
}

fn a_wrong_filter_is_shown_with_its_place<P: Work>(trial: &Trial<P>, who: &Session) {
    let page = open(trial, who, &format!("q={}", escaped("state = <b>nowhere</b>")), 400);
    assert!(page.contains("<html") && page.contains("<mark>"), "the place is marked");
    assert!(!page.contains("<b>nowhere"), "and stays text");
    let page = open(trial, who, &format!("q={}", escaped("restricted = true")), 200);
    assert!(page.contains("</html>"), "whoever reads the inside filters by it");
    let rosa = trial.browser.sign_in(&trial.desk.requester);
    open(trial, &rosa, &format!("q={}", escaped("restricted = true")), 400);
}

fn groups_are_counted<P: Work>(trial: &Trial<P>, who: &Session) {
    let page = open(trial, who, "group=state", 200);
    let groups: Vec<&str> = page.split("class=\"group-count\" href=\"").skip(1).collect();
    assert!(!groups.is_empty(), "no groups");
    for group in groups {
        let address = unescaped(group.split('"').next().unwrap_or_default());
        let count = group.split("class=\"count\">").nth(1).and_then(|rest| rest.split('<').next());
        let count: usize = count.and_then(|count| count.parse().ok()).expect("a count");
        let list = trial.browser.open(who, &address).expect(200, "a group's list").text;
        let rows = list.matches("class=\"row-link\"").count();
        assert_eq!(rows, count.min(50), "{address}");
    }
}

/// What is kept shows the same list to whoever it is shared with, and to nobody else.
fn a_list_is_kept<P: Work>(trial: &Trial<P>, who: &Session) {
    let asked = format!("q={}&sort=number&fields=state", escaped("open = true"));
    let page = open(trial, who, &asked, 200);
    let mut form = keeping(&page);
    form.fill("name", "What is <open>");
    form.fill("shared_with", "team");
    form.fill("team", &trial.desk.service_desk.to_string());
    let kept = trial.browser.submit(who, &form).expect(303, "keeping a list");
    let address = kept.header("location").to_owned();
    let view = trial.browser.open(who, &address).expect(200, "the view").text;
    assert!(view.contains("What is &#60;open&#62;</"), "its name is the heading");
    assert_eq!(headings(&view), ["number", "title", "state"]);
    let seen = |person: &Agent, status| {
        let session = trial.browser.sign_in(person);
        trial.browser.open(&session, &address).expect(status, &person.name);
    };
    seen(&trial.desk.team_lead, 200);
    seen(&trial.desk.network_agent, 404);
    seen(&trial.desk.birch_agent, 404);
    let id = address.rsplit("view=").next().unwrap_or_default();
    let list = format!("/api/v1{}?view={id}", trial.list());
    let token = trial.desk.token(&trial.desk.agent);
    let items = trial.browser.read(&token, &list).expect(200, "the view in the API").json();
    let shown = items["items"][0].as_object().expect("an open record").clone();
    assert!(shown.contains_key("state") && !shown.contains_key("title"), "{shown:?}");
    let elsewhere = trial.desk.token(&trial.desk.network_agent);
    trial.browser.read(&elsewhere, &list).expect(400, "a view of others");
    let again = trial.browser.submit(who, &form).expect(422, "the same name twice");
    assert!(again.text.contains("What is &#60;open&#62;"), "what was typed is kept");
    let path = format!("/api/v1/views/{id}");
    let call = |method| trial.browser.call(&token, method, &path, None);
    call(Method::DELETE).expect(204, "taking it away");
    trial.browser.open(who, &address).expect(404, "what is gone");
}

/// The form that keeps a list.
fn keeping(page: &str) -> Form {
    let form = forms(page).into_iter().find(|form| form.action == "/views");
    form.expect("a form that keeps the list")
}

/// Every form of a page, however it is sent.
fn forms_of(page: &str) -> Vec<Form> {
    forms(&page.replace("method=\"get\"", "method=\"post\""))
}
