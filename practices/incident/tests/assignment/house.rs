//! A house with rules, and a team of as many as a test wants.

use std::collections::BTreeMap;

use db::{Db, Id, Tx, params};
use desk::access::{Agent, Role};
use desk::assignment::{self, Given, Rule};
use desk::custom::{self, Definition, Draft};
use desk::input::{RawInput, RawValue};
use desk::journal::{Entry, timeline};
use desk::numbers::Numbers;
use desk::people::{NewPerson, Person, Team};
use desk::work::{self, Asked};
use desk::{Committed, Context, Door, Result, absence, find_heading, find_visible};
use mainstay_incident::{Incident, KIND};
use testkit::Desk;

pub(crate) fn raw(values: &[(&str, &str)]) -> RawInput {
    let values =
        values.iter().map(|(code, text)| ((*code).to_owned(), RawValue::Text((*text).to_owned())));
    RawInput { values: values.collect::<BTreeMap<_, _>>(), version: None }
}

db::statements! {
    END = "UPDATE team SET active = 0 WHERE id = $1";
    RESTRICT = "UPDATE record SET restricted = 1 WHERE number = $1";
}

pub(crate) struct House {
    pub(crate) desk: Desk,
    numbers: Numbers,
}

impl House {
    pub(crate) fn new(db: &Db) -> Self {
        House { desk: Desk::set_up(db), numbers: Numbers::default() }
    }

    /// A team of people of a role, by their places in the alphabet.
    pub(crate) fn team(&self, name: &str, role: &str, size: usize) -> (Id<Team>, Vec<Id<Person>>) {
        let (ctx, alder) = (self.desk.context(&self.desk.administrator), self.desk.alder);
        let (name, role) = (name.to_owned(), role.to_owned());
        let found = move |tx: &Tx<'_>| {
            let team = Team::create(tx, &ctx, alder, &name)?.id;
            let mut people = Vec::new();
            for place in 0..size {
                let new = NewPerson::named(format!("{name} {place:02}"), alder);
                let person = Person::create(tx, &ctx, &new)?.id;
                for role in Role::named(tx, &[role.as_str()])? {
                    role.grant(tx, &ctx, person)?;
                }
                Team::add_member(tx, &ctx, team, person, false)?;
                people.push(person);
            }
            Ok::<_, desk::Error>((team, people))
        };
        self.desk.db.write(found).unwrap()
    }

    /// A field that administrators added, and that opening one takes.
    pub(crate) fn add_field(&self) -> Definition {
        let forms = Some(vec!["create".to_owned()]);
        self.desk.add_field(&KIND, Draft { forms, ..testkit::fields::draft("site", "line") })
    }

    pub(crate) fn retire(&self, field: &Definition) {
        let by = self.desk.administrator.clone();
        let (ctx, id) = (self.desk.context(&by), field.id);
        self.desk.db.write(move |tx| custom::retire(tx, &ctx, &by, &KIND, (id, None))).unwrap();
    }

    /// A team that works no longer.
    pub(crate) fn end_team(&self, team: Id<Team>) {
        self.desk.db.write(move |tx| tx.execute(END, params![team])).unwrap();
    }

    /// Makes a record a restricted one, past the verbs.
    pub(crate) fn restrict(&self, number: &str) {
        let number = number.to_owned();
        self.desk.db.write(move |tx| tx.execute(RESTRICT, params![&number])).unwrap();
    }

    pub(crate) fn try_rule(&self, values: &[(&str, &str)]) -> Result<Rule> {
        let by = self.desk.administrator.clone();
        let (ctx, raw) = (self.desk.context(&by), raw(values));
        self.desk.db.write(move |tx| assignment::create(tx, &ctx, &by, &KIND, &raw))
    }

    pub(crate) fn rule(&self, values: &[(&str, &str)]) -> Rule {
        self.try_rule(values).unwrap()
    }

    pub(crate) fn try_edit(&self, rule: &Rule, values: &[(&str, &str)]) -> Result<Rule> {
        let by = self.desk.administrator.clone();
        let (ctx, raw, id) = (self.desk.context(&by), raw(values), rule.id);
        self.desk.db.write(move |tx| assignment::edit(tx, &ctx, &by, &KIND, id, &raw))
    }

    /// Opens an incident the way the web and the API do.
    pub(crate) fn open_through(&self, door: Door, by: &Agent, more: &[(&str, &str)]) -> Committed {
        let mut input = raw(&[("title", "Printer"), ("impact", "2"), ("urgency", "2")]);
        input.values.extend(raw(more).values);
        let number = self.numbers.take(&self.desk.db, KIND.prefix).unwrap();
        let (ctx, by) = (Context { door, ..self.desk.context(by) }, by.clone());
        let open =
            move |tx: &Tx<'_>| work::create::<Incident>(tx, &ctx, &by, number.clone(), &input);
        self.desk.db.add(open).unwrap()
    }

    pub(crate) fn open(&self, more: &[(&str, &str)]) -> Committed {
        self.open_through(Door::Web, &self.desk.requester, more)
    }

    /// Opens one; who got it.
    pub(crate) fn gets(&self) -> Option<Id<Person>> {
        let number = self.open(&[]).number;
        self.load(&number).record.assignee
    }

    pub(crate) fn act(&self, number: &str, verb: &str, values: &[(&str, &str)]) {
        let verb = KIND.lifecycle.verb(verb).unwrap();
        let asked = Asked { number: number.to_owned(), verb, input: raw(values), if_match: None };
        let by = self.desk.administrator.clone();
        let ctx = self.desk.context(&by);
        let act = move |tx: &Tx<'_>| work::act::<Incident>(tx, &ctx, &by, &asked);
        self.desk.db.write(act).unwrap();
    }

    /// By the rules, as somebody asks on the record.
    pub(crate) fn by_rules(&self, by: &Agent, number: &str) -> Result<Given> {
        let (ctx, by, number) = (self.desk.context(by), by.clone(), number.to_owned());
        let raw = RawInput::default();
        self.desk
            .db
            .write(move |tx| assignment::assign_by_rules::<Incident>(tx, &ctx, &by, &number, &raw))
    }

    pub(crate) fn load(&self, number: &str) -> Incident {
        let all = Agent::system();
        self.desk.db.read(|tx| find_visible::<Incident>(tx, &all, number)).unwrap()
    }

    pub(crate) fn entries(&self, number: &str) -> Vec<Entry> {
        let all = Agent::system();
        let id = self.desk.db.read(|tx| find_heading(tx, &all, number)).unwrap().id;
        self.desk.db.read(|tx| timeline(tx, id.cast())).unwrap()
    }

    /// Somebody is away from now on for a day.
    pub(crate) fn leave(&self, person: Id<Person>) {
        let now = self.desk.clock.now();
        let until = now.plus(std::time::Duration::from_secs(86_400));
        let leave = raw(&[("from", &now.to_string()), ("until", &until.to_string())]);
        let agent = self.desk.db.read(|tx| Agent::load(tx, person)).unwrap().unwrap();
        let ctx = self.desk.context(&agent);
        let away = move |tx: &Tx<'_>| absence::announce(tx, &ctx, &agent, &KIND, &leave);
        self.desk.db.write(away).unwrap();
    }
}

/// A fact or a value of an entry.
pub(crate) fn said<'a>(entry: &'a Entry, field: &str) -> Option<&'a str> {
    entry.values.iter().find(|v| v.field == field).and_then(|v| v.value.as_deref())
}
