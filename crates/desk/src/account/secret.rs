//! Secrets handed out once: 256 random bits, of which only the SHA-256 digest is kept.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use db::Chance;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// A new secret as text that fits in a cookie, a header and a URL.
pub(super) fn draw(chance: &Chance) -> String {
    URL_SAFE_NO_PAD.encode(chance.bytes::<32>())
}

/// What is kept of a secret. The secret has 256 random bits, so that nobody can guess it from its
/// digest and a slow hash would add nothing.
pub(super) fn digest(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

/// Whether two secrets are the same, in a time that tells nothing about where they differ.
#[must_use]
pub fn same(ours: &str, theirs: &str) -> bool {
    ours.as_bytes().ct_eq(theirs.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_long_and_never_the_same() {
        let chance = Chance::seeded(7);
        let (one, two) = (draw(&chance), draw(&chance));
        assert_eq!(one.len(), 43);
        assert_ne!(one, two);
        assert!(same(&one, &one) && !same(&one, &two) && !same(&one, &one[1..]));
        assert_ne!(digest(&one), digest(&two));
    }
}
