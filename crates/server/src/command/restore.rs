//! `mainstay restore`

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use backup::{Manifest, Target};
use clap::Args;
use db::{Chance, Clock};
use desk::journal::checkpoint;
use desk::keys::reset_seal;
use serde_json::json;

use super::keys_renew::{AFTERWARDS, renew};
use crate::place::Place;
use crate::progress::Bytes;
use crate::ready::Ready;
use crate::say;

/// Make an installation from a backup
///
/// The target must be empty: a directory without a database, or an empty PostgreSQL database; so a
/// backup also moves an installation from one engine to the other. Every part is held against its
/// SHA-256 first, and a backup that is torn or was changed is refused; what breaks off leaves
/// nothing. An older schema is brought forward afterwards.
#[derive(Debug, Args)]
#[command(after_help = "\
Without --keys-from the installation gets new keys: its journal says so, and what the old ones
sealed, such as second factors, has to be set anew.

Examples:
  mainstay restore --data /srv/mainstay mainstay-20261126T023000Z.tar --keys-from mainstay.keys
  mainstay restore --verify mainstay-20261126T023000Z.tar")]
pub(crate) struct Restore {
    /// The backup
    from: PathBuf,
    /// The file with the keys
    #[arg(long = "keys-from", value_name = "FILE", conflicts_with = "verify")]
    keys_from: Option<PathBuf>,
    /// Only look whether the backup is whole
    #[arg(long)]
    verify: bool,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Restore {
    pub(crate) fn run(self, place: &Place) -> Result<ExitCode> {
        place.log(self.json, "warn");
        let bar = Bytes::new();
        let progress = |what: &str, bytes| bar.tell(what, bytes);
        if self.verify {
            let manifest = backup::inspect(&self.from, &progress);
            bar.clear();
            tell(self.json, "The backup is whole", &manifest?);
            return Ok(ExitCode::SUCCESS);
        }
        let (clock, chance) = (Clock::system(), Chance::from_system()?);
        let target = Target {
            location: place.location(),
            store: &place.store()?,
            steps: desk::migrations(),
            now: clock.now(),
            chance: &chance,
        };
        let manifest = backup::restore(&self.from, &target, &progress);
        bar.clear();
        let manifest = manifest?;
        if let Some(file) = &self.keys_from {
            backup::restore_keys(file, place.keys())
                .context("the rows and files are restored, the keys are not")?;
        }
        // What was just restored from a backup needs none before its schema is brought forward.
        let others = self.seal(place, &Ready::without_backup(place)?)?;
        tell(self.json, "Restored", &manifest);
        if !self.json {
            if others {
                say::line(AFTERWARDS);
            }
            say::line(&format!(
                "Look whether everything holds: mainstay check {}",
                place.options()
            ));
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Restore {
    /// Brings keys and seals together: the key directory may remember a seal that is younger than the
    /// backup. Whether the keys are others than those of the backup.
    fn seal(&self, place: &Place, ready: &Ready) -> Result<bool> {
        match self.keys_from {
            None => renew(place, ready),
            Some(_) => {
                let last = ready.db.read(checkpoint::last)?;
                reset_seal(place.keys(), last.as_ref().map(|c| (c.number, &*c.hash)))?;
                Ok(false)
            }
        }
    }
}

fn tell(as_json: bool, what: &str, manifest: &Manifest) {
    let kept = &manifest.kept;
    if as_json {
        return say::json(&json!({
            "made_at": kept.made_at,
            "program": kept.program,
            "organisation": kept.organisation,
            "schema": kept.schema.last().map(|step| step.number),
            "rows": manifest.rows(),
            "files": manifest.files,
            "file_bytes": manifest.file_bytes,
            "missing": manifest.missing,
        }));
    }
    say::line(&format!(
        "{what}: {} as of {}, {} rows and {} files.",
        kept.organisation,
        kept.made_at,
        manifest.rows(),
        manifest.files
    ));
    for missing in &manifest.missing {
        say::line(&format!("Problem: the content {missing} was missing when the backup was made."));
    }
}
