//! A stream of events, read as it comes.

use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt;
use serde_json::Value;
use tower::ServiceExt;

use super::browser::{Browser, Session};

/// How long anybody waits for an event that must come.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// An open stream.
pub struct Listening<'b> {
    browser: &'b Browser,
    body: Body,
    rest: String,
}

/// What came over it.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// The position it moves the reader to.
    pub id: Option<i64>,
    /// Its name; empty for a sign of life.
    pub name: String,
    /// What it tells.
    pub data: Value,
}

impl Browser {
    /// Opens a stream of the API.
    #[must_use]
    pub fn listen(&self, token: &str, path: &str, more: &[(&str, &str)]) -> Listening<'_> {
        let bearer = format!("Bearer {token}");
        let mut headers = more.to_vec();
        headers.push(("authorization", &bearer));
        self.open_stream(path, &headers)
    }

    /// Opens a stream of a page.
    #[must_use]
    pub fn watch(&self, who: &Session, path: &str) -> Listening<'_> {
        self.open_stream(path, &[("cookie", &who.cookie)])
    }

    fn open_stream(&self, path: &str, headers: &[(&str, &str)]) -> Listening<'_> {
        let mut request = Request::builder().uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::empty()).expect("a request that can be sent");
        let answered = self.runtime().block_on(self.router().oneshot(request));
        let (parts, body) = answered.expect("an answer").into_parts();
        assert_eq!(parts.status.as_u16(), 200, "{path}");
        assert_eq!(parts.headers["content-type"], "text/event-stream", "{path}");
        Listening { browser: self, body, rest: String::new() }
    }
}

impl Listening<'_> {
    /// The next event that tells something of records; nothing when none comes in time or the stream
    /// is over. What the bell says is no such thing.
    pub fn next_within(&mut self, time: Duration) -> Option<Event> {
        loop {
            let event = self.frame_within(time)?;
            if !event.name.is_empty() && event.name != "inbox" {
                return Some(event);
            }
        }
    }

    /// The next event, which must come.
    ///
    /// # Panics
    /// When none comes.
    #[track_caller]
    pub fn next_named(&mut self, name: &str) -> Event {
        let event = self.next_within(PATIENCE);
        let event = event.unwrap_or_else(|| panic!("no event {name} came"));
        assert_eq!(event.name, name, "{}", event.data);
        event
    }

    /// Whether nothing is told for a while.
    pub fn is_quiet_for(&mut self, time: Duration) -> bool {
        match self.next_within(time) {
            None => true,
            Some(event) => {
                println!("not quiet: {event:?}");
                false
            }
        }
    }

    fn frame_within(&mut self, time: Duration) -> Option<Event> {
        while !self.rest.contains("\n\n") {
            let body = &mut self.body;
            let frame = self.browser.runtime().block_on(async {
                tokio::time::timeout(time, body.frame()).await.ok().flatten()
            })?;
            let data = frame.expect("a stream that does not break").into_data().expect("bytes");
            self.rest.push_str(std::str::from_utf8(&data).expect("a stream in UTF-8"));
        }
        let (frame, rest) =
            self.rest.split_once("\n\n").map(|(f, r)| (f.to_owned(), r.to_owned()))?;
        self.rest = rest;
        Some(read(&frame))
    }
}

fn read(frame: &str) -> Event {
    let field = |name: &str| {
        frame
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
            .unwrap_or_default()
    };
    Event {
        id: field("id").parse().ok(),
        name: field("event").to_owned(),
        data: serde_json::from_str(field("data")).unwrap_or(Value::Null),
    }
}
