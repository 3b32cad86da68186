//! The API to read by: pages drawn from its own description.

mod address;
mod curl;
mod index;
mod members;
mod operation;

pub(crate) use address::origin;

use axum::http::Method;

use crate::endpoint::{Endpoints, Needs};

/// Where it begins; each operation has a page below.
const PATH: &str = "/docs/api";

/// Adds the pages.
pub(crate) fn endpoints(endpoints: &mut Endpoints) {
    endpoints.page(Method::GET, PATH, Needs::SignedIn, index::show).page(
        Method::GET,
        format!("{PATH}/{{operation}}"),
        Needs::SignedIn,
        operation::show,
    );
}
