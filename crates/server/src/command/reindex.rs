//! `mainstay reindex`

use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::Args;
use desk::search;
use serde_json::json;

use crate::place::Place;
use crate::stop::Asked;
use crate::{practices, say};

/// Make the search index anew
///
/// Empties the index and fills it from the records and their histories, step by step; works beside a
/// running server, whose answers say meanwhile that the search is not complete. What is interrupted
/// goes on when the command or a server runs again.
#[derive(Debug, Args)]
#[command(after_help = "\
A server does this by itself when a new version reads words differently.

Example:
  mainstay reindex --data /var/lib/mainstay")]
pub(crate) struct Reindex {
    /// End with one JSON object
    #[arg(long)]
    json: bool,
}

impl Reindex {
    pub(crate) fn run(self, place: &Place) -> Result<ExitCode> {
        place.log(self.json, "warn");
        let db = place.open_existing()?;
        if !db.schema_is_current(desk::migrations())? {
            bail!("the schema is behind this program; run `mainstay migrate`");
        }
        let asked = Asked::watch()?;
        search::begin_reindex(&db)?;
        let mut records = 0;
        while db.read(search::standing)?.rebuilding {
            records += search::step(&db, practices::kinds(), None)?.records;
            if asked.to_stop() {
                bail!("interrupted; it goes on when this command or a server runs again");
            }
        }
        let standing = db.read(search::standing)?;
        if self.json {
            say::json(&json!({ "records": records, "documents": standing.documents }));
        } else {
            say::line(&format!("{} records can be searched.", standing.documents));
        }
        Ok(ExitCode::SUCCESS)
    }
}
