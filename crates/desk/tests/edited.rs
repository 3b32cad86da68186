//! What administrators correct of people, and what people choose for themselves; on both engines.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test")]

use db::{Db, Id, Statement, params};
use desk::access::Agent;
use desk::account::{edit_oneself, edit_person, user_account};
use desk::input::{RawInput, RawValue};
use desk::people::{Department, Person};
use desk::{Error, audit};
use mainstay_desk as desk;
use testkit::{Desk, each_engine};

fn said(values: &[(&str, &str)]) -> RawInput {
    let values = values.iter().map(|(name, text)| {
        let value = match *text {
            "" => RawValue::Null,
            text => RawValue::Text(text.to_owned()),
        };
        ((*name).to_owned(), value)
    });
    RawInput { values: values.collect(), version: None }
}

fn languages() -> Vec<String> {
    vec!["en".to_owned(), "de".to_owned()]
}

fn edit(
    db: &Db,
    desk: &Desk,
    as_whom: &Agent,
    person: Id<Person>,
    raw: RawInput,
) -> desk::Result<()> {
    let (ctx, agent) = (desk.context(as_whom), as_whom.clone());
    db.write(move |tx| edit_person(tx, &ctx, &agent, person, &languages(), &raw))
}

fn find(db: &Db, person: Id<Person>) -> Person {
    db.read(move |tx| Person::find(tx, person)).unwrap().unwrap()
}

fn faults(outcome: desk::Result<()>) -> Vec<(String, &'static str)> {
    match outcome {
        Err(Error::Invalid(faults)) => faults.into_iter().map(|f| (f.field, f.code)).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_administrator_corrects_somebody_and_it_is_written_down_once() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let (ada, admin) = (desk.agent.person, &desk.administrator);
        let raw = said(&[
            ("name", " Ada Newton "),
            ("email", "Ada.Newton@Alder.example"),
            ("language", "de"),
            ("time_zone", "Europe/Berlin"),
            ("works_for", "Birch Supplies"),
        ]);
        edit(db, &desk, admin, ada, raw.clone()).unwrap();
        let after = find(db, ada);
        assert_eq!(
            (after.name.as_str(), after.email.as_deref()),
            ("Ada Newton", Some("ada.newton@alder.example"))
        );
        assert_eq!(
            (after.language.as_deref(), after.zone.as_deref()),
            (Some("de"), Some("Europe/Berlin"))
        );
        let agent = db.read(move |tx| Agent::load(tx, ada)).unwrap().unwrap();
        assert_eq!(
            (agent.companies, agent.zone.as_str()),
            (vec![desk.alder, desk.birch], "Europe/Berlin")
        );

        // The same again changes nothing and is not written down.
        edit(db, &desk, admin, ada, raw).unwrap();
        let (overseer, about) = (admin.clone(), ada.to_string());
        let told = db.read(move |tx| {
            let verbs = ["change_person", "work_for", "work_no_more_for"];
            audit::lately(tx, &overseer, &verbs, Some(("person", &about)), 10)
        });
        assert_eq!(told.unwrap().len(), 2);

        // What is not mentioned stays; what is said to be empty goes.
        edit(db, &desk, admin, ada, said(&[("time_zone", ""), ("works_for", "")])).unwrap();
        let after = find(db, ada);
        assert_eq!((after.name.as_str(), after.zone), ("Ada Newton", None));
        assert!(db.read(move |tx| Person::works_for(tx, ada)).unwrap().is_empty());
    });
}

#[test]
fn who_changes_the_company_leaves_its_departments() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let (ada, admin) = (desk.agent.person, &desk.administrator);
        let (ctx, alder, birch) = (desk.context(admin), desk.alder, desk.birch);
        db.write(move |tx| {
            Department::found(tx, &ctx, alder, "Finance")?;
            Department::found(tx, &ctx, birch, "Sales")
        })
        .unwrap();
        edit(db, &desk, admin, ada, said(&[("department", "Finance")])).unwrap();
        assert!(find(db, ada).department.is_some());
        assert_eq!(
            faults(edit(db, &desk, admin, ada, said(&[("department", "Sales")]))),
            [("department".to_owned(), "no_such")]
        );
        // A form says the old department again; it does not come along.
        let held = find(db, ada).department.unwrap().to_string();
        let form = said(&[("company", "Birch Supplies"), ("department", &held)]);
        edit(db, &desk, admin, ada, form).unwrap();
        let after = find(db, ada);
        assert_eq!((after.company, after.department), (desk.birch, None));
        edit(db, &desk, admin, ada, said(&[("company", "Alder Works"), ("department", "Finance")]))
            .unwrap();
        assert!(find(db, ada).department.is_some());
    });
}

/// Whoever is of a company that was retired can be corrected all the same, and stays there.
#[test]
fn what_somebody_has_stays_when_nobody_can_choose_it_any_more() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let (ada, admin) = (desk.agent.person, &desk.administrator);
        edit(db, &desk, admin, ada, said(&[("works_for", "Birch Supplies")])).unwrap();
        let birch = desk.birch.to_string();
        let id = desk.birch;
        const RETIRE: Statement = Statement::listed("UPDATE company SET active = 0 WHERE id = $1");
        db.write(move |tx| tx.execute(RETIRE, params![id])).unwrap();
        let again = said(&[("name", "Ada Newton"), ("works_for", &birch)]);
        edit(db, &desk, admin, ada, again).unwrap();
        assert_eq!(db.read(move |tx| Person::works_for(tx, ada)).unwrap(), [desk.birch]);
        let colleague = desk.colleague.person;
        assert_eq!(
            faults(edit(db, &desk, admin, colleague, said(&[("works_for", &birch)]))),
            [("works_for".to_owned(), "retired")]
        );
    });
}

#[test]
fn what_cannot_be_is_refused_as_a_whole_and_by_whom_it_must_not_be() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let (ada, admin) = (desk.agent.person, &desk.administrator);
        let before = find(db, ada);
        let theirs = find(db, desk.requester.person).email.unwrap();
        let wrong = said(&[
            ("name", "Ada Newton"),
            ("email", &theirs),
            ("company", "Nowhere"),
            ("language", "tlh"),
            ("time_zone", "Mars/Olympus"),
            ("works_for", "Nowhere either"),
            ("shoe_size", "39"),
        ]);
        assert_eq!(
            faults(edit(db, &desk, admin, ada, wrong)),
            [
                ("shoe_size", "no_such_field"),
                ("email", "taken"),
                ("company", "no_such"),
                ("language", "option"),
                ("time_zone", "unknown"),
                ("works_for", "no_such"),
            ]
            .map(|(field, code)| (field.to_owned(), code))
        );
        for empty in ["name", "email", "company"] {
            let told = faults(edit(db, &desk, admin, ada, said(&[(empty, "")])));
            assert_eq!(told, [(empty.to_owned(), "required")]);
        }
        for other in [&desk.agent, &desk.team_lead, &desk.requester, &desk.auditor] {
            let refused = edit(db, &desk, other, ada, said(&[("name", "Ada Newton")]));
            assert!(matches!(refused, Err(Error::Forbidden(_))), "{refused:?}");
        }
        for nobody in [Person::SYSTEM, Person::UNKNOWN] {
            let refused = edit(db, &desk, admin, nobody, said(&[("name", "Somebody")]));
            assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
        }
        assert_eq!(find(db, ada), before);
    });
}

#[test]
fn everybody_chooses_language_and_zone_and_nothing_else() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let rosa = desk.requester.person;
        let own = |raw: RawInput| {
            let ctx = desk.context(&desk.requester);
            db.write(move |tx| edit_oneself(tx, &ctx, rosa, &languages(), &raw))
        };
        own(said(&[("language", "de"), ("time_zone", "Asia/Tokyo")])).unwrap();
        let (admin, now) = (desk.administrator.clone(), desk.clock.now());
        let known = db.read(move |tx| user_account(tx, &admin, rosa, now)).unwrap();
        assert_eq!(known.person.language.as_deref(), Some("de"));
        assert_eq!(known.person.zone.as_deref(), Some("Asia/Tokyo"));
        for other in ["name", "email", "company", "works_for"] {
            let told = faults(own(said(&[(other, "Birch Supplies")])));
            assert_eq!(told, [(other.to_owned(), "no_such_field")]);
        }
    });
}
