//! What a section is.

use db::{ReadTx, Tx};

use super::Values;
use crate::access::Agent;
use crate::kind::Kind;
use crate::{Context, Result};

/// With what sections are read and set.
#[derive(Clone, Copy)]
pub(super) struct With<'a> {
    pub(super) ctx: &'a Context,
    pub(super) agent: &'a Agent,
    pub(super) kinds: &'a [&'static Kind],
    /// Why, for what must not be set without a reason.
    pub(super) reason: Option<&'a str>,
    /// Whether all of it is undone afterwards.
    pub(super) planning: bool,
}

impl With<'_> {
    /// The kind of record with this code.
    pub(super) fn kind(&self, code: &str) -> Option<&'static Kind> {
        self.kinds.iter().find(|kind| kind.code == code).copied()
    }
}

/// What an entry is to be.
pub(super) struct Wanted<'a> {
    /// All of its values: those of the text, and what the entry says already of the others.
    pub(super) all: &'a Values,
    /// Those that are to change.
    pub(super) changed: &'a Values,
    /// Whether it is there already.
    pub(super) is_there: bool,
}

/// A table of settings.
pub(super) trait Section: Sync {
    /// Its name in texts.
    fn code(&self) -> &'static str;

    /// The values that say which entry it is; none where there is only one.
    fn key(&self) -> &'static [&'static str];

    /// The other values.
    fn parts(&self) -> &'static [&'static str];

    /// Those of its lists whose order says nothing.
    fn sets(&self) -> &'static [&'static str] {
        &[]
    }

    /// Makes what a text says look as it is kept, where more than one way to write it says the same.
    fn tidy(&self, _values: &mut Values) {}

    /// Every entry, each with all of its values.
    ///
    /// # Errors
    /// When the database fails, or somebody may not read them.
    fn read(&self, tx: &ReadTx<'_>, with: With<'_>) -> Result<Vec<Values>>;

    /// Makes an entry what it is to be.
    ///
    /// # Errors
    /// As whatever sets it on a page.
    fn put(&self, tx: &Tx<'_>, with: With<'_>, wanted: &Wanted<'_>) -> Result<()>;

    /// Takes an entry away, or out of use, that a text which says everything does not name; whether there
    /// was anything to take.
    ///
    /// # Errors
    /// As whatever does so on a page.
    fn take(&self, _tx: &Tx<'_>, _with: With<'_>, _entry: &Values) -> Result<bool> {
        Ok(false)
    }

    /// Puts the entries of a kind of record in order, where their order says something.
    ///
    /// # Errors
    /// As whatever does so on a page.
    fn arrange(&self, _tx: &Tx<'_>, _with: With<'_>, _in_order: &[&Values]) -> Result<()> {
        Ok(())
    }

    /// Whether its entries are told apart by names, which are the same whatever their capitals.
    fn is_named(&self) -> bool {
        false
    }

    /// Whether an entry that says `active = false` is there and out of use. Then it is made first and put
    /// out of use last, so that what names it can be made in between.
    fn rests(&self) -> bool {
        false
    }

    /// Whether the order of the entries says something.
    fn is_ordered(&self) -> bool {
        false
    }
}
