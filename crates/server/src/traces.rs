//! Traces of requests, jobs and transactions, sent by OTLP over HTTP where that is asked for.

use anyhow::{Context, Result};
use opentelemetry::KeyValue;
use opentelemetry::trace::TracerProvider;
use opentelemetry_otlp::{SpanExporter, WithExportConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::{SdkTracer, SdkTracerProvider};

/// What this program is called where its traces are looked at.
const NAME: &str = "mainstay";

/// Sends traces until it is dropped; what has not been sent then is sent at last.
#[derive(Debug)]
pub(crate) struct Traces(SdkTracerProvider);

impl Traces {
    /// Sends them to this address, from a thread of its own.
    ///
    /// # Errors
    /// When the address cannot be used. Whether somebody listens there shows only later, in the log.
    pub(crate) fn to(url: &str) -> Result<Traces> {
        // Chosen twice it stays as it was first.
        drop(rustls::crypto::ring::default_provider().install_default());
        let exporter = SpanExporter::builder().with_http().with_endpoint(url).build();
        // The address may hold a password, which the library's words repeat.
        let exporter = exporter.ok().context("cannot send traces: look at --traces")?;
        let version = KeyValue::new("service.version", env!("CARGO_PKG_VERSION"));
        let about = Resource::builder().with_service_name(NAME).with_attribute(version).build();
        let provider = SdkTracerProvider::builder();
        let provider = provider.with_batch_exporter(exporter).with_resource(about).build();
        Ok(Traces(provider))
    }

    /// What makes traces of the program's spans.
    pub(crate) fn tracer(&self) -> SdkTracer {
        self.0.tracer(NAME)
    }
}

impl Drop for Traces {
    fn drop(&mut self) {
        if let Err(error) = self.0.shutdown() {
            tracing::debug!(%error, "the last traces were not sent");
            tracing::warn!("the last traces were not sent");
        }
    }
}
