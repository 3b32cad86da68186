//! Foundation data as browsers and programs keep it.

use axum::http::{Method, StatusCode};
use desk::access::Agent;
use serde_json::{Value, json};
use testkit::Engine;
use web::Settings;

use crate::browser::House;

const API: &str = "/api/v1/administration/organisation";
const PAGES: &str = "/administration/organisation";

fn call(house: &House, by: &Agent, method: Method, below: &str, body: &Value) -> (u16, Value) {
    let body = if body.is_null() { String::new() } else { body.to_string() };
    let answer = house.call(by, method, &format!("{API}/{below}"), &body);
    let said = if answer.text.is_empty() { Value::Null } else { answer.json() };
    (answer.status.as_u16(), said)
}

/// What the first unseen field of a page that holds something under this name holds.
fn hidden(page: &str, name: &str) -> String {
    let field = format!("name=\"{name}\" value=\"");
    let fields = page.split(field.as_str()).skip(1);
    let mut held = fields.filter_map(|rest| rest.split('"').next());
    let held = held.find(|held| !held.is_empty());
    held.unwrap_or_else(|| panic!("no {name}: {page}")).to_owned()
}

#[test]
fn a_program_lists_adds_tries_out_moves_and_retires() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let house = House::on(engine, Settings::default());
        let admin = &house.desk.administrator.clone();
        let call = |method, below: &str, body: Value| call(&house, admin, method, below, &body);
        let (status, city) =
            call(Method::POST, "sites", json!({ "name": "Berlin", "company": "Alder Works" }));
        assert_eq!((status, &city["parent"]), (201, &Value::Null), "{city}");
        let floor = json!({ "name": "Floor 3", "company": "Alder Works", "parent": "berlin" });
        let (_, floor) = call(Method::POST, "sites", floor);
        assert_eq!(floor["parent"]["name"], "Berlin", "{floor}");
        let (_, all) = call(Method::GET, "sites?limit=1", Value::Null);
        assert_eq!(all["items"][0]["name"], "Berlin");
        assert_eq!(all["items"][0]["uses"]["below"], json!({ "number": 1, "more": false }));
        let next = all["next"].as_str().unwrap();
        let (_, rest) = call(Method::GET, &format!("sites?limit=1&after={next}"), Value::Null);
        assert_eq!((&rest["items"][0]["name"], &rest["next"]), (&"Floor 3".into(), &Value::Null));
        let (_, found) = call(Method::GET, "sites?text=FLOOR&company=alder%20works", Value::Null);
        assert_eq!(found["items"].as_array().unwrap().len(), 1, "{found}");

        // By its name, with what would come of a change.
        let tried = "teams/Network?company=Birch%20Supplies";
        let (status, team) = call(Method::GET, tried, Value::Null);
        assert_eq!(status, 200, "{team}");
        let effects = team["effects"].as_array().unwrap();
        let codes: Vec<&str> = effects.iter().map(|one| one["code"].as_str().unwrap()).collect();
        assert_eq!(codes, ["company_named", "company_stays", "company_members"], "{team}");
        let said = effects[0]["detail"].as_str().unwrap();
        assert!(said.contains("Birch Supplies") && said.contains("Alder Works"), "{said}");
        assert_eq!(team["company"]["name"], "Alder Works", "nothing has changed");
        let (_, moved) =
            call(Method::PATCH, "teams/Network", json!({ "company": "Birch Supplies" }));
        assert_eq!(moved["company"]["name"], "Birch Supplies", "{moved}");
        let (status, retired) = call(Method::POST, "teams/Network/retirement", Value::Null);
        assert_eq!((status, &retired["active"]), (200, &false.into()), "{retired}");
        let (_, history) = call(Method::GET, "teams/Network/history?limit=2", Value::Null);
        assert_eq!(history["items"][0]["verb"], "retire_team", "{history}");
        assert_eq!(history["items"][1]["values"]["company_before"]["name"], "Alder Works");
        let next = history["next"].as_str().unwrap();
        let (_, first) =
            call(Method::GET, &format!("teams/Network/history?after={next}"), Value::Null);
        let verbs = first["items"].as_array().unwrap();
        assert_eq!(verbs.last().unwrap()["verb"], "create_team", "{first}");
        let (_, back) = call(Method::DELETE, "teams/Network/retirement", Value::Null);
        assert_eq!(back["active"], true);
    }
}

#[test]
fn what_cannot_be_is_refused_by_field_and_reason() {
    let house = House::new();
    let admin = house.desk.administrator.clone();
    let call = |method, below: &str, body: Value| call(&house, &admin, method, below, &body);
    let (status, problem) =
        call(Method::POST, "teams", json!({ "name": "network", "company": "Elm", "x": 1 }));
    assert_eq!(status, 422);
    let told: Vec<(&str, &str)> = problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["field"].as_str().unwrap(), one["code"].as_str().unwrap()))
        .collect();
    assert_eq!(told, [("x", "unknown"), ("company", "no_such")], "{problem}");
    let taken = json!({ "name": "network", "company": "Birch Supplies" });
    let (_, problem) = call(Method::POST, "teams", taken);
    assert!(problem.to_string().contains("There is one already: Network."), "{problem}");
    for (method, below) in [
        (Method::GET, "teams/no%20such"),
        (Method::PATCH, "teams/no%20such"),
        (Method::GET, "ships"),
        (Method::DELETE, "teams/Network/members/nobody"),
        (Method::GET, "choices/incident.hold_reason"),
    ] {
        assert_eq!(call(method.clone(), below, json!({})).0, 404, "{method} {below}");
    }
    for below in
        ["teams?colour=red", "teams?active=maybe", "sites?company=Elm", "teams/Network?q=a"]
    {
        assert_eq!(call(Method::GET, below, Value::Null).0, 400, "{below}");
    }
    let (status, refused) = call(Method::POST, "companies/Alder%20Works/retirement", Value::Null);
    assert_eq!((status, &refused["code"]), (409, &"retire_own_company".into()), "{refused}");
    let (status, _) = call(Method::PUT, "teams/Network/members/nobody", json!({}));
    assert_eq!(status, 422);
    // Strict by header, by field in the body.
    let bearer = format!("Bearer {}", house.desk.token(&admin));
    let path = format!("{API}/teams/Network");
    let headers = [
        ("authorization", bearer.as_str()),
        ("content-type", "application/json"),
        ("if-match", "\"v99\""),
    ];
    let body = json!({ "name": "Cables" }).to_string();
    let sent = house.send(crate::browser::request(Method::PATCH, &path, &headers, &body));
    assert_eq!(sent.status, StatusCode::PRECONDITION_FAILED, "{}", sent.text);
    let (_, now) = call(Method::GET, "teams/Network", Value::Null);
    let seen = now["version"].as_i64().unwrap();
    call(Method::PATCH, "teams/Network", json!({ "name": "Networks" }));
    let late = json!({ "name": "Cables", "version": seen });
    assert_eq!(call(Method::PATCH, "teams/Networks", late).0, 409);
}

#[test]
fn auditors_look_and_others_are_turned_away() {
    let house = House::new();
    for (name, agent) in house.desk.everybody() {
        let reads = ["administrator", "auditor"].contains(&name);
        let status = call(&house, agent, Method::GET, "teams", &Value::Null).0;
        assert_eq!(status, if reads { 200 } else { 403 }, "{name}");
        let new = json!({ "name": format!("Team of {name}"), "company": "Alder Works" });
        let status = call(&house, agent, Method::POST, "teams", &new).0;
        assert_eq!(status, if name == "administrator" { 201 } else { 403 }, "{name}");
    }
    let auditor = house.sign_in(&house.desk.auditor);
    let team = format!("{PAGES}/teams/{}", house.desk.network);
    let page = house.get(&team, &[("cookie", &auditor.cookie)]);
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("Ned Network") && !page.text.contains("/retirement\""), "no forms");
    let sent = house.submit(&auditor, &format!("{team}/retirement"), "");
    assert_eq!(sent.status, StatusCode::FORBIDDEN);
}

#[test]
fn a_page_asks_before_a_team_moves_and_keeps_what_was_typed() {
    let house = House::new();
    let admin = house.sign_in(&house.desk.administrator);
    let team = format!("{PAGES}/teams/{}", house.desk.network);
    let birch = house.desk.birch.to_string();
    let move_it = format!("version=&version=2&_method=patch&name=Net+%3Cb%3E&company={birch}");
    let asked = house.submit(&admin, &team, &move_it);
    assert_eq!(asked.status, StatusCode::OK, "{}", asked.text);
    assert!(asked.text.contains("Save all the same"), "{}", asked.text);
    assert!(asked.text.contains("Net &#60;b&#62;"), "{}", asked.text);
    let yes = hidden(&asked.text, "confirmed");
    // A yes to another change is none to this one.
    let renamed = format!("_method=patch&name=Nets&company={birch}&confirmed={yes}");
    let other = house.submit(&admin, &team, &renamed);
    assert_eq!(other.status, StatusCode::OK, "{}", other.text);
    assert_ne!(hidden(&other.text, "confirmed"), yes);
    // Nor is one to what would do something else by now.
    let ada = json!({});
    let network = format!("teams/{}/members/ada@alder.example", house.desk.network);
    let put = call(&house, &house.desk.administrator, Method::PUT, &network, &ada);
    assert_eq!(put.0, 204, "{put:?}");
    let stale = house.submit(&admin, &team, &format!("{move_it}&confirmed={yes}"));
    assert_eq!(stale.status, StatusCode::OK, "{}", stale.text);
    let yes = hidden(&stale.text, "confirmed");
    let done = house.submit(&admin, &team, &format!("{move_it}&confirmed={yes}"));
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let page = house.get(&team, &[("cookie", &admin.cookie)]).text;
    assert!(page.contains("Birch Supplies") && page.contains("changed a team"), "{page}");
    let refused = house.submit(&admin, &team, "_method=patch&name=SERVICE+desk");
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("There is one already: Service desk."), "{}", refused.text);
    assert!(refused.text.contains("value=\"SERVICE desk\""), "{}", refused.text);
    let new = house.submit(&admin, &format!("{PAGES}/departments"), "name=&company=");
    assert_eq!(new.status, StatusCode::UNPROCESSABLE_ENTITY);
    let list = house.get(&format!("{PAGES}/teams?text=net"), &[("cookie", &admin.cookie)]).text;
    assert!(list.contains("Net &#60;b&#62;") && !list.contains("Birch support"), "{list}");
    for path in ["", "/companies", "/sites", "/choices", "/departments/new", "/categories/new"] {
        let page = house.get(&format!("{PAGES}{path}"), &[("cookie", &admin.cookie)]);
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text);
    }
}

#[test]
fn a_yes_writes_over_nothing_that_came_meanwhile() {
    let house = House::new();
    let admin = house.sign_in(&house.desk.administrator);
    let team = format!("{PAGES}/teams/{}", house.desk.network);
    let birch = house.desk.birch.to_string();
    let page = house.get(&team, &[("cookie", &admin.cookie)]).text;
    let seen = hidden(&page, "version");
    let typed = format!("_method=patch&name=Cables&company={birch}&version={seen}");
    let asked = house.submit(&admin, &team, &typed);
    assert!(asked.text.contains("Save all the same"), "{}", asked.text);
    let rename = json!({ "name": "Networks" });
    let key = format!("teams/{}", house.desk.network);
    let renamed = call(&house, &house.desk.administrator, Method::PATCH, &key, &rename);
    assert_eq!(renamed.0, 200);
    let yes = format!("{typed}&confirmed={}", hidden(&asked.text, "confirmed"));
    let refused = house.submit(&admin, &team, &yes);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
    // Asked again, it still says which version it was meant for.
    let page = house.get(&team, &[("cookie", &admin.cookie)]).text;
    let now = hidden(&page, "version");
    assert_ne!(now, seen);
    let asked = house.submit(&admin, &team, &typed.replace("name=Cables", "name=Networks"));
    assert!(asked.text.contains("Save all the same"), "{}", asked.text);
    assert_eq!(hidden(&asked.text, "version"), seen);
}

#[test]
fn what_changed_since_is_not_retired_unseen() {
    let house = House::new();
    let admin = house.sign_in(&house.desk.administrator);
    let team = format!("{PAGES}/teams/{}", house.desk.network);
    let seen = hidden(&house.get(&team, &[("cookie", &admin.cookie)]).text, "version");
    let network = format!("teams/{}/members/ada@alder.example", house.desk.network);
    call(&house, &house.desk.administrator, Method::PUT, &network, &json!({}));
    let retire = format!("{team}/retirement");
    let stale = house.submit(&admin, &retire, &format!("version=&version={seen}"));
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", stale.text);
    assert!(stale.text.contains("Its 2 members"), "what it would do now: {}", stale.text);
    let now = hidden(&stale.text, "version");
    assert_ne!(now, seen);
    let done = house.submit(&admin, &retire, &format!("version={now}"));
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let back = format!("_method=delete&version={now}");
    assert_eq!(house.submit(&admin, &retire, &back).status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = house.get(&team, &[("cookie", &admin.cookie)]).text;
    let back = format!("_method=delete&version={}", hidden(&page, "version"));
    assert_eq!(house.submit(&admin, &retire, &back).status, StatusCode::SEE_OTHER);
}

#[test]
fn a_form_keeps_what_it_lies_below_also_when_that_was_retired() {
    let house = House::new();
    let admin = house.desk.administrator.clone();
    let call = |method, below: &str, body: Value| call(&house, &admin, method, below, &body);
    let of =
        |name, parent: Value| json!({ "name": name, "company": "Alder Works", "parent": parent });
    let (_, city) = call(Method::POST, "sites", of("Berlin", Value::Null));
    let (_, hall) = call(Method::POST, "sites", of("Hall 4", city["id"].clone()));
    let city = city["id"].as_str().unwrap();
    call(Method::POST, &format!("sites/{city}/retirement"), Value::Null);
    let admin = house.sign_in(&house.desk.administrator);
    let path = format!("{PAGES}/sites/{}", hall["id"].as_str().unwrap());
    let page = house.get(&path, &[("cookie", &admin.cookie)]).text;
    assert!(
        page.contains(&format!("value=\"{city}\" data-when=\"{}\" selected", house.desk.alder)),
        "{page}"
    );
    let alder = house.desk.alder;
    let named = format!("_method=patch&name=Hall+5&company={alder}&parent={city}");
    assert_eq!(house.submit(&admin, &path, &named).status, StatusCode::SEE_OTHER);
    let (_, now) = call(Method::GET, "sites/Hall%205", Value::Null);
    assert_eq!(now["parent"]["id"], city, "{now}");
}
