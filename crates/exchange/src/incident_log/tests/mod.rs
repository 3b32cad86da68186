//! What an import must hold to, on small logs made for one rule each, and on a real one.

mod again;
mod broken;
mod counters;
mod made_log;
mod numbering;
mod outcome;
mod real;
mod round_trip;
mod timelines;

#[test]
fn every_statement_is_one_on_both_engines() {
    testkit::each_engine(|db| {
        for statement in super::statements() {
            let prepared = db.read(|tx| tx.prepare(statement));
            assert!(prepared.is_ok(), "{}: {prepared:?}", statement.sql());
        }
    });
}
