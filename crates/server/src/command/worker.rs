//! `mainstay worker`

use std::process::ExitCode;

use anyhow::Result;
use clap::Args;

use crate::backups::BackupArguments;
use crate::files::KeepArguments;
use crate::jobs::{self, Running};
use crate::place::Place;
use crate::ready::Ready;
use crate::stop::{Ears, runtime};
use crate::{log, say};

/// Do background work without serving pages
///
/// Workers and servers of one database share the work; any number may run.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  mainstay worker --data /var/lib/mainstay --database postgres://mainstay@db/mainstay"
)]
pub(crate) struct Worker {
    #[command(flatten)]
    keeping: KeepArguments,
    #[command(flatten)]
    backups: BackupArguments,
    /// Write the log as JSON
    #[arg(long)]
    json: bool,
}

impl Worker {
    pub(crate) fn run(self, place: &Place) -> Result<ExitCode> {
        log::start(self.json, "info,postgres=warn,tokio_postgres=warn");
        let ready = Ready::at(place)?;
        let shelf = self.keeping.shelf(place, ready.clock.now())?;
        let runtime = runtime()?;
        let ears = runtime.block_on(async { Ears::open() })?;
        let running =
            Running::start(jobs::worker(place, &ready, shelf, self.backups.schedule()?)?)?;
        say::line("Mainstay works; stop it with Ctrl+C.");
        runtime.block_on(ears.asked());
        running.stop()?;
        Ok(ExitCode::SUCCESS)
    }
}
