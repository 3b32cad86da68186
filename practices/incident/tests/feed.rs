//! The feed over a journal that others write to: nothing is missed, nothing is read whole, and what
//! happens on one node is heard on another.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failure is a failed test"
)]

use std::sync::mpsc::{channel, sync_channel};
use std::time::Duration;

use db::sea_query::{Alias, Expr, Query};
use db::{Db, Id, Statement, Tx, Value};
use desk::access::Agent;
use desk::feed::{EXAMINED, Follow, Heard, Sight, follow, values_at};
use desk::input::{RawInput, RawValue};
use desk::journal::{end_position, sequence};
use desk::work;
use desk::{Kind, Practice};
use mainstay_incident::{Incident, KIND, endpoints};
use testkit::contract::Browser;
use testkit::{Database, Desk, Engine, each_engine};

const KINDS: &[&Kind] = &[&KIND];

fn open(tx: &Tx<'_>, desk: &Desk, agent: &Agent, number: &str) -> desk::Result<()> {
    let mut input = RawInput::default();
    for (code, text) in [("title", "It beeps"), ("impact", "2"), ("urgency", "2")] {
        input.values.insert(code.to_owned(), RawValue::Text(text.to_owned()));
    }
    work::create::<Incident>(tx, &desk.context(agent), agent, number.to_owned(), &input).map(drop)
}

fn opened(db: &Db, desk: &Desk, number: &'static str) {
    let desk = desk.clone();
    db.write(move |tx| open(tx, &desk, &desk.agent, number)).unwrap();
}

fn heard(db: &Db, agent: &Agent, after: i64, most: usize) -> Heard {
    let sight = Sight::of(agent, KINDS);
    db.read(|tx| follow(tx, KINDS, &sight, Follow { after, most, kind: None, by: None })).unwrap()
}

fn numbers(heard: &Heard) -> Vec<&str> {
    heard.steps.iter().map(|step| step.record.heading.number.as_str()).collect()
}

/// The order of commits is not that of beginnings: what was begun first and committed last must
/// not be passed by whoever reads in between.
#[test]
fn a_transaction_held_open_is_not_passed_by() {
    let database = Database::migrated(Engine::Postgres);
    let (db, desk) = (&*database, Desk::set_up(&database));
    sequence(db).unwrap();
    let start = db.read(end_position).unwrap();
    let (written, is_written) = sync_channel(1);
    let (let_go, wait) = channel::<()>();
    let wait = std::sync::Mutex::new(wait);
    std::thread::scope(|scope| {
        let early = desk.clone();
        let held = scope.spawn(move || {
            early.db.clone().write(move |tx| {
                open(tx, &early, &early.agent, "INC0000001")?;
                written.send(()).ok();
                wait.lock().unwrap().recv_timeout(Duration::from_secs(30)).ok();
                Ok::<_, desk::Error>(())
            })
        });
        is_written.recv().unwrap();
        for number in ["INC0000002", "INC0000003"] {
            opened(db, &desk, number);
            sequence(db).unwrap();
        }
        let between = heard(db, &desk.agent, start, 100);
        assert_eq!(numbers(&between), ["INC0000002", "INC0000003"]);
        let_go.send(()).unwrap();
        held.join().unwrap().unwrap();
        opened(db, &desk, "INC0000004");
        sequence(db).unwrap();
        let after = heard(db, &desk.agent, between.next, 100);
        assert_eq!(numbers(&after), ["INC0000001", "INC0000004"], "the first was begun first");
        assert_eq!(heard(db, &desk.agent, after.next, 100).next, after.next, "that was all");
    });
}

#[test]
fn whoever_sees_little_moves_on_through_much() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        fill(db, &desk, 5_000);
        let mine = desk.clone();
        db.write(move |tx| open(tx, &mine, &mine.birch_requester, "INC0009999")).unwrap();
        sequence(db).unwrap();
        let bea = &desk.birch_requester;
        let (mut after, mut asked) = (0, 0);
        loop {
            let some = heard(db, bea, after, 10);
            asked += 1;
            assert!(some.next > after, "{after} leads nowhere");
            assert!(some.next - after <= i64::try_from(EXAMINED).unwrap(), "too much at once");
            after = some.next;
            if !some.steps.is_empty() {
                assert_eq!(numbers(&some), ["INC0009999"]);
                assert!(some.is_end);
                break;
            }
        }
        assert_eq!(asked, 3, "five thousand entries in helpings of {EXAMINED}");
        let all = heard(db, &desk.auditor, 0, 1_000);
        assert_eq!((all.steps.len(), all.is_end), (1_000, false));
        assert_eq!(all.next, all.steps.last().unwrap().position);
    });
}

#[test]
fn the_feed_goes_by_the_index_on_positions() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        fill(db, &desk, 20_000);
        let analyze = Statement::listed("ANALYZE");
        db.write(move |tx| tx.execute(analyze, db::NO_PARAMS)).unwrap();
        let statements = desk::statements();
        let after = statements.iter().find(|s| s.sql().contains("WHERE position > $1")).unwrap();
        let by_static =
            db.read(|tx| tx.explain_static(*after, db::params![9_000i64, 400i64])).unwrap();
        // Few of them: a quarter of such a small table the server would rather read whole.
        let values = values_at(9_000..9_010);
        let by_built = db.read(|tx| tx.explain(&values)).unwrap();
        for plan in [by_static, by_built] {
            let text = plan.join("\n");
            let whole = text.contains("Seq Scan") || text.contains("SCAN entry");
            assert!(!whole, "{}\n{text}", db.describe());
            assert!(text.contains("entry_position"), "{}\n{text}", db.describe());
        }
    });
}

/// Entries of one record that only Alder sees, as plain rows: thousands through the verbs would
/// take longer than what is measured.
fn fill(db: &Db, desk: &Desk, entries: i64) {
    opened(db, desk, "INC0000001");
    sequence(db).unwrap();
    let first = db.read(end_position).unwrap() + 1;
    let record = heard(db, &desk.auditor, 0, 10).steps[0].record.heading.id;
    for from in (0..entries).step_by(500) {
        db.write(move |tx| {
            let (mut rows, mut values) = (Vec::new(), Vec::new());
            for n in from..(from + 500).min(entries) {
                let (seq, at) = (2 + n, 1_772_442_000_000_000 + n);
                rows.push(row(record.cast(), seq, first + n, at));
                values.push(vec![
                    record.into(),
                    seq.into(),
                    0.into(),
                    "comment".into(),
                    0.into(),
                    vec![0].into(),
                    Value::from("A word"),
                ]);
            }
            insert(tx, "entry", &ENTRY, rows);
            insert(tx, "entry_value", &VALUE, values);
            Ok::<_, desk::Error>(())
        })
        .unwrap();
    }
}

const ENTRY: [&str; 10] = [
    "subject_id",
    "seq",
    "position",
    "version",
    "verb",
    "door",
    "occurred_at",
    "recorded_at",
    "previous_hash",
    "hash",
];
const VALUE: [&str; 7] = ["subject_id", "seq", "ordinal", "field", "op", "digest", "value"];

fn row(subject: Id<()>, seq: i64, position: i64, at: i64) -> Vec<Value> {
    let hash = || Value::from(vec![0u8]);
    vec![
        subject.into(),
        seq.into(),
        position.into(),
        1.into(),
        "comment".into(),
        "api".into(),
        at.into(),
        at.into(),
        hash(),
        hash(),
    ]
}

fn insert(tx: &Tx<'_>, table: &str, columns: &[&str], rows: Vec<Vec<Value>>) {
    let mut insert = Query::insert();
    insert.into_table(Alias::new(table)).columns(columns.iter().map(|c| Alias::new(*c)));
    for row in rows {
        insert.values_panic(row.into_iter().map(Expr::val));
    }
    tx.change(&insert).unwrap();
}

/// A browser on a node with these endpoints.
fn node(desk: &Desk) -> Browser {
    let mut all = web::endpoints();
    endpoints(&mut all);
    Browser::over(desk, all)
}

#[test]
fn what_happens_on_one_node_is_heard_on_another() {
    let database = Database::migrated(Engine::Postgres);
    let desk = Desk::set_up(&database);
    let elsewhere = Desk { db: Db::open(database.location()).unwrap(), ..desk.clone() };
    let (here, there) = (node(&desk), node(&elsewhere));
    let token = desk.token(&desk.agent);
    let mut stream = there.listen(&token, "/api/v1/events/stream", &[]);
    stream.next_named("hello");
    let body = serde_json::json!({ "title": "It beeps", "impact": 2, "urgency": 2 });
    let path = format!("/api/v1/{}", Incident::KIND.path);
    let made = here.call(&token, axum::http::Method::POST, &path, Some(&body)).expect(201, "one");
    // What a worker does on one of the nodes.
    sequence(&desk.db).unwrap();
    let told = stream.next_named("entry").data;
    assert_eq!(told["number"], made.json()["number"]);
}

#[test]
fn whoever_reads_too_slowly_is_told_to_come_back() {
    let database = Database::migrated(Engine::Sqlite);
    let desk = Desk::set_up(&database);
    let node = node(&desk);
    let token = desk.token(&desk.agent);
    let mut slow = node.listen(&token, "/api/v1/events/stream", &[]);
    slow.next_named("hello");
    let mut quick = node.listen(&token, "/api/v1/events/stream?kind=incident", &[]);
    quick.next_named("hello");
    for n in 0..40 {
        let desk = desk.clone();
        database.write(move |tx| open(tx, &desk, &desk.agent, &format!("INC{n:07}"))).unwrap();
        quick.next_named("entry");
    }
    let mut told = Vec::new();
    loop {
        let event = slow.next_within(testkit::contract::PATIENCE).expect("an end");
        if event.name == "end" {
            assert_eq!(event.data["reason"], "slow");
            break;
        }
        told.push(event.id.unwrap());
    }
    assert!((20..40).contains(&told.len()), "{} were kept for it", told.len());
    let last = told.last().unwrap().to_string();
    let mut again =
        node.listen(&token, "/api/v1/events/stream", &[("last-event-id", last.as_str())]);
    again.next_named("hello");
    let missed = (told.len()..40).map(|_| again.next_named("entry").id.unwrap());
    told.extend(missed);
    let whole: Vec<i64> = (told[0]..told[0] + 40).collect();
    assert_eq!(told, whole, "forty entries, each once and in order");
}
