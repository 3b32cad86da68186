//! `mainstay settings …`

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand};
use desk::access::Agent;
use desk::baseline::{self, Asked, Does, File, Step};
use desk::{Error, Fault};
use serde_json::json;
use web::i18n::{Languages, Translator};

use crate::place::Place;
use crate::practices;
use crate::ready::Ready;
use crate::say;

#[derive(Debug, Subcommand)]
pub(crate) enum SettingsCommand {
    Export(Export),
    Plan(Plan),
    Apply(Apply),
}

/// Write all settings as one file
///
/// Roles, teams, categories, fields, rules and the like, named as people name them, so that the file
/// holds in another installation. Passwords, tokens, keys and people are not in it.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  mainstay settings export settings.toml --data /var/lib/mainstay"
)]
pub(crate) struct Export {
    /// Where to write it; the terminal without this
    file: Option<PathBuf>,
}

/// Tell what a file of settings would change, and change nothing
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mainstay settings plan settings.toml --data /var/lib/mainstay")]
pub(crate) struct Plan {
    #[command(flatten)]
    given: Given,
}

/// Make the installation what a file of settings says: all of it, or nothing
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  mainstay settings apply settings.toml --data /var/lib/mainstay"
)]
pub(crate) struct Apply {
    #[command(flatten)]
    given: Given,
}

/// What both are told.
#[derive(Debug, Args)]
struct Given {
    /// The settings, as `mainstay settings export` writes them; it may hold some sections only
    file: PathBuf,
    /// What the file's sections do not name is taken away or out of use
    #[arg(long)]
    everything: bool,
    /// Why, where a shorter time of keeping erases something at once
    #[arg(long)]
    reason: Option<String>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl SettingsCommand {
    pub(crate) fn run(self, place: &Place) -> Result<ExitCode> {
        match self {
            SettingsCommand::Export(export) => export.run(place),
            SettingsCommand::Plan(plan) => plan.given.run(place, false),
            SettingsCommand::Apply(apply) => apply.given.run(place, true),
        }
    }
}

impl Export {
    fn run(self, place: &Place) -> Result<ExitCode> {
        place.log(false, "warn");
        let ready = there(place)?;
        let ctx = ready.context();
        let (all, kinds) = (Agent::system(), practices::kinds());
        let text = ready.db.read(|tx| baseline::text(tx, &ctx, &all, kinds))?;
        match &self.file {
            Some(file) => std::fs::write(file, text)
                .with_context(|| format!("cannot write {}", file.display()))?,
            None => say::text(&text),
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Given {
    fn run(self, place: &Place, does: bool) -> Result<ExitCode> {
        place.log(self.json, "warn");
        // Looked at first, so that a mistyped name makes no installation.
        let text = std::fs::read_to_string(&self.file)
            .with_context(|| format!("cannot read {}", self.file.display()))?;
        let t = Languages::embedded().translator(None, None);
        let file = baseline::parse(&text).map_err(|error| told(&t, &self.file, error))?;
        let steps = self.steps(place, file, does).map_err(|error| match error.downcast() {
            Ok(error) => told(&t, &self.file, error),
            Err(other) => other,
        })?;
        if self.json {
            say::json(&json!({ "applied": does, "steps": steps }));
            return Ok(ExitCode::SUCCESS);
        }
        steps.iter().for_each(|step| say::line(&line(step)));
        let count = steps.len();
        say::line(&match (count, does) {
            (0, _) => "Nothing to change.".to_owned(),
            (_, true) => format!("Changed: {count}."),
            (_, false) => format!("Would change: {count}. Nothing has been changed."),
        });
        Ok(ExitCode::SUCCESS)
    }

    fn steps(&self, place: &Place, file: File, does: bool) -> Result<Vec<Step>> {
        let ready = if does { Ready::at(place)? } else { there(place)? };
        let (ctx, kinds) = (ready.context(), practices::kinds());
        let asked =
            Asked { file, everything: self.everything, reason: self.reason.clone(), seen: None };
        let steps = if does {
            ready.db.write(move |tx| baseline::apply(tx, &ctx, &Agent::system(), kinds, &asked))
        } else {
            baseline::plan(&ready.db, &ctx, &Agent::system(), kinds, &asked)
        };
        Ok(steps?)
    }
}

/// An installation that is there and needs nothing done to it: what only looks changes nothing.
fn there(place: &Place) -> Result<Ready> {
    let db = place.open_existing()?;
    let known = desk::migrations().last().map(|step| i64::from(step.number));
    if db.read(|tx| tx.schema())? < known {
        bail!("the schema is older than this program: run `mainstay migrate` first");
    }
    Ready::at(place)
}

/// What is wrong with the file, each with its line.
fn told(t: &Translator, file: &Path, error: Error) -> anyhow::Error {
    let Error::Invalid(faults) = error else { return error.into() };
    let said = |fault: &Fault| {
        let line = fault.details.iter().find(|(name, _)| *name == "line");
        let line = line.map_or(String::new(), |(_, line)| format!("{line}: "));
        format!("{}:{line}{}: {}", file.display(), fault.field, web::explain(t, fault))
    };
    let all: Vec<String> = faults.iter().map(said).collect();
    anyhow::anyhow!("{}", all.join("\n"))
}

fn line(step: &Step) -> String {
    let sign = match step.does {
        Does::Add(_) => '+',
        Does::Change(_) | Does::Order(_) => '~',
        Does::Take => '-',
    };
    let mut line = format!("{sign} {} {}", step.section, step.entry);
    for change in step.does.changes() {
        line += &match &change.before {
            Some(before) => format!("\n    {}: {before:?} → {:?}", change.name, change.after),
            None => format!("\n    {}: {:?}", change.name, change.after),
        };
    }
    line
}
