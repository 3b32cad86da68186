//! The database is slow, silent or gone, as real processes: a door between server and PostgreSQL lets
//! through, holds up, or shuts; and another process holds the one lock of an SQLite file. Whoever
//! asks is answered within the time there is for it, what watches over the server is told, it mends
//! itself, and nothing that was acknowledged is lost.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failure is a failed test"
)]

mod cluster;
mod door;
mod installation;

use std::collections::BTreeSet;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use testkit::Engine;

use cluster::{Caller, until, wait};
use door::Door;
use installation::{Installation, Serving, serve};

/// How long a request may take before it is given up, with some room.
const GIVEN_UP: Duration = Duration::from_secs(40);

/// What an answer is, how long it took, and what it says.
struct Answer {
    status: u16,
    body: Value,
    took: Duration,
}

#[expect(clippy::disallowed_methods, reason = "a test measures how long an answer takes")]
fn ask(serving: &Serving, token: &str, path: &str, body: Option<Value>) -> Answer {
    let config = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(GIVEN_UP * 2))
        .build();
    let agent = ureq::Agent::from(config);
    let address = format!("http://{}{path}", serving.address);
    let began = Instant::now();
    let mut response = match body {
        Some(body) => agent
            .post(address)
            .header("authorization", format!("Bearer {token}"))
            .header("content-type", "application/json")
            .send(body.to_string())
            .unwrap(),
        None => {
            agent.get(address).header("authorization", format!("Bearer {token}")).call().unwrap()
        }
    };
    let text = response.body_mut().read_to_string().unwrap();
    Answer {
        status: response.status().as_u16(),
        body: serde_json::from_str(&text).unwrap_or(Value::String(text)),
        took: began.elapsed(),
    }
}

fn open(serving: &Serving, token: &str, title: &str) -> Answer {
    let body = json!({ "title": title, "impact": 3, "urgency": 3 });
    ask(serving, token, "/api/v1/incidents", Some(body))
}

/// A server whose way to PostgreSQL leads through a door.
fn behind_a_door() -> (Installation, Door, Serving, String) {
    let house = Installation::on(Engine::Postgres);
    let token = house.token();
    let Some(db::Location::Server(url)) = house.database.as_ref().map(|d| d.location().clone())
    else {
        panic!("PostgreSQL has an address");
    };
    let (door, through) = Door::before(&url);
    let mut command = house.command(&["serve", "--listen", "127.0.0.1:0", "--api-rate", "0"]);
    command.env("MAINSTAY_DATABASE", through);
    (house, door, serve(command), token)
}

/// Every title there is, each once.
fn titles(serving: &Serving, token: &str) -> BTreeSet<String> {
    let all = Caller::new(token).all(&serving.address, "/api/v1/incidents?limit=200");
    let titles: Vec<String> =
        all.iter().map(|incident| incident["title"].as_str().unwrap().to_owned()).collect();
    let once: BTreeSet<String> = titles.iter().cloned().collect();
    assert_eq!(once.len(), titles.len(), "something was saved twice: {titles:?}");
    once
}

#[test]
fn a_silent_database_is_waited_for_and_then_told_of() {
    let (house, door, serving, token) = behind_a_door();
    assert_eq!(open(&serving, &token, "Before").status, 201);
    door.delay(Duration::from_millis(40));
    let slow = open(&serving, &token, "Slowly");
    assert_eq!(slow.status, 201, "{}", slow.body);
    assert!(slow.took > Duration::from_millis(100), "{:?}", slow.took);
    door.hold_up();
    std::thread::scope(|scope| {
        let write = scope.spawn(|| open(&serving, &token, "While it is silent"));
        let read = scope.spawn(|| ask(&serving, &token, "/api/v1/incidents?limit=1", None));
        let ready = ask(&serving, &token, "/readyz", None);
        assert_eq!(ready.status, 503, "{}", ready.body);
        assert!(ready.body.to_string().contains("does not answer"), "{}", ready.body);
        assert!(ready.took < Duration::from_secs(8), "{:?}", ready.took);
        for alive in ["/healthz", "/metrics"] {
            let answer = ask(&serving, &token, alive, None);
            assert_eq!(answer.status, 200, "{alive}: {}", answer.body);
            assert!(answer.took < Duration::from_secs(8), "{alive} took {:?}", answer.took);
        }
        for given_up in [write.join().unwrap(), read.join().unwrap()] {
            assert_eq!(given_up.status, 503, "{}", given_up.body);
            assert_eq!(given_up.body["code"], "too-slow", "{}", given_up.body);
            assert!(given_up.took < GIVEN_UP, "{:?}", given_up.took);
        }
    });
    door.let_through();
    until("it is ready again", || serving.get("/readyz", None).0 == 200);
    assert_eq!(open(&serving, &token, "Afterwards").status, 201);
    let titles = titles(&serving, &token);
    for kept in ["Before", "Slowly", "Afterwards"] {
        assert!(titles.contains(kept), "{titles:?}");
    }
    drop(serving);
    assert!(house.run(&["check"]).status.success());
}

#[test]
fn a_database_that_is_gone_is_refused_at_once_and_found_again() {
    let (house, door, serving, token) = behind_a_door();
    let (kept, over) = (Mutex::new(Vec::new()), AtomicBool::new(false));
    std::thread::scope(|scope| {
        for client in 0..3 {
            let (kept, over, serving, token) = (&kept, &over, &serving, &token);
            scope.spawn(move || {
                for turn in 0.. {
                    let title = format!("Written {turn} by {client}");
                    let answer = open(serving, token, &title);
                    match answer.status {
                        201 => kept.lock().unwrap().push(title),
                        status @ (500 | 503) => {
                            // Cut while it commits, nobody knows whether it did: who tries again by
                            // themselves because of a 503 might do it twice.
                            let code =
                                if status == 500 { "outcome-unknown" } else { "unavailable" };
                            assert_eq!(answer.body["code"], code, "{}", answer.body);
                            assert!(answer.took < Duration::from_secs(8), "{:?}", answer.took);
                            wait(Duration::from_millis(50));
                        }
                        other => panic!("{other}: {}", answer.body),
                    }
                    if over.load(Ordering::Relaxed) {
                        return;
                    }
                }
            });
        }
        let count = || kept.lock().unwrap().len();
        until("they write", || count() > 20);
        for _ in 0..5 {
            // Cut in the middle of whatever goes on; the next connection is let through.
            door.cut();
            let before = count();
            until("it goes on", || count() > before + 5);
        }
        door.shut();
        until("it says so", || serving.get("/readyz", None).0 == 503);
        assert_eq!(serving.get("/healthz", None).0, 200);
        assert_eq!(serving.get("/metrics", None).0, 200);
        assert_eq!(open(&serving, &token, "To nobody").status, 503);
        door.let_through();
        until("it is ready again", || serving.get("/readyz", None).0 == 200);
        let before = count();
        until("they write again", || count() > before + 20);
        over.store(true, Ordering::Relaxed);
    });
    let there = titles(&serving, &token);
    for title in kept.into_inner().unwrap() {
        assert!(there.contains(&title), "{title} was acknowledged and is lost");
    }
    drop(serving);
    assert!(house.run(&["check"]).status.success());
}

/// Holds the write lock of the file in `argv[1]` for `argv[2]` seconds, after saying so.
const HOLDS_THE_LOCK: &str = "
import sqlite3, sys, time
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute('BEGIN IMMEDIATE')
print('held', flush=True)
time.sleep(float(sys.argv[2]))
db.execute('ROLLBACK')
";

fn lock_for(house: &Installation, seconds: &str) -> std::process::Child {
    let file = house.data.path().join("data/mainstay.db");
    let mut holder = Command::new("python3");
    holder.args(["-c", HOLDS_THE_LOCK]).arg(file).arg(seconds).stdout(Stdio::piped());
    let mut holder = holder.spawn().unwrap();
    let mut said = std::io::BufReader::new(holder.stdout.take().unwrap());
    let mut line = String::new();
    std::io::BufRead::read_line(&mut said, &mut line).unwrap();
    assert_eq!(line.trim(), "held");
    holder
}

#[test]
fn a_file_that_another_process_holds_is_waited_for_and_then_refused() {
    let house = Installation::on(Engine::Sqlite);
    let token = house.token();
    let serving = house.serve(&[]);
    let mut short = lock_for(&house, "2");
    let waited = open(&serving, &token, "Waited for");
    assert_eq!(waited.status, 201, "{}", waited.body);
    assert!(waited.took > Duration::from_secs(1), "{:?}", waited.took);
    short.wait().unwrap();
    let mut long = lock_for(&house, "60");
    let refused = open(&serving, &token, "Not waited for");
    assert_eq!(refused.status, 503, "{}", refused.body);
    assert_eq!(refused.body["code"], "unavailable", "{}", refused.body);
    assert!(refused.took < Duration::from_secs(20), "{:?}", refused.took);
    // Reading waits for nobody.
    let read = ask(&serving, &token, "/api/v1/incidents?limit=5", None);
    assert_eq!(read.status, 200, "{}", read.body);
    assert!(read.took < Duration::from_secs(2), "{:?}", read.took);
    long.kill().unwrap();
    long.wait().unwrap();
    until("it writes again", || open(&serving, &token, "Again").status == 201);
    assert!(!titles(&serving, &token).contains("Not waited for"));
    drop(serving);
    assert!(house.run(&["check"]).status.success());
}
