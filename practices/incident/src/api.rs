//! The API of incidents: all of it follows from the tables.

use web::Endpoints;

use crate::model::Incident;

/// Adds the operations.
pub(crate) fn register(endpoints: &mut Endpoints) {
    web::work::api::register::<Incident>(endpoints);
}
