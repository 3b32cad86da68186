//! A well-formed number that is free is kept, and the series goes on above.

use testkit::each_engine;

use super::made_log::{Bench, row, text};

#[test]
fn the_series_goes_on_above_what_was_imported() {
    each_engine(|db| {
        let bench = Bench::new(db);
        bench.import(&[row("INC0004711", "08:10", 0, "New")]);
        assert_eq!(bench.incident("INC0004711").record.number, "INC0004711");
        assert_eq!(bench.to.numbers.take(db, "INC").unwrap(), "INC0004712");
    });
}

#[test]
fn a_number_that_is_taken_or_not_ours_gets_another() {
    each_engine(|db| {
        let bench = Bench::new(db);
        bench.import(&[row("INC0000007", "08:10", 0, "New").with("number", "EXT-9")]);
        let given = bench.incident("EXT-9").record.number;
        assert_eq!(given, "INC0000001");
        // The number that incident was given here comes in as somebody else's.
        let rows =
            [row("INC0000001", "08:10", 0, "Active"), row("INC0000001", "08:20", 1, "Active")];
        let report = bench.import(&rows);
        assert_eq!((report.renumbered, report.added_incidents), (1, 1));
        let other = bench.incident("INC0000001").record;
        assert_ne!(other.number, given);
        assert_eq!(bench.import(&rows).added_rows, 0);
        let both = [row("EXT-9", "08:10", 0, "New"), rows[0].clone(), rows[1].clone()];
        assert_eq!(bench.export(), text(&both));
    });
}
