//! Lists of incidents: any filter in any order, page by page, is what sorting all of it in memory
//! gives; a cursor belongs to its list.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::as_conversions,
    clippy::indexing_slicing,
    reason = "a failure is a failed test"
)]

use std::cmp::Ordering;
use std::time::Duration;

use db::{Id, ReadTx, Value};
use desk::field::{Audience, Field, FieldKind};
use desk::filter::Entity;
use desk::list::{ListQuery, Listed, Page, Snapshot, Sort, count, exact, list, look};
use desk::numbers::Numbers;
use desk::text::sort_key;
use desk::work::{Asked, act, create};
use desk::{Error, Result};
use mainstay_incident::{Incident, KIND};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestError, TestRunner};
use testkit::{Desk, each_engine};

mod support;

use support::{fields, fill, input, numbers, query};

/// The pages of a list from one end to the other.
fn walk(tx: &ReadTx<'_>, query: &ListQuery, backward: Option<Vec<u8>>) -> Result<Vec<Listed>> {
    let mut at = query.clone();
    if let Some(cursor) = &backward {
        at.page = Page::Before(cursor.clone());
    }
    let mut pages = Vec::new();
    loop {
        let listed = list(tx, &KIND, &at, &fields(tx))?;
        assert!(pages.len() < 100, "the pages have no end");
        let on = if backward.is_some() { listed.previous.clone() } else { listed.next.clone() };
        pages.push(listed);
        let Some(on) = on else { return Ok(pages) };
        at.page = if backward.is_some() { Page::Before(on) } else { Page::After(on) };
    }
}

/// By what a value sorts, said once more.
fn key(tx: &ReadTx<'_>, field: &Field, value: &Value) -> Value {
    let place = |codes: &[&str], code: &str| {
        codes.iter().position(|c| *c == code).map(|n| Value::Int(n as i64)).unwrap()
    };
    match (field.kind, value) {
        (_, Value::Null) => Value::Null,
        (FieldKind::State, Value::Text(code)) => {
            let codes: Vec<&str> = KIND.lifecycle.states.iter().map(|s| s.code).collect();
            place(&codes, code)
        }
        (FieldKind::Options(codes), Value::Text(code)) => place(codes, code),
        (FieldKind::Choice(list), Value::Text(code)) => {
            let all = desk::people::Choice::all(tx, KIND.code).unwrap();
            let codes: Vec<&str> =
                all.iter().filter(|c| c.list == list).map(|c| c.code.as_str()).collect();
            place(&codes, code)
        }
        (FieldKind::One(options) | FieldKind::Several(options), Value::Text(held)) => {
            let codes: Vec<&str> = options.iter().map(|option| option.code.as_str()).collect();
            place(&codes, held.split(',').next().unwrap())
        }
        (kind, Value::Text(_)) if field.definition().is_some() && kind != FieldKind::Prose(0) => {
            desk::custom::comparable(field, value)
        }
        (FieldKind::Line(_), Value::Text(text)) if field.code != "number" => sort_key(text).into(),
        (kind, Value::Bytes(id)) if Entity::of(kind).is_some() => {
            let table = Entity::of(kind).unwrap().table();
            let select = db::sea_query::Query::select()
                .column("name")
                .from(table)
                .and_where(db::sea_query::ExprTrait::eq(db::sea_query::Expr::col("id"), id.clone()))
                .take();
            sort_key(&tx.select(&select).unwrap()[0].get::<String>(0).unwrap()).into()
        }
        (_, value) => value.clone(),
    }
}

fn compare(a: &Value, b: &Value, descending: bool) -> Ordering {
    let order = match (a, b) {
        (Value::Null, Value::Null) => return Ordering::Equal,
        (Value::Null, _) => return Ordering::Greater,
        (_, Value::Null) => return Ordering::Less,
        (Value::Int(a), Value::Int(b)) => a.cmp(b),
        (Value::Text(a), Value::Text(b)) => a.cmp(b),
        (Value::Bytes(a), Value::Bytes(b)) => a.cmp(b),
        _ => panic!("{a:?} and {b:?}"),
    };
    if descending { order.reverse() } else { order }
}

/// The whole list, sorted in memory.
fn oracle(tx: &ReadTx<'_>, query: &ListQuery) -> Result<Vec<String>> {
    let everything = ListQuery { sort: Sort::newest(&KIND)?, limit: 10_000, ..query.clone() };
    let mut rows = list(tx, &KIND, &everything, &fields(tx))?.rows;
    // An order that asks the inside leaves out whatever is shown without its inside.
    if query.sort.keys().iter().any(|key| key.field.audience == Audience::Internal) {
        let tells_inside = |row: &Snapshot| row.values.iter().any(|(f, _)| f.code == "reopened");
        rows.retain(tells_inside);
    }
    let mut keyed: Vec<(Vec<Value>, Id<desk::Record>, String)> = rows
        .iter()
        .map(|row| {
            let of = |k: &desk::list::SortKey| key(tx, k.field, row.value(k.field.code));
            (query.sort.keys().iter().map(of).collect(), row.id, row.text("number").to_owned())
        })
        .collect();
    keyed.sort_by(|(a, x, _), (b, y, _)| {
        for (k, (a, b)) in query.sort.keys().iter().zip(a.iter().zip(b)) {
            let order = compare(a, b, k.descending);
            if order.is_ne() {
                return order;
            }
        }
        let last = query.sort.keys().last().unwrap().descending;
        if last { y.cmp(x) } else { x.cmp(y) }
    });
    Ok(keyed.into_iter().map(|(.., number)| number).collect())
}

fn sorts() -> impl Strategy<Value = String> {
    let field = prop::sample::select(vec![
        "number",
        "title",
        "state",
        "priority",
        "impact",
        "requester",
        "assignee",
        "team",
        "company",
        "service",
        "category",
        "location",
        "channel",
        "hold_reason",
        "opened_at",
        "updated_at",
        "resolved_at",
        "resolution_code",
        "open",
        "state_class",
        "priority_reason",
        "reopened",
        "x.a_line",
        "x.a_number",
        "x.a_money",
        "x.a_date",
        "x.a_instant",
        "x.a_choice",
        "x.a_multi_choice",
        "x.a_flag",
        "x.a_url",
        "x.a_person",
        "x.a_team",
    ]);
    prop::collection::btree_map(field, any::<bool>(), 0..4).prop_map(|keys| {
        let key = |(code, minus): (&str, bool)| format!("{}{code}", if minus { "-" } else { "" });
        keys.into_iter().map(key).collect::<Vec<_>>().join(",")
    })
}

fn filters() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "",
        "open = true",
        "open = false",
        "state in (new, assigned)",
        "priority <= 2",
        "team in me.teams",
        "assignee = me or requester.company = me.company",
        "title contains r",
        "assignee is empty and open = true",
        "tags = vip",
        "resolved_at is not empty",
        "requester is empty",
        "watchers = me",
        "state_class = waiting",
        "number contains 1",
        "x.a_choice = red",
        "x.a_multi_choice in (blue, green)",
        "x.a_line = \"PRINTER jam\" and open = true",
        "x.a_number = 0",
        "x.a_person = requester",
    ])
}

#[test]
fn every_list_is_what_sorting_all_of_it_gives() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        fill(&desk);
        let agents = [&desk.administrator, &desk.agent, &desk.birch_agent, &desk.requester];
        let config = Config { cases: 250, failure_persistence: None, ..Config::default() };
        let outcome =
            TestRunner::new(config).run(&(filters(), sorts(), 0..4_usize), |(q, sort, who)| {
                let check = |tx: &ReadTx<'_>| {
                    let query = match query(tx, &desk, agents[who], q, &sort) {
                        Ok(query) => query,
                        // A requester asks and sorts by less.
                        Err(Error::Invalid(_)) if who == 3 => return Ok(()),
                        Err(other) => return Err(other),
                    };
                    let expected = oracle(tx, &query)?;
                    let pages = walk(tx, &query, None)?;
                    let forward = numbers(pages.iter().flat_map(|page| &page.rows));
                    assert_eq!(forward, expected, "forward: {q} by {sort}");
                    assert!(pages.iter().all(|page| !page.stopped && page.sorted_since.is_none()));
                    if let Some(last) = pages.last().and_then(|page| page.previous.clone()) {
                        let mut back = walk(tx, &query, Some(last))?;
                        back.reverse();
                        let own = pages.last().unwrap().rows.len();
                        let before = &expected[..expected.len() - own];
                        assert_eq!(
                            numbers(back.iter().flat_map(|p| &p.rows)),
                            before,
                            "back: {q} by {sort}"
                        );
                    }
                    let all = expected.len() as u64;
                    assert_eq!(exact(tx, &KIND, &query)?, all, "{q}");
                    let some = count(tx, &KIND, &query, 7)?;
                    assert_eq!((some.number, some.at_least), (all.min(7), all >= 7), "{q}");
                    Ok::<_, Error>(())
                };
                desk.db.read(check).unwrap();
                Ok(())
            });
        if let Err(TestError::Fail(reason, case)) = outcome {
            panic!("{}: {case:?}: {reason}", db.describe());
        }
    });
}

#[test]
fn a_cursor_belongs_to_its_list() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        fill(&desk);
        let refused = |q: &str, sort: &str, page: Page| {
            let outcome = desk.db.read(|tx| {
                let query = ListQuery {
                    page: page.clone(),
                    ..query(tx, &desk, &desk.administrator, q, sort)?
                };
                list(tx, &KIND, &query, &[])
            });
            match outcome {
                Err(Error::Invalid(faults)) => (faults[0].field.clone(), faults[0].code),
                other => panic!("{q} by {sort}: {other:?}"),
            }
        };
        let next = |q: &str, sort: &str| {
            let first = desk
                .db
                .read(|tx| list(tx, &KIND, &query(tx, &desk, &desk.administrator, q, sort)?, &[]));
            first.unwrap().next.unwrap()
        };
        let plain = next("", "");
        let another = ("after".to_owned(), "cursor_of_another");
        assert_eq!(refused("open = true", "", Page::After(plain.clone())), another);
        assert_eq!(refused("", "title", Page::After(plain.clone())), another);
        assert_eq!(refused("", "-title", Page::After(next("", "title"))), another);
        let broken = ("before".to_owned(), "cursor");
        assert_eq!(refused("", "", Page::Before(Vec::new())), broken);
        assert_eq!(refused("", "", Page::Before(plain[..plain.len() - 1].to_vec())), broken);
        // A number where the order has a number, but made up as a text: nothing for an engine to see.
        let mut text = next("", "priority");
        let tag = text.iter().skip(10).position(|byte| *byte == 1).unwrap() + 10;
        text[tag] = 2;
        text[tag + 2..tag + 10].copy_from_slice(b"aaaaaaaa");
        assert_eq!(refused("", "priority", Page::Before(text)), broken);
    });
}

#[test]
fn what_is_opened_or_changed_meanwhile_moves_nothing_that_was_not_seen_yet() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        fill(&desk);
        for sort in ["", "title", "-priority", "requester", "-resolved_at"] {
            let read = |page: Page| {
                desk.db.read(|tx| {
                    let query = query(tx, &desk, &desk.administrator, "", sort)?;
                    list(tx, &KIND, &ListQuery { page: page.clone(), ..query }, &fields(tx))
                })
            };
            let before = desk
                .db
                .read(|tx| oracle(tx, &query(tx, &desk, &desk.administrator, "", sort)?))
                .unwrap();
            let mut seen = Vec::new();
            let mut page = Page::First;
            loop {
                let listed = read(page).unwrap();
                seen.extend(numbers(&listed.rows));
                let Some(next) = listed.next else { break };
                page = Page::After(next);
                desk.clock.advance(Duration::from_secs(1));
                let number = Numbers::default().take(&desk.db, KIND.prefix).unwrap();
                let (ctx, by) = (desk.context(&desk.administrator), desk.administrator.clone());
                let given = input(&[("title", "Meanwhile"), ("impact", "2"), ("urgency", "2")]);
                let opened: Result<_> = desk
                    .db
                    .write(move |tx| create::<Incident>(tx, &ctx, &by, number.clone(), &given));
                opened.unwrap();
            }
            let old: Vec<&String> = seen.iter().filter(|number| before.contains(number)).collect();
            assert_eq!(old, before.iter().collect::<Vec<_>>(), "by {sort}");
        }
    });
}

/// What somebody does to a record while a list sorted by it is read is no reason to see it twice on
/// one page.
#[test]
fn a_page_holds_each_record_once() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        fill(&desk);
        let edit = KIND.lifecycle.verb("edit").unwrap();
        let asked = Asked {
            number: "INC0000003".to_owned(),
            verb: edit,
            input: input(&[("title", "Zz")]),
            if_match: None,
        };
        let (ctx, by) = (desk.context(&desk.administrator), desk.administrator.clone());
        let done: Result<_> = desk.db.write(move |tx| act::<Incident>(tx, &ctx, &by, &asked));
        done.unwrap();
        let rows = desk.db.read(|tx| {
            let query = query(tx, &desk, &desk.agent, "", "title")?;
            Ok::<_, Error>(list(tx, &KIND, &ListQuery { limit: 1_000, ..query }, &fields(tx))?.rows)
        });
        let mut seen = numbers(&rows.unwrap());
        let all = seen.len();
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), all);
    });
}

/// Counts for minutes.
const LONG: &str =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000000)
    SELECT CAST(COUNT(*) AS BIGINT) FROM n";

#[test]
fn what_takes_too_long_is_refused_with_the_remedy() {
    each_engine(|db| {
        let long = db::Statement::listed(LONG);
        let longest = Duration::from_millis(150);
        let refused = look(db, longest, |tx| Ok(tx.rows(long, db::NO_PARAMS)?));
        match refused {
            Err(Error::Invalid(faults)) => {
                assert_eq!((faults[0].field.as_str(), faults[0].code), ("q", "filter_too_slow"));
            }
            other => panic!("{other:?}"),
        }
    });
}
