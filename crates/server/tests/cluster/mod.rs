//! Several nodes on a PostgreSQL server of their own, which can be killed, and who calls on them.
#![allow(dead_code, reason = "each file of tests uses some of it")]

use std::io::Read;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use pgcluster::Cluster;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::installation::{Serving, last_line, serve};

const PASSWORD: &str = "correct horse battery";

/// An installation for several nodes.
pub(crate) struct House {
    cluster: Cluster,
    data: TempDir,
}

impl House {
    /// One with Ada, who administers, and Bo, who only works there; the server is as careful with
    /// its disk as in production.
    pub(crate) fn new() -> House {
        let house =
            House { cluster: Cluster::start().unwrap(), data: tempfile::tempdir().unwrap() };
        for (email, roles) in [("ada", &["administrator", "agent"][..]), ("bo", &["agent"])] {
            let email = format!("{email}@example.org");
            let mut words =
                vec!["user", "add", "--email", &email, "--name", &email, "--team", "Desk"];
            roles.iter().for_each(|role| words.extend(["--role", *role]));
            words.push("--password-stdin");
            let mut child = house.command(&words).stdin(Stdio::piped()).spawn().unwrap();
            std::io::Write::write_all(&mut child.stdin.take().unwrap(), PASSWORD.as_bytes())
                .unwrap();
            assert!(child.wait().unwrap().success());
        }
        house
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mainstay"));
        command.args(words).arg("--data").arg(self.data.path().join("data"));
        command.env("MAINSTAY_DATABASE", self.cluster.url());
        command
    }

    pub(crate) fn run(&self, words: &[&str]) -> Output {
        self.command(words).stdin(Stdio::null()).output().unwrap()
    }

    /// One more node.
    pub(crate) fn serve(&self) -> Serving {
        serve(self.command(&["serve", "--listen", "127.0.0.1:0", "--api-rate", "0"]))
    }

    pub(crate) fn token(&self, email: &str) -> String {
        last_line(&self.run(&["token", "add", "--user", email, "--name", "test"]).stdout)
    }

    /// Kills the server as a failing machine does, and starts it again.
    pub(crate) fn restart_server(&mut self) {
        self.cluster.kill_hard();
        self.cluster.restart().unwrap();
    }
}

/// Somebody who calls on whichever node.
pub(crate) struct Caller {
    agent: ureq::Agent,
    token: String,
}

impl Caller {
    pub(crate) fn new(token: &str) -> Caller {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_connect(Some(Duration::from_secs(5)));
        Caller { agent: config.build().into(), token: token.to_owned() }
    }

    fn bearer(&self) -> String {
        format!("Bearer {}", self.token)
    }

    /// What a node answers, when it does and says yes.
    pub(crate) fn post(&self, address: &str, path: &str, body: &Value) -> Option<Value> {
        let request = self.agent.post(format!("http://{address}{path}"));
        let request = request.header("authorization", self.bearer());
        let request = request.header("content-type", "application/json");
        let mut response = request.send(body.to_string()).ok()?;
        let text = response.body_mut().read_to_string().ok()?;
        response.status().is_success().then(|| serde_json::from_str(&text).unwrap())
    }

    pub(crate) fn read(&self, address: &str, path: &str) -> Option<Value> {
        let request = self.agent.get(format!("http://{address}{path}"));
        let mut response = request.header("authorization", self.bearer()).call().ok()?;
        let text = response.body_mut().read_to_string().ok()?;
        response.status().is_success().then(|| serde_json::from_str(&text).unwrap())
    }

    /// Every item of a list, page after page.
    pub(crate) fn all(&self, address: &str, path: &str) -> Vec<Value> {
        let (mut all, mut next) = (Vec::new(), path.to_owned());
        loop {
            let page = self.read(address, &next).unwrap_or_else(|| panic!("{next} was refused"));
            all.extend(page["items"].as_array().unwrap().iter().cloned());
            match page["next"].as_str() {
                None => return all,
                Some(cursor) => next = format!("{path}&after={cursor}"),
            }
        }
    }

    /// Opens an incident; its number when that was acknowledged.
    pub(crate) fn open(&self, address: &str, title: &str) -> Option<String> {
        let body = json!({ "title": title, "impact": 3, "urgency": 3, "team": "Desk" });
        let opened = self.post(address, "/api/v1/incidents", &body)?;
        Some(opened["number"].as_str().unwrap().to_owned())
    }

    /// Gives an incident to somebody, if the node is there to do it.
    pub(crate) fn assign(&self, address: &str, number: &str, to: &str) {
        let path = format!("/api/v1/incidents/{number}/assignment");
        let _answer = self.post(address, &path, &json!({ "assignee": to }));
    }

    /// A stream of events, from now on.
    pub(crate) fn stream(&self, address: &str, path: &str) -> impl Read + Send + use<> {
        let request = self.agent.get(format!("http://{address}{path}"));
        let request = request.header("authorization", self.bearer());
        let response = request.header("accept", "text/event-stream").call().unwrap();
        assert_eq!(response.status(), 200);
        response.into_body().into_reader()
    }
}

/// Waits until something is so.
///
/// # Panics
/// When it is not within two minutes, which is twice the lease of a job.
pub(crate) fn until(what: &str, so: impl Fn() -> bool) {
    for _ in 0..2_400 {
        if so() {
            return;
        }
        wait(Duration::from_millis(50));
    }
    panic!("never: {what}");
}

#[expect(clippy::disallowed_methods, reason = "other processes are waited for")]
pub(crate) fn wait(time: Duration) {
    std::thread::sleep(time);
}
