//! How fast a team's open list answers among very many incidents, at a given rate.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Result, bail};
use clap::Args;

use crate::bare;
use crate::fill::{Filled, fill};
use crate::http::Client;
use crate::installation::{Engine, Installation};
use crate::latencies::Latencies;
use crate::node::Node;
use crate::program::Program;
use crate::report::{Report, per_second};
use crate::stopwatch::Stopwatch;

/// Requests that may be under way at once; far more than the rate asks for.
const CONNECTIONS: u64 = 16;
/// Microseconds that 95 of 100 answers stay under.
const SOON: u64 = 10_000;

/// A team's open list of fifty at a fixed rate of requests
#[derive(Debug, Args)]
pub(crate) struct List {
    /// Where the data lies
    #[arg(long, value_enum, default_value = "sqlite")]
    engine: Engine,
    /// Incidents in the database
    #[arg(long, default_value_t = 100_000, value_parser = clap::value_parser!(u64).range(10_000..))]
    incidents: u64,
    /// Requests a second
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u64).range(1..))]
    rate: u64,
    /// How long page and API are measured, each
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..))]
    seconds: u64,
    /// Keep the filled SQLite database here, and use it again
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
}

impl List {
    pub(crate) fn run(&self, program: &Program) -> Result<Report> {
        let installation = match (&self.keep, self.engine) {
            (Some(directory), Engine::Sqlite) => Installation::kept(directory),
            (Some(_), Engine::Postgres) => bail!("--keep works with SQLite only"),
            (None, engine) => Installation::new(engine)?,
        };
        let empty = self.keep.is_none() || !installation.file().exists();
        if empty {
            program.add_administrator(&installation)?;
        }
        let filled = fill(&installation.open()?, self.incidents)?;
        let node = Node::start(program, &installation)?;
        installation.settle()?;
        let page = || Client::with_session(node.address, &filled.session);
        let pages = self.load(&page, "/incidents?queue=teams", "</html>")?;
        let api = || Client::with_token(node.address, &filled.token);
        let answers = self.load(
            &api,
            &format!("/api/v1/incidents?team={}&limit=50", filled.team),
            "\"items\"",
        )?;
        let open = format!("/api/v1/incidents?team={}&state=new&limit=50", filled.team);
        let open_answers = self.load(&api, &open, "\"items\"")?;
        drop(node);
        self.report(&installation, &filled, &[pages, answers, open_answers])
    }

    fn report(
        &self,
        installation: &Installation,
        filled: &Filled,
        all: &[(Latencies, Duration)],
    ) -> Result<Report> {
        let mut report = Report::new(format!(
            "A team's open list of 50 among {} incidents, {} requests a second for {} s each",
            self.incidents, self.rate, self.seconds
        ));
        let names =
            [("page", "page"), ("api", "API, the team's"), ("api_state", "API, the team's new")];
        for ((code, label), (times, took)) in names.iter().zip(all) {
            report.figure(
                &format!("{code}_rate"),
                &format!("{label}: answers"),
                per_second(times.count(), *took),
                "/s",
            );
            report.latencies(code, label, times, Some(SOON));
        }
        if self.engine == Engine::Sqlite {
            let bare = bare::open_page(&installation.file(), filled.team.bytes())?;
            report.latencies("bare", "bare statement for those rows", &bare, None);
        }
        Ok(report)
    }

    /// Sends requests at fixed moments, whatever the answers do, and measures from these moments, so
    /// that an answer that comes late makes those behind it late as well.
    fn load(
        &self,
        client: &(impl Fn() -> Client + Sync),
        path: &str,
        holds: &str,
    ) -> Result<(Latencies, Duration)> {
        let sent = AtomicU64::new(0);
        let all = self.rate * self.seconds;
        warm_up(&mut client(), path, holds)?;
        let watch = Stopwatch::start();
        let work = || -> Result<Latencies> {
            let (mut http, mut times) = (client(), Latencies::default());
            loop {
                let place = sent.fetch_add(1, Ordering::Relaxed);
                if place >= all {
                    return Ok(times);
                }
                let moment = Duration::from_micros(place * 1_000_000 / self.rate);
                watch.wait_until(moment);
                let answer = http.get(path)?;
                times.add(watch.elapsed().saturating_sub(moment));
                if answer.status != 200 {
                    bail!("{path} was answered {}", answer.status);
                }
            }
        };
        let mut times = Latencies::default();
        std::thread::scope(|scope| {
            let running: Vec<_> = (0..CONNECTIONS).map(|_| scope.spawn(work)).collect();
            for thread in running {
                times.absorb(thread.join().unwrap_or_else(|_| bail!("a client panicked"))?);
            }
            Ok::<_, anyhow::Error>(())
        })?;
        Ok((times, watch.elapsed()))
    }
}

/// Some requests that are not counted; they also look whether the answer is the list at all.
fn warm_up(client: &mut Client, path: &str, holds: &str) -> Result<()> {
    for _ in 0..20 {
        let answer = client.get(path)?;
        let body = String::from_utf8_lossy(&answer.body);
        if answer.status != 200 || !body.contains(holds) || body.matches("INC0").count() < 50 {
            bail!(
                "{path} was answered {} with {} bytes and no list of 50",
                answer.status,
                answer.body.len()
            );
        }
    }
    Ok(())
}
