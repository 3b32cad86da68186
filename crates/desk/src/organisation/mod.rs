//! What holds for the organisation as a whole: its name, and the time zone and the language of whoever
//! chose none.

mod set;
mod standing;

pub use set::{INPUTS, Wanted, put, set};
pub use standing::{Effect, Standing, preview, standing};

/// Every static statement of these modules.
pub(crate) fn statements() -> Vec<db::Statement> {
    standing::STATEMENTS.to_vec()
}
