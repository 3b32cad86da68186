//! Who changes foundation data, and who belongs to it.

use crate::house::{added, change, create, fault, found, raw, retire, tried, verbs};
use db::Id;
use desk::access::{Agent, Role};
use desk::erasure::erase_person;
use desk::foundation::{self, Asked, DEPARTMENT, Item, SERVICE, TEAM};
use desk::people::{Department, NewPerson, Person};
use desk::{Error, Result};
use mainstay_desk as desk;
use testkit::{Desk, MORNING, each_engine};

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
