//! What clients asked for, and what they were told.

use super::again::Request;

/// An incident somebody wanted to open.
#[derive(Debug, Clone)]
pub(crate) struct Opened {
    /// Its title, which nothing else has.
    pub(crate) title: String,
    /// The number it was acknowledged with; nothing when no answer came.
    pub(crate) number: Option<String>,
    /// What was not answered, and has not been asked again.
    pub(crate) unanswered: Option<Request>,
    /// Whether it must be there, also when its number was never told.
    pub(crate) certain: bool,
}

/// A verb somebody asked for.
#[derive(Debug, Clone)]
pub(crate) struct Deed {
    /// Of which incident.
    pub(crate) number: String,
    /// The verb's code; asked for at most once per incident unless it carries a mark.
    pub(crate) verb: &'static str,
    /// Text it carries that nothing else has.
    pub(crate) mark: Option<String>,
    /// Whether it was acknowledged.
    pub(crate) acknowledged: bool,
    /// What was not answered, and has not been asked again.
    pub(crate) unanswered: Option<Request>,
}

/// Everything asked for in one run.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ledger {
    pub(crate) opened: Vec<Opened>,
    pub(crate) deeds: Vec<Deed>,
}

impl Ledger {
    /// Adds what another client kept.
    pub(crate) fn absorb(&mut self, other: Ledger) {
        self.opened.extend(other.opened);
        self.deeds.extend(other.deeds);
    }

    /// The incidents with the highest acknowledged numbers: those closest to the kill.
    pub(crate) fn recent(&self, most: usize) -> Vec<Opened> {
        let mut known: Vec<Opened> =
            self.opened.iter().filter(|o| o.number.is_some()).cloned().collect();
        known.sort_by(|a, b| b.number.cmp(&a.number));
        known.truncate(most);
        known
    }
}
