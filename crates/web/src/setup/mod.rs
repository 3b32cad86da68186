//! The first run: the page on which an installation is set up, until somebody administers it.

mod form;
mod run;

pub(crate) use form::zones;

use std::sync::Arc;

use axum::http::Method;
use desk::setup::Code;

use crate::endpoint::{Endpoints, Needs};
use crate::page::SETUP_PATH;
use crate::site::Site;

/// Adds the page. It is public as the sign-in form is: whoever uses it proves it by the code.
pub(crate) fn endpoints(endpoints: &mut Endpoints) {
    endpoints.page(Method::GET, SETUP_PATH, Needs::Public, run::show).page(
        Method::POST,
        SETUP_PATH,
        Needs::Public,
        run::set_up,
    );
}

/// The code to be shown, where this node takes one.
fn code(site: &Site) -> Option<&Arc<Code>> {
    site.settings().setup.as_ref()
}
