//! Both engines find the same in the same order, whatever is in the index already.

use std::cell::RefCell;

use db::{Chance, Db};
use testkit::{Engine, each_engine};

use crate::office::{Office, Report, numbers, one_of};

/// Syllables of which words are made, so that many begin alike and differ by a letter.
const SYLLABLES: [&str; 14] =
    ["ser", "ver", "net", "wör", "k", "pri", "nt", "er", "fi", "le", "mäi", "l", "back", "up"];

fn word(chance: &Chance) -> String {
    (0..=chance.below(3)).map(|_| one_of(chance, &SYLLABLES)).collect()
}

fn text(chance: &Chance, most: u64) -> String {
    (0..=chance.below(most)).map(|_| word(chance)).collect::<Vec<_>>().join(" ")
}

/// Opens some incidents with a common word, quickly, and takes them into the index.
pub(crate) fn fill(office: &Office, count: usize) {
    for n in 0..count {
        office.report(&office.desk.agent, &Report::of(&format!("common number {n}"), ""));
        if n % 500 == 499 {
            office.catch_up();
        }
    }
    office.catch_up();
}

#[test]
fn both_find_the_same() {
    let all: RefCell<Vec<Vec<String>>> = RefCell::new(Vec::new());
    each_engine(|db: &Db| {
        let mut said = Vec::new();
        let office = Office::set_up(db);
        let (desk, chance) = (&office.desk, Chance::seeded(11));
        let people = [&desk.requester, &desk.agent, &desk.birch_agent, &desk.manager];
        let mut opened = Vec::new();
        for round in 0..4 {
            for _ in 0..25 {
                let report = Report {
                    requester: Some(one_of(&chance, &people).person),
                    ..Report::of(&text(&chance, 4), &text(&chance, 12))
                };
                opened.push(office.report(&desk.administrator, &report));
                let number = opened
                    [usize::try_from(chance.below(u64::try_from(opened.len()).unwrap())).unwrap()]
                .clone();
                let verb = one_of(&chance, &["comment", "work_note", "edit"]);
                let field = if verb == "edit" { "description" } else { "body" };
                office.act(&desk.administrator, &number, verb, &[(field, &text(&chance, 6))]);
            }
            for _ in 0..60 {
                let asked = match chance.below(4) {
                    0 => format!("\"{}\"", text(&chance, 2)),
                    1 => format!("{} -{}", word(&chance), word(&chance)),
                    _ => text(&chance, 2),
                };
                for agent in people {
                    let answer = office.search(agent, &asked);
                    said.push(format!(
                        "{round} {} {asked}: {:?} {:?}",
                        agent.name,
                        numbers(&answer),
                        answer.meant
                    ));
                }
            }
            // Not always, so that some of it waits while it is searched.
            if round % 2 == 0 {
                office.catch_up();
            }
        }
        let hits = said.iter().filter(|line| line.contains("INC")).count();
        assert!(hits > 100, "{hits} of {} found anything", said.len());
        all.borrow_mut().push(said);
    });
    let all = all.into_inner();
    assert_eq!(all.len(), Engine::BOTH.len());
    for (sqlite, postgres) in all[0].iter().zip(&all[1]) {
        assert_eq!(sqlite, postgres);
    }
}

#[test]
fn what_waits_is_found_like_what_is_in_the_index() {
    each_engine(|db: &Db| {
        let office = Office::set_up(db);
        let (agent, chance) = (office.desk.agent.clone(), Chance::seeded(3));
        for _ in 0..60 {
            let number = office.report(&agent, &Report::of(&text(&chance, 4), &text(&chance, 8)));
            office.act(&agent, &number, "comment", &[("body", &text(&chance, 5))]);
        }
        let asked: Vec<String> = (0..80).map(|_| text(&chance, 1)).collect();
        let found = |office: &Office| -> Vec<Vec<String>> {
            asked
                .iter()
                .map(|text| {
                    let mut numbers = office.found(&agent, text);
                    // How rare a word is, is known better afterwards.
                    numbers.sort();
                    numbers
                })
                .collect()
        };
        let before = found(&office);
        assert_eq!(office.catch_up(), 60);
        assert_eq!(found(&office), before);
        assert!(before.iter().filter(|numbers| !numbers.is_empty()).count() > 30);
    });
}
