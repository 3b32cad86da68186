//! What goes in and out of an installation in other programs' formats.

pub mod incident_log;

/// Every static statement of this crate, for the test that prepares them on both engines.
#[must_use]
pub fn statements() -> Vec<db::Statement> {
    incident_log::statements()
}
