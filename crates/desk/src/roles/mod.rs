//! Roles and what they allow, as administrators set them.
//!
//! What a role allows is a sheet: a reach for each action, with every kind of record or with one. Whoever
//! holds the role may do it from the next request on, because what somebody may is read with every
//! request and kept nowhere. Before a sheet is set it can be tried out: for how many people which action
//! becomes wider or narrower, whatever else they hold. The roles an installation starts with can be
//! changed like any other, and brought back to how they came.

mod effect;
mod given;
mod guard;
mod holders;
mod make;
mod set;
mod sheet;
mod standing;

pub use effect::{Effect, Shift};
pub use given::{RawLine, of_words};
pub use holders::{HOLDER, Holder, HolderPage, grant, holders, revoke};
pub use make::{NewRole, delete, make, rename};
pub use set::{preview, restore, set};
pub use sheet::{Cell, Sheet};
pub use standing::{Standing, standing, standings};

/// Every static statement of these modules.
pub(crate) fn statements() -> Vec<db::Statement> {
    [
        guard::STATEMENTS,
        holders::STATEMENTS,
        make::STATEMENTS,
        set::STATEMENTS,
        sheet::STATEMENTS,
        standing::STATEMENTS,
    ]
    .concat()
}
