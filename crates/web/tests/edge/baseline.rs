//! Settings as one text, at both doors.

use axum::http::{Method, StatusCode};
use serde_json::json;

use crate::browser::House;

const PATH: &str = "/administration/settings";
const MORE: &str = "form = 1\n\n[[service]]\nname = \"Payroll\"\ncompany = \"Alder Works\"\n";

#[test]
fn it_is_written_looked_at_and_applied_in_the_api() {
    let house = House::new();
    let by = &house.desk.administrator;
    let api = format!("/api/v1{PATH}");
    let call = |method, path: &str, body: &str| house.call(by, method, path, body);
    let text = call(Method::GET, &api, "").json()["text"].as_str().unwrap().to_owned();
    assert!(text.contains("[[team]]") && text.contains("name = \"Network\""), "{text}");
    let body = |text: &str| json!({ "text": text }).to_string();
    let same = call(Method::POST, &format!("{api}/plan"), &body(&text)).json();
    assert_eq!(same["steps"], json!([]), "{same}");
    let plan = call(Method::POST, &format!("{api}/plan"), &body(MORE)).json();
    assert_eq!(plan["steps"][0]["section"], "service", "{plan}");
    assert_eq!(plan["steps"][0]["does"], "add", "{plan}");
    let seen = json!({ "text": MORE, "seen": plan["seen"] }).to_string();
    let other = json!({ "text": MORE, "seen": "0" }).to_string();
    assert_eq!(call(Method::PUT, &api, &other).status, StatusCode::CONFLICT);
    let done = call(Method::PUT, &api, &seen);
    assert_eq!((done.status, &done.json()["steps"]), (StatusCode::OK, &plan["steps"]));
    assert_eq!(
        call(Method::PUT, &api, &seen).status,
        StatusCode::CONFLICT,
        "nothing is left of it"
    );
    let wrong =
        call(Method::PUT, &api, &body("form = 1\n[[service]]\nname = \"A\"\ncompany = \"B\"\n"));
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.text);
    assert!(wrong.text.contains("service.0.company"), "{}", wrong.text);
    let nothing = call(Method::PUT, &api, "{}");
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", nothing.text);
}

#[test]
fn it_is_looked_at_on_the_page_before_it_is_applied() {
    let house = House::new();
    let admin = house.sign_in(&house.desk.administrator);
    let file = house.get(&format!("{PATH}/file"), &[("cookie", &admin.cookie)]);
    assert!(file.header("content-disposition").contains("mainstay-settings.toml"));
    assert!(file.text.starts_with("form = 1"), "{}", file.text);
    let encoded = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    let plan = house.submit(&admin, &format!("{PATH}/plan"), &format!("text={}", encoded(MORE)));
    assert_eq!(plan.status, StatusCode::OK, "{}", plan.text);
    let said = "Service: Payroll; company: Alder Works";
    assert!(plan.text.contains(said), "{}", plan.text);
    let longer = "form = 1\n[[team]]\nname = \"Network\"\ncompany = \"Birch Supplies\"\n";
    let longer =
        house.submit(&admin, &format!("{PATH}/plan"), &format!("text={}", encoded(longer)));
    let said = "Team: Network; company: Alder Works → Birch Supplies";
    assert!(longer.text.contains(said), "{}", longer.text);
    let wrong = "form = 1\n[[ghost]]\nname = \"<b>\"\n";
    let refused =
        house.submit(&admin, &format!("{PATH}/plan"), &format!("text={}", encoded(wrong)));
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
    assert!(refused.text.contains("Line 2, ghost"), "{}", refused.text);
    let done = house.submit(&admin, PATH, &format!("text={}", encoded(MORE)));
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let again = house.submit(&admin, &format!("{PATH}/plan"), &format!("text={}", encoded(MORE)));
    assert!(again.text.contains("Nothing would change"), "{}", again.text);
}
