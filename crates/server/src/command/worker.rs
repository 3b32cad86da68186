//! `mainstay worker`

use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use web::{Navigation, Settings, Site};

use crate::backups::Schedule;
use crate::config::{self, Config, Flags, Given, Running};
use crate::jobs;
use crate::place::Place;
use crate::ready::Ready;
use crate::stop::{Ears, runtime};
use crate::{files, say, watching};

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
        let _traces = place.log_and_trace(config)?;
        let watch = watching::listen(config)?;
        let ready = Ready::at(place)?;
        ready.db.tell_slow(config.get(&config::SLOW_STATEMENT)?);
        let shelf = files::keeping(config, place, ready.clock.now())?;
        let runtime = runtime()?;
        let ears = runtime.block_on(async { Ears::open() })?;
        let worker = jobs::worker(place, &ready, shelf, Schedule::of(config)?)?;
        let running = jobs::Running::start(worker)?;
        let (db, clock, chance) = (ready.db, ready.clock, ready.chance);
        let version = env!("CARGO_PKG_VERSION");
        let settings = Settings { version, ..Settings::default() };
        let site = Site::new(db, clock, chance, settings, Navigation::default());
        if let Some(watch) = watch {
            runtime.block_on(async { watching::begin(watch, &site) })?;
        }
        say::line("Mainstay works; stop it with Ctrl+C.");
        runtime.block_on(ears.asked());
        site.begin_to_stop();
        running.stop()?;
        Ok(ExitCode::SUCCESS)
    }
}
