//! Whoever asked says how satisfied they are once it is resolved: on its page as in the API, and nobody else.

use axum::http::Method;
use desk::closing;
use desk::lifecycle::StateClass;
use desk::work::Work;
use serde_json::json;

use super::markup::forms;
use super::trial::Trial;

/// A score by the API and on the page, in lists, and what is refused.
pub(super) fn is_said<P: Work>(trial: &Trial<P>) {
    let (desk, browser) = (&trial.desk, &trial.browser);
    let (agent, rosa) = (desk.token(&desk.agent), desk.token(&desk.requester));
    let rate = |token: &str, number: &str, score: i64| {
        let path = format!("/api/v1{}/satisfaction", trial.page(number));
        browser.call(token, Method::POST, &path, Some(&json!({ "satisfaction": score })))
    };
    let session = browser.sign_in(&desk.requester);
    let form = |number: &str| {
        let page = browser.open(&session, &trial.page(number)).expect(200, "her own").text;
        let action = format!("{}/satisfaction", trial.page(number));
        forms(&page).into_iter().find(|form| form.action == action)
    };
    let open = trial.fresh();
    assert!(form(&open).is_none(), "there is nothing to say yet");
    let early = rate(&rosa, &open, 5).expect(409, "it is not resolved").json();
    assert_eq!(early["code"], json!("rate_early"), "{early}");
    let states = P::KIND.lifecycle.states;
    let resolved = states.iter().find(|state| state.class == StateClass::Resolved);
    let Some(resolved) = resolved.filter(|_| closing::is_for(P::KIND)) else { return };
    let number = trial.in_state(resolved.code);
    let _others = rate(&agent, &number, 5).expect(409, "it is hers to say");
    let _wrong = rate(&rosa, &number, 6).expect(422, "from 1 to 5");
    let said = rate(&rosa, &number, 2).expect(200, "what she says").json();
    assert_eq!(said["satisfaction"], json!(2), "{said}");
    let mut again = form(&number).expect("she may change it");
    again.fill("satisfaction", "4");
    let _said = browser.submit(&session, &again).expect(303, "by form");
    let list = format!("/api/v1{}?q=satisfaction%20%3E%3D%204", trial.list());
    let found = browser.read(&agent, &list).expect(200, "by what was said").json();
    assert_eq!(found["items"][0]["number"], json!(number), "{found}");
}
