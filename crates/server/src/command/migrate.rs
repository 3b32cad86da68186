//! `mainstay migrate`

use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use serde_json::json;

use crate::place::Place;
use crate::ready::Ready;
use crate::say;
use crate::upgrade::Upgraded;

/// Bring the database's schema forward
///
/// `serve` and most other commands do the same when they start; this does nothing else. Where there
/// is work already, a backup is made first, in `before-upgrade` in the data directory; the newest
/// three of them stay.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mainstay migrate --data /var/lib/mainstay --plan
  mainstay migrate --data /var/lib/mainstay")]
pub(crate) struct Migrate {
    /// Say what would be done and do nothing
    #[arg(long)]
    plan: bool,
    /// Make no backup first, because you have one
    #[arg(long = "without-backup", conflicts_with = "plan")]
    without_backup: bool,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Migrate {
    pub(crate) fn run(self, place: &Place) -> Result<ExitCode> {
        place.log(self.json, if self.json { "warn" } else { "warn,mainstay_db::migration=info" });
        if self.plan {
            return self.tell_plan(place);
        }
        let ready =
            if self.without_backup { Ready::without_backup(place) } else { Ready::at(place) };
        self.tell(&ready?.upgraded);
        Ok(ExitCode::SUCCESS)
    }

    fn tell_plan(&self, place: &Place) -> Result<ExitCode> {
        let steps = place.open_to_read()?.schema_steps(desk::migrations())?;
        let pending = || steps.pending.iter();
        if self.json {
            let numbers: Vec<u32> = pending().map(|step| step.number).collect();
            say::json(&json!({ "pending": numbers, "backup_first": steps.is_older() }));
        } else if steps.pending.is_empty() {
            say::line("The schema is current; there is nothing to do.");
        } else {
            if steps.is_older() {
                say::line("A backup first, and then these steps:");
            }
            pending().for_each(|step| say::line(&format!("{:04} {}", step.number, step.name)));
        }
        Ok(ExitCode::SUCCESS)
    }

    fn tell(&self, Upgraded { migrated, backup }: &Upgraded) {
        if self.json {
            let backup = backup.as_ref().map(|path| path.display().to_string());
            let (schema, applied) = (migrated.schema, &migrated.applied);
            return say::json(&json!({ "schema": schema, "applied": applied, "backup": backup }));
        }
        if let Some(path) = backup {
            say::line(&format!("The backup from before is {}.", path.display()));
        }
        match migrated.applied.len() {
            0 => say::line(&format!("The schema is current: {:04}.", migrated.schema)),
            steps => say::line(&format!(
                "{steps} steps applied; the schema is now {:04}.",
                migrated.schema
            )),
        }
    }
}
