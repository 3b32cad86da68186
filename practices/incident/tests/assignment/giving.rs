//! The first rule that holds gives it, at whatever door; what somebody chose by hand stands.

use desk::access::Agent;
use desk::assignment::{FACT, FACT_HOW, FACT_RULE, NOBODY, VERB};
use desk::history::{Part, history};
use desk::journal::verify::verify;
use desk::people::Person;
use desk::{Context, Door, Error, find_heading};
use mainstay_incident::{Incident, KIND};
use testkit::each_engine;

use crate::house::{House, raw, said};

#[test]
fn the_first_rule_that_holds_gives_it_in_the_transaction_that_opens_it() {
    each_engine(|db| {
        let house = House::new(db);
        let desk = &house.desk;
        house.rule(&[
            ("name", "Network"),
            ("condition", "title contains \"switch\" and requester.company = \"Alder Works\""),
            ("team", "Network"),
            ("gives", "person"),
            ("person", "ned@alder.example"),
        ]);
        house.rule(&[("name", "Rest"), ("team", "Service desk"), ("gives", "team")]);

        let done = house.open(&[("title", "The switch is down")]);
        let incident = house.load(&done.number);
        let record = &incident.record;
        assert_eq!(record.assignee, Some(desk.network_agent.person));
        assert_eq!((record.team, record.state.code), (Some(desk.network), "assigned"));
        // The version is the record's, the entry that of whoever opened it.
        assert_eq!((done.version, done.seq, record.version), (2, 1, 2));
        let entries = house.entries(&done.number);
        assert_eq!(entries.len(), 2);
        assert_eq!(
            (entries[0].verb.as_str(), entries[0].actor),
            ("create", Some(desk.requester.person))
        );
        let given = &entries[1];
        assert_eq!((given.verb.as_str(), given.actor), (VERB, Some(Person::SYSTEM)));
        assert_eq!((given.door.as_str(), said(given, FACT)), ("web", Some("Network")));
        assert_eq!(
            (said(given, FACT_HOW), said(given, "state")),
            (Some("person"), Some("assigned"))
        );

        let rest = house.load(&house.open(&[("title", "Toner")]).number).record;
        assert_eq!((rest.team, rest.assignee), (Some(desk.service_desk), None));
        assert_eq!(rest.state.code, "assigned", "as assigning to a team by hand does");
        assert_eq!(verify(db).unwrap().broken, None);
    });
}

#[test]
fn what_somebody_chose_stands_and_the_past_stays_as_it_was() {
    each_engine(|db| {
        let house = House::new(db);
        let desk = &house.desk;
        house.rule(&[("name", "All"), ("team", "Network"), ("gives", "team")]);
        let by_hand = house.open_through(Door::Api, &desk.agent, &[("team", "Service desk")]);
        let record = house.load(&by_hand.number).record;
        assert_eq!((record.team, record.state.code), (Some(desk.service_desk), "new"));
        assert_eq!((by_hand.version, house.entries(&by_hand.number).len()), (1, 1));
        for door in [Door::Import, Door::Demo] {
            let number = house.open_through(door, &desk.agent, &[]).number;
            assert_eq!(house.load(&number).record.team, None, "{door:?}");
        }
        for door in [Door::Web, Door::Api, Door::Job, Door::Command] {
            let number = house.open_through(door, &desk.agent, &[]).number;
            assert_eq!(house.load(&number).record.team, Some(desk.network), "{door:?}");
        }
    });
}

#[test]
fn whoever_follows_up_or_splits_opens_by_the_rules_too() {
    each_engine(|db| {
        let house = House::new(db);
        let desk = &house.desk;
        let old = house.open_through(Door::Web, &desk.agent, &[("team", "Service desk")]).number;
        house.rule(&[("name", "All"), ("team", "Network"), ("gives", "team")]);
        let (ctx, by, from) = (desk.context(&desk.agent), desk.agent.clone(), old.clone());
        let split = db.add(move |tx| {
            let part = raw(&[("title", "And the fan is loud")]);
            desk::merge::split::<Incident>(tx, &ctx, &by, &from, "INC0900001".to_owned(), &part)
        });
        assert_eq!(house.load(&split.unwrap().number).record.team, Some(desk.network));
        house.act(&old, "resolve", &[("code", "fixed"), ("notes", "New toner")]);
        let (ctx, by, from) = (desk.context(&desk.agent), desk.agent.clone(), old);
        let next = db.add(move |tx| {
            let (number, again) = ("INC0900002".to_owned(), raw(&[("description", "Again")]));
            desk::closing::follow_up::<Incident>(tx, &ctx, &by, &from, number, &again)
        });
        let next = next.unwrap();
        let record = house.load(&next.number).record;
        assert_eq!((record.team, record.version), (Some(desk.network), next.version));
        assert_eq!(verify(db).unwrap().broken, None);
    });
}

#[test]
fn a_rule_that_cannot_be_used_is_passed_over_and_never_stops_an_opening() {
    each_engine(|db| {
        let house = House::new(db);
        let desk = &house.desk;
        let field = house.add_field();
        house.rule(&[
            ("name", "Dear"),
            ("condition", "x.site = \"north\""),
            ("team", "Network"),
            ("gives", "team"),
        ]);
        house.rule(&[("name", "Rest"), ("team", "Service desk"), ("gives", "team")]);
        let north = || house.load(&house.open(&[("x.site", "north")]).number).record.team;
        assert_eq!(north(), Some(desk.network), "custom fields can be asked");
        house.retire(&field);
        let team = house.load(&house.open(&[]).number).record.team;
        assert_eq!(team, Some(desk.service_desk));
        let now = desk.clock.now();
        let stands = db.read(|tx| desk::assignment::standings(tx, &desk.administrator, &KIND, now));
        let stands = stands.unwrap();
        assert_eq!(stands[0].problems.len(), 1, "the page says so");
        assert_eq!(
            (stands[0].problems[0].code, &stands[0].problems[0].at),
            ("filter_field", &(0..6))
        );
        assert!(!stands[0].is_whole() && stands[1].is_whole());
    });
}

#[test]
fn where_nobody_is_there_it_goes_to_the_team() {
    each_engine(|db| {
        let house = House::new(db);
        let desk = &house.desk;
        let rule = house.rule(&[
            ("name", "Ned"),
            ("team", "Network"),
            ("gives", "person"),
            ("person", "ned@alder.example"),
        ]);
        house.leave(desk.network_agent.person);
        for gives in ["person", "round_robin", "least_load"] {
            house.try_edit(&rule, &[("gives", gives)]).unwrap_or(rule.clone());
            let number = house.open(&[]).number;
            let record = house.load(&number).record;
            assert_eq!((record.team, record.assignee), (Some(desk.network), None), "{gives}");
            let entries = house.entries(&number);
            assert_eq!(said(&entries[1], FACT_HOW), Some(NOBODY));
            let id = rule.id.to_string();
            assert_eq!(said(&entries[1], FACT_RULE), Some(id.as_str()));
        }
        desk.clock.advance(std::time::Duration::from_secs(2 * 86_400));
        assert_eq!(house.gets(), Some(desk.network_agent.person), "back again");
    });
}

#[test]
fn nothing_of_a_rule_is_told_to_whoever_asked() {
    each_engine(|db| {
        let house = House::new(db);
        house.rule(&[("name", "Grumblers"), ("team", "Network"), ("gives", "team")]);
        let number = house.open(&[]).number;
        let id = db.read(|tx| find_heading(tx, &Agent::system(), &number)).unwrap().id;
        for (internal, tells) in [(true, true), (false, false)] {
            let part = Part { before: None, limit: 50 };
            let told = db.read(|tx| history(tx, &KIND, id, internal, part)).unwrap();
            let facts: Vec<&String> =
                told.events.iter().flat_map(|event| &event.facts).map(|(code, _)| code).collect();
            assert_eq!(facts.iter().any(|code| code.starts_with(FACT)), tells, "{facts:?}");
        }
    });
}

#[test]
fn whoever_may_assign_asks_the_rules_on_a_record() {
    each_engine(|db| {
        let house = House::new(db);
        let desk = &house.desk;
        let number = house.open(&[]).number;
        let refused = house.by_rules(&desk.agent, &number);
        assert!(matches!(refused, Err(Error::Refused("rules_none"))), "{refused:?}");
        house.rule(&[
            ("name", "New ones"),
            ("condition", "state = new"),
            ("team", "Service desk"),
            ("gives", "round_robin"),
        ]);
        let refused = house.by_rules(&desk.requester, &number);
        assert!(matches!(refused, Err(Error::Forbidden("assign"))), "{refused:?}");
        let hidden = house.by_rules(&desk.colleague, &number);
        assert!(matches!(hidden, Err(Error::NotFound)), "{hidden:?}");
        house.by_rules(&desk.agent, &number).unwrap();
        let record = house.load(&number).record;
        assert_eq!((record.assignee, record.state.code), (Some(desk.agent.person), "assigned"));
        let last = house.entries(&number).pop().unwrap();
        assert_eq!((last.verb.as_str(), last.actor), (VERB, Some(desk.agent.person)));
        assert_eq!(said(&last, FACT), Some("New ones"));
        let refused = house.by_rules(&desk.agent, &number);
        assert!(matches!(refused, Err(Error::Refused("rules_none"))), "no longer new: {refused:?}");
        house.act(&number, "resolve", &[("code", "fixed"), ("notes", "Done")]);
        let refused = house.by_rules(&desk.agent, &number);
        assert!(matches!(refused, Err(Error::Refused("rules_over"))), "{refused:?}");
        assert_eq!(verify(db).unwrap().broken, None);
    });
}

/// What opening an incident reads.
fn statements_of_opening(house: &House) -> usize {
    let by = house.desk.requester.clone();
    let ctx = Context { door: Door::Api, ..house.desk.context(&by) };
    let input = raw(&[("title", "Printer"), ("impact", "2"), ("urgency", "2")]);
    let number = format!("INC09{:05}", house.desk.clock.now().micros() % 100_000);
    house.desk.clock.advance(std::time::Duration::from_micros(1));
    let open = move |tx: &db::Tx<'_>| {
        desk::work::create::<Incident>(tx, &ctx, &by, number.clone(), &input)?;
        Ok::<_, Error>(tx.cost().statements)
    };
    house.desk.db.add(open).unwrap()
}

#[test]
fn without_rules_opening_asks_nothing_more() {
    each_engine(|db| {
        let house = House::new(db);
        let before = statements_of_opening(&house);
        let rule = house.rule(&[
            ("name", "Later"),
            ("condition", "priority = 1"),
            ("team", "Network"),
            ("gives", "team"),
            ("active", "false"),
        ]);
        assert_eq!(statements_of_opening(&house), before, "a rule that is turned off asks nothing");
        house.try_edit(&rule, &[("active", "true")]).unwrap();
        let (_, with) = (statements_of_opening(&house), statements_of_opening(&house));
        assert!(with > before && with <= before + 4, "{before} and {with} statements");
        let by = house.desk.administrator.clone();
        let ctx = house.desk.context(&by);
        db.write(move |tx| desk::assignment::remove(tx, &ctx, &by, &KIND, (rule.id, None)))
            .unwrap();
        assert_eq!(statements_of_opening(&house), before);
    });
}

/// What they name would have to be looked up, each by statements of its own.
#[test]
fn rules_behind_the_one_that_holds_are_not_asked() {
    each_engine(|db| {
        let house = House::new(db);
        house.rule(&[("name", "All"), ("team", "Network"), ("gives", "team")]);
        let (_, with_one) = (statements_of_opening(&house), statements_of_opening(&house));
        for number in 0..20 {
            house.rule(&[
                ("name", &format!("Later {number}")),
                ("condition", "requester = ada@alder.example and team = \"Service desk\""),
                ("team", "Network"),
                ("gives", "team"),
            ]);
        }
        let (_, with_many) = (statements_of_opening(&house), statements_of_opening(&house));
        assert_eq!(with_many, with_one);
    });
}

#[test]
fn by_rules_without_anybody_named_takes_it_from_whoever_has_it() {
    each_engine(|db| {
        let house = House::new(db);
        let desk = &house.desk;
        let ada = desk.agent.person;
        let number = house.open(&[]).number;
        let team = desk.service_desk.to_string();
        house.act(&number, "assign", &[("team", &team), ("assignee", &ada.to_string())]);
        house.act(&number, "assign", &[("team", &team)]);
        assert_eq!(house.load(&number).record.assignee, Some(ada), "by hand they keep it");
        house.rule(&[("name", "All"), ("team", "Service desk"), ("gives", "team")]);
        let given = house.by_rules(&desk.network_agent, &number).unwrap();
        let record = house.load(&number).record;
        assert_eq!((given.person, given.how), (None, "team"));
        assert_eq!((record.team, record.assignee), (Some(desk.service_desk), None));
        assert_eq!(given.done.version, record.version);
        let last = house.entries(&number).pop().unwrap();
        let told = last.values.iter().find(|v| v.field == "assignee");
        assert_eq!(told.map(|v| v.value.as_deref()), Some(None), "the history says so");
        assert_eq!(verify(db).unwrap().broken, None);
    });
}

#[test]
fn a_rule_whose_team_works_no_longer_is_passed_over() {
    each_engine(|db| {
        let house = House::new(db);
        let (team, _) = house.team("Gone", "agent", 1);
        house.rule(&[("name", "Gone"), ("team", "Gone"), ("gives", "round_robin")]);
        house.rule(&[("name", "Rest"), ("team", "Network"), ("gives", "team")]);
        house.end_team(team);
        let record = house.load(&house.open(&[]).number).record;
        assert_eq!(record.team, Some(house.desk.network));
    });
}
