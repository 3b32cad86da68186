//! Interrupted, repeated, in parts: nothing twice, nothing half.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU64, Ordering};

use incident::lifecycle::verb;
use testkit::each_engine;

use super::super::{Progress, Stage, Stopped};
use super::made_log::{Bench, Made, row, said, text};

const NUMBER: &str = "INC0000045";

/// Enough incidents for several transactions.
fn many() -> Vec<Made> {
    (1..=600u32)
        .flat_map(|n| {
            let number = format!("INC{n:07}");
            let group = format!("Group {}", n % 7);
            ["New", "Active", "Active", "Resolved", "Closed"].into_iter().zip(0..).map(
                move |(state, count)| {
                    row(&number, &format!("08:{:02}", count * 10), count, state)
                        .with("assignment_group", &group)
                },
            )
        })
        .collect()
}

#[test]
fn a_repeated_import_adds_nothing() {
    each_engine(|db| {
        let bench = Bench::new(db);
        let first = bench.import(&many());
        let (entries, exported) = (bench.entries(), bench.export());
        let second = bench.import(&many());
        assert_eq!((first.added_rows, first.added_incidents), (3000, 600));
        assert_eq!((second.added_rows, second.added_incidents), (0, 0));
        assert_eq!((second.rows, second.incidents), (first.rows, first.incidents));
        assert_eq!(second.figures, first.figures);
        assert_eq!((bench.entries(), bench.export()), (entries, exported));
    });
}

/// Asks to stop after some tidings about rows.
struct StopAfter(AtomicU64);

impl Progress for StopAfter {
    fn tell(&self, stage: Stage, _: u64, _: u64) -> ControlFlow<()> {
        if stage == Stage::Rows && self.0.fetch_sub(1, Ordering::SeqCst) == 1 {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }
}

#[test]
fn an_interrupted_import_leaves_whole_incidents_and_goes_on() {
    each_engine(|db| {
        let bench = Bench::new(db);
        let rows = many();
        let stop = StopAfter(AtomicU64::new(1));
        let error = bench.import_bytes(text(&rows).as_bytes(), &stop).unwrap_err();
        assert!(error.is::<Stopped>(), "{error:?}");
        let written = bench.export().lines().count() - 1;
        assert!((5..3000).contains(&written), "{written} rows before the end");
        assert_eq!(written % 5, 0, "every incident has all its five rows");
        let report = bench.import(&rows);
        assert_eq!(report.added_rows, 3000 - u64::try_from(written).unwrap());
        assert_eq!(bench.export(), text(&rows));
        assert_eq!(bench.entries(), 3000);
    });
}

#[test]
fn rows_that_come_later_go_on_where_the_others_ended() {
    each_engine(|db| {
        let bench = Bench::new(db);
        let rows = [
            row(NUMBER, "08:10", 0, "New").with("closed_code", "?").with("u_symptom", "Symptom 1"),
            row(NUMBER, "08:20", 1, "Active")
                .with("closed_code", "?")
                .with("u_symptom", "Symptom 2"),
            row(NUMBER, "08:30", 2, "Active").with("u_symptom", "Symptom 2"),
            row(NUMBER, "08:40", 3, "Resolved").with("u_symptom", "?"),
            row(NUMBER, "08:50", 4, "Closed").with("u_symptom", "Symptom 2"),
        ];
        for end in 1..=rows.len() {
            let report = bench.import(&rows[..end]);
            assert_eq!(report.added_rows, 1);
            assert_eq!(bench.export(), text(&rows[..end]));
        }
        let verbs: Vec<String> = bench.timeline(NUMBER).into_iter().map(|e| e.verb).collect();
        assert_eq!(verbs, ["create", "start", verb::UPDATE, "resolve", "close"]);
        assert_eq!(bench.entries(), 5);
    });
}

#[test]
fn a_row_from_before_what_is_known_changes_nothing_and_is_kept() {
    each_engine(|db| {
        let bench = Bench::new(db);
        let rows = [
            row(NUMBER, "08:10", 0, "New"),
            row(NUMBER, "08:20", 1, "Active")
                .with("notify", "Send \"Email\", at once")
                .with("assignment_group", "Group 1"),
            row(NUMBER, "08:30", 2, "Resolved"),
        ];
        bench.import(&[rows[0].clone(), rows[2].clone()]);
        let before = bench.incident(NUMBER);
        let report = bench.import(&rows);
        assert_eq!((report.added_rows, report.figures.late_rows), (1, 1));
        let after = bench.incident(NUMBER);
        assert_eq!(
            (after.record.state.code, after.record.version),
            ("resolved", before.record.version)
        );
        let entry = &bench.timeline(NUMBER)[1];
        assert_eq!((said(entry, "source.irregular"), entry.seq), (Some("late"), 3));
        assert_eq!(bench.export(), text(&rows));
    });
}

#[test]
fn a_row_twice_in_a_log_counts_once() {
    each_engine(|db| {
        let bench = Bench::new(db);
        let one = row(NUMBER, "08:10", 0, "New");
        let other = one.clone().with("made_sla", "false");
        let report = bench.import(&[one.clone(), one.clone(), other]);
        assert_eq!((report.rows, report.repeated, report.rejected), (1, 1, 1));
        assert_eq!(report.first_rejected[0].line, 4);
        assert_eq!(bench.export(), text(&[one]));
    });
}
