//! Things are added, renamed, moved, retired and brought back.

use crate::house::{
    KINDS, added, change, change_from, create, example, fault, faults, found, raw, restore, retire,
    tried, verbs,
};
use db::{Db, Id, params};
use desk::foundation::{
    self, Asked, CATEGORY, CHOICE, COMPANIES, DEPARTMENT, Effect, Item, SERVICE, SITE, SORTS, TEAM,
};
use desk::input::RawInput;
use desk::people::{Choice, Company, Location, Organisation, Team};
use desk::{Error, Fault, Result, journal};
use mainstay_desk as desk;
use std::collections::BTreeMap;
use testkit::{Desk, each_engine};

db::statements! {
    RULE = "INSERT INTO assignment_rule (id, kind, place, name, condition, team_id, gives, person_id, active, version, changed_at)
        VALUES ($1, 'task', 1, 'Lifts', '', $2, 'team', NULL, 1, 1, 0)";
    BELOW = "UPDATE location SET parent_id = $2 WHERE id = $1";
}

#[test]
fn every_sort_is_added_renamed_retired_and_brought_back_with_a_history() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        for sort in SORTS {
            let made = added(&desk, sort, &example(sort, "First"));
            assert!(made.active && made.name == "First", "{made:?}");
            let named = change(&desk, &made, &[(sort.name, "  Fïrst & <second> ")]).unwrap();
            assert_eq!(named.name, "Fïrst & <second>");
            assert_eq!(found(db, sort, &made.key), Some(named.clone()));
            // What is so already is no change.
            assert_eq!(change(&desk, &made, &[(sort.name, "Fïrst & <second>")]).unwrap(), named);
            if sort.code == "choice" {
                added(
                    &desk,
                    sort,
                    &[
                        ("label", "Another"),
                        ("kind", "task"),
                        ("list", "hold_reason"),
                        ("code", "another"),
                    ],
                );
            }
            assert!(!retire(&desk, &desk.administrator, &named).unwrap().active);
            let (by, asked) =
                (desk.auditor.clone(), Asked { active: Some(true), ..Asked::default() });
            let used = db.read(move |tx| foundation::list(tx, &by, sort, &asked)).unwrap().items;
            assert!(used.iter().all(|item| item.key != made.key), "{used:?}");
            assert!(restore(&desk, &named).unwrap().active);
            let said =
                ["restore", "retire", "change", "create"].map(|v| format!("{v}_{}", sort.code));
            assert_eq!(verbs(&desk, &made), said, "{}", sort.code);
        }
    });
}

#[test]
fn an_entry_says_what_was_and_what_is() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let team = found(db, &TEAM, &desk.network.to_string()).unwrap();
        change(&desk, &team, &[("name", "Networks"), ("company", "Birch Supplies")]).unwrap();
        let key = team.key.clone();
        let (_, entry) =
            db.read(move |tx| journal::about(tx, &key, i64::MAX, 1)).unwrap().remove(0);
        let said: BTreeMap<&str, &str> = entry
            .values
            .iter()
            .map(|value| (value.field.as_str(), value.value.as_deref().unwrap()))
            .collect();
        let (alder, birch) = (desk.alder.to_string(), desk.birch.to_string());
        let wanted: BTreeMap<&str, &str> = [
            ("team", team.key.as_str()),
            ("name_before", "Network"),
            ("name", "Networks"),
            ("company_before", &alder),
            ("company", &birch),
        ]
        .into();
        assert_eq!(said, wanted);
        assert_eq!(entry.actor, Some(desk.administrator.person));
        // The new name is what everybody reads, finds and sorts by at once.
        let id = desk.network;
        db.read(move |tx| {
            assert_eq!(Team::names(tx, &[id])?[&id], "Networks");
            let by = desk.auditor.clone();
            let asked = Asked { text: "NETWORKS".to_owned(), ..Asked::default() };
            assert_eq!(foundation::list(tx, &by, &TEAM, &asked)?.items.len(), 1);
            Ok::<_, Error>(())
        })
        .unwrap();
    });
}

#[test]
fn a_name_that_is_taken_tells_who_has_it() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let told = |outcome: Result<Item>| match outcome {
            Err(Error::Invalid(mut faults)) if faults.len() == 1 => faults.remove(0),
            other => panic!("{other:?}"),
        };
        let values = [("name", "SERVICE desk"), ("company", "Birch Supplies")];
        let taken = Fault::new("name", "taken_by").with("name", "Service desk");
        assert_eq!(told(create(&desk, &desk.administrator, &TEAM, &values)), taken);
        let network = found(db, &TEAM, &desk.network.to_string()).unwrap();
        assert_eq!(told(change(&desk, &network, &[("name", "service DESK")])), taken);
        // Its own name in other letters is no other's.
        assert_eq!(change(&desk, &network, &[("name", "NETWORK")]).unwrap().name, "NETWORK");
        let desk_team = found(db, &TEAM, &desk.service_desk.to_string()).unwrap();
        retire(&desk, &desk.administrator, &desk_team).unwrap();
        let retired = Fault::new("name", "taken_by_retired").with("name", "Service desk");
        assert_eq!(told(create(&desk, &desk.administrator, &TEAM, &values)), retired);
        // A site is called so once in a company, a category once below its parent.
        let berlin = |company| vec![("name", "Berlin"), ("company", company)];
        added(&desk, &SITE, &berlin("Alder Works"));
        added(&desk, &SITE, &berlin("Birch Supplies"));
        assert_eq!(
            told(create(&desk, &desk.administrator, &SITE, &berlin("alder works"))).code,
            "taken_by"
        );
        let hardware = added(&desk, &CATEGORY, &[("name", "Hardware"), ("kind", "task")]);
        let other = [("name", "Hardware"), ("kind", "task"), ("parent", hardware.key.as_str())];
        added(&desk, &CATEGORY, &other);
        assert_eq!(told(create(&desk, &desk.administrator, &CATEGORY, &other)).code, "taken_by");
    });
}

#[test]
fn what_cannot_be_is_refused_with_every_fault() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let create =
            |sort, values: &[(&str, &str)]| create(&desk, &desk.administrator, sort, values);
        let of = |field: &str, code| (field.to_owned(), code);
        assert_eq!(
            faults(create(&TEAM, &[("name", " "), ("company", "Nobody & Co"), ("colour", "red")])),
            [of("colour", "unknown"), of("company", "no_such"), of("name", "required")]
        );
        let long = "x".repeat(201);
        for (name, code) in [
            (long.as_str(), "too_long"),
            ("a\u{202e}b", "control"),
            ("a\u{7}b", "control_character"),
        ] {
            assert_eq!(
                fault(create(&SERVICE, &[("name", name), ("company", "Alder Works")])),
                of("name", code)
            );
        }
        assert_eq!(
            added(&desk, &SERVICE, &[("name", &"é".repeat(200)), ("company", "Alder Works")])
                .name
                .chars()
                .count(),
            200
        );
        let choice =
            |list, code| [("label", "Later"), ("kind", "task"), ("list", list), ("code", code)];
        assert_eq!(fault(create(&CHOICE, &choice("shoes", "later"))), of("list", "option"));
        assert_eq!(fault(create(&CHOICE, &choice("hold_reason", "La ter"))), of("code", "code"));
        let later = added(&desk, &CHOICE, &choice("hold_reason", "later"));
        assert_eq!(later.key, "task.hold_reason.later");
        assert_eq!(fault(change(&desk, &later, &[("code", "sooner")])), of("code", "stays"));
        assert_eq!(fault(change(&desk, &later, &[("place", "-1")])), of("place", "number"));
        assert_eq!(change(&desk, &later, &[("place", "3")]).unwrap().text("place").unwrap(), "3");
        let next = added(
            &desk,
            &CHOICE,
            &[("label", "B"), ("kind", "task"), ("list", "hold_reason"), ("code", "b")],
        );
        assert_eq!(next.text("place").unwrap(), "4", "behind what is there");
        let head =
            [("name", "Sales"), ("company", "Alder Works"), ("head", "nobody@alder.example")];
        assert_eq!(fault(create(&DEPARTMENT, &head)), of("head", "no_such"));
        let retired = added(&desk, &COMPANIES, &[("name", "Elm")]);
        retire(&desk, &desk.administrator, &retired).unwrap();
        assert_eq!(
            fault(create(&TEAM, &[("name", "T"), ("company", "Elm")])),
            of("company", "retired")
        );
    });
}

#[test]
fn a_tree_has_no_circles_and_an_end() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let mut chain: Vec<Item> = Vec::new();
        for level in 0..foundation::DEEPEST {
            let name = format!("Level {level}");
            let above = chain.last().map(|item| item.key.clone()).unwrap_or_default();
            let values = [("name", name.as_str()), ("kind", "task"), ("parent", above.as_str())];
            chain.push(added(&desk, &CATEGORY, &values));
        }
        let last = chain.last().unwrap().key.clone();
        let below = [("name", "One more"), ("kind", "task"), ("parent", last.as_str())];
        let deep = ("parent".to_owned(), "too_deep");
        assert_eq!(fault(create(&desk, &desk.administrator, &CATEGORY, &below)), deep);
        let circle = ("parent".to_owned(), "tree_circle");
        for under in [&chain[0], &chain[1], &chain[7]] {
            assert_eq!(fault(change(&desk, &chain[0], &[("parent", &under.key)])), circle);
        }
        // Moved with all below it, it must have room there.
        let other = added(&desk, &CATEGORY, &[("name", "Other"), ("kind", "task")]);
        assert_eq!(fault(change(&desk, &chain[0], &[("parent", &other.key)])), deep);
        let moved = change(&desk, &chain[1], &[("parent", &other.key)]).unwrap();
        assert_eq!(moved.parent(), Some(other.key.clone()));
        assert_eq!(change(&desk, &moved, &[("parent", "")]).unwrap().parent(), None);
        let by = desk.auditor.clone();
        let items = db.read(move |tx| foundation::list(tx, &by, &CATEGORY, &Asked::default()));
        let ordered = foundation::in_order(items.unwrap().items);
        let told: Vec<(String, usize)> =
            ordered.into_iter().map(|(item, depth)| (item.name, depth)).collect();
        assert_eq!(told[0], ("Level 0".to_owned(), 0));
        assert_eq!(told[1], ("Level 1".to_owned(), 0));
        assert_eq!(told[2], ("Level 2".to_owned(), 1));
        assert_eq!(told.last().unwrap(), &("Other".to_owned(), 0));
    });
}

#[test]
fn a_site_moves_to_another_company_with_all_below_it() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let site = |name, parent: &str| {
            added(&desk, &SITE, &[("name", name), ("company", "Alder Works"), ("parent", parent)])
        };
        let city = site("Berlin", "");
        let house = site("House 1", &city.key);
        let floor = site("Floor 3", "house 1");
        let theirs = added(&desk, &SITE, &[("name", "Floor 3"), ("company", "Birch Supplies")]);
        let elsewhere = ("parent".to_owned(), "tree_elsewhere");
        assert_eq!(fault(change(&desk, &city, &[("parent", &theirs.key)])), elsewhere);
        assert_eq!(
            fault(change(&desk, &house, &[("company", "Birch Supplies")])),
            ("company".to_owned(), "below_taken"),
            "there is a floor 3 already"
        );
        assert_eq!(found(db, &SITE, &house.key).unwrap(), house, "nothing is half moved");
        change(&desk, &theirs, &[("name", "Floor 9")]).unwrap();
        let effects = tried(&desk, &house, &[("company", "Birch Supplies")]).unwrap();
        let codes: Vec<&str> = effects.iter().map(|effect| effect.code).collect();
        assert_eq!(codes, ["company_named", "company_stays", "below_along"]);
        let names = Some(("Alder Works".to_owned(), "Birch Supplies".to_owned()));
        assert_eq!(effects[0].companies, names);
        let moved = change(&desk, &house, &[("company", "Birch Supplies")]).unwrap();
        assert_eq!(moved.parent(), None, "what it lay below stays where it is");
        let birch = Some(desk.birch);
        assert_eq!(moved.id::<Company>("company"), birch);
        assert_eq!(found(db, &SITE, &floor.key).unwrap().id::<Company>("company"), birch);
        let (alder, birch) = (desk.alder, desk.birch);
        db.read(move |tx| {
            assert_eq!(Location::list(tx, alder)?.len(), 1);
            assert_eq!(Location::list(tx, birch)?.len(), 3);
            Ok::<_, Error>(())
        })
        .unwrap();
    });
}

#[test]
fn what_a_retirement_would_do_is_counted_and_what_must_stay_stays() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let team = found(db, &TEAM, &desk.service_desk.to_string()).unwrap();
        let counts = |effects: &[Effect]| -> Vec<(&'static str, i64)> {
            effects.iter().map(|e| (e.code, e.count.unwrap_or_default().0)).collect()
        };
        let effects = tried(&desk, &team, &[("active", "false")]).unwrap();
        assert_eq!(counts(&effects), [("members", 2)], "{effects:?}");
        let empty = added(&desk, &SERVICE, &[("name", "Nobody's"), ("company", "Alder Works")]);
        // Fields of one's own may hold a service, and nobody counts those.
        assert_eq!(counts(&tried(&desk, &empty, &[("active", "false")]).unwrap()), [("kept", 0)]);
        let bare = added(&desk, &CATEGORY, &[("name", "Bare"), ("kind", "task")]);
        assert_eq!(counts(&tried(&desk, &bare, &[("active", "false")]).unwrap()), [("unused", 0)]);
        let (rule, ruled) = (Id::<()>::fixed(77), desk.service_desk);
        db.write(move |tx| Ok::<_, Error>(tx.execute(RULE, params![rule, ruled])?)).unwrap();
        let effects = tried(&desk, &team, &[("active", "false")]).unwrap();
        assert_eq!(counts(&effects), [("members", 2), ("rules", 1)], "{effects:?}");
        let own = found(db, &COMPANIES, &desk.alder.to_string()).unwrap();
        let refused = |outcome: Result<Item>, code| {
            assert!(matches!(&outcome, Err(Error::Refused(told)) if *told == code), "{outcome:?}");
        };
        refused(retire(&desk, &desk.administrator, &own), "retire_own_company");
        let gone = tried(&desk, &own, &[("active", "false")]);
        assert!(matches!(gone, Err(Error::Refused("retire_own_company"))), "{gone:?}");
        let birch = found(db, &COMPANIES, &desk.birch.to_string()).unwrap();
        let effects = tried(&desk, &birch, &[("active", "false")]).unwrap();
        assert_eq!(counts(&effects), [("people", 2), ("teams", 1)]);
        retire(&desk, &desk.administrator, &birch).unwrap();
        let lines = |code: &'static str| {
            [("label", code), ("kind", "task"), ("list", "hold_reason"), ("code", code)]
        };
        let (first, second) =
            (added(&desk, &CHOICE, &lines("one")), added(&desk, &CHOICE, &lines("two")));
        retire(&desk, &desk.administrator, &first).unwrap();
        refused(retire(&desk, &desk.administrator, &second), "retire_last_choice");
        assert!(db.read(|tx| Choice::list(tx, "task", "hold_reason")).unwrap()[0].code == "two");
    });
}

#[test]
fn what_somebody_else_changed_is_not_written_over() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let team = found(db, &TEAM, &desk.network.to_string()).unwrap();
        let key = team.key.clone();
        let version = move |db: &Db| {
            let key = key.clone();
            db.read(move |tx| journal::version_about(tx, &key)).unwrap()
        };
        let seen = version(db);
        change(&desk, &team, &[("name", "Networks")]).unwrap();
        let stale = change_from(&desk, &team, raw(&[("name", "Cables")]), Some(seen));
        assert!(matches!(stale, Err(Error::Stale { present }) if present == seen + 1), "{stale:?}");
        let by_field = |values| RawInput { version: Some(seen), ..raw(values) };
        match change_from(&desk, &team, by_field(&[("name", "Cables")]), None) {
            Err(Error::Conflict(clashes)) => {
                assert_eq!(clashes.len(), 1);
                assert_eq!(clashes[0].theirs.as_deref(), Some("Networks"));
                assert_eq!(clashes[0].yours.as_deref(), Some("Cables"));
            }
            other => panic!("{other:?}"),
        }
        // Another field is nobody's business.
        let moved = change_from(&desk, &team, by_field(&[("company", "Birch Supplies")]), None);
        assert_eq!(moved.unwrap().name, "Networks");
        let now = version(db);
        // What would come of it is told to nobody who has not seen the thing as it is.
        let (by, key) = (desk.auditor.clone(), team.key.clone());
        let asked = by_field(&[("name", "Cables")]);
        let tried = db.read(move |tx| foundation::tried(tx, &by, &KINDS, (&TEAM, &key), &asked));
        assert!(matches!(tried, Err(Error::Conflict(_))), "{tried:?}");
        // An entry names the team, also where it stays called so: that is no other name.
        change(&desk, &team, &[("company", "Alder Works")]).unwrap();
        let since = RawInput { version: Some(now), ..raw(&[("name", "Cables")]) };
        assert_eq!(change_from(&desk, &team, since, None).unwrap().name, "Cables");
        let now = version(db);
        assert!(change_from(&desk, &team, raw(&[("name", "Wires")]), Some(now)).is_ok());
    });
}

#[test]
fn the_company_that_runs_the_installation_and_the_organisation_have_one_name() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let own = found(db, &COMPANIES, &desk.alder.to_string()).unwrap();
        let effects = tried(&desk, &own, &[("name", "Alder & Sons")]).unwrap();
        assert_eq!(effects[0].code, "organisation_called");
        change(&desk, &own, &[("name", "Alder & Sons")]).unwrap();
        assert_eq!(db.read(Organisation::find).unwrap().unwrap().name, "Alder & Sons");
    });
}

#[test]
fn what_has_too_much_below_it_is_not_moved_by_half() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let site = |level: usize| {
            added(&desk, &SITE, &[("name", &format!("Level {level}")), ("company", "Alder Works")])
        };
        let chain: Vec<Item> = (0..foundation::DEEPEST + 4).map(site).collect();
        // Deeper than anybody can make it: an import knows no bounds.
        let ids: Vec<Id<Location>> = chain.iter().map(|site| site.key.parse().unwrap()).collect();
        db.write(move |tx| {
            for pair in ids.windows(2) {
                tx.execute(BELOW, params![pair[1], pair[0]])?;
            }
            Ok::<_, Error>(())
        })
        .unwrap();
        let refused = change(&desk, &chain[0], &[("company", "Birch Supplies")]);
        assert_eq!(fault(refused), ("company".to_owned(), "too_many_below"));
        let alder = desk.alder;
        let left = db.read(move |tx| Location::list(tx, alder)).unwrap();
        assert_eq!(left.len(), chain.len(), "nothing is half moved");
    });
}
