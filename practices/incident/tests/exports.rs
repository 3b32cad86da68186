//! Exports of incidents, as programs and people take them: whoever watches takes no inside with it,
//! people get their words and their clock, and amounts can be added up.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::float_cmp,
    reason = "a failure is a failed test"
)]

use db::Db;
use db::sea_query::{Expr, ExprTrait, Query};
use desk::Result;
use desk::field::Audience;
use desk::input::RawValue;
use desk::numbers::Numbers;
use desk::work::{Asked, act, create};
use mainstay_incident::{Incident, KIND, endpoints};
use serde_json::Value;
use testkit::contract::{Answer, Browser, Held, rows_of};
use testkit::{Desk, each_engine};

mod support;

use support::input;

fn house(db: &Db) -> (Desk, Browser) {
    Browser::with_desk(db, endpoints)
}

/// Opens an incident of a requester's, for a team.
fn open(desk: &Desk, numbers: &Numbers, values: &[(&str, &str)]) -> String {
    let number = numbers.take(&desk.db, KIND.prefix).unwrap();
    let mut given = input(&[("title", "A title"), ("impact", "2"), ("urgency", "2")]);
    let more =
        values.iter().map(|(code, text)| ((*code).to_owned(), RawValue::Text((*text).to_owned())));
    given.values.extend(more);
    let (ctx, all) = (desk.context(&desk.administrator), desk.administrator.clone());
    let opened: Result<_> =
        desk.db.write(move |tx| create::<Incident>(tx, &ctx, &all, number.clone(), &given));
    opened.unwrap().number
}

/// The rows of a CSV file, its headings first.
fn table(answer: &Answer) -> Vec<Vec<String>> {
    let text = answer.text.trim_start_matches('\u{feff}').as_bytes();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text);
    reader.deserialize().map(|row| row.unwrap()).collect()
}

fn column(table: &[Vec<String>], heading: &str) -> usize {
    table[0].iter().position(|h| h == heading).unwrap()
}

#[test]
fn whoever_watches_takes_no_inside_along() {
    each_engine(|db| {
        let (desk, browser) = house(db);
        let numbers = Numbers::default();
        let own = open(&desk, &numbers, &[("team", &desk.service_desk.to_string())]);
        let watched = open(
            &desk,
            &numbers,
            &[
                ("requester", &desk.birch_requester.person.to_string()),
                ("team", &desk.birch_support.to_string()),
            ],
        );
        let (ctx, ada, number) = (desk.context(&desk.agent), desk.agent.clone(), watched.clone());
        let all = desk.administrator.clone();
        let watching: Result<()> = desk.db.write(move |tx| {
            let record = desk::find_heading(tx, &all, &number)?;
            desk::watch::watch(tx, &ctx, &ada, &record)
        });
        watching.unwrap();
        let token = desk.token(&desk.agent);
        let export = |format: &str| {
            let path = format!("/api/v1/incidents/export?format={format}&sort=number");
            browser.read(&token, &path).expect(200, format)
        };
        let rows = table(&export("csv"));
        let numbers: Vec<&str> =
            rows[1..].iter().map(|row| row[column(&rows, "number")].as_str()).collect();
        assert_eq!(numbers, [own.as_str(), watched.as_str()]);
        let lines: Vec<Value> =
            export("jsonl").text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let sheet = rows_of(&export("xlsx").bytes);
        let letters = |code: &str| {
            let is = |held: &Held| held.text() == Some(code);
            sheet[0].iter().find(|(_, held)| is(held)).unwrap().0.clone()
        };
        for field in KIND.all_fields().filter(|field| field.audience == Audience::Internal) {
            let at = column(&rows, field.code);
            assert_eq!(rows[2][at], "", "{} of what is only watched", field.code);
            assert!(lines[0].get(field.code).is_some(), "{} of one's own work", field.code);
            assert!(lines[1].get(field.code).is_none(), "{}: {}", field.code, lines[1]);
            assert!(!sheet[2].contains_key(&letters(field.code)), "{}", field.code);
        }
        assert_eq!(rows[1][column(&rows, "reopened")], "0", "of one's own work it is told");
        assert_eq!(rows[2][column(&rows, "title")], "A title", "the outside is told");
        assert_eq!(sheet[2][&letters("title")], Held::Text("A title".to_owned()));
    });
}

#[test]
#[expect(clippy::too_many_lines, reason = "one line a cell, of every kind there is")]
fn a_page_gives_its_words_and_its_clock() {
    each_engine(|db| {
        let (desk, browser) = house(db);
        desk.add_fields(&KIND);
        let email = desk.agent.email.clone().unwrap();
        let moved: Result<u64> = desk.db.write(move |tx| {
            let move_to = Query::update()
                .table("person")
                .value("time_zone", "Europe/Berlin")
                .value("language", "de")
                .and_where(Expr::col("email").eq(email.as_str()))
                .take();
            Ok(tx.change(&move_to)?)
        });
        assert_eq!(moved.unwrap(), 1);
        let team = desk.service_desk.to_string();
        let values = [
            ("team", team.as_str()),
            ("title", "=1+1"),
            ("x.a_money", "-12.50 EUR"),
            ("x.a_number", "-3.25"),
            ("x.a_flag", "true"),
            ("x.a_date", "2026-03-29"),
            ("x.a_multi_choice", "green,red"),
        ];
        open(&desk, &Numbers::default(), &values);
        let session = browser.sign_in(&desk.agent);
        let fields = "number,title,state,opened_at,x.a_money,x.a_number,x.a_flag,x.a_date,\
                      x.a_multi_choice,team";
        let export = |format: &str| {
            let path = format!("/incidents/export?queue=all&format={format}&fields={fields}");
            browser.open(&session, &path).expect(200, format)
        };
        let csv = export("csv");
        assert!(csv.text.starts_with('\u{feff}'));
        let rows = table(&csv);
        assert_eq!(
            rows[0],
            [
                "Nummer",
                "Titel",
                "Status",
                "Eröffnet",
                "The a_money",
                "Währung von The a_money",
                "The a_number",
                "The a_flag",
                "The a_date",
                "The a_multi_choice",
                "Team"
            ]
        );
        assert_eq!(
            rows[1],
            [
                "INC0000001",
                "'=1+1",
                "Neu",
                "2026-03-02 10:00:00",
                "-12.50",
                "EUR",
                "-3.25",
                "ja",
                "2026-03-29",
                "Red, Green",
                "Service desk"
            ]
        );
        let sheet = rows_of(&export("xlsx").bytes);
        let text = |text: &str| Held::Text(text.to_owned());
        assert_eq!(sheet[0]["B"], text("Titel"));
        assert_eq!(sheet[1]["B"], text("=1+1"), "a sheet has no need of an apostrophe");
        // 2026-03-02 10:00 in Berlin.
        assert_eq!(sheet[1]["D"], Held::Number(46_083.0 + 10.0 / 24.0));
        assert_eq!((&sheet[1]["E"], &sheet[1]["F"]), (&Held::Number(-12.5), &text("EUR")));
        assert_eq!(sheet[1]["G"], Held::Number(-3.25));
        // 2026-03-29.
        assert_eq!(sheet[1]["I"], Held::Number(46_110.0));
    });
}

/// A queue's export holds the queue, and a view's what the view shows.
#[test]
fn a_pages_export_is_of_what_the_page_shows() {
    each_engine(|db| {
        let (desk, browser) = house(db);
        let numbers = Numbers::default();
        let (team, ada) = (desk.service_desk.to_string(), desk.agent.person.to_string());
        open(&desk, &numbers, &[("team", &team)]);
        let mine = open(&desk, &numbers, &[("team", &team)]);
        let asked = Asked {
            number: mine.clone(),
            verb: KIND.lifecycle.verb("assign").unwrap(),
            input: input(&[("team", &team), ("assignee", &ada)]),
            if_match: None,
        };
        let (ctx, by) = (desk.context(&desk.agent), desk.agent.clone());
        let assigned: Result<_> = desk.db.write(move |tx| act::<Incident>(tx, &ctx, &by, &asked));
        assigned.unwrap();
        let session = browser.sign_in(&desk.agent);
        let first = |path: &str| {
            let page = browser.open(&session, path).expect(200, path).text;
            let links = page.split("href=\"").filter_map(|rest| rest.split('"').next());
            let csv = links.into_iter().find(|href| href.contains("format=csv"));
            csv.unwrap().replace("&#38;", "&").replace("&amp;", "&")
        };
        for (path, expected) in [
            ("/incidents?queue=all", 2),
            ("/incidents?queue=mine", 1),
            ("/incidents?queue=all&q=assignee%20is%20empty", 1),
            ("/incidents?queue=all&text=nothing", 0),
        ] {
            let link = first(path);
            let rows = table(&browser.open(&session, &link).expect(200, &link));
            assert_eq!(rows.len() - 1, expected, "{path}: {link}");
        }
        let link = first("/incidents?queue=mine");
        let rows = table(&browser.open(&session, &link).expect(200, &link));
        assert_eq!(rows[1][0], mine);
    });
}
