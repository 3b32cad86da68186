//! Tables of people that somebody's spreadsheet made.

use fuzz::{Kept, fuzz};

use super::read::{MOST_ROWS, read};

const WORDS: &[&str] = &[
    "email",
    "E-Mail",
    "name",
    "role",
    "team",
    "Vorname",
    "location",
    ",",
    ";",
    "\t",
    "\r\n",
    "\r",
    "\n",
    "\"",
    "\"\"",
    "ada@example.org",
    "Ada",
    "agent;team_lead",
    "agent|requester",
    "\u{feff}",
    "sep=;\n",
];

/// Each row knows its line, in order and within the file; nothing is longer than what came.
#[test]
fn people() {
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain("email\na@b.c\n".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let kept = Kept::of(env!("CARGO_MANIFEST_DIR"), "people")
        .and("email,name,role,team\nmira@example.org,Mira Sandell,agent,Service desk\n")
        .and("E-Mail;Vorname;Nachname\r\n\r\n\"a@b.c\";\"A\nB\";C\r\n")
        .and(utf16);
    fuzz(&kept, WORDS, |input| match read(input) {
        Ok(table) => {
            let lines = input.iter().filter(|byte| matches!(byte, b'\r' | b'\n')).count();
            let lines = u64::try_from(lines).unwrap() + 1;
            let numbers: Vec<u64> = table.rows.iter().map(|row| row.line).collect();
            assert!(numbers.is_sorted_by(|a, b| a < b), "{numbers:?}");
            assert!(
                numbers.iter().all(|line| (2..=lines).contains(line)),
                "{numbers:?} of {lines}"
            );
            assert!(table.rows.len() <= MOST_ROWS);
            let faults = table.rows.iter().flat_map(|row| &row.faults).map(|fault| fault.code);
            format!("{} {:?}", table.ignored.len(), faults.take(6).collect::<Vec<_>>())
        }
        Err(error) => format!("{error:?}"),
    });
}
