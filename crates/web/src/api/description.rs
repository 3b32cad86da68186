//! The API's own description.

use std::sync::Arc;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::response::{IntoResponse, Response};
use db::ReadTx;
use desk::access::{Action, Agent};
use desk::custom::Catalogue;

use crate::endpoint::{Endpoints, Needs};
use crate::failure::Result;
use crate::identify::known;
use crate::openapi::{Description, Operation, Schema};
use crate::site::Site;
use crate::work::describe::Fields;

/// The OpenAPI document: for anybody it is written once when the application is put together, for
/// somebody known when they ask, with the custom fields they may read.
#[derive(Clone)]
pub(crate) struct Document {
    anybody: Bytes,
    description: Arc<Description>,
    version: &'static str,
}

impl Document {
    pub(crate) fn of(endpoints: &Endpoints, site: &Site) -> Self {
        let version = site.settings().version;
        Document {
            anybody: endpoints.openapi(version).to_string().into(),
            description: Arc::new(endpoints.description()),
            version,
        }
    }

    /// The document as somebody may read it.
    fn told(&self, tx: &ReadTx<'_>, agent: &Agent) -> desk::Result<Bytes> {
        let mut told = Description::clone(&self.description);
        let mut grown = false;
        for (kind, grow) in &self.description.kinds {
            let catalogue = Catalogue::of(tx, kind)?;
            if agent.may(kind.code, Action::Read) && !catalogue.custom().is_empty() {
                let internal = agent.may(kind.code, Action::ReadInternal);
                grow(&mut told, &Fields { catalogue, internal });
                grown = true;
            }
        }
        let written = || told.document(self.version).to_string().into();
        Ok(if grown { written() } else { self.anybody.clone() })
    }
}

pub(super) fn endpoints(endpoints: &mut Endpoints) {
    let operation =
        Operation::new(Method::GET, "/api/v1/openapi.json", "readDescription", Needs::Public)
            .summary("This description; with a token it tells the custom fields you may read")
            .tag("Operation")
            .reply(200, "The OpenAPI document.", Some(Schema::object()));
    endpoints.api(operation, description);
}

async fn description(
    State(site): State<Site>,
    headers: HeaderMap,
    Extension(document): Extension<Document>,
) -> Result<Response> {
    let bytes = match known(&site, &headers).await? {
        Some((agent, _)) => site.read(move |tx| document.told(tx, &agent)).await?,
        None => document.anybody,
    };
    let mut response = bytes.into_response();
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(response)
}
