//! Who opens a restricted record is written down before anything of it is told; whoever may not is
//! told nothing, and lists tell nobody what it is about.

use axum::http::Method;
use db::Statement;
use desk::access::{Action, Agent, Reach, Role, WITHHELD};
use desk::audit::{AuditQuery, audit};
use desk::journal::{Entry, Logbook};
use desk::work::Work;

use super::browser::escaped;
use super::trial::Trial;
use crate::Engine;

/// A record of Rosa's that takes a grant of its own to see, and a role that has it.
pub(super) fn restricted<P: Work>(trial: &Trial<P>) -> String {
    let number = trial.fresh();
    let desk = &trial.desk;
    let ctx = desk.context(&desk.administrator);
    desk.db
        .write(move |tx| {
            let role = Role::find_by_code(tx, "agent")?.ok_or(desk::Error::NotFound)?;
            role.permit(tx, &ctx, P::KIND.code, Action::ReadRestricted, Reach::Company)
        })
        .expect("a role with the grant");
    let path = format!("/api/v1{}/restriction", trial.page(&number));
    let because = serde_json::json!({ "reason": "It names an employee." });
    let ask =
        |by: &Agent, body| trial.browser.call(&desk.token(by), Method::POST, &path, Some(body));
    ask(&desk.requester, &because).expect(403, "without the grant");
    let silent = serde_json::json!({});
    ask(&desk.agent, &silent).expect(422, "without a reason");
    let read = ask(&desk.agent, &because).expect(200, "restricting").json();
    assert_eq!(read["restricted"], true, "whoever restricts it sees it still");
    ask(&desk.agent, &because).expect(409, "once more");
    number
}

fn reads<P: Work>(trial: &Trial<P>) -> Vec<Entry> {
    let query = AuditQuery {
        book: Logbook::Reads,
        person: None,
        day: None,
        verbs: Vec::new(),
        before: None,
        limit: 500,
    };
    let auditor = &trial.desk.auditor;
    trial.desk.db.read(|tx| audit(tx, auditor, &query)).expect("the logbook").entries
}

pub(super) fn reads_are_written_down<P: Work>(trial: &Trial<P>) {
    let number = restricted(trial);
    let (desk, browser) = (&trial.desk, &trial.browser);
    let (page, api) = (trial.page(&number), format!("/api/v1{}", trial.page(&number)));
    let (token, session) = (desk.token(&desk.agent), browser.sign_in(&desk.agent));
    let field = P::KIND.all_fields().next().map(|f| f.code).unwrap_or_default();
    let now = desk.clock.now();
    let by_api = [
        api.clone(),
        format!("{api}/timeline"),
        format!("{api}?at={now}"),
        format!("{api}/fields/{field}/history"),
    ];
    let by_page =
        [page.clone(), format!("{page}?at={now}"), format!("{page}/fields/{field}/history")];
    // Restricting it showed it, after it was restricted.
    let before = reads(trial).len();
    assert!(before <= 2, "{before}");
    let mut ways = Vec::new();
    for path in &by_api {
        browser.read(&token, path).expect(200, path);
        ways.push(path);
    }
    for path in &by_page {
        browser.open(&session, path).expect(200, path);
        ways.push(path);
    }
    let comment = format!("{api}/{}", trial.verb("comment").path);
    let body = serde_json::json!({ "body": "seen" });
    browser.call(&token, Method::POST, &comment, Some(&body)).expect(200, "a comment");
    let written = reads(trial);
    assert_eq!(written.len(), before + ways.len() + 1, "one entry a request: {written:?}");
    let value = |entry: &Entry, code: &str| {
        entry
            .values
            .iter()
            .find(|v| v.field == code)
            .and_then(|v| v.value.clone())
            .unwrap_or_default()
    };
    for (entry, way) in written.iter().rev().skip(before).zip(&ways) {
        assert_eq!(entry.actor, Some(desk.agent.person));
        assert_eq!(value(entry, "number"), number);
        let path = way.split('?').next().unwrap_or_default();
        assert_eq!(value(entry, "way"), format!("GET {path}"), "the address without its query");
    }
    untold(trial, &number, written.len());
    lists_withhold(trial, &number, &token, written.len());
    not_written_not_told(trial, &number, &token);
}

/// To whoever lacks the grant it is not there, and nothing is written down.
fn untold<P: Work>(trial: &Trial<P>, number: &str, before: usize) {
    let (desk, browser) = (&trial.desk, &trial.browser);
    let kept_out: [&Agent; 4] =
        [&desk.requester, &desk.administrator, &desk.auditor, &desk.birch_agent];
    for person in kept_out {
        let path = trial.page(number);
        browser.read(&desk.token(person), &format!("/api/v1{path}")).expect(404, &person.name);
        browser.open(&browser.sign_in(person), &path).expect(404, &person.name);
    }
    assert_eq!(reads(trial).len(), before, "nothing was read");
}

/// Rows of lists are no reads: they say none of its words.
fn lists_withhold<P: Work>(trial: &Trial<P>, number: &str, token: &str, before: usize) {
    let (desk, browser) = (&trial.desk, &trial.browser);
    let ada = desk.agent.person;
    let ada = desk.db.read(|tx| Agent::load(tx, ada)).expect("a readable agent").expect("Ada");
    let title = trial.load_as(&ada, number).record().title.clone();
    let list = browser.read(token, &format!("/api/v1{}", trial.list())).expect(200, "the list");
    let items = list.json()["items"].as_array().cloned().unwrap_or_default();
    let row = items.iter().find(|item| item["number"] == number).expect("its row");
    for field in P::KIND.all_fields().filter(|f| f.kind.is_written() && f.code != "number") {
        let held = &row[field.code];
        assert!(held.is_null() || *held == WITHHELD, "{}: {held}", field.code);
    }
    assert!(!list.text.contains(&title), "the title in the list");
    let page = browser.open(&browser.sign_in(&desk.agent), &trial.list()).expect(200, "the list");
    assert!(page.text.contains(number) && !page.text.contains(&title), "the title on the page");
    for word in title.split_whitespace() {
        tells_no_word(trial, number, token, word);
    }
    assert_eq!(reads(trial).len(), before, "a list is no read");
}

/// Neither what a list is filtered by nor its order tells a word of it.
fn tells_no_word<P: Work>(trial: &Trial<P>, number: &str, token: &str, word: &str) {
    let list = format!("/api/v1{}", trial.list());
    let has = |query: &str| {
        let answer = trial.browser.read(token, &format!("{list}?{query}")).expect(200, query);
        let items = answer.json()["items"].as_array().cloned().unwrap_or_default();
        items.iter().any(|item| item["number"] == number)
    };
    let asks = |condition: &str| has(&format!("q={}", escaped(condition)));
    for (there, absent) in [
        (format!("title contains {word:?}"), "title contains \"xyzzy\"".to_owned()),
        (format!("not title contains {word:?}"), "not title contains \"xyzzy\"".to_owned()),
        (format!("{word:?}"), "\"xyzzy\"".to_owned()),
        (format!("title >= {word:?}"), "title < \"xyzzy\"".to_owned()),
        (format!("state is not empty and not {word:?}"), "not \"xyzzy\"".to_owned()),
    ] {
        assert_eq!(asks(&there), asks(&absent), "{there} and {absent}");
    }
    assert_eq!(has(&format!("text={}", escaped(word))), has("text=xyzzy"), "{word}");
    assert!(has(&format!("text={number}")), "its number finds it");
    assert!(asks(&format!("{number:?} or title contains {word:?}")), "its number finds it");
    for order in ["title", "-title"] {
        assert!(!has(&format!("sort={order}")), "its place in the order of {order}");
    }
    let counted = |query: &str| {
        let path = format!("{list}?count=exact&q={}", escaped(query));
        trial.browser.read(token, &path).expect(200, query).header("x-total-count").to_owned()
    };
    assert_eq!(counted(&format!("title contains {word:?}")), counted("title contains \"xyzzy\""));
}

/// What cannot be written down is not told.
fn not_written_not_told<P: Work>(trial: &Trial<P>, number: &str, token: &str) {
    let refuse = match trial.engine {
        Engine::Sqlite => {
            "CREATE TRIGGER no_reads BEFORE INSERT ON entry WHEN NEW.verb = 'read'
             BEGIN SELECT RAISE(ABORT, 'no'); END"
        }
        Engine::Postgres => {
            "ALTER TABLE entry ADD CONSTRAINT no_reads CHECK (verb <> 'read') NOT VALID"
        }
    };
    trial
        .desk
        .db
        .housekeep(move |tx| tx.execute(Statement::listed(refuse), db::NO_PARAMS))
        .expect("a journal that takes no reads");
    for path in [trial.page(number), format!("/api/v1{}", trial.page(number))] {
        let answer = match path.starts_with("/api") {
            true => trial.browser.read(token, &path),
            false => trial.browser.open(&trial.browser.sign_in(&trial.desk.agent), &path),
        };
        let answer = answer.expect(500, "a read that cannot be written down");
        assert!(!answer.text.contains("Sample title"), "{path} tells: {}", answer.text);
    }
}
