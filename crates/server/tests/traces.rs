//! Traces really arrive where they are sent to.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failure is a failed test"
)]

mod installation;

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use testkit::Engine;

use installation::Installation;

/// Takes what is sent by HTTP: first lines and bodies.
fn collector() -> (String, Receiver<(String, Vec<u8>)>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/v1/traces", listener.local_addr().unwrap());
    let (out, received) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let out = out.clone();
            std::thread::spawn(move || {
                let mut stream = stream.unwrap();
                while let Some(request) = request(&mut stream) {
                    stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").unwrap();
                    if out.send(request).is_err() {
                        return;
                    }
                }
            });
        }
    });
    (url, received)
}

/// One request; nothing when the connection ends.
fn request(stream: &mut TcpStream) -> Option<(String, Vec<u8>)> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte).ok()?;
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).unwrap();
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        name.eq_ignore_ascii_case("content-length").then(|| value.parse::<usize>().unwrap())
    });
    let mut body = vec![0; length.unwrap()];
    stream.read_exact(&mut body).ok()?;
    Some((head.lines().next().unwrap().to_owned(), body))
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn a_span_of_each_request_and_transaction_arrives_and_no_text_of_anybodys() {
    for engine in Engine::BOTH {
        let house = Installation::on(engine);
        let token = house.token();
        let (url, received) = collector();
        let serving = house.serve(&["--traces", &url]);
        serving.get("/api/v1/incidents?q=secretword", Some(&token));
        let (status, me) = serving.get("/api/v1/me", Some(&token));
        assert_eq!(status, 200);
        let me: serde_json::Value = serde_json::from_str(&me).unwrap();
        // What was not sent yet is sent when it stops.
        assert_eq!(serving.stop(), Some(0));
        let mut all = Vec::new();
        while let Ok((line, body)) = received.recv_timeout(Duration::from_millis(500)) {
            assert_eq!(line, "POST /v1/traces HTTP/1.1");
            all.extend(body);
        }
        for text in ["service.name", "mainstay", "http.route", "/api/v1/me", "db.read"] {
            assert!(holds(&all, text), "{engine:?}: no {text} in {} bytes", all.len());
        }
        for text in ["secretword", &token, me["id"].as_str().unwrap()] {
            assert!(!holds(&all, text), "{engine:?}: {text}");
        }
    }
}

#[test]
fn a_collector_that_is_away_hinders_nobody() {
    let house = Installation::on(Engine::Sqlite);
    let serving = house.serve(&["--traces", "http://127.0.0.1:1/v1/traces"]);
    assert_eq!(serving.get("/readyz", None).0, 200);
    assert_eq!(serving.stop(), Some(0));
}
