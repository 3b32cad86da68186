//! Escalation: to a team that can do more, which is a verb of each practice, and to the people above, which
//! is the same for all of them. Where it goes by itself is said once.

mod concerned;
mod management;
mod ways;

pub use concerned::{Concerned, concerned};
pub use management::{DEESCALATE, HIGHEST, INPUTS, deescalate, escalate, stands};
pub use ways::{
    Named, OF_PERSON, OF_TEAM, Way, next_person, next_team, set_manager, set_team, ways,
};

/// The fact that says why. For the inside: it may speak of whoever waits.
pub const WHY: &str = "escalation_reason";

/// Every static statement of these modules.
pub(crate) fn statements() -> Vec<db::Statement> {
    [concerned::STATEMENTS, management::STATEMENTS, ways::STATEMENTS].concat()
}
