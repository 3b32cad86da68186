//! Lists go by an index: over many rows, after ANALYZE, no page of a list scans or sorts them all.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::as_conversions,
    clippy::indexing_slicing,
    reason = "a failure is a failed test"
)]

use db::sea_query::{Alias, Expr, Query, SelectStatement};
use db::{Db, Id, ReadTx, Timestamp, Tx, Value};
use desk::access::{Action, Agent};
use desk::filter::{self, Reader};
use desk::list::{
    By, ListQuery, Mark, Page, Sort, list, parts, statements_of, statements_of_group,
};
use mainstay_incident::KIND;
use testkit::Desk;

/// Enough that a plan which reads them all is plainly the worse one.
const RECORDS: u64 = 20_000;
const BATCH: u64 = 500;

/// The rows of one table.
type Rows = Vec<Vec<Value>>;

/// What some people watch: most records somebody, a few the agent, hardly any the requester.
fn watchers(desk: &Desk, records: &Rows) -> Rows {
    let mut watchers = Vec::new();
    for (n, record) in records.iter().enumerate() {
        let each =
            [(400, desk.requester.person), (50, desk.agent.person), (1, desk.birch_agent.person)];
        for (_, person) in each.into_iter().filter(|(every, _)| n % every == 0) {
            let [id, kind, open, at] = [0, 1, 15, 16].map(|column: usize| record[column].clone());
            watchers.push(vec![id, kind, open, at.clone(), person.into(), at]);
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
                    ],
                    records,
                );
                insert(tx, "incident", &["subject_id", "impact", "urgency", "reopened"], incidents);
                let columns =
                    ["subject_id", "kind", "is_open", "opened_at", "person_id", "created_at"];
                insert(tx, "watcher", &columns, watchers);
                Ok::<_, desk::Error>(())
            })
            .unwrap();
    }
    desk.db.write(|tx| Ok::<_, desk::Error>(tx.gather_statistics()?)).unwrap();
}

/// A list as somebody asks for it; `middle` is a cursor of it.
fn query(desk: &Desk, agent: &Agent, q: &str, sort: &str) -> ListQuery {
    let reader = Reader { kind: &KIND, agent, now: desk.clock.now() };
    let read = |tx: &ReadTx<'_>| {
        Ok::<_, desk::Error>(ListQuery {
            scope: agent.scope("incident", Action::Read)?,
            inside: agent.scope("incident", Action::ReadInternal).ok(),
            predicate: filter::read(tx, reader, q)?.predicate,
            sort: Sort::read(tx, &KIND, agent, sort)?,
            mark: Mark::of(&[q, sort]),
            page: Page::First,
            limit: 50,
        })
    };
    desk.db.read(read).unwrap()
}

/// The list from its beginning, and forward and back from its third page.
fn pages(desk: &Desk, query: &ListQuery) -> Vec<ListQuery> {
    let mut pages = vec![query.clone()];
    let mut at = query.clone();
    for _ in 0..2 {
        let listed = desk.db.read(|tx| list(tx, &KIND, &at, &[])).unwrap();
        let Some(next) = listed.next else { break };
        at.page = Page::After(next.clone());
        pages.push(at.clone());
        pages.push(ListQuery { page: Page::Before(next), ..query.clone() });
    }
    pages
}

/// Lists that an index has in their order, whoever reads them and whatever they are filtered by.
fn by_index(desk: &Desk) -> Vec<(String, ListQuery)> {
    let mut out = Vec::new();
    let people =
        [("requester", &desk.requester), ("agent", &desk.agent), ("auditor", &desk.auditor)];
    for (name, agent) in people {
        for q in [
            "",
            "open = true",
            "open = true and team in me.teams",
            "open = true and assignee = me",
            "open = true and assignee is empty",
            "team in me.teams",
            "state = closed",
            "state in (new, on_hold) and priority <= 2",
            "priority = 3",
            "priority = 3 and not title contains printer",
            "requester = me",
            "description contains toner or resolution_notes contains toner",
            "requester.name starts rosa",
            "team.members count > 1",
            "opened_at in last 7 days",
            "opened_at.weekday = monday",
            "impact = 2 and resolved_at is empty",
            "\"title\"",
        ] {
            for sort in ["", "opened_at"] {
                out.push((format!("{name}: {q} by {sort}"), query(desk, agent, q, sort)));
            }
        }
    }
    let all = &desk.auditor;
    for q in ["", "open = true", "priority >= 2", "title contains t"] {
        for sort in ["-updated_at", "updated_at", "number", "-number", "priority", "-priority"] {
            out.push((format!("everything: {q} by {sort}"), query(desk, all, q, sort)));
        }
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
    plan.iter().filter(bad).collect()
}

fn explained(desk: &Desk, statement: &SelectStatement) -> Vec<String> {
    desk.db.read(|tx| Ok::<_, desk::Error>(tx.explain(statement)?)).unwrap()
}

fn examine(desk: &Desk) -> Vec<String> {
    let mut found = Vec::new();
    let fields: Vec<_> = KIND.all_fields().collect();
    for (name, query) in by_index(desk) {
        for page in pages(desk, &query) {
            for statement in statements_of(&KIND, &page, &fields).unwrap() {
                let plan = explained(desk, &statement);
                if !faults(&plan).is_empty() {
                    found.push(format!("{name}:\n  {}", plan.join("\n  ")));
                }
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

/// What sorts or groups reads no more than the newest, and finds them by an index.
#[test]
fn counts_and_groups_read_a_bounded_part() {
    testkit::each_engine(|db: &Db| {
        let desk = Desk::set_up(db);
        fill(&desk);
        let mut found = Vec::new();
        for (name, agent) in
            [("requester", &desk.requester), ("agent", &desk.agent), ("auditor", &desk.auditor)]
        {
            for q in [
                "",
                "open = true",
                "open = true and team in me.teams",
                "priority = 3 and title contains t",
            ] {
                let query = query(&desk, agent, q, "");
                let reader = Reader { kind: &KIND, agent, now: desk.clock.now() };
                let mut statements: Vec<_> =
                    parts(&KIND, &query).iter().flat_map(|part| part.statements()).collect();
                for by in ["state", "team", "requester.company", "opened_at.month"] {
                    let by = desk.db.read(|tx| By::read(tx, reader, by));
                    let Ok(by) = by else { continue };
                    statements.extend(statements_of_group(&KIND, &query, &by, "Europe/Berlin"));
                }
                for statement in statements {
                    let plan = explained(&desk, &statement);
                    if !faults(&plan).is_empty() {
                        found.push(format!("{name}: {q}:\n  {}", plan.join("\n  ")));
                    }
                }
            }
        }
        assert!(found.is_empty(), "{}\n{}", db.describe(), found.join("\n"));
    });
}
