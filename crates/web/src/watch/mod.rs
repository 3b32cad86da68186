//! Watching over this node: whether it is ready, and what it measures.

mod local;
mod measured;
mod metrics;
mod ready;
mod route;
mod sheet;

use axum::Router;
use axum::http::Method;
use axum::routing::get;
use desk::Kind;

pub(crate) use metrics::Metrics;
pub(crate) use route::Route;

use crate::endpoint::{Endpoints, Needs};
use crate::health;
use crate::site::Site;

/// Where load balancers ask whether to send anybody here.
const READY: &str = "/readyz";
/// Where measures are read.
const METRICS: &str = "/metrics";

/// Places that answer also while nobody administers the installation.
pub(crate) const ALWAYS: [&str; 3] = [health::PATH, READY, METRICS];

/// Adds both places. Measures are for anybody to ask, and told by [`local`] only to those on this
/// machine and to administrators.
pub(crate) fn endpoints(endpoints: &mut Endpoints) {
    endpoints.page(Method::GET, READY, Needs::Public, ready::show).page(
        Method::GET,
        METRICS,
        Needs::Public,
        measured::show,
    );
}

/// Whether this process is alive and ready, and nothing else.
pub(crate) fn ready(site: &Site) -> Router {
    Router::new()
        .route(health::PATH, get(health::show))
        .route(READY, get(ready::show))
        .with_state(site.clone())
}

/// What is told on a listener of its own, to whoever reaches it: whether this process is alive and
/// ready, and what it measures. A worker learns here which kinds of record there are.
pub fn watch(site: &Site, kinds: &[&'static Kind]) -> Router {
    site.learn(kinds);
    ready(site).merge(Router::new().route(METRICS, get(measured::told)).with_state(site.clone()))
}
