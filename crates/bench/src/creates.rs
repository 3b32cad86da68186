//! How many creates are acknowledged durably through HTTP, beside a bare loop that writes the very
//! same rows.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use clap::Args;
use serde_json::{Value, json};

use crate::bare::{self, Pace, Template};
use crate::http::Client;
use crate::installation::{Engine, Installation};
use crate::latencies::Latencies;
use crate::node::Node;
use crate::program::Program;
use crate::report::{Report, per_second, ratio};
use crate::stopwatch::Stopwatch;

/// Load before anything is counted: connections, caches and the first pages of the file.
const WARM_UP: Duration = Duration::from_secs(1);
/// Turns each of the two has; taken alternately, so that what else the machine does falls on both.
const TURNS: u32 = 5;

/// Creates through HTTP beside a bare loop writing the same rows
#[derive(Debug, Args)]
pub(crate) struct Creates {
    /// Where the data lies
    #[arg(long, value_enum, default_value = "sqlite")]
    engine: Engine,
    /// Clients that each wait for their answer before the next create
    #[arg(long, default_value_t = 8, value_parser = clap::value_parser!(u8).range(1..))]
    clients: u8,
    /// How long each of the two is measured
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..))]
    seconds: u64,
}

/// Creates whose rows are looked at until those of one are still whole.
const LOOKS: u32 = 500;

/// What both did in their turns.
#[derive(Debug, Default)]
struct Outcome {
    times: Latencies,
    took: Duration,
    commits: u64,
    bare_creates: u64,
    bare_took: Duration,
}

/// One of the bare loops.
enum Bare {
    Sqlite(bare::Sqlite),
    Postgres(bare::Postgres),
}

impl Creates {
    pub(crate) fn run(&self, program: &Program) -> Result<Report> {
        let installation = Installation::new(self.engine)?;
        let token = program.add_administrator(&installation)?;
        let node = Node::start(program, &installation)?;
        load(&node, &token, self.clients, WARM_UP)?;
        let template = template(&node, &token, &installation)?;
        let rows = template.rows();
        let mut bare = match self.engine {
            Engine::Sqlite => Bare::Sqlite(bare::Sqlite::new(&installation, template)?),
            Engine::Postgres => {
                Bare::Postgres(bare::Postgres::new(&installation, template, self.clients)?)
            }
        };
        let mut outcome = Outcome::default();
        for _ in 0..TURNS {
            self.turn(&node, &token, &mut bare, &mut outcome)?;
        }
        drop(node);
        let syncs = bare::syncs(installation.data())?;
        Ok(self.report(&outcome, rows, &syncs))
    }

    /// Some time of the program, then the same time of the bare loop at the pace seen so far.
    fn turn(&self, node: &Node, token: &str, bare: &mut Bare, outcome: &mut Outcome) -> Result<()> {
        let time = Duration::from_secs(self.seconds) / TURNS;
        let before = commits(node, token)?;
        let watch = Stopwatch::start();
        let (times, _) = load(node, token, self.clients, time)?;
        outcome.took += watch.elapsed();
        outcome.commits += commits(node, token)? - before;
        outcome.times.absorb(times);
        let pace = Pace { creates: outcome.times.count(), commits: outcome.commits };
        let (creates, took) = match bare {
            Bare::Sqlite(bare) => bare.write(pace, time)?,
            Bare::Postgres(bare) => bare.write(time)?,
        };
        outcome.bare_creates += creates;
        outcome.bare_took += took;
        Ok(())
    }

    fn report(&self, outcome: &Outcome, rows: u64, syncs: &Latencies) -> Report {
        let engine = match self.engine {
            Engine::Sqlite => "SQLite",
            Engine::Postgres => "PostgreSQL",
        };
        let creates = outcome.times.count();
        let rate = per_second(creates, outcome.took);
        let bare = per_second(outcome.bare_creates, outcome.bare_took);
        let mut report = Report::new(format!(
            "Creates through HTTP on {engine}, {} clients, {} s",
            self.clients, self.seconds
        ));
        report.figure("creates", "creates acknowledged", creates, "");
        report.figure("creates_per_second", "creates a second", rate, "/s");
        report.latencies("create", "answer after", &outcome.times, None);
        report.figure(
            "creates_per_commit",
            "creates a commit",
            ratio(creates, outcome.commits),
            "",
        );
        report.figure("rows_per_create", "rows a create", rows, "");
        report.figure("bare_creates_per_second", "bare loop, same rows, same indexes", bare, "/s");
        report.figure("ratio", "ratio to the bare loop", ratio(rate, bare), "");
        if self.engine == Engine::Sqlite {
            report.target("at least 0.33", rate.saturating_mul(3) >= bare);
        }
        report.figure("fdatasync_p50_us", "fdatasync of the disk, p50", syncs.within(50), "µs");
        report.figure("fdatasync_p95_us", "fdatasync of the disk, p95", syncs.within(95), "µs");
        report
    }
}

/// The rows of one more create, read before the program hands on and removes what lies in its outbox;
/// where it was quicker, those of another one.
fn template(node: &Node, token: &str, installation: &Installation) -> Result<Template> {
    let db = installation.open()?;
    let one = || {
        let (_, last) = load(node, token, 1, Duration::from_millis(1))?;
        Template::read(&db, &last)
    };
    let mut found = one();
    for _ in 0..LOOKS {
        if found.is_ok() {
            break;
        }
        found = one();
    }
    found
}

/// Lets clients create for some time; how long each create took, and the last number.
fn load(node: &Node, token: &str, clients: u8, time: Duration) -> Result<(Latencies, String)> {
    let watch = Stopwatch::start();
    let work = |client: u8| -> Result<(Latencies, String)> {
        let mut http = Client::with_token(node.address, token);
        let (mut times, mut last) = (Latencies::default(), String::new());
        while !watch.reached(time) {
            let body = incident(client, times.count());
            let one = Stopwatch::start();
            let answer = http.post("/api/v1/incidents", &body)?;
            times.add(one.elapsed());
            if answer.status != 201 {
                bail!("a create was answered {}: {}", answer.status, answer.json());
            }
            last = answer
                .json()
                .get("number")
                .and_then(Value::as_str)
                .context("no number")?
                .to_owned();
        }
        Ok((times, last))
    };
    std::thread::scope(|scope| {
        let running: Vec<_> =
            (0..clients).map(|client| scope.spawn(move || work(client))).collect();
        let (mut all, mut last) = (Latencies::default(), String::new());
        for thread in running {
            let (times, number) = thread.join().unwrap_or_else(|_| bail!("a client panicked"))?;
            all.absorb(times);
            last = last.max(number);
        }
        Ok((all, last))
    })
}

fn incident(client: u8, place: u64) -> Value {
    json!({
        "title": format!("Printer {client}-{place} on the second floor prints blank pages"),
        "description": "Since this morning every page comes out blank. The cartridge was changed yesterday.",
        "impact": 3,
        "urgency": 2,
    })
}

/// Commits since the server started.
fn commits(node: &Node, token: &str) -> Result<u64> {
    let answer = Client::with_token(node.address, token).get("/api/v1/status")?;
    answer.json().get("commits").and_then(Value::as_u64).context("the status names no commits")
}
