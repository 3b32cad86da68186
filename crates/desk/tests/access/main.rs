//! What one may see is the same in SQL, branch by branch, and in Rust, on both engines.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test")]

mod changed;
mod explain;

use std::collections::BTreeSet;

use db::sea_query::{Condition, Query};
use db::{Chance, Db, Id, ReadTx, params};
use desk::access::{ANY_KIND, Action, Agent, Facts, Permissions, Reach, RecordColumn, Scope};
use desk::people::{Company, Person, Team};
use desk::{Error, Record, find_heading, headings};
use mainstay_desk as desk;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use testkit::{Desk, MORNING, each_engine};

db::statements! {
    SUBJECT = "INSERT INTO subject (id, kind, number, company_id, restricted, version, head_seq, head_hash, head_recorded_at)
        VALUES ($1, $2, $3, $4, $5, 1, 0, $1, 0)";
    RECORD = "INSERT INTO record (subject_id, kind, number, title, description, state, state_class,
            requester_id, opener_id, assignee_id, team_id, company_id, channel, restricted, is_open, opened_at, updated_at, withdrawn)
        VALUES ($1, $2, $3, 'a', '', 'new', 'open', $4, $5, $6, $7, $8, 'web', $9, 1, $10, $10, $11)";
    WATCHER = "INSERT INTO watcher (subject_id, person_id, kind, is_open, opened_at, by_id, created_at)
        VALUES ($1, $2, $3, 1, $4, $2, $4)";
}

const KINDS: [&str; 2] = ["incident", "problem"];

struct Sample {
    id: Id<Record>,
    number: String,
    kind: &'static str,
    facts: Facts,
    watchers: Vec<Id<Person>>,
}

/// The few people, teams and companies from which records and agents are drawn.
struct Pool {
    people: Vec<Id<Person>>,
    teams: Vec<Id<Team>>,
    companies: Vec<Id<Company>>,
}

impl Pool {
    fn of(desk: &Desk) -> Self {
        Pool {
            people: vec![
                desk.requester.person,
                desk.agent.person,
                desk.team_lead.person,
                desk.birch_agent.person,
            ],
            teams: vec![desk.service_desk, desk.network, desk.birch_support],
            companies: vec![desk.alder, desk.birch],
        }
    }
}

fn maybe<T: Copy>(chance: &Chance, from: &[T]) -> Option<T> {
    from.get(usize::try_from(chance.below(u64::try_from(from.len()).unwrap() + 1)).unwrap())
        .copied()
}

/// A record to be: identity, number, kind, facts and whoever watches it.
type Row<'a> = (Id<Record>, String, &'a str, Facts, Vec<Id<Person>>);

fn records(db: &Db, desk: &Desk, count: usize) -> Vec<Sample> {
    let (pool, chance) = (Pool::of(desk), &desk.chance);
    let samples: Vec<Sample> = (0..count)
        .map(|n| Sample {
            id: chance.id(MORNING),
            number: format!("X{n:07}"),
            kind: KINDS[n % 5 / 4],
            watchers: pool.people.iter().filter(|_| chance.below(8) == 0).copied().collect(),
            facts: Facts {
                requester: maybe(chance, &pool.people),
                opener: maybe(chance, &pool.people),
                assignee: maybe(chance, &pool.people),
                team: maybe(chance, &pool.teams),
                company: pool.companies[usize::try_from(chance.below(2)).unwrap()],
                restricted: chance.below(3) == 0,
                withdrawn: chance.below(4) == 0,
            },
        })
        .collect();
    let rows: Vec<Row<'_>> = samples
        .iter()
        .map(|s| (s.id, s.number.clone(), s.kind, s.facts, s.watchers.clone()))
        .collect();
    db.write(move |tx| {
        for (id, number, kind, f, watchers) in &rows {
            tx.execute(SUBJECT, params![*id, *kind, number, f.company, f.restricted])?;
            let place = params![
                *id,
                *kind,
                number,
                f.requester,
                f.opener,
                f.assignee,
                f.team,
                f.company,
                f.restricted,
                MORNING,
                f.withdrawn
            ];
            tx.execute(RECORD, place)?;
            for person in watchers {
                tx.execute(WATCHER, params![*id, *person, *kind, MORNING])?;
            }
        }
        Ok::<_, Error>(())
    })
    .unwrap();
    samples
}

fn found(tx: &ReadTx<'_>, condition: Condition) -> BTreeSet<Id<Record>> {
    let select = Query::select()
        .column((RecordColumn::Table, "subject_id"))
        .from(RecordColumn::Table)
        .cond_where(condition)
        .to_owned();
    tx.select(&select).unwrap().iter().map(|row| row.get(0).unwrap()).collect()
}

fn in_rust(agent: &Agent, scope: &Scope, samples: &[Sample]) -> BTreeSet<Id<Record>> {
    let admits = |s: &&Sample| {
        let watched = s.watchers.contains(&agent.person);
        scope.admits(&s.facts) || (watched && scope.admits_watched(&s.facts))
    };
    samples.iter().filter(|s| s.kind == scope.kind()).filter(admits).map(|s| s.id).collect()
}

/// Asks in every way there is what somebody may read, and returns what all of them say; what was
/// withdrawn is asked for as well, and left out.
fn readable(db: &Db, agent: &Agent, samples: &[Sample]) -> BTreeSet<Id<Record>> {
    let expected = agreed(db, agent, Action::Read, samples);
    db.read(|tx| {
        let all: Vec<Id<Record>> = samples.iter().map(|s| s.id).collect();
        let together: BTreeSet<_> = headings(tx, agent, &all)?.into_iter().map(|h| h.id).collect();
        let mut singly = BTreeSet::new();
        for sample in samples {
            match find_heading(tx, agent, &sample.number) {
                Ok(heading) => {
                    assert_eq!((heading.id, heading.facts), (sample.id, sample.facts));
                    singly.insert(heading.id);
                }
                Err(Error::NotFound) => {}
                Err(other) => return Err(other),
            }
        }
        assert_eq!(together, singly, "headings together and one by one");
        let of_kind = |s: &&Sample| s.kind == "incident";
        let incidents: BTreeSet<_> =
            samples.iter().filter(of_kind).map(|s| s.id).filter(|id| singly.contains(id)).collect();
        let scope = agent.scope("incident", Action::Read)?;
        let all = in_rust(agent, &scope, samples);
        assert_eq!(incidents, all, "the headings, {agent:?}");
        let withdrawn = |id: &Id<Record>| samples.iter().any(|s| s.id == *id && s.facts.withdrawn);
        let live: BTreeSet<_> = all.into_iter().filter(|id| !withdrawn(id)).collect();
        assert_eq!(live, expected);
        Ok::<_, Error>(())
    })
    .unwrap();
    expected
}

/// Asks all four ways and returns what all of them say, what was withdrawn apart.
fn agreed(db: &Db, agent: &Agent, action: Action, samples: &[Sample]) -> BTreeSet<Id<Record>> {
    let scope = &agent.scope("incident", action).unwrap();
    let all = in_rust(agent, scope, samples);
    let (gone, expected): (BTreeSet<_>, BTreeSet<_>) =
        all.into_iter().partition(|id| samples.iter().any(|s| s.id == *id && s.facts.withdrawn));
    match scope.withdrawn() {
        None => assert!(gone.is_empty(), "{gone:?} were withdrawn"),
        Some(scope) => in_sql(db, &scope, &gone),
    }
    in_sql(db, scope, &expected);
    expected
}

fn in_sql(db: &Db, scope: &Scope, expected: &BTreeSet<Id<Record>>) {
    db.read(|tx| {
        assert_eq!(found(tx, scope.condition()), *expected, "the whole condition, {scope:?}");
        let branches = scope.branches();
        let merged: BTreeSet<_> = branches.iter().flat_map(|b| found(tx, b.condition())).collect();
        assert_eq!(merged, *expected, "the branches, {scope:?}");
        let single = branches.iter().flat_map(desk::access::Branch::split);
        let merged: BTreeSet<_> = single.flat_map(|b| found(tx, b.condition())).collect();
        assert_eq!(merged, *expected, "the branches value by value, {scope:?}");
        Ok::<_, Error>(())
    })
    .unwrap();
}

/// Who, in which teams and companies, how far they read, what is restricted, what is withdrawn.
type AnyAgent = (usize, Vec<bool>, Vec<bool>, usize, Option<usize>, Option<usize>);

fn any_agent() -> impl Strategy<Value = AnyAgent> {
    let flags = |n| prop::collection::vec(any::<bool>(), n);
    let maybe = || prop::option::of(0..4usize);
    (0..4usize, flags(3), flags(2), 0..4usize, maybe(), maybe())
}

fn picked<T: Copy>(from: &[T], flags: &[bool]) -> Vec<T> {
    from.iter().zip(flags).filter(|(_, picked)| **picked).map(|(one, _)| *one).collect()
}

#[test]
fn sql_and_rust_agree_for_any_agent_and_any_record() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let (pool, samples) = (Pool::of(&desk), records(db, &desk, 400));
        let config = Config { cases: 120, failure_persistence: None, ..Config::default() };
        TestRunner::new(config)
            .run(&any_agent(), |(me, teams, companies, reach, restricted, withdrawn)| {
                let mut permissions = Permissions::none();
                permissions.allow("incident", Action::Read, Reach::EVERY[reach]);
                permissions.allow("incident", Action::Comment, Reach::EVERY[reach]);
                if let Some(restricted) = restricted {
                    permissions.allow(ANY_KIND, Action::ReadRestricted, Reach::EVERY[restricted]);
                }
                if let Some(withdrawn) = withdrawn {
                    let right = [Action::Administer, Action::Audit][me % 2];
                    permissions.allow("incident", right, Reach::EVERY[withdrawn]);
                }
                let agent = Agent {
                    person: pool.people[me],
                    teams: picked(&pool.teams, &teams),
                    companies: picked(&pool.companies, &companies),
                    permissions,
                    ..desk.agent.clone()
                };
                readable(db, &agent, &samples);
                // What one watches one reads, and does nothing with.
                agreed(db, &agent, Action::Comment, &samples);
                Ok(())
            })
            .unwrap();
    });
}

#[test]
fn each_role_sees_what_it_should() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let samples = records(db, &desk, 400);
        let seen = |agent: &Agent| readable(db, agent, &samples);
        let expected_of = |me: Option<Id<Person>>, rule: &dyn Fn(&Facts) -> bool| -> BTreeSet<_> {
            let visible = |s: &&Sample| {
                let watches = me.is_some_and(|me| s.watchers.contains(&me));
                let hidden = s.facts.restricted || s.facts.withdrawn;
                s.kind == "incident" && !hidden && (watches || rule(&s.facts))
            };
            samples.iter().filter(visible).map(|s| s.id).collect()
        };
        let expected = |rule: &dyn Fn(&Facts) -> bool| expected_of(None, rule);
        let mine = |facts: &Facts, me: Id<Person>| {
            [facts.requester, facts.opener, facts.assignee].contains(&Some(me))
        };
        let rosa = desk.requester.person;
        assert_eq!(seen(&desk.requester), expected_of(Some(rosa), &|f| mine(f, rosa)));
        assert!(seen(&desk.requester).len() > expected(&|f| mine(f, rosa)).len());
        let (ada, alder) = (desk.agent.person, desk.alder);
        let works =
            |f: &Facts| mine(f, ada) || f.team == Some(desk.service_desk) || f.company == alder;
        assert_eq!(seen(&desk.agent), expected_of(Some(ada), &works));
        assert_eq!(seen(&desk.manager), expected(&|f| f.company == alder));
        assert_eq!(seen(&desk.colleague), BTreeSet::new());
        let all = expected(&|_| true);
        assert!(!all.is_empty());
        assert_eq!(seen(&desk.administrator), all);
        assert_eq!(seen(&desk.auditor), all);
        assert_eq!(
            readable(db, &Agent::system(), &samples).len(),
            samples.iter().filter(|s| s.kind == "incident" && !s.facts.withdrawn).count(),
            "nothing is kept from the program itself"
        );
    });
}

#[test]
fn what_no_role_allows_is_refused() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        for (name, agent) in desk.everybody() {
            let may = |action| agent.require("incident", action).is_ok();
            assert!(may(Action::Read), "{name}");
            assert!(!may(Action::ReadRestricted), "{name}");
            assert_eq!(may(Action::Administer), name == "administrator", "{name}");
            assert_eq!(agent.administers(), name == "administrator", "{name}");
            assert_eq!(may(Action::Create), name != "auditor", "{name}");
        }
        let refused = desk.requester.scope("incident", Action::Resolve);
        assert!(matches!(refused, Err(Error::Forbidden("resolve"))));
    });
}

#[test]
fn an_agent_carries_teams_companies_and_roles() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let (lead, birch, ctx) =
            (desk.team_lead.person, desk.birch, desk.context(&desk.administrator));
        assert_eq!(desk.team_lead.teams, [desk.service_desk]);
        assert_eq!(desk.team_lead.leads, [desk.service_desk]);
        assert_eq!(desk.agent.leads, []);
        assert_eq!(desk.team_lead.companies, [desk.alder]);
        assert_eq!(desk.team_lead.roles, ["team_lead"]);
        assert_eq!(desk.team_lead.zone, "UTC");
        let again = db
            .write(move |tx| {
                Person::work_for(tx, &ctx, lead, birch)?;
                Person::work_for(tx, &ctx, lead, birch)?;
                desk::access::Role::named(tx, &["auditor"])?[0].grant(tx, &ctx, lead)?;
                Agent::load(tx, lead)
            })
            .unwrap()
            .unwrap();
        assert_eq!(again.companies, [desk.alder, desk.birch]);
        assert_eq!(again.roles, ["auditor", "team_lead"]);
        assert_eq!(again.require("incident", Action::Read).unwrap(), Reach::All);
        assert_eq!(again.require("incident", Action::Resolve).unwrap(), Reach::Company);
    });
}

#[test]
fn whoever_is_no_longer_active_cannot_act() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let (ada, ctx) = (desk.agent.person, desk.context(&desk.administrator));
        db.write(move |tx| Person::set_active(tx, &ctx, ada, false)).unwrap();
        assert!(db.read(|tx| Agent::load(tx, ada)).unwrap().is_none());
        assert!(db.read(|tx| Agent::load(tx, Person::SYSTEM)).unwrap().is_none());
    });
}

#[test]
fn only_whoever_works_on_a_kind_can_be_given_its_records() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let can = |person: Id<Person>, kind: &'static str| {
            db.read(|tx| Person::can_work(tx, person, kind)).unwrap()
        };
        for (name, agent) in desk.everybody() {
            let works = ["agent", "network_agent", "team_lead", "administrator", "birch_agent"]
                .contains(&name);
            assert_eq!(can(agent.person, "incident"), works, "{name}");
        }
        let (rosa, ada) = (desk.requester.person, desk.agent.person);
        let ctx = desk.context(&desk.administrator);
        db.write(move |tx| {
            let auditor = &desk::access::Role::named(tx, &["auditor"])?[0];
            auditor.permit(tx, &ctx, "problem", Action::Work, Reach::Own)?;
            auditor.grant(tx, &ctx, rosa)?;
            Person::set_active(tx, &ctx, ada, false)
        })
        .unwrap();
        assert!(can(rosa, "problem") && !can(rosa, "incident"), "a role allows it kind by kind");
        assert!(!can(ada, "incident"), "no longer active");
        assert!(!can(Person::SYSTEM, "incident") && !can(Id::fixed(999), "incident"));
    });
}
