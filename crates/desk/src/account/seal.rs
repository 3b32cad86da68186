//! Secrets that must be read again, sealed with a key that is not in the database.

use std::fmt;
use std::sync::Arc;

use aes_gcm_siv::aead::{Aead, KeyInit, Payload};
use aes_gcm_siv::{Aes256GcmSiv, Nonce};
use db::{Chance, Id};

use crate::keys::Secret;
use crate::people::Person;
use crate::{Error, Result};

/// Bytes before the sealed ones, which make each sealing another.
const NONCE: usize = 12;

/// Seals and opens; clones share the key.
#[derive(Clone)]
pub struct Sealer(Arc<Aes256GcmSiv>);

impl Sealer {
    /// With a secret of the installation, which all its nodes share.
    #[must_use]
    pub fn new(secret: &Secret) -> Self {
        Sealer(Arc::new(Aes256GcmSiv::new(&secret.bytes().into())))
    }

    /// Seals something for a person: in another's row it is worth nothing.
    pub(super) fn seal(
        &self,
        chance: &Chance,
        person: Id<Person>,
        plain: &[u8],
    ) -> Result<Vec<u8>> {
        let nonce = chance.bytes::<NONCE>();
        let payload = Payload { msg: plain, aad: person.bytes() };
        let sealed = self.0.encrypt(&Nonce::from(nonce), payload);
        let sealed = sealed.map_err(|_| Error::Broken("a secret cannot be sealed".to_owned()))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// What was sealed for a person; nothing when it was sealed for another, or with another key.
    pub(super) fn open(&self, person: Id<Person>, sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
        let payload = Payload { msg: sealed, aad: person.bytes() };
        self.0.decrypt(&Nonce::from(*nonce), payload).ok()
    }
}

impl fmt::Debug for Sealer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sealer")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_key_opens_and_only_for_the_same_person() {
        let chance = Chance::seeded(1);
        let (ours, others) =
            (Sealer::new(&Secret::random(&chance)), Sealer::new(&Secret::random(&chance)));
        let (one, two) = (Id::fixed(7), Id::fixed(8));
        let sealed = ours.seal(&chance, one, b"a secret of ours").unwrap();
        assert_eq!(ours.open(one, &sealed).as_deref(), Some(&b"a secret of ours"[..]));
        assert_eq!(ours.open(two, &sealed), None);
        assert_eq!(others.open(one, &sealed), None);
        assert_eq!(ours.open(one, &sealed[..NONCE - 1]), None);
        assert_ne!(sealed, ours.seal(&chance, one, b"a secret of ours").unwrap());
        assert!(!sealed.windows(6).any(|some| some == b"secret"));
    }
}
