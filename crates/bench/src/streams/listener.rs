//! One who listens, on a thread of its own that sleeps until something is told.

use std::io::{BufRead, BufReader, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::sync::PoisonError;
use std::thread::{Builder, JoinHandle};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::Moments;
use crate::latencies::Latencies;

/// Enough for a line and its JSON.
const STACK: usize = 192 << 10;

/// When each write was asked for.
#[derive(Debug, Clone, Default)]
pub(super) struct Sent(pub(super) Moments);

/// What somebody heard.
#[derive(Debug, Default)]
pub(super) struct Heard {
    /// Entries, or records named to a list.
    pub(super) events: u64,
    /// Bytes that came over the wire.
    pub(super) bytes: u64,
    /// From asking for a write to hearing of it.
    pub(super) times: Latencies,
}

/// One who listens.
#[derive(Debug)]
pub(super) struct Listener {
    stream: TcpStream,
    thread: JoinHandle<Heard>,
}

impl Listener {
    /// Opens a stream and waits until it has begun.
    pub(super) fn open(address: SocketAddr, who: &str, path: &str, sent: Sent) -> Result<Listener> {
        let mut stream = TcpStream::connect(address)?;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\n{who}\r\n\r\n")?;
        let mut from = BufReader::with_capacity(4 << 10, stream.try_clone()?);
        let mut line = String::new();
        loop {
            line.clear();
            if from.read_line(&mut line)? == 0 {
                bail!("{path} was not opened");
            }
            if line.starts_with("HTTP/1.1 ") && !line.starts_with("HTTP/1.1 200") {
                bail!("{path} was answered {line}");
            }
            if line.starts_with("event: hello") {
                break;
            }
        }
        let work = move || hear(from, &sent);
        let thread = Builder::new().stack_size(STACK).spawn(work).context("no more threads")?;
        Ok(Listener { stream, thread })
    }
}

/// Hangs up, and adds up what all of them heard.
pub(super) fn all(listeners: Vec<Listener>) -> Result<Heard> {
    let mut all = Heard::default();
    for listener in &listeners {
        // It may have been hung up at the other end.
        drop(listener.stream.shutdown(Shutdown::Both));
    }
    for listener in listeners {
        let Ok(heard) = listener.thread.join() else { bail!("a listener panicked") };
        all.events += heard.events;
        all.bytes += heard.bytes;
        all.times.absorb(heard.times);
    }
    Ok(all)
}

fn hear(mut from: BufReader<TcpStream>, sent: &Sent) -> Heard {
    let (mut heard, mut line) = (Heard::default(), Vec::new());
    loop {
        line.clear();
        match from.read_until(b'\n', &mut line) {
            Ok(length @ 1..) => heard.bytes += u64::try_from(length).unwrap_or(0),
            _ => return heard,
        }
        let Some(data) = line.strip_prefix(b"data: ") else { continue };
        let Ok(data) = serde_json::from_slice::<Value>(data) else { continue };
        let numbers: Vec<&Value> = match data.get("list") {
            Some(Value::Array(list)) => list.iter().collect(),
            _ => data.get("number").into_iter().collect(),
        };
        let moments = sent.0.lock().unwrap_or_else(PoisonError::into_inner);
        for number in numbers.iter().filter_map(|number| number.as_str()) {
            if let Some(asked) = moments.get(number) {
                heard.events += 1;
                heard.times.add(asked.elapsed());
            }
        }
    }
}
