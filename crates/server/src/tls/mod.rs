//! HTTPS from this program itself: a certificate and its key from files, read again when they change.

mod current;
mod pair;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use db::Clock;
use rustls::ServerConfig;
use rustls::crypto::ring::default_provider;
use tokio_rustls::TlsAcceptor;

use crate::config::{self, Config};
use current::Current;
use pair::Pair;

/// How often the files are looked at.
const EVERY: Duration = Duration::from_secs(5);

/// Where certificate and key are.
#[derive(Debug, Clone)]
pub(super) struct Files {
    /// The certificate as PEM, its own first and the chain after it.
    certificate: PathBuf,
    /// Its private key as PEM.
    key: PathBuf,
}

/// What speaks TLS; clones share the certificate.
#[derive(Clone)]
pub(crate) struct Tls {
    acceptor: TlsAcceptor,
    current: Arc<Current>,
    files: Files,
    clock: Clock,
}

impl Tls {
    /// Reads what the settings name; nothing where they name nothing.
    ///
    /// # Errors
    /// When only one of the two is named, or one of them is not what it should be: the file is named.
    pub(crate) fn of(config: &Config, clock: &Clock) -> Result<Option<Tls>> {
        let certificate = config.maybe(&config::TLS_CERTIFICATE)?;
        let files = match (certificate, config.maybe(&config::TLS_KEY)?) {
            (None, None) => return Ok(None),
            (Some(certificate), Some(key)) => Files { certificate, key },
            (Some(_), None) => bail!("a certificate needs its key: name it with --tls-key FILE"),
            (None, Some(_)) => {
                bail!("a key needs its certificate: name it with --tls-certificate FILE")
            }
        };
        let pair = Pair::read(&files)?;
        warn(&pair, &files, clock);
        let current = Arc::new(Current::new(pair));
        let mut speaking = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .context("TLS cannot be set up")?
            .with_no_client_auth()
            .with_cert_resolver(current.clone());
        speaking.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        let acceptor = TlsAcceptor::from(Arc::new(speaking));
        Ok(Some(Tls { acceptor, current, files, clock: clock.clone() }))
    }

    /// What greets a connection.
    pub(crate) fn acceptor(&self) -> &TlsAcceptor {
        &self.acceptor
    }

    /// Looks at the files for ever, and takes what has changed for connections to come. What cannot
    /// be taken is told once, and that of before goes on: a renewal writes one file after the other.
    pub(crate) async fn watch(self) {
        let mut told = None;
        loop {
            tokio::time::sleep(EVERY).await;
            match Pair::read(&self.files) {
                Ok(pair) if self.current.takes(&pair) => {
                    warn(&pair, &self.files, &self.clock);
                    self.current.put(pair);
                    told = None;
                    tracing::info!("the certificate has changed; new connections get the new one");
                }
                Ok(_) => told = None,
                Err(error) => {
                    let error = format!("{error:#}");
                    if told.as_ref() != Some(&error) {
                        tracing::warn!(%error, "the certificate stays the one of before");
                        told = Some(error);
                    }
                }
            }
        }
    }
}

/// Tells of a certificate that browsers refuse now; it may still be meant, as in a test.
fn warn(pair: &Pair, files: &Files, clock: &Clock) {
    if let Some(doubt) = pair.doubt(clock.now()) {
        tracing::warn!("{}: {doubt}", files.certificate.display());
    }
}
