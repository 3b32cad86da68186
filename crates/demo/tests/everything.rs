//! Whatever the product has, the demonstration shows, and whoever signs in finds something of theirs.
#![allow(clippy::unwrap_used, reason = "a test")]

use db::{Db, params};
use desk::access::Agent;
use desk::filter::{self, Reader};
use desk::people::Person;
use desk::{Practice, view};
use incident::Incident;
use mainstay_demo::{Scale, Summary, populate};
use testkit::{MORNING, each_engine};

db::statements! {
    FAMILIES = "SELECT COUNT(*) FROM record WHERE children > 0";
    CHILDREN = "SELECT COUNT(*) FROM record WHERE parent IS NOT NULL";
    // What is over of a family is over with it; of the outage of the present everything is open.
    APART = "SELECT COUNT(*) FROM record c JOIN record p ON p.number = c.parent
        WHERE c.company_id <> p.company_id OR (c.resolved_at IS NULL) <> (p.resolved_at IS NULL) OR c.resolved_at <> p.resolved_at";
    HEADLESS = "SELECT COUNT(*) FROM department WHERE head_id IS NULL";
    NOWHERE = "SELECT COUNT(*) FROM person WHERE department_id IS NULL AND email IS NOT NULL";
    TASKS = "SELECT COUNT(*) FROM task WHERE state = 'done'";
    OPEN_TASKS = "SELECT COUNT(*) FROM task t JOIN record r ON r.subject_id = t.parent_id WHERE t.state = 'open' AND r.is_open = 1";
    TAGS = "SELECT COUNT(*) FROM tag";
    WATCHERS = "SELECT COUNT(*) FROM watcher";
    LINKS = "SELECT COUNT(*) FROM link";
    EFFORT = "SELECT COUNT(*) FROM effort";
    SHARED = "SELECT COUNT(*) FROM saved_view WHERE shared_with <> 'nobody'";
    PINS = "SELECT COUNT(*) FROM saved_view_pin";
    RULES = "SELECT COUNT(*) FROM assignment_rule";
    BY_RULES = "SELECT COUNT(*) FROM entry WHERE verb = 'assign_by_rules'";
    RATED = "SELECT COUNT(*) FROM record WHERE satisfaction IS NOT NULL";
    RECURRING = "SELECT COUNT(*) FROM recurrence";
    ABSENT = "SELECT COUNT(*) FROM absence WHERE stand_in_id IS NOT NULL";
    RAISED = "SELECT COUNT(*) FROM record WHERE escalation > 0";
    MERGED = "SELECT COUNT(*) FROM entry WHERE verb = 'merge'";
    REMINDED = "SELECT COUNT(*) FROM reminder";
    IN_TEAMS = "SELECT COUNT(*) FROM record r WHERE r.is_open = 1 AND r.team_id IN (SELECT team_id FROM team_member WHERE person_id = $1)
        AND r.opened_at > $2";
    NOT_TAKEN = "SELECT COUNT(*) FROM record WHERE is_open = 1 AND assignee_id IS NULL AND company_id = $1 AND opened_at > $2";
    ASSIGNED = "SELECT COUNT(*) FROM record WHERE is_open = 1 AND assignee_id = $1 AND opened_at > $2";
    WAITING = "SELECT COUNT(*) FROM record WHERE state = 'on_hold' AND assignee_id = $1 AND hold_until > $2";
    ASKED = "SELECT COUNT(*) FROM record WHERE requester_id = $1 AND opened_at > $2";
    TO_DO = "SELECT COUNT(*) FROM task WHERE is_open = 1 AND assignee_id = $1";
    URGENT = "SELECT COUNT(*) FROM record WHERE is_open = 1 AND priority <= 2 AND opened_at > $1";
}

const SCALE: Scale = Scale { people: 300, incidents: 500, days: 120 };

#[test]
fn whatever_the_product_has_is_there_and_something_for_everybody() {
    each_engine(|db| {
        let summary = populate(db, 1, MORNING, SCALE, &|_, _| {}).unwrap();
        every_organ_of_a_record_is_there(db);
        whoever_signs_in_finds_something_of_theirs(db, &summary);
        everybody_can_open_every_view_that_is_offered_to_them(db, &summary);
    });
}

fn login(db: &Db, summary: &Summary, role: &str) -> Agent {
    let email = &summary.logins.iter().find(|login| login.role == role).unwrap().email;
    db.read(|tx| {
        let person = Person::find_by_email(tx, email)?.unwrap();
        Ok::<_, desk::Error>(Agent::load(tx, person.id)?.unwrap())
    })
    .unwrap()
}

fn every_organ_of_a_record_is_there(db: &Db) {
    let count = |statement| db.read(|tx| tx.one(statement, params![])?.get::<i64>(0)).unwrap();
    for (what, statement, least) in [
        ("families", FAMILIES, 3),
        ("children", CHILDREN, 15),
        ("tasks that are done", TASKS, 20),
        ("tasks to do", OPEN_TASKS, 10),
        ("tags", TAGS, 15),
        ("watchers", WATCHERS, 10),
        ("links", LINKS, 5),
        ("effort", EFFORT, 20),
        ("shared views", SHARED, 5),
        ("pins", PINS, 6),
        ("assignment rules", RULES, 4),
        ("given by rules", BY_RULES, 3),
        ("recurrences", RECURRING, 2),
        ("said how it went", RATED, 40),
        ("stand-ins", ABSENT, 3),
        ("brought before somebody", RAISED, 2),
        ("reminders", REMINDED, 1),
    ] {
        assert!(count(statement) >= least, "{what}: {}", count(statement));
    }
    assert_eq!(count(MERGED), 2, "told in both histories");
    for nothing in [APART, HEADLESS, NOWHERE] {
        assert_eq!(count(nothing), 0, "{}", nothing.sql());
    }
}

fn whoever_signs_in_finds_something_of_theirs(db: &Db, summary: &Summary) {
    let today = MORNING.minus(std::time::Duration::from_secs(86_400));
    let of = |statement, role: &str| {
        let person = login(db, summary, role).person;
        db.read(|tx| tx.one(statement, params![person, today])?.get::<i64>(0)).unwrap()
    };
    for role in ["agent", "team_lead"] {
        assert!(of(IN_TEAMS, role) >= 8, "{role}: {}", of(IN_TEAMS, role));
        assert!(of(ASSIGNED, role) >= 2, "{role}: {}", of(ASSIGNED, role));
        assert!(of(WAITING, role) >= 1, "{role}: {}", of(WAITING, role));
    }
    assert!(of(ASKED, "requester") >= 3 && of(ASKED, "manager") >= 1);
    let home = login(db, summary, "agent").company;
    let count = |statement, values: Vec<db::Value>| {
        db.read(|tx| tx.one(statement, &values)?.get::<i64>(0)).unwrap()
    };
    assert!(count(NOT_TAKEN, vec![home.into(), today.into()]) >= 5);
    assert!(count(URGENT, vec![today.into()]) >= 3);
    for role in ["agent", "team_lead", "manager", "administrator"] {
        let person = login(db, summary, role).person;
        assert!(count(TO_DO, vec![person.into()]) >= 1, "{role}");
    }
}

fn everybody_can_open_every_view_that_is_offered_to_them(db: &Db, summary: &Summary) {
    for role in ["requester", "agent", "team_lead", "manager", "administrator", "auditor"] {
        let agent = login(db, summary, role);
        let views = db.read(|tx| view::list(tx, &agent, None)).unwrap();
        assert!(views.len() >= 3, "{role}: {}", views.len());
        for view in views {
            let reader = Reader { kind: Incident::KIND, agent: &agent, now: MORNING };
            let read = db.read(|tx| filter::read(tx, reader, &view.q));
            assert!(read.is_ok(), "{role}, {}: {:?}", view.name, read.err());
        }
        if ["agent", "team_lead", "manager"].contains(&role) {
            let views = db.read(|tx| view::list(tx, &agent, None)).unwrap();
            assert!(views.iter().any(|view| view.pinned_at.is_some()), "{role}");
        }
    }
}
