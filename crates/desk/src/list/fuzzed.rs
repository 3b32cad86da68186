//! Bytes that are to be a place in a list.

use db::Value;
use fuzz::{Kept, fuzz};

use super::cursor::{Cursor, Mark, Mode};
use super::sort::Place;

/// What is taken for a place is written as the very bytes it came as.
#[test]
fn cursor() {
    let mark = Mark::of(&["incident", "state = new", "-opened_at"]);
    let place = || Place {
        values: vec![Value::Int(7), Value::Text("b".to_owned()), Value::Null],
        id: [9; 16],
    };
    let indexed = Cursor { mode: Mode::Indexed, place: place() };
    let sorted = Cursor { mode: Mode::Sorted(Some(place())), place: place() };
    let kept = Kept::of(env!("CARGO_MANIFEST_DIR"), "cursor");
    let kept = kept.and(indexed.bytes(mark)).and(sorted.bytes(mark));
    fuzz(&kept, &["\0", "\u{1}", "\u{2}", "\u{3}", "\0\0\0\u{1}", "text"], |input| {
        match Cursor::read(input, mark, "after") {
            Ok(cursor) => {
                assert_eq!(cursor.bytes(mark), input, "{cursor:?}");
                format!("{cursor:?}").len() / 8
            }
            Err(_) => usize::MAX,
        }
    });
}
