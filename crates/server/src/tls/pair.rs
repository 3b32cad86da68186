//! A certificate and its key as they stand in their files, and what is wrong with them.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, anyhow, bail};
use db::Timestamp;
use rustls::crypto::ring::default_provider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::CertifiedKey;
use x509_cert::Certificate;
use x509_cert::der::Decode;

use super::Files;

/// The largest file that is read; chains have a few thousand bytes.
const LARGEST: u64 = 1024 * 1024;

/// A certificate with its key, which belong together.
#[derive(Debug)]
pub(super) struct Pair {
    certified: Arc<CertifiedKey>,
    /// What the files hold, by which a change shows.
    read: (Vec<u8>, Vec<u8>),
    from: Timestamp,
    until: Timestamp,
}

impl Pair {
    /// Reads both files.
    ///
    /// # Errors
    /// When one cannot be read, is not PEM, or the key belongs to another certificate; the error names
    /// the file and says what to do.
    pub(super) fn read(files: &Files) -> Result<Pair> {
        let (certificate, key) = (bytes(&files.certificate)?, bytes(&files.key)?);
        let at = |path: &Path| path.display().to_string();
        let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_slice_iter(&certificate)
            .collect::<Result<_, _>>()
            .map_err(|error| anyhow!("{}: is not PEM: {error}", at(&files.certificate)))?;
        let Some(own) = chain.first() else {
            bail!(
                "{}: holds no certificate; write it as PEM, the server's own first and its chain after it",
                at(&files.certificate)
            );
        };
        let (from, until) = validity(own).ok_or_else(|| {
            anyhow!("{}: the first certificate in it cannot be read", at(&files.certificate))
        })?;
        let secret = PrivateKeyDer::from_pem_slice(&key).map_err(|_| {
            anyhow!("{}: holds no private key; write it as PEM, without a password", at(&files.key))
        })?;
        let certified = CertifiedKey::from_der(chain, secret, &default_provider());
        let certified = certified.map_err(|error| match error {
            rustls::Error::InconsistentKeys(_) => anyhow!(
                "{}: is not the key of the certificate in {}",
                at(&files.key),
                at(&files.certificate)
            ),
            other => anyhow!(
                "{}: cannot be used with {}: {other}",
                at(&files.key),
                at(&files.certificate)
            ),
        })?;
        Ok(Pair { certified: Arc::new(certified), read: (certificate, key), from, until })
    }

    /// What connections are greeted with.
    pub(super) fn certified(&self) -> Arc<CertifiedKey> {
        self.certified.clone()
    }

    /// Whether it is the same.
    pub(super) fn is(&self, other: &Pair) -> bool {
        self.read == other.read
    }

    /// Why browsers refuse it now; nothing when they need not.
    pub(super) fn doubt(&self, now: Timestamp) -> Option<String> {
        if now > self.until {
            return Some(format!("the certificate ended on {}; renew it", self.until));
        }
        (now < self.from).then(|| format!("the certificate holds only from {} on", self.from))
    }
}

/// What a file holds.
fn bytes(path: &Path) -> Result<Vec<u8>> {
    let size = fs::metadata(path).with_context(|| format!("{}: cannot be read", path.display()))?;
    if !size.is_file() || size.len() > LARGEST {
        bail!("{}: is no file with a certificate or a key", path.display());
    }
    fs::read(path).with_context(|| format!("{}: cannot be read", path.display()))
}

/// From when until when a certificate holds.
fn validity(certificate: &CertificateDer<'_>) -> Option<(Timestamp, Timestamp)> {
    let read = Certificate::from_der(certificate).ok()?;
    let validity = read.tbs_certificate().validity();
    let at = |time: x509_cert::time::Time| {
        let micros = i64::try_from(time.to_unix_duration().as_micros()).ok()?;
        Some(Timestamp::from_micros(micros))
    };
    Some((at(validity.not_before)?, at(validity.not_after)?))
}
