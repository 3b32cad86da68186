//! The certificate of now, which may become another while connections go on.

use std::sync::{Arc, PoisonError, RwLock};

use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;

use super::pair::Pair;

/// Gives every new connection the certificate of now.
#[derive(Debug)]
pub(super) struct Current(RwLock<Pair>);

impl Current {
    pub(super) fn new(pair: Pair) -> Self {
        Current(RwLock::new(pair))
    }

    /// Whether it is another than that of now.
    pub(super) fn takes(&self, pair: &Pair) -> bool {
        !self.0.read().unwrap_or_else(PoisonError::into_inner).is(pair)
    }

    /// Takes it for connections to come.
    pub(super) fn put(&self, pair: Pair) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = pair;
    }
}

impl ResolvesServerCert for Current {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.0.read().unwrap_or_else(PoisonError::into_inner).certified())
    }
}
