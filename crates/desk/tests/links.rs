//! Links by which people come in, and what administrators do about how others do, on both engines.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test")]

use std::time::Duration;

use db::{Db, Id, Timestamp};
use desk::access::Agent;
use desk::account::{
    Invitation, LinkKind, NewLink, User, UserQuery, Visitor, find_link, find_session, give_link,
    invite, let_in, link_of, purge_links, sign_in, use_link, user_account, users,
};
use desk::people::Person;
use desk::{Error, Result};
use mainstay_desk as desk;
use testkit::{Desk, MORNING, PASSWORD, each_engine};

const ADA: &str = "ada@alder.example";
const NEW: &str = "quite another one";
const DAY: Duration = Duration::from_secs(24 * 3600);

fn given(desk: &Desk, by: &Agent, person: Id<Person>, kind: LinkKind) -> Result<NewLink> {
    let (ctx, by) = (desk.context(by), by.clone());
    desk.db.write(move |tx| give_link(tx, &ctx, &by, person, kind))
}

fn invited(desk: &Desk, by: &Agent, new: Invitation) -> Result<(Person, NewLink)> {
    let (ctx, by) = (desk.context(by), by.clone());
    desk.db.write(move |tx| invite(tx, &ctx, &by, &new))
}

fn used(desk: &Desk, token: &str, password: &str) -> Result<Id<Person>> {
    let from = Visitor::from("192.0.2.9");
    use_link(&desk.db, &desk.clock, &desk.chance, token, password, &from)
}

fn enters(desk: &Desk, email: &str, password: &str) -> bool {
    sign_in(&desk.db, &desk.clock, &desk.chance, email, password, "192.0.2.1").is_ok()
}

fn alive(db: &Db, token: &str, now: Timestamp) -> bool {
    db.read(|tx| find_session(tx, token, now)).unwrap().is_some()
}

fn is_over(outcome: Result<Id<Person>>) -> bool {
    matches!(outcome, Err(Error::Refused("link_over")))
}

#[test]
fn a_reset_works_once_and_signs_everybody_out() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let ada = desk.agent.person;
        let session = sign_in(db, &desk.clock, &desk.chance, ADA, PASSWORD, "192.0.2.1").unwrap();
        let link = given(&desk, &desk.administrator, ada, LinkKind::Reset).unwrap();
        assert_eq!(link.link.expires_at, MORNING.plus(DAY));
        assert!(enters(&desk, ADA, PASSWORD), "the password of now works until it is used");
        for (password, code) in [("short", "too_short"), ("ada@alder.example", "own_name")] {
            match used(&desk, &link.token, password) {
                Err(Error::Invalid(faults)) => assert_eq!(faults[0].code, code),
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(used(&desk, &link.token, NEW).unwrap(), ada, "a refusal uses nothing up");
        assert!(!alive(db, &session.token, MORNING));
        assert!(enters(&desk, ADA, NEW) && !enters(&desk, ADA, PASSWORD));
        assert!(is_over(used(&desk, &link.token, "a third one of mine")));
    });
}

#[test]
fn a_link_is_over_by_time_by_another_and_by_who_is_let_out() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let ada = desk.agent.person;
        let reset = || given(&desk, &desk.administrator, ada, LinkKind::Reset).unwrap();
        let (first, second) = (reset(), reset());
        assert!(is_over(used(&desk, &first.token, NEW)), "only the newest works");
        assert!(is_over(used(&desk, "made up", NEW)) && is_over(used(&desk, "", NEW)));
        desk.clock.advance(DAY);
        assert!(is_over(used(&desk, &second.token, NEW)));
        let later = MORNING.plus(DAY);
        assert_eq!(db.read(|tx| link_of(tx, ada, later)).unwrap(), None);
        assert_eq!(db.housekeep(move |tx| purge_links(tx, later)).unwrap(), 1);
        let third = reset();
        let (ctx, by) = (desk.context(&desk.administrator), desk.administrator.clone());
        let back = ctx.clone();
        let by_again = by.clone();
        db.write(move |tx| let_in(tx, &ctx, &by, ada, false)).unwrap();
        assert!(is_over(used(&desk, &third.token, NEW)));
        db.write(move |tx| let_in(tx, &back, &by_again, ada, true)).unwrap();
        assert!(is_over(used(&desk, &third.token, NEW)), "it does not come back");
        assert!(enters(&desk, ADA, PASSWORD));
    });
}

#[test]
fn at_once_a_link_is_used_by_one() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let link = given(&desk, &desk.administrator, desk.agent.person, LinkKind::Reset).unwrap();
        let outcomes: Vec<_> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..4)
                .map(|n| {
                    let (desk, token) = (&desk, &link.token);
                    scope.spawn(move || used(desk, token, &format!("another of number {n}")))
                })
                .collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
    });
}

#[test]
fn made_up_links_are_held_up() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let guess = |n: u32| used(&desk, &format!("made up {n}"), NEW);
        for n in 0..25 {
            assert!(is_over(guess(n)), "attempt {n}");
        }
        assert!(matches!(guess(25), Err(Error::Throttled(_))));
        assert!(enters(&desk, ADA, PASSWORD), "others are not held up");
    });
}

#[test]
fn who_may_make_which_link_for_whom() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let refusal = |by: &Agent, person, kind| match given(&desk, by, person, kind) {
            Err(Error::Refused(code) | Error::Forbidden(code)) => code,
            Err(Error::NotFound) => "not found",
            other => panic!("{:?}", other.map(|link| link.link)),
        };
        let ada = desk.agent.person;
        for (name, agent) in desk.everybody() {
            if name != "administrator" {
                assert_eq!(refusal(agent, ada, LinkKind::Reset), "administer", "{name}");
            }
        }
        let administrator = &desk.administrator;
        assert_eq!(refusal(administrator, ada, LinkKind::Invitation), "link_has_account");
        assert_eq!(refusal(administrator, Person::SYSTEM, LinkKind::Reset), "not found");
        assert_eq!(refusal(administrator, Id::fixed(999), LinkKind::Reset), "not found");
        let nina = Invitation {
            email: "Nina@alder.example ".to_owned(),
            name: "Nina New".to_owned(),
            roles: vec!["agent".to_owned()],
        };
        let (person, link) = invited(&desk, administrator, nina.clone()).unwrap();
        assert_eq!(link.link.expires_at, MORNING.plus(7 * DAY));
        assert_eq!(refusal(administrator, person.id, LinkKind::Reset), "link_no_account");
        assert!(!enters(&desk, "nina@alder.example", NEW));
        let (again, newer) = invited(&desk, administrator, nina.clone()).unwrap();
        assert_eq!(again.id, person.id, "she is invited again, not made known twice");
        assert!(is_over(used(&desk, &link.token, NEW)));
        used(&desk, &newer.token, NEW).unwrap();
        assert!(enters(&desk, "nina@alder.example", NEW));
        assert!(
            matches!(invited(&desk, administrator, nina), Err(Error::Invalid(faults)) if faults[0].code == "taken")
        );
    });
}

#[test]
fn an_invitation_names_what_is_wrong_and_makes_nobody_known() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let new = |email: &str, name: &str, roles: &[&str]| Invitation {
            email: email.to_owned(),
            name: name.to_owned(),
            roles: roles.iter().map(|&role| role.to_owned()).collect(),
        };
        let faults = |new| match invited(&desk, &desk.administrator, new) {
            Err(Error::Invalid(faults)) => (faults[0].field.clone(), faults[0].code),
            other => panic!("{:?}", other.map(|(person, _)| person)),
        };
        let email = "nina@alder.example";
        assert_eq!(faults(new(email, "Nina", &[])), ("role".to_owned(), "required"));
        assert_eq!(faults(new(email, "Nina", &["king"])), ("role".to_owned(), "option"));
        assert_eq!(faults(new("nina", "Nina", &["agent"])), ("email".to_owned(), "email"));
        assert_eq!(faults(new(email, " ", &["agent"])), ("name".to_owned(), "required"));
        assert_eq!(db.read(|tx| Person::find_by_email(tx, email)).unwrap(), None);
        let by = desk.agent.clone();
        let forbidden = invited(&desk, &by, new(email, "Nina", &["administrator"]));
        assert!(matches!(forbidden, Err(Error::Forbidden("administer"))));
    });
}

#[test]
fn nobody_locks_the_last_administrator_out() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let out = |person| {
            let (ctx, by) = (desk.context(&desk.administrator), desk.administrator.clone());
            db.write(move |tx| let_in(tx, &ctx, &by, person, false))
        };
        let own = out(desk.administrator.person);
        assert!(matches!(own, Err(Error::Refused("deactivate_yourself"))));
        // Somebody who has just lost the role themselves lets the only other one out.
        let administrator = desk.administrator.person;
        let by = Agent { person: desk.manager.person, ..desk.administrator.clone() };
        let ctx = desk.context(&by);
        let last = db.write(move |tx| let_in(tx, &ctx, &by, administrator, false));
        assert!(matches!(last, Err(Error::Refused("last_administrator"))));
        assert!(db.read(|tx| Person::find(tx, administrator)).unwrap().unwrap().active);
        assert!(out(desk.agent.person).is_ok());
        assert!(!enters(&desk, ADA, PASSWORD));
    });
}

#[test]
fn everybody_is_listed_once_and_found_by_a_part() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        enters(&desk, ADA, PASSWORD);
        let list = |text: &str, active, after: Vec<u8>, limit| {
            let query = UserQuery { text: text.to_owned(), active, after, limit };
            db.read(|tx| users(tx, &desk.administrator, &query)).unwrap()
        };
        let mut all: Vec<User> = Vec::new();
        let mut after = Vec::new();
        loop {
            let page = list("", None, after, 3);
            assert!(page.users.len() <= 3);
            all.extend(page.users);
            match page.next {
                Some(next) => after = next,
                None => break,
            }
        }
        let names: Vec<&str> = all.iter().map(|user| user.name.as_str()).collect();
        assert_eq!(names.len(), 10, "{names:?}");
        assert!(names.is_sorted() && !names.contains(&"System"), "{names:?}");
        let ada = all.iter().find(|user| user.name == "Ada Agent").unwrap();
        assert_eq!(
            (ada.roles.as_slice(), ada.signed_in_at),
            (&["agent".to_owned()][..], Some(MORNING))
        );
        let found = |text: &str| list(text, None, Vec::new(), 50).users.len();
        assert_eq!(found("AGENT"), 1);
        assert_eq!(found("birch.example"), 2);
        assert_eq!((found("%"), found("_"), found("!"), found("nobody")), (0, 0, 0, 0));
        assert_eq!(list("", Some(false), Vec::new(), 50).users.len(), 0);
        let query = UserQuery { after: vec![1, 2], limit: 5, ..UserQuery::default() };
        let odd = db.read(|tx| users(tx, &desk.administrator, &query).map(|page| page.users));
        assert!(matches!(odd, Err(Error::Invalid(_))));
        for (name, agent) in
            desk.everybody().into_iter().filter(|(name, _)| *name != "administrator")
        {
            let page = db.read(|tx| users(tx, agent, &UserQuery::default()).map(|page| page.users));
            assert!(matches!(page, Err(Error::Forbidden(_))), "{name}");
            let one = db.read(|tx| user_account(tx, agent, agent.person, MORNING).map(drop));
            assert!(matches!(one, Err(Error::Forbidden(_))), "{name}");
        }
        let known = db.read(|tx| user_account(tx, &desk.administrator, ada.id, MORNING)).unwrap();
        assert_eq!(
            (known.teams.as_slice(), known.sessions.len()),
            (&["Service desk".to_owned()][..], 1)
        );
    });
}

#[test]
fn what_a_link_holds_is_kept_nowhere() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let link = given(&desk, &desk.administrator, desk.agent.person, LinkKind::Reset).unwrap();
        let found = db.read(|tx| find_link(tx, &link.token, MORNING)).unwrap().unwrap();
        assert_eq!((found.0.clone(), found.1.id), (link.link.clone(), desk.agent.person));
        let kept = db
            .read(|tx| user_account(tx, &desk.administrator, desk.agent.person, MORNING))
            .unwrap();
        assert_eq!(kept.link, Some(link.link));
        assert!(!format!("{kept:?}").contains(&link.token));
    });
}
