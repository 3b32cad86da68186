//! Setting the installation up: what administrators do, on pages and in the API.

mod fields;

pub(crate) use fields::Kinds;

use crate::endpoint::Endpoints;

/// Adds pages and operations.
pub(crate) fn endpoints(endpoints: &mut Endpoints) {
    fields::endpoints(endpoints);
}
