//! The keys of an installation: only its own are taken, and new ones only when that is said.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a failure is a failed test")]

mod installation;

use std::fs;

use testkit::Engine;

use installation::{Installation, last_line};

/// What a server says that does not start with these keys.
fn refused(house: &Installation, keys: &str) -> String {
    let output = house.run(&["serve", "--listen", "127.0.0.1:0", "--keys", keys]);
    assert!(!output.status.success());
    last_line(&output.stderr)
}

#[test]
fn strange_keys_are_refused_until_they_are_taken() {
    for engine in Engine::BOTH {
        let house = Installation::on(engine);
        let place = tempfile::tempdir().unwrap();
        let (first, second) = (place.path().join("first"), place.path().join("second"));
        let (first, second) = (first.to_str().unwrap(), second.to_str().unwrap());
        assert_eq!(house.serve(&["--keys", first]).stop(), Some(0));
        assert!(refused(&house, second).contains("are not those of this installation"));

        let renewed = house.run(&["keys", "renew", "--keys", second]);
        assert!(renewed.status.success(), "{}", last_line(&renewed.stderr));
        assert!(last_line(&renewed.stdout).contains("second factors"));
        assert_eq!(house.serve(&["--keys", second]).stop(), Some(0));
        assert!(refused(&house, first).contains("are not those of this installation"));
        assert!(house.run(&["check", "--keys", second]).status.success());

        // Keys that were found again are taken back in the same way.
        assert!(house.run(&["keys", "renew", "--keys", first]).status.success());
        assert_eq!(house.serve(&["--keys", first]).stop(), Some(0));
        assert!(house.run(&["check", "--keys", first]).status.success());
    }
}

#[test]
fn an_empty_database_beside_the_keys_of_a_full_one_is_no_new_installation() {
    let house = Installation::on(Engine::Sqlite);
    let keys = tempfile::tempdir().unwrap();
    let keys = keys.path().to_str().unwrap();
    assert!(house.add_user("ada@example.org", "correct horse battery").status.success());
    assert!(house.run(&["keys", "renew", "--keys", keys]).status.success());
    assert_eq!(house.serve(&["--keys", keys]).stop(), Some(0));
    let file = house.data.path().join("data/mainstay.db");
    fs::remove_file(&file).unwrap();
    fs::write(&file, "").unwrap();
    assert!(refused(&house, keys).contains("this database is new"));
}
