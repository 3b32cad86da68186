//! Which fields somebody is shown.

use super::{Action, Agent};
use crate::custom::Catalogue;
use crate::field::{Audience, Field, STATE_FIELDS};
use crate::kind::Kind;

/// The fields of a kind this person may read on every record within their reach: what a list shows,
/// filters, sorts and groups by. Whoever sees the inside of some of them only is shown the inside
/// of none there.
#[must_use]
pub fn visible_fields(catalogue: &Catalogue, agent: &Agent) -> Vec<&'static Field> {
    let internal = reads_inside(catalogue.kind, agent);
    catalogue.all().filter(|f| internal || f.audience == Audience::Public).collect()
}

/// The fields a list is filtered, sorted and grouped by: those shown, and what follows from the state.
#[must_use]
pub fn asked_fields(catalogue: &Catalogue, agent: &Agent) -> Vec<&'static Field> {
    visible_fields(catalogue, agent).into_iter().chain(STATE_FIELDS).collect()
}

/// Whether somebody reads the inside of every record of a kind within their reach. Records they see
/// because they watch them are beyond it.
#[must_use]
pub fn sees_inside(kind: &Kind, agent: &Agent) -> bool {
    reads_inside(kind.code, agent)
}

fn reads_inside(kind: &str, agent: &Agent) -> bool {
    let reach = |action| agent.permissions.reach(kind, action);
    let inside = reach(Action::ReadInternal);
    inside.is_some() && inside >= reach(Action::Read)
}
