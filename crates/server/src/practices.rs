//! The practices this program consists of.

/// The endpoints of the edge and of every practice.
pub(crate) fn endpoints() -> web::Endpoints {
    let mut endpoints = web::endpoints();
    // Every practice, in alphabetical order.
    incident::endpoints(&mut endpoints);

    endpoints
}
