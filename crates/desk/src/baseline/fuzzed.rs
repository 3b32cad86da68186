//! Settings as a file, as somebody mistypes them.

use fuzz::{Kept, fuzz};

use super::file::{File, parse};
use super::sections::SECTIONS;
use super::write::table;
use super::{FORM, Values};
use crate::{Error, Fault};

/// What stands in such files, besides the names of sections and settings.
const WORDS: &[&str] = &[
    "form = 1\n",
    "form = 2\n",
    "[[teams]]\n",
    "[[roles]]\n",
    "[organisation]\n",
    "[[organisation]]\n",
    "[teams]\n",
    "name",
    "active",
    "path",
    "permissions",
    "default",
    "place",
    "close_after",
    " = ",
    "\"Service desk\"",
    "\"\"",
    "'it''s'",
    "\"\"\"",
    "true",
    "false",
    "14",
    "-1",
    "9223372036854775808",
    "0.5",
    "1979-05-27",
    "[\"a\", \"b\"]",
    "[1, \"a\"]",
    "[]",
    "[[], []]",
    "{ a = 1 }",
    "a.b",
    "\"\\u0000\"",
    "\"\\u007f\\n\"",
    "\"\u{1f600}\"",
    "# ",
    "\n",
    "\r\n",
    "\u{feff}",
];

/// A file of every section, each setting with some value.
fn of_everything(value: &str) -> String {
    let tables = SECTIONS.into_iter().map(|section| {
        let head = if section.key().is_empty() { ("[", "]") } else { ("[[", "]]") };
        let names = section.key().iter().chain(section.parts());
        let lines: String = names.map(|name| format!("{name} = {value}\n")).collect();
        format!("\n{}{}{}\n{lines}", head.0, section.code(), head.1)
    });
    format!("form = {FORM}\n{}", tables.collect::<String>())
}

/// What is wrong is told with a line the file has; what is read, written and read again is the same.
#[test]
fn baseline() {
    let kept = Kept::of(env!("CARGO_MANIFEST_DIR"), "baseline")
        .and(of_everything("\"a\""))
        .and(of_everything("[\"a\", \"b\"]"))
        .and(of_everything("1"))
        .and(of_everything("true"))
        .and("form = 1\n\n[[teams]]\nname = \"Service desk\"\nactive = true\n");
    fuzz(&kept, WORDS, |input| {
        let text = String::from_utf8_lossy(input);
        let lines = text.bytes().filter(|byte| *byte == b'\n').count() + 1;
        match parse(&text) {
            Ok(file) => {
                let placed = file.sections.iter().flat_map(|(_, entries)| entries);
                assert!(placed.clone().all(|entry| (1..=lines).contains(&entry.line)));
                let again = parse(&written(&file)).map_err(|error| format!("{error:?}"));
                assert_eq!(again.map(|again| said(&again)), Ok(said(&file)));
                let counts = file.sections.iter().map(|(code, all)| (*code, all.len().min(2)));
                format!("{:?}", counts.collect::<Vec<_>>())
            }
            Err(Error::Invalid(faults)) => {
                assert!(!faults.is_empty() && faults.len() <= 50, "{}", faults.len());
                faults.iter().for_each(|fault| is_placed(fault, lines));
                let codes = faults.iter().map(|fault| fault.code);
                format!("{:?}", codes.take(5).collect::<Vec<_>>())
            }
            Err(other) => panic!("{other:?}"),
        }
    });
}

/// The fault lies in the text, and names nothing that would spoil the page that tells it.
fn is_placed(fault: &Fault, lines: usize) {
    assert!(!fault.field.chars().any(char::is_control) && fault.field.len() < 400, "{fault:?}");
    let line = fault.details.iter().find(|(name, _)| *name == "line").map(|(_, line)| line);
    match line {
        Some(line) => {
            let line: usize = line.parse().unwrap();
            assert!((1..=lines).contains(&line), "{fault:?} of {lines}");
        }
        None => assert!(["baseline_form", "too_long"].contains(&fault.code), "{fault:?}"),
    }
}

fn written(file: &File) -> String {
    let mut text = format!("form = {FORM}\n");
    for (code, entries) in &file.sections {
        let section = SECTIONS.into_iter().find(|section| section.code() == *code).unwrap();
        entries.iter().for_each(|entry| table(&mut text, section, &entry.values));
    }
    text
}

fn said(file: &File) -> Vec<(&'static str, Vec<Values>)> {
    let values = |(code, entries): &(&'static str, Vec<super::file::Entry>)| {
        (*code, entries.iter().map(|entry| entry.values.clone()).collect::<Vec<_>>())
    };
    // A section without entries is none once it is written.
    file.sections.iter().map(values).filter(|(_, all)| !all.is_empty()).collect()
}
