//! Exports hold what their list shows, no more and no less, in every form; and text stays text in
//! programs that would compute it.

use axum::http::Method;
use desk::access::Agent;
use desk::custom::Catalogue;
use desk::field::{Audience, Field, FieldKind};
use desk::input::RawValue;
use desk::work::Work;
use serde_json::Value;

use super::answer::Answer;
use super::browser::escaped;
use super::markup::unescaped;
use super::trial::Trial;
use super::workbook::{self, Held, SheetRow, rows_of};

/// Titles that a program could take for something else than text.
const TITLES: [&str; 6] =
    ["=1+1", "+49 30 1234", "-2+3|calc", "@SUM(A1)", "one, \"two\"; three", "<b>&amp;</b> ünï"];

/// The three forms hold the records of the list, in its order and with its fields.
pub(super) fn hold_what_the_list_shows<P: Work>(trial: &Trial<P>) {
    laid_out(trial);
    let desk = &trial.desk;
    let first = P::KIND.lifecycle.initial;
    let queries = [
        String::new(),
        "sort=-title".to_owned(),
        format!("state={first}&sort=title"),
        format!("q={}", escaped("open = false or x.a_flag = true")),
        format!("q={}", escaped("title = \"there is none\"")),
        "text=%22sum%28a1%29%22".to_owned(),
        "fields=x.a_money,title,state,number".to_owned(),
    ];
    let mut most = 0;
    for who in [&desk.administrator, &desk.agent, &desk.requester, &desk.birch_agent] {
        let token = desk.token(who);
        for query in &queries {
            let items = listed(trial, &token, query);
            most = most.max(items.len());
            let what = format!("{}: {query}", who.name);
            assert_eq!(lines(&exported(trial, &token, query, "jsonl")), items, "{what}, as lines");
            holds(trial, &records(&exported(trial, &token, query, "csv")), &items, &what);
            sheet_holds(trial, &exported(trial, &token, query, "xlsx"), &items, &what);
        }
    }
    assert!(most > TITLES.len(), "the administrator sees them all");
}

/// Whoever may not see a record or a field has neither in any form; a page's export has its words.
pub(super) fn are_for_their_reader<P: Work>(trial: &Trial<P>) {
    laid_out(trial);
    let desk = &trial.desk;
    let path = format!("/api/v1{}/export", trial.list());
    trial.browser.call("", Method::GET, &path, None).expect(401, "nobody");
    for (who, inside) in [(&desk.requester, false), (&desk.agent, true)] {
        let token = desk.token(who);
        let head = records(&exported(trial, &token, "", "csv")).swap_remove(0);
        for field in P::KIND.all_fields().filter(|f| f.audience == Audience::Internal) {
            assert_eq!(
                head.iter().any(|h| h == field.code),
                inside,
                "{}: {}",
                who.name,
                field.code
            );
            let asked = format!("{path}?format=jsonl&fields={}", field.code);
            trial.browser.read(&token, &asked).expect(if inside { 200 } else { 400 }, &asked);
        }
    }
    let stranger = desk.token(&desk.birch_requester);
    assert_eq!(exported(trial, &stranger, "", "jsonl").text, "");
    assert_eq!(records(&exported(trial, &stranger, "", "csv")).len(), 1, "headings alone");
    assert_eq!(rows_of(&exported(trial, &stranger, "", "xlsx").bytes).len(), 1, "headings alone");
    for who in [&desk.agent, &desk.requester] {
        page_exports(trial, who);
    }
}

/// What an export cannot be is refused before it begins, as the list refuses it.
pub(super) fn of_no_list_are_refused<P: Work>(trial: &Trial<P>) {
    trial.fresh();
    let token = trial.desk.token(&trial.desk.agent);
    for (query, parameter, code) in [
        ("format=pdf", "format", "option"),
        ("group=state", "group", "no_such_field"),
        ("expand=requester", "expand", "no_such_field"),
        ("after=AAAA", "after", "no_such_field"),
        ("before=AAAA", "before", "no_such_field"),
        ("no_such_field_anywhere=1", "no_such_field_anywhere", "no_such_field"),
        ("fields=no_such_field_anywhere", "fields", "no_such_field"),
        ("sort=no_such_field_anywhere", "sort", "no_such_field"),
        ("q=state%20%3D", "q", "filter_value_expected"),
        ("view=00000000-0000-7000-8000-000000000000", "view", "no_such"),
    ] {
        for format in ["csv", "xlsx", "jsonl"] {
            let format = if query.starts_with("format") { "" } else { format };
            let format =
                if format.is_empty() { String::new() } else { format!("&format={format}") };
            let path = format!("/api/v1{}/export?{query}{format}", trial.list());
            let refused = trial.browser.read(&token, &path).expect(400, &path).faults();
            assert_eq!(refused, [(parameter.to_owned(), code.to_owned())], "{path}");
        }
    }
}

/// Records in every state and of every field, some with titles that look like something else.
fn laid_out<P: Work>(trial: &Trial<P>) {
    trial.desk.add_fields(P::KIND);
    for state in P::KIND.lifecycle.states {
        trial.in_state(state.code);
    }
    let added = catalogue(trial);
    let added = added.custom().to_vec();
    for (turn, title) in TITLES.into_iter().enumerate() {
        let mut input = trial.samples.whole(P::CREATE, turn);
        input.values.insert("title".to_owned(), RawValue::Text(title.to_owned()));
        for field in added.iter().filter(|_| turn % 2 == 0) {
            let value = trial.samples.text(field.kind, field.code, turn);
            input.values.insert(field.code.to_owned(), RawValue::Text(value));
        }
        trial.open(&trial.desk.agent, &input).unwrap_or_else(|error| panic!("{title}: {error:?}"));
    }
}

fn catalogue<P: Work>(trial: &Trial<P>) -> Catalogue {
    trial.desk.db.read(|tx| Catalogue::of(tx, P::KIND)).expect("a catalogue")
}

fn listed<P: Work>(trial: &Trial<P>, token: &str, query: &str) -> Vec<Value> {
    let path = format!("/api/v1{}?limit=200&{query}", trial.list());
    let body = trial.browser.read(token, &path).expect(200, &path).json();
    assert_eq!(body["next"], Value::Null, "{path}: one page");
    body["items"].as_array().cloned().unwrap_or_default()
}

fn exported<P: Work>(trial: &Trial<P>, token: &str, query: &str, format: &str) -> Answer {
    let path = format!("/api/v1{}/export?format={format}&{query}", trial.list());
    let answer = trial.browser.read(token, &path).expect(200, &path);
    is_a_file::<P>(&answer, format);
    answer
}

fn is_a_file<P: Work>(answer: &Answer, format: &str) {
    let media = match format {
        "csv" => "text/csv; charset=utf-8",
        "xlsx" => workbook::MEDIA,
        _ => "application/jsonl; charset=utf-8",
    };
    assert_eq!(answer.header("content-type"), media);
    let (name, day) = (format!("attachment; filename=\"{}-", P::KIND.path), "2026-03-09".len());
    let disposition = answer.header("content-disposition");
    assert!(disposition.starts_with(&name), "{disposition}");
    assert!(disposition.ends_with(&format!(".{format}\"")), "{disposition}");
    assert_eq!(disposition.len(), name.len() + day + format.len() + 2, "{disposition}");
}

fn lines(answer: &Answer) -> Vec<Value> {
    let line = |line: &str| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"));
    answer.text.lines().map(line).collect()
}

/// The rows of a CSV file, its headings first.
fn records(answer: &Answer) -> Vec<Vec<String>> {
    let text = answer.text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let row = |row: Result<csv::StringRecord, csv::Error>| {
        row.expect("a row as wide as the first").iter().map(str::to_owned).collect()
    };
    reader.records().map(row).collect()
}

/// The columns of an export for programs, each with its field and whether it is a currency.
fn columns<P: Work>(trial: &Trial<P>, head: &[String], items: &[Value], what: &str) -> Vec<Column> {
    let catalogue = catalogue(trial);
    let column = |heading: &String| {
        let code = heading.strip_suffix(".currency").unwrap_or(heading);
        let field = catalogue.all().find(|field| field.code == code);
        let field = field.unwrap_or_else(|| panic!("{what}: {heading} is no field"));
        Column { field, currency: code != heading }
    };
    let columns: Vec<Column> = head.iter().map(column).collect();
    for item in items {
        let told = item.as_object().map_or(0, |item| item.len());
        let fields = columns.iter().filter(|column| !column.currency).count();
        assert!(told <= fields + 2, "{what}: {fields} columns for {item}");
    }
    columns
}

struct Column {
    field: &'static Field,
    currency: bool,
}

impl Column {
    /// What stands in the column, of a record as the API gives it.
    fn of(&self, item: &Value) -> Option<Held> {
        let value = item.get(self.field.code)?;
        let text = |value: &Value| value.as_str().map(|text| Held::Text(text.to_owned()));
        match value {
            Value::Null => None,
            Value::Bool(yes) => Some(Held::Text(yes.to_string())),
            Value::Number(number) => number.as_f64().map(Held::Number),
            Value::Array(codes) => {
                let codes: Vec<&str> = codes.iter().filter_map(Value::as_str).collect();
                Some(Held::Text(codes.join(",")))
            }
            Value::Object(money) if money.contains_key("amount") => {
                let part = if self.currency { &money["currency"] } else { &money["amount"] };
                if self.currency { text(part) } else { number(part) }
            }
            Value::Object(reference) => text(&reference["name"]),
            Value::String(_) if matches!(self.field.kind, FieldKind::Decimal(1.., ..)) => {
                number(value)
            }
            Value::String(_) => text(value),
        }
    }

    /// Whether what stands there is somebody's choice of letters.
    fn is_written(&self) -> bool {
        use FieldKind as K;
        self.field.kind.is_text()
            || matches!(self.field.kind, K::Person | K::Team | K::Company | K::Service)
            || matches!(self.field.kind, K::Category | K::Location)
    }
}

fn number(value: &Value) -> Option<Held> {
    value.as_str().and_then(|digits| digits.parse().ok()).map(Held::Number)
}

fn holds<P: Work>(trial: &Trial<P>, rows: &[Vec<String>], items: &[Value], what: &str) {
    let (head, rows) = rows.split_first().expect("headings");
    assert_eq!(rows.len(), items.len(), "{what}, as CSV");
    let columns = columns(trial, head, items, what);
    for (row, item) in rows.iter().zip(items) {
        for (column, cell) in columns.iter().zip(row) {
            let what = format!("{what}, as CSV: {} of {item}", column.field.code);
            match column.of(item) {
                None => assert_eq!(cell, "", "{what}"),
                Some(Held::Number(number)) => {
                    assert_eq!(cell.parse::<f64>().ok(), Some(number), "{what}");
                }
                Some(Held::Text(text)) if column.is_written() && text.starts_with(FORMULA) => {
                    assert_eq!(cell, &format!("'{text}"), "{what}");
                }
                Some(Held::Text(text)) => assert_eq!(cell, &text, "{what}"),
            }
        }
    }
}

/// What begins a formula.
const FORMULA: [char; 4] = ['=', '+', '-', '@'];

fn sheet_holds<P: Work>(trial: &Trial<P>, answer: &Answer, items: &[Value], what: &str) {
    let rows = rows_of(&answer.bytes);
    let (head, rows) = rows.split_first().expect("headings");
    assert_eq!(rows.len(), items.len(), "{what}, as a sheet");
    let letters = in_order(head);
    let headings: Vec<String> =
        letters.iter().filter_map(|letters| head[*letters].text().map(str::to_owned)).collect();
    let columns = columns(trial, &headings, items, what);
    assert_eq!(columns.len(), letters.len(), "{what}: every heading is text");
    for (row, item) in rows.iter().zip(items) {
        for (column, letters) in columns.iter().zip(&letters) {
            let what = format!("{what}, as a sheet: {} of {item}", column.field.code);
            assert_eq!(row.get(*letters), column.of(item).as_ref(), "{what}");
        }
    }
}

/// The letters of a row's columns, from the left.
fn in_order(row: &SheetRow) -> Vec<&str> {
    let mut letters: Vec<&str> = row.keys().map(String::as_str).collect();
    letters.sort_by_key(|letters| (letters.len(), *letters));
    letters
}

/// The exports that a page of a list offers hold what the list holds, under the headings it shows.
fn page_exports<P: Work>(trial: &Trial<P>, who: &Agent) {
    let session = trial.browser.sign_in(who);
    let items = listed(trial, &trial.desk.token(who), "sort=number");
    let list = format!("{}?queue=all&sort=number", trial.list());
    let page = trial.browser.open(&session, &list).expect(200, &list).text;
    let path = format!("{}/export?", trial.list());
    let links = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let links: Vec<String> = links.map(unescaped).filter(|href| href.starts_with(&path)).collect();
    assert_eq!(links.len(), 3, "{}: {links:?}", who.name);
    for link in links {
        let answer = trial.browser.open(&session, &link).expect(200, &link);
        let (_, format) = link.rsplit_once("format=").unwrap_or_default();
        is_a_file::<P>(&answer, format);
        let numbers: Vec<String> = match format {
            "csv" => {
                assert!(answer.text.starts_with('\u{feff}'), "{link}: says that it is UTF-8");
                records(&answer).into_iter().skip(1).map(|mut row| row.swap_remove(0)).collect()
            }
            "xlsx" => {
                let rows = rows_of(&answer.bytes);
                let number = |row: &SheetRow| row["A"].text().unwrap_or_default().to_owned();
                rows.iter().skip(1).map(number).collect()
            }
            _ => lines(&answer).iter().map(|line| text(&line["number"])).collect(),
        };
        let shown: Vec<String> = items.iter().map(|item| text(&item["number"])).collect();
        assert_eq!(numbers, shown, "{}: {link}", who.name);
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
