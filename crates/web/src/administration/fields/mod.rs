//! Custom fields: what administrators say of them.

mod api;
mod change;
mod decode;
mod describe;
mod effects;
mod form;
mod history;
mod overview;
mod pages;
mod present;
mod typed;

use desk::Kind;
use desk::access::{ANY_KIND, Action};

use crate::endpoint::{Endpoints, Needs};

/// Only who administers.
const NEEDS: Needs = Needs::May(ANY_KIND, Action::Administer);

/// The kinds of record to which fields can be added.
#[derive(Debug, Clone)]
pub(crate) struct Kinds(pub(crate) Vec<&'static Kind>);

impl Kinds {
    /// The kind with this code.
    pub(crate) fn find(&self, code: &str) -> Option<&'static Kind> {
        self.0.iter().find(|kind| kind.code == code).copied()
    }
}

pub(super) fn endpoints(endpoints: &mut Endpoints) {
    api::endpoints(endpoints);
    pages::endpoints(endpoints);
}
