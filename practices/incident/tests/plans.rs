//! Lists go by an index: over many rows, after ANALYZE, no page of a list scans or sorts them all.
#![allow(clippy::unwrap_used, reason = "a failure is a failed test")]

use db::{Db, NO_PARAMS, ReadTx, Statement, Tx};
use desk::access::{Action, Agent};
use desk::field::Field;
use desk::filter::{self, Reader};
use desk::list::{
    By, ListQuery, Mark, Page, Sort, list, parts, statements_of, statements_of_group,
};
use mainstay_incident::KIND;
use testkit::Desk;

mod many;

use many::fill;

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
    // Only those ask it who know more than what is their own.
    for (name, agent) in [("agent", &desk.agent), ("auditor", &desk.auditor)] {
        let q = "team.members count > 1";
        out.push((format!("{name}: {q}"), query(desk, agent, q, "")));
    }
    let all = &desk.auditor;
    for q in ["", "open = true", "priority >= 2", "title contains t"] {
        for sort in ["-updated_at", "updated_at", "number", "-number", "priority", "-priority"] {
            out.push((format!("everything: {q} by {sort}"), query(desk, all, q, sort)));
        }
    }
    let gone = query(desk, all, "", "");
    let scope = gone.scope.withdrawn().unwrap();
    out.push(("what was withdrawn".to_owned(), ListQuery { scope, ..gone }));
    out
}

/// A line of a plan that goes by an index of lists without saying whether it wants what was
/// withdrawn: it would walk over all of it.
fn walks_over_withdrawn(plan: &[String]) -> Option<&String> {
    const INDEXES: [&str; 11] = [
        "record_kind",
        "record_team",
        "record_assignee",
        "record_requester",
        "record_opener",
        "record_company",
        "record_priority",
        "record_state",
        "record_number",
        "record_updated",
        "watcher_person",
    ];
    let of_lists = |line: &str| {
        line.split(' ').any(|word| INDEXES.contains(&word)) && !line.contains("Bitmap Index")
    };
    let mut lines = plan.iter().enumerate();
    lines.find_map(|(at, line)| {
        // PostgreSQL says the condition in the line below.
        let below = plan.get(at + 1).filter(|_| line.contains("Scan"));
        let says = [Some(line), below].into_iter().flatten().any(|l| l.contains("withdrawn"));
        (of_lists(line) && !says).then_some(line)
    })
}

/// Lines of a plan that read or sort a whole table of work, or ask for what is nowhere else said only
/// after everything that is shown was read.
fn faults(plan: &[String]) -> Vec<&String> {
    let bad = |line: &&String| {
        let scans = line.starts_with("SCAN record") || line.starts_with("SCAN watcher");
        let sqlite = scans && !line.contains("USING INDEX")
            || line.contains("TEMP B-TREE FOR ORDER BY")
            || line.contains(" EXISTS ");
        let postgres = line.contains("Seq Scan on record")
            || line.contains("Seq Scan on incident")
            || line.contains("Seq Scan on watcher")
            || line.contains("Seq Scan on subject");
        sqlite || postgres
    };
    plan.iter().filter(bad).chain(walks_over_withdrawn(plan)).collect()
}

fn plans(
    tx: &ReadTx<'_>,
    page: &ListQuery,
    fields: &[&'static Field],
) -> desk::Result<Vec<Vec<String>>> {
    let statements = statements_of(tx, &KIND, page, fields)?;
    let plans: db::Result<_> = statements.iter().map(|one| tx.explain(one)).collect();
    Ok(plans?)
}

fn examine(desk: &Desk) -> Vec<String> {
    let mut found = Vec::new();
    let fields: Vec<_> = KIND.all_fields().collect();
    for (name, query) in by_index(desk) {
        for page in pages(desk, &query) {
            for plan in desk.db.read(|tx| plans(tx, &page, &fields)).unwrap() {
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

/// The plans of a list's counts and groups when no table is read as a whole. Of so few records as
/// there are here PostgreSQL reads them all where many match, and is right; what counts is that it
/// need not when there are a million.
fn counting(desk: &Desk, agent: &Agent, q: &'static str) -> Vec<Vec<String>> {
    let query = query(desk, agent, q, "");
    let (desk, agent, is_postgres) =
        (desk.clone(), agent.clone(), desk.db.describe() == "PostgreSQL");
    let handle = desk.db.clone();
    let explain = move |tx: &Tx<'_>| {
        if is_postgres {
            for whole in ["seqscan", "hashjoin", "mergejoin"] {
                let sql = format!("SET LOCAL enable_{whole} = off");
                tx.execute(Statement::listed(sql.leak()), NO_PARAMS)?;
            }
        }
        let reader = Reader { kind: &KIND, agent: &agent, now: desk.clock.now() };
        let mut statements: Vec<_> =
            parts(&KIND, &query).iter().flat_map(|part| part.statements()).collect();
        for by in ["state", "team", "requester.company", "opened_at.month"] {
            // Not everybody may ask all of it.
            let Ok(by) = By::read(tx, reader, by) else { continue };
            statements.extend(statements_of_group(&KIND, &query, &by, "Europe/Berlin"));
        }
        let plans: db::Result<_> = statements.iter().map(|one| tx.explain(one)).collect();
        Ok::<_, desk::Error>(plans?)
    };
    handle.write(explain).unwrap()
}

/// Whether a plan goes over a whole index of the records without looking anything up in it.
fn goes_over_an_index(plan: &[String]) -> bool {
    let unguided = |scan: &str, next: &str| {
        scan.contains("Scan using") && scan.contains(" on record") && !next.contains("Cond:")
    };
    plan.iter().zip(plan.iter().skip(1)).any(|(scan, next)| unguided(scan, next))
}

/// What counts or groups finds its records by an index.
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
                for plan in counting(&desk, agent, q) {
                    if !faults(&plan).is_empty() || goes_over_an_index(&plan) {
                        found.push(format!("{name}: {q}:\n  {}", plan.join("\n  ")));
                    }
                }
            }
        }
        assert!(found.is_empty(), "{}\n{}", db.describe(), found.join("\n"));
    });
}

/// Days of a zone's clock take many steps; none of them is written out twice in a plan.
#[test]
fn what_is_computed_of_a_looked_up_moment_is_computed_once() {
    testkit::each_engine(|db: &Db| {
        let desk = Desk::set_up(db);
        let mut berliner = desk.administrator.clone();
        berliner.zone = "Europe/Berlin".to_owned();
        for q in [
            "requester.created_at same quarter as opened_at",
            "requester.created_at.month = march and resolved_at.year > 2020",
        ] {
            let query = query(&desk, &berliner, q, "");
            for plan in desk.db.read(|tx| plans(tx, &query, &[])).unwrap() {
                let length: usize = plan.iter().map(String::len).sum();
                assert!(length < 60_000, "{q}: a plan of {length} characters");
            }
        }
    });
}
