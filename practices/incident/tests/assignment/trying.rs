//! What rules would do is told before they do it.

use desk::access::{ANY_KIND, Action, Agent, Reach};
use desk::assignment::{self, Outcome, Preview};
use desk::people::Person;
use desk::{Door, Error, Result};
use mainstay_incident::KIND;
use testkit::each_engine;

use crate::house::{House, raw};

fn preview(house: &House, values: &[(&str, &str)]) -> Result<Preview> {
    preview_by(house, &house.desk.administrator, values)
}

fn preview_by(house: &House, by: &Agent, values: &[(&str, &str)]) -> Result<Preview> {
    let (ctx, raw) = (house.desk.context(by), raw(values));
    house.desk.db.read(|tx| assignment::preview(tx, &ctx, by, &KIND, (None, &raw)))
}

#[test]
fn a_preview_counts_what_the_rule_would_get_and_who_would_have_it() {
    each_engine(|db| {
        let house = House::new(db);
        for title in ["switch one", "toner", "switch two", "switch in the lab", "mouse"] {
            house.open(&[("title", title)]);
            house.desk.clock.advance(std::time::Duration::from_secs(1));
        }
        house.rule(&[
            ("name", "Lab"),
            ("condition", "title contains lab"),
            ("team", "Network"),
            ("gives", "team"),
        ]);
        let (_, people) = house.team("Turns", "agent", 2);
        let told = preview(
            &house,
            &[
                ("name", "Switches"),
                ("condition", "title contains switch"),
                ("team", "Turns"),
                ("gives", "round_robin"),
            ],
        )
        .unwrap();
        assert_eq!((told.looked_at, told.holds, told.gets), (5, 3, 2));
        assert_eq!(told.first, [("Lab".to_owned(), 1)]);
        let examples: Vec<_> = told
            .examples
            .iter()
            .map(|one| (one.record.title.as_str(), one.to.as_ref().map(|(id, _)| *id)))
            .collect();
        assert_eq!(examples, [("switch two", Some(people[0])), ("switch one", Some(people[1]))]);
        assert_eq!(told.team.len(), 2);
        let wrong = preview(
            &house,
            &[("name", "A"), ("team", "Turns"), ("gives", "team"), ("condition", "a")],
        );
        assert!(matches!(wrong, Err(Error::Invalid(_))), "{wrong:?}");
    });
}

#[test]
fn a_record_is_told_which_rule_holds_and_why_those_before_do_not() {
    each_engine(|db| {
        let house = House::new(db);
        let desk = &house.desk;
        let number = house.open(&[("title", "switch")]).number;
        for (name, condition, active) in [
            ("Off", "", "false"),
            ("Lab", "title contains switch and title contains lab", "true"),
            ("Loud", "priority = 1", "true"),
            ("Switches", "title contains switch", "true"),
            ("Rest", "", "true"),
        ] {
            house.rule(&[
                ("name", name),
                ("condition", condition),
                ("team", "Network"),
                ("gives", "round_robin"),
                ("active", active),
            ]);
        }
        let now = desk.clock.now();
        let ask =
            |agent, number: &str| db.read(|tx| assignment::explain(tx, agent, &KIND, now, number));
        let (heading, all) =
            ask(&desk.administrator, &format!(" {} ", number.to_lowercase())).unwrap();
        assert_eq!(heading.number, number);
        let outcomes: Vec<(&str, Outcome)> =
            all.iter().map(|one| (one.rule.name.as_str(), one.outcome.clone())).collect();
        let ned = (desk.network_agent.person, "Ned Network".to_owned());
        assert_eq!(
            outcomes,
            [
                ("Off", Outcome::Off),
                ("Lab", Outcome::Fails(vec!["title contains \"lab\"".to_owned()])),
                ("Loud", Outcome::Fails(vec!["priority = 1".to_owned()])),
                ("Switches", Outcome::Gives(Some(ned))),
                ("Rest", Outcome::Later),
            ]
        );
        assert!(matches!(ask(&desk.administrator, "INC0999999"), Err(Error::NotFound)));
        assert!(matches!(ask(&desk.agent, &number), Err(Error::Forbidden(_))));
    });
}

#[test]
fn the_load_says_who_has_how_many_and_who_works_is_who_can_work() {
    each_engine(|db| {
        let house = House::new(db);
        let desk = &house.desk;
        // Somebody of every role in one team.
        let (ctx, everybody) =
            (desk.context(&desk.administrator), desk.everybody().map(|(_, a)| a.person));
        let team = desk.network;
        db.write(move |tx| {
            everybody
                .iter()
                .try_for_each(|one| desk::people::Team::add_member(tx, &ctx, team, *one, false))
        })
        .unwrap();
        house.rule(&[("name", "All"), ("team", "Network"), ("gives", "least_load")]);
        let first = house.gets();
        house.leave(desk.network_agent.person);
        let loads =
            db.read(|tx| assignment::load(tx, &desk.auditor, &KIND, desk.clock.now())).unwrap();
        assert_eq!(
            (loads.len(), loads[0].name.as_str(), loads[0].people.len()),
            (1, "Network", 10)
        );
        for one in &loads[0].people {
            let works = db.read(|tx| Person::can_work(tx, one.person, KIND.code)).unwrap();
            assert_eq!(one.works, works, "{}", one.name);
            assert_eq!(one.open, i64::from(first == Some(one.person)), "{}", one.name);
            assert_eq!(one.away, one.person == desk.network_agent.person, "{}", one.name);
        }
        assert!(
            loads[0].people.iter().any(|one| !one.works),
            "{:?} is not everybody's",
            Action::Work
        );
        assert_ne!(loads[0].next_in_turn().map(|one| one.person), first);
    });
}

/// Somebody who administers and reads no more than is said.
fn administrator(house: &House, more: &[(Action, Reach)]) -> Agent {
    let desk = &house.desk;
    let administers = (Action::Administer, Reach::All);
    let all = more.iter().copied().chain([administers]);
    let permissions = all.map(|(action, reach)| (ANY_KIND, action, reach)).collect();
    Agent { permissions, ..desk.agent.clone() }
}

#[test]
fn a_preview_answers_nothing_its_reader_may_not_read() {
    use Action::{Read, ReadInternal, ReadRestricted};
    use Reach::{All, Own};

    each_engine(|db| {
        let house = House::new(db);
        let desk = &house.desk;
        let hidden = house.open(&[("title", "The merger")]).number;
        house.restrict(&hidden);
        let own = house.open_through(Door::Web, &desk.agent, &[("title", "My own")]).number;
        house.open(&[("title", "A merger of branches")]);
        let rule = |condition| {
            [("name", "A"), ("team", "Network"), ("gives", "team"), ("condition", condition)]
        };
        for (grants, looked_at, mergers, inside) in [
            (&[(Read, All), (ReadInternal, All)][..], 2, 1, 2),
            // What restricted records are about is told where they are opened.
            (&[(Read, All), (ReadInternal, All), (ReadRestricted, All)], 2, 1, 2),
            (&[(Read, All), (ReadInternal, Own)], 1, 0, 1),
            (&[(Read, Own), (ReadInternal, All)], 1, 0, 1),
            (&[(Read, All)], 0, 0, 0),
            (&[], 0, 0, 0),
        ] {
            let by = administrator(&house, grants);
            let told = preview_by(&house, &by, &rule("title contains merger")).unwrap();
            assert_eq!((told.looked_at, told.holds), (looked_at, mergers), "{grants:?}");
            assert_eq!(told.examples.len(), mergers, "{grants:?}");
            let told = preview_by(&house, &by, &rule("reopened = 0")).unwrap();
            assert_eq!(told.gets, inside, "{grants:?}");
        }
        let now = desk.clock.now();
        let ask = |by: &Agent, number: &str| {
            db.read(|tx| assignment::explain(tx, by, &KIND, now, number).map(|(_, all)| all.len()))
        };
        house.rule(&rule("reopened = 0"));
        let narrow = administrator(&house, &[(Read, All), (ReadInternal, Own)]);
        assert_eq!(ask(&narrow, &own).unwrap(), 1);
        let other = house.open(&[]).number;
        assert!(matches!(ask(&narrow, &other), Err(Error::Forbidden("read_internal"))));
        assert!(matches!(ask(&narrow, &hidden), Err(Error::NotFound)));
    });
}

#[test]
fn a_team_that_works_no_longer_gets_nothing_and_it_is_said() {
    each_engine(|db| {
        let house = House::new(db);
        let desk = &house.desk;
        let number = house.open(&[]).number;
        let (team, _) = house.team("Gone", "agent", 1);
        let gone = house.rule(&[("name", "Gone"), ("team", "Gone"), ("gives", "round_robin")]);
        house.rule(&[("name", "Rest"), ("team", "Network"), ("gives", "team")]);
        house.end_team(team);
        let now = desk.clock.now();
        let told = db.read(|tx| assignment::explain(tx, &desk.administrator, &KIND, now, &number));
        let outcomes: Vec<Outcome> = told.unwrap().1.into_iter().map(|one| one.outcome).collect();
        assert_eq!(outcomes, [Outcome::NoTeam, Outcome::Gives(None)], "as openings do");

        let later = [("name", "Later"), ("team", "Network"), ("gives", "team")];
        let told = preview(&house, &later).unwrap();
        assert_eq!(told.first, [("Rest".to_owned(), 1)], "{:?}", told.first);
        let (by, raw) = (&desk.administrator, raw(&[]));
        let ctx = desk.context(by);
        let told = db.read(|tx| assignment::preview(tx, &ctx, by, &KIND, (Some(gone.id), &raw)));
        let told = told.unwrap();
        assert_eq!((told.team_works, told.holds, told.gets), (false, 1, 0));
        assert!(told.examples.is_empty());
    });
}
