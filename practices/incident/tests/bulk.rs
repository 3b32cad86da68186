//! Bulk edits are worked off record by record: once each, by whatever node, for whoever asked and with
//! what they may do at that moment.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a failure is a failed test"
)]

mod support;

use std::time::Duration;

use db::{Db, Id, Statement, params};
use desk::access::Agent;
use desk::bulk::{self, Bulk, Chosen, Hand, Item, Outcome, Part, State, Wanted};
use desk::due::Works;
use desk::journal::{Entry, timeline, verify::verify};
use desk::numbers::Numbers;
use desk::work::{self, Asked};
use desk::{Error, find_heading, find_visible};
use jobs::{Registry, Worker};
use mainstay_incident::{Incident, KIND};
use support::{input, query};
use testkit::{Desk, Seeds, each_engine};

/// A house whose work is done by as many nodes as a test wants.
struct House {
    desk: Desk,
    numbers: Numbers,
    works: Works,
    seeds: Seeds,
}

impl House {
    fn new(db: &Db) -> Self {
        let works: Works = vec![desk::any::<Incident>()].into();
        let (desk, numbers) = (Desk::set_up(db), Numbers::default());
        House { desk, numbers, works, seeds: Seeds::default() }
    }

    /// One node, started anew: nothing is remembered but what the database keeps.
    fn node(&self) -> Worker {
        let registry = bulk::register(Registry::new(), &self.works);
        Worker::new(&self.desk.db, &self.desk.clock, &self.seeds.chance(), registry)
    }

    fn open(&self, more: &[(&str, &str)]) -> String {
        let mut new = input(&[("title", "Printer"), ("impact", "2"), ("urgency", "2")]);
        new.values.extend(input(more).values);
        let number = self.numbers.take(&self.desk.db, KIND.prefix).unwrap();
        let by = self.desk.administrator.clone();
        let ctx = self.desk.context(&by);
        let open =
            move |tx: &db::Tx<'_>| work::create::<Incident>(tx, &ctx, &by, number.clone(), &new);
        self.desk.db.write(open).unwrap().number
    }

    fn several(&self, count: usize) -> Vec<String> {
        (0..count).map(|_| self.open(&[("team", "Service desk")])).collect()
    }

    fn act(&self, number: &str, verb: &str, values: &[(&str, &str)]) {
        let verb = KIND.lifecycle.verb(verb).unwrap();
        let input = input(values);
        let asked = Asked { number: number.to_owned(), verb, input, if_match: None };
        let (ctx, by) =
            (self.desk.context(&self.desk.administrator), self.desk.administrator.clone());
        self.desk.db.write(move |tx| work::act::<Incident>(tx, &ctx, &by, &asked)).unwrap();
    }

    fn choose(&self, by: &Agent, verb: &str, chosen: Chosen) -> desk::Result<Bulk> {
        let verb = KIND.lifecycle.verb(verb).unwrap();
        let wanted = Wanted { kind: &KIND, verb, chosen };
        bulk::choose(&self.desk.db, &self.desk.context(by), by, wanted)
    }

    fn numbered(&self, by: &Agent, verb: &str, numbers: &[String]) -> Bulk {
        self.choose(by, verb, Chosen::Numbers(numbers.to_vec())).unwrap()
    }

    fn preview(&self, by: &Agent, id: Id<Bulk>, values: &[(&str, &str)]) -> Bulk {
        let (ctx, agent, raw, at) =
            (self.desk.context(by), by.clone(), input(values), self.desk.clock.now());
        self.desk
            .db
            .write(move |tx| bulk::preview(tx, &ctx, &agent, &KIND, id, (&raw, at)))
            .unwrap()
    }

    fn begin(
        &self,
        by: &Agent,
        id: Id<Bulk>,
        values: Option<&[(&str, &str)]>,
    ) -> desk::Result<Bulk> {
        let (ctx, agent, raw, at) =
            (self.desk.context(by), by.clone(), values.map(input), self.desk.clock.now());
        self.desk.db.write(move |tx| bulk::run(tx, &ctx, &agent, &KIND, id, (raw.as_ref(), at)))
    }

    /// Somebody who goes over so many of its records and is gone then, as after kill -9.
    fn steps(&self, id: Id<Bulk>, most: usize) -> bool {
        let Desk { db, clock, .. } = &self.desk;
        let (chance, works) = (self.seeds.chance(), &self.works);
        let mut gone = 0;
        let hand = Hand { db, clock, chance: &chance, works };
        let more = hand.go_on(id, &mut |_| {
            gone += 1;
            gone < most
        });
        more.unwrap()
    }

    fn find(&self, by: &Agent, id: Id<Bulk>) -> Bulk {
        self.desk.db.read(|tx| bulk::find(tx, by, id)).unwrap()
    }

    fn items(&self, by: &Agent, id: Id<Bulk>) -> Vec<Item> {
        let part = Part { outcome: None, after: 0, limit: 1_000 };
        let items = |tx: &db::ReadTx<'_>| bulk::items(tx, by, &bulk::find(tx, by, id)?, part);
        self.desk.db.read(items).unwrap().items
    }

    /// What became of each, and the code of the refusal where it was refused.
    fn outcomes(&self, by: &Agent, id: Id<Bulk>) -> Vec<(Outcome, Option<String>)> {
        let told = |item: Item| (item.outcome, item.refusal.map(|refusal| refusal.code));
        self.items(by, id).into_iter().map(told).collect()
    }

    fn entries(&self, number: &str, verb: &str) -> Vec<Entry> {
        let id = self.desk.db.read(|tx| find_heading(tx, &Agent::system(), number)).unwrap().id;
        let all = self.desk.db.read(|tx| timeline(tx, id.cast())).unwrap();
        all.into_iter().filter(|entry| entry.verb == verb).collect()
    }

    fn state(&self, number: &str) -> &'static str {
        let all = Agent::system();
        let found = self.desk.db.read(|tx| find_visible::<Incident>(tx, &all, number)).unwrap();
        found.record.state.code
    }
}

const CANCEL: &[(&str, &str)] = &[("reason", "A drill")];

fn changed() -> (Outcome, Option<String>) {
    (Outcome::Changed, None)
}

fn refused(code: &str) -> (Outcome, Option<String>) {
    (Outcome::Refused, Some(code.to_owned()))
}

#[test]
fn a_preview_says_what_is_done_then() {
    each_engine(|db| {
        let house = House::new(db);
        let by = house.desk.agent.clone();
        let mut numbers = house.several(4);
        house.act(&numbers[1], "cancel", CANCEL);
        house.act(&numbers[2], "prioritise", &[("impact", "1"), ("urgency", "1")]);
        numbers.push("INC9999999".to_owned());
        let made = house.numbered(&by, "prioritise", &numbers);
        assert_eq!((made.state, made.total), (State::Draft, 5));
        let weight = [("impact", "1"), ("urgency", "1")];
        let id = house.preview(&by, made.id, &weight).id;
        assert!(house.node().run_due().unwrap() > 0);
        let foreseen = house.find(&by, id);
        assert_eq!(foreseen.state, State::Previewed);
        assert_eq!((foreseen.changed, foreseen.unchanged, foreseen.refused), (2, 1, 2));
        assert!(house.entries(&numbers[0], "prioritise").is_empty(), "nothing is done yet");
        let before = house.outcomes(&by, id);
        house.begin(&by, id, None).unwrap();
        house.node().run_due().unwrap();
        assert_eq!(house.find(&by, id).state, State::Done);
        assert_eq!(house.outcomes(&by, id), before, "what was foreseen came");
        let unchanged = (Outcome::Unchanged, None);
        let expected =
            [changed(), refused("prioritise"), unchanged, changed(), refused("not-found")];
        assert_eq!(before, expected);
        let entry = &house.entries(&numbers[0], "prioritise")[0];
        assert_eq!((entry.actor, entry.door.as_str()), (Some(by.person), "web"));
        let part = entry.values.iter().find(|value| value.field == "bulk").expect("the fact");
        assert_eq!(part.value.as_deref(), Some(id.to_string().as_str()));
        assert!(house.find(&by, id).input.is_empty(), "what was given is in the histories alone");
        assert_eq!(verify(db).unwrap().broken, None);
    });
}

#[test]
fn what_somebody_else_wrote_since_the_preview_stays() {
    each_engine(|db| {
        let house = House::new(db);
        let by = house.desk.agent.clone();
        let numbers = house.several(3);
        let made = house.numbered(&by, "edit", &numbers);
        house.preview(&by, made.id, &[("channel", "phone")]);
        house.node().run_due().unwrap();
        house.act(&numbers[0], "edit", &[("channel", "chat")]);
        house.act(&numbers[1], "edit", &[("title", "Another field")]);
        house.begin(&by, made.id, None).unwrap();
        house.node().run_due().unwrap();
        assert_eq!(
            house.outcomes(&by, made.id),
            [refused("conflict"), changed(), changed()],
            "only the same field clashes"
        );
        let clash = &house.items(&by, made.id)[0].refusal;
        assert_eq!(clash.as_ref().unwrap().clashes, ["channel"]);
    });
}

#[test]
fn everything_is_done_once_whoever_dies() {
    each_engine(|db| {
        let house = House::new(db);
        let by = house.desk.agent.clone();
        let numbers = house.several(30);
        let made = house.numbered(&by, "cancel", &numbers);
        house.begin(&by, made.id, Some(CANCEL)).unwrap();
        assert!(house.steps(made.id, 7));
        assert_eq!(house.find(&by, made.id).done(), 7);
        // Two nodes and a late hand go on with the rest, all at once.
        let (one, two) = (house.node(), house.node());
        std::thread::scope(|scope| {
            let nodes = [&one, &two].map(|node| scope.spawn(|| node.run_due().unwrap()));
            let late = scope.spawn(|| house.steps(made.id, 100));
            assert!(nodes.into_iter().all(|node| node.join().is_ok()));
            assert!(late.join().is_ok());
        });
        house.node().run_due().unwrap();
        let done = house.find(&by, made.id);
        let outcomes = || house.outcomes(&by, made.id);
        let counts = (done.state, done.changed, done.refused);
        assert_eq!(counts, (State::Done, 30, 0), "{:?}", outcomes());
        for number in &numbers {
            assert_eq!(house.entries(number, "cancel").len(), 1, "{number}: once");
        }
        assert_eq!(verify(db).unwrap().broken, None);
    });
}

#[test]
fn what_one_may_is_judged_record_by_record_and_anew() {
    each_engine(|db| {
        let house = House::new(db);
        let by = house.desk.agent.clone();
        let numbers = house.several(6);
        let made = house.numbered(&by, "cancel", &numbers);
        house.begin(&by, made.id, Some(CANCEL)).unwrap();
        house.steps(made.id, 2);
        // Their role is taken away in the middle of it.
        let person = by.person;
        let take = Statement::listed("DELETE FROM person_role WHERE person_id = $1");
        db.write(move |tx| tx.execute(take, params![person])).unwrap();
        house.node().run_due().unwrap();
        let done = house.find(&by, made.id);
        assert_eq!((done.state, done.changed, done.refused), (State::Done, 2, 4));
        // Without any right to read, what is not done is as if it were not there.
        assert_eq!(house.outcomes(&by, made.id)[5], refused("not-found"));
        assert_eq!(house.state(&numbers[5]), "new");
    });
}

#[test]
fn it_is_stopped_between_two_records() {
    each_engine(|db| {
        let house = House::new(db);
        let by = house.desk.agent.clone();
        let numbers = house.several(5);
        let made = house.numbered(&by, "cancel", &numbers);
        house.begin(&by, made.id, Some(CANCEL)).unwrap();
        house.steps(made.id, 1);
        let ctx = house.desk.context(&by);
        let ended = bulk::cancel(&house.desk.db, &ctx, &by, made.id).unwrap().expect("it ran");
        assert_eq!((ended.state, ended.changed), (State::Cancelled, 1));
        house.node().run_due().unwrap();
        let outcomes = house.outcomes(&by, made.id);
        assert_eq!(outcomes[0], changed());
        assert!(outcomes[1..].iter().all(|one| *one == (Outcome::Waiting, None)), "{outcomes:?}");
        let again = bulk::cancel(&house.desk.db, &ctx, &by, made.id);
        assert!(matches!(again, Err(Error::Refused("bulk_over"))), "{again:?}");
        // One that never began is gone, with all it knew.
        let draft = house.numbered(&by, "cancel", &numbers);
        assert!(bulk::cancel(&house.desk.db, &ctx, &by, draft.id).unwrap().is_none());
        let left =
            Statement::listed("SELECT CAST(COUNT(*) AS BIGINT) FROM bulk_item WHERE bulk_id = $1");
        let left: i64 = db.read(|tx| tx.one(left, params![draft.id])?.get(0)).unwrap();
        assert_eq!(left, 0);
    });
}

#[test]
fn a_list_gives_what_its_reader_sees_and_nobody_else_sees_the_edit() {
    each_engine(|db| {
        let house = House::new(db);
        let desk = &house.desk;
        let ours = house.several(3);
        let theirs = house.open(&[("requester", "bea@birch.example"), ("team", "Birch support")]);
        let listed = |by: &Agent, q: &str| {
            let query = db.read(|tx| query(tx, desk, by, q, "")).unwrap();
            house.choose(by, "cancel", Chosen::List(Box::new(query)))
        };
        let made = listed(&desk.birch_agent, "state = new").unwrap();
        let numbers: Vec<String> =
            house.items(&desk.birch_agent, made.id).into_iter().map(|item| item.number).collect();
        assert_eq!((made.total, numbers), (1, vec![theirs.clone()]), "and no more is counted");
        // A number that is not seen is as one that there is not.
        let guessed = [ours[0].clone(), "INC9999999".to_owned()];
        let guess = house.numbered(&desk.birch_agent, "cancel", &guessed);
        house.preview(&desk.birch_agent, guess.id, CANCEL);
        house.node().run_due().unwrap();
        let told = house.items(&desk.birch_agent, guess.id);
        assert!(told.iter().all(|item| item.heading.is_none()));
        assert_eq!(told[0].refusal, told[1].refusal);
        assert_eq!(house.outcomes(&desk.birch_agent, guess.id), vec![refused("not-found"); 2]);
        for (name, other) in desk.everybody() {
            let found = db.read(|tx| bulk::find(tx, other, made.id));
            assert_eq!(found.is_ok(), name == "birch_agent", "{name}");
        }
        let none = listed(&desk.birch_agent, "state = closed").unwrap_err();
        assert!(matches!(&none, Error::Invalid(f) if f[0].code == "nothing_chosen"), "{none:?}");
        let may_not = house.choose(&desk.auditor, "cancel", Chosen::Numbers(guessed.to_vec()));
        assert!(matches!(may_not, Err(Error::Forbidden(_))), "{may_not:?}");
    });
}

#[test]
fn at_most_ten_thousand_and_what_is_old_is_forgotten() {
    each_engine(|db| {
        let house = House::new(db);
        let by = &house.desk.agent;
        let most = usize::try_from(bulk::MOST).unwrap();
        let many: Vec<String> = (0..=most).map(|n| format!("INC{n:07}")).collect();
        let refused = house.choose(by, "cancel", Chosen::Numbers(many)).unwrap_err();
        let is_too_many = |f: &[desk::Fault]| f[0].code == "too_many_records";
        assert!(matches!(&refused, Error::Invalid(f) if is_too_many(f)), "{refused:?}");
        let numbers = house.several(2);
        let twice = [numbers[0].to_lowercase(), format!(" {} ", numbers[0])];
        assert_eq!(house.numbered(by, "cancel", &twice).total, 1, "each once");
        // Of what is begun and left lying only the last few are kept.
        for _ in 0..12 {
            house.numbered(by, "cancel", &numbers);
        }
        let kept = db.read(|tx| bulk::mine(tx, by, None, 100)).unwrap();
        assert_eq!(kept.len(), 10);
        let ran = kept[0].id;
        house.begin(by, ran, Some(CANCEL)).unwrap();
        house.node().run_due().unwrap();
        let now = house.desk.clock.now();
        bulk::purge(db, now).unwrap();
        assert_eq!(db.read(|tx| bulk::mine(tx, by, None, 100)).unwrap().len(), 10);
        bulk::purge(db, now.plus(Duration::from_secs(25 * 3_600))).unwrap();
        let kept = db.read(|tx| bulk::mine(tx, by, None, 100)).unwrap();
        assert_eq!(kept.iter().map(|one| one.id).collect::<Vec<_>>(), [ran]);
        bulk::purge(db, now.plus(Duration::from_secs(31 * 24 * 3_600))).unwrap();
        assert!(db.read(|tx| bulk::mine(tx, by, None, 100)).unwrap().is_empty());
    });
}

#[test]
fn only_what_can_be_said_is_taken_and_only_in_its_turn() {
    each_engine(|db| {
        let house = House::new(db);
        let by = &house.desk.agent;
        let numbers = house.several(2);
        let made = house.numbered(by, "edit", &numbers);
        let nothing = house.begin(by, made.id, Some(&[]));
        assert!(
            matches!(&nothing, Err(Error::Invalid(f)) if f[0].code == "nothing_to_change"),
            "{nothing:?}"
        );
        let unknown = house.begin(by, made.id, Some(&[("colour", "red")]));
        assert!(
            matches!(&unknown, Err(Error::Invalid(f)) if f[0].field == "colour"),
            "{unknown:?}"
        );
        let unready = house.begin(by, made.id, None);
        assert!(matches!(unready, Err(Error::Refused("bulk_unready"))), "{unready:?}");
        house.preview(by, made.id, &[("channel", "phone")]);
        let early = house.begin(by, made.id, None);
        assert!(matches!(early, Err(Error::Refused("bulk_unready"))), "{early:?}");
        // It is previewed anew with something else, and that is what is done.
        house.preview(by, made.id, &[("channel", "chat")]);
        house.node().run_due().unwrap();
        house.begin(by, made.id, None).unwrap();
        house.node().run_due().unwrap();
        let twice = house.begin(by, made.id, None);
        assert!(matches!(twice, Err(Error::Refused("bulk_begun"))), "{twice:?}");
        let all = Agent::system();
        let found = db.read(|tx| find_visible::<Incident>(tx, &all, &numbers[0])).unwrap();
        assert_eq!(found.record.channel, "chat");
    });
}
