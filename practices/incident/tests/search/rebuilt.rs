//! The index can be made anew from what the records hold, and falls behind without losing anything.

use db::{Db, Statement, params};
use desk::search::{self, Standing};
use testkit::each_engine;

use crate::office::{KINDS, Office, Report};

const TABLES: [&str; 5] =
    ["search_posting", "search_fact", "search_term", "search_slip", "search_document"];

/// Everything the index holds, row by row.
fn dump(db: &Db) -> Vec<String> {
    let rows =
        |sql: &'static str| db.read(|tx| tx.rows(Statement::listed(sql), params![])).unwrap();
    let mut all = Vec::new();
    for sql in [
        "SELECT t.term, p.internal, p.block, p.documents FROM search_posting p JOIN search_term t ON t.id = p.term_id",
        "SELECT fact, block, documents FROM search_fact",
        "SELECT term, head, documents, often FROM search_term",
        "SELECT s.slip, t.term FROM search_slip s JOIN search_term t ON t.id = s.term_id",
        "SELECT subject_id, ordinal FROM search_document",
        "SELECT subject_id, seq, field, internal, words FROM search_text",
    ] {
        let mut lines: Vec<String> = rows(sql).iter().map(|row| format!("{row:?}")).collect();
        lines.sort();
        all.extend(lines);
    }
    all
}

fn clear(db: &Db, table: &'static str) {
    let sql: &'static str = Box::leak(format!("DELETE FROM {table}").into_boxed_str());
    db.write(move |tx| Ok::<_, desk::Error>(tx.execute(Statement::listed(sql), params![])?))
        .unwrap();
}

fn busy(office: &Office) {
    let agent = office.desk.agent.clone();
    for n in 0..30 {
        let number = office.report(&agent, &Report::of(&format!("Printer {n}"), "toner *empty*"));
        office.act(
            &agent,
            &number,
            "comment",
            &[("body", &format!("ordered part{n}\n\n> quoted"))],
        );
        office.act(&agent, &number, "work_note", &[("body", "supplier")]);
        if n % 3 == 0 {
            office.act(&agent, &number, "edit", &[("title", "Scanner"), ("description", "")]);
        }
        if n % 7 == 0 {
            office.catch_up();
        }
    }
}

#[test]
fn made_anew_it_is_the_same() {
    each_engine(|db: &Db| {
        let office = Office::set_up(db);
        busy(&office);
        office.catch_up();
        let before = dump(db);
        assert!(before.len() > 100);
        search::begin_reindex(db).unwrap();
        let standing: Standing = db.read(search::standing).unwrap();
        assert!(standing.rebuilding);
        assert!(office.search(&office.desk.agent, "printer").behind);
        office.catch_up();
        assert_eq!(dump(db), before);
        assert!(!db.read(search::standing).unwrap().rebuilding);
        // The words themselves are made anew as well.
        clear(db, "search_text");
        search::begin_reindex(db).unwrap();
        office.catch_up();
        assert_eq!(dump(db), before);
    });
}

#[test]
fn an_installation_without_an_index_gets_one() {
    each_engine(|db: &Db| {
        let office = Office::set_up(db);
        busy(&office);
        office.catch_up();
        let before = dump(db);
        TABLES.iter().for_each(|table| clear(db, table));
        let reset = Statement::listed(
            "UPDATE search_state SET version = 0, position = 0, documents = 0, terms = 0",
        );
        db.write(move |tx| Ok::<_, desk::Error>(tx.execute(reset, params![])?)).unwrap();
        office.catch_up();
        assert_eq!(dump(db), before);
    });
}

#[test]
fn changes_are_taken_in_while_it_is_made_anew() {
    each_engine(|db: &Db| {
        let office = Office::set_up(db);
        busy(&office);
        office.catch_up();
        search::begin_reindex(db).unwrap();
        let agent = office.desk.agent.clone();
        let mut n = 0;
        while db.read(search::standing).unwrap().rebuilding {
            let number = office.report(&agent, &Report::of(&format!("Meanwhile {n}"), ""));
            assert_eq!(office.found(&agent, &format!("\"meanwhile {n}\"")), [number.as_str()]);
            search::step(db, KINDS, None).unwrap();
            n += 1;
        }
        assert!(n > 1);
        assert_eq!(office.found(&agent, "meanwhile").len(), n);
        office.catch_up();
        assert_eq!(office.found(&agent, "meanwhile").len(), n);
        let after = dump(db);
        search::begin_reindex(db).unwrap();
        office.catch_up();
        let again = dump(db);
        // Numbered in another order perhaps, but the same documents by the same words.
        let kept = |dump: &[String]| -> Vec<String> {
            dump.iter().filter(|l| l.contains("Text")).cloned().collect()
        };
        assert_eq!(kept(&after), kept(&again));
    });
}

#[test]
fn two_who_catch_up_at_once_do_it_once() {
    each_engine(|db: &Db| {
        let office = Office::set_up(db);
        busy(&office);
        desk::journal::sequence(db).unwrap();
        std::thread::scope(|scope| {
            for _ in 0..3 {
                let db = db.clone();
                scope.spawn(move || search::catch_up(&db, KINDS).unwrap());
            }
        });
        office.catch_up();
        let before = dump(db);
        search::begin_reindex(db).unwrap();
        office.catch_up();
        assert_eq!(dump(db).len(), before.len());
    });
}
