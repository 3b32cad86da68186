//! Figures looked up at the moment they are asked for.

use prometheus::proto::MetricFamily;
use prometheus::{IntCounter, IntGaugeVec, Opts, Registry, Result};

/// A sheet of such figures.
pub(super) struct Sheet(Registry);

impl Sheet {
    pub(super) fn new() -> Self {
        Sheet(Registry::new())
    }

    /// A figure that goes up and down.
    pub(super) fn gauge(&self, name: &str, help: &str, value: i64) -> Result<()> {
        self.gauges(name, help, &[], &[(&[], value)])
    }

    /// Such a figure for each of some values of labels, which are few and known beforehand.
    pub(super) fn gauges(
        &self,
        name: &str,
        help: &str,
        labels: &[&str],
        values: &[(&[&str], i64)],
    ) -> Result<()> {
        let gauge = IntGaugeVec::new(Opts::new(name, help), labels)?;
        for (labels, value) in values {
            gauge.get_metric_with_label_values(labels)?.set(*value);
        }
        self.0.register(Box::new(gauge))
    }

    /// A figure that only goes up.
    pub(super) fn counter(&self, name: &str, help: &str, value: u64) -> Result<()> {
        let counter = IntCounter::new(name, help)?;
        counter.inc_by(value);
        self.0.register(Box::new(counter))
    }

    pub(super) fn gather(&self) -> Vec<MetricFamily> {
        self.0.gather()
    }
}
