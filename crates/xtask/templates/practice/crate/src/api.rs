//! The API of __names__: all of it follows from the tables.

use web::Endpoints;

use crate::model::__Name__;

/// Adds the operations.
pub(crate) fn register(endpoints: &mut Endpoints) {
    web::work::api::register::<__Name__>(endpoints);
}
