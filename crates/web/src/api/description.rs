//! The API's own description.

use axum::Extension;
use axum::body::Bytes;
use axum::http::{HeaderValue, Method, header};
use axum::response::{IntoResponse, Response};

use crate::endpoint::{Endpoints, Needs};
use crate::openapi::{Operation, Schema};
use crate::site::Site;

/// The OpenAPI document, written once when the application is put together.
#[derive(Clone)]
pub(crate) struct Document(Bytes);

impl Document {
    pub(crate) fn of(endpoints: &Endpoints, site: &Site) -> Self {
        Document(endpoints.openapi(site.settings().version).to_string().into())
    }
}

pub(super) fn endpoints(endpoints: &mut Endpoints) {
    let operation =
        Operation::new(Method::GET, "/api/v1/openapi.json", "readDescription", Needs::Public)
            .summary("This description")
            .tag("Operation")
            .reply(200, "The OpenAPI document.", Some(Schema::object()));
    endpoints.api(operation, description);
}

async fn description(Extension(Document(bytes)): Extension<Document>) -> Response {
    let mut response = bytes.into_response();
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}
