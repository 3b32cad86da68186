//! An installation ready to be used: open, its schema current, its organisation there.

use anyhow::{Context as _, Result};
use db::{Chance, Clock, Db, Migrated};
use desk::{Context, Door};

use crate::place::Place;

/// The name of the organisation until an administrator gives it its own.
const ORGANISATION: &str = "My organisation";

/// An installation that can be used.
#[derive(Debug, Clone)]
pub(crate) struct Ready {
    pub(crate) db: Db,
    pub(crate) clock: Clock,
    pub(crate) chance: Chance,
    /// What was done to the schema.
    pub(crate) migrated: Migrated,
}

impl Ready {
    /// Opens the installation, brings its schema forward and makes its first rows.
    pub(crate) fn at(place: &Place) -> Result<Ready> {
        Ready::named(place, ORGANISATION)
    }

    /// As [`Ready::at`], with another name for an organisation that is not there yet.
    pub(crate) fn named(place: &Place, organisation: &'static str) -> Result<Ready> {
        let (clock, chance) = (Clock::system(), Chance::from_system()?);
        let db = place.open()?;
        let migrated = db
            .migrate(desk::migrations(), clock.now())
            .context("the schema cannot be brought forward")?;
        let ctx = Context::new(None, Door::Command, clock.now(), &chance);
        db.write(move |tx| desk::people::organise(tx, &ctx, organisation))?;
        Ok(Ready { db, clock, chance, migrated })
    }

    /// The circumstances of what a command changes now.
    pub(crate) fn context(&self) -> Context {
        Context::new(None, Door::Command, self.clock.now(), &self.chance)
    }
}
