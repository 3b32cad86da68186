//! Withdrawing and erasing files, and what becomes of their contents.

use std::time::Duration;

use desk::Error;
use desk::file::{self, Swept};
use desk::history::{Part, history};
use mainstay_incident::KIND;
use testkit::each_engine;

use crate::house::{House, NUMBER};

const DAY: Duration = Duration::from_secs(24 * 3600);

#[test]
fn a_withdrawn_file_is_gone_at_once_and_its_content_later() {
    each_engine(|db| {
        let house = House::on(db);
        let (rosa, ada) = (house.desk.requester.clone(), house.desk.agent.clone());
        let file = house.add(&rosa, false, "a.txt", b"content").unwrap();
        house.withdraw(&rosa, file.id).unwrap();
        assert!(house.names(&ada).is_empty());
        let found = db.read(|tx| file::find(tx, &ada, &KIND, NUMBER, file.id));
        assert!(matches!(found, Err(Error::NotFound)));
        assert!(matches!(house.withdraw(&rosa, file.id), Err(Error::NotFound)));
        house.desk.clock.advance(29 * DAY);
        assert_eq!(house.sweep(), Swept::default());
        assert_eq!(house.kept(), 1);
        house.desk.clock.advance(2 * DAY);
        house.sweep();
        house.desk.clock.advance(2 * DAY);
        assert_eq!(house.sweep().removed, 1);
        assert_eq!(house.kept(), 0);
        let told =
            db.read(|tx| history(tx, &KIND, file.record, false, Part { before: None, limit: 9 }));
        let verbs: Vec<String> = told.unwrap().events.into_iter().map(|event| event.verb).collect();
        assert_eq!(verbs, ["create", "attach", "detach"]);
        house.check();
    });
}

#[test]
fn a_content_stays_while_any_file_has_it() {
    each_engine(|db| {
        let house = House::on(db);
        let rosa = house.desk.requester.clone();
        let first = house.add(&rosa, false, "a.txt", b"content").unwrap();
        let second = house.add(&rosa, false, "b.txt", b"content").unwrap();
        house.withdraw(&rosa, first.id).unwrap();
        for _ in 0..3 {
            house.desk.clock.advance(60 * DAY);
            house.sweep();
        }
        assert_eq!(std::fs::read(house.path(&second)).unwrap(), b"content");
        house.check();
        // Sent again after it was let go, it lies under another key.
        house.withdraw(&rosa, second.id).unwrap();
        for _ in 0..2 {
            house.desk.clock.advance(60 * DAY);
            house.sweep();
        }
        assert_eq!(house.kept(), 0);
        let third = house.add(&rosa, false, "c.txt", b"content").unwrap();
        assert_ne!(third.kept.key, second.kept.key);
        house.check();
    });
}

#[test]
fn another_persons_file_is_withdrawn_by_whoever_may_change_the_record() {
    each_engine(|db| {
        let house = House::on(db);
        let (rosa, ada, mia) =
            (house.desk.requester.clone(), house.desk.agent.clone(), house.desk.manager.clone());
        let file = house.add(&ada, false, "a.txt", b"a").unwrap();
        assert!(matches!(house.withdraw(&rosa, file.id), Err(Error::Forbidden("update"))));
        assert!(matches!(house.withdraw(&mia, file.id), Err(Error::Forbidden("update"))));
        let inside = house.add(&ada, true, "b.txt", b"b").unwrap();
        assert!(matches!(house.withdraw(&rosa, inside.id), Err(Error::NotFound)));
        let hers = house.add(&rosa, false, "c.txt", b"c").unwrap();
        house.withdraw(&ada, hers.id).unwrap();
        house.withdraw(&ada, file.id).unwrap();
        assert_eq!(house.names(&ada), ["b.txt"]);
    });
}

#[test]
fn an_erased_file_is_gone_at_once_and_only_its_trace_stays() {
    each_engine(|db| {
        let house = House::on(db);
        let (rosa, adam) = (house.desk.requester.clone(), house.desk.administrator.clone());
        let file = house.add(&rosa, false, "Diagnosis of Rosa.txt", b"private").unwrap();
        let withdrawn = house.add(&rosa, false, "Another.txt", b"also private").unwrap();
        house.withdraw(&rosa, withdrawn.id).unwrap();
        let erase = |by: &desk::access::Agent, id| {
            file::erase(db, &house.shelf, (&house.context(by), by), &KIND, NUMBER, id)
        };
        assert!(matches!(erase(&rosa, file.id), Err(Error::Forbidden("administer"))));
        assert!(matches!(erase(&house.desk.colleague, file.id), Err(Error::NotFound)));
        assert_eq!(erase(&adam, file.id).unwrap().others, 0);
        assert_eq!(erase(&adam, withdrawn.id).unwrap().others, 0);
        assert!(matches!(erase(&adam, file.id), Err(Error::NotFound)));
        assert_eq!(house.kept(), 0);
        let told =
            db.read(|tx| history(tx, &KIND, file.record, true, Part { before: None, limit: 30 }));
        let told = told.unwrap();
        let all = format!("{told:?}");
        assert!(!all.contains("Diagnosis") && !all.contains(&file.digest().to_string()), "{all}");
        let attached = told.events.iter().find(|event| event.verb == "attach").unwrap();
        assert_eq!(attached.fact("file_name"), Some(&desk::history::Past::Erased));
        assert!(attached.fact("file_size").unwrap().held().is_some());
        assert!(house.names(&adam).is_empty());
        house.check();
    });
}

#[test]
fn an_erasure_says_who_else_has_the_content() {
    each_engine(|db| {
        let house = House::on(db);
        let (rosa, adam) = (house.desk.requester.clone(), house.desk.administrator.clone());
        let first = house.add(&rosa, false, "a.txt", b"shared").unwrap();
        let second = house.add(&rosa, false, "b.txt", b"shared").unwrap();
        let erase = |id| {
            file::erase(db, &house.shelf, (&house.context(&adam), &adam), &KIND, NUMBER, id)
                .unwrap()
        };
        assert_eq!(erase(first.id).others, 1);
        assert_eq!(std::fs::read(house.path(&second)).unwrap(), b"shared");
        assert_eq!(erase(second.id).others, 0);
        assert_eq!(house.kept(), 0);
        house.check();
    });
}
