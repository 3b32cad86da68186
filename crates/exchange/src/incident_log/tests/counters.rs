//! The log's counters against what the timelines show.

use testkit::each_engine;

use super::made_log::{Bench, Made, row};

fn team(number: &str, count: u32, team: &str, counter: &str) -> Made {
    row(number, &format!("08:{count:02}"), count, "Active")
        .with("assignment_group", team)
        .with("reassignment_count", counter)
}

#[test]
fn changes_of_team_are_counted_and_differences_explained() {
    each_engine(|db| {
        let bench = Bench::new(db);
        let report = bench.import(&[
            team("INC0000001", 0, "A", "0"),
            team("INC0000001", 1, "B", "1"),
            team("INC0000002", 0, "A", "0"),
            team("INC0000002", 1, "?", "1"),
            team("INC0000002", 2, "B", "2"),
            team("INC0000003", 0, "?", "0"),
            team("INC0000003", 1, "B", "1"),
            team("INC0000004", 0, "A", "0"),
            team("INC0000004", 1, "?", "1"),
            team("INC0000005", 0, "A", "3"),
            team("INC0000006", 0, "A", "0"),
            team("INC0000006", 1, "A", "1"),
            team("INC0000007", 0, "A", "0"),
            team("INC0000007", 1, "B", "0"),
            team("INC0000008", 0, "A", "0"),
            team("INC0000008", 1, "A", "0"),
        ]);
        let figures = report.figures;
        assert_eq!((figures.reassigned, figures.reassigned_timeline), (6, 2));
        let causes: Vec<(&str, &[String])> =
            figures.differences.iter().map(|d| (d.cause, d.numbers.as_slice())).collect();
        let of = |n: u32| vec![format!("INC{n:07}")];
        assert_eq!(
            causes,
            [
                ("before_the_log", of(5).as_slice()),
                ("by_way_of_no_team", &of(2)),
                ("first_team", &of(3)),
                ("no_change_shown", &of(6)),
                ("not_counted", &of(7)),
                ("team_taken_away", &of(4)),
            ]
        );
    });
}

#[test]
fn opening_again_is_counted_from_the_timeline() {
    each_engine(|db| {
        let bench = Bench::new(db);
        let state = |number: &str, count: u32, state: &str, counter: &str| {
            row(number, &format!("08:{count:02}"), count, state).with("reopen_count", counter)
        };
        let report = bench.import(&[
            state("INC0000001", 0, "Resolved", "0"),
            state("INC0000001", 1, "Active", "1"),
            state("INC0000002", 0, "Closed", "0"),
            state("INC0000002", 1, "Awaiting Vendor", "0"),
            state("INC0000003", 0, "Active", "2"),
            state("INC0000004", 1, "Active", "0"),
            state("INC0000004", 0, "Resolved", "0"),
        ]);
        let figures = report.figures;
        assert_eq!((figures.reopened, figures.reopened_timeline), (2, 3));
        let causes: Vec<_> =
            figures.differences.iter().map(|d| (d.figure, d.cause, d.incidents)).collect();
        assert_eq!(
            causes,
            [
                ("reopened", "before_the_log", 1),
                ("reopened", "not_counted", 1),
                ("reopened", "out_of_order", 1)
            ]
        );
    });
}
