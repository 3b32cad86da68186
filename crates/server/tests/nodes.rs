//! Two nodes on one PostgreSQL server, as real processes: what one does the other tells, and while a
//! node is killed and the server restarted nothing that was acknowledged is lost, and nothing that
//! was to be done once is done twice.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failure is a failed test"
)]

mod cluster;
mod installation;

use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::{Value, json};

use cluster::{Caller, House, until, wait};

#[test]
fn what_happens_on_one_node_is_heard_on_the_other() {
    let house = House::new();
    let (one, other) = (house.serve(), house.serve());
    let token = house.token("ada@example.org");
    let there = Caller::new(&token);
    // Whatever is said on the stream, line by line, read on a thread of its own.
    let (heard, over) = (Mutex::new(Vec::<String>::new()), AtomicBool::new(false));
    std::thread::scope(|scope| {
        let lines = there.stream(&other.address, "/api/v1/events/stream");
        let (heard, over) = (&heard, &over);
        scope.spawn(move || {
            for line in BufReader::new(lines).lines().map_while(Result::ok) {
                heard.lock().unwrap().push(line);
                if over.load(Ordering::Relaxed) {
                    break;
                }
            }
        });
        let number = there.open(&one.address, "Heard elsewhere").unwrap();
        until("the other node tells of it", || {
            heard.lock().unwrap().iter().any(|line| line.contains(&number))
        });
        let (status, read) = other.get(&format!("/api/v1/incidents/{number}"), Some(&token));
        assert!(status == 200 && read.contains("Heard elsewhere"), "{read}");
        // One more line, by which the reading thread learns that the test is over.
        over.store(true, Ordering::Relaxed);
        there.open(&one.address, "And one more").unwrap();
        let count = || heard.lock().unwrap().len();
        let before = count();
        until("the reader ends", || count() > before);
        drop(other);
    });
}

#[test]
fn a_node_killed_and_a_server_restarted_lose_and_double_nothing() {
    let mut house = House::new();
    let (one, other) = (house.serve(), house.serve());
    let addresses = [one.address.clone(), other.address.clone()];
    let (ada, bo) = (house.token("ada@example.org"), house.token("bo@example.org"));
    let (over, turn) = (AtomicBool::new(false), AtomicUsize::new(0));
    let told = Mutex::new(Vec::<(String, String)>::new());
    std::thread::scope(|scope| {
        for client in 0..4 {
            let (addresses, told, over, turn, ada) = (&addresses, &told, &over, &turn, &ada);
            scope.spawn(move || {
                let caller = Caller::new(ada);
                while !over.load(Ordering::Relaxed) {
                    let turn = turn.fetch_add(1, Ordering::Relaxed);
                    let title = format!("Written {turn} by {client}");
                    // Each is asked for once: whatever was not acknowledged may be there or not.
                    match caller.open(&addresses[turn % 2], &title) {
                        Some(number) => {
                            caller.assign(&addresses[turn % 2], &number, "bo@example.org");
                            told.lock().unwrap().push((title, number));
                        }
                        None => wait(Duration::from_millis(50)),
                    }
                }
            });
        }
        let acknowledged = || told.lock().unwrap().len();
        until("both write", || acknowledged() >= 40);
        drop(one);
        let before = acknowledged();
        until("one goes on alone", || acknowledged() >= before + 20);
        house.restart_server();
        let before = acknowledged();
        until("it goes on with the restarted server", || acknowledged() >= before + 20);
        over.store(true, Ordering::Relaxed);
    });
    let again = house.serve();
    let told = told.into_inner().unwrap();
    let caller = Caller::new(&ada);
    let found = caller.all(&again.address, "/api/v1/incidents?limit=200");
    let mut numbers = HashMap::<String, Vec<String>>::new();
    for incident in &found {
        let text = |field: &str| incident[field].as_str().unwrap().to_owned();
        numbers.entry(text("title")).or_default().push(text("number"));
    }
    for (title, number) in &told {
        assert_eq!(numbers.get(title), Some(&vec![number.clone()]), "{title}");
    }
    assert!(numbers.values().all(|same| same.len() == 1), "something was written twice");

    told_once(&house, &again.address, &bo, &found);
    bulk_once(&house, &ada, found.len());
    drop((other, again));
    let check = house.run(&["check", "--json"]);
    let found: Value = serde_json::from_slice(&check.stdout).unwrap();
    assert_eq!(found["ok"], true, "{found}");
}

/// Who was given incidents hears of each of them once, whichever node was to tell.
fn told_once(house: &House, address: &str, token: &str, incidents: &[Value]) {
    let caller = Caller::new(token);
    let given = |incident: &&Value| !incident["assignee"].is_null();
    let given = incidents.iter().filter(given).count();
    assert!(given > 40, "{given}");
    let told = || caller.all(address, "/api/v1/notifications?limit=100");
    until("everybody is told", || told().len() >= given);
    // Whoever told twice would do it now: the other node has caught up as well.
    let second = house.serve();
    wait(Duration::from_secs(3));
    let mut about = HashMap::<String, u64>::new();
    for notification in told() {
        let number = notification["about"]["number"].as_str().unwrap().to_owned();
        *about.entry(number).or_default() += notification["entries"].as_u64().unwrap();
    }
    assert!(about.values().all(|times| *times == 1), "{about:?}");
    assert_eq!(about.len(), given);
    drop(second);
}

/// A bulk edit whose node is killed in the middle is finished by the other, each record changed once.
fn bulk_once(house: &House, token: &str, incidents: usize) {
    let (first, caller) = (house.serve(), Caller::new(token));
    let asked =
        json!({ "verb": "work_note", "input": { "body": "Said to all" }, "q": "open = true" });
    let begun = caller.post(&first.address, "/api/v1/incidents/bulk", &asked).unwrap();
    let path = format!("/api/v1/bulk/{}", begun["id"].as_str().unwrap());
    let is_midway =
        |bulk: Value| bulk["changed"].as_u64() > Some(0) && bulk["waiting"].as_u64() > Some(0);
    until("it is under way", || caller.read(&first.address, &path).is_some_and(is_midway));
    drop(first);
    let second = house.serve();
    let left = caller.read(&second.address, &path).unwrap();
    assert_ne!(left["state"], "done", "it was killed too late: {left}");
    until("the other node finishes it", || {
        caller.read(&second.address, &path).is_some_and(|bulk| bulk["state"] == "done")
    });
    let bulk = caller.read(&second.address, &path).unwrap();
    assert_eq!(bulk["changed"].as_u64().unwrap(), u64::try_from(incidents).unwrap(), "{bulk}");
    for incident in caller.all(&second.address, "/api/v1/incidents?limit=200") {
        let number = incident["number"].as_str().unwrap();
        let timeline = format!("/api/v1/incidents/{number}/timeline");
        let said = caller.read(&second.address, &timeline).unwrap().to_string();
        assert_eq!(said.matches("Said to all").count(), 1, "{number}");
    }
}
