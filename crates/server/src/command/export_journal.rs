//! `mainstay export journal`

use std::fs::File;
use std::io::BufWriter;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use serde_json::json;

use crate::place::Place;
use crate::say;

/// Write the whole journal, so that it can be verified without this program
///
/// One JSON object a line: public keys, every entry with its values, every checkpoint. The file
/// holds everything anybody ever wrote, work notes included: keep it as safe as the database.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  mainstay export journal journal.jsonl --data /var/lib/mainstay
  python3 docs/verify_journal.py journal.jsonl")]
pub(crate) struct Journal {
    /// Where to write
    file: PathBuf,
    /// Print one JSON object about the file written
    #[arg(long)]
    json: bool,
}

impl Journal {
    pub(crate) fn run(self, place: &Place) -> anyhow::Result<ExitCode> {
        place.log(self.json, "warn");
        let db = place.open_to_read()?;
        // Under another name until it is whole, so that nobody verifies half of it.
        let draft = self.file.with_extension("part");
        let file =
            File::create(&draft).with_context(|| format!("cannot write {}", draft.display()))?;
        let mut out = BufWriter::new(file);
        let entries = desk::journal::export(&db, &mut out)?;
        out.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()?;
        std::fs::rename(&draft, &self.file)
            .with_context(|| format!("cannot write {}", self.file.display()))?;
        if self.json {
            say::json(&json!({ "entries": entries, "file": self.file }));
        } else {
            say::line(&format!("{entries} entries written to {}.", self.file.display()));
        }
        Ok(ExitCode::SUCCESS)
    }
}
