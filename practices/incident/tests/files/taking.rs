//! Adding files: what is kept, who sees it, and what is refused.

use std::io::{Read, Write};
use std::time::Duration;

use desk::file::{Limits, MOST_AT_ONCE, attach};
use desk::history::{Part, history};
use desk::{Error, Fault};
use mainstay_incident::KIND;
use testkit::{Database, Engine, each_engine};

use crate::house::{House, NUMBER};

const DAY: Duration = Duration::from_secs(24 * 3600);

/// The fault of something refused.
#[track_caller]
fn fault<T: std::fmt::Debug>(refused: desk::Result<T>) -> Fault {
    match refused {
        Err(Error::Invalid(mut faults)) if faults.len() == 1 => faults.remove(0),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_file_is_kept_named_recognised_and_told_of() {
    each_engine(|db| {
        let house = House::on(db);
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR and so on";
        let file =
            house.add(&house.desk.requester, false, "C:\\x\\scr\u{202e}een.png", png).unwrap();
        assert_eq!((file.name.as_str(), file.media.as_str()), ("screen.png", "image/png"));
        assert_eq!(
            (file.size, file.digest()),
            (u64::try_from(png.len()).unwrap(), files::Digest::of(png))
        );
        assert_eq!(std::fs::read(house.path(&file)).unwrap(), png);
        let told =
            db.read(|tx| history(tx, &KIND, file.record, false, Part { before: None, limit: 9 }));
        let told = told.unwrap().events.pop().unwrap();
        assert_eq!(told.verb, "attach");
        let fact = |code| told.fact(code).and_then(|past| past.held()).map(str::to_owned);
        assert_eq!(fact("file"), Some(file.id.to_string()));
        assert_eq!(fact("file_name"), Some("screen.png".to_owned()));
        assert_eq!(fact("file_digest"), Some(file.digest().to_string()));
        house.check();
    });
}

#[test]
fn the_same_content_is_kept_once() {
    each_engine(|db| {
        let house = House::on(db);
        let first = house.add(&house.desk.requester, false, "a.txt", b"the same").unwrap();
        let second = house.add(&house.desk.agent, true, "b.txt", b"the same").unwrap();
        assert_eq!(first.kept, second.kept);
        assert_ne!(first.id, second.id);
        house.add(&house.desk.agent, true, "c.txt", b"another").unwrap();
        assert_eq!(house.kept(), 2);
        house.check();
    });
}

#[test]
fn a_content_lost_from_its_place_is_mended_by_whoever_sends_it_again() {
    each_engine(|db| {
        let house = House::on(db);
        let file = house.add(&house.desk.requester, false, "a.txt", b"the same").unwrap();
        std::fs::remove_file(house.path(&file)).unwrap();
        house.add(&house.desk.requester, false, "a.txt", b"the same").unwrap();
        house.check();
    });
}

#[test]
fn the_inside_is_not_told_to_others() {
    each_engine(|db| {
        let house = House::on(db);
        let (rosa, ada) = (house.desk.requester.clone(), house.desk.agent.clone());
        house.add(&rosa, false, "public.txt", b"for all").unwrap();
        let inside = house.add(&ada, true, "inside.txt", b"between ourselves").unwrap();
        assert_eq!(house.names(&rosa), ["public.txt"]);
        assert_eq!(house.names(&ada), ["public.txt", "inside.txt"]);
        let find = |agent| db.read(|tx| desk::file::find(tx, agent, &KIND, NUMBER, inside.id));
        assert!(matches!(find(&rosa), Err(Error::NotFound)));
        assert!(find(&ada).is_ok());
        let part = Part { before: None, limit: 9 };
        let told =
            |internal| db.read(|tx| history(tx, &KIND, inside.record, internal, part)).unwrap();
        let outside = format!("{:?}", told(false));
        assert!(!outside.contains("inside") && !outside.contains("internal"), "{outside}");
        assert!(format!("{:?}", told(true)).contains("inside.txt"));
        assert!(matches!(house.add(&rosa, true, "x", b"x"), Err(Error::Forbidden("note"))));
        assert!(matches!(
            house.add(&house.desk.auditor, false, "x", b"x"),
            Err(Error::Forbidden(_))
        ));
        assert!(matches!(house.add(&house.desk.colleague, false, "x", b"x"), Err(Error::NotFound)));
        assert!(matches!(
            house.add(&house.desk.birch_agent, true, "x", b"x"),
            Err(Error::NotFound)
        ));
    });
}

#[test]
fn all_that_is_sent_together_or_nothing() {
    each_engine(|db| {
        let house = House::on(db);
        let asked = house.asked(&house.desk.requester, false);
        let both = [house.incoming("a.txt", b"one"), house.incoming("b.txt", b"two")];
        assert_eq!(attach(db, &house.shelf, &asked, &both).unwrap().len(), 2);
        let empty = [house.incoming("c.txt", b"three"), house.incoming("d.txt", b"")];
        let refused = fault(attach(db, &house.shelf, &asked, &empty));
        assert_eq!((refused.code, refused.details[0].1.as_str()), ("file_empty", "d.txt"));
        assert_eq!(fault(attach(db, &house.shelf, &asked, &[])).code, "required");
        let many: Vec<_> =
            (0..=MOST_AT_ONCE).map(|n| house.incoming("x", &n.to_be_bytes())).collect();
        assert_eq!(fault(attach(db, &house.shelf, &asked, &many)).code, "files_at_once");
        assert_eq!(house.names(&house.desk.requester), ["a.txt", "b.txt"]);
    });
}

#[test]
fn what_is_full_is_told_and_leaves_nothing() {
    each_engine(|db| {
        let mut house = House::on(db);
        let (rosa, ada) = (house.desk.requester.clone(), house.desk.agent.clone());
        const MIB: u64 = 1024 * 1024;
        let limits = |record, person, all| Limits { record, person, all, ..Limits::default() };
        house.shelf.limits = limits(10, MIB, MIB);
        house.add(&rosa, false, "a", b"123456").unwrap();
        assert_eq!(fault(house.add(&rosa, false, "b", b"12345")).code, "record_full");
        house.shelf.limits = limits(MIB, 10, MIB);
        assert_eq!(fault(house.add(&rosa, false, "b", b"12345")).code, "person_full");
        house.add(&ada, false, "c", b"12345").unwrap();
        house.desk.clock.advance(DAY + Duration::from_secs(1));
        house.add(&rosa, false, "d", b"54321").unwrap();
        house.shelf.limits = limits(MIB, MIB, 20);
        assert_eq!(fault(house.add(&rosa, false, "e", b"abcde")).code, "storage_full");
        let before = house.names(&ada).len();
        house.desk.clock.advance(2 * DAY);
        house.sweep();
        assert_eq!((house.names(&ada).len(), house.kept()), (before, 3));
        house.check();
    });
}

#[test]
fn where_nothing_is_said_any_more_nothing_is_added() {
    // Comments are taken in every state of an incident; so what refuses is the permission alone.
    for state in KIND.lifecycle.states {
        assert!(KIND.lifecycle.verb("comment").unwrap().target(state.code).is_some());
    }
}

/// A scanner that answers every content with this.
fn scanner(answer: &'static str) -> files::Scanner {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let (mut command, mut length) = ([0; 10], [1; 4]);
            stream.read_exact(&mut command).unwrap();
            while length != [0; 4] {
                stream.read_exact(&mut length).unwrap();
                let mut piece = vec![0; u32::from_be_bytes(length) as usize];
                stream.read_exact(&mut piece).unwrap();
            }
            stream.write_all(answer.as_bytes()).unwrap();
        }
    });
    address.parse().unwrap()
}

#[test]
fn what_is_not_known_to_be_clean_is_refused() {
    each_engine(|db| {
        let mut house = House::on(db);
        let rosa = house.desk.requester.clone();
        house.shelf.scanner = Some(scanner("stream: OK\0"));
        house.add(&rosa, false, "good.txt", b"good").unwrap();
        house.shelf.scanner = Some(scanner("stream: Eicar-Test FOUND\0"));
        let found = fault(house.add(&rosa, false, "bad.txt", b"bad"));
        assert_eq!(found.code, "infected");
        let named = |name: &str, value: &str| {
            found.details.iter().any(|d| *d == (name_of(name), value.to_owned()))
        };
        assert!(named("name", "bad.txt") && named("malware", "Eicar-Test"), "{found:?}");
        house.shelf.scanner = Some("127.0.0.1:1".parse().unwrap());
        let refused = house.add(&rosa, false, "unknown.txt", b"unknown");
        assert!(matches!(refused, Err(Error::Unreachable { what: "scanner", .. })), "{refused:?}");
        assert_eq!((house.names(&rosa), house.kept()), (vec!["good.txt".to_owned()], 1));
    });
}

fn name_of(name: &str) -> &'static str {
    ["name", "malware"].into_iter().find(|known| *known == name).unwrap()
}

#[test]
fn nothing_is_left_of_what_was_refused() {
    each_engine(|db| {
        let mut house = House::on(db);
        let rosa = house.desk.requester.clone();
        let refused = house.add(&rosa, true, "a.txt", b"for the inside");
        assert!(matches!(refused, Err(Error::Forbidden(_))), "{refused:?}");
        let unseen = house.add(&house.desk.birch_requester.clone(), false, "a.txt", b"not hers");
        assert!(matches!(unseen, Err(Error::NotFound)), "{unseen:?}");
        house.shelf.limits = Limits { record: 4, ..Limits::default() };
        assert_eq!(fault(house.add(&rosa, false, "a.txt", b"too long")).code, "record_full");
        assert_eq!(house.kept(), 0, "nothing was kept");
        house.check();
    });
}

#[test]
fn nothing_is_left_of_what_was_refused_at_the_last_moment() {
    for engine in Engine::BOTH {
        let database = Database::migrated(engine);
        let house = House::on(&database);
        let asked = house.asked(&house.desk.requester, false);
        house.add(&house.desk.requester, false, "a.txt", b"one").unwrap();
        let refuse = match engine {
            Engine::Sqlite => {
                "CREATE TRIGGER no_more BEFORE INSERT ON file WHEN NEW.name = 'c.txt'
                 BEGIN SELECT RAISE(ABORT, 'no'); END"
            }
            Engine::Postgres => {
                "ALTER TABLE file ADD CONSTRAINT no_more CHECK (name <> 'c.txt') NOT VALID"
            }
        };
        let refuse = db::Statement::listed(refuse);
        database.housekeep(move |tx| tx.execute(refuse, db::NO_PARAMS)).unwrap();
        let sent = [
            house.incoming("a.txt", b"one"),
            house.incoming("b.txt", b"two"),
            house.incoming("c.txt", b"three"),
        ];
        let refused = attach(&database, &house.shelf, &asked, &sent);
        assert!(matches!(refused, Err(Error::Db(_))), "{refused:?}");
        assert_eq!(house.kept(), 1, "{engine:?}: what a file refers to stays, all else is gone");
        house.check();
    }
}
