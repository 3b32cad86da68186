//! Housekeeping over many rows, piece by piece: others write meanwhile.

use db::{Db, Tx};

use crate::{Error, Result};

/// Rows of one piece.
pub(crate) const PIECE: i64 = 500;

/// One transaction after the other, until one changes fewer than [`PIECE`] rows; how many in all.
/// What it changes must concern nobody's work: see [`Db::housekeep`].
pub(crate) fn in_pieces(
    db: &Db,
    some: impl Fn(&Tx<'_>) -> Result<u64> + Clone + Send + 'static,
) -> Result<u64> {
    let mut total = 0;
    loop {
        let changed = db.housekeep::<_, Error, _>(some.clone())?;
        total += changed;
        if changed < PIECE.unsigned_abs() {
            return Ok(total);
        }
    }
}
