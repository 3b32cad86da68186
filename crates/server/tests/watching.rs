//! What the program tells whoever watches over it: measures, and lines of its log.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failure is a failed test"
)]

mod installation;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::Stdio;

use serde_json::Value;
use testkit::Engine;

use installation::{Installation, Serving};

/// The samples of a page of measures, by name and labels.
fn samples(text: &str) -> BTreeMap<String, f64> {
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines
        .map(|line| {
            let (name, value) = line.rsplit_once(' ').unwrap();
            (name.to_owned(), value.parse().unwrap())
        })
        .collect()
}

fn value(samples: &BTreeMap<String, f64>, name: &str) -> f64 {
    *samples.get(name).unwrap_or_else(|| panic!("no {name} in {:?}", samples.keys()))
}

#[test]
fn measures_are_told_on_both_engines() {
    for engine in Engine::BOTH {
        let house = Installation::on(engine);
        let token = house.token();
        let serving = house.serve(&[]);
        for _ in 0..3 {
            assert_eq!(serving.get("/api/v1/incidents/INC0000099", Some(&token)).0, 404);
        }
        assert_eq!(serving.get("/no/such/ada@example.org", None).0, 404);
        let (status, text) = serving.get("/metrics", None);
        assert_eq!(status, 200, "{text}");
        assert!(text.contains("# TYPE mainstay_http_request_seconds histogram"), "{text}");
        assert!(!text.contains("INC0000099") && !text.contains("ada@"), "{text}");
        let told = samples(&text);
        let of = |name: &str| value(&told, name);
        let route = r#"{method="GET",route="/api/v1/incidents/{number}",status="4xx"}"#;
        assert_eq!(of(&format!("mainstay_http_request_seconds_count{route}")), 3.0);
        let nowhere = r#"{method="GET",route="none",status="4xx"}"#;
        assert_eq!(of(&format!("mainstay_http_request_seconds_count{nowhere}")), 1.0);
        assert!(of("mainstay_db_commits_total") > 0.0);
        assert!(of("mainstay_db_writes_total") > 0.0);
        assert!(of("mainstay_db_commit_seconds_count") > 0.0);
        for there in [
            r#"mainstay_jobs{state="waiting"}"#,
            r#"mainstay_jobs{state="dead"}"#,
            "mainstay_jobs_oldest_due_seconds",
            "mainstay_outbox_events",
            "mainstay_db_writes_waiting",
            "mainstay_db_readers_in_use",
            "mainstay_db_pool_in_use",
            "mainstay_db_retries_total",
            "mainstay_counts_known_total",
            "mainstay_event_streams",
            "process_resident_memory_bytes",
            "process_open_fds",
        ] {
            of(there);
        }
        assert_eq!(of("mainstay_db_writer_well"), 1.0);
        assert!(text.contains("mainstay_build_info{engine="), "{text}");
        let passed_on = ureq::get(format!("http://{}/metrics", serving.address))
            .header("x-forwarded-for", "203.0.113.7")
            .call();
        assert!(matches!(passed_on, Err(ureq::Error::StatusCode(401))), "{passed_on:?}");
        let with_token = ureq::get(format!("http://{}/metrics", serving.address))
            .header("x-forwarded-for", "203.0.113.7")
            .header("authorization", format!("Bearer {token}"))
            .call();
        assert_eq!(with_token.unwrap().status(), 200);
    }
}

#[test]
fn a_worker_tells_its_measures_on_a_listener_of_its_own_and_nothing_else() {
    let house = Installation::on(Engine::Sqlite);
    let mut child = house
        .command(&["worker", "--metrics-listen", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let line = lines.next().unwrap().unwrap();
    let address = line.split_once("http://").unwrap().1.trim_end_matches("/metrics").to_owned();
    let worker = Serving::of(child, address);
    assert!(worker.get("/metrics", None).1.contains("mainstay_jobs{"));
    assert_eq!(worker.get("/readyz", None).0, 200);
    assert_eq!(worker.get("/healthz", None).0, 200);
    assert_eq!(worker.get("/sign-in", None).0, 404);
    assert_eq!(worker.get("/api/v1/me", None).0, 404);
    assert_eq!(worker.stop(), Some(0));
}

#[test]
fn each_request_is_one_line_that_says_who_and_where_and_no_text() {
    for engine in Engine::BOTH {
        let house = Installation::on(engine);
        let token = house.token();
        let serving = house.serve(&["--log-format", "json", "--slow-statement", "1ms"]);
        let asked = format!("http://{}/api/v1/incidents?q=title~\"secretword\"", serving.address);
        let mut answer = ureq::get(asked.replace('"', "%22").replace('~', "%7E"))
            .config()
            .http_status_as_error(false)
            .build()
            .header("authorization", format!("Bearer {token}"))
            .header("x-request-id", "from-the-proxy-1")
            .call()
            .unwrap();
        assert_eq!(answer.headers()["x-request-id"], "from-the-proxy-1");
        answer.body_mut().read_to_string().unwrap();
        let (_, me) = serving.get("/api/v1/me", Some(&token));
        let me: Value = serde_json::from_str(&me).unwrap();
        let said = serving.said();
        let lines: Vec<Value> =
            said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let of_request = |line: &&Value| {
            line["message"] == "answered" && line["span"]["id"] == "from-the-proxy-1"
        };
        let mine: Vec<&Value> = lines.iter().filter(of_request).collect();
        assert_eq!(mine.len(), 1, "{said}");
        assert_eq!(mine[0]["route"], "/api/v1/incidents");
        assert_eq!(mine[0]["person"], me["id"]);
        assert!(mine[0]["micros"].is_u64() && mine[0]["status"].is_u64(), "{}", mine[0]);
        assert!(!said.contains("secretword") && !said.contains(&token), "{said}");
    }
}
