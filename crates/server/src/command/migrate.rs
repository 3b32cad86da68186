//! `mainstay migrate`

use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use serde_json::json;

use crate::place::Place;
use crate::ready::Ready;
use crate::say;

/// Bring the database's schema forward
///
/// `serve`, `import` and `user add` do the same when they start; this does nothing else.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mainstay migrate --data /var/lib/mainstay")]
pub(crate) struct Migrate {
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Migrate {
    pub(crate) fn run(self, place: &Place) -> Result<ExitCode> {
        place.log(self.json, "warn");
        let migrated = Ready::at(place)?.migrated;
        if self.json {
            say::json(&json!({ "schema": migrated.schema, "applied": migrated.applied }));
        } else if migrated.applied.is_empty() {
            say::line(&format!("The schema is current: {:04}.", migrated.schema));
        } else {
            say::line(&format!(
                "{} steps applied; the schema is now {:04}.",
                migrated.applied.len(),
                migrated.schema
            ));
        }
        Ok(ExitCode::SUCCESS)
    }
}
