//! Lists answer what they are asked: filtered, sorted, grouped, in part and with more; and a page
//! belongs to its list.

use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use desk::field::{Field, FieldKind};
use desk::filter::Entity;
use desk::work::Work;
use serde_json::Value;

use super::browser::escaped;
use super::trial::Trial;

/// The same records by the filter language as by plain equality, for every field and whatever it
/// holds.
pub(super) fn a_filter_finds_what_equality_finds<P: Work>(trial: &Trial<P>) {
    let token = laid_out(trial);
    let all = rows(trial, &token, "");
    for field in compared::<P>() {
        let code = field.code;
        let without = numbers(&rows(trial, &token, &q(&format!("{code} is empty"))));
        assert_eq!(without, numbers(&rows(trial, &token, &format!("{code}="))), "{code} is empty");
        let others = numbers(&rows(trial, &token, &q(&format!("{code} is not empty"))));
        assert_eq!(without.len() + others.len(), all.len(), "{code}: empty or not");
        for held in all.iter().filter_map(|row| plain(&row[code])).collect::<BTreeSet<_>>() {
            let by_equality = rows(trial, &token, &format!("{code}={}", escaped(&held)));
            let by_filter = rows(trial, &token, &q(&format!("{code} = \"{held}\"")));
            assert_eq!(numbers(&by_filter), numbers(&by_equality), "{code} = {held}");
            let rest = rows(trial, &token, &q(&format!("{code} != \"{held}\"")));
            assert_eq!(by_filter.len() + rest.len(), all.len(), "{code} != {held}");
        }
    }
    let number = text(&all[0]["number"]);
    let found = rows(trial, &token, &format!("text={}", number.to_lowercase()));
    assert_eq!(numbers(&found), BTreeSet::from([number]), "a number among the words");
    let word = text(&all[0]["title"]).split(' ').next().unwrap_or_default().to_uppercase();
    assert!(!rows(trial, &token, &format!("text={}", escaped(&word))).is_empty(), "a title's word");
}

/// The queues tell how much there is in them, as its reader would find it; a page that is not counted
/// in time comes without, and is asked again.
pub(super) fn queues_tell_how_much<P: Work>(trial: &Trial<P>) {
    laid_out(trial);
    let agent = &trial.desk.agent;
    let (session, token) = (trial.browser.sign_in(agent), trial.desk.token(agent));
    let told = |queue: &str| {
        let page = trial.browser.open(&session, &trial.list()).expect(200, "a list").text;
        let link = format!("{}?queue={queue}\"", trial.list());
        let link = page.split("<a class=\"queue\"").find(|part| part.contains(&link))?.to_owned();
        let count = link.split("</a>").next()?.split("class=\"count\">").nth(1)?;
        count.split('<').next()?.parse::<i64>().ok()
    };
    let filters = [
        ("unassigned", "open = true and assignee is empty"),
        ("mine", "open = true and assignee = me"),
        ("open", "open = true"),
    ];
    for (queue, filter) in filters {
        let address = format!("/api/v1{}/count?count=exact&{}", trial.list(), q(filter));
        let count = trial.browser.read(&token, &address).expect(200, "a count").json();
        let shown = (0..100).find_map(|_| told(queue));
        assert_eq!(shown, count["count"].as_i64(), "{queue}: {count}");
    }
    let page = trial.browser.open(&session, &trial.list()).expect(200, "a list").text;
    assert!(page.contains(&format!("{}?queue=all\">", trial.list())) && told("all").is_none());
}

/// Every field sorts, both ways and page by page; what holds nothing comes last.
pub(super) fn every_field_sorts<P: Work>(trial: &Trial<P>) {
    let token = laid_out(trial);
    let all = numbers(&rows(trial, &token, ""));
    for field in compared::<P>() {
        for minus in ["", "-"] {
            let sort = format!("sort={minus}{}", field.code);
            let whole = rows(trial, &token, &sort);
            assert_eq!(numbers(&whole), all, "{sort}");
            let held: Vec<Option<Value>> = whole
                .iter()
                .map(|row| Some(row[field.code].clone()).filter(|v| !v.is_null()))
                .collect();
            let empty = held.iter().position(Option::is_none).unwrap_or(held.len());
            assert!(
                held[empty..].iter().all(Option::is_none),
                "{sort}: nothing comes last: {held:?}"
            );
            if matches!(field.kind, FieldKind::Number(..) | FieldKind::Instant) {
                let comparable: Vec<(Option<i64>, String)> =
                    held[..empty].iter().flatten().map(|v| (v.as_i64(), text(v))).collect();
                let sorted = |a: &(Option<i64>, String), b: &(Option<i64>, String)| {
                    if minus.is_empty() { a <= b } else { a >= b }
                };
                assert!(comparable.is_sorted_by(sorted), "{sort}: {comparable:?}");
            }
            assert_eq!(in_pages(trial, &token, &sort), in_order(&whole), "{sort}, page by page");
        }
    }
}

/// Groups add up to the list, and each says by which filter its records are found.
pub(super) fn groups_add_up<P: Work>(trial: &Trial<P>) {
    let token = laid_out(trial);
    let all = rows(trial, &token, "").len();
    for field in compared::<P>().filter(|f| !f.kind.is_text() && f.kind != FieldKind::Instant) {
        let path = format!("/api/v1{}?group={}", trial.list(), field.code);
        let body = trial.browser.read(&token, &path).expect(200, &path).json();
        let groups = body["groups"].as_array().cloned().unwrap_or_default();
        let sum: u64 = groups.iter().filter_map(|group| group["count"].as_u64()).sum();
        assert_eq!(usize::try_from(sum), Ok(all), "{path}: {body}");
        for group in groups {
            let asked = text(&group["q"]);
            let found = rows(trial, &token, &q(&asked)).len();
            assert_eq!(Some(found), number(&group["count"]), "{asked}");
        }
    }
    let path = format!("/api/v1{}/count", trial.list());
    for (query, at_least) in [("", false), ("?count=exact", false)] {
        let body = trial.browser.read(&token, &format!("{path}{query}")).expect(200, &path).json();
        assert_eq!(number(&body["count"]), Some(all), "{query}");
        assert_eq!(body["at_least"], at_least, "{query}");
    }
}

/// A list tells only the fields asked for, and more of what its records refer to where asked.
pub(super) fn tell_what_they_are_asked<P: Work>(trial: &Trial<P>) {
    let token = laid_out(trial);
    for row in rows(trial, &token, "fields=number,title") {
        let told: BTreeSet<&str> =
            row.as_object().map(|row| row.keys().map(String::as_str).collect()).unwrap_or_default();
        assert_eq!(told, BTreeSet::from(["id", "version", "number", "title"]));
    }
    for field in compared::<P>().filter(|f| Entity::of(f.kind) == Some(Entity::Person)) {
        let path = format!("expand={0}&fields={0}", field.code);
        for row in rows(trial, &token, &path).iter().filter(|row| !row[field.code].is_null()) {
            let person = &row[field.code];
            assert!(person["email"].is_string() && person["company"]["name"].is_string(), "{row}");
        }
    }
    let list = format!("/api/v1{}", trial.list());
    for path in ["fields=no_such_field", "expand=title", "expand=no_such_field"] {
        trial.browser.read(&token, &format!("{list}?{path}")).expect(400, path);
    }
}

/// A page's cursor with another filter or order is refused, and says why.
pub(super) fn a_page_belongs_to_its_list<P: Work>(trial: &Trial<P>) {
    let token = laid_out(trial);
    let list = format!("/api/v1{}?limit=1", trial.list());
    let first = trial.browser.read(&token, &list).expect(200, "a page").json();
    let cursor = text(&first["next"]);
    for other in
        ["sort=title", "sort=opened_at", "q=state%20is%20not%20empty", "state=new", "text=a"]
    {
        let path = format!("{list}&after={cursor}&{other}");
        let refused = trial.browser.read(&token, &path).expect(400, other).faults();
        assert_eq!(refused, [("after".to_owned(), "cursor_of_another".to_owned())], "{other}");
    }
    is_sealed(trial, &list, &token, &cursor);
}

/// A cursor is its reader's, made by nobody else, and tells nothing of what it was made from.
fn is_sealed<P: Work>(trial: &Trial<P>, list: &str, token: &str, cursor: &str) {
    let another = trial.desk.token(&trial.desk.auditor);
    let mut turned = cursor.to_owned();
    turned.replace_range(..1, if cursor.starts_with('A') { "B" } else { "A" });
    for (whose, asked) in
        [(another.as_str(), cursor), (token, turned.as_str()), (token, ""), (token, "***")]
    {
        for name in ["after", "before"] {
            let path = format!("{list}&{name}={asked}");
            let refused = trial.browser.read(whose, &path).expect(400, asked).faults();
            assert_eq!(refused, [(name.to_owned(), "cursor".to_owned())], "{asked}");
        }
    }
    let sealed = URL_SAFE_NO_PAD.decode(cursor).expect("a cursor in base64");
    let row = trial.browser.read(token, list).expect(200, "a page").json()["items"][0].clone();
    let opened = trial.load(&text(&row["number"])).record().opened_at.micros().to_be_bytes();
    let id = *trial.id(&text(&row["number"])).bytes();
    for told in [opened.as_slice(), id.as_slice()] {
        assert!(!sealed.windows(told.len()).any(|some| some == told), "{row}");
    }
}

/// Hidden fields are as unknown as those there are not: in filter, order, group and selection.
pub(super) fn hidden<P: Work>(trial: &Trial<P>, name: &str, token: &str, code: &str, inside: bool) {
    let list = format!("/api/v1{}", trial.list());
    for (ask, end) in [("q=", "%20is%20empty"), ("sort=", ""), ("fields=", ""), ("group=", "")] {
        let by = |field: &str| trial.browser.read(token, &format!("{list}?{ask}{field}{end}"));
        let (answer, unknown) = (by(code), by("no_such_field_anywhere"));
        let codes = |faults: &[(String, String)]| faults.to_vec();
        let unknown = unknown.expect(400, name).faults();
        if inside {
            // Text can be hidden from groups for what it is; all else is answered.
            let refused = answer.status.as_u16() == 400 && answer.faults() != unknown;
            assert!(
                answer.status.as_u16() == 200 || refused,
                "{name}: {ask}{code}: {}",
                answer.text
            );
        } else {
            assert_eq!(codes(&answer.expect(400, name).faults()), unknown, "{name}: {ask}{code}");
        }
    }
}

/// Records in every state and a bare one; the token of somebody who sees all of them.
fn laid_out<P: Work>(trial: &Trial<P>) -> String {
    trial.open(&trial.desk.agent, &trial.samples.required(P::CREATE, 0)).expect("a bare record");
    for state in P::KIND.lifecycle.states {
        trial.in_state(state.code);
    }
    trial.desk.token(&trial.desk.administrator)
}

/// The fields that are compared, sorted and grouped.
fn compared<P: Work>() -> impl Iterator<Item = &'static Field> {
    P::KIND.all_fields().filter(|field| !matches!(field.kind, FieldKind::Prose(_)))
}

fn q(filter: &str) -> String {
    format!("q={}", escaped(filter))
}

fn rows<P: Work>(trial: &Trial<P>, token: &str, query: &str) -> Vec<Value> {
    let path = format!("/api/v1{}?limit=200&{query}", trial.list());
    let body = trial.browser.read(token, &path).expect(200, &path).json();
    body["items"].as_array().cloned().unwrap_or_default()
}

fn in_pages<P: Work>(trial: &Trial<P>, token: &str, query: &str) -> Vec<String> {
    let base = format!("/api/v1{}?limit=3&{query}", trial.list());
    let (mut path, mut seen) = (base.clone(), Vec::new());
    loop {
        let body = trial.browser.read(token, &path).expect(200, &path).json();
        seen.extend(in_order(body["items"].as_array().map_or(&[], Vec::as_slice)));
        assert!(seen.len() < 500, "{query}: the pages have no end");
        match body["next"].as_str() {
            Some(next) => path = format!("{base}&after={next}"),
            None => return seen,
        }
    }
}

fn in_order(rows: &[Value]) -> Vec<String> {
    rows.iter().map(|row| text(&row["number"])).collect()
}

fn numbers(rows: &[Value]) -> BTreeSet<String> {
    in_order(rows).into_iter().collect()
}

fn number(value: &Value) -> Option<usize> {
    value.as_u64().and_then(|number| usize::try_from(number).ok())
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// A value as a filter takes it; nothing for nothing.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Object(reference) => Some(text(&reference["id"])),
        other => Some(other.to_string()),
    }
}
