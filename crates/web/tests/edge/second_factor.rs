//! The second factor, at both doors.

use axum::http::{Method, StatusCode};
use desk::access::Agent;
use desk::account::{Proof, Sealer, TotpSecret, begin_second_factor, confirm_second_factor};
use desk::account::{pending_second_factor, second_factor_of};
use desk::keys::Secret;
use std::time::Duration;
use testkit::{Engine, PASSWORD};
use web::Settings;

use crate::browser::{Answer, FORM, House};

const STEP: Duration = Duration::from_secs(30);

struct Set {
    house: House,
    sealer: Sealer,
}

impl Set {
    fn new() -> Set {
        let secret = Secret::random(&db::Chance::seeded(9));
        let sealer = Sealer::new(&secret);
        let settings = Settings { seals: Some(secret), ..Settings::default() };
        Set { house: House::on(Engine::Sqlite, settings), sealer }
    }

    /// Gives somebody a second factor; its secret and its recovery codes.
    fn equip(&self, agent: &Agent) -> (TotpSecret, Vec<String>) {
        let (desk, person) = (&self.house.desk, agent.person);
        let (ctx, sealer) = (desk.context(agent), self.sealer.clone());
        let begin = move |tx: &db::Tx<'_>| begin_second_factor(tx, &ctx, &sealer, person);
        let secret = desk.db.write(begin).unwrap();
        let (ctx, own) = (desk.context(agent), (person, Proof::of_session("none")));
        let code = secret.code_at(desk.clock.now());
        let codes = confirm_second_factor(&desk.db, &ctx, &self.sealer, own, &code).unwrap();
        desk.clock.advance(2 * STEP);
        (secret, codes)
    }

    fn password(&self, agent: &Agent) -> Answer {
        let email = agent.email.as_deref().unwrap();
        let password = PASSWORD.replace(' ', "+");
        let form = format!("email={email}&password={password}&next=/account?a=b");
        self.house.post("/sign-in", &[("content-type", FORM)], &form)
    }

    fn give(&self, step: &str, code: &str) -> Answer {
        let headers = [("cookie", step), ("content-type", FORM)];
        self.house.post("/sign-in/code", &headers, &format!("next=/account?a=b&code={code}"))
    }
}

/// The cookies an answer sets, as they are sent back.
fn cookies(answer: &Answer) -> Vec<String> {
    let all = answer.headers.get_all("set-cookie").iter();
    all.map(|cookie| cookie.to_str().unwrap().split(';').next().unwrap().to_owned()).collect()
}

#[test]
fn after_the_password_comes_the_code_and_nothing_is_open_before() {
    let set = Set::new();
    let ada = &set.house.desk.agent;
    let (secret, codes) = set.equip(ada);
    let asked = set.password(ada);
    assert_eq!(asked.status, StatusCode::SEE_OTHER);
    assert_eq!(asked.header("location"), "/sign-in/code?next=%2Faccount%3Fa%3Db");
    let [step] = &cookies(&asked)[..] else { panic!("one cookie: {:?}", asked.headers) };
    let whole = asked.header("set-cookie");
    assert!(step.starts_with("mainstay_step="), "{whole}");
    for part in ["Path=/sign-in/code", "HttpOnly", "SameSite=Lax", "Max-Age=300"] {
        assert!(whole.contains(part), "{whole}");
    }
    let session = step.replace("mainstay_step", "mainstay_session");
    for cookie in [step, &session] {
        let page = set.house.get("/account", &[("cookie", cookie)]);
        assert_eq!(page.status, StatusCode::SEE_OTHER);
        assert!(page.header("location").starts_with("/sign-in"), "{cookie} opens nothing");
    }
    let page = set.house.get("/sign-in/code?next=/account", &[("cookie", step)]);
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("one-time-code") && !page.text.contains("password\""));
    assert_eq!(set.house.get("/sign-in/code", &[]).status, StatusCode::NOT_FOUND);

    let wrong = set.give(step, "000000");
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("This code is wrong"), "{}", wrong.text);
    let code = secret.code_at(set.house.desk.clock.now());
    let foreign =
        [("cookie", step.as_str()), ("content-type", FORM), ("sec-fetch-site", "cross-site")];
    let foreign = set.house.post("/sign-in/code", &foreign, &format!("code={code}"));
    assert_eq!(foreign.status, StatusCode::FORBIDDEN);
    let elsewhere = set.give("mainstay_step=made-up", &code);
    assert!(elsewhere.status.is_client_error(), "the step belongs to the browser it was given to");

    let right = set.give(step, &code);
    assert_eq!((right.status, right.header("location")), (StatusCode::SEE_OTHER, "/account?a=b"));
    let set_cookies = cookies(&right);
    assert!(set_cookies.contains(&"mainstay_step=".to_owned()), "{set_cookies:?}");
    let session = set_cookies.iter().find(|c| c.starts_with("mainstay_session=")).unwrap();
    let page = set.house.get("/account", &[("cookie", session)]);
    assert!(page.status == StatusCode::OK && page.text.contains("10 recovery codes left"));
    assert!(set.give(step, &codes[0]).status.is_client_error(), "a step works once");
    let again = set.password(ada);
    assert_eq!(set.give(&cookies(&again)[0], &codes[0]).status, StatusCode::SEE_OTHER);
}

#[test]
fn it_is_set_up_and_taken_away_on_the_page() {
    let set = Set::new();
    let (desk, house) = (&set.house.desk, &set.house);
    let ada = house.sign_in(&desk.agent);
    let present = format!("present={}", PASSWORD.replace(' ', "+"));
    let refused = house.submit(&ada, "/account/second-factor", "present=wrong+horse");
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let shown = house.submit(&ada, "/account/second-factor", &present);
    assert_eq!(shown.status, StatusCode::OK);
    let (person, now) = (desk.agent.person, desk.clock.now());
    let pending = desk.db.read(|tx| pending_second_factor(tx, &set.sealer, person, now));
    let secret = pending.unwrap().unwrap();
    assert!(shown.text.contains(&secret.text()) && shown.text.contains("<svg class=\"qr-code\""));
    assert!(!shown.text.contains("style=\""), "the content policy forbids it");
    assert!(shown.header("cache-control").contains("no-store"));
    let wrong = house.submit(&ada, "/account/second-factor/confirmation", "code=000000");
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!wrong.text.contains(&secret.text()), "it was shown once, for the password");
    let code = format!("code={}", secret.code_at(now));
    let told = house.submit(&ada, "/account/second-factor/confirmation", &code);
    assert_eq!(told.status, StatusCode::OK);
    let of = |text: &str| -> Vec<String> {
        let cells = text.split("<li><code>").skip(1);
        cells.map(|cell| cell.split('<').next().unwrap().to_owned()).collect()
    };
    let codes = of(&told.text);
    assert_eq!(codes.len(), 10, "{}", told.text);
    let page = house.get("/account", &[("cookie", &ada.cookie)]).text;
    assert!(!page.contains(&secret.text()) && codes.iter().all(|code| !page.contains(code)));

    let renew = |code: &str| {
        house.submit(&ada, "/account/second-factor/codes", &format!("{present}&code={code}"))
    };
    assert_eq!(renew("").status, StatusCode::UNPROCESSABLE_ENTITY);
    let others = of(&renew(&codes[0]).text);
    assert!(others.len() == 10 && others.iter().all(|code| !codes.contains(code)));
    let remove = |code: &str| {
        let form = format!("_method=delete&{present}&code={code}");
        house.submit(&ada, "/account/second-factor", &form)
    };
    assert_eq!(remove(&codes[1]).status, StatusCode::UNPROCESSABLE_ENTITY, "it was replaced");
    assert_eq!(remove(&others[1]).status, StatusCode::SEE_OTHER);
    assert_eq!(desk.db.read(|tx| second_factor_of(tx, person)).unwrap(), None);
}

/// Whether a page has this tick set.
fn ticked_in(page: &str, name: &str) -> bool {
    let input = page.split(&format!("name=\"{name}\"")).nth(1).unwrap();
    input.split('>').next().unwrap().contains("checked")
}

#[test]
fn where_it_is_demanded_one_is_led_to_it_and_nowhere_else() {
    let set = Set::new();
    let (desk, house) = (&set.house.desk, &set.house);
    let (ada, admin) = (house.sign_in(&desk.agent), house.sign_in(&desk.administrator));
    let page = "/administration/second-factor";
    let foreign = house.submit(&ada, page, "everybody=on");
    assert_eq!(foreign.status, StatusCode::FORBIDDEN);
    let wrong = house.submit(&admin, page, "role_king=on");
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let asked = |query: &str| house.get(&format!("{page}{query}"), &[("cookie", &admin.cookie)]);
    let tried = asked("?as=tried&role_agent=on&role_auditor=on");
    assert_eq!(tried.status, StatusCode::OK, "{}", tried.text);
    assert!(tried.text.contains("would have to set one up before they can go on"));
    assert!(tried.text.contains("name=\"role_agent\" value=\"on\""), "{}", tried.text);
    assert!(asked("?as=tried").text.contains("Nothing would change."));
    for wrong in ["?as=tried&role_king=on", "?as=guess", "?role_agent=on", "?as=tried&x=on"] {
        assert_eq!(asked(wrong).status, StatusCode::BAD_REQUEST, "{wrong}");
    }
    assert!(!ticked_in(&asked("").text, "role_agent"), "trying sets nothing");
    let saved = house.submit(&admin, page, "role_agent=on&role_auditor=on");
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    let text = house.get(page, &[("cookie", &admin.cookie)]).text;
    let ticked = |name: &str| ticked_in(&text, name);
    assert!(text.contains("said who must have a second factor"), "with its history: {text}");
    assert!(ticked("role_agent") && ticked("role_auditor"));
    assert!(!ticked("role_manager") && !ticked("everybody"));

    for path in ["/", "/csrf", "/search?q=x", "/docs/api", "/administration/users"] {
        let led = house.get(path, &[("cookie", &ada.cookie)]);
        assert_eq!((led.status, led.header("location")), (StatusCode::SEE_OTHER, "/account"));
        let part = [("cookie", ada.cookie.as_str()), ("hx-request", "true")];
        assert_eq!(house.get(path, &part).header("hx-redirect"), "/account", "{path}");
    }
    for (path, form) in [
        ("/account/password", "present=a&password=b&again=b"),
        ("/account/sessions", "_method=delete"),
        ("/account/second-factor/codes", "present=a&code=b"),
    ] {
        let led = house.submit(&ada, path, form);
        assert_eq!(led.header("location"), "/account", "{path}");
    }
    let led = house.get("/account", &[("cookie", &ada.cookie)]);
    assert!(led.status == StatusCode::OK && led.text.contains("Your organisation asks"));
    assert!(!led.text.contains("nav-link") && !led.text.contains("API tokens"));
    let me = house.call(&desk.agent, Method::GET, "/api/v1/me", "");
    assert_eq!(me.status, StatusCode::OK, "tokens go on");

    let present = format!("present={}", PASSWORD.replace(' ', "+"));
    assert_eq!(house.submit(&ada, "/account/second-factor", &present).status, StatusCode::OK);
    let (person, now) = (desk.agent.person, desk.clock.now());
    let pending = desk.db.read(|tx| pending_second_factor(tx, &set.sealer, person, now));
    let code = format!("code={}", pending.unwrap().unwrap().code_at(now));
    let told = house.submit(&ada, "/account/second-factor/confirmation", &code);
    assert_eq!(told.status, StatusCode::OK, "{}", told.text);
    assert_eq!(house.get("/csrf", &[("cookie", &ada.cookie)]).status, StatusCode::OK);
    let others = house.sign_in(&desk.requester);
    assert_eq!(house.get("/csrf", &[("cookie", &others.cookie)]).status, StatusCode::OK);
}

#[test]
fn an_administrator_removes_it_on_the_page_and_says_why() {
    let set = Set::new();
    let (desk, house) = (&set.house.desk, &set.house);
    set.equip(&desk.agent);
    let admin = house.sign_in(&desk.administrator);
    let path = format!("/administration/users/{}", desk.agent.person);
    let page = house.get(&path, &[("cookie", &admin.cookie)]).text;
    assert!(page.contains("Second factor since") && page.contains("Remove second factor"));
    let remove = |form: &str| house.submit(&admin, &format!("{path}/second-factor"), form);
    assert_eq!(remove("_method=delete&reason=").status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(remove("_method=delete&reason=Lost").status, StatusCode::SEE_OTHER);
    let again = remove("_method=delete&reason=Lost");
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.text.contains("There is no second factor to remove."), "{}", again.text);
    let log = house.get(
        "/administration/audit/settings?verb=remove_second_factor",
        &[("cookie", &house.sign_in(&desk.auditor).cookie)],
    );
    assert!(log.text.contains("removed a second factor") && log.text.contains("Lost"));
}

#[test]
fn scripts_set_it_up_with_the_password_and_learn_its_secret_once() {
    let set = Set::new();
    let (desk, house) = (&set.house.desk, &set.house);
    let path = "/api/v1/me/second-factor";
    let call = |method, below: &str, json: String| {
        house.call(&desk.agent, method, &format!("{path}{below}"), &json)
    };
    let present = format!("{{\"present\": \"{PASSWORD}\"}}");
    let refused = call(Method::POST, "", "{}".to_owned());
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let begun = call(Method::POST, "", present);
    assert_eq!(begun.status, StatusCode::CREATED, "{}", begun.text);
    let begun: serde_json::Value = serde_json::from_str(&begun.text).unwrap();
    let (person, now) = (desk.agent.person, desk.clock.now());
    let pending = desk.db.read(|tx| pending_second_factor(tx, &set.sealer, person, now));
    let secret = pending.unwrap().unwrap();
    assert_eq!(begun["secret"], secret.text());
    let code = format!("{{\"code\": \"{}\"}}", secret.code_at(now));
    let told = call(Method::POST, "/confirmation", code);
    assert_eq!(told.status, StatusCode::CREATED, "{}", told.text);
    let told: serde_json::Value = serde_json::from_str(&told.text).unwrap();
    let code = told["recovery_codes"][0].as_str().unwrap();
    let read = call(Method::GET, "", String::new());
    assert!(read.text.contains("\"codes_left\":10") && !read.text.contains(&secret.text()));
    let remove = |code: &str| {
        let body = format!("{{\"present\": \"{PASSWORD}\", \"code\": \"{code}\"}}");
        call(Method::DELETE, "", body).status
    };
    assert_eq!(remove("000000"), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(remove(code), StatusCode::NO_CONTENT);
}

#[test]
fn scripts_say_of_whom_it_is_demanded() {
    let set = Set::new();
    let (desk, house) = (&set.house.desk, &set.house);
    let path = "/api/v1/administration/second-factor";
    let put = |json: &str| house.call(&desk.administrator, Method::PUT, path, json);
    for (json, field) in [
        ("{}", "everybody"),
        ("{\"everybody\": true}", "roles"),
        ("{\"everybody\": \"yes\", \"roles\": []}", "everybody"),
        ("{\"everybody\": true, \"roles\": [1]}", "roles"),
        ("{\"everybody\": true, \"roles\": [\"king\"]}", "roles"),
        ("{\"everybody\": true, \"roles\": [], \"by\": 1}", "by"),
    ] {
        let refused = put(json);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{json}");
        assert!(refused.text.contains(&format!("\"field\":\"{field}\"")), "{}", refused.text);
    }
    let kept = put("{\"everybody\": false, \"roles\": [\"auditor\", \"administrator\"]}");
    assert_eq!(kept.status, StatusCode::OK, "{}", kept.text);
    let read = house.call(&desk.administrator, Method::GET, path, "");
    assert!(read.text.contains("\"roles\":[\"administrator\",\"auditor\"]"), "{}", read.text);
    let agent = house.call(&desk.agent, Method::GET, path, "");
    assert_eq!(agent.status, StatusCode::FORBIDDEN);
    let get =
        |below: &str| house.call(&desk.administrator, Method::GET, &format!("{path}{below}"), "");
    let now = get("").json();
    assert_eq!(now["unmet"], serde_json::json!({ "number": 2, "more": false }), "{now}");
    let tried = get("?roles=agent,auditor,administrator").json();
    let preview = &tried["preview"];
    let newly = preview["newly_unmet"]["number"].as_i64().unwrap();
    assert!(newly > 0 && preview["unmet"]["number"] == newly + 2, "{tried}");
    assert_eq!((&tried["roles"], &preview["everybody"]), (&now["roles"], &false.into()));
    let fewer = get("?roles=").json();
    assert_eq!(fewer["preview"]["unmet"]["number"], 0, "{fewer}");
    for wrong in ["?roles=king", "?everybody=perhaps", "?x=1"] {
        assert_eq!(get(wrong).status, StatusCode::BAD_REQUEST, "{wrong}");
    }
    let history = get("/history").json();
    let said = &history["items"][0]["values"];
    assert_eq!(
        (&said["roles_before"], &said["roles"]),
        (&"".into(), &"administrator, auditor".into())
    );
    assert!(said.get("everybody").is_none(), "only what changed is told: {said}");
}
