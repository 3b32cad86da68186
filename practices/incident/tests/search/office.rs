//! A desk whose incidents are searched.

use std::collections::BTreeMap;
use std::time::Duration;

use db::{Chance, Db, Id};
use desk::access::Agent;
use desk::input::{RawInput, RawValue};
use desk::numbers::Numbers;
use desk::search::{self, Answer, Asked};
use desk::work::{self, Asked as Do};
use desk::{Change, Committed, Kind, Practice, Record, commit, find_visible};
use mainstay_incident::lifecycle::LIFECYCLE;
use mainstay_incident::{Incident, KIND};
use testkit::Desk;

pub(crate) static KINDS: &[&Kind] = &[&KIND];

/// A small desk, and the numbers it gives.
pub(crate) struct Office {
    pub(crate) desk: Desk,
    numbers: Numbers,
}

/// What an incident is opened with.
#[derive(Default, Clone)]
pub(crate) struct Report {
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) requester: Option<Id<desk::people::Person>>,
    pub(crate) team: Option<Id<desk::people::Team>>,
}

impl Report {
    pub(crate) fn of(title: &str, description: &str) -> Self {
        Report { title: title.into(), description: description.into(), ..Report::default() }
    }
}

impl Office {
    pub(crate) fn set_up(db: &Db) -> Self {
        let desk = Desk::set_up(db);
        // As a server does before it opens.
        search::catch_up(db, KINDS).unwrap();
        Office { desk, numbers: Numbers::default() }
    }

    /// Opens an incident a minute later than the one before; its number.
    pub(crate) fn report(&self, by: &Agent, report: &Report) -> String {
        self.desk.clock.advance(Duration::from_secs(60));
        let number = self.numbers.take(&self.desk.db, KIND.prefix).unwrap();
        let mut values = BTreeMap::from([
            ("title".to_owned(), RawValue::Text(report.title.clone())),
            ("description".to_owned(), RawValue::Text(report.description.clone())),
            ("impact".to_owned(), RawValue::Number(2)),
            ("urgency".to_owned(), RawValue::Number(2)),
        ]);
        let id = |id: String| RawValue::Text(id);
        values.extend(report.requester.map(|p| ("requester".to_owned(), id(p.to_string()))));
        values.extend(report.team.map(|t| ("team".to_owned(), id(t.to_string()))));
        let input = RawInput { values, version: None };
        let (ctx, agent) = (self.desk.context(by), by.clone());
        let committed = self
            .desk
            .db
            .write(move |tx| work::create::<Incident>(tx, &ctx, &agent, number.clone(), &input));
        committed.unwrap().number
    }

    /// Does something to an incident with one value, or none.
    pub(crate) fn act(
        &self,
        by: &Agent,
        number: &str,
        verb: &str,
        values: &[(&str, &str)],
    ) -> Committed {
        let values = values
            .iter()
            .map(|(k, v)| ((*k).to_owned(), RawValue::Text((*v).to_owned())))
            .collect();
        let asked = Do {
            number: number.to_owned(),
            verb: LIFECYCLE.verb(verb).unwrap(),
            input: RawInput { values, version: None },
            if_match: None,
        };
        let (ctx, agent) = (self.desk.context(by), by.clone());
        self.desk
            .db
            .write(move |tx| work::act::<Incident>(tx, &ctx, &agent, &asked))
            .unwrap_or_else(|error| panic!("{verb} {number}: {error}"))
    }

    /// Changes an incident past the verbs: whose it is, or that it is restricted.
    pub(crate) fn alter(&self, number: &str, alter: impl Fn(&mut Record) + Send + 'static) {
        let (number, all) = (number.to_owned(), self.desk.administrator.clone());
        let ctx = self.desk.context(&all);
        let all = Agent { permissions: Agent::system().permissions, ..all };
        self.desk
            .db
            .write(move |tx| {
                let before = find_visible::<Incident>(tx, &all, &number)?;
                let mut after = before.clone();
                alter(after.record_mut());
                let (verb, facts) = ("edit", Vec::new());
                commit(
                    tx,
                    &ctx,
                    Change { verb, before: Some(before), after, facts, moves_state: false },
                    None,
                )
            })
            .unwrap();
    }

    /// Takes everything into the index.
    pub(crate) fn catch_up(&self) -> usize {
        desk::journal::sequence(&self.desk.db).unwrap();
        search::catch_up(&self.desk.db, KINDS).unwrap()
    }

    pub(crate) fn ask(&self, agent: &Agent, asked: &Asked) -> desk::Result<Answer> {
        self.desk.db.read(|tx| search::search(tx, agent, KINDS, asked))
    }

    pub(crate) fn search(&self, agent: &Agent, text: &str) -> Answer {
        let asked = Asked { text: text.to_owned(), limit: 100, ..Asked::default() };
        self.ask(agent, &asked).unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    /// The numbers that are found, the best first.
    pub(crate) fn found(&self, agent: &Agent, text: &str) -> Vec<String> {
        numbers(&self.search(agent, text))
    }
}

pub(crate) fn numbers(answer: &Answer) -> Vec<String> {
    answer.results.iter().map(|found| found.heading.number.clone()).collect()
}

/// One of some.
pub(crate) fn one_of<T: Copy>(chance: &Chance, some: &[T]) -> T {
    some[usize::try_from(chance.below(u64::try_from(some.len()).unwrap())).unwrap()]
}
