//! What a change of a custom field would do to incidents is told before it is done, and what was done
//! afterwards.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failure is a failed test"
)]

use db::Db;
use mainstay_incident::endpoints;
use serde_json::{Value, json};
use testkit::contract::{Browser, Method, escaped, form_of};
use testkit::{Desk, each_engine};

const FIELDS: &str = "/api/v1/fields";

/// An application over a desk, and the administrator's token.
fn house(db: &Db) -> (Desk, Browser, String) {
    let (desk, browser) = Browser::with_desk(db, endpoints);
    let token = desk.token(&desk.administrator);
    (desk, browser, token)
}

/// A field of this code and type with these parts besides; its identity.
fn field(browser: &Browser, token: &str, code: &str, holds: &str, with: &Value) -> String {
    let mut body = json!({
        "kind": "incident", "code": code, "type": holds, "labels": { "en": format!("The {code}") },
    });
    body.as_object_mut().unwrap().extend(with.as_object().unwrap().clone());
    let made = browser.call(token, Method::POST, FIELDS, Some(&body)).expect(201, code);
    made.json()["id"].as_str().unwrap().to_owned()
}

fn open(browser: &Browser, token: &str, with: &Value) {
    let mut body = json!({ "title": "t", "impact": 1, "urgency": 1 });
    body.as_object_mut().unwrap().extend(with.as_object().unwrap().clone());
    browser.call(token, Method::POST, "/api/v1/incidents", Some(&body)).expect(201, "an incident");
}

/// What a change would do: its code, what it is about, how many records. Each filter shows as many.
fn preview(
    browser: &Browser,
    token: &str,
    id: &str,
    body: &Value,
) -> Vec<(String, String, Option<i64>)> {
    let path = format!("{FIELDS}/{id}/preview");
    let told = browser.call(token, Method::POST, &path, Some(body)).expect(200, "a preview").json();
    let effects = told["effects"].as_array().unwrap();
    let one = |effect: &Value| {
        let number = effect["number"].as_i64();
        if let Some(q) = effect["filter"].as_str() {
            let q = escaped(q);
            let list = browser.read(token, &format!("/api/v1/incidents?q={q}")).expect(200, &q);
            let shown = list.json()["items"].as_array().unwrap().len();
            assert_eq!(i64::try_from(shown).ok(), number, "{q}");
        }
        assert!(!effect["detail"].as_str().unwrap().is_empty(), "{effect}");
        let text = |name: &str| effect[name].as_str().unwrap().to_owned();
        (text("code"), text("about"), number)
    };
    effects.iter().map(one).collect()
}

fn is(code: &str, about: &str, number: i64) -> (String, String, Option<i64>) {
    (code.to_owned(), about.to_owned(), Some(number))
}

#[test]
fn what_a_change_would_do_is_counted() {
    each_engine(|db| {
        let (_, browser, token) = house(db);
        let two = json!({ "options": [{ "code": "red" }, { "code": "blue" }] });
        let colour = field(&browser, &token, "colour", "multi_choice", &two);
        let cost =
            field(&browser, &token, "cost", "money", &json!({ "currencies": ["EUR", "USD"] }));
        let pieces = field(&browser, &token, "pieces", "number", &json!({}));
        let story = field(&browser, &token, "story", "prose", &json!({}));
        open(&browser, &token, &json!({ "x.colour": ["red", "blue"], "x.pieces": 5 }));
        open(&browser, &token, &json!({ "x.colour": ["red"], "x.cost": "3 USD", "x.pieces": 500 }));
        open(&browser, &token, &json!({ "x.cost": "-7 EUR", "x.pieces": -4, "x.story": "Long." }));
        let told = |id: &str, body: Value| preview(&browser, &token, id, &body);

        assert_eq!(told(&colour, json!({ "labels": { "en": "Paint" } })), []);
        let rest = json!({ "options": [{ "code": "blue" }] });
        assert_eq!(told(&colour, rest), [is("option", "red", 2)]);
        let states = json!({ "states": { "new": "required", "closed": "required" } });
        assert_eq!(told(&colour, states), [is("required", "new", 1)], "nothing is closed");
        let states = json!({ "states": { "new": "hidden" }, "audience": "internal" });
        assert_eq!(told(&colour, states), [is("hidden", "new", 2), is("audience_internal", "", 2)]);
        assert_eq!(
            told(&colour, json!({ "states": { "new": "read_only" } })),
            [is("read_only", "new", 3)]
        );
        assert_eq!(told(&colour, json!({ "active": false })), [is("retired", "", 2)]);
        assert_eq!(told(&cost, json!({ "currencies": ["EUR"] })), [is("currency", "USD", 1)]);
        assert_eq!(told(&pieces, json!({ "least": "0", "most": "100" })), [is("outside", "", 2)]);
        let uncounted = ("retired_some".to_owned(), String::new(), None);
        assert_eq!(told(&story, json!({ "active": false })), [uncounted]);

        // Nothing has changed, and what cannot be is refused as it would be.
        let colour = format!("{FIELDS}/{colour}");
        assert_eq!(browser.read(&token, &colour).json()["version"], 1);
        let wrong = json!({ "type": "line", "colour": 1 });
        let path = format!("{colour}/preview");
        browser.call(&token, Method::POST, &path, Some(&wrong)).expect(422, "what cannot be");
        let late = json!({ "version": 7, "audience": "internal" });
        browser.call(&token, Method::POST, &path, Some(&late)).expect(412, "another version");
    });
}

/// The form of a page that is sent to an address with a method.
#[test]
fn the_page_asks_before_records_feel_it_and_tells_what_was_done() {
    each_engine(|db| {
        let (desk, browser, token) = house(db);
        let id = field(&browser, &token, "cost", "line", &json!({}));
        open(&browser, &token, &json!({ "x.cost": "much" }));
        open(&browser, &token, &json!({}));
        let session = browser.sign_in(&desk.administrator);
        let path = format!("/administration/fields/{id}");
        let page = browser.open(&session, &path).expect(200, "the field").text;
        assert!(page.contains("One record holds something in it."), "{page}");
        let mut given = form_of(&page, &path, "PATCH");
        given.fill("states.new", "required");
        given.fill("labels.en", "Price <b>");
        let asked = browser.submit(&session, &given).expect(200, "asked first").text;
        assert!(asked.contains("one record holds nothing in it"), "{asked}");
        assert!(
            asked.contains("q=state%20%3D%20new") || asked.contains("q=state+%3D+new"),
            "{asked}"
        );
        assert_eq!(browser.read(&token, &format!("{FIELDS}/{id}")).json()["version"], 1);
        // A yes to this is no yes to another change.
        let yes = form_of(&asked, &path, "PATCH");
        let mut other = form_of(&asked, &path, "PATCH");
        other.fill("states.new", "hidden");
        let anew = browser.submit(&session, &other).expect(200, "asked anew").text;
        assert!(anew.contains("which its page shows no more"), "{anew}");
        browser.submit(&session, &yes).expect(303, "a yes");
        let made = browser.read(&token, &format!("{FIELDS}/{id}")).json();
        assert_eq!(made["states"], json!({ "new": "required" }), "{made}");

        let page = browser.open(&session, &path).expect(200, "the field").text;
        assert!(page.contains("Label: en The cost → en Price &#60;b&#62;"), "{page}");
        assert!(page.contains("In each state: none → New: Required"), "{page}");
        let told = browser.read(&token, &format!("{FIELDS}/{id}/history?limit=1")).json();
        assert_eq!(told["items"][0]["verb"], "edit_field", "{told}");
        let rule = json!({ "part": "rule", "before": [], "after": ["new required"] });
        assert!(told["items"][0]["changes"].as_array().unwrap().contains(&rule), "{told}");
        let next = told["next"].as_str().unwrap();
        let first = browser.read(&token, &format!("{FIELDS}/{id}/history?after={next}")).json();
        assert_eq!(first["items"][0]["verb"], "create_field", "{first}");
        assert_eq!(first["next"], Value::Null, "{first}");
    });
}
