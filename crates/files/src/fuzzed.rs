//! Names of files somebody chose to do harm.

use fuzz::{Kept, fuzz};

use crate::{LONGEST_NAME, Showing, clean_name, disposition};

const WORDS: &[&str] = &[
    "../",
    "..\\",
    "/",
    "C:\\",
    "CON",
    "nul.txt",
    "com1",
    ".",
    " ",
    "\u{202e}",
    "\0",
    "\r\nX: y",
    "\"",
    "%2f",
    "ü",
    "👩‍👩‍👧",
    ".tar.gz",
    ".pdf",
    "~",
    "*",
    "name",
];

/// A name is of one piece, seen as it is, short, and stays as it is when cleaned again; the header that
/// tells it is one line of plain signs.
#[test]
fn name() {
    let kept =
        Kept::of(env!("CARGO_MANIFEST_DIR"), "name").and("../../etc/passwd").and("report.pdf");
    fuzz(&kept, WORDS, |input| {
        let name = clean_name(&String::from_utf8_lossy(input));
        assert!(!name.is_empty() && name.len() <= LONGEST_NAME, "{name:?}");
        assert!(!name.contains(['/', '\\', ':', '"', '<', '>', '|', '?', '*']), "{name:?}");
        assert!(!name.contains(char::is_control) && name != "." && name != "..");
        assert!(!name.ends_with(['.', ' ']) && !name.starts_with(['.', ' ']), "{name:?}");
        assert_eq!(clean_name(&name), name);
        let header = disposition(Showing::Attachment, &name);
        assert!(header.bytes().all(|byte| (0x20..0x7f).contains(&byte)), "{header:?}");
        assert!(header.len() <= 8 * LONGEST_NAME, "{header:?}");
        name.len().min(40)
    });
}
