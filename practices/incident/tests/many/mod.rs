//! More incidents than a list sorts, written past the verbs.
#![allow(dead_code, reason = "each test uses a part of it")]
#![allow(
    clippy::unwrap_used,
    clippy::as_conversions,
    clippy::indexing_slicing,
    reason = "a failure is a failed test"
)]

use db::sea_query::{Alias, Expr, Query};
use db::{Id, Timestamp, Tx, Value};
use testkit::Desk;

/// Those that are not withdrawn: enough that a plan which reads them all is plainly the worse one.
pub(crate) const RECORDS: u64 = 60_000;
const BATCH: u64 = 1_000;
/// The oldest were withdrawn, as a rule of retention leaves them.
const WITHDRAWN: u64 = 10_000;

/// The rows of one table.
type Rows = Vec<Vec<Value>>;

/// What some people watch: most records somebody, a few the agent, hardly any the requester.
fn watchers(desk: &Desk, records: &Rows) -> Rows {
    let mut watchers = Vec::new();
    for (n, record) in records.iter().enumerate() {
        let each = [
            (1_200, desk.requester.person),
            (400, desk.agent.person),
            (1, desk.birch_agent.person),
        ];
        for (_, person) in each.into_iter().filter(|(every, _)| n % every == 0) {
            let [id, kind, open, at, withdrawn] =
                [0, 1, 15, 16, 18].map(|column: usize| record[column].clone());
            watchers.push(vec![id, kind, open, at.clone(), person.into(), at, withdrawn]);
        }
    }
    watchers
}

/// One record in ten is open; teams, companies and requesters repeat as in life.
fn rows(desk: &Desk, from: u64) -> (Rows, Rows, Rows) {
    let (mut subjects, mut records, mut incidents) = (Vec::new(), Vec::new(), Vec::new());
    for n in from..from + BATCH {
        let id = Id::<()>::from_bytes((u128::from(n) << 8 | 7).to_be_bytes());
        let number = format!("INC{n:07}");
        let open = n % 10 == 0;
        let team = [desk.service_desk, desk.network, desk.birch_support][(n % 3) as usize];
        let company = if n % 3 == 2 { desk.birch } else { desk.alder };
        let person = if n % 50 == 0 { desk.requester.person } else { desk.birch_requester.person };
        let assignee = (n % 4 == 0).then_some(desk.agent.person);
        let at = Timestamp::from_micros(1_700_000_000_000_000 + n as i64 * 60_000_000);
        subjects.push(vec![
            id.into(),
            "incident".into(),
            number.as_str().into(),
            company.into(),
            0.into(),
            1.into(),
            0.into(),
            Vec::new().into(),
            0.into(),
        ]);
        records.push(vec![
            id.into(),
            "incident".into(),
            number.as_str().into(),
            "Title".into(),
            "".into(),
            if open { "new" } else { "closed" }.into(),
            if open { "open" } else { "closed" }.into(),
            ((n % 5) as i64 + 1).into(),
            person.into(),
            person.into(),
            assignee.into(),
            team.into(),
            company.into(),
            "phone".into(),
            0.into(),
            open.into(),
            at.into(),
            at.into(),
            (n <= WITHDRAWN).into(),
        ]);
        incidents.push(vec![id.into(), 2.into(), 2.into(), 0.into()]);
    }
    (subjects, records, incidents)
}

fn insert(tx: &Tx<'_>, table: &str, columns: &[&str], rows: Vec<Vec<Value>>) {
    let mut insert = Query::insert();
    insert.into_table(Alias::new(table)).columns(columns.iter().map(|c| Alias::new(*c)));
    for row in rows {
        insert.values_panic(row.into_iter().map(Expr::val));
    }
    tx.change(&insert).unwrap();
}

/// What is written of each, by table.
const SUBJECT: &[&str] = &[
    "id",
    "kind",
    "number",
    "company_id",
    "restricted",
    "version",
    "head_seq",
    "head_hash",
    "head_recorded_at",
];
const RECORD: &[&str] = &[
    "subject_id",
    "kind",
    "number",
    "title",
    "description",
    "state",
    "state_class",
    "priority",
    "requester_id",
    "opener_id",
    "assignee_id",
    "team_id",
    "company_id",
    "channel",
    "restricted",
    "is_open",
    "opened_at",
    "updated_at",
    "withdrawn",
];
const INCIDENT: &[&str] = &["subject_id", "impact", "urgency", "reopened"];
const WATCHER: &[&str] =
    &["subject_id", "kind", "is_open", "opened_at", "person_id", "created_at", "withdrawn"];

pub(crate) fn fill(desk: &Desk) {
    for batch in 0..(RECORDS + WITHDRAWN) / BATCH {
        let desk_of_batch = desk.clone();
        desk.db
            .write(move |tx| {
                let (subjects, records, incidents) = rows(&desk_of_batch, 1 + batch * BATCH);
                let watchers = watchers(&desk_of_batch, &records);
                insert(tx, "subject", SUBJECT, subjects);
                insert(tx, "record", RECORD, records);
                insert(tx, "incident", INCIDENT, incidents);
                insert(tx, "watcher", WATCHER, watchers);
                Ok::<_, desk::Error>(())
            })
            .unwrap();
    }
    desk.db.write(|tx| Ok::<_, desk::Error>(tx.gather_statistics()?)).unwrap();
}
