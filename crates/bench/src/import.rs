//! How many rows of a log are taken in a second.

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;
use serde_json::Value;

use crate::bare;
use crate::installation::{Engine, Installation};
use crate::program::Program;
use crate::report::{Report, per_second, progress, ratio};
use crate::stopwatch::Stopwatch;

/// Rows a second at least.
const ENOUGH: u64 = 10_000;

/// An import of an incident log beside a bare copy of the rows it leaves
#[derive(Debug, Args)]
pub(crate) struct Import {
    /// The log, as CSV; compressed with gzip or not
    file: PathBuf,
    /// Where the data lies
    #[arg(long, value_enum, default_value = "sqlite")]
    engine: Engine,
}

impl Import {
    pub(crate) fn run(&self, program: &Program) -> Result<Report> {
        let installation = Installation::new(self.engine)?;
        program.add_administrator(&installation)?;
        let file = self.file.to_str().context("the path is not UTF-8")?;
        progress("importing …");
        let watch = Stopwatch::start();
        let output = program.output(&installation, &["import", "incident-log", file, "--json"])?;
        let took = watch.elapsed();
        let last: Value = serde_json::from_str(output.lines().last().unwrap_or_default())
            .context("`mainstay import` does not end with a JSON object")?;
        let rows = last.get("rows").and_then(Value::as_u64).context("the report names no rows")?;
        let rate = per_second(rows, took);
        let mut report = Report::new("Import of an incident log");
        report.figure("rows", "rows of the log", rows, "");
        report.figure(
            "seconds",
            "seconds, from start to end of the command",
            took.as_secs_f64(),
            "s",
        );
        report.figure("rows_per_second", "rows a second", rate, "/s");
        report.target(format!("at least {ENOUGH}/s"), rate >= ENOUGH);
        if self.engine == Engine::Sqlite {
            let (bare, written) = bare::copy_log(&installation)?;
            let bare_rate = per_second(rows, bare);
            report.figure("rows_written", "rows it leaves in the database", written, "");
            report.figure(
                "bare_rows_per_second",
                "bare copy of those, in rows of the log",
                bare_rate,
                "/s",
            );
            report.figure("ratio", "ratio to the bare copy", ratio(rate, bare_rate), "");
        }
        let check = program.check(&installation)?;
        report.figure(
            "check_ok",
            "check afterwards",
            check.get("ok").cloned().unwrap_or_default(),
            "",
        );
        report.target("true", check.get("ok") == Some(&Value::Bool(true)));
        Ok(report)
    }
}
