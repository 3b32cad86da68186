//! Puts router and layers together.

use std::any::Any;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Router};
use desk::Kind;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use super::{forms, gate, headers, render, request};
use crate::api;
use crate::endpoint::Endpoints;
use crate::failure::{Failure, Result};
use crate::identify::lost;
use crate::site::Site;

/// The whole application: serve it, or call it in a test.
///
/// The layers stand around the router as a whole, not around its routes: the hidden method of a
/// form must be known before a route is chosen, and an address nobody serves gets the same headers.
pub fn app(site: &Site, endpoints: Endpoints) -> Router {
    let state = || site.clone();
    let description = api::Document::of(&endpoints, site);
    let kinds = Kinds::of(&endpoints);
    let routes = endpoints
        .router(site)
        .fallback(lost)
        .method_not_allowed_fallback(async || Failure::Method)
        .layer(Extension(description))
        .layer(Extension(kinds))
        .with_state(site.clone());
    Router::new()
        .fallback_service(routes)
        .layer(from_fn_with_state(state(), forms::read_form))
        .layer(from_fn_with_state(state(), gate::unattended))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(state(), patience))
        .layer(from_fn_with_state(state(), render::failures))
        .layer(CompressionLayer::new())
        .layer(from_fn(headers::add))
        .layer(from_fn_with_state(state(), request::log))
}

/// The kinds of record this program has, for handlers that know no single one.
#[derive(Debug, Clone)]
pub(crate) struct Kinds(Arc<[&'static Kind]>);

impl Kinds {
    fn of(endpoints: &Endpoints) -> Self {
        Kinds(endpoints.works().iter().map(|work| work.kind()).collect())
    }

    /// All of them.
    pub(crate) fn all(&self) -> &[&'static Kind] {
        &self.0
    }
}

/// Gives a request up that takes longer than anybody waits. What it had begun to write is either
/// committed or not; nothing is left half-done.
async fn patience(State(site): State<Site>, request: Request, next: Next) -> Result<Response> {
    tokio::time::timeout(site.settings().patience, next.run(request))
        .await
        .map_err(|_| Failure::Slow)
}

fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message");
    Failure::Desk(desk::Error::Broken(format!("a handler panicked: {text}"))).into_response()
}
