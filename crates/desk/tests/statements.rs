//! Every static statement of the crate is one both engines understand.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use testkit::each_engine;

#[test]
fn both_engines_prepare_every_statement() {
    each_engine(|db| {
        let statements = mainstay_desk::statements();
        assert!(statements.len() > 50, "the stores' lists are all there");
        for statement in statements {
            db.read(|tx| tx.prepare(statement))
                .unwrap_or_else(|error| panic!("{error}\n{}", statement.sql()));
        }
    });
}
