//! One's own account, at both doors.

use axum::http::StatusCode;
use testkit::PASSWORD;

use crate::browser::{FORM, House};

const NEW: &str = "quite another one";

fn typed(present: &str, password: &str, again: &str) -> String {
    format!("present={present}&password={password}&again={again}").replace(' ', "+")
}

#[test]
fn a_password_is_changed_on_the_page_and_never_sent_back() {
    let house = House::new();
    let (ada, elsewhere) = (house.sign_in(&house.desk.agent), house.sign_in(&house.desk.agent));
    let page = house.get("/account", &[("cookie", &ada.cookie)]);
    assert!(page.text.contains("this browser") && page.text.contains("Unknown device"));
    for (present, password, again, says) in [
        ("wrong horse battery", NEW, NEW, "not your present password"),
        (PASSWORD, NEW, "quite another two", "not the same as above"),
        (PASSWORD, "password12345", "password12345", "among the first"),
    ] {
        let refused = house.submit(&ada, "/account/password", &typed(present, password, again));
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{says}");
        assert!(refused.text.contains(says), "{says}");
        for secret in [present, password, again] {
            assert!(!refused.text.contains(secret), "{secret} was sent back");
        }
    }
    let done = house.submit(&ada, "/account/password", &typed(PASSWORD, NEW, NEW));
    assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, "/account"));
    let still = |cookie: &str| house.get("/account", &[("cookie", cookie)]).status;
    assert_eq!(still(&ada.cookie), StatusCode::OK);
    assert_eq!(still(&elsewhere.cookie), StatusCode::SEE_OTHER, "the other session has ended");
    let form = format!("email=ada@alder.example&password={}", NEW.replace(' ', "+"));
    let again = house.post("/sign-in", &[("content-type", FORM)], &form);
    assert_eq!(again.status, StatusCode::SEE_OTHER);
}

#[test]
fn sessions_are_ended_on_the_page() {
    let house = House::new();
    let (ada, elsewhere) = (house.sign_in(&house.desk.agent), house.sign_in(&house.desk.agent));
    let lena = house.sign_in(&house.desk.team_lead);
    let page = house.get("/account", &[("cookie", &ada.cookie)]).text;
    let path = page.split("action=\"/account/sessions/").nth(1).unwrap();
    let path = format!("/account/sessions/{}", path.split('"').next().unwrap());
    let foreign = house.submit(&lena, &path, "_method=delete");
    assert_eq!(foreign.status, StatusCode::NOT_FOUND, "nobody ends another's session");
    let ended = house.submit(&ada, &path, "_method=delete");
    assert_eq!(ended.status, StatusCode::SEE_OTHER);
    let elsewhere = house.get("/account", &[("cookie", &elsewhere.cookie)]);
    assert_eq!(elsewhere.status, StatusCode::SEE_OTHER, "it opens nothing any more");
    house.sign_in(&house.desk.agent);
    house.submit(&ada, "/account/sessions", "_method=delete");
    let page = house.get("/account", &[("cookie", &ada.cookie)]).text;
    assert!(!page.contains("Sign out all others"), "none is left");
}

#[test]
fn a_link_is_shown_once_and_leads_to_a_password() {
    let house = House::new();
    let admin = house.sign_in(&house.desk.administrator);
    let ada = house.desk.agent.person;
    let path = format!("/administration/users/{ada}");
    let made = house.submit(&admin, &format!("{path}/reset"), "");
    assert_eq!(made.status, StatusCode::OK, "{}", made.text);
    let link = made.text.split("/set-password?link=").nth(1).unwrap().split('"').next().unwrap();
    let page = house.get(&path, &[("cookie", &admin.cookie)]);
    assert!(page.text.contains("has been made") && !page.text.contains(link));
    let log = house.get("/administration/audit/settings", &[("cookie", &admin.cookie)]);
    assert!(log.text.contains("made a link to reset a password") && !log.text.contains(link));
    let form = house.get(&format!("/set-password?link={link}"), &[]);
    assert!(form.text.contains("ada@alder.example"), "{}", form.text);
    assert_eq!(form.header("cache-control"), "no-store");
    let body = format!("link={link}&password=a+first+guess&again=another");
    let refused = house.post("/set-password", &[("content-type", FORM)], &body);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let body = format!("link={link}&password={0}&again={0}", NEW.replace(' ', "+"));
    let set = house.post("/set-password", &[("content-type", FORM)], &body);
    assert_eq!(set.header("location"), "/sign-in?set=password");
    assert!(house.get("/sign-in?set=password", &[]).text.contains("Your password is set."));
    let again = house.post("/set-password", &[("content-type", FORM)], &body);
    let made_up = house.get("/set-password?link=made-up", &[]);
    assert_eq!((again.status, made_up.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    for answer in [again, made_up] {
        assert!(answer.text.contains("can be used no more") && !answer.text.contains("ada@alder"));
    }
}

#[test]
fn an_answer_that_tells_a_link_is_kept_under_no_key() {
    let house = House::new();
    let bearer = format!("Bearer {}", house.desk.token(&house.desk.administrator));
    let path = format!("/api/v1/administration/users/{}/reset", house.desk.agent.person);
    let headers = [("authorization", bearer.as_str()), ("idempotency-key", "once")];
    let first = house.post(&path, &headers, "");
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.text);
    assert!(first.json()["url"].as_str().unwrap().contains("/set-password?link="));
    let again = house.post(&path, &headers, "");
    assert_eq!(again.problem(), (409, "idempotency-forgotten".to_owned()));
}
