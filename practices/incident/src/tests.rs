//! What is true of incidents alone; what is true of every practice is in `tests/contract.rs`.

use std::time::Duration;

use db::{Id, Timestamp};
use desk::people::{Person, Team};
use desk::{Error, Practice, Record};
use proptest::collection::vec;
use proptest::prelude::*;
use testkit::{Database, Engine, MORNING};

use crate::lifecycle::{LIFECYCLE, state, verb};
use crate::model::{Assignment, Changed, Hold, Incident, Resolution};
use crate::priority::{Matrix, Priority, Weight};

const ADA: Id<Person> = Id::fixed(1);
const NED: Id<Person> = Id::fixed(2);
const SERVICE_DESK: Id<Team> = Id::fixed(11);
const NETWORK: Id<Team> = Id::fixed(12);

fn incident() -> Incident {
    let record = Record {
        id: Id::fixed(21),
        number: "INC0000042".to_owned(),
        title: "Printer on floor 3".to_owned(),
        description: String::new(),
        state: LIFECYCLE.state(LIFECYCLE.initial).unwrap(),
        hold_reason: None,
        hold_until: None,
        priority: Some(3),
        requester: Some(NED),
        opener: Some(NED),
        assignee: None,
        team: None,
        company: Id::fixed(31),
        service: None,
        category: None,
        location: None,
        channel: "portal".to_owned(),
        restricted: false,
        withdrawn: false,
        opened_at: MORNING,
        updated_at: MORNING,
        resolved_at: None,
        closed_at: None,
        next_due_at: None,
        parent: None,
        children: 0,
        escalation: None,
        escalated_to: None,
        escalations: None,
        satisfaction: None,
        satisfaction_comment: None,
        version: 1,
    };
    let weight = Weight::new(2, 2).unwrap();
    Incident { record, weight, priority_reason: None, resolution: None, reopened: 0, reassigned: 0 }
}

fn matrix() -> Matrix {
    Database::migrated(Engine::Sqlite).read(Matrix::load).unwrap()
}

fn to(team: Option<Id<Team>>, assignee: Option<Id<Person>>) -> Assignment {
    Assignment { team, assignee }
}

fn resolution() -> Resolution {
    Resolution { code: "fixed".to_owned(), notes: "Toner replaced".to_owned(), by: Some(ADA) }
}

fn later(minutes: u64) -> Timestamp {
    MORNING.plus(Duration::from_secs(60 * minutes))
}

#[test]
fn the_matrix_has_every_cell_and_gets_no_more_urgent_with_less_weight() {
    let matrix = matrix();
    let priority = |i, u| matrix.priority(Weight::new(i, u).unwrap()).unwrap();
    for (impact, urgency) in (1..=3).flat_map(|i| (1..=3).map(move |u| (i, u))) {
        assert!((1..=5).contains(&priority(impact, urgency)));
        assert!(impact == 1 || priority(impact - 1, urgency) <= priority(impact, urgency));
        assert!(urgency == 1 || priority(impact, urgency - 1) <= priority(impact, urgency));
    }
    assert_eq!((priority(1, 1), priority(2, 2), priority(3, 3)), (1, 3, 4));
    assert!(
        matches!(Weight::new(4, 1), Err(Error::Invalid(faults)) if faults[0].field == "impact")
    );
    assert!(
        matches!(Weight::new(1, 0), Err(Error::Invalid(faults)) if faults[0].field == "urgency")
    );
}

#[test]
fn another_priority_than_the_matrixs_needs_a_reason() {
    let (matrix, weight) = (matrix(), Weight::new(2, 2).unwrap());
    let decide =
        |asked, reason: Option<&str>| matrix.decide(weight, asked, reason.map(str::to_owned));
    assert_eq!(decide(None, None).unwrap(), Priority::Computed(3));
    assert_eq!(
        decide(Some(3), Some("needless")).unwrap(),
        Priority::Computed(3),
        "it is the matrix's own"
    );
    let overridden = decide(Some(1), Some("The board meets there")).unwrap();
    assert_eq!(
        overridden,
        Priority::Overridden { level: 1, reason: "The board meets there".to_owned() }
    );
    assert!(
        matches!(decide(Some(1), None), Err(Error::Invalid(faults)) if faults[0].field == "reason")
    );
    let raised = incident().prioritise(weight, overridden).unwrap().after;
    assert_eq!(
        (raised.record.priority, raised.priority_reason.as_deref()),
        (Some(1), Some("The board meets there"))
    );
    let back = raised.prioritise(weight, decide(None, None).unwrap()).unwrap().after;
    assert_eq!(
        (back.record.priority, back.priority_reason),
        (Some(3), None),
        "the reason goes with the override"
    );
}

#[test]
fn assigning_names_a_team_or_a_person() {
    let nobody = incident().assign(to(None, None));
    assert!(matches!(nobody, Err(Error::Invalid(faults)) if faults[0].code == "nobody"));
    let both = incident().assign(to(Some(SERVICE_DESK), Some(ADA))).unwrap().after;
    assert_eq!((both.record.team, both.record.assignee), (Some(SERVICE_DESK), Some(ADA)));
    assert_eq!(both.record.state.code, state::ASSIGNED);
    let same_team = both.assign(to(Some(SERVICE_DESK), None)).unwrap().after;
    assert_eq!(same_team.record.assignee, Some(ADA), "the same team again takes it from nobody");
    let other_team = both.assign(to(Some(NETWORK), None)).unwrap().after;
    assert_eq!((other_team.record.team, other_team.record.assignee), (Some(NETWORK), None));
    let other_person = both.assign(to(None, Some(NED))).unwrap().after;
    assert_eq!(
        (other_person.record.team, other_person.record.assignee),
        (Some(SERVICE_DESK), Some(NED))
    );
    let working = both.start(Some(NED)).unwrap().after;
    let moved = working.assign(to(Some(NETWORK), None)).unwrap().after;
    assert_eq!(moved.record.state.code, state::IN_PROGRESS, "handing over work does not stop it");
}

#[test]
fn who_starts_becomes_the_assignee_only_where_there_is_none() {
    assert_eq!(incident().start(Some(ADA)).unwrap().after.record.assignee, Some(ADA));
    let assigned = incident().assign(to(None, Some(NED))).unwrap().after;
    assert_eq!(assigned.start(Some(ADA)).unwrap().after.record.assignee, Some(NED));
}

#[test]
fn waiting_has_a_reason_and_going_on_forgets_it() {
    let hold = Hold {
        reason: "supplier".to_owned(),
        until: Some(later(60)),
        note: Some("Called them".to_owned()),
    };
    let held = incident().start(Some(ADA)).unwrap().after.hold(hold).unwrap();
    assert_eq!(held.facts[0].field, "note");
    let held = held.after;
    assert_eq!(
        (held.record.hold_reason.as_deref(), held.record.hold_until),
        (Some("supplier"), Some(later(60)))
    );
    for after in [
        held.resume().unwrap(),
        held.resolve(resolution(), later(1)).unwrap(),
        held.cancel("x".to_owned(), later(1)).unwrap(),
    ] {
        assert_eq!(
            (after.after.record.hold_reason, after.after.record.hold_until),
            (None, None),
            "{}",
            after.verb
        );
    }
    let handed_over = held.assign(to(Some(NETWORK), None)).unwrap().after;
    assert_eq!(handed_over.record.hold_reason.as_deref(), Some("supplier"), "it still waits");
}

#[test]
fn reopening_takes_the_resolution_back_and_counts() {
    let resolved = incident().resolve(resolution(), later(5)).unwrap().after;
    assert_eq!(
        (resolved.resolution.as_ref(), resolved.record.resolved_at),
        (Some(&resolution()), Some(later(5)))
    );
    let closed = resolved.close(later(9)).unwrap().after;
    for over in [resolved, closed] {
        let again = over.reopen("It is back".to_owned()).unwrap();
        assert_eq!(again.facts[0].value.as_deref(), Some("It is back"));
        let again = again.after;
        assert_eq!(
            (&again.resolution, again.record.resolved_at, again.record.closed_at),
            (&None, None, None)
        );
        assert_eq!((again.reopened, again.record.state.code), (1, state::IN_PROGRESS));
    }
}

#[test]
fn every_field_of_its_own_is_told_by_its_code() {
    let mut full = incident().resolve(resolution(), later(5)).unwrap().after;
    full.priority_reason = Some("why".to_owned());
    for field in crate::fields::FIELDS {
        assert_ne!(full.own_value(field.code), db::Value::Null, "{}", field.code);
    }
    assert_eq!(full.own_value("no_such_field"), db::Value::Null);
}

/// What somebody tries: a verb, and a number its input is made from.
fn attempt(incident: &Incident, code: &str, seed: u8, at: Timestamp) -> Result<Changed, Error> {
    let person = (seed & 1 == 0).then_some(if seed & 2 == 0 { ADA } else { NED });
    match code {
        verb::ASSIGN => {
            incident.assign(to(Some(if seed & 4 == 0 { NETWORK } else { SERVICE_DESK }), person))
        }
        verb::START => incident.start(person),
        verb::HOLD => incident.hold(Hold {
            reason: "change".to_owned(),
            until: person.map(|_| later(999)),
            note: None,
        }),
        verb::RESUME => incident.resume(),
        verb::RESOLVE => incident.resolve(Resolution { by: person, ..resolution() }, at),
        verb::REOPEN => incident.reopen("again".to_owned()),
        verb::CLOSE => incident.close(at),
        verb::CANCEL => incident.cancel("a mistake".to_owned(), at),
        verb::PRIORITISE => {
            incident.prioritise(Weight::new(1, 3)?, Priority::Computed(i64::from(seed % 5) + 1))
        }
        verb::ESCALATE => incident.escalate(NETWORK, "more is needed".to_owned()),
        verb::UPDATE => incident.update(|record| record.title = format!("Title {seed}")),
        other => Ok(incident
            .say(if other == verb::NOTE { verb::NOTE } else { verb::COMMENT }, "words".to_owned())),
    }
}

/// What holds in every state, whatever led there.
fn assert_whole(now: &Incident) -> Result<(), TestCaseError> {
    let (record, code) = (&now.record, now.record.state.code);
    prop_assert_eq!(record.hold_reason.is_some(), code == state::ON_HOLD);
    prop_assert!(record.hold_until.is_none() || code == state::ON_HOLD);
    prop_assert_eq!(now.resolution.is_some(), matches!(code, state::RESOLVED | state::CLOSED));
    prop_assert_eq!(record.resolved_at.is_some(), now.resolution.is_some());
    prop_assert_eq!(record.closed_at.is_some(), matches!(code, state::CLOSED | state::CANCELLED));
    if let (Some(resolved), Some(closed)) = (record.resolved_at, record.closed_at) {
        prop_assert!(resolved <= closed);
    }
    prop_assert!(record.priority.is_some_and(|p| (1..=5).contains(&p)));
    Ok(())
}

proptest! {
    #[test]
    fn whatever_people_try_an_incident_stays_whole(tries in vec((0..LIFECYCLE.verbs.len(), any::<u8>()), 0..60)) {
        let mut now = incident();
        let mut reopened = 0;
        for (turn, (place, seed)) in tries.into_iter().enumerate() {
            let (rule, from) = (&LIFECYCLE.verbs[place], now.record.state.code);
            let done = attempt(&now, rule.code, seed, later(u64::try_from(turn).unwrap()));
            match (rule.target(from), done) {
                (Some(target), Ok(changed)) => {
                    prop_assert_eq!(changed.before.as_ref(), Some(&now));
                    prop_assert_eq!(changed.after.record.state.code, target);
                    prop_assert_eq!(changed.moves_state, target != from);
                    reopened += i64::from(rule.code == verb::REOPEN);
                    now = changed.after;
                }
                (None, Err(Error::Refused(code))) => prop_assert_eq!(code, rule.code),
                (target, done) => prop_assert!(false, "{} from {from} to {target:?}: {done:?}", rule.code),
            }
            assert_whole(&now)?;
            prop_assert_eq!(now.reopened, reopened);
            prop_assert_eq!((&now.record.number, now.record.opened_at), (&incident().record.number, MORNING));
        }
    }
}
