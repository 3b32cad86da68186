//! Saved views: a list somebody keeps under a name, for themselves or shared with others.
//!
//! A view is a setting, not a record: it holds no data, and what it shows is decided anew for each
//! reader by the rules of every list. Its filter is kept as text for the same reason.

mod hand_over;
mod overseen;
mod pin;
mod share;
mod store;
mod write;

use db::{Id, ReadTx, Timestamp};

pub use hand_over::hand_over;
pub use overseen::{SharedPage, SharedQuery, SharedView, audience, shared, shared_view};
pub(crate) use overseen::{all_shared, shared_named};
pub use pin::{pin, unpin};
pub use share::{SHARED_WITH, Sharing};
pub(crate) use write::create_for;
pub use write::{INPUTS, Shape, create, delete, edit};

use crate::Result;
use crate::access::{Action, Agent};
use crate::people::Person;

/// A saved view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// Identity.
    pub id: Id<View>,
    /// The kind of record it lists.
    pub kind: String,
    /// What people call it.
    pub name: String,
    /// Who made it.
    pub owner: Id<Person>,
    /// Who else sees it.
    pub sharing: Sharing,
    /// The filter's text; empty for everything.
    pub q: String,
    /// Codes of the columns in order; none for those the kind shows by itself.
    pub columns: Vec<String>,
    /// What it is sorted by, as the parameter `sort` says it; empty for the newest first.
    pub sort: String,
    /// The field whose values it counts; empty for none.
    pub group: String,
    /// Counts its changes.
    pub version: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// When the reader pinned it, if they did.
    pub pinned_at: Option<Timestamp>,
}

impl View {
    /// Whether this person sees it among their views.
    #[must_use]
    pub fn is_offered_to(&self, agent: &Agent) -> bool {
        agent.may(&self.kind, Action::Read)
            && (self.owner == agent.person || self.sharing.includes(agent))
    }

    /// Whether this person may change it or take it away: whoever made it, and who administers, but
    /// for what somebody keeps to themselves.
    #[must_use]
    pub fn is_changed_by(&self, agent: &Agent) -> bool {
        self.owner == agent.person || (agent.administers() && self.sharing != Sharing::Nobody)
    }

    /// Whether this person looks after it: who administers or audits, but for what somebody keeps to
    /// themselves.
    #[must_use]
    pub fn is_overseen_by(&self, agent: &Agent) -> bool {
        self.sharing != Sharing::Nobody && agent.require_overseer().is_ok()
    }
}

/// The views this person sees, of one kind of record or of all, by name; those they pinned say so.
///
/// # Errors
/// When the database fails.
pub fn list(tx: &ReadTx<'_>, agent: &Agent, kind: Option<&str>) -> Result<Vec<View>> {
    let mut views = store::offered(tx, agent.person, kind)?;
    views.retain(|view| view.is_offered_to(agent));
    views.sort_by_cached_key(|view| (view.name.to_lowercase(), view.id));
    Ok(views)
}

/// One view, if this person may see it.
///
/// # Errors
/// [`crate::Error::NotFound`] when there is none or they may not see it: the two look the same.
pub fn find(tx: &ReadTx<'_>, agent: &Agent, id: Id<View>) -> Result<View> {
    let view = store::one(tx, agent.person, id)?;
    let seen = |view: &View| {
        view.is_offered_to(agent)
            || (view.is_overseen_by(agent) && agent.may(&view.kind, Action::Read))
    };
    view.filter(seen).ok_or(crate::Error::NotFound)
}

pub(crate) fn statements() -> Vec<db::Statement> {
    store::STATEMENTS.to_vec()
}
