//! People, teams and what records point at, on both engines.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test")]

use std::collections::HashMap;

use db::{Db, Id};
use desk::access::{READY_ROLES, Role};
use desk::account::{HashedPassword, NewUser, Owner, add_user};
use desk::people::{
    Category, Choice, Company, Location, NewPerson, Organisation, Person, Service, Team,
    has_administrator, organise,
};
use desk::{Context, Door, Error};
use mainstay_desk as desk;
use testkit::{Desk, each_engine};

fn context() -> Context {
    Context::new(None, Door::Command, testkit::MORNING, &testkit::chance())
}

/// The field and the code of the only fault.
fn fault<T: std::fmt::Debug>(outcome: desk::Result<T>) -> (String, &'static str) {
    match outcome {
        Err(Error::Invalid(faults)) if faults.len() == 1 => {
            (faults[0].field.clone(), faults[0].code)
        }
        other => panic!("one fault was expected, not {other:?}"),
    }
}

fn set_up(db: &Db) -> Context {
    let ctx = context();
    let inner = ctx.clone();
    db.write(move |tx| organise(tx, &inner, "Alder Works")).unwrap();
    ctx
}

#[test]
fn an_empty_installation_is_organised_once() {
    each_engine(|db| {
        let ctx = context();
        assert!(db.read(Organisation::find).unwrap().is_none());
        let first = {
            let ctx = ctx.clone();
            db.write(move |tx| organise(tx, &ctx, " Alder Works ")).unwrap()
        };
        assert_eq!(first.name, "Alder Works");
        let second = db.write(move |tx| organise(tx, &ctx, "Another name")).unwrap();
        assert_eq!(second, first);
        db.read(|tx| {
            assert_eq!(Company::list(tx)?.len(), 1);
            assert_eq!(Company::find(tx, Company::DEFAULT)?.unwrap().name, "Alder Works");
            assert_eq!(Role::list(tx)?.len(), READY_ROLES.len());
            assert_eq!(Person::find(tx, Person::SYSTEM)?.unwrap().name, "System");
            assert!(!Person::find(tx, Person::UNKNOWN)?.unwrap().active);
            Ok::<_, Error>(())
        })
        .unwrap();
    });
}

#[test]
fn an_installation_without_a_name_is_refused_and_nothing_is_kept() {
    each_engine(|db| {
        let ctx = context();
        assert_eq!(
            fault(db.write(move |tx| organise(tx, &ctx, "  "))),
            ("name".to_owned(), "required")
        );
        assert!(db.read(Company::list).unwrap().is_empty());
    });
}

#[test]
fn there_is_an_administrator_only_once_one_can_sign_in() {
    each_engine(|db| {
        let ctx = set_up(db);
        assert!(!db.read(has_administrator).unwrap());
        let password =
            HashedPassword::new(testkit::PASSWORD, &Owner::default(), &ctx.chance).unwrap();
        let user = |email: &str, role: &str| NewUser {
            email: email.to_owned(),
            name: "Ada".to_owned(),
            roles: vec![role.to_owned()],
            password: password.clone(),
            company: Company::DEFAULT,
        };
        let (agent, administrator) =
            (user("a@alder.example", "agent"), user("b@alder.example", "administrator"));
        let (one, two) = (ctx.clone(), ctx.clone());
        db.write(move |tx| add_user(tx, &one, &agent)).unwrap();
        assert!(!db.read(has_administrator).unwrap());
        let person = db.write(move |tx| add_user(tx, &two, &administrator)).unwrap();
        assert!(db.read(has_administrator).unwrap());
        db.write(move |tx| Person::set_active(tx, &ctx, person, false)).unwrap();
        assert!(!db.read(has_administrator).unwrap());
    });
}

#[test]
fn a_person_is_found_by_address_and_by_name() {
    each_engine(|db| {
        let ctx = set_up(db);
        let ada = db
            .write(move |tx| {
                let new = NewPerson::named(" Ada Lovelace ", Company::DEFAULT)
                    .with_email("Ada@Alder.Example");
                let ada = Person::create(tx, &ctx, &new)?;
                // Names are not unique, and an address is not needed.
                Person::create(tx, &ctx, &NewPerson::named("Ada Lovelace", Company::DEFAULT))?;
                Ok::<_, Error>(ada)
            })
            .unwrap();
        db.read(|tx| {
            assert_eq!(Person::find_by_email(tx, "ADA@alder.example ")?.as_ref(), Some(&ada));
            assert_eq!(Person::find(tx, ada.id)?.as_ref(), Some(&ada));
            assert_eq!(Person::find_by_email(tx, "nobody")?, None);
            assert_eq!(Person::find_by_name(tx, Company::DEFAULT, "Ada Lovelace", 10)?.len(), 2);
            assert_eq!(
                Person::list(tx, Company::DEFAULT, "", 10)?.len(),
                2,
                "without System and unknown"
            );
            Ok::<_, Error>(())
        })
        .unwrap();
    });
}

#[test]
fn each_refusal_of_a_person_names_its_field() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let create = |new: NewPerson| {
            let ctx = desk.context(&desk.administrator);
            fault(db.write(move |tx| Person::create(tx, &ctx, &new)))
        };
        let named = |name: &str| NewPerson::named(name, desk.alder);
        assert_eq!(create(named(" ")), ("name".to_owned(), "required"));
        assert_eq!(create(named(&"x".repeat(201))), ("name".to_owned(), "too_long"));
        assert_eq!(create(named("Ada").with_email("ada")), ("email".to_owned(), "email"));
        assert_eq!(
            create(named("Ada").with_email("ROSA@alder.example")),
            ("email".to_owned(), "taken")
        );
        let zone = NewPerson { zone: Some("Mars/Olympus".to_owned()), ..named("Ada") };
        assert_eq!(create(zone), ("time_zone".to_owned(), "unknown"));
    });
}

/// A name as lists sort it goes by the identity alone, whatever it is the name of.
#[test]
fn what_every_installation_has_is_told_apart_by_identity() {
    let company = Company::DEFAULT.bytes();
    assert!([Person::SYSTEM, Person::UNKNOWN].iter().all(|person| person.bytes() != company));
    assert_ne!(Person::SYSTEM, Person::UNKNOWN);
}

#[test]
fn names_of_many_come_in_one_go() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let ids = [desk.agent.person, desk.requester.person, desk.agent.person, Id::fixed(999)];
        let expected = HashMap::from([
            (desk.agent.person, "Ada Agent".to_owned()),
            (desk.requester.person, "Rosa Requester".to_owned()),
        ]);
        db.read(|tx| {
            assert_eq!(Person::names(tx, &ids)?, expected);
            assert_eq!(Person::names(tx, &[])?, HashMap::new());
            assert_eq!(Team::names(tx, &[desk.network])?[&desk.network], "Network");
            assert_eq!(Company::names(tx, &[desk.birch])?[&desk.birch], "Birch Supplies");
            let many: Vec<Id<Person>> = (0..1200).map(|n| Id::fixed(5000 + n)).collect();
            assert_eq!(Person::names(tx, &[many.as_slice(), &ids].concat())?, expected);
            Ok::<_, Error>(())
        })
        .unwrap();
    });
}

#[test]
fn a_category_is_known_by_its_path() {
    each_engine(|db| {
        let ctx = set_up(db);
        let (network, wifi, other) = {
            let ctx = ctx.clone();
            db.write(move |tx| {
                let network = Category::create(tx, &ctx, "incident", None, "Network")?;
                let wifi = Category::create(tx, &ctx, "incident", Some(network.id), "Wi-Fi")?;
                let other = Category::create(tx, &ctx, "problem", None, "Network")?;
                Ok::<_, Error>((network, wifi, other))
            })
            .unwrap()
        };
        db.read(|tx| {
            let names = Category::names(tx, &[wifi.id, network.id, wifi.id, Id::fixed(9)])?;
            let expected =
                [(network.id, "Network".to_owned()), (wifi.id, "Network › Wi-Fi".to_owned())]
                    .into();
            assert_eq!(names, expected);
            assert_eq!(Category::path(tx, wifi.id)?.unwrap(), [network.clone(), wifi.clone()]);
            assert_eq!(Category::path(tx, Id::fixed(9))?, None);
            assert_eq!(
                Category::find_by_name(tx, "incident", Some(network.id), "Wi-Fi")?.as_ref(),
                Some(&wifi)
            );
            assert_eq!(
                Category::find_by_name(tx, "problem", None, "Network")?.as_ref(),
                Some(&other)
            );
            assert_eq!(Category::list(tx, "incident")?.len(), 2);
            Ok::<_, Error>(())
        })
        .unwrap();
        let (below, again) = (wifi.id, ctx.clone());
        let twice = db.write(move |tx| Category::create(tx, &again, "incident", None, "Network"));
        assert_eq!(fault(twice), ("name".to_owned(), "taken"));
        let deep = db.write(move |tx| {
            let mut parent = below;
            loop {
                parent = Category::create(tx, &ctx, "incident", Some(parent), "deeper")?.id;
            }
            #[expect(unreachable_code, reason = "gives the closure its type")]
            Ok::<(), Error>(())
        });
        assert_eq!(fault(deep), ("parent".to_owned(), "too_deep"));
    });
}

#[test]
fn teams_services_and_locations_have_their_own_names() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let ctx = desk.context(&desk.administrator);
        let (alder, birch, team, rosa) =
            (desk.alder, desk.birch, desk.service_desk, desk.requester.person);
        let inner = ctx.clone();
        db.write(move |tx| {
            let ctx = &inner;
            let mail = Service::create(tx, ctx, alder, "Mail")?;
            assert_eq!(Service::find_by_name(tx, "Mail")?, Some(mail.clone()));
            assert_eq!(Service::list(tx)?, [mail]);
            let hall = Location::create(tx, ctx, alder, None, "Hall")?;
            Location::create(tx, ctx, birch, None, "Hall")?;
            assert_eq!(Location::find_by_name(tx, alder, "Hall")?, Some(hall.clone()));
            assert_eq!(Location::names(tx, &[hall.id])?[&hall.id], "Hall");
            assert_eq!(Team::find_by_name(tx, " Network")?.unwrap().id, desk.network);
            assert_eq!(Team::list(tx)?.len(), 3);
            Team::add_member(tx, ctx, team, rosa, true)?;
            let names: Vec<_> =
                Team::members(tx, team)?.into_iter().map(|m| (m.name, m.lead)).collect();
            let expected = [("Ada Agent", false), ("Lena Lead", true), ("Rosa Requester", true)];
            assert_eq!(names, expected.map(|(name, lead)| (name.to_owned(), lead)));
            Team::remove_member(tx, ctx, team, rosa)?;
            assert!(!Team::has_member(tx, team, rosa)?);
            Ok::<_, Error>(())
        })
        .unwrap();
        let taken = ("name".to_owned(), "taken");
        let inner = ctx.clone();
        assert_eq!(fault(db.write(move |tx| Team::create(tx, &inner, birch, "Network"))), taken);
        let inner = ctx.clone();
        assert_eq!(fault(db.write(move |tx| Service::create(tx, &inner, birch, "Mail"))), taken);
        let inner = ctx.clone();
        assert_eq!(
            fault(db.write(move |tx| Location::create(tx, &inner, alder, None, "Hall"))),
            taken
        );
        assert_eq!(fault(db.write(move |tx| Company::create(tx, &ctx, "Birch Supplies"))), taken);
    });
}

#[test]
fn a_choice_no_longer_offered_is_still_known() {
    each_engine(|db| {
        let ctx = set_up(db);
        let old = Choice {
            kind: "test".to_owned(),
            list: "reason".to_owned(),
            code: "old".to_owned(),
            label: "Old reason".to_owned(),
            place: 1,
            active: false,
        };
        let new = Choice { code: "new".to_owned(), place: 2, active: true, ..old.clone() };
        let bad = Choice { code: "No Code".to_owned(), ..old.clone() };
        let (rows, inner) = ([old.clone(), new.clone()], ctx.clone());
        db.write(move |tx| rows.iter().try_for_each(|row| Choice::create(tx, &inner, row)))
            .unwrap();
        db.read(|tx| {
            assert_eq!(Choice::list(tx, "test", "reason")?, std::slice::from_ref(&new));
            assert_eq!(Choice::find(tx, "test", "reason", "old")?, Some(old.clone()));
            assert_eq!(Choice::all(tx, "test")?.len(), 2);
            Ok::<_, Error>(())
        })
        .unwrap();
        let inner = ctx.clone();
        assert_eq!(
            fault(db.write(move |tx| Choice::create(tx, &inner, &bad))),
            ("code".to_owned(), "code")
        );
        assert_eq!(
            fault(db.write(move |tx| Choice::create(tx, &ctx, &new))),
            ("code".to_owned(), "taken")
        );
    });
}
