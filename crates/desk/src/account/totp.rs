//! Codes of an authenticator app: RFC 6238 with the parameters every such app knows, SHA-1, thirty
//! seconds and six digits.

use std::fmt;

use db::{Chance, Timestamp};
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use subtle::ConstantTimeEq;

/// Bytes of a secret: as many as the hash has.
pub(super) const BYTES: usize = 20;

/// How long a code is shown, in microseconds.
const STEP: i64 = 30_000_000;

/// A code of the step before or after is taken too: clocks differ.
const DRIFT: i64 = 1;

/// The letters of base 32, RFC 4648.
const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// What an app and we both know. Told once, and kept sealed.
#[derive(Clone)]
pub struct TotpSecret([u8; BYTES]);

impl TotpSecret {
    /// One that nobody else has.
    pub(super) fn draw(chance: &Chance) -> Self {
        TotpSecret(chance.bytes())
    }

    pub(super) fn from_bytes(bytes: [u8; BYTES]) -> Self {
        TotpSecret(bytes)
    }

    pub(super) fn bytes(&self) -> &[u8; BYTES] {
        &self.0
    }

    /// As it is typed into an app.
    #[must_use]
    pub fn text(&self) -> String {
        base32(&self.0)
    }

    /// What the picture says that an app takes.
    #[must_use]
    pub fn uri(&self, account: &str) -> String {
        let encoded = |text: &str| {
            let plain = |c: u8| c.is_ascii_alphanumeric() || b"-._~@".contains(&c);
            text.bytes().fold(String::new(), |mut all, byte| {
                if plain(byte) {
                    all.push(char::from(byte));
                } else {
                    all.push_str(&format!("%{byte:02X}"));
                }
                all
            })
        };
        format!(
            "otpauth://totp/Mainstay:{}?secret={}&issuer=Mainstay",
            encoded(account),
            self.text()
        )
    }

    /// What an app shows at a moment.
    #[must_use]
    pub fn code_at(&self, now: Timestamp) -> String {
        self.code(now.micros().div_euclid(STEP)).unwrap_or_default()
    }

    /// The step whose code this is, among those taken at a moment and after the last one used.
    pub(super) fn step_of(&self, code: &str, now: Timestamp, used: i64) -> Option<i64> {
        let present = now.micros().div_euclid(STEP);
        let near = (present - DRIFT)..=(present + DRIFT);
        // Every step is tried, so that the time taken tells nothing.
        let fits = near.filter(|step| {
            let own = self.code(*step);
            own.is_some_and(|own| bool::from(own.as_bytes().ct_eq(code.as_bytes())))
        });
        fits.fold(None, |_, step| Some(step)).filter(|step| *step > used)
    }

    fn code(&self, step: i64) -> Option<String> {
        let mut mac = Hmac::<Sha1>::new_from_slice(&self.0).ok()?;
        mac.update(&step.to_be_bytes());
        let digest = mac.finalize().into_bytes();
        let offset = usize::from(digest.last()? & 0x0f);
        let four: [u8; 4] = digest.get(offset..offset + 4)?.try_into().ok()?;
        let number = u32::from_be_bytes(four) & 0x7fff_ffff;
        Some(format!("{:06}", number % 1_000_000))
    }
}

impl fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TotpSecret")
    }
}

/// Bytes as letters and figures that are not taken for each other.
pub(super) fn base32(bytes: &[u8]) -> String {
    let bits = bytes.iter().flat_map(|byte| (0..8).rev().map(move |bit| (byte >> bit) & 1));
    let bits: Vec<u8> = bits.collect();
    let letter = |five: &[u8]| {
        let value = (0..5).fold(0, |sum, at| sum * 2 + usize::from(*five.get(at).unwrap_or(&0)));
        ALPHABET.get(value).copied().map_or('A', char::from)
    };
    bits.chunks(5).map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const RFC: TotpSecret = TotpSecret(*b"12345678901234567890");

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_micros(seconds * 1_000_000)
    }

    #[test]
    fn the_codes_are_those_of_the_standard() {
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(RFC.code(seconds / 30).as_deref(), Some(code));
            assert_eq!(RFC.step_of(code, at(seconds), -1), Some(seconds / 30));
        }
        assert_eq!(RFC.text(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    }

    #[test]
    fn a_code_is_taken_a_step_early_or_late_and_only_once() {
        let (code, step) = ("005924", 1_234_567_890 / 30);
        for seconds in [1_234_567_890 - 30, 1_234_567_890, 1_234_567_890 + 30] {
            assert_eq!(RFC.step_of(code, at(seconds), step - 1), Some(step));
            assert_eq!(RFC.step_of(code, at(seconds), step), None, "it was used");
        }
        for seconds in [1_234_567_890 - 90, 1_234_567_890 + 90] {
            assert_eq!(RFC.step_of(code, at(seconds), -1), None);
        }
        for wrong in ["", "5924", "005925", "0059240", "٠٠٥٩٢٤"] {
            assert_eq!(RFC.step_of(wrong, at(1_234_567_890), -1), None, "{wrong}");
        }
    }

    #[test]
    fn an_app_is_told_whose_it_is() {
        let uri = RFC.uri("jörg+x@example.org");
        assert!(uri.starts_with("otpauth://totp/Mainstay:j%C3%B6rg%2Bx@example.org?secret=GEZD"));
        assert_eq!(format!("{RFC:?}"), "TotpSecret");
    }
}
