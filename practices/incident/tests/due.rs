//! What comes due by itself does so once: on time, late after a stop, and with two nodes at once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a failure is a failed test"
)]

use std::collections::BTreeMap;
use std::time::Duration;

use db::{Db, Statement, Timestamp, params};
use desk::access::Agent;
use desk::due::{Works, clock, register, reminder};
use desk::input::{RawInput, RawValue};
use desk::journal::{Entry, timeline, verify::verify};
use desk::notification::{self, Inbox};
use desk::numbers::Numbers;
use desk::people::{Person, Service};
use desk::recurrence::{self, Recurrence};
use desk::task::{self, TaskVerb};
use desk::work::{self, Asked};
use desk::{Error, Heading, find_heading, find_visible};
use jobs::{JobQuery, Registry, Waits, Worker};
use mainstay_incident::{Incident, KIND};
use testkit::{Desk, MORNING, Seeds, each_engine};

const HOUR: Duration = Duration::from_secs(3_600);
const DAY: Duration = Duration::from_secs(86_400);

fn raw(values: &[(&str, &str)]) -> RawInput {
    let values =
        values.iter().map(|(code, text)| ((*code).to_owned(), RawValue::Text((*text).to_owned())));
    RawInput { values: values.collect::<BTreeMap<_, _>>(), version: None }
}

/// A house whose work is done by as many nodes as a test wants.
struct House {
    desk: Desk,
    numbers: Numbers,
    seeds: Seeds,
}

impl House {
    fn new(db: &Db) -> Self {
        House { desk: Desk::set_up(db), numbers: Numbers::default(), seeds: Seeds::new() }
    }

    /// One node, started anew: nothing is remembered but what the database keeps.
    fn node(&self) -> Worker {
        let works: Works = vec![desk::any::<Incident>()].into();
        let registry = register(Registry::new(), &works, &Numbers::default());
        Worker::new(&self.desk.db, &self.desk.clock, &self.seeds.chance(), registry)
    }

    fn two_nodes(&self) -> usize {
        let (one, two) = (self.node(), self.node());
        std::thread::scope(|scope| {
            let done = [&one, &two].map(|node| scope.spawn(|| node.run_due().unwrap()));
            done.into_iter().map(|node| node.join().unwrap()).sum()
        })
    }

    fn open(&self, more: &[(&str, &str)]) -> String {
        let mut input = raw(&[("title", "Printer"), ("impact", "2"), ("urgency", "2")]);
        input.values.extend(raw(more).values);
        let number = self.numbers.take(&self.desk.db, KIND.prefix).unwrap();
        let (ctx, by) = (self.desk.context(&self.desk.agent), self.desk.agent.clone());
        let open =
            move |tx: &db::Tx<'_>| work::create::<Incident>(tx, &ctx, &by, number.clone(), &input);
        self.desk.db.write(open).unwrap().number
    }

    fn act(&self, number: &str, verb: &str, values: &[(&str, &str)]) {
        let verb = KIND.lifecycle.verb(verb).unwrap();
        let asked = Asked { number: number.to_owned(), verb, input: raw(values), if_match: None };
        let (ctx, by) = (self.desk.context(&self.desk.agent), self.desk.agent.clone());
        self.desk.db.write(move |tx| work::act::<Incident>(tx, &ctx, &by, &asked)).unwrap();
    }

    fn hold(&self, number: &str, until: Timestamp) {
        let until = until.to_string();
        self.act(number, "hold", &[("reason", "supplier"), ("until", &until)]);
    }

    /// Why somebody was told of something, the last first.
    fn told(&self, who: &Agent) -> Vec<String> {
        let (db, clock) = (&self.desk.db, &self.desk.clock);
        desk::journal::sequence(db).unwrap();
        notification::follow(db, &[&KIND], &self.desk.chance, clock.now()).unwrap();
        let all = Inbox { unread: true, of: None, after: None, limit: 50 };
        let part = db.read(|tx| notification::inbox(tx, who, all)).unwrap();
        part.lines.into_iter().map(|listed| listed.line.rule).collect()
    }

    fn state(&self, number: &str) -> &'static str {
        let all = Agent::system();
        self.desk
            .db
            .read(|tx| find_visible::<Incident>(tx, &all, number))
            .unwrap()
            .record
            .state
            .code
    }

    fn heading(&self, number: &str) -> Heading {
        self.desk.db.read(|tx| find_heading(tx, &Agent::system(), number)).unwrap()
    }

    fn entries(&self, number: &str, verb: &str) -> Vec<Entry> {
        let id = self.heading(number).id;
        let all = self.desk.db.read(|tx| timeline(tx, id.cast())).unwrap();
        all.into_iter().filter(|entry| entry.verb == verb).collect()
    }

    /// The titles of all incidents, in the order in which they were opened.
    fn titles(&self) -> Vec<String> {
        let all = Statement::listed("SELECT title FROM record ORDER BY opened_at, number");
        let rows = self.desk.db.read(|tx| tx.rows(all, params![])).unwrap();
        rows.iter().map(|row| row.get(0).unwrap()).collect()
    }
}

fn reason(entry: &Entry) -> Option<&str> {
    entry.values.iter().find(|v| v.field == "reason").and_then(|v| v.value.as_deref())
}

#[test]
fn what_waits_until_a_moment_resumes_then_once() {
    each_engine(|db| {
        let house = House::new(db);
        let number = house.open(&[]);
        house.act(&number, "assign", &[("assignee", "lena@alder.example")]);
        house.act(&number, "start", &[]);
        house.hold(&number, MORNING.plus(HOUR));
        assert_eq!(house.node().run_due().unwrap(), 0, "not before");
        assert_eq!(house.told(&house.desk.team_lead), ["assigned"]);
        house.desk.clock.advance(HOUR);
        house.two_nodes();
        assert_eq!(house.state(&number), "in_progress");
        let resumed = house.entries(&number, "resume");
        assert_eq!(resumed.len(), 1, "once, with two nodes");
        assert_eq!(resumed[0].actor, Some(Person::SYSTEM));
        assert_eq!((resumed[0].door.as_str(), reason(&resumed[0])), ("job", Some("hold_until")));
        assert_eq!(house.two_nodes(), 0, "nothing is left to do");
        assert_eq!(house.told(&house.desk.team_lead), ["resumed", "assigned"]);
        assert_eq!(verify(db).unwrap().broken, None);
    });
}

#[test]
fn what_was_resumed_or_waits_longer_is_left_alone() {
    each_engine(|db| {
        let house = House::new(db);
        let (by_hand, longer) = (house.open(&[]), house.open(&[]));
        for number in [&by_hand, &longer] {
            house.act(number, "start", &[]);
            house.hold(number, MORNING.plus(HOUR));
            house.act(number, "resume", &[]);
        }
        house.hold(&longer, MORNING.plus(2 * HOUR));
        house.desk.clock.advance(HOUR + HOUR / 2);
        house.node().run_due().unwrap();
        assert_eq!(house.entries(&by_hand, "resume").len(), 1, "by hand alone");
        assert_eq!(house.state(&longer), "on_hold", "another moment is meant now");
        // Nothing ran for ten days.
        house.desk.clock.advance(10 * DAY);
        house.two_nodes();
        assert_eq!(house.state(&longer), "in_progress");
        assert_eq!(house.entries(&longer, "resume").len(), 2);
    });
}

#[test]
fn a_reminder_comes_once_to_whoever_still_sees_the_record() {
    each_engine(|db| {
        let house = House::new(db);
        let (desk, number) = (&house.desk, house.open(&[("requester", "rosa@alder.example")]));
        let record = house.heading(&number);
        let ask = |who: &Agent, after: Duration| {
            let (ctx, who, record) = (desk.context(who), who.clone(), record.clone());
            let at = desk.clock.now().plus(after).to_string();
            let given = raw(&[("at", &at), ("note", "Look again")]);
            db.write(move |tx| reminder::ask(tx, &ctx, &who, &KIND, &record, &given))
        };
        let mine = |who: &Agent, due: bool| db.read(|tx| reminder::mine(tx, who, due)).unwrap();
        assert!(matches!(ask(&desk.agent, Duration::ZERO), Err(Error::Invalid(_))), "not the past");
        ask(&desk.agent, HOUR).unwrap();
        ask(&desk.requester, HOUR).unwrap();
        let taken_back = ask(&desk.agent, HOUR).unwrap();
        let (agent, id) = (desk.agent.clone(), taken_back.id);
        db.write(move |tx| reminder::remove(tx, &agent, id)).unwrap();
        let other = desk.colleague.clone();
        let left = mine(&desk.agent, false)[0].0.id;
        let not_theirs = db.write(move |tx| reminder::remove(tx, &other, left));
        assert!(matches!(not_theirs, Err(Error::NotFound)), "nobody takes away another's");
        assert_eq!((mine(&desk.agent, false).len(), mine(&desk.agent, true).len()), (1, 0));
        // Rosa's record becomes another's before the time comes.
        house.act(&number, "edit", &[("requester", "carl@alder.example")]);
        house.desk.clock.advance(3 * DAY);
        house.two_nodes();
        let come = mine(&desk.agent, true);
        assert_eq!(come.len(), 1);
        assert_eq!(
            (come[0].0.note.as_str(), &come[0].1.as_ref().unwrap().number),
            ("Look again", &number)
        );
        assert_eq!(mine(&desk.requester, true).len(), 0, "she sees it no more");
        assert_eq!(house.told(&desk.agent), ["reminded"], "and nothing else is her news");
        assert!(!house.told(&desk.requester).contains(&"reminded".to_owned()));
        assert_eq!(house.two_nodes(), 0);
    });
}

fn repeat(house: &House, number: &str, values: &[(&str, &str)]) -> desk::Result<Recurrence> {
    let (lead, record) = (house.desk.team_lead.clone(), house.heading(number));
    let (ctx, given) = (house.desk.context(&lead), raw(values));
    house.desk.db.write(move |tx| {
        recurrence::create(tx, &ctx, &lead, desk::any::<Incident>(), &record, &given)
    })
}

fn stored(house: &House, of: &str) -> Recurrence {
    let record = house.heading(of);
    let lead = &house.desk.team_lead;
    house.desk.db.read(|tx| recurrence::of_record(tx, lead, &record)).unwrap().pop().unwrap()
}

#[test]
fn what_comes_round_is_opened_once_each_time_and_once_for_all_that_were_missed() {
    each_engine(|db| {
        let house = House::new(db);
        let number = house.open(&[("team", "Service desk"), ("description", "All of them")]);
        let weekly = [
            ("every", "1"),
            ("unit", "week"),
            ("starts_on", "2026-03-09"),
            ("at_time", "08:00"),
            ("zone", "Europe/Berlin"),
            ("title", "Backups of {week}"),
        ];
        let made = repeat(&house, &number, &weekly).unwrap();
        assert_eq!(made.next_at.unwrap().to_string(), "2026-03-09T07:00:00Z");
        house.desk.clock.move_to("2026-03-09T06:59:59Z".parse().unwrap());
        house.two_nodes();
        assert_eq!(house.titles(), ["Printer"], "not before");
        house.desk.clock.advance(Duration::from_secs(1));
        house.two_nodes();
        assert_eq!(house.titles(), ["Printer", "Backups of 2026-W11"]);
        let one = stored(&house, &number);
        // The clock in Berlin changes on the 29th.
        assert_eq!(one.next_at.unwrap().to_string(), "2026-03-16T07:00:00Z");
        // Nothing runs until after the change: the 16th, 23rd and 30th are missed.
        house.desk.clock.move_to("2026-03-31T12:00:00Z".parse().unwrap());
        house.two_nodes();
        assert_eq!(house.titles(), ["Printer", "Backups of 2026-W11", "Backups of 2026-W12"]);
        let late = stored(&house, &number);
        assert_eq!((late.missed, late.fault.clone()), (2, None));
        assert_eq!(late.next_at.unwrap().to_string(), "2026-04-06T06:00:00Z");
        let opened = db.read(|tx| desk::headings(tx, &Agent::system(), &[late.last.unwrap()]));
        let opened = opened.unwrap().pop().unwrap();
        let create = house.entries(&opened.number, "create");
        assert_eq!(
            (create[0].actor, reason(&create[0])),
            (Some(Person::SYSTEM), Some("recurring_late"))
        );
        let incident =
            db.read(|tx| find_visible::<Incident>(tx, &Agent::system(), &opened.number)).unwrap();
        assert_eq!(incident.record.team, Some(house.desk.service_desk));
        assert_eq!(incident.record.description, "All of them");
        assert_eq!(house.two_nodes(), 0);
        assert_eq!(verify(db).unwrap().broken, None);
    });
}

#[test]
fn what_rests_or_cannot_be_opened_does_not_come() {
    each_engine(|db| {
        let house = House::new(db);
        let (ctx, alder) = (house.desk.context(&house.desk.administrator), house.desk.alder);
        let mail = db.write(move |tx| Service::create(tx, &ctx, alder, "Mail")).unwrap();
        let number = house.open(&[("service", "Mail")]);
        let daily =
            [("every", "1"), ("unit", "day"), ("at_time", "10:00"), ("title", "Again {date}")];
        let made = repeat(&house, &number, &daily).unwrap();
        let pause = |paused: bool| {
            let (lead, record, id) =
                (house.desk.team_lead.clone(), house.heading(&number), made.id);
            let ctx = house.desk.context(&lead);
            db.write(move |tx| recurrence::pause(tx, &ctx, &lead, &record, id, paused)).unwrap()
        };
        pause(true);
        house.desk.clock.advance(3 * DAY);
        house.node().run_due().unwrap();
        assert_eq!(house.titles(), ["Printer"], "it rests");
        let resumed = pause(false);
        assert_eq!(resumed.next_at.unwrap().to_string(), "2026-03-05T10:00:00Z");
        let gone = Statement::listed("UPDATE service SET active = 0 WHERE id = $1");
        let id = mail.id;
        db.write(move |tx| Ok::<_, Error>(tx.execute(gone, params![id])?)).unwrap();
        house.desk.clock.advance(2 * HOUR);
        house.node().run_due().unwrap();
        let one = stored(&house, &number);
        assert_eq!(one.fault.as_deref(), Some("service: no_such"), "it says why");
        assert_eq!(one.next_at.unwrap().to_string(), "2026-03-06T10:00:00Z", "and tries again");
        assert_eq!(house.told(&house.desk.team_lead), ["recurrence_failed"], "she planned it");
        assert_eq!(house.told(&house.desk.agent), [""; 0]);
        let back = Statement::listed("UPDATE service SET active = 1 WHERE id = $1");
        db.write(move |tx| Ok::<_, Error>(tx.execute(back, params![id])?)).unwrap();
        house.desk.clock.advance(DAY);
        house.two_nodes();
        assert_eq!(house.titles(), ["Printer", "Again 2026-03-06"]);
        assert_eq!(stored(&house, &number).fault, None);
    });
}

#[test]
fn only_whoever_plans_lets_something_come_round() {
    each_engine(|db| {
        let house = House::new(db);
        let (desk, number) = (&house.desk, house.open(&[]));
        for (name, person) in desk.everybody() {
            let record = house.heading(&number);
            let (ctx, by) = (desk.context(person), person.clone());
            let given = raw(&[("every", "1"), ("unit", "day")]);
            let made = db.write(move |tx| {
                recurrence::create(tx, &ctx, &by, desk::any::<Incident>(), &record, &given)
            });
            let plans = ["team_lead", "administrator"].contains(&name);
            assert_eq!(made.is_ok(), plans, "{name}: {made:?}");
            assert!(plans || matches!(made, Err(Error::Forbidden("plan"))), "{name}");
            let (planned, asked) = db
                .read(|tx| {
                    let planned = recurrence::planned(tx, person)?;
                    Ok::<_, Error>((planned, tx.cost().statements))
                })
                .unwrap();
            assert!(plans || planned.is_empty(), "{name}");
            assert!(asked <= 2 && (plans || asked == 0), "{name}: {asked} statements");
        }
        for (code, text, fault) in [
            ("every", "0", "number"),
            ("unit", "year", "option"),
            ("starts_on", "2026-02-30", "day"),
            ("at_time", "24:00", "time_of_day"),
            ("at_time", "8:00", "time_of_day"),
            ("zone", "Mars/Olympus", "unknown"),
        ] {
            let mut values = BTreeMap::from([("every", "1"), ("unit", "day")]);
            values.insert(code, text);
            let values: Vec<(&str, &str)> = values.into_iter().collect();
            match repeat(&house, &number, &values) {
                Err(Error::Invalid(faults)) => {
                    assert_eq!((faults[0].field.as_str(), faults[0].code), (code, fault), "{text}");
                }
                other => panic!("{code} {text}: {other:?}"),
            }
        }
    });
}

#[test]
fn whoever_is_to_do_a_task_hears_once_that_it_is_due() {
    each_engine(|db| {
        let house = House::new(db);
        let (desk, number) = (&house.desk, house.open(&[]));
        let add = |title: &str, more: &[(&str, &str)]| {
            let (ctx, by, record) =
                (desk.context(&desk.agent), desk.agent.clone(), house.heading(&number));
            let task = house.numbers.take(db, task::KIND.prefix).unwrap();
            let mut given = raw(&[("title", title), ("assignee", "lena@alder.example")]);
            given.values.extend(raw(more).values);
            db.write(move |tx| task::create(tx, &ctx, &by, &KIND, &record, &task, &given)).unwrap()
        };
        let at = |after: Duration| desk.clock.now().plus(after).to_string();
        let due = add("Due", &[("due_at", &at(HOUR))]);
        let done = add("Done before", &[("due_at", &at(HOUR))]);
        let put_off = add("Put off", &[("due_at", &at(HOUR))]);
        add("Whenever", &[]);
        let lena = desk.team_lead.clone();
        let (ctx, by, of) = (desk.context(&lena), lena.clone(), done.number);
        let complete = TaskVerb::Complete;
        db.write(move |tx| task::act(tx, &ctx, &by, &of, complete, &RawInput::default())).unwrap();
        let (ctx, by, of) = (desk.context(&lena), lena.clone(), put_off.number);
        let (record, later) = (house.heading(&number), raw(&[("due_at", &at(2 * HOUR))]));
        db.write(move |tx| task::edit(tx, &ctx, &by, &KIND, &record, &of, &later)).unwrap();
        assert_eq!(house.told(&lena), ["assigned"; 3], "of what is not done already");
        desk.clock.advance(HOUR);
        house.two_nodes();
        assert_eq!(house.told(&lena), ["task_due", "assigned", "assigned", "assigned"]);
        desk.clock.advance(HOUR);
        house.two_nodes();
        let told = house.told(&lena);
        assert_eq!(told.iter().filter(|rule| *rule == "task_due").count(), 2, "{told:?}");
        assert_eq!(house.two_nodes(), 0);
        assert!(due.due_at.is_some());
    });
}

#[test]
fn what_waits_for_a_time_is_counted_and_what_is_late_told() {
    each_engine(|db| {
        let house = House::new(db);
        let (held, resolved) = (house.open(&[]), house.open(&[]));
        house.act(&held, "assign", &[("assignee", "lena@alder.example")]);
        house.act(&held, "start", &[]);
        house.hold(&held, house.desk.clock.now().plus(HOUR));
        house.act(&resolved, "resolve", &[("code", "fixed"), ("notes", "New toner")]);
        let clocks = || {
            let now = house.desk.clock.now();
            let told = db.read(|tx| clock::clocks(tx, &[&KIND], now)).unwrap();
            assert_eq!(told.iter().map(|(code, _)| *code).collect::<Vec<_>>(), clock::codes());
            BTreeMap::from_iter(told)
        };
        let on_time = Waits { waiting: 1, late: 0, oldest_late: None };
        assert_eq!((clocks()["hold"], clocks()["closing"]), (on_time, on_time));
        assert_eq!(clocks()["reminder"], Waits::default());
        house.desk.clock.advance(3 * HOUR);
        let late = Waits { waiting: 1, late: 1, oldest_late: Some(2 * HOUR) };
        assert_eq!((clocks()["hold"], clocks()["closing"]), (late, on_time));
        let about = JobQuery { queue: Some("resume".to_owned()), limit: 5, ..JobQuery::default() };
        let listed = |by: &Agent| db.read(|tx| desk::job::list(tx, by, &about));
        assert_eq!(listed(&house.desk.administrator).unwrap().len(), 1);
        let jobs = listed(&Agent::system()).unwrap();
        assert_eq!(jobs[0].record.as_ref().map(|record| &record.number), Some(&held));
        assert!(matches!(listed(&house.desk.agent), Err(Error::Forbidden(_))));
        assert_eq!(house.node().run_due().unwrap(), 1);
        house.desk.clock.advance(5 * DAY - 2 * HOUR);
        let late = Waits { waiting: 1, late: 1, oldest_late: Some(HOUR) };
        assert_eq!((clocks()["hold"], clocks()["closing"]), (Waits::default(), late));
        let (ctx, admin) =
            (house.desk.context(&house.desk.administrator), house.desk.administrator.clone());
        let sooner = raw(&[("close_after", "1")]);
        db.write(move |tx| desk::closing::set(tx, &ctx, &admin, &KIND, &sooner)).unwrap();
        assert_eq!(clocks()["closing"], on_time, "the rule holds from now on");
        house.desk.clock.advance(HOUR);
        assert_eq!(clocks()["closing"], late, "an hour, as long as the rule holds");
    });
}
