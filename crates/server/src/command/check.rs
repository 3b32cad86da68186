//! `mainstay check`

use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use desk::file;
use desk::journal::verify::{Against, Findings, verify_against};
use desk::keys::{last_seal_in, public_key_in};
use desk::search;
use serde_json::json;

use crate::place::Place;
use crate::{practices, say};

/// The exit code for problems that were found.
const FOUND: u8 = 3;

/// Verify the schema, the journal, the search index and the files
///
/// Recomputes the chain of every history and every checkpoint, holds every record's row against its
/// history, the last checkpoint against the key in the key directory and the search index against
/// the records, looks whether every file is where it should be, and names the first thing that does
/// not hold. Changes nothing; works beside a running server, and on a disk that can only be read.
#[derive(Debug, Args)]
#[command(after_help = "\
Exit codes: 0 everything holds, 3 a problem was found, 1 it could not be checked.

Example:
  mainstay check --data /var/lib/mainstay --json")]
pub(crate) struct Check {
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    /// Read every file whole, and compare it with what the journal says
    #[arg(long)]
    hashes: bool,
}

impl Check {
    pub(crate) fn run(self, place: &Place) -> Result<ExitCode> {
        place.log(self.json, "warn");
        let (looked, mut problem) = match place.open_to_read() {
            Err(error) => match error.downcast_ref::<db::Error>() {
                Some(db::Error::Damaged(what)) => (None, Some(damaged(what))),
                _ => return Err(error),
            },
            Ok(db) => examine(&db, place)?,
        };
        let files = match &problem {
            None => file::check(&place.open_to_read()?, &place.store_to_read()?, self.hashes)?,
            Some(_) => file::Findings::default(),
        };
        problem = problem.or_else(|| files.told.first().cloned());
        let findings = looked.clone().unwrap_or_default();
        if self.json {
            say::json(&json!({
                "ok": problem.is_none(),
                "entries": findings.entries,
                "all_entries": findings.all_entries,
                "erased": findings.erased,
                "checkpoints": findings.checkpoints,
                "unsealed": findings.unsealed,
                "files": {
                    "files": files.files,
                    "contents": files.contents,
                    "bytes": files.bytes,
                    "problems": files.problems,
                    "told": files.told,
                },
                "problem": problem,
            }));
        } else {
            match looked {
                None => say::line("It could not be looked through."),
                Some(_) => count(&findings, &files),
            }
            match &problem {
                None => say::line("Everything holds."),
                Some(problem) => say::line(&format!("Problem: {problem}")),
            }
            files.told.iter().skip(1).for_each(|more| say::line(&format!("Problem: {more}")));
        }
        Ok(if problem.is_none() { ExitCode::SUCCESS } else { ExitCode::from(FOUND) })
    }
}

/// How much was looked through.
fn count(findings: &Findings, files: &file::Findings) {
    say::line(&format!(
        "{} entries of records ({} in all, {} values erased), {} checkpoints, {} entries not sealed yet.",
        findings.entries,
        findings.all_entries,
        findings.erased,
        findings.checkpoints,
        findings.unsealed
    ));
    say::line(&format!(
        "{} files, {} contents of {} bytes.",
        files.files, files.contents, files.bytes
    ));
}

/// What to do about a file that cannot be read to its end.
fn damaged(what: &str) -> String {
    format!(
        "the database file is damaged ({what}): stop the server, move the file and what lies beside it away (mainstay.db, -wal, -shm), keep them, and restore the last backup with `mainstay restore`"
    )
}

/// What was found, nothing where it could not be looked through, and the first problem.
fn examine(db: &db::Db, place: &Place) -> Result<(Option<Findings>, Option<String>)> {
    match db.schema_is_current(desk::migrations()) {
        Ok(true) => {}
        Ok(false) => {
            let behind = "the schema is behind this program; run `mainstay migrate`".to_owned();
            return Ok((None, Some(behind)));
        }
        // Written by a newer program, or edited: told in words.
        Err(db::Error::Other(text)) => return Ok((None, Some(text))),
        Err(other) => return Err(other.into()),
    }
    let keys = place.keys();
    let against =
        Against { kinds: practices::kinds(), key: public_key_in(keys)?, seal: last_seal_in(keys)? };
    match verify_against(db, against) {
        Ok(findings) => {
            let of_search = |found: search::Findings| {
                found.broken.map(|problem| format!("{problem}; run `mainstay reindex`"))
            };
            let problem = match findings.broken.clone() {
                None => of_search(search::verify(db, practices::kinds())?),
                broken => broken,
            };
            Ok((Some(findings), problem))
        }
        Err(desk::Error::Db(db::Error::Damaged(what))) => Ok((None, Some(damaged(&what)))),
        Err(other) => Err(other.into()),
    }
}
