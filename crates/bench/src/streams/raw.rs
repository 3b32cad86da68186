//! The bare program: accepts connections and writes to each of them, in turn, over and over.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use clap::Args;

use super::Spent;
use crate::process::{processor_time, resident_kib};
use crate::report::Report;
use crate::stopwatch::{Stopwatch, pause};

/// How long the connections are only held.
const REST: Duration = Duration::from_secs(3);

/// Sends bytes to connections, and nothing else; started by `streams`
#[derive(Debug, Args)]
pub(crate) struct Raw {
    listeners: usize,
    rate: u64,
    seconds: u64,
    bytes: usize,
}

impl Raw {
    /// Says where it listens, and sends once all are there and a line is typed.
    pub(crate) fn run(&self) -> Result<Report> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let mut out = std::io::stdout();
        writeln!(out, "{}", listener.local_addr()?)?;
        out.flush()?;
        let mut connections = Vec::with_capacity(self.listeners);
        while connections.len() < self.listeners {
            connections.push(listener.accept()?.0);
        }
        std::io::stdin().lines().next();
        let bytes = vec![b'x'; self.bytes.max(1)];
        let watch = Stopwatch::start();
        for turn in 0..self.rate * self.seconds {
            watch.wait_until(Duration::from_micros(turn * 1_000_000 / self.rate));
            for connection in &mut connections {
                connection.write_all(&bytes)?;
            }
        }
        writeln!(out, "done")?;
        // Its figures are read before it goes.
        std::io::stdin().lines().next();
        Ok(Report::new("sent"))
    }
}

/// Runs it with as many connections, and as many bytes to each as often, as the node had.
pub(super) fn measure(listeners: u32, rate: u64, seconds: u64, bytes: u64) -> Result<Spent> {
    let words = [u64::from(listeners), rate, seconds, bytes].map(|word| word.to_string());
    let mut child = Command::new(std::env::current_exe()?)
        .arg("raw-streams")
        .args(&words)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let spent = figures(&mut child, listeners, seconds);
    drop(child.kill());
    child.wait()?;
    spent
}

fn figures(child: &mut Child, listeners: u32, seconds: u64) -> Result<Spent> {
    let process = child.id();
    let mut said = BufReader::new(child.stdout.take().context("its output")?).lines();
    let mut ask = child.stdin.take().context("its input")?;
    let Some(address) = said.next() else { bail!("the bare program said nothing") };
    let address: SocketAddr = address?.parse()?;
    let mut spent = Spent { kib: [resident_kib(process)?, 0, 0], ..Spent::default() };
    let drains: Vec<_> = (0..listeners).map(|_| drain(address)).collect::<Result<_>>()?;
    pause(REST);
    spent.kib[1] = resident_kib(process)?;
    let before = processor_time(process)?;
    writeln!(ask, "go")?;
    said.next();
    let used = processor_time(process)?.saturating_sub(before);
    spent.writing = used / u32::try_from(seconds).unwrap_or(1).max(1);
    spent.kib[2] = resident_kib(process)?;
    writeln!(ask, "end")?;
    for thread in drains {
        drop(thread.join());
    }
    Ok(spent)
}

/// Reads what comes over a connection until it is closed.
fn drain(address: SocketAddr) -> Result<std::thread::JoinHandle<()>> {
    let mut stream = TcpStream::connect(address)?;
    let read = move || {
        let mut buffer = [0; 4 << 10];
        while stream.read(&mut buffer).is_ok_and(|length| length > 0) {}
    };
    std::thread::Builder::new().stack_size(64 << 10).spawn(read).context("no more threads")
}
