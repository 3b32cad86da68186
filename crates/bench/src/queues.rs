//! What it takes to keep the counts of everybody's queues true: pages of lists that come anew while
//! others write, beside the same writes with nobody looking.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use clap::Args;
use serde_json::{Value, json};

use crate::crowd::{Colleague, employ};
use crate::fill::fill;
use crate::http::Client;
use crate::installation::{Engine, Installation};
use crate::latencies::Latencies;
use crate::node::Node;
use crate::process::processor_time;
use crate::program::Program;
use crate::report::{Report, progress};
use crate::stopwatch::Stopwatch;

/// Lists kept under a name and pinned by everybody, beside the queues of their own that everybody has.
const VIEWS: [(&str, &str); 4] = [
    ("Urgent", "open = true and priority <= 2"),
    ("Waiting", "state = on_hold"),
    ("New today", "opened_at in today"),
    ("Nobody's", "open = true and team is empty"),
];
/// Browsers at work at once; each shows the pages of many sessions in their turn.
const BROWSERS: u64 = 8;
/// Milliseconds of a processor in each second that looking may take: a quarter of one core.
const MOST: u64 = 250;
/// Microseconds for a list, counted or not.
const SOON: u64 = 50_000;

/// Counts of everybody's queues while others write
#[derive(Debug, Args)]
pub(crate) struct Queues {
    /// Where the data lies
    #[arg(long, value_enum, default_value = "sqlite")]
    engine: Engine,
    /// Incidents there are
    #[arg(long, default_value_t = 100_000, value_parser = clap::value_parser!(u64).range(1_000..))]
    incidents: u64,
    /// People who look at a list, each with eight queues and views
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..))]
    sessions: u32,
    /// Seconds after which a page that hears of changes comes anew
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..))]
    every: u64,
    /// Writes a second
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..))]
    rate: u64,
    /// How long it is measured
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..))]
    seconds: u64,
}

impl Queues {
    pub(crate) fn run(&self, program: &Program) -> Result<Report> {
        let installation = Installation::new(self.engine)?;
        let administrator = program.add_administrator(&installation)?;
        let db = installation.open()?;
        let filled = fill(&db, self.incidents)?;
        let crowd = employ(&db, self.sessions, &filled.teams)?;
        let node = Node::start(program, &installation)?;
        installation.settle()?;
        pin_views(&node, &administrator, &crowd)?;
        let numbers = open_incidents(&node, &filled.token)?;
        let time = Duration::from_secs(self.seconds);
        progress("nobody looks");
        let alone = self.measure(&node, || self.write_all(&node, &filled.token, &numbers))?;
        progress(&format!("{} people look", self.sessions));
        let mut looked = Ok((Latencies::default(), 0));
        let together = self.measure(&node, || {
            std::thread::scope(|scope| {
                let looking = scope.spawn(|| self.look_all(&node, &crowd, time));
                let wrote = self.write_all(&node, &filled.token, &numbers);
                looked = looking.join().unwrap_or_else(|_| bail!("a browser panicked"));
                wrote
            })
        })?;
        let (times, counted) = looked?;
        Ok(self.report((alone, together), &times, counted))
    }

    /// The milliseconds of a processor that a second takes while something is done.
    fn measure(&self, node: &Node, doing: impl FnOnce() -> Result<()>) -> Result<u64> {
        let before = processor_time(node.process())?;
        doing()?;
        let spent = processor_time(node.process())?.saturating_sub(before);
        Ok(u64::try_from(spent.as_millis())? / self.seconds)
    }

    fn write_all(&self, node: &Node, token: &str, numbers: &[String]) -> Result<()> {
        let (watch, mut client) = (Stopwatch::start(), Client::with_token(node.address, token));
        for (turn, number) in (0..self.rate * self.seconds).zip(numbers.iter().cycle()) {
            watch.wait_until(Duration::from_micros(turn * 1_000_000 / self.rate));
            let path = format!("/api/v1/incidents/{number}");
            let body = json!({ "title": format!("Seen for the {turn}th time") });
            let answer = client.send("PATCH", &path, Some(&body))?;
            if answer.status != 200 {
                bail!("a write was answered {}: {}", answer.status, answer.json());
            }
        }
        Ok(())
    }

    /// Everybody's page, each as often as it comes anew; how long each took, and how many counts of
    /// queues were shown.
    fn look_all(
        &self,
        node: &Node,
        crowd: &[Colleague],
        time: Duration,
    ) -> Result<(Latencies, u64)> {
        let (watch, turn, counted) = (Stopwatch::start(), AtomicU64::new(0), AtomicU64::new(0));
        let people = u64::try_from(crowd.len())?;
        let browse = || -> Result<Latencies> {
            let mut times = Latencies::default();
            loop {
                let place = turn.fetch_add(1, Ordering::Relaxed);
                let moment = Duration::from_micros(place * self.every * 1_000_000 / people);
                if moment >= time {
                    return Ok(times);
                }
                let one = usize::try_from(place % people).ok().and_then(|place| crowd.get(place));
                let one = one.context("nobody looks")?;
                watch.wait_until(moment);
                let mut client = Client::with_session(node.address, &one.session);
                let answer = client.get("/incidents")?;
                if answer.status != 200 {
                    bail!("a list was answered {}", answer.status);
                }
                times.add(watch.elapsed().saturating_sub(moment));
                counted.fetch_add(counts_in(&answer.body), Ordering::Relaxed);
            }
        };
        let times = std::thread::scope(|scope| {
            let running: Vec<_> = (0..BROWSERS).map(|_| scope.spawn(browse)).collect();
            let mut all = Latencies::default();
            for thread in running {
                all.absorb(thread.join().unwrap_or_else(|_| bail!("a browser panicked"))?);
            }
            Ok::<_, anyhow::Error>(all)
        })?;
        Ok((times, counted.load(Ordering::Relaxed)))
    }

    fn report(&self, (alone, together): (u64, u64), times: &Latencies, counted: u64) -> Report {
        let mut report = Report::new(format!(
            "{} people look at lists with eight queues and views each, {} writes a second, {} incidents",
            self.sessions, self.rate, self.incidents
        ));
        report.figure("alone", "processor for the writes alone", alone, "ms/s");
        report.figure("together", "with everybody looking", together, "ms/s");
        let looking = together.saturating_sub(alone);
        report.figure("looking", "of which for lists and counts", looking, "ms/s");
        report.target(format!("at most {MOST}: a quarter of a core"), looking <= MOST);
        report.latencies("list", "a list with its counts", times, Some(SOON));
        let pages = u64::from(self.sessions) * self.seconds / self.every;
        let of = pages * 8;
        report.figure("counted", format!("counts shown, of {of}").as_str(), counted, "");
        report
    }
}

/// How many counts stand in the links to queues and views.
fn counts_in(page: &[u8]) -> u64 {
    let text = String::from_utf8_lossy(page);
    let links = text.split("<a class=\"queue\"").skip(1);
    let counted = links.filter(|link| {
        link.split("</a>").next().is_some_and(|link| link.contains("class=\"count\""))
    });
    u64::try_from(counted.count()).unwrap_or(u64::MAX)
}

/// Makes the views, shared with everybody, and lets everybody pin them.
fn pin_views(node: &Node, administrator: &str, crowd: &[Colleague]) -> Result<()> {
    let mut client = Client::with_token(node.address, administrator);
    for (name, filter) in VIEWS {
        let body =
            json!({ "kind": "incident", "name": name, "q": filter, "shared_with": "everybody" });
        let made = client.post("/api/v1/views", &body)?.json();
        let id = made.get("id").and_then(Value::as_str).context(format!("no view: {made}"))?;
        for one in crowd {
            let path = format!("/api/v1/views/{id}/pin");
            let answer = Client::with_token(node.address, &one.token).post(&path, &json!({}))?;
            if answer.status != 200 {
                bail!("a view was not pinned: {}", answer.json());
            }
        }
    }
    Ok(())
}

fn open_incidents(node: &Node, token: &str) -> Result<Vec<String>> {
    let mut client = Client::with_token(node.address, token);
    let answer = client.get("/api/v1/incidents?q=open%3Dtrue&fields=number&limit=200")?.json();
    let items = answer.get("items").and_then(Value::as_array).context("no open incidents")?;
    let numbers = items.iter().filter_map(|item| item.get("number").and_then(Value::as_str));
    Ok(numbers.map(str::to_owned).collect())
}
