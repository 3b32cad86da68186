//! Passwords as they are kept: their argon2id hash.

use std::fmt;
use std::sync::OnceLock;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use db::Chance;

use super::gate::Gate;
use super::rule::{LONGEST_PASSWORD, Owner, check, normal};
use crate::{Error, Result};

/// Each hash takes 19 MiB and tens of milliseconds: more at once would let a flood of sign-ins take
/// the machine's memory and both its cores. Behind these, a second's worth may wait.
static HASHING: Gate = Gate::new(2, 48);

/// A password as it is kept. Made outside of any transaction, because making it takes long.
#[derive(Clone)]
pub struct HashedPassword(String);

impl HashedPassword {
    /// Hashes a password that keeps the rule, for somebody of these names.
    ///
    /// # Errors
    /// [`Error::Invalid`] on `password`; [`Error::Throttled`] when too many are being hashed.
    pub fn new(password: &str, owner: &Owner, chance: &Chance) -> Result<Self> {
        let password = normal(password);
        check(&password, owner)?;
        let salt = chance.bytes::<16>();
        let hash =
            HASHING.pass(|| hasher()?.hash_password_with_salt(password.as_bytes(), &salt))?;
        Ok(HashedPassword(hash.map_err(broken)?.to_string()))
    }

    /// One read back from where it is kept.
    pub(super) fn kept(text: String) -> Self {
        HashedPassword(text)
    }

    /// How it is kept.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for HashedPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HashedPassword")
    }
}

/// Whether the password is the one kept. When none is kept, the same work is done for nothing, so
/// that the time taken does not tell which addresses have an account.
pub(super) fn verify(kept: Option<&HashedPassword>, password: &str) -> Result<bool> {
    if password.chars().count() > LONGEST_PASSWORD {
        // No account has such a password; hashing megabytes would be the caller's weapon.
        return Ok(false);
    }
    let normal = normal(password);
    // Passwords set before there was a normal form are kept as they were typed.
    Ok(is(kept, &normal)? || (normal != password && is(kept, password)?))
}

fn is(kept: Option<&HashedPassword>, password: &str) -> Result<bool> {
    let hash = match kept {
        Some(kept) => PasswordHash::new(kept.as_str()).map_err(broken)?,
        None => decoy()?,
    };
    let outcome = HASHING.pass(|| hasher()?.verify_password(password.as_bytes(), &hash))?;
    match outcome {
        Ok(()) => Ok(kept.is_some()),
        Err(argon2::password_hash::Error::PasswordInvalid) => Ok(false),
        Err(other) => Err(broken(other)),
    }
}

/// The parameters OWASP names first for argon2id: 19 MiB, two passes, one lane.
fn hasher() -> std::result::Result<Argon2<'static>, argon2::password_hash::Error> {
    let params = Params::new(19 * 1024, 2, 1, None)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The hash of a password nobody knows, with the same parameters as every other.
fn decoy() -> Result<PasswordHash> {
    static DECOY: OnceLock<String> = OnceLock::new();
    let text = match DECOY.get() {
        Some(text) => text,
        None => {
            let made =
                HASHING.pass(|| hasher()?.hash_password_with_salt(b"", b"nobody's account"))?;
            DECOY.get_or_init(|| made.map(|hash| hash.to_string()).unwrap_or_default())
        }
    };
    PasswordHash::new(text).map_err(broken)
}

fn broken(error: impl fmt::Display) -> Error {
    Error::Broken(format!("password hash: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_password_passes() {
        let chance = Chance::seeded(1);
        let kept = HashedPassword::new("correct horse", &Owner::default(), &chance).unwrap();
        assert!(kept.as_str().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(verify(Some(&kept), "correct horse").unwrap());
        assert!(!verify(Some(&kept), "correct horse ").unwrap());
        assert!(!verify(Some(&kept), "").unwrap());
        assert!(!verify(Some(&kept), &"x".repeat(100_000)).unwrap());
    }

    #[test]
    fn the_decoy_lets_nobody_in() {
        assert!(!verify(None, "").unwrap());
        assert!(!verify(None, "correct horse").unwrap());
    }

    #[test]
    fn the_same_password_is_kept_differently_each_time() {
        let chance = Chance::seeded(2);
        let one = HashedPassword::new("correct horse", &Owner::default(), &chance).unwrap();
        let two = HashedPassword::new("correct horse", &Owner::default(), &chance).unwrap();
        assert_ne!(one.as_str(), two.as_str());
        assert_eq!(format!("{one:?}"), "HashedPassword");
    }

    #[test]
    fn a_password_is_known_however_its_accents_were_typed_and_however_it_was_kept() {
        let chance = Chance::seeded(3);
        let (one, two) = ("zw\u{f6}lf Boote am Steg", "zwo\u{308}lf Boote am Steg");
        let kept = HashedPassword::new(two, &Owner::default(), &chance).unwrap();
        assert!(verify(Some(&kept), one).unwrap() && verify(Some(&kept), two).unwrap());
        let salt = chance.bytes::<16>();
        let hash = hasher().unwrap().hash_password_with_salt(two.as_bytes(), &salt).unwrap();
        let before = HashedPassword::kept(hash.to_string());
        assert!(verify(Some(&before), two).unwrap());
        assert!(!verify(Some(&before), one).unwrap());
    }
}
