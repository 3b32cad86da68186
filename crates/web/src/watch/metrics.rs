//! What this node measures while it works.

use axum::http::Method;
use db::Db;
use prometheus::proto::MetricFamily;
use prometheus::{HistogramOpts, HistogramVec, IntGauge, Registry, Result};

use super::Route;

/// Upper ends of the buckets of answer times, in seconds.
const SECONDS: [f64; 12] =
    [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

/// What the template of a request is called that reached no endpoint.
const NOWHERE: &str = "none";

/// The measures of a node; clones share them.
#[derive(Debug, Clone)]
pub(crate) struct Metrics {
    registry: Registry,
    times: HistogramVec,
    under_way: IntGauge,
    nowhere: Route,
}

/// A request under way; over when dropped.
pub(crate) struct UnderWay(IntGauge);

impl Metrics {
    /// Of a node over this database.
    ///
    /// # Errors
    /// When a measure has a name it may not have.
    pub(crate) fn of(db: &Db) -> Result<Self> {
        let registry = Registry::new();
        let times = HistogramOpts::new(
            "mainstay_http_request_seconds",
            "Time to answer a request, by endpoint, method and class of status.",
        );
        let labels = ["route", "method", "status"];
        let times = HistogramVec::new(times.buckets(SECONDS.to_vec()), &labels)?;
        let under_way =
            IntGauge::new("mainstay_http_requests_under_way", "Requests being answered.")?;
        registry.register(Box::new(times.clone()))?;
        registry.register(Box::new(under_way.clone()))?;
        for collector in db.measures().collectors() {
            registry.register(collector)?;
        }
        #[cfg(target_os = "linux")]
        registry.register(Box::new(prometheus::process_collector::ProcessCollector::for_self()))?;
        let nowhere = Route::new(Some(times.clone()), Method::GET, NOWHERE);
        Ok(Metrics { registry, times, under_way, nowhere })
    }

    /// What the answers of an endpoint are counted by.
    pub(crate) fn route(&self, method: &Method, template: &str) -> Route {
        Route::new(Some(self.times.clone()), method.clone(), template)
    }

    /// What is counted of requests that reach no endpoint, whatever they ask for.
    pub(crate) fn nowhere(&self) -> Route {
        self.nowhere.clone()
    }

    /// Counts a request until what is returned is dropped.
    pub(crate) fn begin(&self) -> UnderWay {
        self.under_way.inc();
        UnderWay(self.under_way.clone())
    }

    /// What was counted so far.
    pub(crate) fn gather(&self) -> Vec<MetricFamily> {
        self.registry.gather()
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.dec();
    }
}
