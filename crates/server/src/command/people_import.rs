//! `mainstay people import`

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Args, Subcommand};
use desk::roster::{self, Options, Outcome, Summary, Verdict};
use serde_json::{Value, json};
use web::i18n::{Languages, Translator};

use crate::place::Place;
use crate::progress;
use crate::ready::Ready;
use crate::say;

#[derive(Debug, Subcommand)]
pub(crate) enum PeopleCommand {
    Import(PeopleImport),
}

/// Take in people from a table
///
/// CSV with a heading: email, name (or first and last name), role, team, company, location, department,
/// language, in English or German, in any order; only the address is needed. Several roles or teams
/// stand between semicolons. Whoever is known by their address is changed; nothing is taken away
/// from anybody. Run it again after a break: what is done stays done. The people have no password.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  mainstay people import people.csv --dry-run --data /var/lib/mainstay"
)]
pub(crate) struct PeopleImport {
    /// The table, as CSV
    file: PathBuf,
    /// Only tell what would happen
    #[arg(long)]
    dry_run: bool,
    /// Make teams, locations and departments that do not exist yet
    #[arg(long)]
    create: bool,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl PeopleImport {
    pub(crate) fn run(self, place: &Place) -> Result<ExitCode> {
        place.log(self.json, "warn");
        // Looked at first, so that a mistyped name makes no installation.
        let bytes = std::fs::read(&self.file)
            .with_context(|| format!("cannot read {}", self.file.display()))?;
        let table = roster::read(&bytes)?;
        let languages = Languages::embedded();
        let options = Options { create: self.create, languages: languages.owned_choices() };
        let ready = Ready::at(place)?;
        let mut refused = Vec::new();
        let summary = if self.dry_run {
            let outcomes = roster::preview(&ready.db, &table.rows, &options)?;
            let mut summary = Summary::default();
            outcomes.iter().for_each(|outcome| summary.add(outcome.verdict));
            refused.extend(outcomes.into_iter().filter(|o| o.verdict == Verdict::Refused));
            summary
        } else {
            let bar = progress::bar("People", u64::try_from(table.rows.len()).unwrap_or(0));
            let mut told = |outcome: &Outcome| {
                bar.inc(1);
                if outcome.verdict == Verdict::Refused {
                    refused.push(outcome.clone());
                }
            };
            let now = || ready.context();
            let summary = roster::take(&ready.db, &now, &table.rows, &options, &mut told);
            bar.finish_and_clear();
            summary?
        };
        self.report(&summary, &refused, &table.ignored, &languages.translator(None, None));
        Ok(ExitCode::SUCCESS)
    }

    fn report(&self, summary: &Summary, refused: &[Outcome], ignored: &[String], t: &Translator) {
        if self.json {
            let rows: Vec<Value> = refused.iter().map(|outcome| object(outcome, t)).collect();
            say::json(&json!({
                "dry_run": self.dry_run,
                "new": summary.new,
                "changed": summary.changed,
                "unchanged": summary.unchanged,
                "refused": summary.refused,
                "refused_rows": rows,
                "ignored_columns": ignored,
            }));
            return;
        }
        for outcome in refused {
            let reasons =
                reasons(outcome, t).into_iter().map(|(field, why)| format!("{field}: {why}"));
            let reasons: Vec<String> = reasons.collect();
            say::line(&format!("  line {}: {}", outcome.line, reasons.join(" ")));
        }
        if !ignored.is_empty() {
            say::line(&format!("Columns not used: {}.", ignored.join(", ")));
        }
        let Summary { new, changed, unchanged, refused } = summary;
        let did = if self.dry_run { "It would be" } else { "It was" };
        say::line(&format!(
            "{did} {new} new, {changed} changed, {unchanged} unchanged, {refused} refused."
        ));
    }
}

fn reasons(outcome: &Outcome, t: &Translator) -> Vec<(String, String)> {
    outcome.faults.iter().map(|fault| (fault.field.clone(), web::explain(t, fault))).collect()
}

fn object(outcome: &Outcome, t: &Translator) -> Value {
    let errors: Vec<Value> = outcome
        .faults
        .iter()
        .map(|fault| {
            json!({ "field": fault.field, "code": fault.code, "message": web::explain(t, fault) })
        })
        .collect();
    json!({
        "line": outcome.line,
        "name": outcome.name,
        "email": outcome.email,
        "errors": errors,
    })
}
