//! A table of people, looked at before it is taken, at both doors.

use axum::http::{Method, StatusCode};
use serde_json::json;

use crate::browser::House;

const PATH: &str = "/administration/people/import";
const API: &str = "/api/v1/administration/people/imports";
const TABLE: &str = "email,name,team,location,shoe\n\
    new@example.org,Nina <b>,Cranes,Hamburg,38\n\
    nobody,,,,\n";

#[test]
fn each_row_tells_what_would_change_and_what_would_be_made() {
    let house = House::new();
    let by = &house.desk.administrator;
    let email = house.desk.colleague.email.clone().unwrap();
    let table = format!("{TABLE}{email},Another Name,,,\n");
    let body = json!({ "table": table, "create": true }).to_string();
    let kept = house.call(by, Method::POST, API, &body);
    assert_eq!(kept.status, StatusCode::CREATED, "{}", kept.text);
    let id = kept.json()["id"].as_str().unwrap().to_owned();
    let rows =
        |query: &str| house.call(by, Method::GET, &format!("{API}/{id}/rows{query}"), "").json();
    let all = rows("");
    let team = json!({ "field": "team", "before": null, "after": "Cranes", "makes": ["Cranes"] });
    let new = all["items"][0]["changes"].as_array().unwrap();
    assert!(new.contains(&team), "{all}");
    assert_eq!(all["items"][1]["changes"], json!([]), "{all}");
    assert_eq!(all["items"][1]["errors"][0]["field"], "email", "{all}");
    let changed = rows("?outcome=changed");
    let told = &changed["items"][0]["changes"];
    assert_eq!(
        (told[0]["field"].as_str(), told[0]["after"].as_str()),
        (Some("name"), Some("Another Name"))
    );
    assert!(told[0]["before"].is_string(), "{told}");
    // One after the other, each with its own.
    let first = rows("?limit=2");
    let next = first["next"].as_str().unwrap();
    let rest = rows(&format!("?limit=2&after={next}"));
    assert_eq!(rest["items"][0]["changes"], *told, "{rest}");
}

#[test]
fn the_page_says_it_in_words_and_hostile_text_stays_text() {
    let house = House::new();
    let admin = house.sign_in(&house.desk.administrator);
    let encoded: String = TABLE.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let sent = house.submit(&admin, PATH, &format!("table={encoded}&create=on"));
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let page = house.get(sent.header("location"), &[("cookie", &admin.cookie)]);
    assert!(page.text.contains("Team: Cranes (is made: Cranes)"), "{}", page.text);
    assert!(page.text.contains("Location: Hamburg (is made: Hamburg)"), "{}", page.text);
    assert!(page.text.contains("Columns not used: shoe."), "{}", page.text);
    assert!(page.text.contains("Nina &") && !page.text.contains("Nina <b>"), "{}", page.text);
}
