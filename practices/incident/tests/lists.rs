//! Lists of incidents: any filter in any order, page by page, is what sorting all of it in memory
//! gives; counts and groups add up; a cursor belongs to its list; the inside stays inside.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::as_conversions,
    clippy::indexing_slicing,
    reason = "a failure is a failed test"
)]

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::time::Duration;

use db::{Id, ReadTx, Value};
use desk::access::{Action, Agent, Reach, Role};
use desk::custom::Catalogue;
use desk::field::{Field, FieldKind, STATE_FIELDS};
use desk::filter::{self, Entity, Reader};
use desk::list::{
    By, Counts, ListQuery, Listed, Mark, Page, Snapshot, Sort, count, exact, group, list,
};
use desk::numbers::Numbers;
use desk::text::sort_key;
use desk::work::{Asked, act, create};
use desk::{Error, Result};
use mainstay_incident::{Incident, KIND};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestError, TestRunner};
use testkit::{Desk, each_engine};

mod support;

use support::{fill, input};

fn query(tx: &ReadTx<'_>, desk: &Desk, agent: &Agent, q: &str, sort: &str) -> Result<ListQuery> {
    let reader = Reader { kind: &KIND, agent, now: desk.clock.now() };
    let sort = Sort::read(tx, &KIND, agent, sort)?;
    Ok(ListQuery {
        scope: agent.scope(KIND.code, Action::Read)?,
        inside: agent.scope(KIND.code, Action::ReadInternal).ok(),
        predicate: filter::read(tx, reader, q)?.predicate,
        mark: Mark::of(&[q, &sort.text()]),
        sort,
        page: Page::First,
        limit: 5,
    })
}

fn fields(tx: &ReadTx<'_>) -> Vec<&'static Field> {
    Catalogue::of(tx, &KIND).unwrap().all().chain(STATE_FIELDS).collect()
}

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

fn numbers<'a>(rows: impl IntoIterator<Item = &'a Snapshot>) -> Vec<String> {
    rows.into_iter().map(|row| row.text("number").to_owned()).collect()
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
    let rows = list(tx, &KIND, &everything, &fields(tx))?.rows;
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
fn groups_add_up_to_the_list() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        fill(&desk);
        let reader = Reader { kind: &KIND, agent: &desk.agent, now: desk.clock.now() };
        for by in [
            "state",
            "priority",
            "team",
            "assignee",
            "requester.company",
            "open",
            "channel",
            "opened_at.month",
            "opened_at.weekday",
            "resolved_at.hour",
            "category.parent",
            "hold_reason",
            "x.a_choice",
            "x.a_date",
            "x.a_flag",
            "x.a_person",
            "x.a_number",
        ] {
            for q in ["", "open = true", "priority <= 2"] {
                desk.db
                    .read(|tx| {
                        let query = query(tx, &desk, &desk.agent, q, "")?;
                        let by = By::read(tx, reader, by)?;
                        let grouped = group(tx, &KIND, &query, &by, "Europe/Berlin")?;
                        let sum: u64 = grouped.groups.iter().map(|group| group.count).sum();
                        assert_eq!(
                            sum + grouped.others,
                            exact(tx, &KIND, &query)?,
                            "{q} by {}",
                            by.path
                        );
                        assert!(grouped.since.is_none());
                        assert!(grouped.groups.is_sorted_by(|a, b| a.count >= b.count));
                        Ok::<_, Error>(())
                    })
                    .unwrap();
            }
        }
        let refused = |agent: &Agent, by: &str| {
            let reader = Reader { agent, ..reader };
            match desk.db.read(|tx| By::read(tx, reader, by)) {
                Err(Error::Invalid(faults)) => faults[0].code,
                other => panic!("{by}: {other:?}"),
            }
        };
        assert_eq!(refused(&desk.agent, "title"), "not_groupable");
        assert_eq!(refused(&desk.agent, "opened_at"), "not_groupable");
        assert_eq!(refused(&desk.agent, "nonsense"), "no_such_field");
        assert_eq!(refused(&desk.requester, "reopened"), "no_such_field");
        assert_eq!(refused(&desk.requester, "requester.company"), "no_such_field");
    });
}

#[test]
fn a_group_tells_how_many_hold_what() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        fill(&desk);
        desk.db
            .read(|tx| {
                let reader =
                    Reader { kind: &KIND, agent: &desk.administrator, now: desk.clock.now() };
                let everything = query(tx, &desk, &desk.administrator, "", "")?;
                let by = By::read(tx, reader, "state")?;
                let grouped = group(tx, &KIND, &everything, &by, "UTC")?;
                let mut held: BTreeMap<String, u64> = BTreeMap::new();
                let all = ListQuery { limit: 1_000, ..everything.clone() };
                for row in list(tx, &KIND, &all, &fields(tx))?.rows {
                    *held.entry(row.text("state").to_owned()).or_default() += 1;
                }
                let told = grouped.groups.iter().map(|group| match &group.value {
                    Value::Text(code) => (code.clone(), group.count),
                    other => panic!("{other:?}"),
                });
                assert_eq!(told.collect::<BTreeMap<_, _>>(), held);
                Ok::<_, Error>(())
            })
            .unwrap();
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

/// Watching shows a record of another company, but not its inside: not in a column, not by a filter,
/// not by an order, not by a group.
#[test]
fn watching_shows_no_inside() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let ctx = desk.context(&desk.administrator);
        let (all, bea, ada) =
            (desk.administrator.clone(), desk.birch_requester.person, desk.agent.clone());
        let team = desk.birch_support;
        let number = Numbers::default().take(&desk.db, KIND.prefix).unwrap();
        let opened: Result<String> = desk.db.write(move |tx| {
            let given = input(&[
                ("title", "Of another company"),
                ("impact", "2"),
                ("urgency", "2"),
                ("requester", &bea.to_string()),
                ("team", &team.to_string()),
            ]);
            let number = create::<Incident>(tx, &ctx, &all, number.clone(), &given)?.number;
            let record = desk::find_heading(tx, &all, &number)?;
            desk::watch::watch(tx, &ctx, &ada, &record)?;
            Ok(number)
        });
        let number = opened.unwrap();
        let shown = |q: &str, sort: &str| {
            let listed = desk
                .db
                .read(|tx| list(tx, &KIND, &query(tx, &desk, &desk.agent, q, sort)?, &fields(tx)));
            listed.unwrap().rows
        };
        let rows = shown("", "");
        assert_eq!(numbers(&rows), [number.as_str()]);
        let inside = |field: &&Field| field.audience == desk::field::Audience::Internal;
        let told: Vec<&str> = rows[0].values.iter().map(|(field, _)| field.code).collect();
        for field in KIND.all_fields().filter(|f| inside(f)) {
            assert!(!told.contains(&field.code), "{} is told", field.code);
        }
        assert!(told.contains(&"title"));
        for (q, sort) in [
            ("reopened = 0", ""),
            ("not reopened = 5", ""),
            ("", "reopened"),
            ("tags is empty", ""),
            ("restricted = false", ""),
        ] {
            assert!(shown(q, sort).is_empty(), "{q} by {sort}");
        }
        let reader = Reader { kind: &KIND, agent: &desk.agent, now: desk.clock.now() };
        let grouped = desk.db.read(|tx| {
            group(
                tx,
                &KIND,
                &query(tx, &desk, &desk.agent, "", "")?,
                &By::read(tx, reader, "reopened")?,
                "UTC",
            )
        });
        assert!(grouped.unwrap().groups.is_empty());
    });
}

/// Two colleagues see counts of their own, and equal ones are made once a second.
#[test]
fn equal_counts_are_made_once_a_second() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        fill(&desk);
        let counts = Counts::default();
        let look = |agent: &Agent, q: &str| {
            let now = desk.clock.now();
            let count = desk
                .db
                .read(|tx| counts.count(tx, &KIND, &query(tx, &desk, agent, q, "")?, 1_000, now));
            count.unwrap().number
        };
        for agent in [&desk.agent, &desk.team_lead, &desk.requester, &desk.administrator] {
            for q in ["", "open = true", "team in me.teams and open = true", "assignee = me"] {
                let exactly =
                    desk.db.read(|tx| exact(tx, &KIND, &query(tx, &desk, agent, q, "")?)).unwrap();
                assert_eq!(look(agent, q), exactly, "{q}");
            }
        }
        let before = look(&desk.agent, "open = true and team in me.teams");
        let number = Numbers::default().take(&desk.db, KIND.prefix).unwrap();
        let (ctx, by) = (desk.context(&desk.agent), desk.agent.clone());
        let team = desk.service_desk.to_string();
        let given =
            input(&[("title", "One more"), ("impact", "2"), ("urgency", "2"), ("team", &team)]);
        let opened: Result<_> =
            desk.db.write(move |tx| create::<Incident>(tx, &ctx, &by, number.clone(), &given));
        opened.unwrap();
        assert_eq!(
            look(&desk.team_lead, "open = true and team in me.teams"),
            before,
            "within the second"
        );
        desk.clock.advance(Duration::from_secs(1));
        assert_eq!(
            look(&desk.team_lead, "open = true and team in me.teams"),
            before + 1,
            "after it"
        );
    });
}

/// Orders that are refused say which part.
#[test]
fn an_order_is_of_fields_one_sees() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let refused =
            |agent: &Agent, sort: &str| match desk.db.read(|tx| Sort::read(tx, &KIND, agent, sort))
            {
                Err(Error::Invalid(faults)) => faults[0].code,
                other => panic!("{sort}: {other:?}"),
            };
        for (sort, code) in [
            ("description", "not_sortable"),
            ("nonsense", "no_such_field"),
            ("title,-title", "sorted_twice"),
            ("title,state,priority,team,service", "too_many_sorts"),
            (",", "no_such_field"),
        ] {
            assert_eq!(refused(&desk.administrator, sort), code, "{sort}");
        }
        assert_eq!(refused(&desk.requester, "reopened"), "no_such_field");
        let sort = desk.db.read(|tx| Sort::read(tx, &KIND, &desk.administrator, "")).unwrap();
        assert_eq!(sort.text(), "-opened_at");
    });
}

/// Somebody who reads more widely than they read the inside sees none of it in lists.
#[test]
fn a_narrower_inside_is_none_in_lists() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        fill(&desk);
        let ctx = desk.context(&desk.administrator);
        let widened: Result<()> = desk.db.write(move |tx| {
            let role = Role::find_by_code(tx, "requester")?.ok_or(Error::NotFound)?;
            role.permit(tx, &ctx, KIND.code, Action::Read, Reach::Company)?;
            role.permit(tx, &ctx, KIND.code, Action::ReadInternal, Reach::Own)
        });
        widened.unwrap();
        let rosa = desk.db.read(|tx| Agent::load(tx, desk.requester.person)).unwrap().unwrap();
        for (q, sort) in [("", "reopened"), ("reopened = 0", ""), ("tags = vip", "")] {
            let outcome = desk.db.read(|tx| query(tx, &desk, &rosa, q, sort).map(|_| ()));
            assert!(matches!(outcome, Err(Error::Invalid(_))), "{q} by {sort}");
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
