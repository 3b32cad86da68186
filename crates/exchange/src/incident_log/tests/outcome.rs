//! How an incident ended: in the log in every row, here from the first row that knows it.

use desk::people::Person;
use testkit::each_engine;

use super::made_log::{Bench, row, said};

const NUMBER: &str = "INC0000045";

#[test]
fn the_outcome_enters_with_the_first_row_that_is_over() {
    each_engine(|db| {
        let bench = Bench::new(db);
        let rows = [
            row(NUMBER, "08:10", 0, "New"),
            row(NUMBER, "08:20", 1, "Active"),
            row(NUMBER, "08:30", 2, "Resolved"),
            row(NUMBER, "08:40", 3, "Resolved"),
            row(NUMBER, "08:50", 4, "Closed"),
        ];
        bench.import(&rows);
        let entries = bench.timeline(NUMBER);
        for field in ["resolution_code", "resolved_by", "resolved_at", "source.closed_at"] {
            let with: Vec<i64> =
                entries.iter().filter(|e| said(e, field).is_some()).map(|e| e.seq).collect();
            assert_eq!(with, [3], "{field}");
        }
        assert_eq!(said(&entries[4], "closed_at"), Some("1457179200000000"));
        assert_eq!(bench.export(), super::made_log::text(&rows));
    });
}

#[test]
fn what_is_missing_is_not_recorded_or_unknown() {
    each_engine(|db| {
        let bench = Bench::new(db);
        let bare = |made: super::made_log::Made| {
            [
                "closed_code",
                "resolved_by",
                "resolved_at",
                "closed_at",
                "caller_id",
                "assignment_group",
            ]
            .into_iter()
            .fold(made, |made, column| made.with(column, "?"))
        };
        let rows = [
            bare(row(NUMBER, "08:10", 0, "New")),
            bare(row(NUMBER, "08:20", 1, "Resolved")),
            bare(row(NUMBER, "08:30", 2, "Resolved")),
            bare(row(NUMBER, "08:40", 3, "Closed")),
        ];
        bench.import(&rows);
        let incident = bench.incident(NUMBER);
        let resolution = incident.resolution.unwrap();
        assert_eq!(
            (resolution.code.as_str(), resolution.by),
            ("not_recorded", Some(Person::UNKNOWN))
        );
        assert_eq!(incident.record.resolved_at, Some("2016-03-01T08:20:00Z".parse().unwrap()));
        assert_eq!((incident.record.requester, incident.record.team), (None, None));
        assert_eq!(bench.export(), super::made_log::text(&rows));
    });
}

#[test]
fn opened_again_it_has_no_outcome_until_it_is_over_again() {
    each_engine(|db| {
        let bench = Bench::new(db);
        let rows = [
            row(NUMBER, "08:10", 0, "Active"),
            row(NUMBER, "08:20", 1, "Resolved"),
            row(NUMBER, "08:30", 2, "Active"),
            row(NUMBER, "08:40", 3, "Resolved"),
            row(NUMBER, "08:50", 4, "Closed"),
            row(NUMBER, "09:00", 5, "Active"),
        ];
        bench.import(&rows);
        let incident = bench.incident(NUMBER);
        assert_eq!(
            (incident.resolution, incident.record.resolved_at, incident.record.closed_at),
            (None, None, None)
        );
        assert_eq!(incident.reopened, 2);
        assert_eq!(bench.export(), super::made_log::text(&rows));
    });
}

#[test]
fn an_outcome_that_varies_or_never_comes_is_kept_too() {
    each_engine(|db| {
        let bench = Bench::new(db);
        let rows = [
            row("INC0000001", "08:10", 0, "New"),
            row("INC0000001", "08:20", 1, "Active").with("closed_at", "?"),
            row("INC0000002", "08:10", 0, "New").with("closed_code", "?"),
            row("INC0000002", "08:20", 1, "Resolved").with("closed_code", "code 6"),
            row("INC0000002", "08:30", 2, "Resolved")
                .with("closed_code", "code 7")
                .with("resolved_by", "?"),
            row("INC0000002", "08:40", 3, "Active").with("closed_code", "code 9"),
            row("INC0000002", "08:50", 4, "Closed").with("closed_code", "code 7"),
        ];
        bench.import(&rows);
        assert_eq!(bench.export(), super::made_log::text(&rows));
    });
}
