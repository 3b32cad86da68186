//! Custom fields on incidents: what they cost, what hostile definitions come to, and that every
//! process sees the same ones.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failure is a failed test"
)]

use db::{Cost, Db};
use desk::access::Action;
use desk::custom::{self, Alternative, Catalogue, Draft};
use desk::field::Field;
use desk::filter::{self, Reader};
use desk::input::{RawInput, RawValue};
use desk::list::{ListQuery, Mark, Page, Sort, list};
use desk::numbers::Numbers;
use desk::work::{self, Asked};
use desk::{Committed, Error};
use mainstay_incident::{Incident, KIND, endpoints};
use serde_json::{Value, json};
use testkit::contract::{Answer, Browser, Method};
use testkit::fields::{draft, words};
use testkit::{Database, Desk, Engine, each_engine};

/// An incident with some custom values.
fn open(desk: &Desk, values: &[(&str, RawValue)]) -> Result<Committed, Error> {
    let text = |text: &str| RawValue::Text(text.to_owned());
    let mut input = RawInput::default();
    for (code, value) in [("title", text("Printer")), ("impact", text("2")), ("urgency", text("2"))]
    {
        input.values.insert(code.to_owned(), value);
    }
    input.values.extend(values.iter().map(|(code, value)| ((*code).to_owned(), value.clone())));
    let number = Numbers::default().take(&desk.db, KIND.prefix)?;
    let (ctx, by) = (desk.context(&desk.agent), desk.agent.clone());
    desk.db.write(move |tx| work::create::<Incident>(tx, &ctx, &by, number.clone(), &input))
}

fn edit(desk: &Desk, number: &str, values: &[(&str, RawValue)]) -> Result<Committed, Error> {
    let values = values.iter().map(|(code, value)| ((*code).to_owned(), value.clone()));
    let input = RawInput { values: values.collect(), version: None };
    let verb = KIND.lifecycle.verb("edit").unwrap();
    let asked = Asked { number: number.to_owned(), verb, input, if_match: None };
    let (ctx, by) = (desk.context(&desk.agent), desk.agent.clone());
    desk.db.write(move |tx| work::act::<Incident>(tx, &ctx, &by, &asked))
}

fn catalogue(db: &Db) -> Catalogue {
    db.read(|tx| Catalogue::of(tx, &KIND)).unwrap()
}

fn raw(text: &str) -> RawValue {
    RawValue::Text(text.to_owned())
}

/// What listing with these fields reads.
fn cost_of(desk: &Desk, fields: &[&'static Field]) -> Cost {
    let reader = Reader { kind: &KIND, agent: &desk.agent, now: desk.clock.now() };
    let open = desk.db.read(|tx| filter::read(tx, reader, "open = true")).unwrap();
    let query = ListQuery {
        scope: desk.agent.scope(KIND.code, Action::Read).unwrap(),
        inside: None,
        predicate: open.predicate,
        sort: Sort::newest(&KIND).unwrap(),
        mark: Mark::of(&[]),
        page: Page::First,
        limit: 50,
    };
    desk.db
        .read(|tx| {
            let listed = list(tx, &KIND, &query, fields)?;
            assert_eq!(listed.rows.len(), 20);
            for (row, field) in listed.rows.iter().flat_map(|r| fields.iter().map(move |f| (r, f)))
            {
                let is_empty = *row.value(field.code) == db::Value::Null;
                assert!(field.definition().is_none() || !is_empty, "{} is read", field.code);
            }
            Ok::<_, Error>(tx.cost())
        })
        .unwrap()
}

#[test]
fn a_page_that_shows_five_of_two_hundred_reads_five() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        for number in 0..200 {
            desk.add_field(&KIND, draft(&format!("f{number}"), "line"));
        }
        let codes: Vec<String> = (0..200).map(|number| format!("x.f{number}")).collect();
        for record in 0..20 {
            let values: Vec<(&str, RawValue)> = codes
                .iter()
                .map(|code| (code.as_str(), raw(&format!("{code} of {record}"))))
                .collect();
            open(&desk, &values).unwrap();
        }
        let catalogue = catalogue(db);
        let number = [KIND.field("number").unwrap()];
        let five: Vec<&'static Field> = catalogue.custom().iter().take(5).copied().collect();
        let plain = cost_of(&desk, &number);
        let shown = cost_of(&desk, &[&number[..], &five].concat());
        assert_eq!(shown.statements, plain.statements + 1, "one statement for the whole page");
        assert_eq!(shown.rows, plain.rows + 20 * 5, "five values a row and no other");
        let known = db.read(|tx| {
            Catalogue::of(tx, &KIND)?;
            Ok::<_, Error>(tx.cost())
        });
        assert_eq!(known.unwrap(), Cost { statements: 1, rows: 1 }, "definitions are kept");
    });
}

#[test]
fn an_edit_of_one_of_two_hundred_writes_one() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        for number in 0..200 {
            desk.add_field(&KIND, draft(&format!("f{number}"), "line"));
        }
        let opened = open(&desk, &[("x.f1", raw("one")), ("x.f2", raw("two"))]).unwrap();
        edit(&desk, &opened.number, &[("x.f1", raw("other"))]).unwrap();
        let input = RawInput { values: [("x.f2".to_owned(), raw("third"))].into(), version: None };
        let verb = KIND.lifecycle.verb("edit").unwrap();
        let asked = Asked { number: opened.number, verb, input, if_match: None };
        let (ctx, by) = (desk.context(&desk.agent), desk.agent.clone());
        let cost = db.write(move |tx| {
            work::act::<Incident>(tx, &ctx, &by, &asked)?;
            Ok::<_, Error>(tx.cost())
        });
        let cost = cost.unwrap();
        assert!(cost.statements < 16 && cost.rows < 16, "{cost:?}");
    });
}

#[test]
fn a_definition_is_seen_by_every_process_at_once() {
    for engine in Engine::BOTH {
        let database = Database::migrated(engine);
        let desk = Desk::set_up(&database);
        let other = Db::open(database.location()).unwrap();
        assert!(catalogue(&other).custom().is_empty());
        let made = desk.add_field(&KIND, draft("cost", "number"));
        assert_eq!(catalogue(&other).field("x.cost").map(|f| f.code), Some("x.cost"));
        // A change that is taken back is none.
        let (ctx, by) = (desk.context(&desk.administrator), desk.administrator.clone());
        let change = Draft { words: Some(vec![words("en", "Price")]), ..Draft::default() };
        let taken_back: Result<(), Error> = desk.db.write(move |tx| {
            custom::edit(tx, &ctx, &by, &KIND, (made.id, None), change.clone())?;
            assert_eq!(custom::find(tx, made.id)?.label("en"), "Price");
            Err(Error::Refused("other"))
        });
        assert!(taken_back.is_err());
        for db in [&*database, &other] {
            assert_eq!(db.read(|tx| custom::find(tx, made.id)).unwrap().label("en"), "The cost");
        }
        let (ctx, by) = (desk.context(&desk.administrator), desk.administrator.clone());
        let change = Draft { words: Some(vec![words("en", "Rate")]), ..Draft::default() };
        other
            .write(move |tx| custom::edit(tx, &ctx, &by, &KIND, (made.id, None), change.clone()))
            .unwrap();
        assert_eq!(database.read(|tx| custom::find(tx, made.id)).unwrap().label("en"), "Rate");
    }
}

#[test]
fn what_a_new_record_holds_when_nothing_is_said() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        for (code, holds, given) in [
            ("a", "number", raw("12.5")),
            ("b", "choice", raw("blue")),
            ("c", "multi_choice", RawValue::List(vec!["red".to_owned(), "blue".to_owned()])),
            ("d", "money", raw("7 USD")),
            ("e", "flag", RawValue::Flag(false)),
            ("f", "instant", raw("2026-03-01T09:30:00Z")),
            ("g", "team", raw("Service desk")),
        ] {
            desk.add_field(&KIND, Draft { fallback: Some(given), ..draft(code, holds) });
        }
        let fields = catalogue(db).custom().to_vec();
        let opened = open(&desk, &[("x.b", RawValue::Null)]).unwrap();
        let found = db.read(|tx| {
            let record = desk::find_visible::<Incident>(tx, &desk.agent, &opened.number)?;
            custom::values(tx, desk::Practice::record(&record).id, &fields)
        });
        let held: Vec<Option<String>> =
            found.unwrap().iter().map(|(field, value)| field.kind.canonical(value)).collect();
        let said = |text: &str| Some(text.to_owned());
        assert_eq!(
            held,
            [
                said("12.5"),
                None,
                said("blue,red"),
                said("7.00 USD"),
                said("0"),
                said("1772357400000000"),
                said(&desk.service_desk.to_string()),
            ]
        );
    });
}

#[test]
fn an_option_that_is_no_longer_offered_is_kept_but_not_chosen_anew() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let made = desk.add_field(&KIND, draft("colours", "multi_choice"));
        let of = |codes: &[&str]| RawValue::List(codes.iter().map(|c| (*c).to_owned()).collect());
        let opened = open(&desk, &[("x.colours", of(&["red", "blue"]))]).unwrap().number;
        let option =
            |code: &str| Alternative { code: code.to_owned(), labels: Vec::new(), active: true };
        let change =
            Draft { options: Some(vec![option("blue"), option("green")]), ..Draft::default() };
        let (ctx, by) = (desk.context(&desk.administrator), desk.administrator.clone());
        let changed = db
            .write(move |tx| custom::edit(tx, &ctx, &by, &KIND, (made.id, Some(1)), change.clone()))
            .unwrap();
        let offered: Vec<(&str, bool)> =
            changed.options.iter().map(|o| (o.code.as_str(), o.active)).collect();
        assert_eq!(offered, [("blue", true), ("green", true), ("red", false)], "red stays known");
        edit(&desk, &opened, &[("x.colours", of(&["red", "green"]))]).unwrap();
        edit(&desk, &opened, &[("x.colours", of(&["green"]))]).unwrap();
        let again = edit(&desk, &opened, &[("x.colours", of(&["red", "green"]))]);
        assert!(matches!(again, Err(Error::Invalid(_))), "{again:?}");
    });
}

/// An application over a desk, and the administrator's token.
fn house(db: &Db) -> (Desk, Browser, String) {
    let desk = Desk::set_up(db);
    let mut all = web::endpoints();
    endpoints(&mut all);
    let browser = Browser::over(&desk, all);
    let token = desk.token(&desk.administrator);
    (desk, browser, token)
}

fn defined(with: Value) -> Value {
    let mut body =
        json!({ "kind": "incident", "code": "f", "type": "line", "labels": { "en": "F" } });
    body.as_object_mut().unwrap().extend(with.as_object().unwrap().clone());
    body
}

#[test]
fn hostile_definitions_are_refused_by_part_and_reason() {
    let database = Database::migrated(Engine::Sqlite);
    let (_, browser, token) = house(&database);
    let options: Vec<Value> =
        (0..10_000).map(|n| json!({ "code": format!("o{n}"), "labels": { "en": "O" } })).collect();
    let rows = [
        (json!({ "code": "title" }), "code", "reserved"),
        (json!({ "code": "x.limit" }), "code", "reserved"),
        (json!({ "code": "impact" }), "code", "reserved"),
        (json!({ "code": "" }), "code", "required"),
        (json!({ "code": "Über" }), "code", "code"),
        (json!({ "code": "a.b" }), "code", "code"),
        (json!({ "code": "x.x.a" }), "code", "code"),
        (json!({ "code": "'; DROP TABLE record; --" }), "code", "code"),
        (json!({ "code": "a".repeat(41) }), "code", "code"),
        (json!({ "kind": "spaceship" }), "kind", "option"),
        (json!({ "type": "blob" }), "type", "option"),
        (json!({ "type": "number", "scale": 19 }), "scale", "number"),
        (json!({ "type": "number", "scale": -1 }), "scale", "number"),
        (json!({ "type": "number", "most": "99999999999999999999" }), "most", "decimal"),
        (json!({ "type": "number", "least": "5", "most": "4" }), "most", "order"),
        (json!({ "most": "100000" }), "most", "number"),
        (json!({ "type": "money" }), "currencies", "required"),
        (json!({ "type": "money", "currencies": ["EUR", "DOGE"] }), "currencies", "currency"),
        (json!({ "type": "choice" }), "options", "required"),
        (json!({ "type": "choice", "options": [] }), "options", "required"),
        (json!({ "type": "choice", "options": options }), "options", "too_many_options"),
        (
            json!({ "type": "choice", "options": [{ "code": "a" }, { "code": "a" }] }),
            "options.1",
            "duplicate",
        ),
        (json!({ "type": "choice", "options": [{ "code": "a,b" }] }), "options.0", "code"),
        (json!({ "type": "choice", "options": ["a"] }), "options.0", "object"),
        (json!({ "options": [{ "code": "a" }] }), "options", "no_options"),
        (json!({ "labels": {} }), "labels", "required"),
        (json!({ "labels": { "en": "  " } }), "labels", "required"),
        (json!({ "labels": { "en": "a\u{202e}b" } }), "labels.en", "control"),
        (json!({ "labels": { "en": "a\nb" } }), "labels.en", "control"),
        (json!({ "labels": { "en": "x".repeat(101) } }), "labels.en", "too_long"),
        (json!({ "labels": { "../../etc": "x" } }), "labels.../../etc", "language"),
        (json!({ "states": { "nowhere": "required" } }), "states.nowhere", "no_such"),
        (json!({ "states": { "new": "forbidden" } }), "states.new", "option"),
        (json!({ "forms": ["explode"] }), "forms", "option"),
        (json!({ "audience": "nobody" }), "audience", "option"),
        (json!({ "type": "number", "default": "many" }), "default", "decimal"),
        (
            json!({ "type": "money", "currencies": ["EUR"], "default": "9999999999999999 EUR" }),
            "default",
            "money",
        ),
        (json!({ "type": "url", "default": "javascript:alert(1)" }), "default", "link"),
        (json!({ "type": "person", "default": "No Such Person" }), "default", "no_such"),
        (json!({ "surprise": 1 }), "surprise", "unknown"),
    ];
    for (with, part, reason) in rows {
        let body = defined(with);
        let answer = browser.call(&token, Method::POST, "/api/v1/fields", Some(&body));
        let shown: String = body.to_string().chars().take(120).collect();
        let faults = answer.expect(422, &shown).faults();
        let pointer = format!("/{}", part.replace('~', "~0").replace('/', "~1"));
        assert_eq!(faults, [(pointer, reason.to_owned())], "{shown}");
    }
    let all = browser.read(&token, "/api/v1/fields").expect(200, "every field").json();
    assert_eq!(all, json!({ "items": [] }), "nothing of it was kept");
}

#[test]
fn a_code_is_never_given_to_another_field() {
    let database = Database::migrated(Engine::Sqlite);
    let (_, browser, token) = house(&database);
    let fields = "/api/v1/fields";
    let made = browser.call(&token, Method::POST, fields, Some(&defined(json!({}))));
    let made = made.expect(201, "a field").json();
    let path = format!("{fields}/{}", made["id"].as_str().unwrap());
    let again = |answer: Answer| {
        assert_eq!(
            answer.expect(422, "the same code").faults(),
            [("/code".to_owned(), "taken".to_owned())]
        );
    };
    again(browser.call(&token, Method::POST, fields, Some(&defined(json!({ "type": "date" })))));
    let retired = browser.call(&token, Method::POST, &format!("{path}/retirement"), None);
    assert_eq!(retired.expect(200, "retiring").json()["active"], false);
    again(browser.call(&token, Method::POST, fields, Some(&defined(json!({ "type": "date" })))));
    for (with, part) in [
        (json!({ "type": "date" }), "/type"),
        (json!({ "code": "g" }), "/code"),
        (json!({ "kind": "incident" }), "/kind"),
    ] {
        let refused = browser.call(&token, Method::PATCH, &path, Some(&with)).expect(422, part);
        assert_eq!(refused.faults(), [(part.to_owned(), "fixed".to_owned())]);
    }
    let restored = browser.call(&token, Method::DELETE, &format!("{path}/retirement"), None);
    assert_eq!(restored.expect(200, "restoring").json()["active"], true);
    let stale = browser.call_with(
        &token,
        Method::PATCH,
        &path,
        Some(&json!({ "labels": { "en": "G" } })),
        &[("if-match", "\"v1\"")],
    );
    stale.expect(412, "a change of what somebody else changed");
}

#[test]
fn fields_are_put_in_order_and_the_logbook_tells_it_all() {
    each_engine(|db| {
        let (desk, browser, token) = house(db);
        let ids: Vec<String> = ["a", "b", "c"]
            .iter()
            .map(|code| desk.add_field(&KIND, draft(code, "line")).id.to_string())
            .collect();
        let order = |fields: &[&String]| {
            let body = json!({ "kind": "incident", "fields": fields });
            browser.call(&token, Method::POST, "/api/v1/fields/order", Some(&body))
        };
        order(&[&ids[2], &ids[0], &ids[1]]).expect(204, "another order");
        let codes: Vec<&str> = catalogue(db).custom().iter().map(|f| f.code).collect();
        assert_eq!(codes, ["x.c", "x.a", "x.b"]);
        for wrong in [vec![&ids[0]], vec![&ids[0], &ids[0], &ids[1]], vec![]] {
            let refused = order(&wrong).expect(422, "not each once").faults();
            assert_eq!(refused, [("/fields".to_owned(), "each_once".to_owned())]);
        }
        let told = logbook(db);
        assert_eq!(told.iter().filter(|(verb, _)| verb == "create_field").count(), 3);
        let (_, ordered) = told.iter().find(|(verb, _)| verb == "order_fields").unwrap();
        assert!(ordered.contains(&("order".to_owned(), "x.c x.a x.b".to_owned())), "{ordered:?}");
        let (_, made) = told.iter().find(|(verb, _)| verb == "create_field").unwrap();
        for line in [
            ("code", "x.a"),
            ("type", "line"),
            ("label", "en The a"),
            ("form", "create"),
            ("audience", "public"),
        ] {
            assert!(made.contains(&(line.0.to_owned(), line.1.to_owned())), "{line:?} in {made:?}");
        }
    });
}

type Told = Vec<(String, Vec<(String, String)>)>;

/// What the logbook of settings says, entry by entry.
fn logbook(db: &Db) -> Told {
    let day = testkit::MORNING.to_string().chars().take(10).collect::<String>();
    let entries = db.read(|tx| {
        let select = db::sea_query::Query::select()
            .column("id")
            .from("subject")
            .and_where(db::sea_query::ExprTrait::eq(
                db::sea_query::Expr::col("number"),
                format!("settings-{day}"),
            ))
            .take();
        let id = tx.select(&select)?.first().unwrap().get(0)?;
        desk::journal::timeline(tx, id)
    });
    let entries = entries.unwrap().into_iter();
    entries
        .map(|e| {
            (e.verb, e.values.into_iter().map(|v| (v.field, v.value.unwrap_or_default())).collect())
        })
        .collect()
}

#[test]
fn only_administrators_say_what_fields_there_are() {
    let database = Database::migrated(Engine::Sqlite);
    let (desk, browser, _) = house(&database);
    let made = desk.add_field(&KIND, draft("f", "line"));
    for (name, person) in desk.everybody() {
        let token = desk.token(person);
        let may = name == "administrator";
        for (method, path, body) in [
            (Method::GET, "/api/v1/fields".to_owned(), None),
            (Method::GET, format!("/api/v1/fields/{}", made.id), None),
            (Method::POST, "/api/v1/fields".to_owned(), Some(defined(json!({ "code": "other" })))),
            (Method::PATCH, format!("/api/v1/fields/{}", made.id), Some(json!({}))),
        ] {
            let answer = browser.call(&token, method.clone(), &path, body.as_ref());
            let status = answer.status.as_u16();
            assert_eq!(status < 300, may, "{name}: {method} {path}: {status}");
            assert!(may || status == 403, "{name}: {method} {path}: {status}");
        }
        let ctx = desk.context(person);
        let (by, draft) = (person.clone(), draft(name, "line"));
        let direct = desk.db.write(move |tx| custom::create(tx, &ctx, &by, &KIND, draft.clone()));
        assert_eq!(direct.is_ok(), may, "{name} past every door");
    }
}

#[test]
fn labels_with_markup_stay_text() {
    let database = Database::migrated(Engine::Sqlite);
    let (desk, browser, token) = house(&database);
    let label = "<img src=x onerror=alert(1)> & \"quotes\"";
    let body = defined(json!({ "labels": { "en": label }, "help": { "en": label } }));
    browser.call(&token, Method::POST, "/api/v1/fields", Some(&body)).expect(201, "a field");
    let opened = open(&desk, &[("x.f", raw(label))]).unwrap();
    let session = browser.sign_in(&desk.agent);
    for path in [format!("/incidents/{}", opened.number), "/incidents/new".to_owned()] {
        let page = browser.open(&session, &path).expect(200, &path);
        assert!(!page.text.contains("<img src=x"), "{path}: markup is drawn");
    }
}

#[test]
fn amounts_that_overflow_are_refused() {
    let database = Database::migrated(Engine::Sqlite);
    let (desk, browser, token) = house(&database);
    desk.add_field(&KIND, draft("cost", "money"));
    desk.add_field(&KIND, draft("count", "number"));
    let body = |with: Value| {
        let mut body = json!({ "title": "t", "impact": 1, "urgency": 1 });
        body.as_object_mut().unwrap().extend(with.as_object().unwrap().clone());
        body
    };
    for with in [
        json!({ "x.cost": "92233720368547758.08 EUR" }),
        json!({ "x.cost": "10000000000000 EUR" }),
        json!({ "x.cost": { "amount": "1e10", "currency": "EUR" } }),
        json!({ "x.cost": { "amount": "0.001", "currency": "EUR" } }),
        json!({ "x.cost": "NaN EUR" }),
        json!({ "x.count": 9_223_372_036_854_775_807_i64 }),
        json!({ "x.count": 1e300 }),
        json!({ "x.count": "1000000.01" }),
        json!({ "x.count": "0.001" }),
    ] {
        let answer =
            browser.call(&token, Method::POST, "/api/v1/incidents", Some(&body(with.clone())));
        let faults = answer.expect(422, &with.to_string()).faults();
        assert_eq!(faults.len(), 1, "{with}: {faults:?}");
    }
    let most = json!({ "x.cost": "9999999999999.99 EUR", "x.count": 999_999.99 });
    let opened = browser.call(&token, Method::POST, "/api/v1/incidents", Some(&body(most)));
    let opened = opened.expect(201, "the most").json();
    assert_eq!(opened["x.cost"], json!({ "amount": "9999999999999.99", "currency": "EUR" }));
    assert_eq!(opened["x.count"], "999999.99");
}
