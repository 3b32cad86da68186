//! Tasks whose time has come, and how many things wait for theirs.

use desk::Error;
use desk::access::Agent;
use desk::due::clock;
use desk::input::RawInput;
use desk::task::{self, TaskVerb};
use jobs::{JobQuery, Waits};
use mainstay_incident::KIND;
use std::collections::BTreeMap;
use std::time::Duration;
use testkit::each_engine;

use crate::house::{DAY, HOUR, House, raw};

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
