//! Each row is an entry at its own time by its own actor.

use db::Timestamp;
use desk::people::{Category, Location, Person, Team};
use incident::lifecycle::verb;
use testkit::each_engine;

use super::made_log::{Bench, Made, row, said};

const NUMBER: &str = "INC0000045";

fn at(time: &str) -> Timestamp {
    format!("2016-03-01T{time}:00Z").parse().unwrap()
}

/// A usual life: opened, taken, waiting twice, done, over.
fn life() -> Vec<Made> {
    let on = |time, count, state| row(NUMBER, time, count, state);
    vec![
        on("08:10", 0, "New"),
        on("08:20", 1, "Active")
            .with("assigned_to", "Resolver 8")
            .with("sys_updated_by", "Updated by 8"),
        on("08:30", 2, "Awaiting User Info").with("assigned_to", "Resolver 8"),
        on("08:40", 3, "Awaiting Vendor").with("assigned_to", "Resolver 8"),
        on("08:50", 4, "Active").with("assigned_to", "Resolver 8"),
        on("09:00", 5, "Active").with("assigned_to", "Resolver 8"),
        on("09:10", 6, "Active")
            .with("assigned_to", "Resolver 9")
            .with("assignment_group", "Group 70"),
        on("09:20", 7, "Resolved").with("assigned_to", "Resolver 9"),
        on("09:30", 8, "Closed").with("assigned_to", "Resolver 9"),
    ]
}

#[test]
fn every_row_is_an_entry_at_its_time_by_its_actor() {
    each_engine(|db| {
        let bench = Bench::new(db);
        let report = bench.import(&life());
        assert_eq!((report.rows, report.incidents, report.added_rows), (9, 1, 9));
        let entries = bench.timeline(NUMBER);
        let verbs: Vec<&str> = entries.iter().map(|e| e.verb.as_str()).collect();
        assert_eq!(
            verbs,
            [
                "create",
                "start",
                "hold",
                "hold",
                "resume",
                verb::UPDATE,
                "assign",
                "resolve",
                "close"
            ]
        );
        assert!(entries.iter().all(|e| e.door == "import" && e.recorded_at == testkit::MORNING));
        assert_eq!(entries[3].occurred_at, at("08:40"));
        let labels: Vec<&str> = entries.iter().map(|e| said(e, "source.state").unwrap()).collect();
        assert_eq!(labels[2..5], ["Awaiting User Info", "Awaiting Vendor", "Active"]);
        assert_eq!(said(&entries[2], "hold_reason"), Some("requester"));
        assert_eq!(said(&entries[3], "hold_reason"), Some("supplier"));
        assert_ne!(entries[0].actor, entries[1].actor);
        assert_eq!(entries[0].actor, entries[2].actor);
        assert_eq!(bench.entries(), 9);
    });
}

#[test]
fn a_row_that_changes_nothing_is_still_an_entry() {
    each_engine(|db| {
        let bench = Bench::new(db);
        bench.import(&life());
        let entry = &bench.timeline(NUMBER)[5];
        let fields: Vec<&str> = entry.values.iter().map(|value| value.field.as_str()).collect();
        assert_eq!(fields, ["source.row", "source.state"]);
        assert_eq!(said(entry, "source.row"), Some("1/3/2016 09:00|5"));
    });
}

#[test]
fn the_record_stands_as_the_last_row_says() {
    each_engine(|db| {
        let bench = Bench::new(db);
        bench.import(&life());
        let incident = bench.incident(NUMBER);
        let record = &incident.record;
        assert_eq!((record.number.as_str(), record.state.code), (NUMBER, "closed"));
        assert_eq!((record.channel.as_str(), record.priority), ("phone", Some(3)));
        assert_eq!(record.title, "Category 55: Subcategory 170");
        assert_eq!(record.opened_at, at("08:00"));
        assert_eq!(record.closed_at, Some("2016-03-05T12:00:00Z".parse().unwrap()));
        assert_eq!(incident.resolution.as_ref().unwrap().code, "code_5");
        bench.read(|tx| {
            // Two spaces in the log are one in a name.
            assert_eq!(
                Person::find(tx, record.opener.unwrap()).unwrap().unwrap().name,
                "Opened by 8"
            );
            assert_eq!(
                Person::find(tx, record.assignee.unwrap()).unwrap().unwrap().name,
                "Resolver 9"
            );
            assert_eq!(Team::find(tx, record.team.unwrap()).unwrap().unwrap().name, "Group 56");
            assert_eq!(
                Location::find(tx, record.location.unwrap()).unwrap().unwrap().name,
                "Location 143"
            );
            let path = Category::path(tx, record.category.unwrap()).unwrap().unwrap();
            assert_eq!(
                path.iter().map(|c| c.name.as_str()).collect::<Vec<_>>(),
                ["Category 55", "Subcategory 170"]
            );
        });
    });
}

#[test]
fn nothing_leaves_the_house() {
    db::statements! { OUTBOX = "SELECT id FROM outbox"; JOB = "SELECT id FROM job"; }
    each_engine(|db| {
        let bench = Bench::new(db);
        bench.import(&life());
        for statement in STATEMENTS {
            assert_eq!(
                bench.read(|tx| tx.rows(*statement, &[]).unwrap()).len(),
                0,
                "{}",
                statement.sql()
            );
        }
    });
}

#[test]
fn a_move_the_lifecycle_refuses_is_kept_and_flagged() {
    each_engine(|db| {
        let bench = Bench::new(db);
        let report = bench.import(&[
            row(NUMBER, "08:10", 0, "Resolved"),
            row(NUMBER, "08:20", 1, "New"),
            row(NUMBER, "08:30", 2, "Awaiting Problem"),
            row(NUMBER, "08:40", 3, "Closed"),
        ]);
        let entries = bench.timeline(NUMBER);
        let flags: Vec<_> = entries.iter().map(|e| said(e, "source.irregular").unwrap()).collect();
        assert_eq!(
            flags,
            [
                "move create>resolved",
                "move resolved>new",
                "move new>on_hold",
                "move on_hold>closed"
            ]
        );
        assert_eq!(
            entries.iter().map(|e| said(e, "state").unwrap()).collect::<Vec<_>>(),
            ["resolved", "new", "on_hold", "closed"]
        );
        assert_eq!(
            entries.iter().map(|e| e.verb.as_str()).collect::<Vec<_>>(),
            ["create", "reopen", "hold", "close"]
        );
        assert_eq!(report.figures.refused_moves["new>on_hold"], 1);
        assert_eq!(bench.incident(NUMBER).reopened, 1);
    });
}

#[test]
fn a_state_without_a_name_leaves_the_state_as_it_was() {
    each_engine(|db| {
        let bench = Bench::new(db);
        let report = bench.import(&[
            row(NUMBER, "08:10", 0, "Active"),
            row(NUMBER, "08:20", 1, "-100").with("assigned_to", "Resolver 3"),
            row(NUMBER, "08:30", 2, "Resolved").with("assigned_to", "Resolver 3"),
        ]);
        let entry = &bench.timeline(NUMBER)[1];
        assert_eq!(said(entry, "source.state"), Some("-100"));
        assert_eq!(said(entry, "source.irregular"), Some("state -100"));
        assert_eq!(said(entry, "state"), None);
        assert_eq!(entry.verb, "assign");
        assert_eq!(bench.timeline(NUMBER)[2].verb, "resolve");
        assert_eq!(report.figures.unknown_state_rows, 1);
    });
}

#[test]
fn a_reason_to_wait_nobody_knew_becomes_a_row() {
    each_engine(|db| {
        let bench = Bench::new(db);
        bench.import(&[
            row(NUMBER, "08:10", 0, "Active"),
            row(NUMBER, "08:20", 1, "Awaiting Third Party"),
        ]);
        assert_eq!(bench.incident(NUMBER).record.hold_reason.as_deref(), Some("third_party"));
        let choices =
            bench.read(|tx| desk::people::Choice::list(tx, "incident", "hold_reason").unwrap());
        assert!(choices.iter().any(|c| c.code == "third_party" && c.label == "Third Party"));
    });
}

#[test]
fn rows_out_of_order_are_put_in_order() {
    each_engine(|db| {
        let bench = Bench::new(db);
        let report = bench.import(&[
            row(NUMBER, "08:10", 0, "New"),
            row("INC0000046", "08:00", 0, "New"),
            row(NUMBER, "08:30", 1, "Resolved"),
            row(NUMBER, "08:20", 2, "Active"),
            row(NUMBER, "08:30", 0, "Active"),
        ]);
        let entries = bench.timeline(NUMBER);
        let rows: Vec<&str> = entries.iter().map(|e| said(e, "source.row").unwrap()).collect();
        assert_eq!(
            rows,
            ["1/3/2016 08:10|0", "1/3/2016 08:20|2", "1/3/2016 08:30|0", "1/3/2016 08:30|1"]
        );
        let flags: Vec<_> = entries.iter().map(|e| said(e, "source.irregular")).collect();
        assert_eq!(flags, [None, None, Some("count"), Some("order; count")]);
        assert_eq!((report.figures.out_of_order_rows, report.figures.falling_count_rows), (1, 2));
        assert_eq!(bench.incident(NUMBER).record.state.code, "resolved");
    });
}

#[test]
fn an_imported_priority_stands_though_the_matrix_differs() {
    each_engine(|db| {
        let bench = Bench::new(db);
        bench.import(&[
            row(NUMBER, "08:10", 0, "New").with("priority", "1 - Critical"),
            row(NUMBER, "08:20", 1, "New").with("priority", "3 - Moderate"),
        ]);
        let entries = bench.timeline(NUMBER);
        assert_eq!(said(&entries[0], "priority"), Some("1"));
        assert!(said(&entries[0], "priority_reason").is_some());
        assert_eq!(entries[1].verb, "prioritise");
        assert_eq!(bench.incident(NUMBER).priority_reason, None);
    });
}

#[test]
fn a_label_is_one_person_in_each_column_and_a_team_that_is_here_is_taken() {
    each_engine(|db| {
        let bench = Bench::new(db);
        let to = bench.to.clone();
        let ctx = to.context();
        let team = to.db.write(move |tx| Team::create(tx, &ctx, to.company, "Group 56")).unwrap();
        bench.import(&[
            row(NUMBER, "08:10", 0, "New").with("caller_id", "8").with("assigned_to", "8"),
            row("INC0000046", "08:10", 0, "New").with("caller_id", "8").with("opened_by", "8"),
        ]);
        let (a, b) = (bench.incident(NUMBER).record, bench.incident("INC0000046").record);
        assert_eq!(a.requester, b.requester);
        assert_ne!(a.requester, a.assignee);
        assert_ne!(b.requester, b.opener);
        assert_eq!(a.team, Some(team.id));
    });
}
