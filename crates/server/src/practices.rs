//! The practices this program consists of.

/// The endpoints of the edge and of every practice.
pub(crate) fn endpoints() -> web::Endpoints {
    let mut endpoints = web::endpoints();
    // Every practice, in alphabetical order.
    incident::endpoints(&mut endpoints);

    endpoints
}

/// The kinds of record of every practice, in alphabetical order.
static KINDS: &[&desk::Kind] = &[
    // Every kind of record, one line each.
    &incident::KIND,
];

/// The kinds of record of every practice.
pub(crate) fn kinds() -> &'static [&'static desk::Kind] {
    KINDS
}
