//! The operations of the API that belong to no practice.

mod description;
mod me;

pub(crate) use description::Document;

use crate::endpoint::Endpoints;

/// Adds them.
pub(crate) fn endpoints(endpoints: &mut Endpoints) {
    description::endpoints(endpoints);
    me::endpoints(endpoints);
}
