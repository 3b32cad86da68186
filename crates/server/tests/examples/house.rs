//! The application over a small desk, asked by what its description shows.

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use desk::access::Agent;
use serde_json::Value;
use testkit::{Database, Desk, Engine, PASSWORD};
use tokio::runtime::Runtime;
use tower::ServiceExt;
use web::{Settings, Site};

use crate::practices;

/// The application, and what it says of itself.
pub(crate) struct House {
    pub(crate) desk: Desk,
    router: Router,
    runtime: Runtime,
    pub(crate) description: Value,
    _database: Database,
}

impl House {
    pub(crate) fn new() -> Self {
        let database = Database::migrated(Engine::Sqlite);
        let desk = Desk::set_up(&database);
        let endpoints = practices::endpoints();
        let description = endpoints.openapi("0.0.0");
        let (db, clock, chance) = (desk.db.clone(), desk.clock.clone(), desk.chance.clone());
        let site = Site::new(db, clock, chance, Settings::default(), endpoints.navigation());
        let router = web::app(&site, endpoints);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        House { desk, router, runtime, description, _database: database }
    }

    /// Does one operation with its example, at its path with the gaps filled.
    pub(crate) fn send(&self, who: &Agent, row: &str, gaps: &[(&str, &str)]) -> Value {
        let (method, path) = row.split_once(' ').unwrap();
        let operation = &self.description["paths"][path][method.to_lowercase()];
        assert!(operation.is_object(), "{row}: nothing says what it is");
        let body = &operation["requestBody"]["content"]["application/json"]["example"];
        let path = gaps.iter().fold(path.to_owned(), |path, (gap, what)| path.replace(gap, what));
        let request = Request::builder()
            .method(method)
            .uri(&path)
            .header("authorization", format!("Bearer {}", self.desk.token(who)))
            .header("content-type", "application/json")
            .body(if body.is_null() { Body::empty() } else { Body::from(body.to_string()) })
            .unwrap();
        self.runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.unwrap();
            let status = response.status();
            let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
            let text = String::from_utf8_lossy(&bytes);
            assert!(status.is_success(), "{method} {path} with {body}: {status} {text}");
            serde_json::from_slice(&bytes).unwrap_or_default()
        })
    }

    pub(crate) fn open(&self) -> String {
        let opened = self.send(&self.desk.agent, "POST /api/v1/incidents", &[]);
        opened["number"].as_str().unwrap().to_owned()
    }

    /// A page as somebody signed in gets it, asked for at this host.
    pub(crate) fn page(&self, who: &Agent, host: &str, path: &str) -> (u16, String) {
        let email = who.email.as_deref().unwrap();
        let form = format!("email={email}&password={}", PASSWORD.replace(' ', "+"));
        let sign_in = Request::post("/sign-in")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(form))
            .unwrap();
        self.runtime.block_on(async {
            let signed_in = self.router.clone().oneshot(sign_in).await.unwrap();
            let cookie = signed_in.headers()["set-cookie"].to_str().unwrap();
            let cookie = cookie.split(';').next().unwrap();
            let asked = Request::get(path).header("cookie", cookie).header("host", host);
            let asked = asked.body(Body::empty()).unwrap();
            let answer = self.router.clone().oneshot(asked).await.unwrap();
            let status = answer.status().as_u16();
            let bytes = axum::body::to_bytes(answer.into_body(), usize::MAX).await.unwrap();
            (status, String::from_utf8_lossy(&bytes).into_owned())
        })
    }
}
