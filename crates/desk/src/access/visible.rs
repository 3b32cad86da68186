//! Which fields somebody is shown.

use super::{Action, Agent};
use crate::field::{Audience, Field};
use crate::kind::Kind;

/// The fields of a kind this person may read on every record within their reach: what a list shows,
/// filters, sorts and groups by. Whoever sees the inside of some of them only is shown the inside
/// of none there.
#[must_use]
pub fn visible_fields(kind: &'static Kind, agent: &Agent) -> Vec<&'static Field> {
    let internal = sees_inside(kind, agent);
    kind.all_fields().filter(|f| internal || f.audience == Audience::Public).collect()
}

/// Whether somebody reads the inside of every record of a kind within their reach. Records they see
/// because they watch them are beyond it.
#[must_use]
pub fn sees_inside(kind: &Kind, agent: &Agent) -> bool {
    let reach = |action| agent.permissions.reach(kind.code, action);
    let inside = reach(Action::ReadInternal);
    inside.is_some() && inside >= reach(Action::Read)
}
