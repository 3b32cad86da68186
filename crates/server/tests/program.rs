//! The program as it is run: commands, exit codes, serving and stopping.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failure is a failed test"
)]

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Output, Stdio};

use db::Location;
use serde_json::Value;
use tempfile::TempDir;
use testkit::{Database, Engine};

/// An installation of a test, on one engine.
struct Installation {
    data: TempDir,
    database: Option<Database>,
}

impl Installation {
    fn on(engine: Engine) -> Self {
        let database = (engine == Engine::Postgres).then(|| Database::empty(Engine::Postgres));
        Installation { data: tempfile::tempdir().unwrap(), database }
    }

    fn command(&self, words: &[&str]) -> Command {
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

    fn run(&self, words: &[&str]) -> Output {
        self.command(words).stdin(Stdio::null()).output().unwrap()
    }

    fn add_user(&self, email: &str, password: &str) -> Output {
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

    fn serve(&self, more: &[&str]) -> Serving {
        let words = [&["serve", "--listen", "127.0.0.1:0"], more].concat();
        let mut child =
            self.command(&words).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = lines.next().unwrap().unwrap();
        let address = line.split_once("http://").unwrap().1.to_owned();
        Serving { child, address }
    }
}

/// A server that runs; killed when the test forgets it.
struct Serving {
    child: Child,
    address: String,
}

impl Serving {
    fn get(&self, path: &str, token: Option<&str>) -> (u16, String) {
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
    fn stop(mut self) -> Option<i32> {
        let asked =
            Command::new("kill").arg("-TERM").arg(self.child.id().to_string()).status().unwrap();
        assert!(asked.success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn last_line(text: &[u8]) -> String {
    String::from_utf8_lossy(text).lines().last().unwrap_or_default().to_owned()
}

#[test]
fn from_an_empty_directory_to_a_served_answer_on_both_engines() {
    for engine in Engine::BOTH {
        let house = Installation::on(engine);
        let serving = house.serve(&[]);
        assert_eq!(serving.get("/healthz", None), (200, "ok".to_owned()));
        let (status, page) = serving.get("/", None);
        assert!(status == 503 && page.contains("mainstay user add --data"), "{page}");

        let added = house.add_user("ada@example.org", "correct horse battery");
        assert_eq!(added.status.code(), Some(0), "{added:?}");
        let made = house.run(&["token", "add", "--user", "ada@example.org", "--name", "test"]);
        let token = last_line(&made.stdout);
        let (status, me) = serving.get("/api/v1/me", Some(&token));
        assert_eq!(status, 200, "{me}");
        let me: Value = serde_json::from_str(&me).unwrap();
        assert_eq!(
            (&me["email"], &me["teams"][0]["name"]),
            (&"ada@example.org".into(), &"Desk".into())
        );
        assert_eq!(serving.get("/api/v1/status", Some(&token)).0, 200);
        assert_eq!(serving.stop(), Some(0), "asked to stop, it ends well");

        let check = house.run(&["check", "--json"]);
        assert_eq!(check.status.code(), Some(0), "{check:?}");
        let found: Value = serde_json::from_slice(&check.stdout).unwrap();
        assert_eq!((&found["ok"], &found["entries"]), (&true.into(), &0.into()));
    }
}

#[test]
fn json_answers_are_one_object() {
    let house = Installation::on(Engine::Sqlite);
    let migrated: Value =
        serde_json::from_slice(&house.run(&["migrate", "--json"]).stdout).unwrap();
    assert_eq!(migrated["applied"][0], 1);
    let again: Value = serde_json::from_slice(&house.run(&["migrate", "--json"]).stdout).unwrap();
    assert_eq!(
        (again["applied"].as_array().unwrap().len(), &again["schema"]),
        (0, &migrated["schema"])
    );
    assert!(house.add_user("ada@example.org", "correct horse battery").status.success());
    let words =
        ["token", "add", "--user", "ada@example.org", "--name", "t", "--days", "2", "--json"];
    let token: Value = serde_json::from_slice(&house.run(&words).stdout).unwrap();
    assert!(token["token"].as_str().unwrap().starts_with("ms_") && token["expires_at"].is_string());
}

#[test]
fn what_is_wrong_is_one_line_that_names_the_remedy() {
    let house = Installation::on(Engine::Sqlite);
    let cases: [(Vec<&str>, &str); 5] = [
        (vec!["migrate", "--database", "mysql://x"], "postgres://"),
        (vec!["migrate", "--database", "postgres://nobody@127.0.0.1:1/none"], "--database"),
        (vec!["check"], "--data DIR"),
        (vec!["token", "add", "--user", "nobody@example.org", "--name", "x"], "user: "),
        (vec!["serve", "--listen", "256.0.0.1:80"], "--listen HOST:PORT"),
    ];
    for (words, remedy) in cases {
        let output = house.run(&words);
        assert_eq!(output.status.code(), Some(1), "{words:?}");
        let line = last_line(&output.stderr);
        assert!(line.starts_with("mainstay: ") && line.contains(remedy), "{line}");
    }
}

#[test]
fn a_directory_that_cannot_be_made_and_an_address_in_use_are_told() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mainstay"));
    let output = command
        .args(["migrate", "--data", "/dev/null/x"])
        .env_remove("MAINSTAY_DATABASE")
        .output()
        .unwrap();
    assert!(last_line(&output.stderr).contains("--data DIR"), "{output:?}");
    let house = Installation::on(Engine::Sqlite);
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = house.run(&["serve", "--listen", &address]);
    assert_eq!(output.status.code(), Some(1));
    assert!(last_line(&output.stderr).contains("in use"), "{output:?}");
}

#[test]
fn a_user_is_refused_by_field() {
    let house = Installation::on(Engine::Sqlite);
    for (email, password, field) in [
        ("ada@example.org", "short", "password: "),
        ("nonsense", "correct horse battery", "email: "),
    ] {
        let output = house.add_user(email, password);
        assert_eq!(output.status.code(), Some(1));
        assert!(last_line(&output.stderr).contains(field), "{output:?}");
    }
    assert!(house.add_user("ada@example.org", "correct horse battery").status.success());
    let twice = house.add_user("Ada@Example.org", "correct horse battery");
    assert!(last_line(&twice.stderr).contains("email: "), "{twice:?}");
}

#[test]
fn the_command_line_is_explained() {
    let house = Installation::on(Engine::Sqlite);
    assert_eq!(house.run(&["fly"]).status.code(), Some(2));
    let words = ["user", "add", "--email", "a@b.c", "--name", "A", "--role", "agent"];
    let without_password = house.run(&words);
    assert_eq!(without_password.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&without_password.stderr).contains("--password-stdin"));
    for command in [&["--help"][..], &["serve", "--help"], &["user", "add", "--help"]] {
        let output = house.run(command);
        assert_eq!(output.status.code(), Some(0));
        assert!(String::from_utf8_lossy(&output.stdout).contains("Example"), "{command:?}");
    }
}

#[cfg(unix)]
#[test]
fn the_data_directory_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let house = Installation::on(Engine::Sqlite);
    assert!(house.run(&["migrate"]).status.success());
    let mode = std::fs::metadata(house.data.path().join("data")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
}

#[test]
fn a_request_under_way_is_answered_before_the_end() {
    let house = Installation::on(Engine::Sqlite);
    let serving = house.serve(&["--no-jobs"]);
    let mut stream = std::net::TcpStream::connect(&serving.address).unwrap();
    // The head has arrived, the body has not: the request is under way.
    write!(stream, "POST /healthz HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\nConnection: close\r\n\r\na=").unwrap();
    assert_eq!(serving.get("/healthz", None).0, 200);
    let stopping = std::thread::spawn(move || serving.stop());
    stream.write_all(b"b").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 405"), "{answer}");
    assert_eq!(stopping.join().unwrap(), Some(0));
}
