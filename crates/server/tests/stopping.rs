//! A server that is asked to stop while it works: nothing acknowledged is lost, nothing under way is
//! dropped, and whoever asks is told.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failure is a failed test"
)]

mod installation;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::Value;
use testkit::Engine;

use installation::Installation;

/// A request to open an incident, as a program sends it.
fn create(token: &str, title: &str) -> (String, String) {
    let body = format!(r#"{{"title":"{title}","impact":2,"urgency":2}}"#);
    let head = format!(
        "POST /api/v1/incidents HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {token}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    (head, body)
}

/// The status and the body of an answer read to its end; nothing where there was none.
fn answer(stream: &mut TcpStream) -> Option<(u16, String)> {
    let mut text = String::new();
    stream.read_to_string(&mut text).ok()?;
    let (head, body) = text.split_once("\r\n\r\n")?;
    Some((head.split(' ').nth(1)?.parse().ok()?, body.to_owned()))
}

/// The number of the incident somebody was told of.
fn number(body: &str) -> String {
    let record: Value = serde_json::from_str(body).unwrap();
    record["number"].as_str().unwrap().to_owned()
}

/// What one client saw: the numbers it was told, and how often it was left without an answer.
#[derive(Default)]
struct Seen {
    told: Vec<String>,
    dropped: usize,
}

/// Opens incidents until the server takes no more.
fn client(address: &str, token: &str, asked: &AtomicBool, opened: &AtomicUsize) -> Seen {
    let mut seen = Seen::default();
    loop {
        let Ok(mut stream) = TcpStream::connect(address) else { return seen };
        let (head, body) = create(token, "under load");
        let sent = stream.write_all(format!("{head}{body}").as_bytes());
        let under_way = !asked.load(Ordering::SeqCst);
        match sent.ok().and_then(|()| answer(&mut stream)) {
            Some((201, body)) => {
                opened.fetch_add(1, Ordering::SeqCst);
                seen.told.push(number(&body));
            }
            Some((503, body)) => {
                assert!(body.contains("problem"), "{body}");
                return seen;
            }
            Some((status, body)) => panic!("{status}: {body}"),
            // What was sent after the server was asked to stop was not under way.
            None if under_way => seen.dropped += 1,
            None => return seen,
        }
    }
}

#[test]
fn under_load_nothing_acknowledged_is_lost_and_nothing_under_way_is_dropped() {
    for engine in Engine::BOTH {
        let house = Installation::on(engine);
        let token = house.token();
        let serving = house.serve(&["--api-rate", "0"]);
        let (asked, opened) = (AtomicBool::new(false), AtomicUsize::new(0));
        let client = || client(&serving.address, &token, &asked, &opened);
        let seen: Vec<Seen> = std::thread::scope(|scope| {
            let clients: Vec<_> = (0..6).map(|_| scope.spawn(client)).collect();
            // In the middle of it, however slow the machine is.
            for _ in 0..6_000 {
                if opened.load(Ordering::SeqCst) >= 50 {
                    break;
                }
                sleep(Duration::from_millis(10));
            }
            asked.store(true, Ordering::SeqCst);
            serving.ask_to_stop();
            clients.into_iter().map(|client| client.join().unwrap()).collect()
        });
        assert_eq!(serving.stop(), Some(0), "{engine:?}");
        let told: Vec<&String> = seen.iter().flat_map(|seen| &seen.told).collect();
        assert!(told.len() >= 50, "{engine:?}: only {} were opened", told.len());
        assert_eq!(seen.iter().map(|seen| seen.dropped).sum::<usize>(), 0, "{engine:?}");

        let check = house.run(&["check", "--json"]);
        assert_eq!(check.status.code(), Some(0), "{check:?}");
        let again = house.serve(&["--api-rate", "0"]);
        for number in told {
            let (status, _) = again.get(&format!("/api/v1/incidents/{number}"), Some(&token));
            assert_eq!(status, 200, "{engine:?}: {number} was acknowledged and is gone");
        }
    }
}

#[test]
fn what_is_half_sent_is_finished_while_whoever_asks_hears_that_it_stops() {
    let house = Installation::on(Engine::Sqlite);
    let token = house.token();
    let serving = house.serve(&[]);
    assert_eq!(serving.get("/readyz", None), (200, "ready".to_owned()));
    let (head, body) = create(&token, "half sent");
    let (first, rest) = body.split_at(10);
    let mut stream = TcpStream::connect(&serving.address).unwrap();
    stream.write_all(format!("{head}{first}").as_bytes()).unwrap();
    // Until the server has begun to read it.
    sleep(Duration::from_millis(300));
    serving.ask_to_stop();
    let mut heard = serving.get("/readyz", None);
    for _ in 0..100 {
        if heard.0 == 503 {
            break;
        }
        sleep(Duration::from_millis(10));
        heard = serving.get("/readyz", None);
    }
    assert_eq!(heard, (503, "this node is stopping".to_owned()));
    // Once it takes nothing new, everything else is told to come back.
    sleep(Duration::from_millis(300));
    let (status, problem) = serving.get("/api/v1/me", Some(&token));
    assert!(status == 503 && problem.contains("urn:mainstay:problem:"), "{status} {problem}");
    stream.write_all(rest.as_bytes()).unwrap();
    let (status, record) = answer(&mut stream).unwrap();
    assert_eq!(status, 201, "{record}");
    assert_eq!(serving.stop(), Some(0));
    let again = house.serve(&[]);
    let path = format!("/api/v1/incidents/{}", number(&record));
    assert_eq!(again.get(&path, Some(&token)).0, 200);
}

#[test]
fn streams_of_events_end_with_a_word() {
    let house = Installation::on(Engine::Sqlite);
    let token = house.token();
    let serving = house.serve(&[]);
    let mut stream = TcpStream::connect(&serving.address).unwrap();
    let head = format!(
        "GET /api/v1/events/stream HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {token}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    let mut begun = [0; 12];
    stream.read_exact(&mut begun).unwrap();
    assert_eq!(&begun, b"HTTP/1.1 200");
    serving.ask_to_stop();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    assert!(text.contains("event: end") && text.contains("stopping"), "{text}");
    assert!(text.ends_with("0\r\n\r\n"), "the body has an end: {text}");
    assert_eq!(serving.stop(), Some(0));
}

#[test]
fn for_a_while_a_server_still_takes_what_comes() {
    let house = Installation::on(Engine::Sqlite);
    let token = house.token();
    let serving = house.serve(&["--stop-notice", "2s"]);
    serving.ask_to_stop();
    sleep(Duration::from_millis(500));
    assert_eq!(serving.get("/readyz", None).0, 503);
    assert_eq!(serving.get("/api/v1/me", Some(&token)).0, 200);
    assert_eq!(serving.stop(), Some(0));
}

#[test]
fn whoever_never_finishes_is_waited_for_no_longer_than_was_said() {
    let house = Installation::on(Engine::Sqlite);
    let token = house.token();
    let serving = house.serve(&["--stop-drain", "500ms"]);
    let (head, _) = create(&token, "never sent");
    let mut stream = TcpStream::connect(&serving.address).unwrap();
    stream.write_all(head.as_bytes()).unwrap();
    sleep(Duration::from_millis(300));
    let (done, over) = std::sync::mpsc::channel();
    let thread = std::thread::spawn(move || {
        let _told = done.send(serving.stop());
    });
    assert_eq!(over.recv_timeout(Duration::from_secs(8)), Ok(Some(0)));
    thread.join().unwrap();
}

#[expect(clippy::disallowed_methods, reason = "another process is given time to get somewhere")]
fn sleep(time: Duration) {
    std::thread::sleep(time);
}
