//! The export writes every row as it was, whatever our fields make of it.

use testkit::each_engine;

use super::made_log::{Bench, Made, row, text};

const NUMBER: &str = "INC0000045";

/// Rows with everything that fits our fields badly.
fn odd() -> Vec<Made> {
    let on = |time, count| row(NUMBER, time, count, "Active");
    vec![
        on("08:10", 0).with("category", "?").with("location", "?").with("caller_id", "?"),
        on("08:11", 1)
            .with("subcategory", "?")
            .with("assignment_group", "?")
            .with("opened_by", "?"),
        on("08:12", 2).with("category", "?").with("subcategory", "?").with("sys_updated_by", "?"),
        on("08:13", 3)
            .with("category", "")
            .with("caller_id", " Caller 1")
            .with("assignment_group", " Group 56"),
        on("08:14", 4)
            .with("impact", "2")
            .with("urgency", "2 - Middling")
            .with("contact_type", "?"),
        on("08:15", 5)
            .with("opened_at", "01/03/2016 8:00")
            .with("sys_updated_at", "1/03/2016 08:15"),
        on("08:16", 6).with("opened_at", "?").with("contact_type", "Self service"),
        on("08:17", 7).with("caused_by", "a, \"b\"=c;d").with("problem_id", "Problem ID  14"),
        on("08:18", 8).with("vendor", "code 8s").with("made_sla", ""),
        on("08:19", 9).with("subcategory", " Subcategory 170 ").with("closed_code", " code 5 "),
        row(NUMBER, "08:20", 10, "Closed")
            .with("closed_code", "")
            .with("resolved_at", "01/3/2016 11:29"),
        row(NUMBER, "08:21", 11, "Closed")
            .with("closed_code", " code 5 ")
            .with("resolved_by", " ? "),
    ]
}

#[test]
fn every_column_of_every_row_comes_back() {
    each_engine(|db| {
        let bench = Bench::new(db);
        let report = bench.import(&odd());
        assert_eq!(report.rejected, 0, "{:?}", report.first_rejected);
        assert_eq!(bench.export(), text(&odd()));
    });
}

#[test]
fn it_comes_back_though_every_row_was_imported_by_itself() {
    each_engine(|db| {
        let bench = Bench::new(db);
        for row in odd() {
            assert_eq!(bench.import(&[row]).added_rows, 1);
        }
        assert_eq!(bench.export(), text(&odd()));
    });
}

#[test]
fn what_was_done_here_since_is_no_row_of_the_log() {
    each_engine(|db| {
        let bench = Bench::new(db);
        bench.import(&odd()[..5]);
        let incident = bench.incident(NUMBER);
        let changed =
            incident.update(|record| "Something else".clone_into(&mut record.title)).unwrap();
        let ctx = desk::Context::new(None, desk::Door::Web, testkit::MORNING, &bench.to.chance);
        db.write(move |tx| desk::commit(tx, &ctx, changed.clone(), None)).unwrap();
        assert_eq!(bench.export(), text(&odd()[..5]));
        // What happened in the log before that is told, and undoes nothing.
        bench.import(&odd());
        let record = bench.incident(NUMBER).record;
        assert_eq!((record.title.as_str(), record.state.code), ("Something else", "in_progress"));
        assert_eq!(bench.export(), text(&odd()));
    });
}
