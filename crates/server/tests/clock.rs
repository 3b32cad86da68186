//! The machine's clock is set while the program runs: an hour forward, a day back, and through the
//! night in which summer begins. `libfaketime` stands between the program and the system's clock; the
//! steady clock goes on, as it does on a real machine.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failure is a failed test"
)]

mod cluster;
mod faked;
mod installation;

use serde_json::{Value, json};
use testkit::Engine;

use cluster::{Caller, until, wait};
use faked::{Browser, Faked, at};
use installation::{Installation, last_line};

use std::time::Duration;

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

/// An installation of Ada, who administers, and Bo, and the clock of the machine it is on.
struct House {
    place: Installation,
    clock: Faked,
    ada: String,
    bo: String,
}

impl House {
    fn on(engine: Engine) -> House {
        let place = Installation::on(engine);
        let ada = place.token();
        let bo = ["user", "add", "--email", "bo@example.org", "--name", "Bo", "--role", "agent"];
        let bo = [&bo[..], &["--team", "Desk", "--password-stdin"]].concat();
        let mut adding = place.command(&bo).stdin(std::process::Stdio::piped()).spawn().unwrap();
        let mut words = adding.stdin.take().unwrap();
        std::io::Write::write_all(&mut words, b"correct horse battery\n").unwrap();
        drop(words);
        assert!(adding.wait().unwrap().success());
        let made = place.run(&["token", "add", "--user", "bo@example.org", "--name", "t"]);
        House { place, clock: Faked::new(), ada, bo: last_line(&made.stdout) }
    }

    fn serve(&self) -> installation::Serving {
        let words = ["serve", "--listen", "127.0.0.1:0", "--api-rate", "0"];
        installation::serve(self.clock.under(self.place.command(&words)))
    }

    /// Everything holds, whatever the clock did.
    fn holds(&self) {
        let check = self.place.run(&["check", "--json"]);
        let found: Value = serde_json::from_slice(&check.stdout).unwrap();
        assert_eq!(found["ok"], true, "{found}");
    }
}

fn told(caller: &Caller, address: &str, number: &str) -> u64 {
    let path = format!("/api/v1/notifications?about={number}");
    let lines = caller.read(address, &path).unwrap();
    let lines = lines["items"].as_array().unwrap();
    lines.iter().map(|line| line["entries"].as_u64().unwrap()).sum()
}

/// Opens incidents and begins to say the same on all of them.
fn bulk(ada: &Caller, address: &str, how_many: usize) -> String {
    for n in 0..how_many {
        ada.open(address, &format!("One of many {n}")).unwrap();
    }
    let asked = json!({ "verb": "work_note", "input": { "body": "Said to all" },
        "q": "title starts \"One of many\"" });
    let begun = ada.post(address, "/api/v1/incidents/bulk", &asked).unwrap();
    format!("/api/v1/bulk/{}", begun["id"].as_str().unwrap())
}

/// Each is changed once and once only.
fn done_once(ada: &Caller, address: &str, bulk: &str, how_many: usize) {
    until("the bulk edit is done", || {
        ada.read(address, bulk).is_some_and(|bulk| bulk["state"] == "done")
    });
    assert_eq!(ada.read(address, bulk).unwrap()["changed"].as_u64(), u64::try_from(how_many).ok());
    for incident in
        ada.all(address, "/api/v1/incidents?limit=200&q=title%20starts%20%22One%20of%22")
    {
        let number = incident["number"].as_str().unwrap();
        let timeline = ada.read(address, &format!("/api/v1/incidents/{number}/timeline")).unwrap();
        assert_eq!(timeline.to_string().matches("Said to all").count(), 1, "{number}");
    }
}

#[test]
fn an_hour_forward_does_what_has_become_due_and_nothing_twice() {
    for engine in Engine::BOTH {
        let house = House::on(engine);
        let serving = house.serve();
        let address = &serving.address;
        let (ada, bo) = (Caller::new(&house.ada), Caller::new(&house.bo));
        let browser = Browser::signed_in(address, "ada@example.org", "correct horse battery");
        let held = ada.open(address, "Waits for half an hour").unwrap();
        let path = format!("/api/v1/incidents/{held}");
        ada.assign(address, &held, "bo@example.org");
        ada.post(address, &format!("{path}/work"), &json!({})).unwrap();
        let hold = json!({ "reason": "supplier", "until": at(HOUR / 2) });
        ada.post(address, &format!("{path}/hold"), &hold).unwrap();
        let reminder = json!({ "at": at(HOUR / 2), "note": "Think of it" });
        ada.post(address, &format!("{path}/reminders"), &reminder).unwrap();
        let many = bulk(&ada, address, 40);
        house.clock.set(HOUR);
        until("the wait is over", || {
            ada.read(address, &path).is_some_and(|incident| incident["state"] == "in_progress")
        });
        until("the reminder comes", || told(&ada, address, &held) > 0);
        done_once(&ada, address, &many, 40);
        assert!(browser.is_signed_in(), "an hour ends no session");
        let after = ada.open(address, "After the jump").unwrap();
        ada.assign(address, &after, "bo@example.org");
        until("it is told", || told(&bo, address, &after) > 0);
        wait(Duration::from_secs(2));
        assert_eq!(told(&bo, address, &after), 1, "told twice");
        drop(serving);
        house.holds();
    }
}

#[test]
fn a_day_back_leaves_nothing_waiting_for_that_day() {
    for engine in Engine::BOTH {
        let house = House::on(engine);
        let serving = house.serve();
        let address = serving.address.clone();
        let (ada, bo) = (Caller::new(&house.ada), Caller::new(&house.bo));
        let browser = Browser::signed_in(&address, "ada@example.org", "correct horse battery");
        let first = ada.open(&address, "Before the jump").unwrap();
        let kept_out = |times: usize| {
            (0..times)
                .fold(None, |_, _| Some(Browser::tries(&address, "bo@example.org", "wrong").0))
        };
        assert_eq!(kept_out(8), Some(429), "whoever guesses has to wait");
        house.clock.set(-DAY);
        // What is done from now on carries an earlier time than what was done before.
        let second = ada.open(&address, "After the jump").unwrap();
        ada.assign(&address, &second, "bo@example.org");
        until("it is told", || told(&bo, &address, &second) > 0);
        ada.assign(&address, &first, "bo@example.org");
        until("it is told", || told(&bo, &address, &first) > 0);
        let reminder = json!({ "at": at(-DAY + 3) });
        let reminders = format!("/api/v1/incidents/{second}/reminders");
        ada.post(&address, &reminders, &reminder).unwrap();
        until("the reminder comes", || told(&ada, &address, &second) > 0);
        let many = bulk(&ada, &address, 40);
        done_once(&ada, &address, &many, 40);
        assert!(browser.is_signed_in(), "a day back ends no session");
        let (status, _) = Browser::tries(&address, "bo@example.org", "correct horse battery");
        assert_eq!(status, 303, "nobody is kept out until the clock has caught up");
        let timeline = ada.read(&address, &format!("/api/v1/incidents/{first}/timeline")).unwrap();
        let entries = timeline["items"].as_array().unwrap();
        let kinds: Vec<_> = entries.iter().filter_map(|entry| entry["verb"].as_str()).collect();
        let (create, assign) = ("create", "assign");
        let place = |verb: &str| kinds.iter().position(|kind| *kind == verb).unwrap();
        let newest_first = kinds.last() == Some(&create);
        assert_eq!(place(assign) < place(create), newest_first, "{kinds:?}");
        drop(serving);
        house.holds();
        sealed(&house);
    }
}

/// Sealing goes on: what was written is not left unsealed for the time of the jump.
fn sealed(house: &House) {
    let serving = house.serve();
    until("everything is sealed", || {
        let check = house.place.run(&["check", "--json"]);
        let found: Value = serde_json::from_slice(&check.stdout).unwrap();
        found["unsealed"] == 0
    });
    drop(serving);
}

#[test]
fn what_a_dead_node_held_is_free_although_the_clock_went_back() {
    for engine in Engine::BOTH {
        let house = House::on(engine);
        let serving = house.serve();
        let ada = Caller::new(&house.ada);
        let many = bulk(&ada, &serving.address, 300);
        let is_midway =
            |bulk: Value| bulk["changed"].as_u64() > Some(0) && bulk["waiting"].as_u64() > Some(0);
        until("it is under way", || ada.read(&serving.address, &many).is_some_and(is_midway));
        drop(serving);
        house.clock.set(-DAY);
        let again = house.serve();
        done_once(&ada, &again.address, &many, 300);
        drop(again);
        house.holds();
    }
}

#[test]
fn what_comes_round_keeps_its_hour_when_summer_begins() {
    for engine in Engine::BOTH {
        let house = House::on(engine);
        let serving = house.serve();
        let (address, ada) = (&serving.address, Caller::new(&house.ada));
        let model = ada.open(address, "The model").unwrap();
        let rule = json!({ "every": 1, "unit": "day", "starts_on": "2027-03-27",
            "at_time": "08:00", "zone": "Europe/Berlin", "title": "Round {date}" });
        ada.post(address, &format!("/api/v1/incidents/{model}/recurrences"), &rule).unwrap();
        let rounds = || ada.all(address, "/api/v1/incidents?limit=50&q=title%20starts%20Round");
        // In winter eight o'clock is seven by UTC, in summer six.
        for (instant, so_many) in [("2027-03-27T06:59:55Z", 1), ("2027-03-28T05:59:55Z", 2)] {
            house.clock.set_to(instant);
            until("it has come round", || rounds().len() == so_many);
        }
        wait(Duration::from_secs(2));
        let opened: Vec<String> =
            rounds().iter().map(|one| one["opened_at"].as_str().unwrap().to_owned()).collect();
        assert_eq!(opened.len(), 2, "{opened:?}");
        for (hour, day) in [("T07:00:0", "2027-03-27"), ("T06:00:0", "2027-03-28")] {
            assert!(opened.iter().any(|at| at.starts_with(&format!("{day}{hour}"))), "{opened:?}");
        }
        drop(serving);
        house.holds();
    }
}
