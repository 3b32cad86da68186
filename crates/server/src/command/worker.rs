//! `mainstay worker`

use std::process::ExitCode;

use anyhow::Result;
use clap::Args;

use crate::backups::Schedule;
use crate::config::{self, Config, Flags, Given, Running};
use crate::jobs;
use crate::place::Place;
use crate::ready::Ready;
use crate::stop::{Ears, runtime};
use crate::{files, say};

/// Do background work without serving pages
///
/// Workers and servers of one database share the work; any number may run.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  mainstay worker --data /var/lib/mainstay --database postgres://mainstay@db/mainstay"
)]
pub(crate) struct Worker {
    #[command(flatten)]
    flags: Flags<Running>,
}

impl Worker {
    /// The settings given on the command line.
    pub(crate) fn given(&self) -> Given {
        self.flags.given()
    }

    pub(crate) fn run(config: &Config, place: &Place) -> Result<ExitCode> {
        place.log(config.get(&config::LOG_FORMAT)?, "info,postgres=warn,tokio_postgres=warn");
        let ready = Ready::at(place)?;
        let shelf = files::keeping(config, place, ready.clock.now())?;
        let runtime = runtime()?;
        let ears = runtime.block_on(async { Ears::open() })?;
        let worker = jobs::worker(place, &ready, shelf, Schedule::of(config)?)?;
        let running = jobs::Running::start(worker)?;
        say::line("Mainstay works; stop it with Ctrl+C.");
        runtime.block_on(ears.asked());
        running.stop()?;
        Ok(ExitCode::SUCCESS)
    }
}
