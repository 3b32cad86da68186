//! `mainstay export incident-log`

use std::io::{BufWriter, ErrorKind, Result, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use exchange::incident_log::{export, export_to};
use serde_json::json;

use super::export_journal::Journal;
use crate::place::Place;
use crate::say;

#[derive(Debug, Subcommand)]
pub(crate) enum ExportCommand {
    IncidentLog(IncidentLog),
    Journal(Journal),
}

/// Write imported incidents back as a log, row by row
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  mainstay export incident-log incidents.csv.gz --data /var/lib/mainstay
  mainstay export incident-log | head")]
pub(crate) struct IncidentLog {
    /// Where to write, compressed when the name ends in .gz; standard output when left out
    file: Option<PathBuf>,
    /// Print one JSON object about the file written
    #[arg(long, requires = "file")]
    json: bool,
}

impl IncidentLog {
    pub(crate) fn run(self, place: &Place) -> anyhow::Result<ExitCode> {
        place.log(self.json, "warn");
        let db = place.open_to_read()?;
        let Some(file) = self.file else {
            let mut out = Pipe { to: BufWriter::new(std::io::stdout().lock()), is_closed: false };
            let outcome = export(&db, &mut out);
            // `… | head` has seen enough; that is no failure.
            return if out.is_closed {
                Ok(ExitCode::SUCCESS)
            } else {
                outcome.map(|_| ExitCode::SUCCESS)
            };
        };
        let rows = export_to(&db, &file)?;
        if self.json {
            say::json(&json!({ "rows": rows, "file": file }));
        } else {
            say::line(&format!("{rows} rows written to {}.", file.display()));
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Standard output, remembering whether its reader went away.
struct Pipe<W> {
    to: W,
    is_closed: bool,
}

impl<W: Write> Pipe<W> {
    fn note<T>(&mut self, outcome: Result<T>) -> Result<T> {
        self.is_closed |=
            outcome.as_ref().is_err_and(|error| error.kind() == ErrorKind::BrokenPipe);
        outcome
    }
}

impl<W: Write> Write for Pipe<W> {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        let outcome = self.to.write(bytes);
        self.note(outcome)
    }

    fn flush(&mut self) -> Result<()> {
        let outcome = self.to.flush();
        self.note(outcome)
    }
}
