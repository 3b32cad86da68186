//! What is measured of one endpoint.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::http::{Method, StatusCode};
use prometheus::{Histogram, HistogramVec};

/// The classes of status there are.
const CLASSES: [&str; 5] = ["1xx", "2xx", "3xx", "4xx", "5xx"];

/// An endpoint as the log and the measures name it: by its template, never by what stands in it.
#[derive(Debug, Clone)]
pub(crate) struct Route(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    template: String,
    method: Method,
    /// One for each class of status, made when it is first answered.
    times: [OnceLock<Option<Histogram>>; CLASSES.len()],
    all: Option<HistogramVec>,
}

impl Route {
    pub(crate) fn new(all: Option<HistogramVec>, method: Method, template: &str) -> Self {
        let template = template.to_owned();
        Route(Arc::new(Inner { template, method, times: Default::default(), all }))
    }

    /// The path with its parameters: `/incidents/{number}`.
    pub(crate) fn template(&self) -> &str {
        &self.0.template
    }

    /// Counts an answer and how long it took.
    pub(crate) fn answered(&self, status: StatusCode, took: Duration) {
        let class = usize::from(status.as_u16() / 100).saturating_sub(1);
        let (Some(time), Some(name)) = (self.0.times.get(class), CLASSES.get(class)) else {
            return;
        };
        let time = time.get_or_init(|| {
            let labels = [self.template(), self.0.method.as_str(), name];
            self.0.all.as_ref()?.get_metric_with_label_values(&labels).ok()
        });
        if let Some(time) = time {
            time.observe(took.as_secs_f64());
        }
    }
}
