//! An installation as it is run, for the tests of the program.
#![allow(dead_code, reason = "each file of tests uses some of it")]

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Output, Stdio};

use db::Location;
use tempfile::{NamedTempFile, TempDir};
use testkit::{Database, Engine};

/// An installation of a test, on one engine.
pub(crate) struct Installation {
    pub(crate) data: TempDir,
    pub(crate) database: Option<Database>,
}

impl Installation {
    pub(crate) fn on(engine: Engine) -> Self {
        let database = (engine == Engine::Postgres).then(|| Database::empty(Engine::Postgres));
        Installation { data: tempfile::tempdir().unwrap(), database }
    }

    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mainstay"));
        command
            .args(words)
            .arg("--data")
            .arg(self.data.path().join("data"))
            .env_remove("MAINSTAY_DATABASE");
        if let Some(Location::Server(url)) =
            self.database.as_ref().map(|database| database.location())
        {
            command.env("MAINSTAY_DATABASE", url);
        }
        command
    }

    pub(crate) fn run(&self, words: &[&str]) -> Output {
        self.command(words).stdin(Stdio::null()).output().unwrap()
    }

    pub(crate) fn add_user(&self, email: &str, password: &str) -> Output {
        let words = [
            "user",
            "add",
            "--email",
            email,
            "--name",
            "Ada",
            "--role",
            "administrator",
            "--role",
            "agent",
            "--team",
            "Desk",
            "--password-stdin",
        ];
        let mut child = self
            .command(&words)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        writeln!(child.stdin.take().unwrap(), "{password}").unwrap();
        child.wait_with_output().unwrap()
    }

    /// An administrator who also works on incidents, and a token of theirs.
    pub(crate) fn token(&self) -> String {
        assert!(self.add_user("ada@example.org", "correct horse battery").status.success());
        last_line(&self.run(&["token", "add", "--user", "ada@example.org", "--name", "t"]).stdout)
    }

    pub(crate) fn serve(&self, more: &[&str]) -> Serving {
        let words = [&["serve", "--listen", "127.0.0.1:0"], more].concat();
        serve(self.command(&words))
    }
}

/// A server that a command starts, once it listens.
pub(crate) fn serve(mut command: Command) -> Serving {
    let log = tempfile::NamedTempFile::new().unwrap();
    let mut child = command.stdout(Stdio::piped()).stderr(log.reopen().unwrap()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let Some(line) = lines.next() else {
        panic!("it does not listen: {}", std::fs::read_to_string(log.path()).unwrap());
    };
    let line = line.unwrap();
    let address = line.split_once("://").unwrap().1.to_owned();
    Serving { child, address, log: Some(log) }
}

/// A server that runs; killed when the test forgets it.
pub(crate) struct Serving {
    pub(crate) child: Child,
    pub(crate) address: String,
    log: Option<NamedTempFile>,
}

impl Serving {
    /// Without a log that could be read.
    pub(crate) fn of(child: Child, address: String) -> Self {
        Serving { child, address, log: None }
    }

    /// What it has said on its standard error so far.
    pub(crate) fn said(&self) -> String {
        std::fs::read_to_string(self.log.as_ref().unwrap().path()).unwrap()
    }

    /// Asks it to stop as a supervisor does, and does not wait for the end.
    pub(crate) fn ask_to_stop(&self) {
        let asked =
            Command::new("kill").arg("-TERM").arg(self.child.id().to_string()).status().unwrap();
        assert!(asked.success());
    }

    pub(crate) fn get(&self, path: &str, token: Option<&str>) -> (u16, String) {
        let agent = ureq::Agent::new_with_config(
            ureq::Agent::config_builder().http_status_as_error(false).build(),
        );
        let mut request = agent.get(format!("http://{}{path}", self.address));
        if let Some(token) = token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let mut response = request.call().unwrap();
        (response.status().as_u16(), response.body_mut().read_to_string().unwrap())
    }

    /// Asks it to stop as a supervisor does; how it ended.
    pub(crate) fn stop(mut self) -> Option<i32> {
        self.ask_to_stop();
        self.child.wait().unwrap().code()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

pub(crate) fn last_line(text: &[u8]) -> String {
    String::from_utf8_lossy(text).lines().last().unwrap_or_default().to_owned()
}
