//! Rows as bytes: each value a tag and what it takes, so that any engine's rows read the same.

use anyhow::{Result, bail};
use db::Value;

const NULL: u8 = 0;
const INT: u8 = 1;
const TEXT: u8 = 2;
const BYTES: u8 = 3;

/// Adds a row to a piece.
pub(crate) fn write(row: &[Value], out: &mut Vec<u8>) {
    for value in row {
        match value {
            Value::Null => out.push(NULL),
            Value::Int(number) => {
                out.push(INT);
                out.extend_from_slice(&number.to_le_bytes());
            }
            Value::Text(text) => long(TEXT, text.as_bytes(), out),
            Value::Bytes(bytes) => long(BYTES, bytes, out),
        }
    }
}

fn long(tag: u8, bytes: &[u8], out: &mut Vec<u8>) {
    out.push(tag);
    out.extend_from_slice(&u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_le_bytes());
    out.extend_from_slice(bytes);
}

/// The rows of a piece, one after the other.
pub(crate) struct Rows<'b> {
    left: &'b [u8],
    width: usize,
}

impl<'b> Rows<'b> {
    /// Rows of so many columns.
    pub(crate) fn of(piece: &'b [u8], width: usize) -> Self {
        Rows { left: piece, width }
    }

    /// The next row; nothing at the end.
    ///
    /// # Errors
    /// When the bytes are no rows of this width.
    pub(crate) fn next(&mut self) -> Result<Option<Vec<Value>>> {
        if self.left.is_empty() {
            return Ok(None);
        }
        (0..self.width).map(|_| self.value()).collect::<Result<_>>().map(Some)
    }

    fn value(&mut self) -> Result<Value> {
        let tag = self.take(1)?;
        Ok(match tag.first().copied() {
            Some(NULL) => Value::Null,
            Some(INT) => Value::Int(i64::from_le_bytes(self.number()?)),
            Some(TEXT) => Value::Text(String::from_utf8(self.long()?.to_vec())?),
            Some(BYTES) => Value::Bytes(self.long()?.to_vec()),
            _ => bail!("a value of no known kind"),
        })
    }

    fn long(&mut self) -> Result<&'b [u8]> {
        let length = u64::from_le_bytes(self.number()?);
        self.take(usize::try_from(length)?)
    }

    fn number(&mut self) -> Result<[u8; 8]> {
        Ok(self.take(8)?.try_into()?)
    }

    fn take(&mut self, length: usize) -> Result<&'b [u8]> {
        match self.left.split_at_checked(length) {
            Some((taken, left)) => {
                self.left = left;
                Ok(taken)
            }
            None => bail!("a row breaks off"),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn value() -> impl Strategy<Value = Value> {
        prop_oneof![
            Just(Value::Null),
            any::<i64>().prop_map(Value::Int),
            any::<String>().prop_map(Value::Text),
            any::<Vec<u8>>().prop_map(Value::Bytes),
        ]
    }

    fn read(piece: &[u8], width: usize) -> Result<Vec<Vec<Value>>> {
        let mut rows = Rows::of(piece, width);
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            all.push(row);
        }
        Ok(all)
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(rows in prop::collection::vec(prop::collection::vec(value(), 3), 0..20)) {
            let mut piece = Vec::new();
            rows.iter().for_each(|row| write(row, &mut piece));
            prop_assert_eq!(read(&piece, 3).unwrap(), rows);
        }

        #[test]
        fn any_bytes_are_rows_or_refused(bytes in any::<Vec<u8>>(), width in 1..5_usize) {
            drop(read(&bytes, width));
        }

        #[test]
        fn a_piece_that_breaks_off_is_refused(row in prop::collection::vec(value(), 3), less in 1..8_usize) {
            let mut piece = Vec::new();
            write(&row, &mut piece);
            let shorter = piece.len().saturating_sub(less);
            prop_assert!(shorter == 0 || read(&piece[..shorter], 3).is_err());
        }
    }
}
