//! Every role on every page and every operation of the API: what the register of endpoints says
//! they need, and what the permissions say of the record, is what happens.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failure is a failed test"
)]

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
    _database: Database,
}

/// How somebody proves who they are, at both doors.
struct Proof {
    cookie: String,
    csrf: String,
    bearer: String,
}

impl House {
    fn new() -> Self {
        let database = Database::migrated(Engine::Sqlite);
        let desk = Desk::set_up(&database);
        let mut endpoints = web::endpoints();
        incident::endpoints(&mut endpoints);
        let all = endpoints.all().to_vec();
        let (db, clock, chance) = (desk.db.clone(), desk.clock.clone(), desk.chance.clone());
        let site = Site::new(db, clock, chance, Settings::default(), endpoints.navigation());
        let router = web::app(&site, endpoints);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        House { desk, router, runtime, endpoints: all, _database: database }
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

    /// An incident of the service desk, opened by the colleague.
    fn record(&self) -> (String, Facts) {
        let desk = &self.desk;
        let bearer = format!("Bearer {}", desk.token(&desk.agent));
        let json = format!(
            r#"{{"title":"x","impact":2,"urgency":2,"requester":"{}","team":"Service desk"}}"#,
            desk.colleague.email.as_deref().unwrap()
        );
        let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
        let (status, _, text) = self.send(&Method::POST, "/api/v1/incidents", &headers, &json);
        assert_eq!(status, 201, "{text}");
        let made: serde_json::Value = serde_json::from_str(&text).unwrap();
        let facts = Facts {
            requester: Some(desk.colleague.person),
            opener: Some(desk.agent.person),
            assignee: None,
            team: Some(desk.service_desk),
            company: desk.alder,
            restricted: false,
        };
        (made["number"].as_str().unwrap().to_owned(), facts)
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

/// What must come of it: a status, or anything that is neither refusal nor failure.
fn expected(endpoint: &Endpoint, agent: &Agent, facts: &Facts) -> Option<u16> {
    if endpoint.needs.admit(agent).is_err() {
        return Some(403);
    }
    let Needs::May(kind, action) = endpoint.needs else { return None };
    if !endpoint.path.contains("{number}") {
        return None;
    }
    match (agent.may_with(kind, Action::Read, facts), agent.may_with(kind, action, facts)) {
        (false, _) => Some(404),
        (true, false) => Some(403),
        (true, true) => None,
    }
}

#[test]
fn every_role_gets_what_it_may_and_nothing_else() {
    let house = House::new();
    let mut tried = 0;
    for (name, agent) in house.desk.everybody() {
        let mut proof = house.prove(agent);
        for endpoint in house.endpoints.iter().filter(|endpoint| !endpoint.path.contains("{*path}"))
        {
            let (number, facts) = house.record();
            let path = endpoint.path.replace("{number}", &number);
            assert!(!path.contains('{'), "{path}: say here what its parameters are");
            let (status, text) = house.ask(endpoint, &path, &proof);
            let at = format!(
                "{name}: {} {path}: {status} {}",
                endpoint.method,
                &text[..text.len().min(300)]
            );
            match expected(endpoint, agent, &facts) {
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
fn strangers_get_only_what_is_public() {
    let house = House::new();
    let (number, _) = house.record();
    for endpoint in house.endpoints.iter().filter(|endpoint| !endpoint.path.contains("{*path}")) {
        let path = endpoint.path.replace("{number}", &number);
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

#[test]
fn nothing_changes_at_a_page_without_its_token() {
    let house = House::new();
    let proof = house.prove(&house.desk.agent);
    for endpoint in &house.endpoints {
        let changes = !matches!(endpoint.method, Method::GET | Method::HEAD);
        if endpoint.door == Door::Api || !changes || endpoint.needs == Needs::Public {
            continue;
        }
        let (number, _) = house.record();
        let path = endpoint.path.replace("{number}", &number);
        let (status, _, _) = house.send(&endpoint.method, &path, &[("cookie", &proof.cookie)], "");
        assert_eq!(status, 403, "{} {path}", endpoint.method);
    }
}
