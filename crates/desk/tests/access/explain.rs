//! What is explained is what is decided: for any rules, any record and every action.

use std::collections::BTreeSet;

use db::{Db, Id};
use desk::access::{
    ANY_KIND, Action, Agent, Because, Bond, Holder, Permissions, Reach, Rule, explain,
};
use desk::roles::{NewRole, Sheet, grant, make, set};
use desk::{Error, Kind, Record};
use mainstay_desk as desk;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use testkit::{Desk, each_engine};

use super::{KINDS, Pool, Sample, found, picked, records};

/// A permission drawn by numbers: of which role, kind, action and reach.
type Drawn = (usize, usize, usize, usize);

fn rule((role, kind, action, reach): Drawn) -> Rule {
    Rule {
        role: format!("role{role}"),
        role_name: format!("Role {role}"),
        kind: ["incident", "problem", ANY_KIND][kind].to_owned(),
        action: Action::EVERY[action],
        reach: Reach::EVERY[reach],
    }
}

/// Some rules, more often about reading, restricted and withdrawn records than about the rest.
fn any_rules() -> impl Strategy<Value = Vec<Drawn>> {
    let telling: Vec<usize> =
        [Action::Read, Action::ReadRestricted, Action::Administer, Action::Audit]
            .into_iter()
            .filter_map(|action| Action::EVERY.iter().position(|other| *other == action))
            .collect();
    let action = prop_oneof![prop::sample::select(telling), 0..Action::EVERY.len()];
    prop::collection::vec((0..3usize, 0..3usize, action, 0..4usize), 0..14)
}

/// The records of a kind that the one predicate finds in SQL, what was withdrawn among them.
fn in_sql(db: &Db, agent: &Agent, kind: &str, action: Action) -> BTreeSet<Id<Record>> {
    let Ok(scope) = agent.scope(kind, action) else { return BTreeSet::new() };
    let scopes = std::iter::once(scope.clone()).chain(scope.withdrawn());
    let all =
        scopes.map(|scope| db.read(|tx| Ok::<_, Error>(found(tx, scope.condition()))).unwrap());
    all.flatten().collect()
}

/// Holds every explanation against what decides, in Rust and in SQL.
pub(super) fn agrees(
    db: &Db,
    holder: &Holder,
    agent: &Agent,
    samples: &[Sample],
) -> Result<(), TestCaseError> {
    for (kind, action) in KINDS.iter().flat_map(|kind| Action::EVERY.map(|action| (*kind, action)))
    {
        let sql = in_sql(db, agent, kind, action);
        for sample in samples.iter().filter(|sample| sample.kind == kind) {
            let watched = sample.watchers.contains(&holder.person);
            let said = holder.explain(kind, action, &sample.facts, watched);
            let may = match action {
                Action::Read => agent.sees(kind, &sample.facts, watched),
                action => agent.may_with(kind, action, &sample.facts),
            };
            prop_assert_eq!(said.verdict, may, "{:?} of {:?}: {:?}", action, sample.facts, said);
            prop_assert_eq!(sql.contains(&sample.id), may, "{:?} in SQL: {:?}", action, said);
        }
    }
    Ok(())
}

#[test]
fn what_is_explained_is_what_is_decided_for_any_rules() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let (pool, samples) = (Pool::of(&desk), records(db, &desk, 160));
        let flags = |n| prop::collection::vec(any::<bool>(), n);
        let any = (0..4usize, flags(3), flags(2), any_rules());
        let config = Config { cases: 40, failure_persistence: None, ..Config::default() };
        TestRunner::new(config)
            .run(&any, |(me, teams, companies, drawn)| {
                let rules: Vec<Rule> = drawn.into_iter().map(rule).collect();
                let each = rules.iter().map(|rule| (rule.kind.as_str(), rule.action, rule.reach));
                let agent = Agent {
                    person: pool.people[me],
                    teams: picked(&pool.teams, &teams),
                    companies: picked(&pool.companies, &companies),
                    permissions: each.collect::<Permissions>(),
                    ..desk.agent.clone()
                };
                let holder = Holder {
                    person: agent.person,
                    name: agent.name.clone(),
                    active: true,
                    teams: agent.teams.clone(),
                    companies: agent.companies.clone(),
                    rules,
                };
                agrees(db, &holder, &agent, &samples)?;
                let away = Holder { active: false, ..holder };
                let said = away.explain("incident", Action::Read, &samples[0].facts, true);
                prop_assert_eq!((said.verdict, said.because), (false, Because::Inactive));
                Ok(())
            })
            .unwrap();
    });
}

#[test]
fn what_is_explained_is_what_is_decided_for_every_role() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let samples = records(db, &desk, 200);
        for (name, agent) in desk.everybody() {
            let holder = db.read(|tx| Holder::load(tx, agent.person)).unwrap();
            assert_eq!((&holder.name, holder.active), (&agent.name, true));
            agrees(db, &holder, agent, &samples).unwrap_or_else(|error| panic!("{name}: {error}"));
        }
    });
}

/// A kind that is nothing but its code.
pub(super) const fn bare(code: &'static str) -> Kind {
    Kind {
        code,
        prefix: "INC",
        path: "incidents",
        table: "incident",
        lifecycle: &desk::lifecycle::Lifecycle { states: &[], verbs: &[], initial: "new" },
        fields: &[],
        priorities: &[],
    }
}

static INCIDENT: Kind = bare("incident");

#[test]
fn it_names_the_rule_the_reach_and_the_tie_and_tells_only_of_what_one_sees() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let samples = records(db, &desk, 200);
        let ask = |by: &Agent, person: &Agent, sample: &Sample| {
            db.read(|tx| explain(tx, by, &[&INCIDENT], person.person, &sample.number, Action::Read))
        };
        let plain = |s: &&Sample| {
            s.kind == "incident"
                && !s.facts.restricted
                && !s.facts.withdrawn
                && s.watchers.is_empty()
        };
        let rosa = desk.requester.person;
        let hers = |s: &&Sample| s.facts.requester == Some(rosa);
        let own = samples.iter().filter(plain).find(hers).unwrap();
        let said = ask(&desk.administrator, &desk.requester, own).unwrap();
        assert_eq!((said.asked.verdict, said.asked.because), (true, Because::Allowed));
        let [decides] = &said.asked.right.rules[..] else { panic!("{said:?}") };
        assert_eq!((decides.role.as_str(), decides.reach), ("requester", Reach::Own));
        assert_eq!(decides.role_name, "Requester");
        let tie = |tie| said.asked.right.ties.iter().find(|held| held.tie == tie).unwrap();
        assert!(tie(Bond::Requester).there && tie(Bond::Requester).counts);
        assert!(!tie(Bond::Everything).counts, "her rule does not reach that far");
        assert_eq!(
            said.hidden.iter().map(|field| field.code).collect::<Vec<_>>(),
            ["restricted", "parent", "children", "escalation", "escalated_to", "escalations"],
            "what only the inside reads"
        );
        let inside = ask(&desk.administrator, &desk.administrator, own).unwrap();
        assert!(inside.hidden.is_empty());
        let said = ask(&desk.administrator, &desk.colleague, own).unwrap();
        assert_eq!((said.asked.verdict, said.asked.because), (false, Because::OutOfReach));
        assert_eq!(said.every.len(), Action::EVERY.len());
        let closed = samples.iter().find(|s| s.kind == "incident" && s.facts.restricted).unwrap();
        let unseen = ask(&desk.administrator, &desk.requester, closed);
        assert!(matches!(unseen, Err(Error::NotFound)), "one does not see it oneself");
        for by in [&desk.agent, &desk.auditor, &desk.manager] {
            assert!(matches!(ask(by, &desk.requester, own), Err(Error::Forbidden("administer"))));
        }
    });
}

#[test]
fn it_names_roles_of_ones_own() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let samples = records(db, &desk, 200);
        let plain = |s: &&Sample| s.kind == "incident" && !s.facts.restricted && !s.facts.withdrawn;
        let one = samples.iter().find(plain).unwrap();
        let (by, mia) = (desk.administrator.clone(), desk.manager.person);
        let ctx = desk.context(&by);
        db.write(move |tx| {
            let [code, name] = ["night_shift", "Nachtschicht"].map(str::to_owned);
            let new = NewRole { code, name, like: String::new() };
            make(tx, &ctx, &by, &[&INCIDENT], &new)?;
            let mut sheet = Sheet::default();
            sheet.allow("incident", Action::Resolve, Reach::All);
            set(tx, &ctx, &by, &[&INCIDENT], "night_shift", (&sheet, None))?;
            grant(tx, &ctx, &by, "night_shift", &mia.to_string())
        })
        .unwrap();
        let by = &desk.administrator;
        let said =
            db.read(|tx| explain(tx, by, &[&INCIDENT], mia, &one.number, Action::Resolve)).unwrap();
        let [rule] = &said.asked.right.rules[..] else { panic!("{said:?}") };
        let told = (rule.role.as_str(), rule.role_name.as_str(), rule.kind.as_str(), rule.reach);
        assert_eq!(told, ("night_shift", "Nachtschicht", "incident", Reach::All));
        assert!(said.asked.verdict);
    });
}
