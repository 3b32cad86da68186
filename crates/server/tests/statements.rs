//! Every static statement of the program is one both engines understand, and there are no others.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a failure is a failed test")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use db::Statement;
use testkit::each_engine;

/// Where the crates lie that talk to the database, and what each lists.
fn listed() -> Vec<(&'static str, Vec<Statement>)> {
    let mut listed = vec![
        ("crates/db", db::statements().to_vec()),
        ("crates/demo", demo::statements()),
        ("crates/desk", desk::statements()),
        ("crates/exchange", exchange::statements()),
        ("crates/jobs", jobs::statements()),
    ];
    // Every practice, in alphabetical order.
    listed.push(("practices/incident", incident::statements()));

    listed.sort_unstable_by_key(|(place, _)| *place);
    listed
}

#[test]
fn both_engines_prepare_every_statement() {
    each_engine(|db| {
        for (place, statement) in
            listed().into_iter().flat_map(|(p, s)| s.into_iter().map(move |s| (p, s)))
        {
            db.read(|tx| tx.prepare(statement))
                .unwrap_or_else(|error| panic!("{place}: {error}\n{}", statement.sql()));
        }
    });
}

/// The sources of the product, without their tests, by crate. The measuring and the testing crates
/// speak to the engines past the product on purpose.
fn sources() -> BTreeMap<String, Vec<(PathBuf, String)>> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut sources = BTreeMap::new();
    for room in ["crates", "practices"] {
        for entry in fs::read_dir(workspace.join(room)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            if !["bench", "pgcluster", "testkit", "xtask"].contains(&name.as_str()) {
                let mut found = Vec::new();
                gather(&workspace.join(room).join(&name).join("src"), &mut found);
                sources.insert(format!("{room}/{name}"), found);
            }
        }
    }
    assert!(sources.len() > 8, "{:?}: the reading of the sources broke", sources.keys());
    sources
}

fn gather(directory: &Path, found: &mut Vec<(PathBuf, String)>) {
    for path in fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()) {
        let is_of_tests = path.file_stem().is_some_and(|name| name == "tests");
        if path.is_dir() && !is_of_tests {
            gather(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") && !is_of_tests {
            let text = fs::read_to_string(&path).unwrap();
            found.push((path, text.split("#[cfg(test)]").next().unwrap_or_default().to_owned()));
        }
    }
}

/// The insides of the `statements!` blocks of a source.
fn blocks(source: &str) -> impl Iterator<Item = &str> {
    source.split("statements! {\n").skip(1).filter_map(|rest| rest.split("\n}").next())
}

/// How many statements a source declares: `NAME = …;`.
fn declared(source: &str) -> usize {
    let is_name = |name: &str| {
        !name.is_empty()
            && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
    };
    let declares =
        |line: &&str| line.trim().split_once(" =").is_some_and(|(name, _)| is_name(name));
    blocks(source).map(|block| block.lines().filter(declares).count()).sum()
}

#[test]
fn every_statement_declared_is_listed() {
    let mut listed: BTreeMap<&str, usize> =
        listed().into_iter().map(|(place, all)| (place, all.len())).collect();
    for (place, files) in sources() {
        let declared: usize = files.iter().map(|(_, text)| declared(text)).sum();
        let known = listed.remove(place.as_str()).unwrap_or_default();
        assert_eq!(known, declared, "{place} lists {known} statements and declares {declared}");
    }
    assert!(listed.is_empty(), "{listed:?} are nowhere");
}

#[test]
fn no_sql_goes_another_way() {
    let mut counted = 0;
    for (path, text) in
        sources().into_iter().filter(|(place, _)| place != "crates/db").flat_map(|(_, files)| files)
    {
        let mut rest = text.clone();
        blocks(&text).for_each(|block| rest = rest.replace(block, ""));
        counted += text.len() - rest.len();
        for verb in
            ["SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM ", "CREATE ", "PRAGMA ", "WITH "]
        {
            let written =
                ["\"", "#\""].iter().any(|quote| rest.contains(&format!("{quote}{verb}")));
            assert!(!written, "{}: {verb} outside of statements!", path.display());
        }
        assert!(
            !rest.contains("Statement::listed"),
            "{}: a statement no list holds",
            path.display()
        );
        // Raw text in a built list; the one there is is the count, which both engines cast.
        let raw = rest.matches("Expr::cust").count()
            - rest.matches("Expr::cust(\"CAST(COUNT(*) AS BIGINT)\")").count();
        assert_eq!(raw, 0, "{}: raw SQL in a built list", path.display());
    }
    assert!(counted > 5_000, "{counted} characters of SQL: the reading of the sources broke");
}
