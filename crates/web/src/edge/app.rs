//! Puts router and layers together.

use std::any::Any;

use axum::extract::{Request, State};
use axum::http::{Extensions, HeaderMap, StatusCode, Version};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Router};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate};

use super::{arrival, forms, gate, headers, render, request};
use crate::administration::Kinds;
use crate::api;
use crate::download::AsItIs;
use crate::endpoint::Endpoints;
use crate::failure::{Failure, Result};
use crate::identify::lost;
use crate::site::Site;
use crate::upload::is_upload;
use crate::watch;
use crate::work::Known;

/// The whole application: serve it, or call it in a test.
///
/// The layers stand around the router as a whole, not around its routes: the hidden method of a
/// form must be known before a route is chosen, and an address nobody serves gets the same headers.
pub fn app(site: &Site, endpoints: Endpoints) -> Router {
    let state = || site.clone();
    let description = api::Document::of(&endpoints, site);
    let kinds = Kinds(endpoints.kinds());
    let known = Known(endpoints.works().into());
    site.learn(&endpoints.kinds());
    let routes = endpoints
        .router(site)
        .fallback(lost)
        .method_not_allowed_fallback(async || Failure::Method)
        .layer(Extension(description))
        .layer(Extension(kinds))
        .layer(Extension(known))
        .with_state(site.clone());
    Router::new()
        .fallback_service(routes)
        .layer(from_fn_with_state(state(), forms::read_form))
        .layer(from_fn_with_state(state(), gate::unattended))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(state(), patience))
        .layer(from_fn_with_state(state(), render::failures))
        .layer(CompressionLayer::new().compress_when(DefaultPredicate::new().and(may_encode)))
        .layer(from_fn_with_state(state(), headers::add))
        .layer(from_fn_with_state(state(), arrival::settle))
        .layer(from_fn_with_state(state(), request::log))
}

/// What is told while the node stops and takes nothing new: that it is not ready, and for the rest to
/// ask again, which leads to another node.
pub fn closing(site: &Site) -> Router {
    let state = || site.clone();
    watch::ready(site)
        .fallback(async || {
            let why = "this node is stopping".to_owned();
            Failure::Desk(desk::Error::Db(db::Error::Unavailable(why)))
        })
        .layer(from_fn_with_state(state(), render::failures))
        .layer(from_fn_with_state(state(), headers::add))
        .layer(from_fn_with_state(state(), request::log))
}

/// Gives a request up that takes longer than anybody waits. What it had begun to write is either
/// committed or not; nothing is left half-done.
async fn patience(State(site): State<Site>, request: Request, next: Next) -> Result<Response> {
    if is_upload(request.method(), request.uri().path()) {
        // It may take long as long as it comes; see there.
        return Ok(next.run(request).await);
    }
    tokio::time::timeout(site.settings().patience, next.run(request))
        .await
        .map_err(|_| Failure::Slow)
}

/// A file is sent as it is.
fn may_encode(_: StatusCode, _: Version, _: &HeaderMap, extensions: &Extensions) -> bool {
    extensions.get::<AsItIs>().is_none()
}

fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message");
    Failure::Desk(desk::Error::Broken(format!("a handler panicked: {text}"))).into_response()
}
