//! Backups that somebody tore, or made up.

use std::cell::RefCell;

use db::Value;
use fuzz::{Kept, fuzz};

use crate::archive::{KEPT, MANIFEST};
use crate::manifest::Kept as Described;
use crate::rows::{Rows, write};
use crate::writing::Writing;
use crate::{Manifest, inspect};

/// Rows that are read are written as the very bytes they came as, and nothing is made up.
#[test]
fn rows() {
    let mut seed = Vec::new();
    write(&[Value::Int(7), Value::Text("seven".to_owned()), Value::Null], &mut seed);
    write(&[Value::Int(-1), Value::Bytes(vec![0, 255]), Value::Null], &mut seed);
    let kept = Kept::of(env!("CARGO_MANIFEST_DIR"), "rows").and(seed);
    fuzz(&kept, &["\0", "\u{1}", "\u{2}\u{3}\0\0\0\0\0\0\0abc", "\u{3}"], |input| {
        let (mut rows, mut written, mut count) = (Rows::of(input, 3), Vec::new(), 0);
        let ended = loop {
            match rows.next() {
                Ok(Some(row)) => {
                    write(&row, &mut written);
                    count += 1;
                }
                Ok(None) => break true,
                Err(_) => break false,
            }
        };
        assert!(input.starts_with(&written));
        assert!(!ended || written == input);
        (ended, count)
    });
}

/// An archive is what it was or it is refused, and in little time and memory.
#[test]
fn archive() {
    let folder = tempfile::tempdir().unwrap();
    let whole = folder.path().join("whole.tar");
    let mut writing = Writing::begin(&whole, 1_790_000_000).unwrap();
    let kept = Described {
        format: 1,
        program: "0.1.0".to_owned(),
        made_at: "2026-11-27T09:00:00Z".to_owned(),
        organisation: "Alder".to_owned(),
        engine: "SQLite".to_owned(),
        schema: Vec::new(),
    };
    writing.json(KEPT, &kept).unwrap();
    writing.part("rows/person/0", 5, &b"hello"[..]).unwrap();
    let (parts, tables, missing) = (writing.parts().to_vec(), Vec::new(), Vec::new());
    let right = Manifest { kept, tables, files: 0, file_bytes: 0, missing, parts };
    writing.json(MANIFEST, &right).unwrap();
    writing.finish().unwrap();
    let seed = std::fs::read(&whole).unwrap();
    assert_eq!(inspect(&whole, &|_, _| {}).unwrap(), right);
    let file = RefCell::new(folder.path().join("tried.tar"));
    let words = [
        "ustar",
        "\0",
        "L",
        "x",
        "g",
        "777777777777",
        "../../",
        "rows/",
        "{\"format\": 1}",
        "././@LongLink",
    ];
    let kept = Kept::of(env!("CARGO_MANIFEST_DIR"), "archive").and(seed);
    fuzz(&kept, &words, |input| {
        std::fs::write(&*file.borrow(), input).unwrap();
        match inspect(&file.borrow(), &|_, _| {}) {
            // What only the tar's own bytes say may differ.
            Ok(manifest) => {
                assert_eq!(manifest, right, "another backup is taken for this one");
                0
            }
            Err(error) => error.to_string().split(':').next().unwrap_or_default().len(),
        }
    });
}
