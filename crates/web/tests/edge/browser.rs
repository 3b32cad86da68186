//! An application over a small desk, and someone who asks it things.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use desk::access::Agent;
use http_body_util::BodyExt;
use testkit::{Database, Desk, Engine, PASSWORD};
use tokio::runtime::Runtime;
use tower::ServiceExt;
use web::{Endpoints, Settings, Site};

use crate::handlers;

/// The application of a test, with some endpoints of its own.
pub(crate) struct House {
    pub(crate) desk: Desk,
    pub(crate) endpoints: Vec<web::Endpoint>,
    pub(crate) description: serde_json::Value,
    site: Site,
    router: Router,
    runtime: Runtime,
    _database: Database,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

/// A person signed in.
pub(crate) struct SignedIn {
    pub(crate) cookie: String,
    pub(crate) csrf: String,
}

/// Pages that change something send forms of this type.
pub(crate) const FORM: &str = "application/x-www-form-urlencoded";

impl House {
    pub(crate) fn new() -> Self {
        Self::on(Engine::Sqlite, Settings::default())
    }

    pub(crate) fn on(engine: Engine, settings: Settings) -> Self {
        let database = Database::migrated(engine);
        let desk = Desk::set_up(&database);
        let mut endpoints = web::endpoints();
        handlers::add(&mut endpoints);
        Self::with(database, desk, endpoints, settings)
    }

    fn with(database: Database, desk: Desk, endpoints: Endpoints, settings: Settings) -> Self {
        let all = endpoints.all().to_vec();
        let description = endpoints.openapi("1.2.3");
        let navigation = endpoints.navigation();
        let site = Site::new(
            desk.db.clone(),
            desk.clock.clone(),
            desk.chance.clone(),
            settings,
            navigation,
        );
        let router = web::app(&site, endpoints);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        House { site, desk, endpoints: all, description, router, runtime, _database: database }
    }

    pub(crate) fn site(&self) -> &Site {
        &self.site
    }

    /// Sends a request as it is.
    pub(crate) fn send(&self, request: Request<Body>) -> Answer {
        self.runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            let bytes = body.collect().await.unwrap().to_bytes();
            let text = String::from_utf8_lossy(&bytes).into_owned();
            Answer { status: parts.status, headers: parts.headers, text }
        })
    }

    pub(crate) fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send(request(Method::GET, path, headers, ""))
    }

    pub(crate) fn post(&self, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        self.send(request(Method::POST, path, headers, body))
    }

    /// Posts a form as a page of ours does.
    pub(crate) fn submit(&self, who: &SignedIn, path: &str, fields: &str) -> Answer {
        let body = format!("csrf={}&{fields}", who.csrf);
        self.post(path, &[("cookie", &who.cookie), ("content-type", FORM)], &body)
    }

    /// Asks the API with a token of the agent's.
    pub(crate) fn call(&self, agent: &Agent, method: Method, path: &str, json: &str) -> Answer {
        let bearer = format!("Bearer {}", self.desk.token(agent));
        let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
        self.send(request(method, path, &headers, json))
    }

    /// Signs in through the form and reads the CSRF token off a page.
    pub(crate) fn sign_in(&self, agent: &Agent) -> SignedIn {
        let email = agent.email.clone().unwrap();
        let body = format!("email={email}&password={}", PASSWORD.replace(' ', "+"));
        let answer = self.post("/sign-in", &[("content-type", FORM)], &body);
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
        let cookie = cookie.split(';').next().unwrap().to_owned();
        let page = self.get("/csrf", &[("cookie", &cookie)]);
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        SignedIn { cookie, csrf: page.text }
    }
}

pub(crate) fn request(
    method: Method,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Request<Body> {
    let mut builder = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        builder = builder.header(*name, *value);
    }
    builder.body(Body::from(body.to_owned())).unwrap()
}

impl Answer {
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The problem's code and status, after checking that it is one.
    pub(crate) fn problem(&self) -> (u16, String) {
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.text);
        let problem = self.json();
        assert_eq!(problem["status"], self.status.as_u16());
        assert!(problem["type"].as_str().unwrap().starts_with(web::URN));
        let instance = problem["instance"].as_str().unwrap();
        assert!(instance.ends_with(self.header("x-request-id")), "{instance}");
        for text in ["title", "detail"] {
            assert!(
                problem[text].as_str().unwrap().contains(' '),
                "{text} is no sentence: {problem}"
            );
        }
        (self.status.as_u16(), problem["code"].as_str().unwrap().to_owned())
    }
}
