//! `mainstay import incident-log`

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Args, Subcommand};
use desk::numbers::Numbers;
use desk::people::Company;
use exchange::incident_log::{Destination, Report, import};

use crate::place::Place;
use crate::progress::Bar;
use crate::ready::Ready;
use crate::say;
use crate::stop::Asked;

#[derive(Debug, Subcommand)]
pub(crate) enum ImportCommand {
    IncidentLog(IncidentLog),
}

/// Replay the incident log of another service desk
///
/// Each row becomes an entry at its own time by its own actor; nobody is notified. Rows that cannot
/// be taken are kept with line and reason. Interrupted or repeated, it neither doubles an incident
/// nor leaves half of one: run the same command again.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  mainstay import incident-log incident_event_log.csv.gz --data /var/lib/mainstay"
)]
pub(crate) struct IncidentLog {
    /// The log, as CSV; compressed with gzip or not
    file: PathBuf,
    /// Where rows that cannot be taken are kept [default: DIR/NAME.rejects.csv]
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
    /// End with one JSON object
    #[arg(long)]
    json: bool,
}

impl IncidentLog {
    pub(crate) fn run(self, place: &Place) -> Result<ExitCode> {
        place.log(self.json, "warn");
        // Looked at first, so that a mistyped name makes no installation.
        std::fs::metadata(&self.file)
            .with_context(|| format!("cannot read {}", self.file.display()))?;
        let ready = Ready::at(place)?;
        let to = Destination {
            db: ready.db,
            clock: ready.clock,
            chance: ready.chance,
            numbers: Numbers::default(),
            company: Company::DEFAULT,
        };
        let name = self.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let rejects =
            self.rejects.unwrap_or_else(|| place.data().join(format!("{name}.rejects.csv")));
        let bar = Bar::new(Asked::watch()?);
        let report = import(&to, &self.file, &rejects, &bar);
        bar.clear();
        let report = report?;
        if self.json {
            say::json(&serde_json::to_value(&report)?);
        } else {
            lines(&report).iter().for_each(|line| say::line(line));
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// The closing report for people.
fn lines(report: &Report) -> Vec<String> {
    let figures = &report.figures;
    let mut lines = vec![
        format!(
            "{} rows of {} incidents; {} rows rejected, {} repeated.",
            report.rows, report.incidents, report.rejected, report.repeated
        ),
        format!(
            "Added now: {} rows, {} incidents ({} renumbered).",
            report.added_rows, report.added_incidents, report.renumbered
        ),
    ];
    let counted = |counts: &std::collections::BTreeMap<String, u64>| {
        counts.iter().map(|(what, count)| format!("{what} {count}")).collect::<Vec<_>>().join(", ")
    };
    lines.push(format!("By state: {}.", counted(&figures.final_state)));
    lines.push(format!("By priority: {}.", counted(&figures.final_priority)));
    lines.push(format!(
        "Reassigned: {} by the log, {} by the timelines.",
        figures.reassigned, figures.reassigned_timeline
    ));
    lines.push(format!(
        "Reopened: {} by the log, {} by the timelines.",
        figures.reopened, figures.reopened_timeline
    ));
    for difference in &figures.differences {
        lines.push(format!(
            "  {}: {} incidents, because {}.",
            difference.figure, difference.incidents, difference.explanation
        ));
    }
    lines.extend(
        report
            .first_rejected
            .iter()
            .map(|rejected| format!("  line {}: {}", rejected.line, rejected.reason)),
    );
    lines.extend(
        report.rejects_file.iter().map(|file| format!("Rejected rows are in {}.", file.display())),
    );
    lines.push(format!("{:.1} s, {:.0} rows a second.", report.seconds, report.rows_per_second));
    lines
}
