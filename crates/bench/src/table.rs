//! The figures that were promised, in one table: opening, listing and importing, how soon it starts, and
//! what it takes of memory and disk as the work grows.

mod sizes;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use clap::{Args, Parser};

use crate::creates::Creates;
use crate::import::Import;
use crate::list::List;
use crate::program::Program;
use crate::report::{Report, progress};
use crate::start::Start;
use crate::stopwatch::Stopwatch;

/// Minutes a release build may take, its packages being there.
const BUILD_MINUTES: u64 = 8;

/// The figures that were promised, one after the other, in one table
#[derive(Debug, Args)]
pub(crate) struct Table {
    /// Incidents of the organisations whose database and memory are told
    #[arg(long, value_delimiter = ',', default_value = "10000,100000")]
    sizes: Vec<u32>,
    /// Keep those below this directory, and use them again
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
    /// An incident log to import
    #[arg(long, value_name = "FILE")]
    log: Option<PathBuf>,
    /// Also build the program from nothing, which takes some minutes
    #[arg(long)]
    build: bool,
}

/// Every measurement as its command says it when nothing is set.
#[derive(Parser)]
struct Usual<M: Args> {
    #[command(flatten)]
    measurement: M,
}

fn usual<M: Args>(arguments: &[&str]) -> Result<M> {
    let all = std::iter::once("bench").chain(arguments.iter().copied());
    Ok(Usual::<M>::try_parse_from(all)?.measurement)
}

impl Table {
    pub(crate) fn run(&self, program: &Program) -> Result<Report> {
        let mut table = Report::new("What it costs");
        let bytes = std::fs::metadata(program.path())?.len();
        table.figure("program_mib", "the program", bytes >> 20, "MiB");
        if self.build {
            let minutes = minutes_to_build()?;
            table.figure("build_minutes", "release build, packages there", minutes, "min");
            table.target(format!("under {BUILD_MINUTES} min"), minutes < BUILD_MINUTES);
        }
        progress("starting …");
        table.take_in("start", usual::<Start>(&[])?.run(program)?);
        for engine in ["sqlite", "postgres"] {
            progress(&format!("opening incidents on {engine} …"));
            let creates = usual::<Creates>(&["--engine", engine])?;
            table.take_in(&format!("creates_{engine}"), creates.run(program)?);
        }
        if let Some(log) = &self.log {
            let log = log.to_str().context("the path is not UTF-8")?;
            table.take_in("import", usual::<Import>(&[log])?.run(program)?);
        }
        table.take_in("list", usual::<List>(&[])?.run(program)?);
        for incidents in &self.sizes {
            let code = format!("size_{incidents}");
            table.take_in(&code, sizes::run(program, self.keep.as_deref(), *incidents)?);
        }
        Ok(table)
    }
}

/// Builds the program where nothing is built yet; in whole minutes, rounded up.
fn minutes_to_build() -> Result<u64> {
    progress("building from nothing …");
    let target = tempfile::Builder::new().prefix("mainstay-bench-").tempdir()?;
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["build", "--quiet", "--release", "--bin", "mainstay"]);
    let watch = Stopwatch::start();
    let status = cargo.current_dir(workspace).env("CARGO_TARGET_DIR", target.path()).status();
    let took = watch.elapsed();
    if !status.context("cannot run cargo")?.success() {
        bail!("the program could not be built");
    }
    Ok(took.as_secs().div_ceil(60))
}
