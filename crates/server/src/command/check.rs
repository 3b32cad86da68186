//! `mainstay check`

use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use desk::journal::verify::{Against, Findings, verify_against};
use desk::keys::{last_seal_in, public_key_in};
use serde_json::json;

use crate::place::Place;
use crate::{log, practices, say};

/// The exit code for problems that were found.
const FOUND: u8 = 3;

/// Verify the schema and the journal
///
/// Recomputes the chain of every history and every checkpoint, holds every record's row against its
/// history and the last checkpoint against the key in the key directory, and names the first thing
/// that does not hold. Changes nothing; works beside a running server.
#[derive(Debug, Args)]
#[command(after_help = "\
Exit codes: 0 everything holds, 3 a problem was found, 1 it could not be checked.

Example:
  mainstay check --data /var/lib/mainstay --json")]
pub(crate) struct Check {
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Check {
    pub(crate) fn run(self, place: &Place) -> Result<ExitCode> {
        log::start(self.json, "warn");
        let (findings, problem) = match place.open_existing() {
            Err(error) => match error.downcast_ref::<db::Error>() {
                Some(db::Error::Damaged(_)) => (Findings::default(), Some(format!("{error:#}"))),
                _ => return Err(error),
            },
            Ok(db) => examine(&db, place)?,
        };
        if self.json {
            say::json(&json!({
                "ok": problem.is_none(),
                "entries": findings.entries,
                "all_entries": findings.all_entries,
                "erased": findings.erased,
                "checkpoints": findings.checkpoints,
                "unsealed": findings.unsealed,
                "problem": problem,
            }));
        } else {
            say::line(&format!(
                "{} entries of records ({} in all, {} values erased), {} checkpoints, {} entries not sealed yet.",
                findings.entries,
                findings.all_entries,
                findings.erased,
                findings.checkpoints,
                findings.unsealed
            ));
            match &problem {
                None => say::line("Everything holds."),
                Some(problem) => say::line(&format!("Problem: {problem}")),
            }
        }
        Ok(if problem.is_none() { ExitCode::SUCCESS } else { ExitCode::from(FOUND) })
    }
}

/// What was found, and the first problem.
fn examine(db: &db::Db, place: &Place) -> Result<(Findings, Option<String>)> {
    match db.schema_is_current(desk::migrations()) {
        Ok(true) => {}
        Ok(false) => {
            let behind = "the schema is behind this program; run `mainstay migrate`".to_owned();
            return Ok((Findings::default(), Some(behind)));
        }
        // Written by a newer program, or edited: told in words.
        Err(db::Error::Other(text)) => return Ok((Findings::default(), Some(text))),
        Err(other) => return Err(other.into()),
    }
    let keys = place.keys();
    let against =
        Against { kinds: practices::kinds(), key: public_key_in(keys)?, seal: last_seal_in(keys)? };
    match verify_against(db, against) {
        Ok(findings) => {
            let problem = findings.broken.clone();
            Ok((findings, problem))
        }
        Err(desk::Error::Db(damaged @ db::Error::Damaged(_))) => {
            Ok((Findings::default(), Some(damaged.to_string())))
        }
        Err(other) => Err(other.into()),
    }
}
