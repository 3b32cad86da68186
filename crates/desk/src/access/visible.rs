//! Which fields somebody is shown.

use super::{Action, Agent};
use crate::field::{Audience, Field};
use crate::kind::Kind;

/// The fields of a kind this person may read on every record they may read: what a list shows,
/// filters, sorts and groups by. Whoever sees the inside of some of them only is shown the inside
/// of none there.
#[must_use]
pub fn visible_fields(kind: &'static Kind, agent: &Agent) -> Vec<&'static Field> {
    let reach = |action| agent.permissions.reach(kind.code, action);
    let internal =
        reach(Action::ReadInternal).is_some() && reach(Action::ReadInternal) >= reach(Action::Read);
    kind.all_fields().filter(|f| internal || f.audience == Audience::Public).collect()
}
