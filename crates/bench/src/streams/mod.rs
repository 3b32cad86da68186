//! How much a node spends on very many who listen, beside a bare program that sends as many bytes
//! to as many connections.

mod listener;
pub(crate) mod raw;

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use clap::Args;
use serde_json::{Value, json};

use crate::crowd::{Colleague, employ};
use crate::fill::fill;
use crate::http::Client;
use crate::installation::{Engine, Installation};
use crate::node::Node;
use crate::process::{processor_time, resident_kib};
use crate::program::Program;
use crate::report::{Report, progress};
use crate::stopwatch::{Stopwatch, pause};
use listener::{Heard, Listener, Sent};

/// Streams of one person.
const OF_ONE: u32 = 20;
/// How long everybody only listens, while nothing happens.
const REST: Duration = Duration::from_secs(10);
/// How long the last events may take.
const LAST: Duration = Duration::from_secs(5);
/// Microseconds from asking for a write to hearing of it, that 95 of 100 stay under.
const SOON: u64 = 1_000_000;
/// Incidents at the desk; each is written to in its turn.
const INCIDENTS: u64 = 2_400;

/// Very many who listen while others write
#[derive(Debug, Args)]
pub(crate) struct Streams {
    /// Where the data lies
    #[arg(long, value_enum, default_value = "sqlite")]
    engine: Engine,
    /// How many listen
    #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(1..=8_000))]
    listeners: u32,
    /// Writes a second
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..))]
    rate: u64,
    /// How long is written
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..))]
    seconds: u64,
    /// Listen as programs, who are told every entry whole, in place of pages that show a list
    #[arg(long)]
    programs: bool,
}

/// What was measured of one process.
#[derive(Debug, Default)]
struct Spent {
    /// KiB before anybody listened, with everybody, and after the writing.
    kib: [u64; 3],
    /// Processor time in a second while nothing happened, and while it was written.
    resting: Duration,
    writing: Duration,
}

impl Streams {
    pub(crate) fn run(&self, program: &Program) -> Result<Report> {
        let installation = Installation::new(self.engine)?;
        program.add_administrator(&installation)?;
        let db = installation.open()?;
        let filled = fill(&db, INCIDENTS)?;
        let crowd = employ(&db, self.listeners.div_ceil(OF_ONE), &[])?;
        let crowd: Vec<String> = crowd.iter().map(|one| self.recognised(one)).collect();
        let node = Node::start(program, &installation)?;
        let numbers = open_incidents(&node, &filled.token)?;
        // What a first write and a first reader take once is not counted.
        let mut writer = Client::with_token(node.address, &filled.token);
        write(&mut writer, numbers.first().context("an open incident")?)?;
        let mut spent = Spent { kib: [resident_kib(node.process())?, 0, 0], ..Spent::default() };
        progress(&format!("{} connections", self.listeners));
        let sent = Sent::default();
        let path = if self.programs { "/api/v1/events/stream" } else { "/events?list=incidents" };
        let listeners = self.listen(node.address, &crowd, path, &sent)?;
        pause(Duration::from_secs(2));
        spent.resting = self.measure(node.process(), REST, || pause(REST))?;
        spent.kib[1] = resident_kib(node.process())?;
        let time = Duration::from_secs(self.seconds);
        let mut wrote = Ok(());
        spent.writing = self.measure(node.process(), time, || {
            wrote = self.write_all(&mut writer, &numbers, &sent);
        })?;
        wrote?;
        pause(LAST);
        spent.kib[2] = resident_kib(node.process())?;
        let heard = listener::all(listeners)?;
        drop(node);
        let bytes = heard.bytes / u64::from(self.listeners).max(1) / (self.rate * self.seconds);
        let bare = raw::measure(self.listeners, self.rate, self.seconds, bytes)?;
        self.report(&spent, &heard, &bare)
    }

    /// The header line by which somebody who listens is recognised.
    fn recognised(&self, one: &Colleague) -> String {
        match self.programs {
            true => format!("Authorization: Bearer {}", one.token),
            false => format!("Cookie: mainstay_session={}", one.session),
        }
    }

    fn listen(
        &self,
        address: SocketAddr,
        crowd: &[String],
        path: &str,
        sent: &Sent,
    ) -> Result<Vec<Listener>> {
        let each = (0..self.listeners).zip(crowd.iter().cycle());
        each.map(|(_, who)| Listener::open(address, who, path, sent.clone())).collect()
    }

    /// The processor time of a second while something is done.
    fn measure(&self, process: u32, time: Duration, doing: impl FnOnce()) -> Result<Duration> {
        let before = processor_time(process)?;
        doing();
        let spent = processor_time(process)?.saturating_sub(before);
        Ok(spent / u32::try_from(time.as_secs()).unwrap_or(1).max(1))
    }

    fn write_all(&self, writer: &mut Client, numbers: &[String], sent: &Sent) -> Result<()> {
        let watch = Stopwatch::start();
        let turns = (0..self.rate * self.seconds).zip(numbers.iter().cycle());
        for (turn, number) in turns {
            watch.wait_until(Duration::from_micros(turn * 1_000_000 / self.rate));
            let asked = Stopwatch::start();
            sent.0.lock().unwrap_or_else(PoisonError::into_inner).insert(number.clone(), asked);
            write(writer, number)?;
        }
        Ok(())
    }

    fn report(&self, spent: &Spent, heard: &Heard, bare: &Spent) -> Result<Report> {
        let who = if self.programs { "programs" } else { "pages" };
        let mut report = Report::new(format!(
            "{} {who} that listen, {} writes a second for {} s",
            self.listeners, self.rate, self.seconds
        ));
        let expected = u64::from(self.listeners) * self.rate * self.seconds;
        report.figure("told", "events told", heard.events, "");
        report.target(format!("all {expected}"), heard.events == expected);
        report.latencies("heard", "from asking to hearing", &heard.times, Some(SOON));
        for (code, label, one) in [("node", "node", spent), ("bare", "bare", bare)] {
            let each =
                |kib: u64| kib.saturating_sub(one.kib[0]) * 1_024 / u64::from(self.listeners);
            let figure = |report: &mut Report, name: &str, words: &str, value: u64, unit| {
                report.figure(&format!("{code}_{name}"), &format!("{label}: {words}"), value, unit);
            };
            figure(&mut report, "base_kib", "memory before", one.kib[0], "KiB");
            figure(&mut report, "each_bytes", "memory a listener", each(one.kib[1]), "bytes");
            figure(&mut report, "after_bytes", "and after writing", each(one.kib[2]), "bytes");
            figure(&mut report, "resting", "processor at rest", millis(one.resting), "ms/s");
            figure(&mut report, "writing", "processor while writing", millis(one.writing), "ms/s");
        }
        Ok(report)
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

fn open_incidents(node: &Node, token: &str) -> Result<Vec<String>> {
    let mut client = Client::with_token(node.address, token);
    let answer = client.get("/api/v1/incidents?state=new&limit=200")?;
    let list = answer.json();
    let items = list.get("items").and_then(Value::as_array).cloned().unwrap_or_default();
    let number = |item: &Value| item.get("number").and_then(Value::as_str).map(str::to_owned);
    Ok(items.iter().filter_map(number).collect())
}

fn write(client: &mut Client, number: &str) -> Result<()> {
    let body = json!({ "body": "The supplier says that the part is on its way." });
    let answer = client.post(&format!("/api/v1/incidents/{number}/comments"), &body)?;
    match answer.status {
        200 => Ok(()),
        status => bail!("a comment on {number} was answered {status}"),
    }
}

/// The moments at which writes were asked for, by the number written to.
type Moments = Arc<Mutex<HashMap<String, Stopwatch>>>;
