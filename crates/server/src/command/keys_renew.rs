//! `mainstay keys renew`

use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::{Args, Subcommand};
use desk::journal::{self, checkpoint};
use desk::keys::{JournalKey, last_seal_in, reset_seal};

use crate::place::Place;
use crate::ready::Ready;
use crate::say;

/// What new keys mean for people.
pub(super) const AFTERWARDS: &str =
    "The keys are new: what the old ones sealed, such as second factors, has to be set anew.";

/// The keys of this installation.
#[derive(Debug, Subcommand)]
pub(crate) enum KeysCommand {
    Renew(KeysRenew),
}

/// Take new keys in place of lost ones
///
/// The keys in the key directory, made where there are none, become those of this installation, and the
/// journal is sealed with them; it says so. Nodes that still have the old keys do not start any more, and
/// those that run seal nothing more.
#[derive(Debug, Args)]
#[command(after_help = "\
Keys that were only put in another place are named with --keys instead.

Example:
  mainstay keys renew --data /var/lib/mainstay")]
pub(crate) struct KeysRenew {}

impl KeysRenew {
    pub(crate) fn run(self, place: &Place) -> Result<ExitCode> {
        place.log(false, "warn");
        let db = place.open_existing()?;
        if JournalKey::is_current(&db, place.keys())? {
            say::line("These are the keys of this installation already; nothing was changed.");
            return Ok(ExitCode::SUCCESS);
        }
        // What the directory remembers is evidence, which new keys must not cover up.
        if let Some((number, hash)) = last_seal_in(place.keys())?
            && !db.read(move |tx| checkpoint::is_there(tx, number, &hash))?
        {
            bail!(
                "the key directory remembers checkpoint {number}, which is not in this database: look with `mainstay check` what happened, or name an empty directory with --keys"
            );
        }
        drop(db);
        renew(place, &Ready::at(place)?)?;
        say::line(AFTERWARDS);
        Ok(ExitCode::SUCCESS)
    }
}

/// Takes them, and seals with them what only lost ones have signed, so that `check` knows whom to trust;
/// whether they are others than before.
pub(super) fn renew(place: &Place, ready: &Ready) -> Result<bool> {
    let others = !JournalKey::is_current(&ready.db, place.keys())?;
    let key = JournalKey::renew(&ready.db, place.keys(), &ready.context())?;
    let last = ready.db.read(checkpoint::last)?;
    reset_seal(place.keys(), last.as_ref().map(|c| (c.number, &*c.hash)))?;
    while journal::sequence(&ready.db)? > 0 {}
    checkpoint::seal(&ready.db, &key, ready.clock.now())?;
    Ok(others)
}
