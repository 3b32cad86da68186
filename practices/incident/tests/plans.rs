//! Lists go by an index: over many rows, after ANALYZE, no page of a list scans or sorts them all.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::as_conversions,
    clippy::indexing_slicing,
    reason = "a failure is a failed test"
)]

use db::sea_query::{Alias, Expr, Query};
use db::{Db, Id, Timestamp, Tx, Value};
use desk::access::{Action, Agent};
use desk::list::{Filter, Key, ListQuery, Page, statements_of};
use mainstay_incident::KIND;
use testkit::Desk;

/// Enough that a plan which reads them all is plainly the worse one.
const RECORDS: u64 = 40_000;
const BATCH: u64 = 500;

/// The rows of one table.
type Rows = Vec<Vec<Value>>;

/// What some people watch: every twentieth record the requester, every third the agent.
fn watchers(desk: &Desk, records: &Rows) -> Rows {
    let mut watchers = Vec::new();
    for (n, record) in records.iter().enumerate() {
        let each = [(20, desk.requester.person), (3, desk.agent.person)];
        for (_, person) in each.into_iter().filter(|(every, _)| n % every == 0) {
            let [id, kind, open, at, withdrawn] =
                [0, 1, 15, 16, 18].map(|column: usize| record[column].clone());
            watchers.push(vec![id, kind, open, at.clone(), person.into(), at, withdrawn]);
        }
    }
    watchers
}

/// The older half was withdrawn, as a retention rule leaves it.
const WITHDRAWN: u64 = RECORDS / 2;

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
            (n < WITHDRAWN).into(),
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

fn fill(desk: &Desk) {
    for batch in 0..RECORDS / BATCH {
        let desk_of_batch = desk.clone();
        desk.db
            .write(move |tx| {
                let (subjects, records, incidents) = rows(&desk_of_batch, 1 + batch * BATCH);
                let watchers = watchers(&desk_of_batch, &records);
                insert(
                    tx,
                    "subject",
                    &[
                        "id",
                        "kind",
                        "number",
                        "company_id",
                        "restricted",
                        "version",
                        "head_seq",
                        "head_hash",
                        "head_recorded_at",
                    ],
                    subjects,
                );
                insert(
                    tx,
                    "record",
                    &[
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
                    ],
                    records,
                );
                insert(tx, "incident", &["subject_id", "impact", "urgency", "reopened"], incidents);
                let columns = [
                    "subject_id",
                    "kind",
                    "is_open",
                    "opened_at",
                    "person_id",
                    "created_at",
                    "withdrawn",
                ];
                insert(tx, "watcher", &columns, watchers);
                Ok::<_, desk::Error>(())
            })
            .unwrap();
    }
    desk.db.write(|tx| Ok::<_, desk::Error>(tx.gather_statistics()?)).unwrap();
}

fn query(
    agent: &Agent,
    filters: Vec<(&str, Vec<Value>)>,
    open: Option<bool>,
    page: Page,
) -> ListQuery {
    ListQuery {
        scope: agent.scope("incident", Action::Read).unwrap(),
        filters: filters
            .into_iter()
            .map(|(code, any_of)| Filter { field: KIND.field(code).unwrap(), any_of })
            .collect(),
        open,
        page,
        limit: 50,
    }
}

/// What every queue of the page and the plain API list ask for.
fn queries(desk: &Desk) -> Vec<(String, ListQuery)> {
    let middle = Key {
        opened_at: Timestamp::from_micros(1_700_600_000_000_000),
        id: Id::from_bytes([9; 16]),
    };
    let mut out = Vec::new();
    for page in [Page::First, Page::After(middle), Page::Before(middle)] {
        for (name, agent) in
            [("requester", &desk.requester), ("agent", &desk.agent), ("auditor", &desk.auditor)]
        {
            out.push((format!("{name} open {page:?}"), query(agent, vec![], Some(true), page)));
            out.push((format!("{name} all {page:?}"), query(agent, vec![], None, page)));
        }
        let agent = &desk.agent;
        out.push((
            format!("my team {page:?}"),
            query(agent, vec![("team", vec![desk.service_desk.into()])], Some(true), page),
        ));
        let teams = vec![desk.service_desk.into(), desk.network.into()];
        out.push((
            format!("two teams {page:?}"),
            query(agent, vec![("team", teams)], Some(true), page),
        ));
        out.push((
            format!("mine {page:?}"),
            query(agent, vec![("assignee", vec![agent.person.into()])], Some(true), page),
        ));
        out.push((
            format!("unassigned {page:?}"),
            query(agent, vec![("assignee", vec![Value::Null])], Some(true), page),
        ));
        let gone = query(&desk.auditor, vec![], None, page);
        out.push((
            format!("withdrawn {page:?}"),
            ListQuery { scope: gone.scope.withdrawn().unwrap(), ..gone },
        ));
        out.push((
            format!("priority 3 {page:?}"),
            query(&desk.auditor, vec![("priority", vec![3.into()])], None, page),
        ));
    }
    out
}

/// Lines of a plan that read or sort a whole table of work.
fn faults(plan: &[String]) -> Vec<&String> {
    let bad = |line: &&String| {
        let scans = line.starts_with("SCAN record") || line.starts_with("SCAN watcher");
        let sqlite =
            scans && !line.contains("USING INDEX") || line.contains("TEMP B-TREE FOR ORDER BY");
        let postgres = line.contains("Seq Scan on record")
            || line.contains("Seq Scan on incident")
            || line.contains("Seq Scan on watcher")
            || line.contains("Seq Scan on subject");
        sqlite || postgres
    };
    plan.iter().filter(bad).chain(walks_over_withdrawn(plan)).collect()
}

/// A line of a plan that goes by an index of lists without saying whether it wants what was
/// withdrawn: it would walk over all of it.
fn walks_over_withdrawn(plan: &[String]) -> Option<&String> {
    let of_lists = |line: &str| {
        let names = ["kind", "team", "assignee", "requester", "opener", "company", "priority"];
        names.iter().any(|name| line.contains(&format!("record_{name} ")))
            || line.contains("watcher_person")
            || names.iter().any(|name| line.ends_with(&format!("record_{name}")))
    };
    let mut lines = plan.iter().enumerate();
    lines.find_map(|(at, line)| {
        // PostgreSQL says the condition in the line below.
        let said = [Some(line), plan.get(at + 1)].into_iter().flatten();
        let says =
            said.take(1 + usize::from(line.contains("Scan"))).any(|l| l.contains("withdrawn"));
        (of_lists(line) && !says).then_some(line)
    })
}

fn examine(desk: &Desk) -> Vec<String> {
    let mut found = Vec::new();
    for (name, query) in queries(desk) {
        for statement in statements_of(&KIND, &query, &KIND.all_fields().collect::<Vec<_>>()) {
            let plan = desk.db.read(|tx| Ok::<_, desk::Error>(tx.explain(&statement)?)).unwrap();
            if !faults(&plan).is_empty() {
                found.push(format!("{name}:\n  {}", plan.join("\n  ")));
            }
        }
    }
    found
}

#[test]
fn every_list_goes_by_an_index() {
    testkit::each_engine(|db: &Db| {
        let desk = Desk::set_up(db);
        fill(&desk);
        let found = examine(&desk);
        assert!(found.is_empty(), "{}\n{}", db.describe(), found.join("\n"));
    });
}
