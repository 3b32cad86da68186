//! The machine fails under the program: no room on the disk, a directory that may only be read, too
//! few open files, a file that was damaged. Reads go on where they can, nothing is half saved, and
//! what is said names the remedy.
//!
//! Disks of a test are mounted in a namespace of its own (`unshare`), so nobody has to be root.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failure is a failed test"
)]

mod cluster;
mod installation;

use std::fs::{self, File};
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::process::{Command, Output};
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;
use testkit::Engine;

use cluster::{Caller, until, wait};
use installation::{Installation, Serving, last_line, serve};

const MAINSTAY: &str = env!("CARGO_BIN_EXE_mainstay");

/// A small disk of its own with an administrator on it, and a server. A file `go` in the directory
/// beside makes room, another, `lock`, lets it only be read from then on.
const SMALL_DISK: &str = r#"
    set -e
    mkdir "$1/disk"
    mount -t tmpfs -o size=24m tmpfs "$1/disk"
    data="$1/disk/data"
    echo 'correct horse battery' | "$0" user add --data "$data" --email ada@example.org --name Ada \
        --role administrator --role agent --team Desk --password-stdin >&2
    "$0" token add --data "$data" --user ada@example.org --name test | tail -n 1 >"$1/token"
    head -c 6000000 /dev/zero >"$1/disk/ballast"
    ( while [ ! -e "$1/go" ]; do sleep 0.1; done; rm "$1/disk/ballast" ) &
    exec "$0" serve --data "$data" --listen 127.0.0.1:0 --api-rate 0
"#;

/// A finished installation that may only be read.
const READ_ONLY: &str = r#"
    set -e
    mount --bind "$1" "$1"
    mount -o remount,bind,ro "$1"
    shift
    exec "$0" "$@"
"#;

/// A shell in a namespace in which disks can be mounted.
fn namespace(script: &str) -> Command {
    let mut command = Command::new("unshare");
    command.args(["--user", "--map-root-user", "--mount", "sh", "-c", script, MAINSTAY]);
    command.env_remove("MAINSTAY_DATABASE");
    command
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout)
}

#[test]
fn a_full_disk_refuses_writes_answers_reads_and_recovers() {
    let beside = tempfile::tempdir().unwrap();
    let mut command = namespace(SMALL_DISK);
    command.arg(beside.path());
    let serving = serve(command);
    let token = fs::read_to_string(beside.path().join("token")).unwrap().trim().to_owned();
    let text = "Every word of this is kept, and found again. ".repeat(200);
    let (mut kept, mut refused) = (0, None);
    while refused.is_none() {
        assert!(kept < 5_000, "the disk never fills up");
        match open(&serving, &token, kept, &text) {
            (201, _) => kept += 1,
            (status, problem) => refused = Some((status, problem)),
        }
    }
    let (status, problem) = refused.unwrap();
    assert_eq!((status, &problem["code"]), (503, &"disk-full".into()), "{problem}");
    let (status, list) = serving.get("/api/v1/incidents?count=exact&limit=50", Some(&token));
    assert_eq!(status, 200, "{list}");
    let before = kept;
    File::create(beside.path().join("go")).unwrap();
    until("there is room again", || open(&serving, &token, before, &text).0 == 201);
    let caller = Caller::new(&token);
    let all = caller.all(&serving.address, "/api/v1/incidents?limit=200");
    let titles: std::collections::BTreeSet<_> =
        all.iter().map(|incident| incident["title"].as_str().unwrap()).collect();
    assert_eq!(titles.len(), all.len(), "something was saved twice");
    assert_eq!(all.len(), before + 1, "what was refused is there, or what was acknowledged is not");
}

fn open(serving: &Serving, token: &str, n: usize, text: &str) -> (u16, Value) {
    let body =
        json!({ "title": format!("Incident {n}"), "description": text, "impact": 3, "urgency": 3 });
    let config = ureq::Agent::config_builder().http_status_as_error(false).build();
    let request = ureq::Agent::from(config)
        .post(format!("http://{}/api/v1/incidents", serving.address))
        .header("authorization", format!("Bearer {token}"))
        .header("content-type", "application/json");
    let mut response = request.send(body.to_string()).unwrap();
    let text = response.body_mut().read_to_string().unwrap();
    (response.status().as_u16(), serde_json::from_str(&text).unwrap())
}

/// An installation with an administrator, stopped.
fn stopped() -> (Installation, String) {
    let house = Installation::on(Engine::Sqlite);
    assert!(house.add_user("ada@example.org", "correct horse battery").status.success());
    let made = house.run(&["token", "add", "--user", "ada@example.org", "--name", "test"]);
    let token = last_line(&made.stdout);
    let serving = house.serve(&[]);
    for n in 0..20 {
        assert_eq!(open(&serving, &token, n, "Kept").0, 201);
    }
    assert_eq!(serving.stop(), Some(0));
    (house, token)
}

fn data(of: &TempDir) -> std::path::PathBuf {
    of.path().join("data")
}

#[test]
fn a_directory_that_may_only_be_read_is_named_with_what_to_do() {
    let (house, _) = stopped();
    let data = data(&house.data);
    let data = data.to_str().unwrap();
    for words in [&["serve", "--listen", "127.0.0.1:0"][..], &["migrate"]] {
        let output = namespace(READ_ONLY).arg(data).args(words).args(["--data", data]).output();
        let output = output.unwrap();
        assert_eq!(output.status.code(), Some(1), "{words:?}: {}", said(&output));
        let said = said(&output);
        assert!(said.contains("mainstay: ") && said.contains(data), "{said}");
        assert!(said.contains("read") || said.contains("write"), "{said}");
        assert!(!said.contains("panicked"), "{said}");
    }
    assert!(house.run(&["check"]).status.success());
}

/// Runs a command where the directory of an installation may only be read.
fn read_only(data: &Path, words: &[&str]) -> Output {
    let data = data.to_str().unwrap();
    namespace(READ_ONLY).arg(data).args(words).args(["--data", data]).output().unwrap()
}

/// What only reads must work there: it is looked through, a backup is made, the journal written out.
fn is_read_where_it_may_only_be_read(data: &Path) {
    let beside = tempfile::tempdir().unwrap();
    let output = read_only(data, &["check", "--hashes", "--json"]);
    assert!(output.status.success(), "{}", said(&output));
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(found["ok"] == true && found["entries"].as_i64() >= Some(20), "{found}");
    let (archive, journal) = (beside.path().join("kept.tar"), beside.path().join("journal.jsonl"));
    let output = read_only(data, &["backup", archive.to_str().unwrap()]);
    assert!(output.status.success(), "{}", said(&output));
    let again = Installation::on(Engine::Sqlite);
    let output = again.run(&["restore", archive.to_str().unwrap()]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(again.run(&["check"]).status.success());
    let output = read_only(data, &["export", "journal", journal.to_str().unwrap()]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(fs::read_to_string(journal).unwrap().lines().count() >= 20);
}

#[test]
fn what_only_reads_works_on_a_directory_that_may_only_be_read() {
    let (house, token) = stopped();
    let data = data(&house.data);
    is_read_where_it_may_only_be_read(&data);
    // Beside a server that writes to the same directory by another way; and what one left that died.
    let at_rest = entries(&house);
    let mut serving = house.serve(&[]);
    assert_eq!(open(&serving, &token, 20, "Not in the file yet").0, 201);
    let before = entries(&house);
    assert!(before > at_rest, "{before} and {at_rest}");
    let read = entries_in(&read_only(&data, &["check", "--json"]));
    let after = entries(&house);
    assert!((before..=after).contains(&read), "{read} beside {before} to {after}");
    is_read_where_it_may_only_be_read(&data);
    serving.child.kill().unwrap();
    serving.child.wait().unwrap();
    is_read_where_it_may_only_be_read(&data);
    let found = entries_in(&read_only(&data, &["check", "--json"]));
    assert_eq!(found, entries(&house), "what stands in the log is missed");
}

/// How many entries of the journal there are, as who may write sees it.
fn entries(house: &Installation) -> i64 {
    entries_in(&house.run(&["check", "--json"]))
}

fn entries_in(checked: &Output) -> i64 {
    let found: Value = serde_json::from_slice(&checked.stdout).unwrap();
    found["all_entries"].as_i64().unwrap_or_else(|| panic!("{found}"))
}

#[test]
fn a_copy_that_cannot_be_read_without_writing_says_what_to_do() {
    let (house, token) = stopped();
    let mut serving = house.serve(&[]);
    assert_eq!(open(&serving, &token, 20, "Not in the file yet").0, 201);
    serving.child.kill().unwrap();
    serving.child.wait().unwrap();
    let data = data(&house.data);
    fs::remove_file(data.join("mainstay.db-shm")).unwrap();
    let output = read_only(&data, &["check"]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(said(&output).contains("copy the directory"), "{}", said(&output));
    let output = read_only(&data, &["backup", data.join("here.tar").to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(house.run(&["check"]).status.success(), "nothing is lost");
}

#[test]
fn with_too_few_open_files_it_goes_on_answering() {
    let (house, token) = stopped();
    // Enough for the database and its threads, not for all who come.
    let mut command = Command::new("sh");
    command.args(["-c", "ulimit -n 96; exec \"$0\" \"$@\"", MAINSTAY]);
    command.args(["serve", "--listen", "127.0.0.1:0", "--api-rate", "0", "--data"]);
    command.arg(data(&house.data)).env_remove("MAINSTAY_DATABASE");
    let serving = serve(command);
    let crowd: Vec<_> =
        (0..200).filter_map(|_| std::net::TcpStream::connect(&serving.address).ok()).collect();
    assert!(crowd.len() > 100, "{}", crowd.len());
    wait(Duration::from_millis(500));
    drop(crowd);
    until("it answers again", || {
        Caller::new(&token).read(&serving.address, "/api/v1/incidents?limit=1").is_some()
    });
    assert_eq!(open(&serving, &token, 100, "And writes").0, 201);
    assert_eq!(serving.stop(), Some(0));
}

#[test]
fn a_damaged_file_is_found_by_check_which_says_what_to_do() {
    let (house, _) = stopped();
    let file = data(&house.data).join("mainstay.db");
    overwrite_the_middle(&file);
    let output = house.run(&["check"]);
    let said = said(&output);
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains("damaged") && said.contains("restore"), "{said}");
    assert!(!said.contains("panicked"), "{said}");
}

/// What a failing disk does to a file: pages in its middle hold something else.
fn overwrite_the_middle(path: &Path) {
    let file = File::options().write(true).open(path).unwrap();
    let pages = file.metadata().unwrap().len() / 4096;
    assert!(pages > 40, "{pages}");
    for page in 10..pages - 2 {
        file.write_all_at(&[0xa5; 2048], page * 4096).unwrap();
    }
}
