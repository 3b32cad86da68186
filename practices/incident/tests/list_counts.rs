//! Counts and groups of lists add up to what the lists hold.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::as_conversions,
    clippy::indexing_slicing,
    reason = "a failure is a failed test"
)]

use std::collections::BTreeMap;
use std::time::Duration;

use db::Value;
use desk::access::Agent;
use desk::filter::Reader;
use desk::list::{By, Counts, ListQuery, exact, group, list};
use desk::numbers::Numbers;
use desk::work::create;
use desk::{Error, Result};
use mainstay_incident::{Incident, KIND};
use testkit::{Desk, each_engine};

mod support;

use support::{fields, fill, input, query};

#[test]
fn groups_add_up_to_the_list() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        fill(&desk);
        let reader = Reader { kind: &KIND, agent: &desk.agent, now: desk.clock.now() };
        for by in [
            "state",
            "priority",
            "team",
            "assignee",
            "requester.company",
            "open",
            "channel",
            "opened_at.month",
            "opened_at.weekday",
            "resolved_at.hour",
            "category.parent",
            "hold_reason",
            "x.a_choice",
            "x.a_date",
            "x.a_flag",
            "x.a_person",
            "x.a_number",
        ] {
            for q in ["", "open = true", "priority <= 2"] {
                desk.db
                    .read(|tx| {
                        let query = query(tx, &desk, &desk.agent, q, "")?;
                        let by = By::read(tx, reader, by)?;
                        let grouped = group(tx, &KIND, &query, &by, "Europe/Berlin")?;
                        let sum: u64 = grouped.groups.iter().map(|group| group.count).sum();
                        assert_eq!(
                            sum + grouped.others,
                            exact(tx, &KIND, &query)?,
                            "{q} by {}",
                            by.path
                        );
                        assert!(grouped.since.is_none());
                        assert!(grouped.groups.is_sorted_by(|a, b| a.count >= b.count));
                        Ok::<_, Error>(())
                    })
                    .unwrap();
            }
        }
        let refused = |agent: &Agent, by: &str| {
            let reader = Reader { agent, ..reader };
            match desk.db.read(|tx| By::read(tx, reader, by)) {
                Err(Error::Invalid(faults)) => faults[0].code,
                other => panic!("{by}: {other:?}"),
            }
        };
        assert_eq!(refused(&desk.agent, "title"), "not_groupable");
        assert_eq!(refused(&desk.agent, "opened_at"), "not_groupable");
        assert_eq!(refused(&desk.agent, "nonsense"), "no_such_field");
        assert_eq!(refused(&desk.requester, "reopened"), "no_such_field");
        assert_eq!(refused(&desk.requester, "requester.company"), "no_such_field");
    });
}

#[test]
fn a_group_tells_how_many_hold_what() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        fill(&desk);
        desk.db
            .read(|tx| {
                let reader =
                    Reader { kind: &KIND, agent: &desk.administrator, now: desk.clock.now() };
                let everything = query(tx, &desk, &desk.administrator, "", "")?;
                let by = By::read(tx, reader, "state")?;
                let grouped = group(tx, &KIND, &everything, &by, "UTC")?;
                let mut held: BTreeMap<String, u64> = BTreeMap::new();
                let all = ListQuery { limit: 1_000, ..everything.clone() };
                for row in list(tx, &KIND, &all, &fields(tx))?.rows {
                    *held.entry(row.text("state").to_owned()).or_default() += 1;
                }
                let told = grouped.groups.iter().map(|group| match &group.value {
                    Value::Text(code) => (code.clone(), group.count),
                    other => panic!("{other:?}"),
                });
                assert_eq!(told.collect::<BTreeMap<_, _>>(), held);
                Ok::<_, Error>(())
            })
            .unwrap();
    });
}

/// Two colleagues see counts of their own, and equal ones are made once a second.
#[test]
fn equal_counts_are_made_once_a_second() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        fill(&desk);
        let counts = Counts::default();
        let look = |agent: &Agent, q: &str| {
            let now = desk.clock.now();
            let count = desk
                .db
                .read(|tx| counts.count(tx, &KIND, &query(tx, &desk, agent, q, "")?, 1_000, now));
            count.unwrap().number
        };
        for agent in [&desk.agent, &desk.team_lead, &desk.requester, &desk.administrator] {
            for q in ["", "open = true", "team in me.teams and open = true", "assignee = me"] {
                let exactly =
                    desk.db.read(|tx| exact(tx, &KIND, &query(tx, &desk, agent, q, "")?)).unwrap();
                assert_eq!(look(agent, q), exactly, "{q}");
            }
        }
        let before = look(&desk.agent, "open = true and team in me.teams");
        let number = Numbers::default().take(&desk.db, KIND.prefix).unwrap();
        let (ctx, by) = (desk.context(&desk.agent), desk.agent.clone());
        let team = desk.service_desk.to_string();
        let given =
            input(&[("title", "One more"), ("impact", "2"), ("urgency", "2"), ("team", &team)]);
        let opened: Result<_> =
            desk.db.write(move |tx| create::<Incident>(tx, &ctx, &by, number.clone(), &given));
        opened.unwrap();
        assert_eq!(
            look(&desk.team_lead, "open = true and team in me.teams"),
            before,
            "within the second"
        );
        desk.clock.advance(Duration::from_secs(1));
        assert_eq!(
            look(&desk.team_lead, "open = true and team in me.teams"),
            before + 1,
            "after it"
        );
    });
}
