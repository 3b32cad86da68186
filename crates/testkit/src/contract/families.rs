//! A record has a parent of its kind, lists know both, and nobody is told of what they do not see.

use axum::http::Method;
use desk::work::Work;
use serde_json::{Value, json};

use super::browser::escaped;
use super::markup::forms;
use super::trial::Trial;

/// Children and parents, by the API as on pages.
pub(super) fn are_known_to_lists<P: Work>(trial: &Trial<P>) {
    let (desk, browser) = (&trial.desk, &trial.browser);
    let (agent, rosa) = (desk.token(&desk.agent), desk.token(&desk.requester));
    let (parent, child, other) = (trial.fresh(), trial.fresh(), trial.fresh());
    let api = |number: &str, below: &str| format!("/api/v1{}{below}", trial.page(number));
    let adopt = |token: &str, number: &str, parent: &str| {
        let body = json!({ "parent": parent });
        browser.call(token, Method::POST, &api(number, "/parent"), Some(&body))
    };
    let both = adopt(&agent, &child, &parent).expect(200, "a child").json();
    assert_eq!(
        (&both["child"]["number"], &both["parent"]["number"]),
        (&json!(child), &json!(parent))
    );
    for (number, wrong, code) in [
        (&child, &child, "itself"),
        (&other, &child, "parent_is_child"),
        (&parent, &other, "has_children"),
    ] {
        let refused = adopt(&agent, number, wrong).expect(422, "no such family").json();
        assert_eq!(refused["errors"][0]["code"], json!(code), "{refused}");
    }
    let _forbidden = adopt(&rosa, &other, &parent).expect(403, "whoever may not change it");
    let found = |q: &str| {
        let path = format!("/api/v1{}?q={}", trial.list(), escaped(q));
        let rows = browser.read(&agent, &path).expect(200, q).json();
        let numbers = rows["items"].as_array().cloned().unwrap_or_default();
        numbers.iter().filter_map(|row| row["number"].as_str().map(str::to_owned)).collect()
    };
    let of_parent: Vec<String> = found(&format!("parent = {}", parent.to_lowercase()));
    assert_eq!(of_parent, [child.as_str()]);
    let parents: Vec<String> = found("children > 0");
    assert_eq!(parents, [parent.as_str()]);
    let all = browser.read(&agent, &api(&parent, "/children")).expect(200, "its children").json();
    assert_eq!((&all["count"], &all["items"][0]["number"]), (&json!(1), &json!(child)));
    let _inside = browser.read(&rosa, &api(&parent, "/children")).expect(403, "the inside");
    let asked: Value = browser.read(&rosa, &api(&child, "")).expect(200, "her own").json();
    assert!(asked.get("parent").is_none(), "the inside is not told: {asked}");
    is_shown_on_pages(trial, &parent, &child);
    for _ in 0..2 {
        let gone = browser.call(&agent, Method::DELETE, &api(&child, "/parent"), None);
        assert_eq!(gone.expect(200, "no child any more").json()["number"], json!(child));
    }
    assert_eq!(trial.load(&parent).record().children, 0);
}

fn is_shown_on_pages<P: Work>(trial: &Trial<P>, parent: &str, child: &str) {
    let session = trial.browser.sign_in(&trial.desk.agent);
    let page = trial.browser.open(&session, &trial.page(parent)).expect(200, "a parent").text;
    assert!(page.contains(&format!("{}\"", trial.page(child))), "it leads to the child");
    let page = trial.browser.open(&session, &trial.page(child)).expect(200, "a child").text;
    assert!(page.contains(&format!("{}\"", trial.page(parent))), "it leads to the parent");
    let action = format!("{}/parent", trial.page(child));
    let offered = forms(&page).into_iter().filter(|form| form.action == action).count();
    assert_eq!(offered, 2, "to set another parent and to have none");
}

/// What is over goes on in a record of its own, and both tell of it.
pub(super) fn are_followed_up<P: Work>(trial: &Trial<P>) {
    let (desk, browser) = (&trial.desk, &trial.browser);
    let over = P::KIND.lifecycle.states.iter().find(|state| !state.class.is_open());
    let Some(over) = over else { return };
    let (old, token) = (trial.in_state(over.code), desk.token(&desk.requester));
    let path = |number: &str| format!("/api/v1{}", trial.page(number));
    let follow = |number: &str| {
        let body = json!({ "description": "It is back." });
        browser.call(&token, Method::POST, &format!("{}/follow-ups", path(number)), Some(&body))
    };
    let open = trial.fresh();
    let refused = follow(&open).expect(409, "what is still open").json();
    assert_eq!(refused["code"], json!("follow_up_open"), "{refused}");
    let made = follow(&old).expect(201, "a follow-up");
    assert_eq!(made.header("location"), path(made.json()["number"].as_str().unwrap_or_default()));
    let new = made.json()["number"].as_str().unwrap_or_default().to_owned();
    assert_eq!(trial.load(&new).record().title, trial.load(&old).record().title);
    for (number, relation) in [(&new, "follows_up"), (&old, "followed_up_by")] {
        let links = format!("{}/links", path(number));
        let links = browser.read(&token, &links).expect(200, "its links").json();
        assert_eq!(links["items"][0]["relation"], json!(relation), "{links}");
        let told = trial.history(number).iter().filter(|entry| entry.verb == "follow_up").count();
        assert_eq!(told, 1, "{number} tells of it");
    }
    let session = browser.sign_in(&desk.requester);
    let page = browser.open(&session, &trial.page(&old)).expect(200, "the old one").text;
    let action = format!("{}/follow-ups", trial.page(&old));
    let mut form = forms(&page).into_iter().find(|form| form.action == action).expect("its form");
    form.fill("description", "And again.");
    let _opened = browser.submit(&session, &form).expect(303, "by form");
}
