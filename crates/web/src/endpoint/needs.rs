//! What it takes to use an endpoint.

use desk::access::{Action, Agent};

/// What somebody must be or hold before a handler runs. Which records they reach is decided below,
/// by the one predicate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Nothing: anybody may ask.
    Public,
    /// To be known.
    SignedIn,
    /// A permission for this action on this kind of record, whatever its reach.
    May(&'static str, Action),
    /// One of two permissions on this kind of record, whatever its reach.
    Either(&'static str, [Action; 2]),
}

impl Needs {
    /// Refuses whoever lacks it.
    ///
    /// # Errors
    /// [`desk::Error::Forbidden`] with the action.
    pub fn admit(self, agent: &Agent) -> desk::Result<()> {
        match self {
            Needs::Public | Needs::SignedIn => Ok(()),
            Needs::May(kind, action) if agent.may(kind, action) => Ok(()),
            Needs::Either(kind, actions) if actions.iter().any(|one| agent.may(kind, *one)) => {
                Ok(())
            }
            Needs::May(_, action) | Needs::Either(_, [action, _]) => {
                Err(desk::Error::Forbidden(action.code()))
            }
        }
    }
}
