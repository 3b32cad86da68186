//! Codes and addresses as somebody types them.

use db::Timestamp;
use fuzz::{Kept, fuzz};

use super::totp::TotpSecret;
use crate::people::normalise_email;

/// Only what an app shows about now is taken, and not twice.
#[test]
fn code() {
    let secret = TotpSecret::from_bytes(*b"12345678901234567890");
    let now = Timestamp::from_micros(1_790_000_000_000_000);
    let right = secret.code_at(now);
    let kept =
        Kept::of(env!("CARGO_MANIFEST_DIR"), "code").and(right.clone()).and(format!(" {right}"));
    fuzz(&kept, &[&right, "000000", "٠", "１"], |input| {
        let text = String::from_utf8_lossy(input);
        let step = secret.step_of(&text, now, i64::MIN);
        if let Some(step) = step {
            assert!(text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit()));
            assert_eq!(secret.step_of(&text, now, step), None, "taken twice");
        }
        step
    });
}

/// What counts as an address stays the same when it is brought into form again.
#[test]
fn email() {
    let kept = Kept::of(env!("CARGO_MANIFEST_DIR"), "email").and("Ada.Lovelace@Example.org");
    fuzz(&kept, &["@", "example.org", "İ", ".", " ", "\"", "<", ">"], |input| {
        let text = String::from_utf8_lossy(input);
        let normal = normalise_email(&text);
        if let Ok(normal) = &normal {
            assert_eq!(normalise_email(normal).ok().as_ref(), Some(normal));
            assert!(!normal.contains(char::is_whitespace) && !normal.contains(char::is_control));
        }
        (normal.is_ok(), text.len().min(64))
    });
}
