//! The API's own description.

use std::sync::{Arc, OnceLock};

use axum::Extension;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::response::{IntoResponse, Response};
use db::ReadTx;
use desk::access::{Action, Agent};
use desk::custom::Catalogue;
use serde_json::json;

use crate::endpoint::{Endpoints, Needs};
use crate::failure::Result;
use crate::identify::known;
use crate::openapi::{Description, Operation, Schema, Told};
use crate::site::Site;
use crate::work::describe::Fields;

/// The OpenAPI document: for anybody it is written once, when somebody first asks (writing it takes
/// megabytes that many an installation never needs); for somebody known when they ask, with the custom
/// fields they may read.
#[derive(Clone)]
pub(crate) struct Document {
    anybody: Arc<OnceLock<Bytes>>,
    description: Arc<Description>,
    version: &'static str,
}

impl Document {
    pub(crate) fn of(endpoints: &Endpoints, site: &Site) -> Self {
        let version = site.settings().version;
        Document {
            anybody: Arc::default(),
            description: Arc::new(endpoints.description()),
            version,
        }
    }

    /// The document as anybody may read it.
    fn for_anybody(&self) -> Bytes {
        let written = || self.description.document(self.version).to_string().into();
        self.anybody.get_or_init(written).clone()
    }

    /// Every operation, which are the same for everybody.
    pub(crate) fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.description.operations.iter()
    }

    /// One operation as somebody may read it.
    pub(crate) fn operation(
        &self,
        tx: &ReadTx<'_>,
        agent: &Agent,
        id: &str,
    ) -> desk::Result<Option<Told>> {
        let grown = self.grown(tx, agent)?;
        Ok(grown.as_ref().unwrap_or(&self.description).told(id))
    }

    /// The document as somebody may read it.
    fn told(&self, tx: &ReadTx<'_>, agent: &Agent) -> desk::Result<Bytes> {
        let grown = self.grown(tx, agent)?;
        let written = |told: Description| told.document(self.version).to_string().into();
        Ok(grown.map_or_else(|| self.for_anybody(), written))
    }

    /// The description with the custom fields somebody may read; nothing where there are none.
    fn grown(&self, tx: &ReadTx<'_>, agent: &Agent) -> desk::Result<Option<Description>> {
        let mut told = None;
        for (kind, grow) in &self.description.kinds {
            let catalogue = Catalogue::of(tx, kind)?;
            if agent.may(kind.code, Action::Read) && !catalogue.custom().is_empty() {
                let internal = agent.may(kind.code, Action::ReadInternal);
                let told = told.get_or_insert_with(|| Description::clone(&self.description));
                grow(told, &Fields { catalogue, internal });
            }
        }
        Ok(told)
    }
}

pub(super) fn endpoints(endpoints: &mut Endpoints) {
    let document = Schema::open_object().example(json!({ "openapi": "3.1.0" }));
    let operation =
        Operation::new(Method::GET, "/api/v1/openapi.json", "readDescription", Needs::Public)
            .summary("This description; with a token it tells the custom fields you may read")
            .tag("Operation")
            .reply(200, "The OpenAPI document.", Some(document));
    endpoints.api(operation, description);
}

async fn description(
    State(site): State<Site>,
    headers: HeaderMap,
    Extension(document): Extension<Document>,
) -> Result<Response> {
    let bytes = match known(&site, &headers).await? {
        Some((agent, _)) => site.read(move |tx| document.told(tx, &agent)).await?,
        None => site.render(move || Ok(document.for_anybody())).await?,
    };
    let mut response = bytes.into_response();
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(response)
}
