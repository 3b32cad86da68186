//! Filters over incidents: SQL on both engines and the evaluator in Rust say the same, and nobody
//! asks what they may not see.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::as_conversions,
    clippy::indexing_slicing,
    reason = "a failure is a failed test"
)]

use db::Db;
use desk::Error;
use desk::filter::Known;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestError, TestRunner};
use testkit::{Desk, each_engine};

#[path = "filters/made_up.rs"]
mod made_up;
mod support;

use made_up::filter;
use support::{fill, found};

/// Filters tried on each engine: a few each time, thousands for who asks for them.
fn cases() -> u32 {
    std::env::var("MAINSTAY_FILTER_CASES").map_or(60, |cases| cases.parse().unwrap())
}

#[test]
fn sql_and_the_evaluator_agree_on_both_engines() {
    each_engine(|db: &Db| {
        let desk = Desk::set_up(db);
        fill(&desk);
        let mut berliner = desk.administrator.clone();
        berliner.zone = "Europe/Berlin".to_owned();
        let agents = [&berliner, &desk.agent, &desk.birch_agent];
        let cases = cases();
        let mut runner =
            TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
        let known = Known::default();
        let mut hits = 0_u32;
        let hits_of = std::cell::RefCell::new(&mut hits);
        let outcome = runner.run(&(filter(), 0..3_usize), |(text, who)| {
            let now = desk.clock.now();
            match desk.db.read(|tx| found(tx, agents[who], &text, now, &known)) {
                Ok([sql, rust]) => {
                    **hits_of.borrow_mut() += u32::from(!sql.is_empty() && sql.len() < 48);
                    prop_assert_eq!(sql, rust, "{}", text);
                }
                // Not everybody knows every company's names.
                Err(Error::Invalid(faults)) => {
                    prop_assert!(
                        faults.iter().all(|f| f.code == "filter_no_such"),
                        "{}: {:?}",
                        text,
                        faults
                    );
                    prop_assert!(who > 0, "{}: {:?}", text, faults);
                }
                Err(other) => prop_assert!(false, "{}: {}", text, other),
            }
            Ok(())
        });
        if let Err(TestError::Fail(reason, case)) = outcome {
            panic!("{}: {case:?}: {reason}", db.describe());
        }
        assert!(hits > cases / 4, "only {hits} of {cases} filters told incidents apart");
    });
}

/// Teams that records refer to by an added field are counted like their own.
#[test]
fn what_belongs_to_whom_an_added_field_names_is_counted() {
    each_engine(|db: &Db| {
        let desk = Desk::set_up(db);
        fill(&desk);
        let known = Known::default();
        let ask = |text: &str| {
            let now = desk.clock.now();
            let found = desk.db.read(|tx| found(tx, &desk.administrator, text, now, &known));
            let [sql, rust] = found.unwrap();
            assert_eq!(sql, rust, "{text}");
            sql.len()
        };
        let some = ask("x.a_team.members count > 1");
        assert!(some > 0 && some < 48, "{some}");
        assert_eq!(ask("not x.a_team.members count > 1"), 48 - some);
    });
}
