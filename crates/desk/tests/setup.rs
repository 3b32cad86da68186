//! Setting an empty installation up, on both engines.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test")]

use db::Db;
use desk::account::{HashedPassword, Owner, sign_in};
use desk::people::{
    Category, Company, NewPerson, Organisation, Person, Service, has_administrator, organise,
};
use desk::setup::{Catalogue, SetUp, set_up};
use desk::{Context, Door, Error};
use mainstay_desk as desk;
use testkit::each_engine;

const PASSWORD: &str = "a long walk by the river";

fn context() -> Context {
    Context::new(None, Door::Web, testkit::MORNING, &testkit::chance())
}

fn asked() -> SetUp {
    SetUp {
        organisation: " Alder Works ".to_owned(),
        zone: "europe/berlin".to_owned(),
        language: "de".to_owned(),
        name: "Ada Keller".to_owned(),
        email: "Ada@Example.org".to_owned(),
        catalogue: Catalogue {
            kinds: vec!["incident"],
            categories: vec![("Hardware".to_owned(), vec!["Printer".to_owned()])],
            services: vec!["Printing".to_owned()],
        },
    }
}

fn empty(db: &Db) -> HashedPassword {
    let ctx = context();
    db.write(move |tx| organise(tx, &ctx, "My organisation")).unwrap();
    HashedPassword::new(PASSWORD, &Owner::default(), &testkit::chance()).unwrap()
}

fn run(db: &Db, asked: SetUp, password: &HashedPassword) -> desk::Result<db::Id<Person>> {
    let (ctx, password) = (context(), password.clone());
    db.write(move |tx| set_up(tx, &ctx, &asked, &password))
}

#[test]
fn an_installation_is_set_up_once() {
    each_engine(|db| {
        let password = empty(db);
        let ada = run(db, asked(), &password).unwrap();
        db.read(|tx| {
            let organisation = Organisation::find(tx)?.unwrap();
            assert_eq!(organisation.name, "Alder Works");
            assert_eq!(organisation.zone, "Europe/Berlin");
            assert_eq!(organisation.language, "de");
            assert_eq!(Company::find(tx, Company::DEFAULT)?.unwrap().name, "Alder Works");
            assert!(has_administrator(tx)?);
            let hardware = Category::find_by_name(tx, "incident", None, "Hardware")?.unwrap();
            let printer = Category::find_by_name(tx, "incident", Some(hardware.id), "Printer")?;
            assert!(printer.is_some() && Service::find_by_name(tx, "Printing")?.is_some());
            Ok::<_, Error>(())
        })
        .unwrap();
        let (clock, chance) = (testkit::clock(), db::Chance::seeded(7));
        let session = sign_in(db, &clock, &chance, "ada@example.org", PASSWORD, "here").unwrap();
        assert_eq!(session.person, ada);

        // Its company has the name too, and tells whence; what is so already is not said anew.
        let about = |tx: &db::ReadTx<'_>| {
            desk::journal::about(tx, &Company::DEFAULT.to_string(), i64::MAX, 10)
        };
        let entries = db.read(about).unwrap();
        assert_eq!(entries.len(), 1, "{entries:?}");
        let said: Vec<(&str, &str)> = entries[0]
            .1
            .values
            .iter()
            .map(|value| (value.field.as_str(), value.value.as_deref().unwrap_or_default()))
            .filter(|(field, _)| *field != "company")
            .collect();
        let wanted = [
            ("name_before", "My organisation"),
            ("name", "Alder Works"),
            ("time_zone_before", "UTC"),
            ("time_zone", "Europe/Berlin"),
            ("language_before", "en"),
            ("language", "de"),
        ];
        assert_eq!(said, wanted);

        let eve = SetUp { email: "eve@example.org".to_owned(), ..asked() };
        assert!(matches!(run(db, eve, &password), Err(Error::Refused("set_up"))));
        assert!(db.read(|tx| Person::find_by_email(tx, "eve@example.org")).unwrap().is_none());
    });
}

#[test]
fn of_two_at_once_one_sets_it_up() {
    each_engine(|db| {
        let password = empty(db);
        let outcomes: Vec<_> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..4)
                .map(|number| {
                    let (db, password) = (db.clone(), &password);
                    let email = format!("person{number}@example.org");
                    scope.spawn(move || run(&db, SetUp { email, ..asked() }, password))
                })
                .collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        let (won, lost): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
        assert_eq!(won.len(), 1);
        assert!(lost.iter().all(|o| matches!(o, Err(Error::Refused("set_up")))), "{lost:?}");
    });
}

#[test]
fn everything_that_is_wrong_is_told_at_once_and_nothing_is_kept() {
    each_engine(|db| {
        let password = empty(db);
        let wrong = SetUp {
            organisation: String::new(),
            zone: "Europe/Atlantis".to_owned(),
            name: " ".to_owned(),
            email: "nonsense".to_owned(),
            ..asked()
        };
        let Err(Error::Invalid(faults)) = run(db, wrong, &password) else { panic!() };
        let told: Vec<_> = faults.iter().map(|f| (f.field.as_str(), f.code)).collect();
        assert_eq!(
            told,
            [
                ("organisation", "required"),
                ("time_zone", "time_zone"),
                ("name", "required"),
                ("email", "email"),
            ]
        );
        assert!(!db.read(has_administrator).unwrap());
        assert!(db.read(|tx| Service::find_by_name(tx, "Printing")).unwrap().is_none());
    });
}

#[test]
fn somebody_an_import_made_known_can_be_the_administrator() {
    each_engine(|db| {
        let password = empty(db);
        let ctx = context();
        let known = db
            .write(move |tx| {
                let ada = NewPerson::named("A. Keller", Company::DEFAULT);
                Person::create(tx, &ctx, &ada.with_email("ada@example.org"))
            })
            .unwrap();
        assert_eq!(run(db, asked(), &password).unwrap(), known.id);
    });
}
