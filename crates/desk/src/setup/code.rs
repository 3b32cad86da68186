//! The one-time code. It is made for one process and kept nowhere else, so that a restart makes
//! another; of it only the digest is held.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use db::{Chance, Timestamp};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::{Error, Result};

/// Digits and letters that nobody takes for another.
const SYMBOLS: [u8; 32] = *b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Symbols of five bits each: 80 bits, which nobody guesses.
const LENGTH: usize = 16;
/// Wrong codes an address may send before it has to wait.
const FREE: u32 = 5;
/// The longest wait.
const LONGEST: Duration = Duration::from_secs(60);
/// Addresses remembered at once. Beyond, all of them are forgotten: the code is long enough.
const ADDRESSES: usize = 1000;

/// What whoever sets the installation up has to show.
pub struct Code {
    digest: [u8; 32],
    wrong: Mutex<HashMap<String, Wrong>>,
}

/// How often an address was wrong, and until when it is not listened to.
#[derive(Debug, Clone, Copy)]
struct Wrong {
    times: u32,
    until: Timestamp,
}

impl Code {
    /// A new code, and how it is shown.
    #[must_use]
    pub fn draw(chance: &Chance) -> (Code, String) {
        let bytes = chance.bytes::<LENGTH>();
        let symbols = bytes.iter().filter_map(|byte| SYMBOLS.get(usize::from(byte % 32)));
        let text: String = symbols.map(|symbol| char::from(*symbol)).collect();
        let code = Code { digest: digest(&text), wrong: Mutex::default() };
        let mut shown = String::new();
        for (at, symbol) in text.chars().enumerate() {
            if at > 0 && at % 4 == 0 {
                shown.push('-');
            }
            shown.push(symbol);
        }
        (code, shown)
    }

    /// Whether what was typed at an address is the code; small letters, missing dashes and the
    /// usual mix-ups are forgiven.
    ///
    /// # Errors
    /// [`Error::Invalid`] on `code` when it is not; [`Error::Throttled`] after too many of those.
    pub fn check(&self, typed: &str, address: &str, now: Timestamp) -> Result<()> {
        let mut wrong = self.wrong.lock().unwrap_or_else(PoisonError::into_inner);
        let before = wrong.get(address).copied().unwrap_or(Wrong { times: 0, until: now });
        if before.until > now {
            return Err(Error::Throttled(before.until.since(now).as_secs().saturating_add(1)));
        }
        if digest(&plain(typed)).ct_eq(&self.digest).into() {
            wrong.remove(address);
            return Ok(());
        }
        if wrong.len() >= ADDRESSES {
            wrong.clear();
        }
        let times = before.times.saturating_add(1);
        wrong.insert(address.to_owned(), Wrong { times, until: now.plus(wait(times)) });
        let code = if typed.trim().is_empty() { "required" } else { "setup_code" };
        Err(Error::invalid("code", code))
    }
}

fn wait(times: u32) -> Duration {
    match times.checked_sub(FREE) {
        None => Duration::ZERO,
        Some(beyond) => Duration::from_secs(2u64.saturating_pow(beyond.min(10) + 1)).min(LONGEST),
    }
}

/// What was typed, in the symbols of a code.
fn plain(typed: &str) -> String {
    let symbols = typed.chars().filter(|c| c.is_ascii_alphanumeric()).take(2 * LENGTH);
    symbols
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            c => c,
        })
        .collect()
}

fn digest(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        Timestamp::from_micros(1_772_442_000_000_000)
    }

    #[test]
    fn the_code_shown_is_the_code_however_it_is_typed() {
        for seed in 0..50 {
            let (code, shown) = Code::draw(&Chance::seeded(seed));
            assert_eq!((shown.len(), shown.matches('-').count()), (19, 3), "{shown}");
            let mixed = shown.replace('-', " ").to_lowercase().replace('0', "o").replace('1', "l");
            for typed in [shown.clone(), shown.replace('-', ""), mixed] {
                assert!(code.check(&typed, "a", now()).is_ok(), "{typed}");
            }
        }
    }

    #[test]
    fn two_processes_have_two_codes() {
        let chance = Chance::seeded(1);
        let (one, shown) = Code::draw(&chance);
        let (other, _) = Code::draw(&chance);
        assert!(one.check(&shown, "a", now()).is_ok());
        assert!(matches!(other.check(&shown, "a", now()), Err(Error::Invalid(_))));
        assert_eq!(format!("{one:?}"), "Code");
    }

    #[test]
    fn whoever_guesses_waits_and_nobody_else_does() {
        let (code, shown) = Code::draw(&Chance::seeded(1));
        for bad in ["", "x", &shown[1..], &format!("{shown}A"), &"Z".repeat(100_000)] {
            assert!(matches!(code.check(bad, "evil", now()), Err(Error::Invalid(_))), "{bad}");
        }
        assert!(matches!(code.check(&shown, "evil", now()), Err(Error::Throttled(3))));
        assert!(code.check(&shown, "good", now()).is_ok());
        let later = now().plus(Duration::from_secs(2));
        assert!(code.check(&shown, "evil", later).is_ok(), "and is forgiven");
        assert_eq!(wait(u32::MAX), LONGEST);
    }

    #[test]
    fn no_more_addresses_are_remembered_than_there_is_room_for() {
        let (code, _) = Code::draw(&Chance::seeded(1));
        for address in 0..3 * ADDRESSES {
            drop(code.check("x", &address.to_string(), now()));
        }
        assert!(code.wrong.lock().unwrap().len() <= ADDRESSES);
    }
}
