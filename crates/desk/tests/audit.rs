//! Who came in, who was kept out and who left stands in the logbook, and so does who read what is
//! restricted; nothing that was typed does, and nobody reads it but who audits.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test")]

use std::time::Duration;

use db::{Db, Id, params};
use desk::access::{Agent, Opened, write_down};
use desk::account::{sign_in, sign_out};
use desk::audit::{AuditPage, AuditQuery, audit, day_of};
use desk::journal::verify::verify;
use desk::journal::{Entry, Logbook};
use desk::people::Person;
use desk::{Context, Door, Error};
use mainstay_desk as desk;
use testkit::{Desk, PASSWORD, each_engine};

db::statements! {
    TEXTS = "SELECT value FROM entry_value WHERE value IS NOT NULL";
}

const HOME: &str = "203.0.113.7";

fn query(book: Logbook) -> AuditQuery {
    AuditQuery { book, person: None, day: None, verbs: Vec::new(), before: None, limit: 50 }
}

fn read(desk: &Desk, query: &AuditQuery) -> AuditPage {
    desk.db.read(|tx| audit(tx, &desk.auditor, query)).unwrap()
}

fn sign_ins(desk: &Desk) -> Vec<Entry> {
    let mut entries = read(desk, &query(Logbook::SignIns)).entries;
    entries.reverse();
    entries
}

/// What an entry says: its verb, who acted, and its values by name.
type Said<'a> = (&'a str, Option<Id<Person>>, Vec<(&'a str, &'a str)>);

fn said(entry: &Entry) -> Said<'_> {
    let values = entry.values.iter().map(|v| (v.field.as_str(), v.value.as_deref().unwrap()));
    (entry.verb.as_str(), entry.actor, values.collect())
}

fn attempt(desk: &Desk, email: &str, password: &str) -> desk::Result<String> {
    let session = sign_in(&desk.db, &desk.clock, &desk.chance, email, password, HOME)?;
    Ok(session.token)
}

/// Everything the journal keeps in words.
fn texts(db: &Db) -> Vec<String> {
    let rows = db.read(|tx| Ok::<_, Error>(tx.rows(TEXTS, params![])?)).unwrap();
    rows.iter().map(|row| row.get(0).unwrap()).collect()
}

#[test]
fn coming_in_and_leaving_are_written_down() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let (rosa, id) = (&desk.requester, desk.requester.person.to_string());
        let token = attempt(&desk, "rosa@alder.example", PASSWORD).unwrap();
        let ctx = Context::new(Some(rosa.person), Door::Web, desk.clock.now(), &desk.chance);
        db.write(move |tx| {
            sign_out(tx, &ctx, &token, HOME)?;
            // There is no such session any more.
            sign_out(tx, &ctx, &token, HOME)
        })
        .unwrap();
        let entries = sign_ins(&desk);
        let about = vec![("address", HOME), ("person", id.as_str())];
        assert_eq!(said(&entries[0]), ("sign_in", Some(rosa.person), about));
        let about = vec![("person", id.as_str()), ("address", HOME)];
        assert_eq!(said(&entries[1]), ("sign_out", Some(rosa.person), about));
        assert_eq!(entries.len(), 2);
        assert_eq!(verify(db).unwrap().broken, None);
    });
}

#[test]
fn why_somebody_was_kept_out_is_written_down_and_told_to_nobody() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let id = desk.requester.person.to_string();
        let known = attempt(&desk, "rosa@alder.example", "wrong but long enough");
        let unknown = attempt(&desk, "nobody@alder.example", "wrong but long enough");
        let nonsense = attempt(&desk, "my secret password", "wrong but long enough");
        for outcome in [known, unknown, nonsense] {
            assert!(matches!(outcome, Err(Error::Refused("sign_in"))), "all are told the same");
        }
        let entries = sign_ins(&desk);
        let (address, nobody) = (("address", HOME), ("reason", "no_account"));
        let about = vec![address, ("person", id.as_str()), ("reason", "password")];
        assert_eq!(said(&entries[0]), ("sign_in_failed", None, about));
        assert_eq!(said(&entries[1]), ("sign_in_failed", None, vec![address, nobody]));
        assert_eq!(said(&entries[2]), ("sign_in_failed", None, vec![address, nobody]));
        let kept = texts(db).join("\n");
        for typed in ["wrong but long enough", "nobody@alder", "my secret password", PASSWORD] {
            assert!(!kept.contains(typed), "{typed} is kept");
        }
    });
}

#[test]
fn whoever_tries_on_does_not_fill_the_journal() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let try_on = || attempt(&desk, "rosa@alder.example", "wrong but long enough");
        while !matches!(try_on(), Err(Error::Throttled(_))) {}
        let before = sign_ins(&desk).len();
        for _ in 0..20 {
            assert!(matches!(try_on(), Err(Error::Throttled(_))));
        }
        let entries = sign_ins(&desk);
        assert_eq!(entries.len(), before, "one entry a block");
        let id = desk.requester.person.to_string();
        let about = vec![("address", HOME), ("person", id.as_str()), ("reason", "account")];
        assert_eq!(said(entries.last().unwrap()), ("throttled", None, about));
        desk.clock.advance(Duration::from_secs(3));
        assert!(matches!(try_on(), Err(Error::Refused("sign_in"))), "the block is over");
        assert!(matches!(try_on(), Err(Error::Throttled(_))), "and the next one has begun");
        let verbs: Vec<String> = sign_ins(&desk).into_iter().map(|e| e.verb).collect();
        assert_eq!(verbs[before..], ["sign_in_failed", "throttled"]);
    });
}

#[test]
fn a_logbook_is_read_page_by_page_day_by_day_and_by_who_it_is_about() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let mut expected = Vec::new();
        for day in 0..3 {
            for n in 0..5 {
                let by = [&desk.agent, &desk.manager][n % 2];
                let opened = Opened {
                    id: Id::fixed(7),
                    kind: "incident".to_owned(),
                    number: format!("INC{day}{n}"),
                };
                expected.push((opened.number.clone(), by.person));
                let ctx = desk.context(by);
                let way = "GET /incidents/INC".to_owned();
                db.write(move |tx| write_down(tx, &ctx, std::slice::from_ref(&opened), &way))
                    .unwrap();
            }
            desk.clock.advance(Duration::from_secs(24 * 3600));
        }
        expected.reverse();
        let told = |page: &AuditPage| -> Vec<(String, Id<Person>)> {
            let number = |e: &Entry| {
                e.values.iter().find(|v| v.field == "number").unwrap().value.clone().unwrap()
            };
            page.entries.iter().map(|e| (number(e), e.actor.unwrap())).collect()
        };
        for limit in [1, 4, 5, 15, 50] {
            let (mut all, mut before) = (Vec::new(), None);
            loop {
                let page = read(&desk, &AuditQuery { limit, before, ..query(Logbook::Reads) });
                all.extend(told(&page));
                before = page.next;
                if before.is_none() {
                    break;
                }
            }
            assert_eq!(all, expected, "pages of {limit}");
        }
        let of_ada = AuditQuery { person: Some(desk.agent.person), ..query(Logbook::Reads) };
        let mine: Vec<_> =
            expected.iter().filter(|(_, who)| *who == desk.agent.person).cloned().collect();
        assert_eq!(told(&read(&desk, &of_ada)), mine);
        let day = day_of("2026-03-03").unwrap();
        let second = AuditQuery { day: Some(day), ..query(Logbook::Reads) };
        assert_eq!(told(&read(&desk, &second)), expected[5..10]);
        let none = AuditQuery { verbs: vec!["fly".to_owned()], ..query(Logbook::Reads) };
        assert!(read(&desk, &none).entries.is_empty());
        assert_eq!(verify(db).unwrap().broken, None);
        assert!(day_of("yesterday").is_err());
    });
}

#[test]
fn only_who_audits_reads_the_logbooks() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        for (name, agent) in desk.everybody() {
            let may = ["administrator", "auditor"].contains(&name);
            for book in Logbook::EVERY {
                let read = db.read(|tx| audit(tx, agent, &query(book)));
                assert_eq!(read.is_ok(), may, "{name}");
                assert!(may || matches!(read, Err(Error::Forbidden("audit"))), "{name}");
            }
        }
        let stranger = Agent { permissions: Default::default(), ..desk.auditor.clone() };
        assert!(db.read(|tx| audit(tx, &stranger, &query(Logbook::Settings))).is_err());
    });
}
