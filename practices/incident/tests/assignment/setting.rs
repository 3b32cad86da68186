//! Rules are set up, changed, put in order and taken away by administrators, and the logbook keeps it.

use db::{Db, Id, params};
use desk::assignment::{self, Gives, Rule};
use desk::journal::{Entry, Subject, timeline};
use desk::people::Team;
use desk::{Error, Fault, Result};
use mainstay_incident::KIND;
use testkit::each_engine;

use crate::house::{House, raw, said};

db::statements! {
    BOOK = "SELECT id FROM subject WHERE kind = 'log.settings'";
    BY_LUCK = "UPDATE assignment_rule SET gives = 'luck' WHERE id = $1";
}

/// What the logbook says of rules.
fn log(db: &Db) -> Vec<Entry> {
    let all = db.read(|tx| {
        let book: Id<Subject> = tx.one(BOOK, params![])?.get(0)?;
        timeline(tx, book)
    });
    all.unwrap().into_iter().filter(|entry| entry.verb.contains("assignment")).collect()
}

fn faults<T: std::fmt::Debug>(result: Result<T>) -> Vec<(String, &'static str)> {
    match result {
        Err(Error::Invalid(faults)) => {
            faults.into_iter().map(|Fault { field, code, .. }| (field, code)).collect()
        }
        other => panic!("it was taken: {other:?}"),
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of what is wrong")]
fn what_cannot_be_taken_is_told_by_field() {
    each_engine(|db| {
        let house = House::new(db);
        house.rule(&[("name", "Rest"), ("team", "Network"), ("gives", "team")]);
        for (values, expected) in [
            (
                &[("name", ""), ("team", ""), ("gives", "")][..],
                &[("name", "required"), ("team", "required"), ("gives", "required")][..],
            ),
            (
                &[("name", "Rest"), ("team", "Network"), ("gives", "person")],
                &[("name", "taken"), ("person", "required")],
            ),
            (
                &[("name", "A"), ("team", "Nowhere"), ("gives", "luck")],
                &[("team", "no_such"), ("gives", "option")],
            ),
            (
                &[
                    ("name", "A"),
                    ("team", "Network"),
                    ("gives", "person"),
                    ("person", "ada@alder.example"),
                ],
                &[("person", "not_in_team")],
            ),
            (
                &[
                    ("name", "A"),
                    ("team", "Network"),
                    ("gives", "team"),
                    ("condition", "requester = me"),
                ],
                &[("condition", "filter_me")],
            ),
            (
                &[
                    ("name", "A"),
                    ("team", "Network"),
                    ("gives", "team"),
                    ("condition", "team in (me.teams)"),
                ],
                &[("condition", "filter_me")],
            ),
            (
                &[
                    ("name", "A"),
                    ("team", "Network"),
                    ("gives", "team"),
                    ("condition", "priority <"),
                ],
                &[("condition", "filter_value_expected")],
            ),
            (
                &[("name", "A"), ("team", "Network"), ("gives", "team"), ("luck", "1")],
                &[("luck", "unknown")],
            ),
        ] {
            let found = faults(house.try_rule(values));
            let found: Vec<(&str, &str)> =
                found.iter().map(|(field, code)| (field.as_str(), *code)).collect();
            assert_eq!(found, expected, "{values:?}");
        }
        assert_eq!(log(db).len(), 1, "nothing half-saved");
    });
}

#[test]
fn every_change_is_in_the_logbook_with_what_was_before() {
    each_engine(|db| {
        let house = House::new(db);
        let desk = &house.desk;
        let first = house.rule(&[
            ("name", "Network"),
            ("condition", "title contains switch"),
            ("team", "Network"),
            ("gives", "round_robin"),
        ]);
        let same =
            house.try_edit(&first, &[("name", "Network"), ("gives", "round_robin")]).unwrap();
        assert_eq!((same.version, log(db).len()), (1, 1), "nothing changed");
        let edited = house
            .try_edit(&first, &[("gives", "person"), ("person", "ned@alder.example")])
            .unwrap();
        assert_eq!(edited.gives, Gives::Person(desk.network_agent.person));
        let entry = log(db).pop().unwrap();
        assert_eq!(entry.verb, "edit_assignment_rule");
        assert_eq!(
            (said(&entry, "gives_before"), said(&entry, "gives")),
            (Some("round_robin"), Some("person"))
        );
        assert_eq!((said(&entry, "name"), said(&entry, "condition")), (Some("Network"), None));

        let mut seen = raw(&[("name", "Other")]);
        seen.version = Some(1);
        let (ctx, by, id) =
            (desk.context(&desk.administrator), desk.administrator.clone(), first.id);
        let stale = db.write(move |tx| assignment::edit(tx, &ctx, &by, &KIND, id, &seen));
        assert!(matches!(stale, Err(Error::Stale { present: 2 })), "{stale:?}");

        let last = house.rule(&[("name", "Rest"), ("team", "Service desk"), ("gives", "team")]);
        put_in_order(&house, &[last.id, first.id]).unwrap();
        put_in_order(&house, &[last.id, first.id]).unwrap();
        let entry = log(db).pop().unwrap();
        assert_eq!((entry.verb.as_str(), log(db).len()), ("order_assignment_rules", 4));
        assert_eq!(
            (said(&entry, "order_before"), said(&entry, "order")),
            (Some("Network, Rest"), Some("Rest, Network"))
        );
        assert_eq!(
            faults(put_in_order(&house, &[last.id])),
            [("rules".to_owned(), "each_rule_once")]
        );
        assert_eq!(
            house.load(&house.open(&[("title", "switch")]).number).record.team,
            Some(desk.service_desk)
        );

        let (ctx, by) = (desk.context(&desk.administrator), desk.administrator.clone());
        let gone = db.write(move |tx| assignment::remove(tx, &ctx, &by, &KIND, (last.id, None)));
        assert_eq!(gone.unwrap().name, "Rest");
        let entry = log(db).pop().unwrap();
        assert_eq!(
            (entry.verb.as_str(), said(&entry, "name_before")),
            ("remove_assignment_rule", Some("Rest"))
        );
    });
}

fn put_in_order(house: &House, ids: &[Id<Rule>]) -> Result<()> {
    let by = house.desk.administrator.clone();
    let (ctx, ids) = (house.desk.context(&by), ids.to_vec());
    house.desk.db.write(move |tx| assignment::order(tx, &ctx, &by, &KIND, &ids))
}

#[test]
fn only_administrators_change_rules_and_auditors_read_them() {
    each_engine(|db| {
        let house = House::new(db);
        let desk = &house.desk;
        let rule = house.rule(&[("name", "Rest"), ("team", "Network"), ("gives", "team")]);
        for (name, agent) in desk.everybody() {
            let administers = name == "administrator";
            let (ctx, by, id) = (desk.context(agent), agent.clone(), rule.id);
            let changed = db.write(move |tx| {
                assignment::edit(tx, &ctx, &by, &KIND, id, &raw(&[("gives", "team")]))
            });
            assert_eq!(changed.is_ok(), administers, "{name}: {changed:?}");
            let read = db.read(|tx| assignment::standings(tx, agent, &KIND, desk.clock.now()));
            let reads = administers || name == "auditor";
            assert_eq!(read.is_ok(), reads, "{name}: {read:?}");
        }
    });
}

#[test]
fn a_broken_rule_can_be_turned_off_and_is_judged_when_it_is_turned_on() {
    each_engine(|db| {
        let house = House::new(db);
        let desk = &house.desk;
        let field = house.add_field();
        let (team, people) = house.team("Turns", "agent", 1);
        let dear = house.rule(&[
            ("name", "Dear"),
            ("condition", "x.site = north"),
            ("team", "Turns"),
            ("gives", "person"),
            ("person", &people[0].to_string()),
        ]);
        house.retire(&field);
        let (ctx, person) = (desk.context(&desk.administrator), people[0]);
        db.write(move |tx| Team::remove_member(tx, &ctx, team, person)).unwrap();

        let renamed = house.try_edit(&dear, &[("name", "Very dear")]).unwrap();
        assert_eq!(renamed.name, "Very dear", "what is not new is not judged");
        let off = house.try_edit(&dear, &[("active", "false")]).unwrap();
        assert!(!off.active);
        let whole = [
            ("name", "Dear"),
            ("condition", "x.site = north"),
            ("gives", "person"),
            ("person", &people[0].to_string()),
            ("active", "false"),
        ];
        house.try_edit(&dear, &whole).unwrap();
        let on = faults(house.try_edit(&dear, &[("active", "true")]));
        assert_eq!(
            on,
            [("person".to_owned(), "not_in_team"), ("condition".to_owned(), "filter_field")]
        );
        let mended = [("active", "true"), ("condition", ""), ("gives", "team")];
        assert!(house.try_edit(&dear, &mended).unwrap().active);
        let wrong = faults(house.try_edit(&dear, &[("condition", "x.site = south")]));
        assert_eq!(wrong, [("condition".to_owned(), "filter_field")], "what is new is");
    });
}

#[test]
fn a_rule_of_a_newer_program_is_passed_over_and_stops_nobody() {
    each_engine(|db| {
        let house = House::new(db);
        let newer = house.rule(&[("name", "Newer"), ("team", "Network"), ("gives", "team")]);
        let rest = house.rule(&[("name", "Rest"), ("team", "Service desk"), ("gives", "team")]);
        db.write(move |tx| tx.execute(BY_LUCK, params![newer.id])).unwrap();
        // Any change of the rules makes what is kept of them in memory anew.
        house.try_edit(&rest, &[("name", "All the rest")]).unwrap();
        let record = house.load(&house.open(&[]).number).record;
        assert_eq!(record.team, Some(house.desk.service_desk));
        let (by, now) = (&house.desk.administrator, house.desk.clock.now());
        let all = db.read(|tx| assignment::standings(tx, by, &KIND, now)).unwrap();
        let names: Vec<&str> = all.iter().map(|one| one.rule.name.as_str()).collect();
        assert_eq!(names, ["All the rest"]);
    });
}
