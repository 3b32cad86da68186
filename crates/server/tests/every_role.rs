//! Every role on every page and every operation of the API: what the register of endpoints says
//! they need, and what the permissions say of the record, is what happens.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failure is a failed test"
)]

#[allow(dead_code, reason = "the program uses more of it than this test")]
#[path = "../src/practices.rs"]
mod practices;

use std::collections::BTreeSet;

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, header};
use desk::access::{Action, Agent, Facts};
use testkit::{Database, Desk, Engine, PASSWORD};
use tokio::runtime::Runtime;
use tower::ServiceExt;
use web::{Door, Endpoint, Needs, Settings, Site};

struct House {
    desk: Desk,
    router: Router,
    runtime: Runtime,
    endpoints: Vec<Endpoint>,
    description: serde_json::Value,
    _database: Database,
}

/// How somebody proves who they are, at both doors.
struct Proof {
    cookie: String,
    csrf: String,
    bearer: String,
}

impl House {
    fn new(engine: Engine) -> Self {
        let database = Database::migrated(engine);
        let desk = Desk::set_up(&database);
        let endpoints = practices::endpoints();
        let all = endpoints.all().to_vec();
        let description = endpoints.openapi("0.0.0");
        let (db, clock, chance) = (desk.db.clone(), desk.clock.clone(), desk.chance.clone());
        let site = Site::new(db, clock, chance, Settings::default(), endpoints.navigation());
        let router = web::app(&site, endpoints);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        House { desk, router, runtime, endpoints: all, description, _database: database }
    }

    fn send(
        &self,
        method: &Method,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> (u16, header::HeaderMap, String) {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body.to_owned())).unwrap();
        self.runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
            (parts.status.as_u16(), parts.headers, String::from_utf8_lossy(&bytes).into_owned())
        })
    }

    fn prove(&self, agent: &Agent) -> Proof {
        let body = format!(
            "email={}&password={}",
            agent.email.as_deref().unwrap(),
            PASSWORD.replace(' ', "+")
        );
        let form = [("content-type", "application/x-www-form-urlencoded")];
        let (status, headers, text) = self.send(&Method::POST, "/sign-in", &form, &body);
        assert_eq!(status, 303, "{text}");
        let cookie =
            headers[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
        // Any page has the token in its frame, also the one that says there is none.
        let (_, _, page) = self.send(&Method::GET, "/nothing", &[("cookie", &cookie)], "");
        let csrf = page
            .split("name=\"csrf-token\" content=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_owned();
        Proof { cookie, csrf, bearer: format!("Bearer {}", self.desk.token(agent)) }
    }

    /// A record such as the endpoint is about, asked for by the colleague, with the service desk.
    fn record(&self, endpoint: &Endpoint) -> (String, Facts) {
        let desk = &self.desk;
        let list = list_of(&endpoint.path);
        let body = &self.description["paths"][list.as_str()]["post"]["requestBody"]["content"]["application/json"];
        assert!(body.is_object(), "{list}: nothing says how one is opened");
        let mut given = body["example"].clone();
        let for_others = !body["schema"]["properties"]["requester"].is_null();
        let with_team = !body["schema"]["properties"]["team"].is_null();
        if for_others {
            given["requester"] = desk.colleague.email.as_deref().unwrap().into();
        }
        if with_team {
            given["team"] = "Service desk".into();
        }
        let opener = if for_others { &desk.agent } else { &desk.colleague };
        let bearer = format!("Bearer {}", desk.token(opener));
        let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
        let (status, _, text) = self.send(&Method::POST, &list, &headers, &given.to_string());
        assert_eq!(status, 201, "{text}");
        let made: serde_json::Value = serde_json::from_str(&text).unwrap();
        let facts = Facts {
            requester: Some(desk.colleague.person),
            opener: Some(opener.person),
            assignee: None,
            team: with_team.then_some(desk.service_desk),
            company: desk.alder,
            restricted: false,
            withdrawn: false,
        };
        (made["number"].as_str().unwrap().to_owned(), facts)
    }

    /// The endpoint's path with a record of its kind in it, and that record's facts.
    fn target(&self, endpoint: &Endpoint) -> (String, Option<Facts>) {
        if endpoint.path.contains("/tasks/{task}") && !endpoint.path.contains("{number}") {
            let incidents = "/api/v1/incidents/{number}/tasks/{task}";
            let (path, facts) =
                self.target(&Endpoint { path: incidents.to_owned(), ..endpoint.clone() });
            let task = path.rsplit('/').next().unwrap_or_default();
            return (endpoint.path.replace("{task}", task), facts);
        }
        if !endpoint.path.contains("{number}") {
            // Nobody here has a reminder; another's is as good as none.
            let path = endpoint.path.replace("{reminder}", &"0".repeat(32));
            return (path.replace("{book}", "sign_ins"), None);
        }
        let (number, facts) = self.record(endpoint);
        let path = endpoint.path.replace("{number}", &number).replace("{code}", "state");
        (self.with_organs(endpoint, path), Some(facts))
    }

    /// The path with something of an organ of the record in it, which the administrator puts there.
    fn with_organs(&self, endpoint: &Endpoint, path: String) -> String {
        let Some((organ, _)) = path.split_once("/{") else { return path };
        let organ = match endpoint.door {
            Door::Api => organ.to_owned(),
            Door::Page => format!("/api/v1{organ}"),
        };
        let made = |given: serde_json::Value| {
            let bearer = format!("Bearer {}", self.desk.token(&self.desk.administrator));
            let headers =
                [("authorization", bearer.as_str()), ("content-type", "application/json")];
            let (status, _, text) = self.send(&Method::POST, &organ, &headers, &given.to_string());
            assert_eq!(status, 201, "{organ}: {text}");
            let made: serde_json::Value = serde_json::from_str(&text).unwrap();
            let name = if made["waits"].is_null() { "id" } else { "number" };
            made[name].as_str().unwrap_or_default().to_owned()
        };
        let link = || {
            let (other, _) = self.record(endpoint);
            made(serde_json::json!({ "relation": "causes", "number": other }))
        };
        let watcher = || {
            made(serde_json::json!({ "person": self.desk.agent.person }));
            self.desk.agent.person.to_string()
        };
        let tag = || {
            made(serde_json::json!({ "tag": "vip" }));
            "vip".to_owned()
        };
        let task = || made(serde_json::json!({ "title": "Look" }));
        let effort = || made(serde_json::json!({ "minutes": 5 }));
        let recurrence = || made(serde_json::json!({ "every": 1, "unit": "day" }));
        let makers: [(&str, &dyn Fn() -> String); 6] = [
            ("{link}", &link),
            ("{person}", &watcher),
            ("{tag}", &tag),
            ("{task}", &task),
            ("{effort}", &effort),
            ("{recurrence}", &recurrence),
        ];
        let mut path = path;
        for (name, make) in makers {
            if path.contains(name) {
                path = path.replace(name, &make());
            }
        }
        path
    }

    fn ask(&self, endpoint: &Endpoint, path: &str, proof: &Proof) -> (u16, String) {
        let headers: Vec<(&str, &str)> = match endpoint.door {
            Door::Page => vec![("cookie", &proof.cookie), ("x-csrf-token", &proof.csrf)],
            Door::Api => vec![("authorization", &proof.bearer)],
        };
        let (status, headers, text) = self.send(&endpoint.method, path, &headers, "");
        let to_sign_in = headers
            .get(header::LOCATION)
            .is_some_and(|to| to.to_str().unwrap().starts_with("/sign-in?"));
        assert!(!to_sign_in, "{} {path}: was not recognised", endpoint.method);
        (status, text)
    }
}

/// Where records like the one at this path are opened.
fn list_of(path: &str) -> String {
    let named = path.trim_start_matches("/api/v1").split('/').nth(1).unwrap_or_default();
    format!("/api/v1/{named}")
}

/// What must come of it: a status, or anything that is neither refusal nor failure.
fn expected(endpoint: &Endpoint, agent: &Agent, facts: Option<&Facts>) -> Option<u16> {
    if endpoint.needs.admit(agent).is_err() {
        return Some(403);
    }
    if endpoint.path.ends_with("/{reminder}") {
        return Some(404);
    }
    let of_task = ["/tasks/{task}", "/completion", "/skip"];
    if let Some(facts) = facts.filter(|_| of_task.iter().any(|end| endpoint.path.ends_with(end)))
        && matches!(endpoint.needs, Needs::SignedIn | Needs::May(_, Action::Read))
    {
        return expected_of_task(endpoint, agent, facts);
    }
    let (Needs::May(kind, action), Some(facts)) = (endpoint.needs, facts) else { return None };
    match (agent.may_with(kind, Action::Read, facts), agent.may_with(kind, action, facts)) {
        (false, _) => Some(404),
        (true, false) => Some(403),
        (true, true) => None,
    }
}

/// A task of an incident, with nobody to do it yet: whoever reads the inside sees it, and whoever
/// works on incidents does something with it.
fn expected_of_task(endpoint: &Endpoint, agent: &Agent, facts: &Facts) -> Option<u16> {
    let may = |action| agent.may_with("incident", action, facts);
    match (may(Action::ReadInternal), may(Action::Work)) {
        (false, _) => Some(404),
        (true, false) if endpoint.method != Method::GET => Some(403),
        _ => None,
    }
}

#[test]
fn every_role_gets_what_it_may_and_nothing_else_on_sqlite() {
    every_role_gets_what_it_may_and_nothing_else(Engine::Sqlite);
}

#[test]
fn every_role_gets_what_it_may_and_nothing_else_on_postgres() {
    every_role_gets_what_it_may_and_nothing_else(Engine::Postgres);
}

fn every_role_gets_what_it_may_and_nothing_else(engine: Engine) {
    let house = House::new(engine);
    let mut tried = 0;
    for (name, agent) in house.desk.everybody() {
        let mut proof = house.prove(agent);
        for endpoint in house.endpoints.iter().filter(|endpoint| !endpoint.path.contains("{*path}"))
        {
            let (path, facts) = house.target(endpoint);
            assert!(!path.contains('{'), "{path}: say here what its parameters are");
            let (status, text) = house.ask(endpoint, &path, &proof);
            let at = format!(
                "{name}: {} {path}: {status} {}",
                endpoint.method,
                &text[..text.len().min(300)]
            );
            match expected(endpoint, agent, facts.as_ref()) {
                Some(refusal) => assert_eq!(status, refusal, "{at}"),
                None => assert!(status < 500 && ![401, 403, 404, 405].contains(&status), "{at}"),
            }
            tried += 1;
            if path == "/sign-out" {
                proof = house.prove(agent);
            }
        }
    }
    assert!(tried > 200, "only {tried} tries");
}

#[test]
fn the_description_of_the_whole_api_is_well_formed() {
    let house = House::new(Engine::Sqlite);
    assert_eq!(web::openapi::faults(&house.description), Vec::<String>::new());
    let described = house.description["paths"].as_object().unwrap().values();
    let described: usize = described.map(|methods| methods.as_object().unwrap().len()).sum();
    let operations = house.endpoints.iter().filter(|endpoint| endpoint.door == Door::Api).count();
    assert_eq!(described, operations);
}

#[test]
fn strangers_get_only_what_is_public() {
    let house = House::new(Engine::Sqlite);
    for endpoint in house.endpoints.iter().filter(|endpoint| !endpoint.path.contains("{*path}")) {
        let (path, _) = house.target(endpoint);
        let (status, headers, _) = house.send(&endpoint.method, &path, &[], "");
        let turned_away = match endpoint.door {
            Door::Api => status == 401,
            Door::Page => {
                status == 303 && headers[header::LOCATION].to_str().unwrap().starts_with("/sign-in")
            }
        };
        assert_eq!(
            turned_away,
            endpoint.needs != Needs::Public,
            "{} {path}: {status}",
            endpoint.method
        );
    }
}

/// What anybody may ask without being known. Written down, so that nothing joins it by accident.
const PUBLIC: [&str; 5] = [
    "GET /api/v1/openapi.json",
    "GET /assets/{*path}",
    "GET /healthz",
    "GET /sign-in",
    "POST /sign-in",
];

#[test]
fn what_is_public_is_written_down() {
    let endpoints = practices::endpoints();
    let public = endpoints.all().iter().filter(|endpoint| endpoint.needs == Needs::Public);
    let public: BTreeSet<String> = public.map(|e| format!("{} {}", e.method, e.path)).collect();
    assert_eq!(public, PUBLIC.map(str::to_owned).into());
}

#[test]
fn nothing_changes_at_a_page_without_its_token() {
    let house = House::new(Engine::Sqlite);
    let proof = house.prove(&house.desk.agent);
    for endpoint in &house.endpoints {
        let changes = !matches!(endpoint.method, Method::GET | Method::HEAD);
        if endpoint.door == Door::Api || !changes || endpoint.needs == Needs::Public {
            continue;
        }
        let (path, _) = house.target(endpoint);
        let (status, _, _) = house.send(&endpoint.method, &path, &[("cookie", &proof.cookie)], "");
        assert_eq!(status, 403, "{} {path}", endpoint.method);
    }
}
