//! Recovery codes: ten of them, each of which lets its owner in once when the app is lost.

use db::{Chance, Id, ReadTx, Tx, params};

use super::secret::digest;
use super::totp::base32;
use crate::Result;
use crate::people::Person;

db::statements! {
    ADD = "INSERT INTO recovery_code (person_id, code_digest) VALUES ($1, $2)";
    LEFT = "SELECT COUNT(*) FROM recovery_code WHERE person_id = $1";
    USE = "DELETE FROM recovery_code WHERE person_id = $1 AND code_digest = $2";
    FORGET = "DELETE FROM recovery_code WHERE person_id = $1";
}

/// Codes made at once.
const CODES: usize = 10;

/// Letters of a code that stand together.
const GROUP: usize = 4;

/// Random bytes of a code: so many that nobody finds one from its digest.
const BYTES: usize = 10;

/// How many of a person's were not used yet.
pub(super) fn left(tx: &ReadTx<'_>, person: Id<Person>) -> Result<i64> {
    Ok(tx.one(LEFT, params![person])?.get(0)?)
}

/// Makes others in place of those there are. They are told once; only digests are kept.
pub(super) fn renew(tx: &Tx<'_>, chance: &Chance, person: Id<Person>) -> Result<Vec<String>> {
    forget(tx, person)?;
    let mut codes = Vec::with_capacity(CODES);
    for _ in 0..CODES {
        let plain = base32(&chance.bytes::<BYTES>());
        tx.execute(ADD, params![person, digest(&plain)])?;
        let letters: Vec<char> = plain.chars().collect();
        let groups: Vec<String> = letters.chunks(GROUP).map(|some| some.iter().collect()).collect();
        codes.push(groups.join("-"));
    }
    Ok(codes)
}

/// Whether it is one of a person's, however it is typed; it is used up by asking.
pub(super) fn takes(tx: &Tx<'_>, person: Id<Person>, code: &str) -> Result<bool> {
    let plain: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    let values = params![person, digest(&plain.to_ascii_uppercase())];
    Ok(tx.execute(USE, values)? > 0)
}

/// Forgets those of a person.
pub(super) fn forget(tx: &Tx<'_>, person: Id<Person>) -> Result<()> {
    tx.execute(FORGET, params![person])?;
    Ok(())
}
