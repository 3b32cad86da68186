//! Roles as pages and programs meet them: who may, what is refused, and that a change holds at once.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::browser::{House, SignedIn};

const PATH: &str = "/administration/roles";
const API: &str = "/api/v1/administration/roles";

fn page(house: &House, who: &SignedIn, path: &str) -> String {
    let answer = house.get(path, &[("cookie", &who.cookie)]);
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
    answer.text
}

/// The values that the page's own form would send to set what was tried out.
fn to_set(page: &str) -> String {
    let form = page.split("id=\"tried\"").nth(1).unwrap().split("</form>").next().unwrap();
    let inputs = form.split("<input type=\"hidden\" name=\"").skip(1).filter_map(|rest| {
        let (name, rest) = rest.split_once("\" value=\"")?;
        (name != "csrf").then(|| format!("{name}={}", rest.split('"').next().unwrap_or_default()))
    });
    inputs.collect::<Vec<_>>().join("&")
}

#[test]
fn a_role_is_made_tried_set_given_and_taken_on_its_page() {
    let house = House::new();
    let admin = house.sign_in(&house.desk.administrator);
    let refused = house.submit(&admin, PATH, "name=Night+shift&code=Night&like=agent");
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("Use small letters") && refused.text.contains("Night shift"));
    let made = house.submit(&admin, PATH, "name=Night+shift&code=night_shift&like=requester");
    assert_eq!(made.header("location"), format!("{PATH}/night_shift"), "{}", made.text);
    assert!(page(&house, &admin, PATH).contains("Night shift"));
    let one = format!("{PATH}/night_shift");
    let shown = page(&house, &admin, &one);
    assert!(shown.contains("name=\"*.read\"") && shown.contains("Nobody holds it."));
    let tried = house.submit(&admin, &format!("{one}/preview"), "*.read=all&*.comment=own");
    assert_eq!(tried.status, StatusCode::OK);
    assert!(tried.text.contains("Nobody holds this role now"), "{}", tried.text);
    assert!(page(&house, &admin, &one).contains("Nobody holds it."), "trying sets nothing");
    let set = house.submit(&admin, &format!("{one}/permissions"), &to_set(&tried.text));
    assert_eq!((set.status, set.header("location")), (StatusCode::SEE_OTHER, one.as_str()));
    let nobody = house.submit(&admin, &format!("{one}/holders"), "person=ghost");
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nobody.text.contains("There is none by this name") && nobody.text.contains("ghost"));
    let given = house.submit(&admin, &format!("{one}/holders"), "person=mia@alder.example");
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.text);
    let held = page(&house, &admin, &one);
    assert!(held.contains("Mia Manager") && held.contains("gave a role"), "with its history");
    let held = house.submit(&admin, &one, "_method=delete");
    assert_eq!(held.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(held.text.contains("These people hold it: Mia Manager"));
    let mia = house.desk.manager.person;
    house.submit(&admin, &format!("{one}/holders/{mia}"), "_method=delete");
    house.submit(&admin, &one, "_method=patch&name=Night+watch");
    let gone = house.submit(&admin, &one, "_method=delete");
    assert_eq!(gone.header("location"), PATH, "{}", gone.text);
    let none = house.get(&one, &[("cookie", &admin.cookie)]);
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

#[test]
fn a_session_feels_a_change_with_its_next_request() {
    let house = House::new();
    let (admin, otto) =
        (house.sign_in(&house.desk.administrator), house.sign_in(&house.desk.auditor));
    let log = |who: &SignedIn| {
        house.get("/administration/audit", &[("cookie", &who.cookie)]).status.as_u16()
    };
    assert_eq!((log(&admin), log(&otto)), (200, 200));
    let bearer = format!("Bearer {}", house.desk.token(&house.desk.auditor));
    let asked = || {
        let headers = [("authorization", bearer.as_str())];
        house.get("/api/v1/administration/audit/settings", &headers).status.as_u16()
    };
    assert_eq!(asked(), 200);
    let set = house.submit(&admin, &format!("{PATH}/auditor/permissions"), "*.read=all");
    assert_eq!(set.status, StatusCode::SEE_OTHER, "{}", set.text);
    assert_eq!((log(&otto), asked()), (403, 403), "by session and by token");
    let back = house.call(
        &house.desk.administrator,
        Method::DELETE,
        &format!("{API}/auditor/permissions"),
        "",
    );
    assert_eq!(back.json()["differs"], json!([]));
    assert_eq!((log(&otto), asked()), (200, 200));
}

#[test]
fn what_would_lock_everybody_out_is_refused_and_said() {
    let house = House::new();
    let admin = house.sign_in(&house.desk.administrator);
    let one = format!("{PATH}/administrator");
    let tried = house.submit(&admin, &format!("{one}/preview"), "*.read=all");
    assert!(tried.text.contains("You administer by this role"), "{}", tried.text);
    assert!(!tried.text.contains(&format!("action=\"{one}/permissions\"")), "no way to set it");
    let set = house.submit(&admin, &format!("{one}/permissions"), "*.read=all");
    assert_eq!(set.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(set.text.contains("You administer by this role"));
    let adam = house.desk.administrator.person;
    let taken = house.submit(&admin, &format!("{one}/holders/{adam}"), "_method=delete");
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(taken.text.contains("You administer by this role"));
    let body = json!({ "permissions": [] }).to_string();
    let answer = house.call(
        &house.desk.administrator,
        Method::PUT,
        &format!("{API}/administrator/permissions"),
        &body,
    );
    assert_eq!(answer.problem(), (409, "own_right".to_owned()));
    let me = house.call(&house.desk.administrator, Method::GET, API, "");
    assert_eq!(me.status, StatusCode::OK, "nothing was half set");
}

#[test]
fn programs_do_the_same_and_learn_what_is_wrong() {
    let house = House::new();
    let call = |method: Method, below: &str, body: &Value| {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        house.call(&house.desk.administrator, method, &format!("{API}{below}"), &body)
    };
    let made = call(Method::POST, "", &json!({ "code": "desk", "name": "Desk", "like": "agent" }));
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let line = |kind: &str, action: &str, reach: &str| json!({ "permissions": [{ "kind": kind, "action": action, "reach": reach }] });
    for (body, pointer, code) in [
        (json!({}), "/permissions", "required"),
        (json!({ "permissions": "all" }), "/permissions", "list"),
        (json!({ "permissions": [1] }), "/permissions.0", "object"),
        (json!({ "permissions": [{ "kind": "*" }] }), "/permissions.0.action", "required"),
        (line("ghost", "read", "all"), "/permissions.0.kind", "option"),
        (line("*", "fly", "all"), "/permissions.0.action", "option"),
        (line("*", "read", "moon"), "/permissions.0.reach", "option"),
        (json!({ "permissions": [], "colour": 1 }), "/colour", "no_such_field"),
    ] {
        for (method, below) in [(Method::PUT, "/desk/permissions"), (Method::POST, "/desk/preview")]
        {
            let answer = call(method, below, &body);
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
            let error = &answer.json()["errors"][0];
            assert_eq!(
                (&error["pointer"], &error["code"]),
                (&json!(pointer), &json!(code)),
                "{body}"
            );
        }
    }
    let effect = call(Method::POST, "/desk/preview", &line("*", "read", "all")).json();
    assert_eq!((&effect["holders"], &effect["refusal"]), (&json!(0), &Value::Null));
    let read = call(Method::GET, "/desk", &Value::Null).json();
    assert_eq!(read["permissions"].as_array().unwrap().len(), 14, "{read}");
    let mut body = line("*", "read", "all");
    body["seen"] = read["seen"].clone();
    let set = call(Method::PUT, "/desk/permissions", &body).json();
    assert_eq!(set["permissions"], body["permissions"]);
    let late = call(Method::PUT, "/desk/permissions", &body);
    assert_eq!(late.problem(), (409, "role_changed".to_owned()));
    let given = call(Method::POST, "/desk/holders", &json!({ "person": "rosa@alder.example" }));
    assert_eq!(given.status, StatusCode::NO_CONTENT);
    let held = call(Method::GET, "/desk/holders", &Value::Null).json();
    assert_eq!(held["items"][0]["name"], "Rosa Requester");
    let more = call(Method::GET, "/requester/holders?limit=2", &Value::Null).json();
    let next = more["next"].as_str().unwrap();
    let rest = call(Method::GET, &format!("/requester/holders?limit=2&after={next}"), &Value::Null);
    assert_eq!(rest.json()["items"].as_array().unwrap().len(), 1);
    assert_eq!(call(Method::GET, "/desk/holders?after=x", &Value::Null).status, 400);
    let rosa = house.desk.requester.person;
    let taken = call(Method::DELETE, &format!("/desk/holders/{rosa}"), &Value::Null);
    assert_eq!(taken.status, StatusCode::NO_CONTENT);
    let history = call(Method::GET, "/desk/history", &Value::Null).json();
    assert_eq!(history["items"][0]["verb"], "revoke_role");
    assert_eq!(call(Method::DELETE, "/desk", &Value::Null).status, StatusCode::NO_CONTENT);
    assert_eq!(call(Method::DELETE, "/agent", &Value::Null).problem().1, "role_ready");
}

#[test]
fn auditors_read_and_others_do_not() {
    let house = House::new();
    let otto = house.sign_in(&house.desk.auditor);
    let shown = page(&house, &otto, &format!("{PATH}/agent"));
    assert!(shown.contains("Ada Agent") && !shown.contains("<select"), "to read alone");
    assert!(!shown.contains("Give to somebody") && !shown.contains("Rename"));
    let set = house.submit(&otto, &format!("{PATH}/agent/permissions"), "*.read=all");
    assert_eq!(set.status, StatusCode::FORBIDDEN);
    let ada = house.sign_in(&house.desk.agent);
    assert_eq!(house.get(PATH, &[("cookie", &ada.cookie)]).status, StatusCode::FORBIDDEN);
}
