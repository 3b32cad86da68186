//! What those who administer or audit the installation see of it: the logbooks.

mod audit;
mod log_names;
mod log_page;

use axum::http::Method;
use desk::access::{ANY_KIND, Action};

use crate::endpoint::{Endpoints, Needs, Place};

/// Where the logbooks are.
const AUDIT_PATH: &str = "/administration/audit";

/// It takes the right to audit.
const AUDITS: Needs = Needs::May(ANY_KIND, Action::Audit);

/// Adds them.
pub(crate) fn endpoints(endpoints: &mut Endpoints) {
    endpoints
        .place(Place {
            label: "nav-audit".to_owned(),
            path: AUDIT_PATH.to_owned(),
            icon: "scroll-text",
            needs: AUDITS,
        })
        .page(Method::GET, AUDIT_PATH, AUDITS, log_page::first)
        .page(Method::GET, format!("{AUDIT_PATH}/{{book}}"), AUDITS, log_page::show);
    audit::register(endpoints);
}
