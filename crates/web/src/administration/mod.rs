//! Setting the installation up and looking after it: what administrators and auditors do, on pages
//! and in the API.

mod access;
mod access_page;
mod assignment;
mod audit;
mod baseline;
mod closing;
mod counted;
mod demand;
mod escalation;
mod fields;
mod general;
mod health;
mod lately;
mod log_names;
mod log_page;
mod log_words;
mod organisation;
mod people;
mod priority;
mod privacy;
mod retention;
mod roles;
mod tokens;
mod tried;
mod users;
mod views;

use axum::http::Method;
use desk::access::{ANY_KIND, Action};

pub(crate) use fields::Kinds;
pub(crate) use users::of_oneself;
/// Forms that come with one small file.
pub(crate) const WITH_A_SMALL_FILE: [&str; 3] = [people::PATH, baseline::PLAN, baseline::PATH];

use crate::endpoint::{Endpoints, Needs, Place, Region};

/// Where the logbooks are.
const AUDIT_PATH: &str = "/administration/audit";

/// Where access is explained.
const ACCESS_PATH: &str = "/administration/access";

/// It takes the right to administer.
const ADMINISTERS: Needs = Needs::May(ANY_KIND, Action::Administer);

/// It takes the right to audit.
const AUDITS: Needs = Needs::May(ANY_KIND, Action::Audit);

/// It takes the right to administer, or that to audit: whoever sets something may read it too.
const OVERSEES: Needs = Needs::Either(ANY_KIND, [Action::Administer, Action::Audit]);

/// Adds pages and operations.
pub(crate) fn endpoints(endpoints: &mut Endpoints) {
    who(endpoints);
    how(endpoints);
    what_is_kept(endpoints);
}

/// Who there is and what they may do.
fn who(endpoints: &mut Endpoints) {
    users::endpoints(endpoints);
    people::endpoints(endpoints);
    roles::endpoints(endpoints);
    endpoints
        .place(Place {
            region: Region::People,
            label: "nav-access".to_owned(),
            path: ACCESS_PATH.to_owned(),
            icon: "key-round",
            needs: ADMINISTERS,
        })
        .page(Method::GET, ACCESS_PATH, ADMINISTERS, access_page::show);
    access::register(endpoints);
    demand::endpoints(endpoints);
    tokens::endpoints(endpoints);
}

/// How work is described, given out and ended.
fn how(endpoints: &mut Endpoints) {
    general::endpoints(endpoints);
    organisation::endpoints(endpoints);
    priority::endpoints(endpoints);
    fields::endpoints(endpoints);
    views::endpoints(endpoints);
    assignment::endpoints(endpoints);
    escalation::endpoints(endpoints);
    closing::endpoints(endpoints);
}

/// What is kept, for how long, and whether all is well.
fn what_is_kept(endpoints: &mut Endpoints) {
    health::endpoints(endpoints);
    endpoints
        .place(Place {
            region: Region::Service,
            label: "nav-audit".to_owned(),
            path: AUDIT_PATH.to_owned(),
            icon: "scroll-text",
            needs: AUDITS,
        })
        .page(Method::GET, AUDIT_PATH, AUDITS, log_page::first)
        .page(Method::GET, format!("{AUDIT_PATH}/{{book}}"), AUDITS, log_page::show);
    audit::register(endpoints);
    privacy::endpoints(endpoints);
    retention::endpoints(endpoints);
    baseline::endpoints(endpoints);
}
