//! Nobody finds what they may not see: held against every record one by one, for every role.

use std::collections::{BTreeMap, BTreeSet};

use db::{Chance, Db};
use desk::access::{ANY_KIND, Action, Agent, Reach, Role};
use desk::people::Person;
use testkit::{Desk, each_engine};

use crate::office::{Office, Report, one_of};

const WORDS: [&str; 12] = [
    "alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india", "juliett",
    "kilo", "lima",
];

/// What stands in an incident, by who reads it.
#[derive(Default, Clone)]
struct Written {
    public: BTreeSet<&'static str>,
    internal: BTreeSet<&'static str>,
}

fn some(chance: &Chance, most: u64) -> Vec<&'static str> {
    (0..=chance.below(most)).map(|_| one_of(chance, &WORDS)).collect()
}

/// Incidents of everybody's, some restricted, with words in every place.
fn write(office: &Office, count: usize) -> BTreeMap<String, Written> {
    let (desk, chance) = (&office.desk, Chance::seeded(77));
    let everybody: Vec<&Agent> = desk.everybody().iter().map(|(_, agent)| *agent).collect();
    let mut written = BTreeMap::new();
    for _ in 0..count {
        let (title, text) = (some(&chance, 2), some(&chance, 4));
        let report = Report {
            requester: Some(one_of(&chance, &everybody).person),
            team: Some(one_of(&chance, &[desk.service_desk, desk.network, desk.birch_support])),
            ..Report::of(&title.join(" "), &text.join(" "))
        };
        let number = office.report(&desk.administrator, &report);
        let mut words = Written::default();
        words.public.extend(title.into_iter().chain(text));
        for _ in 0..chance.below(3) {
            let said = some(&chance, 3);
            let (verb, into) = match chance.below(2) {
                0 => ("comment", &mut words.public),
                _ => ("work_note", &mut words.internal),
            };
            into.extend(said.iter().copied());
            office.act(&desk.administrator, &number, verb, &[("body", &said.join(", "))]);
        }
        if chance.below(2) == 0 {
            let assignee = one_of(&chance, &[desk.agent.person, desk.birch_agent.person]);
            office.act(
                &desk.administrator,
                &number,
                "assign",
                &[("assignee", &assignee.to_string())],
            );
        }
        if chance.below(4) == 0 {
            watch(office, one_of(&chance, &everybody), &number);
        }
        if chance.below(4) == 0 {
            office.act(&desk.administrator, &number, "cancel", &[("reason", "over")]);
        }
        if chance.below(4) == 0 {
            office.alter(&number, |record| record.restricted = true);
        }
        written.insert(number, words);
    }
    written
}

/// Somebody watches an incident, whether they saw it before or not.
fn watch(office: &Office, who: &Agent, number: &str) {
    let (ctx, who, number) = (office.desk.context(who), who.clone(), number.to_owned());
    let all = office.desk.administrator.clone();
    office
        .desk
        .db
        .write(move |tx| {
            let heading = desk::find_heading(tx, &all, &number)?;
            desk::watch::watch(tx, &ctx, &who, &heading)
        })
        .unwrap();
}

/// Somebody who reads less of the inside than of the records, and somebody who reads restricted ones.
fn others(desk: &Desk) -> Vec<(&'static str, Agent)> {
    let with = |agent: &Agent, grants: &[(Action, Reach)]| {
        let permissions =
            grants.iter().map(|(action, reach)| (ANY_KIND, *action, *reach)).collect();
        Agent { permissions, ..agent.clone() }
    };
    vec![
        (
            "team only",
            with(&desk.agent, &[(Action::Read, Reach::Team), (Action::ReadInternal, Reach::Own)]),
        ),
        (
            "inside of own",
            with(&desk.agent, &[(Action::Read, Reach::All), (Action::ReadInternal, Reach::Own)]),
        ),
        (
            "inside beyond",
            with(
                &desk.network_agent,
                &[(Action::Read, Reach::Own), (Action::ReadInternal, Reach::All)],
            ),
        ),
        (
            "restricted of team",
            with(&desk.agent, &[(Action::Read, Reach::All), (Action::ReadRestricted, Reach::Team)]),
        ),
        (
            "restricted of all",
            with(
                &desk.network_agent,
                &[
                    (Action::Read, Reach::Company),
                    (Action::ReadInternal, Reach::Company),
                    (Action::ReadRestricted, Reach::All),
                ],
            ),
        ),
    ]
}

/// What somebody must find, from every incident by itself.
fn expected(
    office: &Office,
    agent: &Agent,
    written: &BTreeMap<String, Written>,
    words: &[&str],
) -> BTreeSet<String> {
    written
        .iter()
        .filter(|(number, text)| {
            let Ok(heading) = office.desk.db.read(|tx| desk::find_heading(tx, agent, number))
            else {
                return false;
            };
            let inside = heading.admits(agent, Action::ReadInternal);
            words
                .iter()
                .all(|word| text.public.contains(word) || (inside && text.internal.contains(word)))
        })
        .map(|(number, _)| number.clone())
        .collect()
}

fn check(office: &Office, written: &BTreeMap<String, Written>) {
    let desk = &office.desk;
    let mut agents: Vec<(&str, Agent)> =
        desk.everybody().iter().map(|(name, agent)| (*name, (*agent).clone())).collect();
    agents.extend(others(desk));
    let mut found_at_all = 0;
    for (name, agent) in &agents {
        for (n, word) in WORDS.iter().enumerate() {
            for words in [vec![*word], vec![*word, WORDS[(n + 5) % 12]]] {
                let answer = office.search(agent, &format!("{} ", words.join(" ")));
                let found: BTreeSet<String> =
                    answer.results.iter().map(|r| r.heading.number.clone()).collect();
                let expected = expected(office, agent, written, &words);
                assert_eq!(found, expected, "{name} looks for {words:?}");
                assert!(answer.meant.is_empty());
                found_at_all += found.len();
                for result in &answer.results {
                    let inside = result.heading.admits(agent, Action::ReadInternal);
                    let excerpt = result.shown.excerpt.as_ref();
                    assert!(
                        inside || excerpt.is_none_or(|e| !e.internal && e.field != "note"),
                        "{name}"
                    );
                }
            }
        }
    }
    assert!(found_at_all > 500, "{found_at_all}: hardly anything was found by anybody");
}

#[test]
fn everybody_finds_exactly_what_they_may_see() {
    each_engine(|db: &Db| {
        let office = Office::set_up(db);
        let written = write(&office, 40);
        check(&office, &written);
        office.catch_up();
        check(&office, &written);
        // Given away, opened up and closed off again.
        let chance = Chance::seeded(5);
        for number in written.keys() {
            let team = one_of(&chance, &[office.desk.service_desk, office.desk.birch_support]);
            let company = one_of(&chance, &[office.desk.alder, office.desk.birch]);
            let restricted = chance.below(4) == 0;
            office.alter(number, move |record| {
                record.team = Some(team);
                record.company = company;
                record.restricted = restricted;
                record.assignee = None;
            });
        }
        check(&office, &written);
        office.catch_up();
        check(&office, &written);
    });
}

#[test]
fn words_of_what_one_may_not_see_are_not_even_guessed() {
    each_engine(|db: &Db| {
        let office = Office::set_up(db);
        let desk = &office.desk;
        let theirs = Report {
            requester: Some(desk.birch_requester.person),
            ..Report::of("Takeover of Quillfeather", "")
        };
        office.report(&desk.administrator, &theirs);
        let own =
            Report { requester: Some(desk.requester.person), ..Report::of("Printer", "jammed") };
        let number = office.report(&desk.administrator, &own);
        office.act(
            &desk.agent,
            &number,
            "work_note",
            &[("body", "requester seems clumsyfingered")],
        );
        for _ in 0..2 {
            for typed in ["quillfeathr", "quilfeather", "clumsyfingred", "clumsyfingered", "quillf"]
            {
                let answer = office.search(&desk.requester, typed);
                assert!(
                    answer.results.is_empty() && answer.meant.is_empty(),
                    "{typed}: {answer:?}"
                );
            }
            assert_eq!(office.found(&desk.requester, "pritner"), [number.as_str()]);
            assert_eq!(office.found(&desk.agent, "clumsyfingred"), [number.as_str()]);
            assert_eq!(office.found(&desk.administrator, "quilfeather").len(), 1);
            // What is excluded is excluded by what one reads: nothing is told about the inside.
            assert_eq!(office.found(&desk.requester, "printer -clumsyfingered"), [number.as_str()]);
            assert!(office.found(&desk.agent, "printer -clumsyfingered").is_empty());
            assert_eq!(
                office.found(&desk.requester, "printer -\"seems clumsyfingered\""),
                [number.as_str()]
            );
            assert!(office.found(&desk.requester, "\"seems clumsyfingered\"").is_empty());
            office.catch_up();
        }
    });
}

#[test]
fn who_may_read_nothing_is_refused() {
    each_engine(|db: &Db| {
        let office = Office::set_up(db);
        office.report(&office.desk.agent, &Report::of("Printer", ""));
        let nobody = Agent { permissions: Default::default(), ..office.desk.agent.clone() };
        let asked = desk::search::Asked { text: "printer".into(), limit: 5, ..Default::default() };
        assert!(matches!(office.ask(&nobody, &asked), Err(desk::Error::Forbidden("read"))));
    });
}

/// A role as the database holds it gives the same.
#[test]
fn a_role_of_ones_own_counts() {
    each_engine(|db: &Db| {
        let office = Office::set_up(db);
        let number = office.report(&office.desk.agent, &Report::of("Payroll", ""));
        office.alter(&number, |record| record.restricted = true);
        assert!(office.found(&office.desk.agent, "payroll").is_empty());
        let (ctx, person) =
            (office.desk.context(&office.desk.administrator), office.desk.agent.person);
        let agent = db
            .write(move |tx| {
                let role = Role::find_by_code(tx, "agent")?.unwrap();
                role.permit(tx, &ctx, ANY_KIND, Action::ReadRestricted, Reach::Company)?;
                Agent::load(tx, person)
            })
            .unwrap()
            .unwrap();
        assert_eq!(office.found(&agent, "payroll"), [number.as_str()]);
        let other: &Person = &Person {
            id: office.desk.colleague.person,
            ..db.read(|tx| Person::find(tx, office.desk.colleague.person)).unwrap().unwrap()
        };
        assert!(office.found(&office.desk.colleague, "payroll").is_empty(), "{}", other.name);
    });
}
