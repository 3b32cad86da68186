//! A house whose work is done by as many nodes as a test wants.

use std::collections::BTreeMap;
use std::time::Duration;

use db::{Db, Tx};
use desk::access::Agent;
use desk::closing;
use desk::due::{self, Works};
use desk::input::{RawInput, RawValue};
use desk::journal::{Entry, timeline};
use desk::notification::{self, Inbox};
use desk::numbers::Numbers;
use desk::work::{self, Asked};
use desk::{Committed, Heading, Result, bulk, find_heading, find_visible};
use jobs::{Registry, Worker};
use mainstay_incident::{Incident, KIND};
use testkit::{Desk, Seeds};

pub(crate) const DAY: Duration = Duration::from_secs(86_400);

pub(crate) fn raw(values: &[(&str, &str)]) -> RawInput {
    let values =
        values.iter().map(|(code, text)| ((*code).to_owned(), RawValue::Text((*text).to_owned())));
    RawInput { values: values.collect::<BTreeMap<_, _>>(), version: None }
}

pub(crate) struct House {
    pub(crate) desk: Desk,
    numbers: Numbers,
    seeds: Seeds,
}

impl House {
    pub(crate) fn new(db: &Db) -> Self {
        let (desk, numbers) = (Desk::set_up(db), Numbers::default());
        House { desk, numbers, seeds: Seeds::default() }
    }

    /// One node, started anew: nothing is remembered but what the database keeps.
    pub(crate) fn node(&self) -> Worker {
        let works: Works = vec![desk::any::<Incident>()].into();
        let registry = bulk::register(Registry::new(), &works);
        let registry = due::register(registry, &works, &Numbers::default());
        let registry = closing::register(registry, &works);
        Worker::new(&self.desk.db, &self.desk.clock, &self.seeds.chance(), registry)
    }

    /// Everything that is over is closed, by two nodes at once.
    pub(crate) fn close_what_is_over(&self) {
        std::thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    let (db, clock) = (&self.desk.db, &self.desk.clock);
                    let work = desk::any::<Incident>();
                    let chance = self.seeds.chance();
                    closing::go_on(db, clock, &chance, work, &mut |_| true).unwrap();
                });
            }
        });
    }

    pub(crate) fn number(&self) -> String {
        self.numbers.take(&self.desk.db, KIND.prefix).unwrap()
    }

    /// An incident that Rosa asked for.
    pub(crate) fn open(&self, more: &[(&str, &str)]) -> String {
        let requester = self.desk.requester.person.to_string();
        let mut input = raw(&[
            ("title", "Printer"),
            ("impact", "2"),
            ("urgency", "2"),
            ("requester", &requester),
        ]);
        input.values.extend(raw(more).values);
        let number = self.number();
        let (ctx, by) = (self.desk.context(&self.desk.agent), self.desk.agent.clone());
        let open =
            move |tx: &Tx<'_>| work::create::<Incident>(tx, &ctx, &by, number.clone(), &input);
        self.desk.db.write(open).unwrap().number
    }

    pub(crate) fn try_as(
        &self,
        by: &Agent,
        number: &str,
        verb: &str,
        values: &[(&str, &str)],
    ) -> Result<Committed> {
        let verb = KIND.lifecycle.verb(verb).unwrap();
        let asked = Asked { number: number.to_owned(), verb, input: raw(values), if_match: None };
        let (ctx, by) = (self.desk.context(by), by.clone());
        self.desk.db.write(move |tx| work::act::<Incident>(tx, &ctx, &by, &asked))
    }

    pub(crate) fn act(&self, number: &str, verb: &str, values: &[(&str, &str)]) -> Committed {
        self.try_as(&self.desk.agent, number, verb, values).unwrap()
    }

    pub(crate) fn resolve(&self, number: &str) {
        self.act(number, "resolve", &[("code", "fixed"), ("notes", "New toner")]);
    }

    pub(crate) fn load(&self, number: &str) -> Incident {
        let all = Agent::system();
        self.desk.db.read(|tx| find_visible::<Incident>(tx, &all, number)).unwrap()
    }

    pub(crate) fn state(&self, number: &str) -> &'static str {
        self.load(number).record.state.code
    }

    pub(crate) fn heading(&self, number: &str) -> Heading {
        self.desk.db.read(|tx| find_heading(tx, &Agent::system(), number)).unwrap()
    }

    pub(crate) fn entries(&self, number: &str, verb: &str) -> Vec<Entry> {
        let id = self.heading(number).id;
        let all = self.desk.db.read(|tx| timeline(tx, id.cast())).unwrap();
        all.into_iter().filter(|entry| entry.verb == verb).collect()
    }

    /// Why somebody was told of something, the last first; of each record the last alone.
    pub(crate) fn told(&self, who: &Agent) -> Vec<String> {
        self.read(who, None)
    }

    /// Why somebody was told of a record, the last first.
    pub(crate) fn told_about(&self, who: &Agent, number: &str) -> Vec<String> {
        self.read(who, Some(number))
    }

    fn read(&self, who: &Agent, of: Option<&str>) -> Vec<String> {
        let (db, clock) = (&self.desk.db, &self.desk.clock);
        desk::journal::sequence(db).unwrap();
        notification::follow(db, &[&KIND], &self.desk.chance, clock.now()).unwrap();
        let of = of.map(|number| self.heading(number).id.cast());
        let all = Inbox { unread: true, of, after: None, limit: 50 };
        let part = db.read(|tx| notification::inbox(tx, who, all)).unwrap();
        part.lines.into_iter().map(|listed| listed.line.rule).collect()
    }
}

/// A fact or a value of an entry.
pub(crate) fn said<'a>(entry: &'a Entry, field: &str) -> Option<&'a str> {
    entry.values.iter().find(|v| v.field == field).and_then(|v| v.value.as_deref())
}
