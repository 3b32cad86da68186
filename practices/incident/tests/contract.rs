//! Incidents keep the contract of a practice.

use mainstay_incident::{Incident, endpoints};

#[test]
fn incidents_keep_the_contract() {
    testkit::contract::<Incident>(endpoints);
}
