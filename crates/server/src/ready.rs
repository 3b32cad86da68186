//! An installation ready to be used: open, its schema current, its organisation there.

use anyhow::Result;
use db::{Chance, Clock, Db};
use desk::{Context, Door};

use crate::place::Place;
use crate::upgrade::{self, Caution, Upgraded};

/// The name of the organisation until an administrator gives it its own.
const ORGANISATION: &str = "My organisation";

/// An installation that can be used.
#[derive(Debug, Clone)]
pub(crate) struct Ready {
    pub(crate) db: Db,
    pub(crate) clock: Clock,
    pub(crate) chance: Chance,
    /// What was done to the schema.
    pub(crate) upgraded: Upgraded,
}

impl Ready {
    /// Opens the installation, brings its schema forward and makes its first rows.
    pub(crate) fn at(place: &Place) -> Result<Ready> {
        Ready::named(place, ORGANISATION)
    }

    /// As [`Ready::at`], without a backup when the schema is older.
    pub(crate) fn without_backup(place: &Place) -> Result<Ready> {
        Ready::made(place, ORGANISATION, Caution::Bold)
    }

    /// As [`Ready::at`], with another name for an organisation that is not there yet.
    pub(crate) fn named(place: &Place, organisation: &'static str) -> Result<Ready> {
        Ready::made(place, organisation, Caution::Backup)
    }

    fn made(place: &Place, organisation: &'static str, caution: Caution) -> Result<Ready> {
        let (clock, chance) = (Clock::system(), Chance::from_system()?);
        let db = place.open()?;
        let upgraded = upgrade::bring_forward(&db, place, clock.now(), caution)?;
        let ctx = Context::new(None, Door::Command, clock.now(), &chance);
        db.write(move |tx| desk::people::organise(tx, &ctx, organisation))?;
        Ok(Ready { db, clock, chance, upgraded })
    }

    /// The circumstances of what a command changes now.
    pub(crate) fn context(&self) -> Context {
        Context::new(None, Door::Command, self.clock.now(), &self.chance)
    }
}
