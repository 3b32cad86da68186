//! The demonstration on both engines: counts, repetition, permissions, an unbroken journal.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use std::collections::HashSet;

use db::{Db, Id, params};
use desk::access::{Action, Agent};
use desk::account::sign_in;
use desk::people::{Company, Person};
use desk::{find_visible, journal};
use incident::Incident;
use mainstay_demo::{PASSWORD, Scale, Summary, populate, statements};
use testkit::{MORNING, each_engine};

db::statements! {
    HASHES = "SELECT s.number, e.seq, e.hash FROM entry e JOIN subject s ON s.id = e.subject_id
        WHERE s.kind = 'incident' ORDER BY s.number, e.seq";
    RECORDS = "SELECT r.number, r.company_id, p.company_id, COALESCE(t.company_id, r.company_id), r.opened_at, r.updated_at
        FROM record r JOIN person p ON p.id = r.requester_id LEFT JOIN team t ON t.id = r.team_id ORDER BY r.number";
    DESCRIBED = "SELECT COUNT(DISTINCT v.field_id) FROM custom_value v JOIN record r ON r.subject_id = v.subject_id";
    NO_FIELDS = "DELETE FROM custom_value WHERE subject_id = $1";
    NO_TEXTS = "DELETE FROM folded WHERE subject_id = $1";
    NO_WORDS = "DELETE FROM search_text WHERE subject_id = $1";
    NO_VALUES = "DELETE FROM entry_value WHERE subject_id = $1";
    NO_ENTRIES = "DELETE FROM entry WHERE subject_id = $1";
    NO_OUTBOX = "DELETE FROM outbox WHERE subject_id = $1";
    NO_INCIDENT = "DELETE FROM incident WHERE subject_id = $1";
    NO_RECORD = "DELETE FROM record WHERE subject_id = $1";
    NO_ALIAS = "DELETE FROM alias WHERE inside_id = $1";
    NO_SUBJECT = "DELETE FROM subject WHERE id = $1";
    ORDINARY = "SELECT COUNT(*) FROM record WHERE priority >= 3";
    WAITING = "SELECT COUNT(*) FROM record WHERE state = 'on_hold' AND hold_reason IS NOT NULL";
    CANCELLED = "SELECT COUNT(*) FROM record WHERE state = 'cancelled'";
    REOPENED = "SELECT COUNT(*) FROM incident WHERE reopened > 0";
    OLD = "SELECT COUNT(*) FROM record WHERE is_open = 1 AND opened_at < 1772442000000000 - 90 * 86400000000";
    SILENT = "SELECT COUNT(*) FROM record WHERE description = '' OR service_id IS NULL OR category_id IS NULL OR location_id IS NULL";
    FORGET = "DELETE FROM alias";
    DOORS = "SELECT DISTINCT door FROM entry WHERE subject_id IN (SELECT id FROM subject WHERE kind = 'incident')";
}

const SMALL: Scale = Scale { people: 60, incidents: 60, days: 90 };

fn populated(db: &Db, seed: u64) -> Summary {
    populate(db, seed, MORNING, SMALL, &|_, _| {}).unwrap()
}

fn hashes(db: &Db) -> Vec<(String, i64, Vec<u8>)> {
    db.read(|tx| {
        let rows = tx.rows(HASHES, params![])?;
        rows.iter().map(|r| Ok::<_, db::Error>((r.get(0)?, r.get(1)?, r.get(2)?))).collect()
    })
    .unwrap()
}

fn agent(db: &Db, email: &str) -> Agent {
    db.read(|tx| {
        let person = Person::find_by_email(tx, email)?.unwrap();
        Ok::<_, desk::Error>(Agent::load(tx, person.id)?.unwrap())
    })
    .unwrap()
}

#[test]
fn what_is_there_is_counted_verified_and_left_alone_the_second_time() {
    each_engine(|db| {
        let summary = populated(db, 1);
        assert_eq!(
            (summary.was_there, summary.people, summary.teams, summary.incidents),
            (false, 60, 12, 60)
        );
        assert!(summary.open > 0 && summary.open < 40, "{}", summary.open);

        let findings = journal::verify::verify(db).unwrap();
        assert_eq!(findings.broken, None);
        assert!(findings.entries > 300, "{}", findings.entries);

        let again = populate(
            db,
            99,
            MORNING.plus(std::time::Duration::from_secs(86_400)),
            Scale::full(),
            &|_, _| {},
        )
        .unwrap();
        assert_eq!(again, Summary { was_there: true, ..summary });
        assert_eq!(journal::verify::verify(db).unwrap().entries, findings.entries);

        let doors = db.read(|tx| tx.rows(DOORS, params![])).unwrap();
        assert_eq!(doors.iter().map(|r| r.get::<String>(0).unwrap()).collect::<Vec<_>>(), ["demo"]);
    });
}

#[test]
fn the_same_seed_and_instant_give_the_same_journal() {
    let runs = std::sync::Mutex::new(Vec::new());
    let keep = |db: &Db| runs.lock().unwrap().push(hashes(db));
    each_engine(|db| {
        populated(db, 7);
        keep(db);
    });
    each_engine(|db| {
        populated(db, 8);
        keep(db);
    });
    let [on_sqlite, on_postgres, other, _] = &runs.into_inner().unwrap()[..] else {
        panic!("four runs")
    };
    assert!(on_sqlite.len() > 300);
    assert_eq!(on_sqlite, on_postgres);
    assert_ne!(on_sqlite, other);
}

#[test]
fn everybody_who_is_named_can_sign_in() {
    each_engine(|db| {
        let summary = populated(db, 1);
        let roles: HashSet<&str> = summary.logins.iter().map(|l| l.role).collect();
        assert_eq!(roles.len(), 6, "{roles:?}");
        let chance = testkit::chance();
        for login in &summary.logins {
            let session =
                sign_in(db, &testkit::clock(), &chance, &login.email, PASSWORD, "127.0.0.1");
            assert!(session.is_ok(), "{}: {:?}", login.email, session.err());
        }
    });
}

#[test]
fn records_stay_with_the_company_they_are_for() {
    each_engine(|db| {
        let summary = populated(db, 1);
        let records = db.read(|tx| tx.rows(RECORDS, params![])).unwrap();
        assert_eq!(records.len(), 60);
        let (desk_agent, requester) =
            (login(db, &summary, "agent"), login(db, &summary, "requester"));
        let mut strangers = 0;
        for row in &records {
            let number: String = row.get(0).unwrap();
            let (company, requesters): (Id<Company>, Id<Company>) =
                (row.get(1).unwrap(), row.get(2).unwrap());
            assert_eq!(company, requesters, "{number}");
            let (opened, updated): (i64, i64) = (row.get(4).unwrap(), row.get(5).unwrap());
            assert!(opened <= updated && updated <= MORNING.micros(), "{number}");
            strangers += u32::from(company != Company::DEFAULT);
            let seen = db.read(|tx| find_visible::<Incident>(tx, &desk_agent, &number));
            assert_eq!(seen.is_ok(), company == Company::DEFAULT, "{number}");
            let seen = db.read(|tx| find_visible::<Incident>(tx, &requester, &number));
            if let Ok(incident) = seen {
                assert_eq!(incident.record.requester, Some(requester.person), "{number}");
            }
        }
        assert!(strangers > 0, "the customer has incidents too");
    });
}

#[test]
fn an_interrupted_start_goes_on_where_it_was() {
    each_engine(|db| {
        populated(db, 5);
        let whole = hashes(db);
        // As after a kill in the middle: the last story was never told.
        let last = whole.last().unwrap().0.clone();
        remove(db, &last);
        assert!(hashes(db).len() < whole.len());
        let summary = populate(db, 5, MORNING, SMALL, &|_, _| {}).unwrap();
        assert_eq!((summary.was_there, summary.incidents), (false, 60));
        let is_last = |entry: &&(String, i64, Vec<u8>)| entry.0 >= last;
        let now = hashes(db);
        // Its number is a new one, since numbers are never used twice; all else is the same story.
        assert_eq!(now.iter().filter(is_last).count(), whole.iter().filter(is_last).count());
        let untouched = |all: &[(String, i64, Vec<u8>)]| {
            all.iter().filter(|e| e.0 < last).cloned().collect::<Vec<_>>()
        };
        assert_eq!(untouched(&now), untouched(&whole));
        assert_eq!(journal::verify::verify(db).unwrap().broken, None);
    });
}

fn remove(db: &Db, number: &str) {
    let number = number.to_owned();
    db.write(move |tx| {
        let id = find_visible::<Incident>(tx, &Agent::system(), &number)?.record.id;
        for statement in [
            NO_FIELDS,
            NO_TEXTS,
            NO_WORDS,
            NO_VALUES,
            NO_ENTRIES,
            NO_OUTBOX,
            NO_INCIDENT,
            NO_RECORD,
            NO_ALIAS,
            NO_SUBJECT,
        ] {
            tx.execute(statement, params![id])?;
        }
        Ok::<_, desk::Error>(())
    })
    .unwrap();
}

fn login(db: &Db, summary: &Summary, role: &str) -> Agent {
    let agent = agent(db, &summary.logins.iter().find(|l| l.role == role).unwrap().email);
    assert!(agent.may("incident", Action::Read));
    agent
}

#[test]
fn work_of_somebody_else_is_not_mixed_with_made_up_history() {
    each_engine(|db| {
        populated(db, 1);
        db.write(|tx| tx.execute(FORGET, params![])).unwrap();
        let refused = populate(db, 1, MORNING, SMALL, &|_, _| {});
        assert!(matches!(refused, Err(desk::Error::Refused("not_empty"))), "{refused:?}");
    });
}

#[test]
fn both_engines_prepare_every_statement() {
    each_engine(|db| {
        for statement in statements() {
            db.read(|tx| tx.prepare(statement))
                .unwrap_or_else(|error| panic!("{error}\n{}", statement.sql()));
        }
    });
}

#[test]
fn there_is_something_of_everything() {
    each_engine(|db| {
        let scale = Scale { incidents: 2_000, days: 183, ..Scale::full() };
        let summary = populate(db, 1, MORNING, scale, &|_, _| {}).unwrap();
        assert_eq!((summary.people, summary.teams, summary.incidents), (300, 12, 2_000));
        assert!((150..=250).contains(&summary.open), "{}", summary.open);
        let count = |statement| db.read(|tx| tx.one(statement, params![])?.get::<i64>(0)).unwrap();
        assert!(count(ORDINARY) > 1_500, "{}", count(ORDINARY));
        assert!(count(WAITING) >= 10, "{}", count(WAITING));
        assert!(count(CANCELLED) >= 40, "{}", count(CANCELLED));
        assert!(count(REOPENED) >= 40, "{}", count(REOPENED));
        assert!(count(OLD) >= 10, "{}", count(OLD));
        assert_eq!(count(DESCRIBED), 3);
        assert!(count(SILENT) == 0, "{}", count(SILENT));
    });
}
