//! From every released schema to this program's, with data, on both engines; and what is refused.
//!
//! `tests/released` holds one backup of each schema that was released, by its number. Before a
//! release: `mainstay demo --size small`, a few of everything in it, `mainstay backup`.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failure is a failed test"
)]

mod installation;

use std::fs;
use std::path::{Path, PathBuf};

use db::{Chance, Db, Location, params};
use serde_json::Value;
use testkit::{Engine, MORNING};

use installation::{Installation, last_line};

db::statements! {
    NEVER_CLOSED = "SELECT COUNT(*) FROM closing_rule WHERE kind = 'incident' AND close_after IS NULL";
    FROM_THE_FUTURE = "INSERT INTO schema_migration (number, name, digest, applied_at) VALUES (9999, 'hover', $1, $2)";
}

/// The step with which resolved records close by themselves.
const CLOSING: u64 = 18;

const ENGINES: [Engine; 2] = [Engine::Sqlite, Engine::Postgres];

/// Every archive, with the number of its schema.
fn released() -> Vec<(u64, PathBuf)> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/released");
    let mut all: Vec<_> = fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_stem().unwrap().to_str().unwrap().parse().unwrap(), path))
        .collect();
    all.sort();
    assert!(!all.is_empty());
    all
}

fn location(of: &Installation) -> Location {
    let server = of.database.as_ref().map(|database| database.location().clone());
    server.unwrap_or_else(|| Location::File(of.data.path().join("data/mainstay.db")))
}

/// An installation as the older program left it: its rows and files, its schema.
fn as_left(engine: Engine, archive: &Path) -> Installation {
    let installation = Installation::on(engine);
    let data = installation.data.path().join("data");
    fs::create_dir_all(&data).unwrap();
    let place = files::Place::Folder(data.join("files"));
    let target = backup::Target {
        location: location(&installation),
        store: &files::Store::open(&place, &data.join("files/incoming"), &[]).unwrap(),
        steps: desk::migrations(),
        now: MORNING,
        chance: &Chance::seeded(1),
    };
    backup::restore(archive, &target, &|_, _| {}).unwrap();
    installation
}

/// Copies a folder with all that is in it.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// What a command said as JSON; it has to succeed.
fn told(by: &Installation, words: &[&str]) -> Value {
    let output = by.run(words);
    let said = |bytes| String::from_utf8_lossy(bytes).into_owned();
    let (told, why) = (said(&output.stdout), said(&output.stderr));
    assert!(output.status.success(), "{words:?}: {told} {why}");
    serde_json::from_str(&last_line(&output.stdout)).unwrap()
}

#[test]
fn every_released_schema_comes_forward_with_its_data_and_leaves_a_way_back() {
    for ((schema, archive), engine) in
        released().into_iter().flat_map(|one| ENGINES.map(|engine| (one.clone(), engine)))
    {
        let older = as_left(engine, &archive);
        let plan = told(&older, &["migrate", "--plan", "--json"]);
        let pending: Vec<u64> =
            plan["pending"].as_array().unwrap().iter().map(|n| n.as_u64().unwrap()).collect();
        let newer: Vec<u64> = desk::migrations()
            .iter()
            .map(|step| u64::from(step.number))
            .filter(|number| *number > schema)
            .collect();
        assert_eq!(pending, newer, "{schema}");

        let done = told(&older, &["migrate", "--json"]);
        assert_eq!(done["applied"], plan["pending"], "{schema}");
        let after = told(&older, &["check", "--json"]);
        assert_eq!((&after["ok"], &after["files"]["problems"]), (&true.into(), &0.into()));
        assert!(after["entries"].as_u64().unwrap() > 600, "{after}");
        assert!(told(&older, &["reindex", "--json"]).is_object());
        if schema < CLOSING {
            let db = Db::open(&location(&older)).unwrap();
            let row = db.read(|tx| tx.one(NEVER_CLOSED, params![])).unwrap();
            assert_eq!(row.get::<i64>(0).unwrap(), 1, "what was resolved long ago stays as it was");
        }
        assert!(told(&older, &["migrate", "--json"])["applied"].as_array().unwrap().is_empty());

        match done["backup"].as_str() {
            None => assert!(newer.is_empty(), "{schema}: no backup"),
            Some(saved) => {
                let back = as_left(engine, Path::new(saved));
                // It holds the rows; the contents of files lie where they were.
                let files = |of: &Installation| of.data.path().join("data/files");
                copy(&files(&older), &files(&back));
                assert_eq!(told(&back, &["migrate", "--plan", "--json"]), plan);
                let again = told(&back, &["migrate", "--without-backup", "--json"]);
                assert_eq!(again["backup"], Value::Null);
                assert_eq!(told(&back, &["check", "--json"])["entries"], after["entries"]);
            }
        }
    }
}

#[test]
fn what_is_new_has_the_keys_of_its_texts_before_anything_is_written() {
    for engine in ENGINES {
        let new = Installation::on(engine);
        told(&new, &["migrate", "--json"]);
        let db = Db::open(&location(&new)).unwrap();
        assert!(!desk::rebuild_text_keys(&db, &[]).unwrap());
    }
}

#[test]
fn without_a_backup_nothing_is_changed() {
    let newest = desk::migrations().last().unwrap().number;
    let Some((_, archive)) = released().into_iter().find(|(schema, _)| u64::from(newest) > *schema)
    else {
        return;
    };
    for engine in ENGINES {
        let older = as_left(engine, &archive);
        let plan = told(&older, &["migrate", "--plan", "--json"]);
        // Where the directory of the backups would be, there is something else.
        let taken = older.data.path().join("data/before-upgrade");
        fs::write(&taken, "in the way").unwrap();
        for words in [&["migrate"][..], &["serve", "--listen", "127.0.0.1:0"]] {
            let output = older.run(words);
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(!output.status.success());
            assert!(said.contains("before-upgrade") && said.contains("--without-backup"), "{said}");
            assert_eq!(told(&older, &["migrate", "--plan", "--json"]), plan);
        }
        fs::remove_file(&taken).unwrap();
        assert!(told(&older, &["migrate", "--json"])["backup"].is_string());
    }
}

#[test]
fn a_program_older_than_the_schema_says_so_and_touches_nothing() {
    let (_, archive) = released().pop().unwrap();
    for engine in ENGINES {
        let newer = as_left(engine, &archive);
        assert!(newer.run(&["migrate"]).status.success());
        let db = Db::open(&location(&newer)).unwrap();
        let digest = vec![7_u8; 32];
        db.write(move |tx| tx.execute(FROM_THE_FUTURE, params![digest.clone(), MORNING])).unwrap();
        drop(db);
        for words in [&["migrate"][..], &["serve", "--listen", "127.0.0.1:0"], &["check"]] {
            let output = newer.run(words);
            let said = String::from_utf8_lossy(&output.stderr).into_owned()
                + &String::from_utf8_lossy(&output.stdout);
            assert!(!output.status.success(), "{words:?}");
            assert!(said.contains("9999_hover") && said.contains("newer program"), "{said}");
        }
    }
}
