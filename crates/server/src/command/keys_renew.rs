//! `mainstay keys renew`

use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Subcommand};
use desk::journal::{self, checkpoint};
use desk::keys::{JournalKey, reset_seal};

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
/// journal is sealed with them; it says so. Nodes that still have the old keys do not start any more.
#[derive(Debug, Args)]
#[command(after_help = "\
Keys that were only put in another place are named with --keys instead.

Example:
  mainstay keys renew --data /var/lib/mainstay")]
pub(crate) struct KeysRenew {}

impl KeysRenew {
    pub(crate) fn run(self, place: &Place) -> Result<ExitCode> {
        place.log(false, "warn");
        renew(place, &Ready::at(place)?)?;
        say::line(AFTERWARDS);
        Ok(ExitCode::SUCCESS)
    }
}

/// Takes them, and seals with them what only lost ones have signed, so that `check` knows whom to trust.
pub(super) fn renew(place: &Place, ready: &Ready) -> Result<()> {
    let key = JournalKey::renew(&ready.db, place.keys(), &ready.context())?;
    let last = ready.db.read(checkpoint::last)?;
    reset_seal(place.keys(), last.as_ref().map(|c| (c.number, &*c.hash)))?;
    while journal::sequence(&ready.db)? > 0 {}
    checkpoint::seal(&ready.db, &key, ready.clock.now())?;
    Ok(())
}
