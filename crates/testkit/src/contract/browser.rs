//! The whole application, called in process: by a person's browser and by a program.

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request};
use db::Db;
use desk::access::Agent;
use http_body_util::BodyExt;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tower::ServiceExt;
use web::{Endpoint, Endpoints, Settings, Site};

use super::answer::Answer;
use super::markup::{Form, forms};
use super::workbook;
use crate::{Desk, PASSWORD, shelf};

/// The application, and somebody who asks it things.
pub struct Browser {
    /// Every endpoint it has.
    pub endpoints: Vec<Endpoint>,
    /// How the API describes itself.
    pub description: Value,
    router: Router,
    runtime: Runtime,
    _files: TempDir,
}

/// A person signed in.
#[derive(Debug, Clone)]
pub struct Session {
    /// The cookie their browser sends.
    pub cookie: String,
    /// The token their pages carry.
    pub csrf: String,
}

impl Browser {
    /// A desk, and the application of one practice over it.
    #[must_use]
    pub fn with_desk(db: &Db, practice: fn(&mut Endpoints)) -> (Desk, Browser) {
        let (desk, mut all) = (Desk::set_up(db), web::endpoints());
        practice(&mut all);
        let browser = Browser::over(&desk, all);
        (desk, browser)
    }

    /// The application with these endpoints over a desk.
    #[must_use]
    pub fn over(desk: &Desk, endpoints: Endpoints) -> Browser {
        let (all, description) = (endpoints.all().to_vec(), endpoints.openapi("0.0.0"));
        let (db, clock, chance) = (desk.db.clone(), desk.clock.clone(), desk.chance.clone());
        let (files, shelf) = shelf();
        let settings = Settings { shelf: Some(shelf), ..Settings::default() };
        let site = Site::new(db, clock, chance, settings, endpoints.navigation());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        Browser {
            endpoints: all,
            description,
            router: web::app(&site, endpoints),
            runtime: runtime.expect("a runtime"),
            _files: files,
        }
    }

    /// Sends a request as it is.
    #[must_use]
    pub fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: String,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body)).expect("a request that can be sent");
        self.runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.expect("an answer");
            let (parts, body) = response.into_parts();
            let is_stream =
                parts.headers.get("content-type").is_some_and(|t| t == "text/event-stream");
            assert!(!is_stream, "a stream has no end; listen to it");
            let bytes = body.collect().await.expect("a whole answer").to_bytes().to_vec();
            let is_workbook =
                parts.headers.get("content-type").is_some_and(|t| t == workbook::MEDIA);
            let (text, bytes) = if is_workbook {
                (String::new(), bytes)
            } else {
                (String::from_utf8(bytes).expect("an answer in UTF-8"), Vec::new())
            };
            Answer { status: parts.status, headers: parts.headers, text, bytes }
        })
    }

    /// What the application is called through.
    pub(super) fn router(&self) -> Router {
        self.router.clone()
    }

    /// What moves it along while somebody waits for it.
    pub(super) fn runtime(&self) -> &Runtime {
        &self.runtime
    }

    /// Signs somebody in through the form and reads the CSRF token off the first page.
    #[must_use]
    pub fn sign_in(&self, agent: &Agent) -> Session {
        let email = agent.email.clone().expect("everybody here has an address");
        let body = encoded([("email", email.as_str()), ("password", PASSWORD)]);
        let answer = self.send(Method::POST, "/sign-in", &[FORM], body).expect(303, "signing in");
        let cookie = answer.header("set-cookie").split(';').next().unwrap_or_default().to_owned();
        let home = self.send(Method::GET, "/", &[("cookie", &cookie)], String::new());
        let first =
            self.send(Method::GET, home.header("location"), &[("cookie", &cookie)], String::new());
        let token =
            forms(&first.text).iter().find_map(|form| form.value("csrf").map(str::to_owned));
        Session { cookie, csrf: token.expect("a page with a CSRF token") }
    }

    /// Opens a page.
    #[must_use]
    pub fn open(&self, who: &Session, path: &str) -> Answer {
        self.send(Method::GET, path, &[("cookie", &who.cookie)], String::new())
    }

    /// Sends a form of a page, as a browser without scripts does.
    #[must_use]
    pub fn submit(&self, who: &Session, form: &Form) -> Answer {
        self.send(
            Method::POST,
            &form.action,
            &[FORM, ("cookie", &who.cookie)],
            encoded(form.sent()),
        )
    }

    /// Sends a form of a page, as htmx does.
    #[must_use]
    pub fn swap(&self, who: &Session, form: &Form) -> Answer {
        let headers = [FORM, ("cookie", who.cookie.as_str()), ("hx-request", "true")];
        self.send(Method::POST, &form.action, &headers, encoded(form.sent()))
    }

    /// Calls the API. An empty token is none; without a body nothing is sent.
    #[must_use]
    pub fn call(&self, token: &str, method: Method, path: &str, body: Option<&Value>) -> Answer {
        self.call_with(token, method, path, body, &[])
    }

    /// Calls the API with more headers.
    #[must_use]
    pub fn call_with(
        &self,
        token: &str,
        method: Method,
        path: &str,
        body: Option<&Value>,
        more: &[(&str, &str)],
    ) -> Answer {
        let bearer = format!("Bearer {token}");
        let mut headers = more.to_vec();
        if !token.is_empty() {
            headers.push(("authorization", &bearer));
        }
        if body.is_some() {
            headers.push(("content-type", "application/json"));
        }
        self.send(method, path, &headers, body.map(Value::to_string).unwrap_or_default())
    }

    /// Reads something from the API.
    #[must_use]
    pub fn read(&self, token: &str, path: &str) -> Answer {
        self.call(token, Method::GET, path, None)
    }
}

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

/// A value of an address or form, with everything escaped that might need it.
#[must_use]
pub fn escaped(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

fn encoded<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let pairs =
        pairs.into_iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value)));
    pairs.collect::<Vec<_>>().join("&")
}
