//! What is found, before and after it is in the index.

use db::Db;
use desk::journal;
use desk::search::{self, Asked};
use testkit::each_engine;

use crate::office::{KINDS, Office, Report, numbers};

/// Tries the same before the index is caught up, and after.
fn both_ways(office: &Office, check: impl Fn(&Office)) {
    check(office);
    office.catch_up();
    check(office);
}

#[test]
fn words_are_found_in_any_order_and_spelling() {
    each_engine(|db| {
        let office = Office::set_up(db);
        let agent = office.desk.agent.clone();
        let printer = office.report(
            &agent,
            &Report::of("Druckerstörung am SRV-DB-01", "Größere Menge **leerer** Seiten"),
        );
        let vpn = office.report(
            &agent,
            &Report::of("VPN drops", "since the update to v2.14.3, see INC0000001"),
        );
        both_ways(&office, |office| {
            let found = |text: &str| office.found(&agent, text);
            for there in [
                "druckerstörung",
                "DRUCKERSTOERUNG",
                "druckerstorung",
                "Seiten leerer",
                "groessere menge",
                "srv-db-01",
                "db druck",
                "\"leerer seiten\"",
                "„größere Menge“",
                "seiten -update",
            ] {
                assert_eq!(found(there), [printer.as_str()], "{there}");
            }
            assert_eq!(found("2.14 vpn"), [vpn.as_str()]);
            for not in ["\"seiten leerer\"", "seiten -leerer", "störung", "seiten vpn"] {
                assert!(found(not).is_empty(), "{not}: {:?}", found(not));
            }
            // A number before what only mentions it.
            assert_eq!(found("INC0000001"), [printer.as_str(), vpn.as_str()]);
            assert_eq!(found("inc 1"), [printer.as_str(), vpn.as_str()]);
            assert_eq!(office.search(&agent, "inc-1").number.as_deref(), Some(printer.as_str()));
            assert_eq!(office.search(&agent, "1").number, None);
            assert_eq!(found("2")[0], vpn);
        });
    });
}

#[test]
fn an_edit_replaces_exactly() {
    each_engine(|db| {
        let office = Office::set_up(db);
        let agent = office.desk.agent.clone();
        let number = office.report(&agent, &Report::of("Old toner", "the toner is empty"));
        office.act(&agent, &number, "comment", &[("body", "toner ordered")]);
        office.act(
            &agent,
            &number,
            "work_note",
            &[("body", "supplier is slow\n\n> quoted nonsense")],
        );
        both_ways(&office, |office| {
            assert_eq!(office.found(&agent, "old empty"), [number.as_str()])
        });
        office.act(&agent, &number, "edit", &[("title", "New cartridge"), ("description", "")]);
        both_ways(&office, |office| {
            for gone in ["old", "empty", "nonsense"] {
                assert!(office.found(&agent, gone).is_empty(), "{gone}");
            }
            // Still in the comment, the note and the new title together.
            assert_eq!(office.found(&agent, "toner slow cartridge"), [number.as_str()]);
        });
        office.act(&agent, &number, "edit", &[("title", "Old toner")]);
        both_ways(&office, |office| {
            assert_eq!(office.found(&agent, "old toner"), [number.as_str()])
        });
    });
}

#[test]
fn what_was_erased_is_not_found() {
    each_engine(|db: &Db| {
        let office = Office::set_up(db);
        let agent = office.desk.agent.clone();
        let number = office.report(&agent, &Report::of("Locked out", ""));
        let done = office.act(&agent, &number, "comment", &[("body", "my password is hunter2x")]);
        both_ways(&office, |office| {
            assert_eq!(office.found(&agent, "hunter2x"), [number.as_str()])
        });
        let id = office.search(&agent, "locked").results[0].heading.id;
        let ctx = office.desk.context(&agent);
        db.write(move |tx| journal::erase(tx, &ctx, id.cast(), done.seq, "comment")).unwrap();
        both_ways(&office, |office| {
            assert!(office.found(&agent, "hunter2x").is_empty());
            assert!(office.found(&agent, "hunter2y").is_empty(), "nor is it near anything");
            assert_eq!(office.found(&agent, "locked"), [number.as_str()]);
        });
    });
}

#[test]
fn slips_are_forgiven_where_nothing_else_is_found() {
    each_engine(|db| {
        let office = Office::set_up(db);
        let agent = office.desk.agent.clone();
        let number = office.report(&agent, &Report::of("Printer jammed", "certificate expired"));
        both_ways(&office, |office| {
            for typed in ["pritner", "printr jamed", "certifcate", "certifficaate", "prunter"] {
                assert_eq!(office.found(&agent, typed), [number.as_str()], "{typed}");
            }
            let meant = office.search(&agent, "pritner certificate").meant;
            assert_eq!(meant, [("pritner".to_owned(), "printer".to_owned())]);
            assert!(office.search(&agent, "printer").meant.is_empty());
            for wrong in ["prn", "scanner", "pXXXter"] {
                assert!(office.found(&agent, wrong).is_empty(), "{wrong}");
            }
        });
    });
}

#[test]
fn excerpts_show_what_was_found_and_where() {
    each_engine(|db| {
        let office = Office::set_up(db);
        let agent = office.desk.agent.clone();
        let number =
            office.report(&agent, &Report::of("Printer on fire", &"Nothing to see. ".repeat(40)));
        office.act(&agent, &number, "comment", &[("body", "The *fuser* smokes.\n\n> what burns?")]);
        both_ways(&office, |office| {
            let answer = office.search(&agent, "fire fuser");
            let shown = &answer.results[0].shown;
            assert_eq!(shown.in_title, vec![11..15]);
            let excerpt = shown.excerpt.as_ref().unwrap();
            assert_eq!((excerpt.field.as_str(), excerpt.internal), ("comment", false));
            assert_eq!(excerpt.piece.text, "The fuser smokes.");
            assert_eq!(excerpt.piece.hits, vec![4..9]);
            let nothing =
                office.search(&agent, "nothing").results[0].shown.excerpt.clone().unwrap();
            assert_eq!(nothing.field, "description");
            assert!(nothing.piece.cut_after && !nothing.piece.cut_before);
        });
    });
}

#[test]
fn titles_rare_words_and_new_records_come_first() {
    each_engine(|db| {
        let office = Office::set_up(db);
        let agent = office.desk.agent.clone();
        let plain = |title: &str, text: &str| office.report(&agent, &Report::of(title, text));
        let in_text = plain("Something", "network");
        let in_title = plain("Network", "something");
        let newer = plain("Network", "something else");
        both_ways(&office, |office| {
            assert_eq!(
                office.found(&agent, "network"),
                [newer.as_str(), in_title.as_str(), in_text.as_str()]
            );
        });
    });
}

#[test]
fn filters_narrow_it() {
    each_engine(|db| {
        let office = Office::set_up(db);
        let agent = office.desk.agent.clone();
        let open = office.report(&agent, &Report::of("Switch down", ""));
        let over = office.report(&agent, &Report::of("Switch up", ""));
        office.act(&agent, &over, "cancel", &[("reason", "mistake")]);
        both_ways(&office, |office| {
            let ask = |open, text: &str| {
                let asked = Asked { text: text.into(), open, limit: 10, ..Asked::default() };
                numbers(&office.ask(&agent, &asked).unwrap())
            };
            assert_eq!(ask(Some(true), "switch"), [open.as_str()]);
            assert_eq!(ask(Some(false), "switch"), [over.as_str()]);
            assert_eq!(ask(None, "switch").len(), 2);
            assert!(ask(Some(true), &over).is_empty());
            assert_eq!(ask(None, "mistake"), [over.as_str()]);
        });
        let refused = |asked: Asked| match office.ask(&agent, &asked) {
            Err(desk::Error::Invalid(faults)) => faults[0].code,
            other => panic!("{other:?}"),
        };
        let asked = |text: &str| Asked { text: text.into(), limit: 10, ..Asked::default() };
        assert_eq!(refused(asked(" - ")), "nothing_to_find");
        assert_eq!(refused(asked(&"x ".repeat(200))), "too_much_to_find");
        assert_eq!(refused(Asked { kind: Some("problem".into()), ..asked("x") }), "no_such");
    });
}

#[test]
fn the_newest_two_thousand_are_ranked_and_it_is_said() {
    each_engine(|db| {
        let office = Office::set_up(db);
        let agent = office.desk.agent.clone();
        let first = office.report(&agent, &Report::of("common and unique", ""));
        crate::engines::fill(&office, search::RANKED);
        let answer = office.search(&agent, "common");
        assert!(answer.only_newest && answer.more, "{} results", answer.results.len());
        let few = office.search(&agent, "unique common");
        assert!(!few.only_newest && !few.more);
        assert_eq!(numbers(&few), [first.as_str()]);
        let standing = db.read(search::standing).unwrap();
        assert_eq!((standing.waiting, standing.rebuilding), (0, false));
        assert_eq!(standing.documents, i64::try_from(search::RANKED).unwrap() + 1);
        let nothing = search::step(db, KINDS, None).unwrap();
        assert_eq!((nothing.records, nothing.more), (0, false));
    });
}
