//! Turns and loads are right whatever comes at once.

use std::collections::HashMap;

use db::{Chance, Db, Id};
use desk::assignment::{self, Outcome};
use desk::people::{Person, Team};
use mainstay_incident::KIND;
use testkit::each_engine;

use crate::house::House;

/// How many each got, those who got none among them.
fn shares(people: &[Id<Person>], given: &[Option<Id<Person>>]) -> Vec<usize> {
    let mut shares: HashMap<Id<Person>, usize> = people.iter().map(|one| (*one, 0)).collect();
    for person in given {
        *shares.get_mut(&person.expect("somebody got it")).expect("one of the team") += 1;
    }
    people.iter().map(|one| shares[one]).collect()
}

fn assert_even(shares: &[usize], total: usize) {
    let (least, most) = (total / shares.len(), total.div_ceil(shares.len()));
    assert_eq!(shares.iter().sum::<usize>(), total);
    assert!(shares.iter().all(|share| (least..=most).contains(share)), "{shares:?} of {total}");
}

#[test]
fn everybody_there_gets_as_many_as_the_others_or_one_more() {
    each_engine(|db| {
        let house = House::new(db);
        let chance = Chance::seeded(11);
        for round in 0..6 {
            let below = |limit| usize::try_from(chance.below(limit)).unwrap();
            let (size, total) = (1 + below(5), below(12));
            for gives in ["round_robin", "least_load"] {
                let name = format!("{gives} {round}");
                let (_, people) = house.team(&name, "agent", size);
                let (_, idle) = house.team(&format!("{name} idle"), "requester", 1);
                join(&house, &name, idle[0]);
                let rule = house.rule(&[("name", &name), ("team", &name), ("gives", gives)]);
                let given: Vec<_> = (0..total).map(|_| house.gets()).collect();
                println!("{total} to {size} by {gives}");
                assert_even(&shares(&people, &given), total);
                house.try_edit(&rule, &[("active", "false")]).unwrap();
            }
        }
    });
}

/// Lets somebody join a team.
fn join(house: &House, team: &str, person: Id<Person>) {
    let (ctx, team) = (house.desk.context(&house.desk.administrator), team.to_owned());
    house
        .desk
        .db
        .write(move |tx| {
            let team = Team::find_by_name(tx, &team)?.unwrap().id;
            Team::add_member(tx, &ctx, team, person, false)
        })
        .unwrap();
}

#[test]
fn turns_go_on_where_they_were_when_somebody_comes_back() {
    each_engine(|db| {
        let house = House::new(db);
        let (_, people) = house.team("Turns", "agent", 3);
        house.rule(&[("name", "All"), ("team", "Turns"), ("gives", "round_robin")]);
        let next = |count: usize| -> Vec<usize> {
            let place = |person| people.iter().position(|one| Some(*one) == person).unwrap();
            (0..count).map(|_| place(house.gets())).collect()
        };
        assert_eq!(next(4), [0, 1, 2, 0]);
        house.leave(people[1]);
        assert_eq!(next(3), [2, 0, 2]);
        house.desk.clock.advance(std::time::Duration::from_secs(2 * 86_400));
        assert_eq!(next(4), [1, 0, 2, 1], "once for the time away, not for all of it");
        let lets_go = house.desk.context(&house.desk.administrator);
        let gone = people[0];
        db.write(move |tx| Person::set_active(tx, &lets_go, gone, false)).unwrap();
        assert_eq!(next(2), [2, 1]);
    });
}

#[test]
fn whoever_has_least_gets_it_whatever_they_were_given_otherwise() {
    each_engine(|db| {
        let house = House::new(db);
        let (_, people) = house.team("Loads", "agent", 3);
        for (person, open) in [(0, 2), (1, 1), (2, 3)] {
            for _ in 0..open {
                let number = house.open(&[]).number;
                house.act(&number, "assign", &[("assignee", &people[person].to_string())]);
            }
        }
        house.rule(&[("name", "All"), ("team", "Loads"), ("gives", "least_load")]);
        let mut loads = [2, 1, 3];
        let mut last = [0, 0, 0];
        for turn in 1..8 {
            // The oracle: the fewest, then whose last is the longest ago, then by name.
            let expected = (0..3).min_by_key(|one| (loads[*one], last[*one])).unwrap();
            assert_eq!(house.gets(), Some(people[expected]), "turn {turn} of {loads:?}");
            loads[expected] += 1;
            last[expected] = turn;
        }
    });
}

#[test]
fn what_is_about_to_be_given_counts_for_nobody() {
    each_engine(|db| {
        let house = House::new(db);
        let desk = &house.desk;
        let (team, people) = house.team("Loads", "agent", 2);
        let numbers: Vec<String> = (0..2).map(|_| house.open(&[]).number).collect();
        for (number, person) in numbers.iter().zip(&people) {
            let to = [("team", team.to_string()), ("assignee", person.to_string())];
            let to: Vec<_> = to.iter().map(|(code, id)| (*code, id.as_str())).collect();
            house.act(number, "assign", &to);
        }
        house.rule(&[("name", "All"), ("team", "Loads"), ("gives", "least_load")]);
        // Without this one they have none, and the first of the team one.
        let now = desk.clock.now();
        let told =
            db.read(|tx| assignment::explain(tx, &desk.administrator, &KIND, now, &numbers[1]));
        let (_, all) = told.unwrap();
        assert_eq!(
            all[0].outcome,
            Outcome::Gives(Some((people[1], "Loads 01".to_owned()))),
            "as it is told"
        );
        let given = house.by_rules(&desk.administrator, &numbers[1]).unwrap();
        assert_eq!(given.person, Some(people[1]));
    });
}

fn at_once(db: &Db, gives: &str) {
    let house = House::new(db);
    let (_, people) = house.team("Many", "agent", 3);
    house.rule(&[("name", "All"), ("team", "Many"), ("gives", gives)]);
    let (threads, each) = (6, 5);
    let given: Vec<_> = std::thread::scope(|scope| {
        let run = || (0..each).map(|_| house.gets()).collect::<Vec<_>>();
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(run)).collect();
        running.into_iter().flat_map(|one| one.join().unwrap()).collect()
    });
    assert_even(&shares(&people, &given), threads * each);
}

#[test]
fn many_at_once_are_shared_as_evenly_as_one_after_the_other() {
    each_engine(|db| at_once(db, "round_robin"));
    each_engine(|db| at_once(db, "least_load"));
}
