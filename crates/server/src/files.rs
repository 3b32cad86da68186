//! Where the files of an installation are kept, and how many.

use std::time::Duration;

use anyhow::{Context, Result};
use db::Timestamp;
use desk::file::{Limits, Shelf};

use crate::config::{self, Config};
use crate::place::Place;

/// The shelf as it is configured, for servers.
pub(crate) fn shelf(config: &Config, place: &Place, now: Timestamp) -> Result<Shelf> {
    let shelf = keeping(config, place, now)?;
    let limits = Limits {
        file: config.get(&config::FILE_SIZE)?,
        record: config.get(&config::FILES_OF_RECORD)?,
        person: config.get(&config::FILES_OF_PERSON)?,
        all: config.get(&config::FILES_IN_ALL)?,
        ..shelf.limits
    };
    Ok(Shelf { limits, scanner: config.maybe(&config::CLAMD)?, ..shelf })
}

/// The shelf as it is configured, for whoever adds nothing to it.
pub(crate) fn keeping(config: &Config, place: &Place, now: Timestamp) -> Result<Shelf> {
    let shelf = open(place, now)?;
    let days = u64::from(config.get(&config::KEEP_WITHDRAWN)?);
    let retention = Duration::from_secs(days * 24 * 3600);
    Ok(Shelf { limits: Limits { retention, ..shelf.limits }, ..shelf })
}

/// The shelf with the usual limits. What uploads left behind that broke off is removed.
pub(crate) fn open(place: &Place, now: Timestamp) -> Result<Shelf> {
    let shelf = Shelf::new(place.store()?);
    shelf.tidy(now).context("cannot tidy up where files are received")?;
    Ok(shelf)
}
