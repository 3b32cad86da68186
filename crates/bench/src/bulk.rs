//! How long an ordinary write waits at most while ten thousand records are changed in bulk, beside the
//! same writes with nothing else going on and what the disk itself takes.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use clap::Args;
use serde_json::{Value, json};

use crate::bare;
use crate::fill::fill;
use crate::http::Client;
use crate::installation::{Engine, Installation};
use crate::latencies::Latencies;
use crate::node::Node;
use crate::program::Program;
use crate::report::{Report, per_second, progress};
use crate::stopwatch::{Stopwatch, pause};

/// Microseconds no ordinary write may wait.
const MOST: u64 = 100_000;
/// How long the writes are measured with nothing else going on.
const ALONE: Duration = Duration::from_secs(10);
/// How often it is looked how far the edit is.
const LOOK: Duration = Duration::from_millis(250);
/// How long the edit may take.
const PATIENCE: Duration = Duration::from_secs(900);

/// Ordinary writes while very many records are changed in bulk
#[derive(Debug, Args)]
pub(crate) struct Bulk {
    /// Where the data lies
    #[arg(long, value_enum, default_value = "sqlite")]
    engine: Engine,
    /// How many records are changed
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(1..=10_000))]
    records: u64,
    /// How many incidents there are
    #[arg(long, default_value_t = 20_000, value_parser = clap::value_parser!(u64).range(1..))]
    incidents: u64,
    /// Ordinary writes a second
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..))]
    rate: u64,
}

/// What was measured of one stretch of the edit.
#[derive(Debug, Default)]
struct Stretch {
    times: Latencies,
    took: Duration,
}

impl Bulk {
    pub(crate) fn run(&self, program: &Program) -> Result<Report> {
        let installation = Installation::new(self.engine)?;
        program.add_administrator(&installation)?;
        let filled = fill(&installation.open()?, self.incidents.max(self.records))?;
        let node = Node::start(program, &installation)?;
        progress("catching up");
        installation.settle()?;
        let mut client = Client::with_token(node.address, &filled.token);
        let number = self.ordinary(&mut client)?;
        let mut writer = Writer { node: &node, token: &filled.token, number, rate: self.rate };
        let alone = writer.write_while(|watch| Ok(!watch.reached(ALONE)))?;
        progress("choosing and previewing");
        let (place, preview) = self.preview(&mut client, &mut writer)?;
        progress("running");
        let began = client.post(&format!("{place}/run"), &json!({}))?;
        if began.status != 202 {
            bail!("running was answered {}: {}", began.status, began.json());
        }
        let run = self.follow(&mut client, &mut writer, &place, "done")?;
        let done = client.get(&place)?.json();
        drop(node);
        Ok(self.report(&alone, &preview, &run, &done, &bare::syncs(installation.data())?))
    }

    /// An incident that the edit does not touch: the oldest.
    fn ordinary(&self, client: &mut Client) -> Result<String> {
        let answer = client.get("/api/v1/incidents?sort=opened_at&limit=1")?.json();
        let number = answer.pointer("/items/0/number").and_then(Value::as_str);
        Ok(number.context("an incident")?.to_owned())
    }

    /// Asks for the newest records to be re-weighed, or as many as there are.
    fn preview(&self, client: &mut Client, writer: &mut Writer<'_>) -> Result<(String, Stretch)> {
        let mut numbers = Vec::new();
        let mut path = "/api/v1/incidents?limit=200&fields=number".to_owned();
        let records = usize::try_from(self.records)?;
        while numbers.len() < records {
            let page = client.get(&path)?.json();
            let items = page.get("items").and_then(Value::as_array).cloned().unwrap_or_default();
            let own = items.iter().filter_map(|item| item.get("number")).cloned();
            numbers.extend(own.take(records - numbers.len()));
            let Some(next) = page.get("next").and_then(Value::as_str) else { break };
            path = format!("/api/v1/incidents?limit=200&fields=number&after={next}");
        }
        // A note is taken in every state, so that each record is really written.
        let body = json!({
            "verb": "work_note",
            "input": { "body": "The supplier has confirmed that the cause is repaired." },
            "numbers": numbers,
            "preview": true,
        });
        let made = client.post("/api/v1/incidents/bulk", &body)?;
        if made.status != 201 {
            bail!("a bulk edit was answered {}: {}", made.status, made.json());
        }
        let id = made.json().get("id").and_then(Value::as_str).map(str::to_owned);
        let place = format!("/api/v1/bulk/{}", id.context("an identity")?);
        let preview = self.follow(client, writer, &place, "previewed")?;
        Ok((place, preview))
    }

    /// Writes until the edit has come to a state.
    fn follow(
        &self,
        client: &mut Client,
        writer: &mut Writer<'_>,
        place: &str,
        state: &str,
    ) -> Result<Stretch> {
        let mut looked = Stopwatch::start();
        writer.write_while(|watch| {
            if watch.reached(PATIENCE) {
                bail!("the bulk edit was not {state} after {PATIENCE:?}");
            }
            if !looked.reached(LOOK) {
                return Ok(true);
            }
            looked = Stopwatch::start();
            let now = client.get(place)?.json();
            Ok(now.get("state").and_then(Value::as_str) != Some(state))
        })
    }

    fn report(
        &self,
        alone: &Stretch,
        preview: &Stretch,
        run: &Stretch,
        done: &Value,
        syncs: &Latencies,
    ) -> Report {
        let engine = match self.engine {
            Engine::Sqlite => "SQLite",
            Engine::Postgres => "PostgreSQL",
        };
        let mut report = Report::new(format!(
            "{} records changed in bulk on {engine}, {} ordinary writes a second meanwhile",
            self.records, self.rate
        ));
        let count = |name: &str| done.get(name).and_then(Value::as_u64).unwrap_or_default();
        report.figure("changed", "records changed", count("changed"), "");
        report.target(format!("all {}", self.records), count("changed") == self.records);
        let millis = |time: Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        report.figure("preview_ms", "previewing took", millis(preview.took), "ms");
        report.figure("run_ms", "doing took", millis(run.took), "ms");
        let rate = per_second(count("changed"), run.took);
        report.figure("rate", "records changed a second", rate, "/s");
        for (code, label, stretch) in [
            ("alone", "ordinary write, nothing else", alone),
            ("preview", "ordinary write while previewing", preview),
            ("run", "ordinary write while doing", run),
        ] {
            report.latencies(code, label, &stretch.times, None);
            let most = stretch.times.within(100);
            report.figure(&format!("{code}_max_us"), &format!("{label}, longest"), most, "µs");
            if code != "alone" {
                report.target(format!("under {MOST} µs"), most < MOST);
            }
        }
        report.figure("fdatasync_p50_us", "fdatasync of this disk, p50", syncs.within(50), "µs");
        report.figure("fdatasync_max_us", "fdatasync, longest", syncs.within(100), "µs");
        report
    }
}

/// Somebody who writes as people do: one comment after the other, so many a second.
struct Writer<'a> {
    node: &'a Node,
    token: &'a str,
    number: String,
    rate: u64,
}

impl Writer<'_> {
    /// Writes as long as something goes on; how long each write took, the wait for its turn included.
    fn write_while(
        &mut self,
        mut goes_on: impl FnMut(Stopwatch) -> Result<bool>,
    ) -> Result<Stretch> {
        let (address, token, path) = (
            self.node.address,
            self.token.to_owned(),
            format!("/api/v1/incidents/{}/comments", self.number),
        );
        let (stop, stopped) = std::sync::mpsc::channel::<()>();
        let rate = self.rate;
        let watch = Stopwatch::start();
        let writing = std::thread::spawn(move || -> Result<Latencies> {
            let mut client = Client::with_token(address, &token);
            let body = json!({ "body": "The supplier says that the part is on its way." });
            let mut times = Latencies::default();
            for turn in 0_u64.. {
                let due = Duration::from_micros(turn * 1_000_000 / rate);
                watch.wait_until(due);
                if stopped.try_recv() != Err(std::sync::mpsc::TryRecvError::Empty) {
                    break;
                }
                let answer = client.post(&path, &body)?;
                if answer.status != 200 {
                    bail!("a comment was answered {}", answer.status);
                }
                // From when it was due: a write that waits holds up the next one too.
                times.add(watch.elapsed().saturating_sub(due));
            }
            Ok(times)
        });
        while goes_on(watch)? && !writing.is_finished() {
            pause(Duration::from_millis(20));
        }
        let took = watch.elapsed();
        drop(stop);
        let times = writing.join().unwrap_or_else(|_| bail!("the writer panicked"))?;
        Ok(Stretch { times, took })
    }
}
