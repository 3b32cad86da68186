//! A house in which time passes, and what its worker does then.

use db::{Db, Statement, Timestamp, params};
use desk::access::Agent;
use desk::due::{Works, register};
use desk::input::{RawInput, RawValue};
use desk::journal::{Entry, timeline};
use desk::notification::{self, Inbox};
use desk::numbers::Numbers;
use desk::work::{self, Asked};
use desk::{Heading, find_heading, find_visible};
use jobs::{Registry, Worker};
use mainstay_incident::{Incident, KIND};
use std::collections::BTreeMap;
use std::time::Duration;
use testkit::{Desk, Seeds};

pub(crate) const HOUR: Duration = Duration::from_secs(3_600);
pub(crate) const DAY: Duration = Duration::from_secs(86_400);

pub(crate) fn raw(values: &[(&str, &str)]) -> RawInput {
    let values =
        values.iter().map(|(code, text)| ((*code).to_owned(), RawValue::Text((*text).to_owned())));
    RawInput { values: values.collect::<BTreeMap<_, _>>(), version: None }
}

/// A house whose work is done by as many nodes as a test wants.
pub(crate) struct House {
    pub(crate) desk: Desk,
    pub(crate) numbers: Numbers,
    pub(crate) seeds: Seeds,
}

impl House {
    pub(crate) fn new(db: &Db) -> Self {
        House { desk: Desk::set_up(db), numbers: Numbers::default(), seeds: Seeds::new() }
    }

    /// One node, started anew: nothing is remembered but what the database keeps.
    pub(crate) fn node(&self) -> Worker {
        let works: Works = vec![desk::any::<Incident>()].into();
        let registry = register(Registry::new(), &works, &Numbers::default());
        Worker::new(&self.desk.db, &self.desk.clock, &self.seeds.chance(), registry)
    }

    pub(crate) fn two_nodes(&self) -> usize {
        let (one, two) = (self.node(), self.node());
        std::thread::scope(|scope| {
            let done = [&one, &two].map(|node| scope.spawn(|| node.run_due().unwrap()));
            done.into_iter().map(|node| node.join().unwrap()).sum()
        })
    }

    pub(crate) fn open(&self, more: &[(&str, &str)]) -> String {
        let mut input = raw(&[("title", "Printer"), ("impact", "2"), ("urgency", "2")]);
        input.values.extend(raw(more).values);
        let number = self.numbers.take(&self.desk.db, KIND.prefix).unwrap();
        let (ctx, by) = (self.desk.context(&self.desk.agent), self.desk.agent.clone());
        let open =
            move |tx: &db::Tx<'_>| work::create::<Incident>(tx, &ctx, &by, number.clone(), &input);
        self.desk.db.write(open).unwrap().number
    }

    pub(crate) fn act(&self, number: &str, verb: &str, values: &[(&str, &str)]) {
        let verb = KIND.lifecycle.verb(verb).unwrap();
        let asked = Asked { number: number.to_owned(), verb, input: raw(values), if_match: None };
        let (ctx, by) = (self.desk.context(&self.desk.agent), self.desk.agent.clone());
        self.desk.db.write(move |tx| work::act::<Incident>(tx, &ctx, &by, &asked)).unwrap();
    }

    pub(crate) fn hold(&self, number: &str, until: Timestamp) {
        let until = until.to_string();
        self.act(number, "hold", &[("reason", "supplier"), ("until", &until)]);
    }

    /// Why somebody was told of something, the last first.
    pub(crate) fn told(&self, who: &Agent) -> Vec<String> {
        let (db, clock) = (&self.desk.db, &self.desk.clock);
        desk::journal::sequence(db).unwrap();
        notification::follow(db, &[&KIND], &self.desk.chance, clock.now()).unwrap();
        let all = Inbox { unread: true, of: None, after: None, limit: 50 };
        let part = db.read(|tx| notification::inbox(tx, who, all)).unwrap();
        part.lines.into_iter().map(|listed| listed.line.rule).collect()
    }

    pub(crate) fn state(&self, number: &str) -> &'static str {
        let all = Agent::system();
        self.desk
            .db
            .read(|tx| find_visible::<Incident>(tx, &all, number))
            .unwrap()
            .record
            .state
            .code
    }

    pub(crate) fn heading(&self, number: &str) -> Heading {
        self.desk.db.read(|tx| find_heading(tx, &Agent::system(), number)).unwrap()
    }

    pub(crate) fn entries(&self, number: &str, verb: &str) -> Vec<Entry> {
        let id = self.heading(number).id;
        let all = self.desk.db.read(|tx| timeline(tx, id.cast())).unwrap();
        all.into_iter().filter(|entry| entry.verb == verb).collect()
    }

    /// The titles of all incidents, in the order in which they were opened.
    pub(crate) fn titles(&self) -> Vec<String> {
        let all = Statement::listed("SELECT title FROM record ORDER BY opened_at, number");
        let rows = self.desk.db.read(|tx| tx.rows(all, params![])).unwrap();
        rows.iter().map(|row| row.get(0).unwrap()).collect()
    }
}

pub(crate) fn reason(entry: &Entry) -> Option<&str> {
    entry.values.iter().find(|v| v.field == "reason").and_then(|v| v.value.as_deref())
}
