//! Restricted records that somebody was shown: to be written down before they are told.

use std::sync::{Arc, Mutex, PoisonError};

use db::{Id, Tx};

use crate::journal::{self, Logbook, SetValue};
use crate::record::Record;
use crate::{Context, Result};

/// A restricted record that was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// Which.
    pub id: Id<Record>,
    /// The code of its kind.
    pub kind: String,
    /// Its number.
    pub number: String,
}

/// The restricted records somebody has been let in to since they were last asked for. The doors of
/// the desk ([`crate::find_visible`], [`crate::find_heading`]) note them; whoever answers a request
/// takes them and writes them down with [`write_down`] before anything is told. Clones share it.
#[derive(Debug, Clone, Default)]
pub struct Reads(Arc<Mutex<Vec<Opened>>>);

impl Reads {
    /// Notes one; the same record once, however often it was looked at.
    pub(crate) fn note(&self, opened: Opened) {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if noted.iter().all(|other| other.id != opened.id) {
            noted.push(opened);
        }
    }

    /// Whether none is noted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }

    /// Those noted so far; they are forgotten here.
    #[must_use]
    pub fn take(&self) -> Vec<Opened> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Writes into the logbook of reads that these were opened, through which address of which door.
///
/// # Errors
/// When the database fails: then nothing of them may be told.
pub fn write_down(tx: &Tx<'_>, ctx: &Context, opened: &[Opened], way: &str) -> Result<()> {
    for one in opened {
        let values = vec![
            SetValue::set("record", one.id.to_string()),
            SetValue::set("kind", one.kind.clone()),
            SetValue::set("number", one.number.clone()),
            SetValue::set("way", way.to_owned()),
        ];
        journal::log(tx, ctx, Logbook::Reads, "read", values)?;
    }
    Ok(())
}
