use super::names::Names;
use super::registration::{changes, with_line};
use super::template::{files, next_migration};

#[test]
fn every_form_of_the_name_is_filled_in() {
    let names = Names::new("problem", Some("prb"), None).unwrap();
    let filled = names.fill("__name__ __Name__ __NAME__ __names__ __Names__ __PREFIX__0000001");
    assert_eq!(filled, "problem Problem PROBLEM problems Problems PRB0000001");
    let given = Names::new("inquiry", None, Some("inquiries")).unwrap();
    assert_eq!(given.fill("__names__ __PREFIX__"), "inquiries INQ");
}

#[test]
fn a_name_that_could_not_be_a_crate_is_refused() {
    for name in ["", "x", "Problem", "root-cause", "web", "crate", "../etc", "p1"] {
        assert!(Names::new(name, Some("ABC"), Some("things")).is_err(), "{name}");
    }
    assert!(Names::new("problem", Some("P1"), None).is_err());
    assert!(Names::new("problem", Some("TOOLONGX"), None).is_err());
}

#[test]
fn a_line_joins_its_block_in_order_and_only_once() {
    let text = "top\n# rooms\ndb = 1\nweb = 1\n\n# other\nzebra = 1\n";
    let added = with_line(text, "# rooms", "problem = 1").unwrap();
    assert_eq!(added, "top\n# rooms\ndb = 1\nproblem = 1\nweb = 1\n\n# other\nzebra = 1\n");
    assert!(with_line(&added, "# rooms", "problem = 1").is_err());
    assert!(with_line(text, "# gone", "problem = 1").is_err());
    let last = with_line("[\n    a,\n]\n", "[", "    b,").unwrap();
    assert_eq!(last, "[\n    a,\n    b,\n]\n");
}

#[test]
fn the_scaffold_finds_every_place_and_leaves_no_gap() {
    let workspace = crate::root::workspace().unwrap();
    let names = Names::new("zebra", None, None).unwrap();
    let fresh = files(&workspace, &names).unwrap();
    let changed = changes(&workspace, &names).unwrap();
    assert!(
        fresh.len() > 10 && changed.len() == 5,
        "{} new files, {} places",
        fresh.len(),
        changed.len()
    );
    for file in fresh.iter().chain(&changed) {
        let path = file.path.display().to_string();
        for token in ["__name", "__Name", "__NAME", "__PREFIX", ".template"] {
            assert!(!file.text.contains(token) && !path.contains(token), "{path}: {token} is left");
        }
        assert!(file.text.contains("zebra") || path.contains("zebra"), "{path}");
    }
    let of_server =
        changed.iter().find(|file| file.path.ends_with("server/src/practices.rs")).unwrap();
    for line in ["    zebra::endpoints(&mut endpoints);\n", "    &zebra::KIND,\n"] {
        assert!(of_server.text.contains(line), "{line} is not in {}", of_server.text);
    }
    for file in &fresh {
        assert!(!file.path.exists(), "{}", file.path.display());
    }
}

#[test]
fn the_next_migration_follows_the_highest() {
    let directory = tempfile::tempdir().unwrap();
    assert_eq!(next_migration(directory.path()).unwrap(), 1);
    for name in ["0001_foundation.sql", "0007_problem.postgres.sql", "README.md"] {
        std::fs::write(directory.path().join(name), "").unwrap();
    }
    assert_eq!(next_migration(directory.path()).unwrap(), 8);
}
