//! A desk whose records hold a word in every place in which people write.

use std::time::Duration;

use axum::http::Method;
use db::Db;
use desk::access::Agent;
use desk::file::{self, Asked, Incoming, Shelf, attach};
use desk::input::{RawInput, RawValue};
use desk::journal::{self, Logbook};
use desk::retention::{self, Rule, Scope};
use desk::search;
use desk::{Kind, Result};
use mainstay_incident::{KIND, endpoints};
use serde_json::{Value, json};
use tempfile::TempDir;
use testkit::Desk;
use testkit::contract::{Answer, Browser};

pub(crate) static KINDS: &[&Kind] = &[&KIND];
pub(crate) const INCIDENTS: Scope = Scope::Records(&KIND);
pub(crate) const SIGN_INS: Scope = Scope::Logbook(Logbook::SignIns);
pub(crate) const DAY: Duration = Duration::from_secs(24 * 3600);

pub(crate) struct House {
    pub(crate) desk: Desk,
    pub(crate) browser: Browser,
    pub(crate) shelf: Shelf,
    token: String,
    _place: TempDir,
}

impl House {
    pub(crate) fn on(db: &Db) -> House {
        let desk = Desk::set_up(db);
        search::catch_up(db, KINDS).unwrap();
        let mut all = web::endpoints();
        endpoints(&mut all);
        let browser = Browser::over(&desk, all);
        let (place, shelf) = testkit::shelf();
        let token = desk.token(&desk.administrator);
        House { desk, browser, shelf, token, _place: place }
    }

    /// Does something as the administrator.
    pub(crate) fn post(&self, path: &str, body: &Value) -> Answer {
        let path = format!("/api/v1/incidents{path}");
        let answer = self.browser.call(&self.token, Method::POST, &path, Some(body));
        assert!(answer.status.is_success(), "{path}: {} {}", answer.status, answer.text);
        answer
    }

    pub(crate) fn get(&self, path: &str) -> Value {
        self.browser.read(&self.token, &format!("/api/v1{path}")).expect(200, path).json()
    }

    /// Opens an incident; its number.
    pub(crate) fn open(&self, more: &Value) -> String {
        let mut body =
            json!({ "title": "Printer", "impact": 2, "urgency": 2, "team": "Service desk" });
        let more = more.as_object().unwrap().clone();
        body.as_object_mut().unwrap().extend(more);
        self.post("", &body).json()["number"].as_str().unwrap().to_owned()
    }

    pub(crate) fn resolve_and_close(&self, number: &str, notes: &str) {
        let resolution = json!({ "code": "fixed", "notes": notes });
        self.post(&format!("/{number}/resolution"), &resolution);
        self.post(&format!("/{number}/closure"), &json!({}));
    }

    /// Adds a file through the shelf.
    pub(crate) fn attach(
        &self,
        number: &str,
        internal: bool,
        name: &str,
        content: &[u8],
    ) -> file::File {
        let by = self.desk.administrator.clone();
        let received = self.desk.chance.id::<()>(self.desk.clock.now()).to_string();
        let mut receiving = self.shelf.store.inbox().receive(&received, u64::MAX).unwrap();
        receiving.write(content).unwrap();
        let incoming = Incoming { name: name.to_owned(), content: receiving.finish().unwrap() };
        let asked = Asked {
            ctx: self.desk.context(&by),
            agent: by,
            kind: &KIND,
            number: number.to_owned(),
            internal,
        };
        attach(&self.desk.db, &self.shelf, &asked, &[incoming]).unwrap().remove(0)
    }

    /// Whatever ended is opened again at any time, but by nobody's comment.
    pub(crate) fn reopen_at_any_time(&self) {
        let values =
            [("comment_reopens", RawValue::Flag(false)), ("reopen_within", RawValue::Null)];
        let values = values.map(|(field, value)| (field.to_owned(), value)).into();
        let raw = RawInput { values, version: None };
        let by = self.desk.administrator.clone();
        let ctx = self.desk.context(&by);
        let set = move |tx: &db::Tx<'_>| desk::closing::set(tx, &ctx, &by, &KIND, &raw);
        self.desk.db.write(set).unwrap();
    }

    pub(crate) fn keep_for(&self, scope: Scope, days: i64) -> Result<Rule> {
        self.keep(&self.desk.administrator, scope, days, Some("They need not be kept"))
    }

    pub(crate) fn keep(
        &self,
        by: &Agent,
        scope: Scope,
        days: i64,
        reason: Option<&str>,
    ) -> Result<Rule> {
        let mut values = vec![("days".to_owned(), RawValue::Number(days))];
        values.extend(reason.map(|text| ("reason".to_owned(), RawValue::Text(text.to_owned()))));
        let raw = RawInput { values: values.into_iter().collect(), version: None };
        let (ctx, by) = (self.desk.context(by), by.clone());
        self.desk.db.write(move |tx| retention::set(tx, &ctx, &by, scope, &raw))
    }

    /// Erases what is over, in so many transactions at most; whether there is more.
    pub(crate) fn run(&self, scope: Scope, most: usize) -> bool {
        let mut done = 0;
        let mut keep_on = |_| {
            done += 1;
            done < most
        };
        retention::go_on(&self.desk.db, &self.desk.clock, &self.desk.chance, scope, &mut keep_on)
            .unwrap()
    }

    pub(crate) fn rule(&self, scope: Scope) -> retention::Standing {
        let (now, by) = (self.desk.clock.now(), self.desk.auditor.clone());
        self.desk.db.read(|tx| retention::standing(tx, &by, scope, now)).unwrap()
    }

    /// Everything is as it says: journal and rows, words and index, files.
    pub(crate) fn check(&self) {
        let db = &self.desk.db;
        journal::sequence(db).unwrap();
        search::catch_up(db, KINDS).unwrap();
        let against = journal::verify::Against { kinds: KINDS, ..Default::default() };
        assert_eq!(journal::verify::verify_against(db, against).unwrap().broken, None);
        assert_eq!(search::verify(db, KINDS).unwrap().broken, None);
        let files = file::check(db, &self.shelf.store, true).unwrap();
        assert_eq!(files.told, Vec::<String>::new());
    }
}
