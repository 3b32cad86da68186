//! What holds for the organisation as a whole, at both doors.

use axum::http::{Method, StatusCode};
use desk::access::Agent;
use serde_json::{Value, json};
use testkit::Engine;
use web::Settings;

use crate::browser::{Answer, House};

const PATH: &str = "/administration/organisation-settings";

fn ask(house: &House, by: &Agent, method: Method, below: &str, body: &str) -> Answer {
    house.call(by, method, &format!("/api/v1{PATH}{below}"), body)
}

/// The values that the page's own form would send to set what was tried out.
fn to_set(page: &str) -> String {
    let form = page.split("id=\"tried\"").nth(1).unwrap().split("</form>").next().unwrap();
    let inputs = form.split("<input type=\"hidden\" name=\"").skip(1).filter_map(|rest| {
        let (name, rest) = rest.split_once("\" value=\"")?;
        (name != "csrf").then(|| format!("{name}={}", rest.split('"').next().unwrap_or_default()))
    });
    inputs.collect::<Vec<_>>().join("&").replace(' ', "+")
}

#[test]
fn a_program_reads_tries_out_and_sets_them() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let house = House::on(engine, Settings::default());
        let (admin, auditor) = (&house.desk.administrator, &house.desk.auditor);
        let now = ask(&house, auditor, Method::GET, "", "").json();
        assert_eq!((&now["time_zone"], &now["language"]), (&json!("UTC"), &json!("en")), "{now}");
        let read = now["reads"].as_str().unwrap();
        assert!(read.ends_with("UTC"), "{read}");
        let without = now["without_time_zone"]["number"].as_i64().unwrap();
        assert!(without > 0 && now.get("preview").is_none(), "{now}");
        let tried = "?time_zone=europe/berlin&language=de";
        let tried = ask(&house, auditor, Method::GET, tried, "").json();
        let preview = &tried["preview"];
        assert_eq!(preview["time_zone"], "Europe/Berlin", "{tried}");
        assert_eq!(preview["time_zone_changes_for"]["number"], without, "{tried}");
        assert_eq!(preview["language_changes_for"], tried["without_language"], "{tried}");
        assert_eq!((&preview["renames"], &preview["name"]), (&json!(false), &tried["name"]));
        let there = preview["reads"].as_str().unwrap();
        assert!(there.contains(". ") && there.contains("CE"), "in German, in Berlin: {there}");
        assert_eq!(tried["time_zone"], "UTC", "nothing has changed");
        for wrong in ["?time_zone=Mars/Base", "?language=fr", "?colour=red", "?name="] {
            let refused = ask(&house, admin, Method::GET, wrong, "");
            assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{wrong}: {}", refused.text);
        }
        let own = r#"{"time_zone": "Europe/Berlin"}"#;
        let edit = house.call(auditor, Method::PATCH, "/api/v1/me", own);
        assert_eq!(edit.status, StatusCode::NO_CONTENT, "{}", edit.text);
        let now = ask(&house, auditor, Method::GET, "", "").json();
        assert_eq!(now["without_time_zone"]["number"], without - 1, "whoever chose is not meant");
        let set = ask(&house, admin, Method::PUT, "", r#"{"time_zone": "europe/berlin"}"#);
        assert_eq!(set.json()["time_zone"], "Europe/Berlin", "{}", set.text);
        let again = ask(&house, admin, Method::PUT, "", r#"{"time_zone": "Europe/Berlin"}"#);
        assert_eq!(again.status, StatusCode::OK, "{}", again.text);
        let history = ask(&house, auditor, Method::GET, "/history", "").json();
        let items = history["items"].as_array().unwrap();
        assert_eq!((items.len(), &items[0]["verb"]), (1, &json!("change_organisation")));
        let said = &items[0]["values"];
        assert_eq!(
            (&said["time_zone_before"], &said["time_zone"]),
            (&json!("UTC"), &json!("Europe/Berlin"))
        );
        assert_eq!(items[0]["actor"]["id"], admin.person.to_string());
    }
}

#[test]
fn what_cannot_be_and_who_may_not_is_refused() {
    let house = House::new();
    let admin = &house.desk.administrator;
    let put = |by: &Agent, body: &Value| ask(&house, by, Method::PUT, "", &body.to_string());
    for (body, field, code) in [
        (json!({ "name": " " }), "/name", "required"),
        (json!({ "name": "birch supplies" }), "/name", "taken_by"),
        (json!({ "time_zone": "Mars/Base" }), "/time_zone", "time_zone"),
        (json!({ "time_zone": null }), "/time_zone", "required"),
        (json!({ "language": "fr" }), "/language", "option"),
        (json!({ "language": "" }), "/language", "required"),
        (json!({ "colour": "red" }), "/colour", "unknown"),
    ] {
        let refused = put(admin, &body);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}: {}", refused.text);
        let faults = refused.json()["errors"].clone();
        let told = (&faults[0]["pointer"], &faults[0]["code"], faults.as_array().unwrap().len());
        assert_eq!(told, (&json!(field), &json!(code), 1), "{body}: {faults}");
    }
    let name = json!({ "name": "Alder and Sons" });
    for by in [&house.desk.auditor, &house.desk.manager, &house.desk.agent] {
        assert_eq!(put(by, &name).status, StatusCode::FORBIDDEN);
    }
    for below in ["", "/history"] {
        let refused = ask(&house, &house.desk.agent, Method::GET, below, "");
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{below}");
    }
    assert_eq!(put(admin, &name).json()["name"], "Alder and Sons");
    let companies = "/api/v1/administration/organisation/companies?text=alder";
    let companies = house.call(admin, Method::GET, companies, "").json();
    assert_eq!(companies["items"][0]["name"], "Alder and Sons", "its company is called so too");
}

#[test]
fn the_page_shows_what_another_would_change_before_it_is_set() {
    let house = House::new();
    let admin = house.sign_in(&house.desk.administrator);
    let auditor = house.sign_in(&house.desk.auditor);
    let shown = house.get(PATH, &[("cookie", &auditor.cookie)]);
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.text);
    assert!(
        !shown.text.contains("name=\"time_zone\"") && shown.text.contains("chosen no time zone")
    );
    assert!(shown.text.contains("Nothing was changed lately."), "{}", shown.text);
    let page = |query: &str| house.get(&format!("{PATH}{query}"), &[("cookie", &admin.cookie)]);
    let same = page("?name=Alder+Works&time_zone=UTC&language=en");
    assert!(same.text.contains("Nothing would change."), "{}", same.text);
    let wrong = page("?name=Alder+Works&time_zone=Mars/Base&language=en");
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert!(wrong.text.contains("no such time zone") && wrong.text.contains("Mars/Base"));
    let emptied = page("?name=&time_zone=UTC&language=en");
    assert_eq!(emptied.status, StatusCode::BAD_REQUEST, "{}", emptied.text);
    let tried = page("?name=Alder+and+Sons&time_zone=Europe/Berlin&language=de");
    assert_eq!(tried.status, StatusCode::OK, "{}", tried.text);
    for said in
        ["Alder Works would be called Alder and Sons", "Now it would be", "would be written"]
    {
        assert!(tried.text.contains(said), "{said}: {}", tried.text);
    }
    let foreign = house.submit(&auditor, PATH, "name=Mine");
    assert_eq!(foreign.status, StatusCode::FORBIDDEN);
    let refused = house.submit(&admin, PATH, "name=Alder+Works&time_zone=&language=en");
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
    let set = house.submit(&admin, PATH, &to_set(&tried.text));
    assert_eq!((set.status, set.header("location")), (StatusCode::SEE_OTHER, PATH));
    // Whoever chose no language, in a browser that asks for none, reads the other at once.
    let shown = page("").text;
    for said in
        ["hat die Organisation geändert", "Name vorher: Alder Works", "Zeitzone vorher: UTC"]
    {
        assert!(shown.contains(said), "{said}: {shown}");
    }
}
