//! How long a start takes, and what the program needs when nobody asks anything of it.

use std::process::Stdio;
use std::time::Duration;

use anyhow::{Result, bail};
use clap::Args;

use crate::installation::{Engine, Installation};
use crate::latencies::Latencies;
use crate::node::Node;
use crate::program::Program;
use crate::report::Report;
use crate::stopwatch::{Stopwatch, pause};

/// How long the program is left alone before its memory is read.
const IDLE: Duration = Duration::from_secs(5);
/// Milliseconds to the first answer, at most.
const SOON: u64 = 300;
/// MiB at most when idle.
const LITTLE: u64 = 60;

/// Start to the first answer, and memory when idle
#[derive(Debug, Args)]
pub(crate) struct Start {
    /// Where the data lies
    #[arg(long, value_enum, default_value = "sqlite")]
    engine: Engine,
    /// Starts to take the median of
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u8).range(1..))]
    times: u8,
}

impl Start {
    pub(crate) fn run(&self, program: &Program) -> Result<Report> {
        let installation = Installation::new(self.engine)?;
        program.add_administrator(&installation)?;
        let mut starts = Latencies::default();
        for _ in 0..self.times {
            starts.add(Node::start(program, &installation)?.took);
        }
        let node = Node::start(program, &installation)?;
        pause(IDLE);
        let resident = node.resident_kib()?;
        drop(node);
        let bare = self.bare(program)?;
        let mut report = Report::new(format!("Start, median of {}", self.times));
        let millis = starts.within(50).div_ceil(1_000);
        report.figure("start_ms", "start to the first answer", millis, "ms");
        report.target(format!("under {SOON} ms"), millis < SOON);
        report.figure(
            "slowest_start_ms",
            "the slowest of them",
            starts.within(100).div_ceil(1_000),
            "ms",
        );
        report.figure(
            "bare_start_ms",
            "bare start (--version)",
            bare.within(50).div_ceil(1_000),
            "ms",
        );
        report.figure("idle_mib", "memory when idle", resident.div_ceil(1_024), "MiB");
        report.target(format!("under {LITTLE} MiB"), resident.div_ceil(1_024) < LITTLE);
        Ok(report)
    }

    /// What it takes to load the program and to end it again.
    fn bare(&self, program: &Program) -> Result<Latencies> {
        let mut times = Latencies::default();
        for _ in 0..self.times {
            let watch = Stopwatch::start();
            let status = program.bare().arg("--version").stdout(Stdio::null()).status()?;
            times.add(watch.elapsed());
            if !status.success() {
                bail!("`mainstay --version` ended with {status}");
            }
        }
        Ok(times)
    }
}
