//! Places in lists as pages hand them on: sealed, so that nobody but this installation can read one or
//! make one up.
//!
//! A place holds what records held in the columns of the order, also of records that its reader may
//! not see: a page that ends before it is full names the place where it stopped.

use std::fmt;
use std::sync::Arc;

use aes_gcm_siv::aead::{Aead, KeyInit, Payload};
use aes_gcm_siv::{Aes256GcmSiv, Nonce};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use db::Id;
use desk::keys::Secret;
use desk::people::Person;
use sha2::{Digest, Sha256};

/// Longer cursors than any list makes are refused unread.
const LONGEST: usize = 4_096;

/// Seals places and opens them; clones share the key.
#[derive(Clone)]
pub struct Cursors(Arc<Aes256GcmSiv>);

impl Cursors {
    /// Seals with a secret of the installation, which all its nodes share.
    #[must_use]
    pub fn new(secret: &Secret) -> Self {
        Cursors(Arc::new(Aes256GcmSiv::new(&secret.bytes().into())))
    }

    /// A place as `after` and `before` take it: for one sort of list and one reader.
    #[must_use]
    pub fn seal(&self, list: &str, reader: Id<Person>, place: &[u8]) -> String {
        let aad = bound_to(list, reader);
        let sealed = self.0.encrypt(&nonce(&aad), Payload { msg: place, aad: &aad });
        // Only what is longer than memory cannot be sealed.
        URL_SAFE_NO_PAD.encode(sealed.unwrap_or_default())
    }

    /// The place that was sealed for this sort of list and this reader; nothing when it was not.
    #[must_use]
    pub fn open(&self, list: &str, reader: Id<Person>, text: &str) -> Option<Vec<u8>> {
        let text = Some(text).filter(|text| text.len() <= LONGEST)?;
        let sealed = URL_SAFE_NO_PAD.decode(text).ok()?;
        let aad = bound_to(list, reader);
        self.0.decrypt(&nonce(&aad), Payload { msg: &sealed, aad: &aad }).ok()
    }
}

/// What a place belongs to.
fn bound_to(list: &str, reader: Id<Person>) -> Vec<u8> {
    [reader.bytes().as_slice(), list.as_bytes()].concat()
}

/// The same for the same list and reader: this way of sealing stands that, and tells no more than
/// that two places are the same. So an answer asked for twice is the same twice.
fn nonce(aad: &[u8]) -> Nonce {
    let mut nonce = Nonce::default();
    nonce.iter_mut().zip(Sha256::digest(aad)).for_each(|(own, byte)| *own = byte);
    nonce
}

impl fmt::Debug for Cursors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cursors")
    }
}

#[cfg(test)]
mod tests {
    use db::Chance;

    use super::*;

    #[test]
    fn a_place_is_opened_by_its_own_reader_in_its_own_list_alone() {
        let cursors = Cursors::new(&Secret::random(&Chance::seeded(1)));
        let others = Cursors::new(&Secret::random(&Chance::seeded(2)));
        let (one, two) = (Id::fixed(1), Id::fixed(2));
        let sealed = cursors.seal("records", one, b"a secret place");
        assert_eq!(cursors.open("records", one, &sealed).as_deref(), Some(&b"a secret place"[..]));
        assert_eq!(cursors.open("records", two, &sealed), None);
        assert_eq!(cursors.open("tasks", one, &sealed), None);
        assert_eq!(others.open("records", one, &sealed), None);
        assert_eq!(sealed, cursors.seal("records", one, b"a secret place"));
        let bytes = URL_SAFE_NO_PAD.decode(&sealed).unwrap();
        assert!(!bytes.windows(6).any(|some| some == b"secret"));
    }

    #[test]
    fn whatever_else_is_typed_is_no_place() {
        let cursors = Cursors::new(&Secret::random(&Chance::seeded(1)));
        let reader = Id::fixed(1);
        let sealed = cursors.seal("records", reader, b"here");
        for at in 0..sealed.len() {
            let mut other = sealed.clone().into_bytes();
            other[at] = if other[at] == b'A' { b'B' } else { b'A' };
            let other = String::from_utf8(other).unwrap();
            assert_eq!(cursors.open("records", reader, &other), None, "{other}");
        }
        for other in ["", "A", "***", &sealed[1..], &"A".repeat(LONGEST + 4)] {
            assert_eq!(cursors.open("records", reader, other), None, "{other}");
        }
    }
}
