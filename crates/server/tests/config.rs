//! Settings as the program takes them: from flags, variables and files, and what it says of them.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failure is a failed test"
)]

mod installation;

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::Stdio;

use serde_json::Value;
use testkit::Engine;

use installation::{Installation, Serving, last_line};

/// An installation whose directory holds this file of settings.
fn house(settings: &str) -> (Installation, PathBuf) {
    let house = Installation::on(Engine::Sqlite);
    let data = house.data.path().join("data");
    std::fs::create_dir(&data).unwrap();
    let file = data.join("mainstay.toml");
    std::fs::write(&file, settings).unwrap();
    (house, file)
}

#[test]
fn what_holds_is_shown_with_where_it_is_said_and_without_secrets() {
    let (house, file) =
        house("listen = \"0.0.0.0:99\"\n[api]\nrate = 7\n[s3]\nsecret_access_key = \"hunter2\"\n");
    let mut command = house.command(&["config", "show", "--json"]);
    command.env("MAINSTAY_API_RATE", "8").env("MAINSTAY_TRUSTED_PROXIES", "10.0.0.5,10.0.0.6");
    let output = command.output().unwrap();
    let shown: Value = serde_json::from_slice(&output.stdout).unwrap();
    let of = |key: &str| {
        let found = &shown[key];
        (found["value"].clone(), found["source"].as_str().unwrap_or_default().to_owned())
    };
    assert_eq!(of("api.rate"), ("8".into(), "MAINSTAY_API_RATE".to_owned()));
    let in_file = |line: u32| format!("{}, line {line}", file.display());
    assert_eq!(of("listen"), ("0.0.0.0:99".into(), in_file(1)));
    assert_eq!(of("s3.secret_access_key"), ("(hidden)".into(), in_file(5)));
    assert_eq!(of("api.burst"), ("1000".into(), "default".to_owned()));
    assert_eq!(of("trusted_proxies").0, serde_json::json!(["10.0.0.5", "10.0.0.6"]));
    assert_eq!(of("data").1, "--data");

    let text = String::from_utf8(house.run(&["config", "show"]).stdout).unwrap();
    assert!(text.contains("rate = 7  # ") && !text.contains("hunter2"), "{text}");
}

#[test]
fn a_mistake_is_told_with_its_line_before_anything_else_happens() {
    let (house, file) = house("[files]\nsise = \"1MiB\"\n");
    for words in [&["serve"][..], &["worker"], &["migrate"], &["check"], &["config", "check"]] {
        let output = house.run(words);
        assert_eq!(output.status.code(), Some(1), "{words:?}");
        let told = last_line(&output.stderr);
        let place = format!("mainstay: {}, line 2: files.sise: ", file.display());
        assert!(told.starts_with(&place) && told.contains("files.size"), "{told}");
    }
    assert!(!house.data.path().join("data/mainstay.db").exists());
    // Made-up people have nothing to do with an installation that is meant.
    let demo = last_line(&house.run(&["demo", "--listen", "0.0.0.0:0"]).stderr);
    assert!(demo.contains("127.0.0.1"), "{demo}");
}

#[test]
fn a_server_runs_by_its_file_alone() {
    let (house, _) = house(
        "listen = \"127.0.0.1:0\"\njobs = false\n[log]\nformat = \"json\"\nlevel = \"info\"\n",
    );
    let log = tempfile::NamedTempFile::new().unwrap();
    let mut command = house.command(&["serve"]);
    command.stdout(Stdio::piped()).stderr(log.reopen().unwrap());
    let mut child = command.spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let line = lines.next().unwrap().unwrap();
    let address = line.split_once("http://").unwrap().1.to_owned();
    let serving = Serving::of(child, address);
    assert_eq!(serving.get("/healthz", None).0, 200);
    assert_eq!(serving.stop(), Some(0));
    let told = std::fs::read_to_string(log.path()).unwrap();
    let last: Value = serde_json::from_str(told.lines().last().unwrap()).unwrap();
    assert_eq!(last["level"], "INFO", "{told}");
}

#[test]
fn a_file_can_be_named_and_must_then_be_there() {
    let (house, _) = house("[api]\nrate = 7\n");
    let other = house.data.path().join("other.toml");
    let named = other.to_str().unwrap();
    let output = house.run(&["config", "check", "--config", named]);
    assert_eq!(output.status.code(), Some(1));
    assert!(last_line(&output.stderr).contains("--config FILE"), "{output:?}");
    let example = house.run(&["config", "example"]);
    std::fs::write(&other, &example.stdout).unwrap();
    let output =
        house.command(&["config", "check"]).env("MAINSTAY_CONFIG", named).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(last_line(&output.stdout).contains(named), "{output:?}");
}

#[test]
fn what_is_probably_not_meant_is_told() {
    let (house, file) = house("[s3]\nsecret_access_key = \"x\"\n");
    let output =
        house.command(&["config", "check"]).env("MAINSTAY_TLS_CERT", "x").output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0));
    assert!(told.contains("MAINSTAY_TLS_CERTIFICATE"), "{told}");
    assert!(told.contains(&format!("chmod 600 {}", file.display())), "{told}");
}

#[test]
fn a_mistyped_variable_is_refused_and_a_strange_one_told_by_every_command() {
    let (house, _) = house("");
    for words in [&["serve"][..], &["worker"], &["migrate"], &["check"], &["config", "show"]] {
        let output = house.command(words).env("MAINSTAY_LISEN", "0.0.0.0:1").output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{words:?}");
        let told = last_line(&output.stderr);
        let expected = "mainstay: MAINSTAY_LISEN: no such setting; did you mean MAINSTAY_LISTEN?";
        assert_eq!(told, expected, "{words:?}");
    }
    assert!(!house.data.path().join("data/mainstay.db").exists());
    let output = house.command(&["migrate"]).env("MAINSTAY_WEATHER", "sun").output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert!(told.contains("MAINSTAY_WEATHER: no such setting"), "{told}");
}

#[test]
fn a_wrong_flag_is_a_mistake_of_the_command_line() {
    let (house, _) = house("");
    for words in [
        &["serve", "--file-size", "1MB"][..],
        &["serve", "--api-burst", "0"],
        &["serve", "--trusted-proxy", "here"],
        &["worker", "--api-rate", "1"],
        &["migrate", "--log-level", "loud"],
    ] {
        assert_eq!(house.run(words).status.code(), Some(2), "{words:?}");
    }
}
