//! Kills the program, or its database, at random moments under load, and looks whether everything
//! that was acknowledged is there, once, in a journal that holds.

mod again;
mod client;
mod ledger;
mod verify;

use std::sync::atomic::AtomicBool;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use db::Chance;
use pgcluster::Cluster;
use serde_json::Value;

use crate::http::Client;
use crate::installation::{Engine, Installation};
use crate::node::Node;
use crate::program::Program;
use crate::report::{Report, progress};
use crate::stopwatch::{Stopwatch, pause};
use again::ask_again;
use client::{Manners, work};
use ledger::Ledger;
use verify::{Tally, verify};

/// The earliest and the latest moment of a kill after the load began, in milliseconds.
const MOMENTS: (u64, u64) = (20, 1_500);
/// How many of the last acknowledged incidents are read again through HTTP after each kill.
const READ_AGAIN: usize = 30;
/// How long clients may take to be served again after the database has come back.
const RECOVERY: Duration = Duration::from_secs(60);
/// How long the backends of a killed server may take to go.
const GOING: Duration = Duration::from_secs(15);

/// Kill under load again and again; nothing acknowledged may be lost
#[derive(Debug, Args)]
pub(crate) struct Crash {
    /// How often to kill
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..))]
    runs: u32,
    /// What the moments and the work follow from
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Where the data lies
    #[arg(long, value_enum, default_value = "sqlite")]
    engine: Engine,
    /// What is killed [default: the program on SQLite, the database on PostgreSQL]
    #[arg(long, value_enum)]
    victim: Option<Victim>,
    /// Clients at work when it happens
    #[arg(long, default_value_t = 6, value_parser = clap::value_parser!(u8).range(1..))]
    clients: u8,
}

/// What is killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Victim {
    /// The program itself.
    Program,
    /// The PostgreSQL server under it, with all its backends.
    Database,
}

/// Everything a series of kills needs.
struct Series<'p> {
    crash: &'p Crash,
    program: &'p Program,
    installation: Installation,
    token: String,
    chance: Chance,
    slowest: Duration,
}

impl Crash {
    pub(crate) fn run(&self, program: &Program) -> Result<Report> {
        if (self.victim, self.engine) == (Some(Victim::Database), Engine::Sqlite) {
            bail!("on SQLite the database is the program: use --victim program");
        }
        let installation = Installation::new(self.engine)?;
        let token = program.add_administrator(&installation)?;
        let chance = Chance::seeded(self.seed);
        let mut series =
            Series { crash: self, program, installation, token, chance, slowest: Duration::ZERO };
        let outcome = series.all();
        if outcome.as_ref().map_or(true, |report| !report.reached()) {
            let kept = series.installation.keep();
            progress(&format!("seed {}; the data is kept in {}", self.seed, kept.display()));
        }
        outcome
    }
}

impl Crash {
    fn victim(&self) -> Victim {
        self.victim.unwrap_or(match self.engine {
            Engine::Sqlite => Victim::Program,
            Engine::Postgres => Victim::Database,
        })
    }
}

impl Series<'_> {
    fn all(&mut self) -> Result<Report> {
        let mut node = Node::start(self.program, &self.installation)?;
        let (mut ledgers, mut total) = (Vec::new(), Tally::default());
        for run in 1..=self.crash.runs {
            let mut ledger = match self.crash.victim() {
                Victim::Program => self.kill_program(&mut node, run)?,
                Victim::Database => self.kill_database(&mut node, run)?,
            };
            let tally = verify(&self.installation.open()?, run, &ledger)?;
            self.check(&mut total)?;
            let recent = ledger.recent(READ_AGAIN);
            if self.crash.victim() == Victim::Program {
                node = Node::start(self.program, &self.installation)?;
                self.slowest = self.slowest.max(node.took);
            }
            let mut http = Client::with_token(node.address, &self.token);
            total.read_again(&mut http, &recent)?;
            total.asked_again(ask_again(&mut http, &mut ledger)?);
            ledgers.push((run, ledger));
            progress(&format!("run {run}: {}", tally.told()));
            total.absorb(tally);
            if total.failed() {
                break;
            }
        }
        drop(node);
        // A later kill must not take what an earlier one left.
        let db = self.installation.open()?;
        for (run, ledger) in &ledgers {
            total.again(verify(&db, *run, ledger)?);
        }
        Ok(self.report(&total, ledgers.len()))
    }

    /// Lets clients work, kills the program at a random moment.
    fn kill_program(&self, node: &mut Node, run: u32) -> Result<Ledger> {
        let (stop, moment) = (AtomicBool::new(false), self.moment());
        let manners = Manners {
            run,
            token: &self.token,
            address: node.address,
            stop: &stop,
            stubborn: false,
        };
        std::thread::scope(|scope| {
            let running: Vec<_> = self
                .seeds()
                .map(|(client, seed)| scope.spawn(move || work(manners, client, seed)))
                .collect();
            pause(moment);
            let ended = node.has_ended();
            let killed = node.kill();
            let mut ledger = Ledger::default();
            for thread in running {
                ledger.absorb(thread.join().unwrap_or_else(|_| bail!("a client panicked"))?);
            }
            if ended {
                bail!("the program ended by itself:\n{}", node.last_words());
            }
            killed.map(|()| ledger)
        })
    }

    /// Lets clients work, kills the database server at a random moment and starts it again; the
    /// program has to find its way back by itself.
    fn kill_database(&mut self, node: &mut Node, run: u32) -> Result<Ledger> {
        let (stop, moment) = (AtomicBool::new(false), self.moment());
        let (token, address) = (self.token.clone(), node.address);
        let manners = Manners { run, token: &token, address, stop: &stop, stubborn: true };
        let seeds: Vec<_> = self.seeds().collect();
        let cluster = self.installation.cluster().context("no PostgreSQL server")?;
        let (ledger, took) = std::thread::scope(|scope| {
            let running: Vec<_> = seeds
                .iter()
                .map(|(client, seed)| scope.spawn(move || work(manners, *client, *seed)))
                .collect();
            pause(moment);
            cluster.kill_hard();
            let back = restart(cluster).and_then(|()| served_again(address, &token));
            stop.store(true, std::sync::atomic::Ordering::Relaxed);
            let mut ledger = Ledger::default();
            for thread in running {
                ledger.absorb(thread.join().unwrap_or_else(|_| bail!("a client panicked"))?);
            }
            Ok::<_, anyhow::Error>((ledger, back?))
        })?;
        self.slowest = self.slowest.max(took);
        match node.has_ended() {
            true => bail!("the program ended when its database did:\n{}", node.last_words()),
            false => Ok(ledger),
        }
    }

    fn moment(&self) -> Duration {
        Duration::from_millis(MOMENTS.0 + self.chance.below(MOMENTS.1 - MOMENTS.0))
    }

    /// A seed for each client.
    fn seeds(&self) -> impl Iterator<Item = (u8, u64)> + use<> {
        let chance = self.chance.clone();
        (0..self.crash.clients).map(move |client| (client, chance.below(u64::MAX)))
    }

    fn check(&self, total: &mut Tally) -> Result<()> {
        let check = self.program.check(&self.installation)?;
        if check.get("ok") == Some(&Value::Bool(true)) {
            total.checks += 1;
        } else {
            total.problem(format!("check says: {check}"));
        }
        Ok(())
    }

    fn report(&self, total: &Tally, runs: usize) -> Report {
        let what = match (self.crash.victim(), self.crash.engine) {
            (Victim::Program, Engine::Sqlite) => "the program on SQLite",
            (Victim::Program, Engine::Postgres) => "the program on PostgreSQL",
            (Victim::Database, _) => "the PostgreSQL server under the program",
        };
        let mut report = Report::new(format!("Kills of {what}, seed {}", self.crash.seed));
        report.figure("runs", "kills", runs, "");
        report.figure("creates", "creates acknowledged", total.creates, "");
        report.figure("verbs", "verbs acknowledged", total.verbs, "");
        report.target("more than none", total.creates > 0 && total.verbs > 0);
        report.figure("unknown", "requests without an answer", total.unknown, "");
        report.figure("unknown_kept", "of those, kept", total.unknown_kept, "");
        report.figure(
            "asked_again",
            "of those, asked again under their key",
            total.again.asked,
            "",
        );
        report.figure("done_before", "of those, done before the kill", total.again.before, "");
        report.figure("lost", "acknowledged and not there", total.lost, "");
        report.target("0", total.lost == 0);
        report.figure("doubled", "there more than once", total.doubled, "");
        report.target("0", total.doubled == 0);
        report.figure("checks_ok", "times `check` found nothing wrong", total.checks, "");
        report.target(format!("{runs}"), usize::try_from(total.checks) == Ok(runs));
        report.figure("problems", "problems of any kind", total.problems, "");
        report.target("0", total.problems == 0);
        let millis = u64::try_from(self.slowest.as_millis()).unwrap_or(u64::MAX);
        report.figure("slowest_recovery_ms", "slowest return to service", millis, "ms");
        report
    }
}

/// Starts the killed server again. Its backends may take a moment to go, and while one is left the
/// server refuses to start over the same data.
fn restart(cluster: &mut Cluster) -> Result<()> {
    let watch = Stopwatch::start();
    loop {
        match cluster.restart() {
            Err(_) if !watch.reached(GOING) => pause(Duration::from_millis(50)),
            outcome => return outcome,
        }
    }
}

/// Waits until a create is acknowledged again; how long it took.
fn served_again(address: std::net::SocketAddr, token: &str) -> Result<Duration> {
    let watch = Stopwatch::start();
    let mut client = Client::with_token(address, token);
    let body = serde_json::json!({ "title": "Is it back?", "impact": 3, "urgency": 3 });
    while !client.post("/api/v1/incidents", &body).is_ok_and(|answer| answer.status == 201) {
        if watch.reached(RECOVERY) {
            bail!("the program did not find its database again within {RECOVERY:?}");
        }
        pause(Duration::from_millis(10));
    }
    Ok(watch.elapsed())
}
