//! What hangs on a record of any kind, one line an organ: its operations and its part of the page.
//!
//! An organ registers for every kind what lies below `/PATH/{number}/…` and
//! `/api/v1/PATH/{number}/…`, and fills a section of the record's page. Its handlers load the record
//! through [`desk::find_visible`] or [`desk::find_heading`], and answer a page's form with
//! [`super::pages::done`] or [`super::pages::refuse`].

pub(crate) mod api;
mod assignment;
mod away;
mod custody;
mod efforts;
mod erasing;
mod escalation;
mod family;
pub(crate) mod files;
mod follow_up;
mod form;
mod links;
mod merging;
mod own;
mod recurrences;
mod reminders;
mod satisfaction;
mod tags;
mod tasks;
pub(super) mod telling;
mod watchers;

use db::ReadTx;
use desk::access::Agent;
use desk::{Heading, Kind, Result};

use super::Reader;
use super::pages::{Pages, Refused};
use crate::endpoint::Endpoints;
use crate::identify::Member;
use crate::page::{Section, Shell};

/// An organ.
struct Organ {
    /// Adds its pages' targets and its operations for one kind of record.
    register: fn(&mut Endpoints),
    /// Its section of a record's page; nothing where there is nothing to show and nothing to do.
    section: fn(&ReadTx<'_>, &Seat<'_>) -> Result<Option<Section>>,
}

/// Every organ, in the order of the page.
fn organs<P: Pages>() -> Vec<Organ> {
    // One line an organ.
    vec![
        Organ { register: |_| {}, section: away::section },
        Organ { register: satisfaction::register::<P>, section: satisfaction::section },
        Organ { register: tasks::register::<P>, section: tasks::section },
        Organ { register: files::register::<P>, section: files::section },
        Organ { register: family::register::<P>, section: family::section },
        Organ { register: follow_up::register::<P>, section: follow_up::section },
        Organ { register: escalation::register::<P>, section: escalation::section },
        Organ { register: assignment::register::<P>, section: assignment::section },
        Organ { register: links::register::<P>, section: links::section },
        Organ { register: merging::register::<P>, section: merging::section },
        Organ { register: tags::register::<P>, section: tags::section },
        Organ { register: efforts::register::<P>, section: efforts::section },
        Organ { register: watchers::register::<P>, section: watchers::section },
        Organ { register: reminders::register::<P>, section: reminders::section },
        Organ { register: recurrences::register::<P>, section: recurrences::section },
        Organ { register: custody::register::<P>, section: custody::section },
    ]
}

/// For whom and on what a section is drawn.
#[derive(Debug, Clone, Copy)]
pub struct Seat<'a> {
    /// The kind of the record.
    pub kind: &'static Kind,
    /// Who reads. They may see the record.
    pub agent: &'a Agent,
    /// The record.
    pub heading: &'a Heading,
    /// Their language, zone and moment.
    pub reader: &'a Reader,
    /// Language and CSRF token, for an organ's own template.
    pub shell: &'a Shell,
    /// The record's page, above the organ's: `/incidents/INC0000042`.
    pub path: &'a str,
    /// Who reads, at the page: they know where other records have theirs.
    pub member: &'a Member,
    /// The form of this page that was just refused: perhaps the organ's.
    pub refused: Option<&'a Refused>,
}

/// Adds what hangs on no single record: what belongs to a person.
pub(crate) fn register_own(endpoints: &mut Endpoints) {
    api::register_own(endpoints);
    own::register(endpoints);
}

/// Adds what every organ offers for a kind of record.
pub fn register<P: Pages>(endpoints: &mut Endpoints) {
    endpoints.work(desk::any::<P>());
    api::register(endpoints, desk::any::<P>());
    for organ in organs::<P>() {
        (organ.register)(endpoints);
    }
    erasing::register::<P>(endpoints);
}

/// Sections that go on as before where a record was merged: nothing is put on it by their forms.
const LASTING: [&str; 2] = [merging::ANCHOR, custody::ANCHOR];

/// The sections of a record's page, in order. Where it was merged, nothing is offered that would be
/// refused.
///
/// # Errors
/// When the database fails.
pub fn sections<P: Pages>(tx: &ReadTx<'_>, seat: &Seat<'_>, merged: bool) -> Result<Vec<Section>> {
    let mut sections = Vec::new();
    for organ in organs::<P>() {
        sections.extend((organ.section)(tx, seat)?);
    }
    if merged {
        let resting = sections.iter_mut().filter(|section| !LASTING.contains(&section.anchor));
        resting.for_each(|section| section.forms.clear());
    }
    Ok(sections)
}
