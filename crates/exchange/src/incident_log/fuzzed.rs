//! Logs of other service desks, as they should not be.

use fuzz::{Kept, fuzz};

use super::column::WIDTH;
use super::file::read_quoted;
use super::label::Labels;
use super::row::{Key, take, whole};
use super::{moment, row};

const WORDS: &[&str] = &[
    "29/2/2016 01:16",
    "31/12/9999 23:59",
    "29/2/2015 00:00",
    "?",
    "New",
    "Resolved",
    "1 - High",
    "2 - Medium",
    "3 - Moderate",
    ",",
    "\"",
    "\"\"",
    "INC0000045",
    "true",
    "|",
    "0",
    "-5",
    "+1",
    "1e3",
    "Caller 1",
];

/// A row is taken or refused with a reason; what it names as its key reads back as that key, and a
/// moment is written as it was, but for noughts.
#[test]
fn log_row() {
    let seed = "INC0000045,New,true,0,0,0,true,Caller 1,Opened by  8,29/2/2016 01:16,Created by 6,29/2/2016 01:23,\
        Updated by 21,29/2/2016 01:23,Phone,Location 143,Category 55,Subcategory 170,?,?,2 - Medium,2 - Medium,\
        3 - Moderate,Group 56,?,true,false,Do Not Notify,?,?,?,?,code 5,Resolved by 149,29/2/2016 11:29,5/3/2016 12:00";
    let kept = Kept::of(env!("CARGO_MANIFEST_DIR"), "log-row").and(seed).and("\"a\"\"b\",c");
    fuzz(&kept, WORDS, |input| {
        let text = String::from_utf8_lossy(input);
        let mut record = csv::StringRecord::new();
        let read = read_quoted(&text, &mut record);
        if let Some(at) = moment::parse(&text) {
            assert_eq!(moment::parse(&moment::format(at)), Some(at));
        }
        let _number = whole(&text);
        if let (Some(key), Some((at, count))) = (Key::read(&text), Key::split(&text)) {
            assert_eq!(Key::read(&row::Key::text(at, count)), Some(key));
        }
        let mut cells = [""; WIDTH];
        cells.iter_mut().zip(&record).for_each(|(cell, found)| *cell = found);
        let taken = take(&mut Labels::new(), 2, &cells);
        if let Err(reason) = &taken {
            assert!(!reason.is_empty() && reason.chars().count() < 400, "{reason}");
        }
        let reason =
            taken.err().map(|reason| reason.split(' ').next().unwrap_or_default().to_owned());
        (read.is_ok(), record.len().min(WIDTH), reason)
    });
}
