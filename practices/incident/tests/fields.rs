//! What administrators say of custom fields, and what comes of hostile ones.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failure is a failed test"
)]

use db::Db;
use desk::custom::{self, Catalogue};
use mainstay_incident::{KIND, endpoints};
use serde_json::{Value, json};
use testkit::contract::{Answer, Browser, Method, form_of};
use testkit::fields::draft;
use testkit::{Database, Desk, Engine, each_engine};

fn catalogue(db: &Db) -> Catalogue {
    db.read(|tx| Catalogue::of(tx, &KIND)).unwrap()
}

/// An application over a desk, and the administrator's token.
fn house(db: &Db) -> (Desk, Browser, String) {
    let (desk, browser) = Browser::with_desk(db, endpoints);
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
#[expect(clippy::too_many_lines, reason = "one line a definition that is refused")]
fn hostile_definitions_are_refused_by_part_and_reason() {
    let database = Database::migrated(Engine::Sqlite);
    let (_, browser, token) = house(&database);
    let options: Vec<Value> = (0..10_000).map(|n| json!({ "code": format!("o{n}") })).collect();
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
        (json!({ "type": "money", "currencies": ["EUR", "DOGE"] }), "currencies", "no_currency"),
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
    let incident = json!({ "title": "t", "impact": 1, "urgency": 1, "x.f": label });
    let opened = browser.call(&token, Method::POST, "/api/v1/incidents", Some(&incident));
    let number = opened.expect(201, "an incident").json()["number"].as_str().unwrap().to_owned();
    let session = browser.sign_in(&desk.administrator);
    for path in [
        format!("/incidents/{number}"),
        "/incidents/new".to_owned(),
        "/administration/fields".to_owned(),
    ] {
        let page = browser.open(&session, &path).expect(200, &path);
        assert!(!page.text.contains("<img src=x"), "{path}: markup is drawn");
        assert!(page.text.contains("&#60;img src=x"), "{path}: it is shown as text");
    }
}

#[test]
fn amounts_that_overflow_are_refused() {
    let database = Database::migrated(Engine::Sqlite);
    let (desk, browser, token) = house(&database);
    desk.add_field(&KIND, draft("cost", "money"));
    desk.add_field(&KIND, draft("pieces", "number"));
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
        json!({ "x.pieces": 9_223_372_036_854_775_807_i64 }),
        json!({ "x.pieces": 1e300 }),
        json!({ "x.pieces": "1000000.01" }),
        json!({ "x.pieces": "0.001" }),
    ] {
        let answer =
            browser.call(&token, Method::POST, "/api/v1/incidents", Some(&body(with.clone())));
        let faults = answer.expect(422, &with.to_string()).faults();
        assert_eq!(faults.len(), 1, "{with}: {faults:?}");
    }
    let most = json!({ "x.cost": "9999999999999.99 EUR", "x.pieces": 999_999.99 });
    let opened = browser.call(&token, Method::POST, "/api/v1/incidents", Some(&body(most)));
    let opened = opened.expect(201, "the most").json();
    assert_eq!(opened["x.cost"], json!({ "amount": "9999999999999.99", "currency": "EUR" }));
    assert_eq!(opened["x.pieces"], "999999.99");
}

/// The form of a page that is sent to an address with a method.
#[test]
fn administrators_say_it_on_pages_too() {
    each_engine(|db| {
        let (desk, browser, _) = house(db);
        let session = browser.sign_in(&desk.administrator);
        let list = "/administration/fields";
        for holds in custom::TYPES {
            let new = format!("{list}/new?kind=incident&type={holds}");
            let page = browser.open(&session, &new).expect(200, holds);
            let mut given = form_of(&page.text, list, "POST");
            given.fill("code", &format!("a_{holds}"));
            given.fill("labels.en", &format!("A {holds}"));
            given.fill("labels.de", &format!("Ein {holds}"));
            if holds.ends_with("choice") {
                given.fill("options", "red | Red | Rot\nblue | Blue");
            }
            given.fill("states.resolved", "required");
            let made = browser.submit(&session, &given).expect(303, holds);
            let path = made.header("location").to_owned();
            let page = browser.open(&session, &path).expect(200, holds).text;
            assert!(page.contains(&format!("A {holds}")), "{holds}");
            // A form left alone changes nothing.
            browser.submit(&session, &form_of(&page, &path, "PATCH")).expect(303, holds);
        }
        let known = db.read(custom::list).unwrap();
        assert_eq!(known.len(), custom::TYPES.len());
        for definition in &known {
            assert_eq!(definition.version, 1, "{}: a form left alone", definition.code);
            assert_eq!(definition.forms, ["create", "edit"], "{}", definition.code);
            assert_eq!(definition.rules.len(), 1, "{}", definition.code);
            assert_eq!(definition.label("de"), definition.label("en").replace("A ", "Ein "));
        }
        let last = known.last().unwrap();
        let page = browser.open(&session, list).expect(200, "the list").text;
        let up = format!("{list}/{}/place", last.id);
        browser.submit(&session, &form_of(&page, &up, "POST")).expect(303, "moving up");
        let codes: Vec<&str> = catalogue(db).custom().iter().map(|field| field.code).collect();
        assert_eq!(codes[codes.len() - 2], last.code, "{codes:?}");
        let path = format!("{list}/{}", last.id);
        let page = browser.open(&session, &path).expect(200, "the field").text;
        let retirement = format!("{path}/retirement");
        browser.submit(&session, &form_of(&page, &retirement, "POST")).expect(303, "retiring");
        // The same page sent late meets what was done meanwhile.
        browser.submit(&session, &form_of(&page, &path, "PATCH")).expect(412, "a late form");
        let page = browser.open(&session, &path).expect(200, "the field").text;
        browser.submit(&session, &form_of(&page, &retirement, "DELETE")).expect(303, "restoring");
        assert!(catalogue(db).field(&last.code).is_some());
    });
}

#[test]
fn a_refused_page_keeps_what_was_typed() {
    let database = Database::migrated(Engine::Sqlite);
    let (desk, browser, _) = house(&database);
    let session = browser.sign_in(&desk.administrator);
    let list = "/administration/fields";
    let page = browser.open(&session, &format!("{list}/new?kind=incident&type=choice"));
    let mut given = form_of(&page.text, list, "POST");
    given.fill("code", "limit");
    given.fill("labels.en", "A <b>label</b>");
    given.fill("options", "red | Red\nred | Again");
    let refused = browser.submit(&session, &given).expect(422, "a reserved code").text;
    for words in ["A &#60;b&#62;label&#60;/b&#62;", "red | Red\nred | Again", "Line 2:"] {
        assert!(refused.contains(words), "{words} is lost");
    }
    assert!(refused.contains("aria-invalid=\"true\""));
    let kept = form_of(&refused, list, "POST");
    assert_eq!(kept.value("labels.en"), Some("A <b>label</b>"));
}
