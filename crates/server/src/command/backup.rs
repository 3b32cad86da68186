//! `mainstay backup`

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};
use backup::Manifest;
use clap::Args;
use db::{Clock, Timestamp};
use serde_json::json;

use crate::backups::{self, take_into};
use crate::place::Place;
use crate::progress::Bytes;
use crate::say;

/// The exit code for problems that were found.
const FOUND: u8 = 3;

/// Write everything the installation keeps into one archive
///
/// Rows, settings and files of one moment, in a tar file with the SHA-256 of every part; works
/// beside a running server, and reads the same whatever engine it came from. Keys are not in it:
/// write them once with --keys-to, and keep that file elsewhere.
#[derive(Debug, Args)]
#[command(after_help = "\
Exit codes: 0 done, 3 done but for files that were missing, 1 failed and nothing was left.

Example:
  mainstay backup --data /var/lib/mainstay /var/backups/mainstay \\
    --keys-to /root/mainstay.keys")]
pub(crate) struct Backup {
    /// File to write, or a directory to write a file into that is named by the time
    to: PathBuf,
    /// Also write the keys, into a file of their own that only its owner may read
    #[arg(long = "keys-to", value_name = "FILE")]
    keys_to: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Backup {
    pub(crate) fn run(self, place: &Place) -> Result<ExitCode> {
        place.log(self.json, "warn");
        let now = Clock::system().now();
        let db = place.open_to_read()?;
        if !db.schema_is_current(desk::migrations())? {
            bail!("the schema is behind this program; run `mainstay migrate`");
        }
        let path = if self.to.is_dir() { self.to.join(backups::name(now)) } else { self.to };
        let bar = Bytes::new();
        let taken = take_into(&db, &place.store_to_read()?, &path, now, &|what, bytes| {
            bar.tell(what, bytes)
        });
        bar.clear();
        let manifest = taken?;
        let keys = match &self.keys_to {
            Some(file) => Some(backup::save_keys(place.keys(), file, seconds(now))?),
            None => None,
        };
        let size = std::fs::metadata(&path)?.len();
        tell(self.json, &path, size, &manifest, keys);
        Ok(if manifest.missing.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(FOUND) })
    }
}

fn seconds(now: Timestamp) -> u64 {
    u64::try_from(now.micros() / 1_000_000).unwrap_or(0)
}

fn tell(
    as_json: bool,
    path: &std::path::Path,
    size: u64,
    manifest: &Manifest,
    keys: Option<usize>,
) {
    if as_json {
        return say::json(&json!({
            "file": path,
            "bytes": size,
            "made_at": manifest.kept.made_at,
            "rows": manifest.rows(),
            "files": manifest.files,
            "file_bytes": manifest.file_bytes,
            "missing": manifest.missing,
            "keys": keys,
        }));
    }
    say::line(&format!(
        "{}: {} rows and {} files in {size} bytes.",
        path.display(),
        manifest.rows(),
        manifest.files
    ));
    match keys {
        Some(_) => say::line("The keys are in their own file; keep it apart from the backup."),
        None => say::line(
            "The keys are not in it: write them once with --keys-to FILE, and keep that file elsewhere.",
        ),
    }
    for missing in &manifest.missing {
        say::line(&format!(
            "Problem: the content {missing} is missing; `mainstay check` names its file."
        ));
    }
}
