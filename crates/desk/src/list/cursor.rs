//! A place in a list as a page hands it on. A cursor belongs to one list: its filter, its order and
//! its kind. With another it is refused.

use db::Value;
use sha2::{Digest, Sha256};

use super::sort::Place;
use crate::{Error, Result};

/// How a list is read; a page after the first is read like the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mode {
    /// In the order of an index.
    Indexed,
    /// Sorted from those opened since a place, or from all.
    Sorted(Option<Place>),
}

/// A place in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cursor {
    pub(super) mode: Mode,
    pub(super) place: Place,
}

/// What tells one list from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark([u8; 8]);

impl Mark {
    /// The mark of a list: its kind, what it is filtered by, and its order, all as text.
    #[must_use]
    pub fn of(parts: &[&str]) -> Mark {
        let mut digest = Sha256::new();
        for part in parts {
            digest.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            digest.update(part.as_bytes());
        }
        let mut mark = [0; 8];
        mark.iter_mut().zip(digest.finalize()).for_each(|(own, byte)| *own = byte);
        Mark(mark)
    }
}

const FORMAT: u8 = 2;

impl Cursor {
    /// As bytes, for one list.
    pub(super) fn bytes(&self, mark: Mark) -> Vec<u8> {
        let mut out = vec![FORMAT];
        out.extend(mark.0);
        match &self.mode {
            Mode::Indexed => out.push(0),
            Mode::Sorted(None) => out.push(1),
            Mode::Sorted(Some(since)) => {
                out.push(2);
                write(&mut out, since);
            }
        }
        write(&mut out, &self.place);
        out
    }

    /// From bytes, if they were made for this list.
    ///
    /// # Errors
    /// [`Error::Invalid`] on the parameter: `cursor` when they are none, `cursor_of_another` when
    /// they belong to another list.
    pub(super) fn read(bytes: &[u8], mark: Mark, parameter: &str) -> Result<Cursor> {
        let broken = || Error::invalid(parameter, "cursor");
        let mut bytes = Bytes(bytes);
        if bytes.take::<1>() != Some([FORMAT]) {
            return Err(broken());
        }
        let own: [u8; 8] = bytes.take().ok_or_else(broken)?;
        if own != mark.0 {
            return Err(Error::invalid(parameter, "cursor_of_another"));
        }
        let cursor = bytes.cursor().ok_or_else(broken)?;
        if bytes.0.is_empty() { Ok(cursor) } else { Err(broken()) }
    }
}

fn write(out: &mut Vec<u8>, place: &Place) {
    out.push(u8::try_from(place.values.len()).unwrap_or(u8::MAX));
    for value in &place.values {
        let (tag, bytes) = match value {
            Value::Null => (0, Vec::new()),
            Value::Int(number) => (1, number.to_be_bytes().to_vec()),
            Value::Text(text) => (2, text.as_bytes().to_vec()),
            Value::Bytes(bytes) => (3, bytes.clone()),
        };
        out.push(tag);
        out.push(u8::try_from(bytes.len()).unwrap_or(u8::MAX));
        out.extend(bytes.iter().take(usize::from(u8::MAX)));
    }
    out.extend(place.id);
}

/// Bytes read from the front.
struct Bytes<'b>(&'b [u8]);

impl<'b> Bytes<'b> {
    fn some(&mut self, length: usize) -> Option<&'b [u8]> {
        let (taken, left) = self.0.split_at_checked(length)?;
        self.0 = left;
        Some(taken)
    }

    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.some(N)?.try_into().ok()
    }

    fn cursor(&mut self) -> Option<Cursor> {
        let mode = match self.take::<1>()? {
            [0] => Mode::Indexed,
            [1] => Mode::Sorted(None),
            [2] => Mode::Sorted(Some(self.place()?)),
            _ => return None,
        };
        Some(Cursor { mode, place: self.place()? })
    }

    fn place(&mut self) -> Option<Place> {
        let [count] = self.take()?;
        let mut values = Vec::new();
        for _ in 0..count {
            let [tag, length] = self.take()?;
            let bytes = self.some(usize::from(length))?;
            values.push(match tag {
                0 if bytes.is_empty() => Value::Null,
                1 => Value::Int(i64::from_be_bytes(bytes.try_into().ok()?)),
                2 => Value::Text(std::str::from_utf8(bytes).ok()?.to_owned()),
                3 => Value::Bytes(bytes.to_vec()),
                _ => return None,
            });
        }
        Some(Place { values, id: self.take()? })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn place() -> impl Strategy<Value = Place> {
        let value = prop_oneof![
            Just(Value::Null),
            any::<i64>().prop_map(Value::Int),
            "[a-zé]{0,40}".prop_map(Value::Text),
            prop::collection::vec(any::<u8>(), 0..96).prop_map(Value::Bytes),
        ];
        (prop::collection::vec(value, 0..5), any::<[u8; 16]>())
            .prop_map(|(values, id)| Place { values, id })
    }

    fn cursor() -> impl Strategy<Value = Cursor> {
        let mode =
            prop_oneof![Just(Mode::Indexed), prop::option::of(place()).prop_map(Mode::Sorted),];
        (mode, place()).prop_map(|(mode, place)| Cursor { mode, place })
    }

    proptest! {
        #[test]
        fn a_cursor_comes_back_to_its_own_list_alone(cursor in cursor()) {
            let (mark, another) = (Mark::of(&["incident", "", "-opened_at"]), Mark::of(&["incident", "-", "opened_at"]));
            let bytes = cursor.bytes(mark);
            prop_assert_eq!(Cursor::read(&bytes, mark, "after").unwrap(), cursor);
            let refused = Cursor::read(&bytes, another, "after").unwrap_err();
            prop_assert!(matches!(refused, Error::Invalid(faults) if faults[0].code == "cursor_of_another"));
        }

        #[test]
        fn any_bytes_are_a_cursor_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            let mark = Mark::of(&[]);
            let mut own = vec![FORMAT];
            own.extend(mark.0);
            own.extend(&bytes);
            for bytes in [bytes, own] {
                if let Ok(cursor) = Cursor::read(&bytes, mark, "after") {
                    prop_assert_eq!(cursor.bytes(mark), bytes);
                }
            }
        }
    }
}
