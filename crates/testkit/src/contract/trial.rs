//! A practice on trial: its application over a small desk, and its verbs done directly.

use std::marker::PhantomData;

use db::Id;
use db::sea_query::{Alias, Expr, ExprTrait, Query};
use desk::access::Agent;
use desk::field::Field;
use desk::input::{RawInput, RawValue};
use desk::journal::Entry;
use desk::lifecycle::Verb;
use desk::list::{Snapshot, snapshot};
use desk::numbers::Numbers;
use desk::work::{self, Asked, Work};
use desk::{Committed, Context, Door, Error, Record, Result, find_visible};
use web::Endpoints;

use super::browser::Browser;
use super::course;
use super::samples::Samples;
use crate::{Database, Desk, Engine};

/// A practice on trial.
pub(super) struct Trial<P> {
    pub(super) desk: Desk,
    pub(super) samples: Samples,
    pub(super) browser: Browser,
    pub(super) engine: Engine,
    numbers: Numbers,
    _database: Database,
    _practice: PhantomData<fn() -> P>,
}

/// How a rehearsal ended: everything it did is taken back.
enum Rehearsed<P> {
    Done(Box<P>),
    Refused(Error),
}

impl<P> From<db::Error> for Rehearsed<P> {
    fn from(error: db::Error) -> Self {
        Rehearsed::Refused(error.into())
    }
}

impl<P: Work> Trial<P> {
    pub(super) fn new(engine: Engine, register: fn(&mut Endpoints)) -> Self {
        let database = Database::migrated(engine);
        let desk = Desk::set_up(&database);
        let mut endpoints = web::endpoints();
        register(&mut endpoints);
        Trial {
            samples: Samples::lay_out(&desk, P::KIND),
            browser: Browser::over(&desk, endpoints),
            engine,
            desk,
            numbers: Numbers::default(),
            _database: database,
            _practice: PhantomData,
        }
    }

    /// Opens a record.
    pub(super) fn open(&self, by: &Agent, input: &RawInput) -> Result<Committed> {
        let number = self.numbers.take(&self.desk.db, P::KIND.prefix)?;
        let (ctx, by, input) = (self.desk.context(by), by.clone(), input.clone());
        self.desk.db.write(move |tx| work::create::<P>(tx, &ctx, &by, number.clone(), &input))
    }

    /// A new record that Rosa asked for, with every field given.
    pub(super) fn fresh(&self) -> String {
        let mut input = self.samples.whole(P::CREATE, 0);
        let by = match input.values.get_mut("requester") {
            Some(requester) => {
                *requester = RawValue::Text(self.desk.requester.person.to_string());
                &self.desk.agent
            }
            None => &self.desk.requester,
        };
        self.open(by, &input).unwrap_or_else(|error| panic!("a new record: {error}")).number
    }

    /// A record of Rosa's that came to a state the shortest way.
    pub(super) fn in_state(&self, state: &str) -> String {
        let number = self.fresh();
        for verb in course::to(P::KIND.lifecycle, state) {
            let input = self.samples.whole(verb.inputs, 0);
            self.act(&self.desk.administrator, &number, verb, input)
                .unwrap_or_else(|error| panic!("{} on the way to {state}: {error}", verb.code));
        }
        number
    }

    /// Does something to a record.
    pub(super) fn act(
        &self,
        by: &Agent,
        number: &str,
        verb: &'static Verb,
        input: RawInput,
    ) -> Result<Committed> {
        self.ask(by, Door::Web, Asked { number: number.to_owned(), verb, input, if_match: None })
    }

    /// Does what is asked, through a door.
    pub(super) fn ask(&self, by: &Agent, door: Door, asked: Asked) -> Result<Committed> {
        let (ctx, by) = (Context { door, ..self.desk.context(by) }, by.clone());
        self.desk.db.write(move |tx| work::act::<P>(tx, &ctx, &by, &asked))
    }

    /// What a record would be if somebody did something to it.
    pub(super) fn rehearse(
        &self,
        by: &Agent,
        number: &str,
        verb: &'static Verb,
        input: RawInput,
    ) -> Result<P> {
        let (ctx, by, all) = (self.desk.context(by), by.clone(), self.desk.administrator.clone());
        let asked = Asked { number: number.to_owned(), verb, input, if_match: None };
        let outcome = self.desk.db.write(move |tx| {
            let done = work::act::<P>(tx, &ctx, &by, &asked);
            let after = done.and_then(|_| find_visible::<P>(tx, &all, &asked.number));
            Err::<(), _>(
                after.map_or_else(Rehearsed::Refused, |after| Rehearsed::Done(Box::new(after))),
            )
        });
        match outcome {
            Err(Rehearsed::Done(after)) => Ok(*after),
            Err(Rehearsed::Refused(error)) => Err(error),
            Ok(()) => unreachable!("a rehearsal is always taken back"),
        }
    }

    /// A record, whoever may see it.
    pub(super) fn load(&self, number: &str) -> P {
        self.load_as(&self.desk.administrator, number)
    }

    /// A record as somebody who sees it loads it.
    pub(super) fn load_as(&self, by: &Agent, number: &str) -> P {
        let loaded = self.desk.db.read(|tx| find_visible::<P>(tx, by, number));
        drop(by.reads.take());
        loaded.unwrap_or_else(|error| panic!("{number}: {error}"))
    }

    /// What every field of a record holds.
    pub(super) fn snapshot(&self, number: &str) -> Snapshot {
        let id = self.id(number);
        let fields: Vec<&'static Field> = P::KIND.all_fields().collect();
        let found = self.desk.db.read(|tx| snapshot(tx, P::KIND, id, &fields));
        found.expect("a readable record").expect("a record that is there")
    }

    /// What happened to a record.
    pub(super) fn history(&self, number: &str) -> Vec<Entry> {
        let id = self.id(number);
        self.desk.db.read(|tx| desk::journal::timeline(tx, id.cast())).expect("a readable history")
    }

    /// How many effects wait to be told to others.
    pub(super) fn effects(&self, number: &str) -> usize {
        let mut select = Query::select();
        select
            .column(Alias::new("id"))
            .from(Alias::new("outbox"))
            .and_where(Expr::col(Alias::new("subject_id")).eq(db::Value::from(self.id(number))));
        self.desk.db.read(|tx| tx.select(&select)).expect("a readable outbox").len()
    }

    /// Its identity.
    pub(super) fn id(&self, number: &str) -> Id<Record> {
        self.load(number).record().id
    }

    /// The verb with this code, which every practice has.
    pub(super) fn verb(&self, code: &str) -> &'static Verb {
        P::KIND
            .lifecycle
            .verb(code)
            .unwrap_or_else(|| panic!("{} has no verb {code}", P::KIND.code))
    }

    /// The address of its list on pages; the API's stands below `/api/v1`.
    pub(super) fn list(&self) -> String {
        format!("/{}", P::KIND.path)
    }

    /// The address of a record on pages.
    pub(super) fn page(&self, number: &str) -> String {
        format!("/{}/{number}", P::KIND.path)
    }

    /// The address of a verb on pages.
    pub(super) fn page_of(&self, number: &str, verb: &Verb) -> String {
        let page = self.page(number);
        if verb.path.is_empty() { page } else { format!("{page}/{}", verb.path) }
    }
}
