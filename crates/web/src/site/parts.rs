//! What a node is made of.

use std::sync::Arc;

use db::{Chance, Clock, Db, Timestamp};
use desk::Kind;
use desk::account::Sealer;
use desk::numbers::Numbers;

use super::Site;
use crate::allowance::Allowances;
use crate::cursors::Cursors;
use crate::endpoint::Navigation;
use crate::i18n::Languages;
use crate::identify::Reading;
use crate::live::Hub;
use crate::settings::Settings;

impl Site {
    /// What seals places in lists.
    #[must_use]
    pub fn cursors(&self) -> &Cursors {
        &self.0.cursors
    }

    /// What seals secrets that must be read again.
    pub(crate) fn sealer(&self) -> &Sealer {
        &self.0.sealer
    }

    /// How much the tokens have left, where that is bounded.
    pub(crate) fn allowances(&self) -> Option<&Allowances> {
        self.0.allowances.as_ref()
    }

    /// What writes down who opened which restricted record.
    pub(crate) fn reading(&self) -> &Reading {
        &self.0.reading
    }

    /// The database.
    #[must_use]
    pub fn db(&self) -> &Db {
        &self.0.db
    }

    /// The clock.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// The present moment.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    /// Where identities, salts and tokens come from.
    #[must_use]
    pub fn chance(&self) -> &Chance {
        &self.0.chance
    }

    /// The numbers of new records.
    #[must_use]
    pub fn numbers(&self) -> &Numbers {
        &self.0.numbers
    }

    /// The interface's languages.
    #[must_use]
    pub fn languages(&self) -> &Languages {
        &self.0.languages
    }

    /// How this node is reached and what it allows.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// The places of the navigation.
    #[must_use]
    pub fn navigation(&self) -> &Navigation {
        &self.0.navigation
    }

    /// Learns which kinds of record there are, when the application is put together.
    pub(crate) fn learn(&self, kinds: &[&'static Kind]) {
        // Put together twice, from the same practices, it is the same.
        drop(self.0.kinds.set(kinds.into()));
    }

    /// The kinds of record there are.
    pub(crate) fn kinds(&self) -> Arc<[&'static Kind]> {
        self.0.kinds.get().cloned().unwrap_or_default()
    }

    /// Those who listen to what happens.
    pub(crate) fn live(&self) -> &Hub {
        &self.0.live
    }
}
