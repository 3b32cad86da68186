//! Asking for what hangs on a record, as somebody's program does.

use axum::http::Method;
use desk::access::Agent;
use desk::work::Work;
use serde_json::Value;

use super::answer::Answer;
use super::trial::Trial;

/// Somebody who asks for what hangs on a record.
pub(super) struct Asker<'t, P> {
    trial: &'t Trial<P>,
    token: String,
}

impl<'t, P: Work> Asker<'t, P> {
    pub(super) fn new(trial: &'t Trial<P>, agent: &Agent) -> Self {
        Asker { trial, token: trial.desk.token(agent) }
    }

    /// Asks for something below a record.
    pub(super) fn ask(&self, method: Method, number: &str, below: &str, body: &Value) -> Answer {
        let path = format!("/api/v1{}{below}", self.trial.page(number));
        self.at(method, &path, body)
    }

    /// Asks for something anywhere.
    pub(super) fn at(&self, method: Method, path: &str, body: &Value) -> Answer {
        let body = (!body.is_null()).then_some(body);
        self.trial.browser.call(&self.token, method, path, body)
    }

    /// Puts something there and gives it back.
    #[track_caller]
    pub(super) fn put(&self, number: &str, below: &str, body: &Value) -> Value {
        self.ask(Method::POST, number, below, body).expect(201, below).json()
    }

    /// The items of a list below a record.
    #[track_caller]
    pub(super) fn items(&self, number: &str, below: &str) -> Vec<Value> {
        let read = self.ask(Method::GET, number, below, &Value::Null).expect(200, below).json();
        read["items"].as_array().cloned().unwrap_or_default()
    }

    /// The faults of something that cannot be taken.
    #[track_caller]
    pub(super) fn faults(&self, number: &str, below: &str, body: &Value) -> Vec<(String, String)> {
        self.ask(Method::POST, number, below, body).expect(422, below).faults()
    }

    /// The verbs its history tells of.
    pub(super) fn told(&self, number: &str) -> Vec<String> {
        let items = self.items(number, "/timeline?limit=200");
        items.iter().map(|i| i["verb"].as_str().unwrap_or_default().to_owned()).collect()
    }
}

/// One fault, to compare with.
pub(super) fn fault(field: &str, code: &str) -> Vec<(String, String)> {
    vec![(format!("/{field}"), code.to_owned())]
}

/// The texts of a member of some items.
pub(super) fn texts(items: &[Value], member: &str) -> Vec<String> {
    let text = |item: &Value| item[member].as_str().unwrap_or_default().to_owned();
    items.iter().map(text).collect()
}
