//! What people may refer to: only what they work with, and the rest looks as if it were not there.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test")]

use db::{Db, Id, Value};
use desk::access::{ANY_KIND, Action, Agent, Permissions, Reach};
use desk::field::FieldKind;
use desk::input::{Input, RawInput, RawValue, typed};
use desk::lifecycle::{InputField, Lifecycle};
use desk::people::{NewPerson, Person, Service};
use desk::{Error, Kind, Result};
use mainstay_desk as desk;
use testkit::{Desk, each_engine};

/// A kind of record that only refers to others.
const KIND: Kind = Kind {
    code: "errand",
    prefix: "ERR",
    path: "errands",
    table: "errand",
    lifecycle: &Lifecycle { states: &[], verbs: &[], initial: "" },
    fields: &[],
    priorities: &[],
};

/// What a form makes of a value, and what a filter makes of it.
fn both(db: &Db, agent: &Agent, of: FieldKind, text: &str) -> [Result<Value>; 2] {
    let raw = RawValue::Text(text.to_owned());
    let input = RawInput { values: [("it".to_owned(), raw.clone())].into(), version: None };
    let fields = [InputField::required("it", of)];
    let form = db.read(|tx| {
        let input = Input::decode(tx, &KIND, agent, &fields, &input, &|_| Value::Null)?;
        let id: Option<Id<()>> = input.id("it");
        Ok::<_, Error>(id.map(Value::from).unwrap())
    });
    [form, db.read(|tx| typed(tx, &KIND, agent, "it", of, &raw))]
}

/// Whether the agent can name it; everything else must be one and the same refusal.
fn names(db: &Db, agent: &Agent, of: FieldKind, text: &str) -> Option<Vec<u8>> {
    let [form, filter] = both(db, agent, of, text).map(|outcome| match outcome {
        Ok(Value::Bytes(id)) => Some(id),
        Err(Error::Invalid(faults)) => {
            let [fault] = &faults[..] else { panic!("one fault: {faults:?}") };
            assert_eq!((fault.field.as_str(), fault.code), ("it", "no_such"), "{text}");
            assert!(fault.details.is_empty(), "{text}: {fault:?}");
            None
        }
        other => panic!("{text}: {other:?}"),
    });
    assert_eq!(form, filter, "{text}");
    form
}

fn bytes<T>(id: Id<T>) -> Option<Vec<u8>> {
    Some(id.bytes().to_vec())
}

#[test]
fn whoever_reads_only_their_own_names_nobody_but_themself() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let (rosa, carl) = (&desk.requester, &desk.colleague);
        let mine = [
            "me".to_owned(),
            rosa.person.to_string(),
            rosa.person.to_string().to_uppercase(),
            " ROSA@alder.example ".to_owned(),
            "Rosa Requester".to_owned(),
        ];
        for text in mine {
            assert_eq!(names(db, rosa, FieldKind::Person, &text), bytes(rosa.person), "{text}");
        }
        let there = [
            carl.person.to_string(),
            "carl@alder.example".to_owned(),
            "Carl Colleague".to_owned(),
            desk.birch_agent.person.to_string(),
        ];
        let nowhere = [
            Id::<Person>::fixed(999).to_string(),
            "x@alder.example".to_owned(),
            "Nobody".to_owned(),
        ];
        for text in there.into_iter().chain(nowhere) {
            assert_eq!(names(db, rosa, FieldKind::Person, &text), None, "{text}");
        }
    });
}

#[test]
fn a_namesake_does_not_give_anybody_away() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let (ctx, alder) = (desk.context(&desk.administrator), desk.alder);
        db.write(move |tx| {
            Person::create(tx, &ctx, &NewPerson::named("Rosa Requester", alder))?;
            Person::create(tx, &ctx, &NewPerson::named("Carl Colleague", alder))
        })
        .unwrap();
        let rosa = &desk.requester;
        let named = |agent, name| both(db, agent, FieldKind::Person, name);
        assert_eq!(names(db, rosa, FieldKind::Person, "Rosa Requester"), bytes(rosa.person));
        assert_eq!(names(db, rosa, FieldKind::Person, "Carl Colleague"), None);
        for outcome in named(&desk.agent, "Carl Colleague") {
            assert!(
                matches!(&outcome, Err(Error::Invalid(f)) if f[0].code == "ambiguous"),
                "{outcome:?}"
            );
        }
    });
}

#[test]
fn whoever_reads_more_names_the_people_of_their_companies() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let (carl, bea) = (desk.colleague.person, desk.birch_requester.person);
        for agent in [&desk.agent, &desk.team_lead, &desk.manager] {
            let carls = ["Carl Colleague", "CARL@alder.example", &carl.to_string()];
            for text in carls {
                assert_eq!(names(db, agent, FieldKind::Person, text), bytes(carl), "{text}");
            }
            for text in ["Bea Birch", "bea@birch.example", &bea.to_string()] {
                assert_eq!(names(db, agent, FieldKind::Person, text), None, "{text}");
            }
        }
        assert_eq!(names(db, &desk.administrator, FieldKind::Person, "Bea Birch"), bytes(bea));
    });
}

#[test]
fn whoever_reads_nothing_of_a_kind_names_nobody_in_it() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let permissions: Permissions =
            [(ANY_KIND, Action::Create, Reach::Company), ("another", Action::Read, Reach::All)]
                .into_iter()
                .collect();
        let agent = Agent { permissions, ..desk.agent.clone() };
        assert_eq!(names(db, &agent, FieldKind::Person, "me"), bytes(agent.person));
        assert_eq!(names(db, &agent, FieldKind::Person, "carl@alder.example"), None);
    });
}

#[test]
fn a_service_is_named_by_whoever_works_with_its_company() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let (ctx, alder, birch) = (desk.context(&desk.administrator), desk.alder, desk.birch);
        let (mail, press) = db
            .write(move |tx| {
                let mail = Service::create(tx, &ctx, alder, "Mail")?.id;
                Ok::<_, Error>((mail, Service::create(tx, &ctx, birch, "Press")?.id))
            })
            .unwrap();
        for (agent, knows_mail, knows_press) in [
            (&desk.requester, true, false),
            (&desk.agent, true, false),
            (&desk.birch_requester, false, true),
            (&desk.administrator, true, true),
            (&desk.auditor, true, true),
            (&Agent::system(), true, true),
        ] {
            for (id, name, knows) in [(mail, "Mail", knows_mail), (press, "Press", knows_press)] {
                for text in [name, &id.to_string()] {
                    let found = names(db, agent, FieldKind::Service, text);
                    assert_eq!(found, bytes(id).filter(|_| knows), "{text} by {}", agent.name);
                }
            }
        }
        assert_eq!(names(db, &desk.agent, FieldKind::Service, "Nothing"), None);
    });
}
