//! `mainstay people import`

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Args, Subcommand};
use desk::roster::{self, Change, Options, Outcome, Row, Summary, Verdict};
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
        let mut told = Told { ignored: table.ignored, ..Told::default() };
        let summary = if self.dry_run {
            told.look(&ready, &table.rows, &options)?
        } else {
            let bar = progress::bar("People", u64::try_from(table.rows.len()).unwrap_or(0));
            let mut each = |outcome: &Outcome| {
                bar.inc(1);
                if outcome.verdict == Verdict::Refused {
                    told.refused.push(outcome.clone());
                }
            };
            let now = || ready.context();
            let summary = roster::take(&ready.db, &now, &table.rows, &options, &mut each);
            bar.finish_and_clear();
            summary?
        };
        self.report(&summary, &told, &languages.translator(None, None));
        Ok(ExitCode::SUCCESS)
    }

    fn report(&self, summary: &Summary, told: &Told, t: &Translator) {
        let Told { refused, changed, ignored } = told;
        if self.json {
            let rows: Vec<Value> = refused.iter().map(|outcome| object(outcome, t)).collect();
            let changes: Vec<Value> = changed.iter().map(changed_row).collect();
            say::json(&json!({
                "dry_run": self.dry_run,
                "new": summary.new,
                "changed": summary.changed,
                "unchanged": summary.unchanged,
                "refused": summary.refused,
                "refused_rows": rows,
                "changed_rows": changes,
                "ignored_columns": ignored,
            }));
            return;
        }
        for (outcome, changes) in changed {
            let sign = if outcome.verdict == Verdict::New { '+' } else { '~' };
            say::line(&format!(
                "{sign} line {}: {} <{}>",
                outcome.line, outcome.name, outcome.email
            ));
            // Who is new is named in the line already.
            let new = outcome.verdict == Verdict::New;
            let beside = |one: &&Change| !new || !["name", "email"].contains(&one.field);
            changes.iter().filter(beside).for_each(|change| say::line(&line(change)));
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

/// What is told of the rows of a table.
#[derive(Default)]
struct Told {
    refused: Vec<Outcome>,
    /// What would come of those that change something, where that is only looked at.
    changed: Vec<(Outcome, Vec<Change>)>,
    ignored: Vec<String>,
}

impl Told {
    fn look(&mut self, ready: &Ready, rows: &[Row], options: &Options) -> Result<Summary> {
        let outcomes = roster::preview(&ready.db, rows, options)?;
        let changes = roster::changes(&ready.db, rows, options)?;
        let mut summary = Summary::default();
        for (outcome, changes) in outcomes.into_iter().zip(changes) {
            summary.add(outcome.verdict);
            match outcome.verdict {
                Verdict::Refused => self.refused.push(outcome),
                Verdict::New | Verdict::Changed => self.changed.push((outcome, changes)),
                Verdict::Unchanged => {}
            }
        }
        Ok(summary)
    }
}

fn line(change: &Change) -> String {
    let made = match change.makes.is_empty() {
        true => String::new(),
        false => format!(" (is made: {})", change.makes.join(", ")),
    };
    format!("    {}: {:?} → {:?}{made}", change.field, change.before, change.after)
}

fn changed_row((outcome, changes): &(Outcome, Vec<Change>)) -> Value {
    let value = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    let changes: Vec<Value> = changes
        .iter()
        .map(|change| {
            let (before, after) = (value(&change.before), value(&change.after));
            json!({ "field": change.field, "before": before, "after": after, "makes": change.makes })
        })
        .collect();
    json!({
        "line": outcome.line,
        "name": outcome.name,
        "email": outcome.email,
        "outcome": outcome.verdict.code(),
        "changes": changes,
    })
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
