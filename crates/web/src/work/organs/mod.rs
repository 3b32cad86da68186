//! What hangs on a record of any kind, one line an organ: its operations and its part of the page.
//!
//! An organ registers for every kind what lies below `/PATH/{number}/…` and
//! `/api/v1/PATH/{number}/…`, and fills a section of the record's page. Its handlers load the record
//! through [`desk::find_visible`] or [`desk::find_heading`], and answer a page's form with
//! [`super::pages::done`] or [`super::pages::refuse`].

mod api;
mod custody;
mod efforts;
mod form;
mod links;
mod tags;
mod tasks;
pub(super) mod telling;
mod watchers;

use db::ReadTx;
use desk::access::Agent;
use desk::{Heading, Kind, Result};

pub(crate) use api::register_own;

use super::Reader;
use super::pages::{Pages, Refused};
use crate::endpoint::Endpoints;
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
        Organ { register: tasks::register::<P>, section: tasks::section },
        Organ { register: links::register::<P>, section: links::section },
        Organ { register: tags::register::<P>, section: tags::section },
        Organ { register: efforts::register::<P>, section: efforts::section },
        Organ { register: watchers::register::<P>, section: watchers::section },
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
    /// The form of this page that was just refused: perhaps the organ's.
    pub refused: Option<&'a Refused>,
}

/// Adds what every organ offers for a kind of record.
pub fn register<P: Pages>(endpoints: &mut Endpoints) {
    endpoints.work(desk::any::<P>());
    api::register(endpoints, desk::any::<P>());
    for organ in organs::<P>() {
        (organ.register)(endpoints);
    }
}

/// The sections of a record's page, in order.
///
/// # Errors
/// When the database fails.
pub fn sections<P: Pages>(tx: &ReadTx<'_>, seat: &Seat<'_>) -> Result<Vec<Section>> {
    let mut sections = Vec::new();
    for organ in organs::<P>() {
        sections.extend((organ.section)(tx, seat)?);
    }
    Ok(sections)
}
