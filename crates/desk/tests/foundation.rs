//! Teams, companies, sites, departments, services, categories and choices as administrators keep them,
//! on both engines.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test")]

use std::collections::BTreeMap;

use db::{Db, Id, params};
use desk::access::{Agent, Role};
use desk::erasure::erase_person;
use desk::foundation::{
    self, Asked, CATEGORY, CHOICE, COMPANIES, DEPARTMENT, Effect, Expecting, Item, SERVICE, SITE,
    SORTS, Sort, TEAM,
};
use desk::input::{RawInput, RawValue};
use desk::people::{Choice, Company, Department, Location, NewPerson, Organisation, Person, Team};
use desk::{Error, Fault, Kind, Result, journal, task};
use mainstay_desk as desk;
use testkit::{Desk, MORNING, each_engine};

db::statements! {
    RULE = "INSERT INTO assignment_rule (id, kind, place, name, condition, team_id, gives, person_id, active, version, changed_at)
        VALUES ($1, 'task', 1, 'Lifts', '', $2, 'team', NULL, 1, 1, 0)";
    BELOW = "UPDATE location SET parent_id = $2 WHERE id = $1";
}

static KINDS: [&Kind; 1] = [&task::KIND];

fn raw(values: &[(&str, &str)]) -> RawInput {
    let value = |text: &str| match text {
        "" => RawValue::Null,
        text => RawValue::Text(text.to_owned()),
    };
    let values = values.iter().map(|(code, text)| ((*code).to_owned(), value(text)));
    RawInput { values: values.collect::<BTreeMap<_, _>>(), version: None }
}

fn create(desk: &Desk, by: &Agent, sort: &'static Sort, values: &[(&str, &str)]) -> Result<Item> {
    let (ctx, by, raw) = (desk.context(by), by.clone(), raw(values));
    desk.db.write(move |tx| foundation::create(tx, &ctx, &by, &KINDS, sort, &raw))
}

fn added(desk: &Desk, sort: &'static Sort, values: &[(&str, &str)]) -> Item {
    create(desk, &desk.administrator, sort, values).unwrap()
}

fn change_from(desk: &Desk, item: &Item, raw: RawInput, at: Option<i64>) -> Result<Item> {
    let (ctx, by) = (desk.context(&desk.administrator), desk.administrator.clone());
    let (sort, at) = (item.sort, Expecting { key: item.key.clone(), version: at });
    desk.db.write(move |tx| foundation::change(tx, &ctx, &by, &KINDS, (sort, &at), &raw))
}

fn change(desk: &Desk, item: &Item, values: &[(&str, &str)]) -> Result<Item> {
    change_from(desk, item, raw(values), None)
}

fn retire(desk: &Desk, by: &Agent, item: &Item) -> Result<Item> {
    let (ctx, by, sort) = (desk.context(by), by.clone(), item.sort);
    let at = Expecting { key: item.key.clone(), version: None };
    desk.db.write(move |tx| foundation::retire(tx, &ctx, &by, sort, &at))
}

fn restore(desk: &Desk, item: &Item) -> Result<Item> {
    let (ctx, by, sort) =
        (desk.context(&desk.administrator), desk.administrator.clone(), item.sort);
    let at = Expecting { key: item.key.clone(), version: None };
    desk.db.write(move |tx| foundation::restore(tx, &ctx, &by, sort, &at))
}

fn tried(desk: &Desk, item: &Item, values: &[(&str, &str)]) -> Result<Vec<Effect>> {
    let (by, raw, sort, key) = (desk.auditor.clone(), raw(values), item.sort, item.key.clone());
    desk.db.read(move |tx| Ok(foundation::tried(tx, &by, &KINDS, (sort, &key), &raw)?.1))
}

fn found(db: &Db, sort: &'static Sort, key: &str) -> Option<Item> {
    let key = key.to_owned();
    db.read(move |tx| foundation::find(tx, sort, &key)).unwrap()
}

fn faults<T: std::fmt::Debug>(outcome: Result<T>) -> Vec<(String, &'static str)> {
    match outcome {
        Err(Error::Invalid(faults)) => faults.into_iter().map(|f| (f.field, f.code)).collect(),
        other => panic!("faults were expected, not {other:?}"),
    }
}

fn fault<T: std::fmt::Debug>(outcome: Result<T>) -> (String, &'static str) {
    let mut all = faults(outcome);
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

/// What a new one of a sort is called, with what must be said of it.
fn example(sort: &Sort, name: &'static str) -> Vec<(&'static str, &'static str)> {
    let mut values = vec![(if sort.has_identity() { "name" } else { "label" }, name)];
    values.extend(sort.parts.iter().filter(|part| part.required).map(|part| match part.code {
        "company" => ("company", "Alder Works"),
        "kind" => ("kind", "task"),
        "list" => ("list", "hold_reason"),
        _ => ("code", "spare_part"),
    }));
    values
}

fn verbs(desk: &Desk, item: &Item) -> Vec<String> {
    let key = item.key.clone();
    let entries = desk.db.read(move |tx| journal::about(tx, &key, i64::MAX, 100)).unwrap();
    entries.into_iter().map(|(_, entry)| entry.verb).collect()
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
fn only_administrators_change_and_auditors_read() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let team = found(db, &TEAM, &desk.network.to_string()).unwrap();
        for (name, agent) in desk.everybody() {
            let by = agent.clone();
            let read = db.read(move |tx| foundation::list(tx, &by, &TEAM, &Asked::default()));
            let reads = ["administrator", "auditor"].contains(&name);
            assert_eq!(read.is_ok(), reads, "{name}");
            let made =
                create(&desk, agent, &SERVICE, &[("name", name), ("company", "Alder Works")]);
            assert_eq!(made.is_ok(), name == "administrator", "{name}");
            if name != "administrator" {
                let retired = retire(&desk, agent, &team);
                assert!(
                    matches!(retired, Err(Error::Forbidden("administer"))),
                    "{name}: {retired:?}"
                );
            }
        }
    });
}

#[test]
fn members_come_lead_and_leave() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let team = found(db, &TEAM, &desk.network.to_string()).unwrap();
        let put = |who: &str, lead: &str| {
            let (ctx, by) = (desk.context(&desk.administrator), desk.administrator.clone());
            let (key, who, raw) = (team.key.clone(), who.to_owned(), raw(&[("lead", lead)]));
            desk.db.write(move |tx| foundation::put_member(tx, &ctx, &by, (&key, &who), &raw))
        };
        put("ada@alder.example", "true").unwrap();
        put("ada@alder.example", "true").unwrap();
        let (by, id) = (desk.auditor.clone(), desk.network);
        let members = |desk: &Desk| {
            let by = by.clone();
            desk.db.read(move |tx| foundation::members(tx, &by, id, MORNING)).unwrap()
        };
        let told: Vec<(String, bool)> =
            members(&desk).into_iter().map(|one| (one.name, one.lead)).collect();
        assert_eq!(told, [("Ada Agent".to_owned(), true), ("Ned Network".to_owned(), false)]);
        assert_eq!(fault(put("nobody@alder.example", "")), ("person".to_owned(), "no_such"));
        let take = |who: &str| {
            let (ctx, by) = (desk.context(&desk.administrator), desk.administrator.clone());
            let (key, who) = (team.key.clone(), who.to_owned());
            desk.db.write(move |tx| foundation::take_member(tx, &ctx, &by, (&key, &who)))
        };
        take("ada@alder.example").unwrap();
        take("ada@alder.example").unwrap();
        assert!(matches!(take("nobody"), Err(Error::NotFound)));
        assert_eq!(members(&desk).len(), 1);
        assert_eq!(&verbs(&desk, &team)[..2], ["remove_member", "add_member"]);
        // Who belongs to a retired team stays, and is all it has.
        retire(&desk, &desk.administrator, &team).unwrap();
        put("ned@alder.example", "true").unwrap();
        let refused = put("ada@alder.example", "");
        assert!(matches!(refused, Err(Error::Refused("team_retired"))), "{refused:?}");
        assert_eq!(members(&desk).len(), 1);
    });
}

#[test]
fn people_belong_to_a_department_of_their_company() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let of = |name: &'static str, parent: &str| {
            added(
                &desk,
                &DEPARTMENT,
                &[
                    ("name", name),
                    ("company", "Alder Works"),
                    ("parent", parent),
                    ("head", "lena@alder.example"),
                ],
            )
        };
        let finance = of("Finance", "");
        let payroll = of("Payroll", "finance");
        assert_eq!(payroll.id::<Person>("head"), Some(desk.team_lead.person));
        let put = |department: &Item, who: &Agent| {
            let (ctx, by) = (desk.context(&desk.administrator), desk.administrator.clone());
            let (key, who) = (department.key.clone(), who.person.to_string());
            desk.db.write(move |tx| foundation::put_person(tx, &ctx, &by, (&key, &who)))
        };
        put(&finance, &desk.requester).unwrap();
        put(&payroll, &desk.requester).unwrap();
        let other = ("person".to_owned(), "of_another_company");
        assert_eq!(fault(put(&payroll, &desk.birch_requester)), other);
        let (rosa, id) = (desk.requester.person, payroll.key.parse::<Id<Department>>().unwrap());
        let theirs = db.read(move |tx| Department::of_person(tx, rosa)).unwrap();
        assert_eq!(theirs.map(|department| department.id), Some(id));
        assert_eq!(verbs(&desk, &finance)[..2], ["leave_department", "join_department"]);
        let effects = tried(&desk, &payroll, &[("active", "false")]).unwrap();
        assert_eq!(effects[0].code, "people");
        retire(&desk, &desk.administrator, &payroll).unwrap();
        let refused = put(&payroll, &desk.agent);
        assert!(matches!(refused, Err(Error::Refused("department_retired"))), "{refused:?}");
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
fn a_head_who_left_or_has_a_namesake_stays_the_head() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let values =
            [("name", "Sales"), ("company", "Alder Works"), ("head", "lena@alder.example")];
        let sales = added(&desk, &DEPARTMENT, &values);
        let (ctx, alder, lena) =
            (desk.context(&desk.administrator), desk.alder, desk.team_lead.person);
        db.write(move |tx| {
            Person::create(tx, &ctx, &NewPerson::named("Lena Lead", alder))?;
            Person::set_active(tx, &ctx, lena, false)
        })
        .unwrap();
        for (name, head) in
            [("Selling", "Lena Lead"), ("Trade", "LENA@alder.example"), ("Shop", &lena.to_string())]
        {
            let changed = change(&desk, &sales, &[("name", name), ("head", head)]).unwrap();
            assert_eq!((changed.name.as_str(), changed.id("head")), (name, Some(lena)));
        }
        // Nobody else who is not here becomes it.
        let bare = change(&desk, &sales, &[("head", "")]).unwrap();
        let gone = fault(change(&desk, &bare, &[("head", "lena@alder.example")]));
        assert_eq!(gone, ("head".to_owned(), "no_such"));
        assert_eq!(fault(change(&desk, &bare, &[("head", "Lena Lead")])).1, "ambiguous");
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

fn erase(desk: &Desk, by: &Agent, who: Id<Person>) -> Result<()> {
    let (ctx, by, raw) = (desk.context(by), by.clone(), raw(&[("reason", "They asked for it")]));
    desk.db.write(move |tx| erase_person(tx, &ctx, &by, who, &raw))
}

#[test]
fn an_erased_person_leaves_their_departments_in_writing() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let values =
            [("name", "Sales"), ("company", "Alder Works"), ("head", "lena@alder.example")];
        let sales = added(&desk, &DEPARTMENT, &values);
        let (ctx, by) = (desk.context(&desk.administrator), desk.administrator.clone());
        let (key, lena) = (sales.key.clone(), desk.team_lead.person);
        db.write(move |tx| foundation::put_person(tx, &ctx, &by, (&key, &lena.to_string())))
            .unwrap();
        erase(&desk, &desk.administrator, lena).unwrap();
        let told =
            ["change_department", "leave_department", "join_department", "create_department"];
        assert_eq!(verbs(&desk, &sales), told);
        assert_eq!(found(db, &DEPARTMENT, &sales.key).unwrap().id::<Person>("head"), None);
    });
}

#[test]
fn somebody_who_administers_is_always_left() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let (ctx, mia) = (desk.context(&desk.administrator), desk.manager.person);
        let second = db.write(move |tx| {
            Role::find_by_code(tx, "administrator")?.unwrap().grant(tx, &ctx, mia)?;
            Agent::load(tx, mia)
        });
        let second = second.unwrap().unwrap();
        erase(&desk, &second, desk.administrator.person).unwrap();
        // Asked at the same time: the one was there still when the other began.
        let refused = erase(&desk, &desk.administrator, mia);
        assert!(matches!(refused, Err(Error::Refused("last_administrator"))), "{refused:?}");
        assert!(db.read(move |tx| Agent::load(tx, mia)).unwrap().is_some(), "nothing is half done");
    });
}
