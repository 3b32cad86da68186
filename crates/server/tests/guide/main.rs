//! The book in `docs/guide` held to its word: every command in it is run, in order, against this
//! program; what it shows as output is what comes out; settings, filters and JSON can be read; words
//! of pages are words the pages have; and every link leads somewhere.
//!
//! A fenced block says by its info string what it is: see [`blocks::Kind`].
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failure is a failed test"
)]

mod blocks;
mod links;
mod machine;
mod played;
mod shown;
mod spoken;

use std::path::{Path, PathBuf};

use blocks::{Block, Kind};
use machine::House;

/// The book.
fn book() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/guide")
}

/// Pages that need more than an empty machine, and what they find there.
const HOUSES: &[(&str, House)] = &[
    ("operations/backup.md", House::Installed),
    ("operations/exchange.md", House::Installed),
    ("operations/failure.md", House::Installed),
    ("operations/observability.md", House::Installed),
    ("operations/settings.md", House::Installed),
    ("operations/tls.md", House::Installed),
    ("operations/upgrade.md", House::Installed),
    ("reference/api.md", House::Desk),
    ("reference/filters.md", House::Desk),
    ("user/health.md", House::Desk),
    ("user/leading.md", House::Desk),
    ("user/lists.md", House::Desk),
    ("user/people.md", House::Installed),
    ("user/signing-in.md", House::Installed),
];

/// The blocks that are not run, with the reasons there are; they are to stay few.
const NOT_RUN: usize = 10;

fn pages() -> Vec<(String, String)> {
    let mut pages = Vec::new();
    let mut folders = vec![book()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "md") {
                let name = path.strip_prefix(book()).unwrap().to_str().unwrap().to_owned();
                pages.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    pages.sort();
    pages
}

#[test]
fn every_command_in_the_book_does_what_the_book_says() {
    let houses: Vec<&str> = HOUSES.iter().map(|(page, _)| *page).collect();
    let pages = pages();
    for page in houses {
        assert!(pages.iter().any(|(name, _)| name == page), "{page} is no page");
    }
    let mut wrong = Vec::new();
    let mut run = 0;
    for (name, text) in &pages {
        let blocks = blocks::read(name, text);
        run += blocks.iter().filter(|block| block.kind.is_run()).count();
        if blocks.iter().any(|block| block.kind.is_run()) {
            let house = HOUSES.iter().find(|(page, _)| page == name);
            let house = house.map_or(House::Empty, |(_, house)| *house);
            if let Err(why) = played::play(name, &blocks, house) {
                wrong.push(why);
            }
        }
    }
    assert!(run > 60, "only {run} blocks were found");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n\n"));
}

#[test]
fn few_commands_are_not_run_and_those_can_be_read_by_a_shell() {
    let all: Vec<Block> =
        pages().iter().flat_map(|(name, text)| blocks::read(name, text)).collect();
    let kept: Vec<&Block> =
        all.iter().filter(|block| matches!(block.kind, Kind::NotRun(_))).collect();
    assert!(kept.len() <= NOT_RUN, "{} blocks are not run", kept.len());
    for block in kept {
        machine::lint(block);
    }
}

#[test]
fn settings_and_data_in_the_book_can_be_read() {
    for (name, text) in pages() {
        for block in blocks::read(&name, &text) {
            match block.kind {
                Kind::Settings => machine::check_settings(&block),
                Kind::Json => {
                    let read: Result<serde_json::Value, _> = serde_json::from_str(&block.text);
                    assert!(read.is_ok(), "{}: {read:?}", block.place);
                }
                _ => {}
            }
        }
    }
}

#[test]
fn commands_within_a_line_exist() {
    for (name, text) in pages() {
        for span in spoken::commands(&text) {
            assert_eq!(machine::knows(&span), Ok(()), "{name}: `{span}`");
        }
    }
}

#[test]
fn words_of_pages_are_words_the_pages_have() {
    let known = spoken::words_of_pages();
    for (name, text) in pages().iter().filter(|(name, _)| name.starts_with("user/")) {
        for words in spoken::strong(text) {
            assert!(known.contains(&words), "{name}: no page says “{words}”");
        }
    }
}

#[test]
fn every_link_leads_somewhere_and_every_page_is_in_the_summary() {
    let root = book().join("../..");
    let mut files: Vec<PathBuf> =
        ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"].iter().map(|f| root.join(f)).collect();
    for folder in ["docs", "docs/decisions"] {
        let entries = std::fs::read_dir(root.join(folder)).unwrap();
        files.extend(entries.map(|entry| entry.unwrap().path()));
    }
    files.extend(pages().iter().map(|(name, _)| book().join(name)));
    let mut dead = Vec::new();
    for file in files.iter().filter(|file| file.extension().is_some_and(|end| end == "md")) {
        dead.extend(links::dead_in(file));
    }
    assert!(dead.is_empty(), "\n{}", dead.join("\n"));
    let summary = std::fs::read_to_string(book().join("SUMMARY.md")).unwrap();
    for (name, _) in pages().iter().filter(|(name, _)| name != "SUMMARY.md") {
        assert!(summary.contains(&format!("({name})")), "{name} is not in the summary");
    }
}
