//! The second factor, on both engines.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test")]

use std::time::Duration;

use db::{Db, Id, Timestamp};
use desk::access::Agent;
use desk::account::{
    Demand, HashedPassword, NewSession, Owner, Proof, Sealer, TotpSecret, Visitor, awaited,
    begin_second_factor, confirm_second_factor, find_session, finish_sign_in, must_set_up,
    pending_second_factor, prove_both, purge_steps, remove_second_factor, renew_recovery_codes,
    second_factor_of, set_password, sign_in, take_second_factor,
};
use desk::audit::{AuditQuery, audit};
use desk::input::{RawInput, RawValue};
use desk::journal::Logbook;
use desk::keys::Secret;
use desk::people::Person;
use desk::{Error, Result};
use mainstay_desk as desk;
use testkit::{Desk, MORNING, PASSWORD, each_engine};

const ADA: &str = "ada@alder.example";
const STEP: Duration = Duration::from_secs(30);

struct Set {
    desk: Desk,
    sealer: Sealer,
    secret: TotpSecret,
    codes: Vec<String>,
}

impl Set {
    fn up(db: &Db) -> Set {
        let desk = Desk::set_up(db);
        let sealer = Sealer::new(&Secret::random(&desk.chance));
        let (ctx, ada, own) = (desk.context(&desk.agent), desk.agent.person, sealer.clone());
        let secret = db.write(move |tx| begin_second_factor(tx, &ctx, &own, ada)).unwrap();
        let (ctx, code) = (desk.context(&desk.agent), secret.code_at(desk.clock.now()));
        let own = (ada, Proof::of_session("another"));
        let codes = confirm_second_factor(db, &ctx, &sealer, own, &code).unwrap();
        desk.clock.advance(2 * STEP);
        Set { desk, sealer, secret, codes }
    }

    fn now(&self) -> Timestamp {
        self.desk.clock.now()
    }

    fn password(&self) -> NewSession {
        let desk = &self.desk;
        sign_in(&desk.db, &desk.clock, &desk.chance, ADA, PASSWORD, "192.0.2.1").unwrap()
    }

    fn give(&self, step: &NewSession, code: &str) -> Result<NewSession> {
        let (desk, from) = (&self.desk, Visitor::from("192.0.2.1"));
        let given = (step.token.as_str(), code);
        finish_sign_in(&desk.db, &desk.clock, &desk.chance, &self.sealer, given, &from)
    }

    fn is_in(&self, session: &NewSession) -> bool {
        let now = self.now();
        self.desk.db.read(|tx| find_session(tx, &session.token, now)).unwrap().is_some()
    }
}

fn is_wrong(outcome: &Result<NewSession>) -> bool {
    matches!(outcome, Err(Error::Invalid(faults)) if faults[0].code == "wrong_code")
}

#[test]
fn the_password_alone_opens_nothing() {
    each_engine(|db| {
        let set = Set::up(db);
        let step = set.password();
        assert!(step.awaits_code && !set.is_in(&step));
        assert!(is_wrong(&set.give(&step, "000000")) && is_wrong(&set.give(&step, "")));
        let code = set.secret.code_at(set.now());
        let session = set.give(&step, &code).unwrap();
        assert!(set.is_in(&session) && !session.awaits_code && session.token != step.token);
        assert!(matches!(set.give(&step, &code), Err(Error::Refused("step_over"))));
        let again = set.password();
        assert!(is_wrong(&set.give(&again, &code)), "a code works once");
        set.desk.clock.advance(STEP);
        let spaced = set.secret.code_at(set.now());
        let spaced = format!(" {} {}", &spaced[..3], &spaced[3..]);
        assert!(set.give(&again, &spaced).is_ok());
    });
}

#[test]
fn a_code_given_twice_at_once_lets_one_in() {
    each_engine(|db| {
        let set = Set::up(db);
        let (one, two) = (set.password(), set.password());
        let code = set.secret.code_at(set.now());
        let let_in = std::thread::scope(|scope| {
            let (set, code) = (&set, code.as_str());
            let threads =
                [&one, &two].map(|step| scope.spawn(move || set.give(step, code).is_ok()));
            threads.map(|thread| thread.join().unwrap()).into_iter().filter(|is_in| *is_in).count()
        });
        assert_eq!(let_in, 1);
    });
}

#[test]
fn each_recovery_code_works_once_however_it_is_typed() {
    each_engine(|db| {
        let set = Set::up(db);
        assert_eq!(set.codes.len(), 10);
        assert!(set.codes.iter().all(|code| code.len() == 19), "{:?}", set.codes);
        let typed = set.codes[3].to_lowercase().replace('-', " ");
        assert!(set.give(&set.password(), &typed).is_ok());
        assert!(is_wrong(&set.give(&set.password(), &set.codes[3])));
        let ada = set.desk.agent.person;
        let left = || db.read(|tx| second_factor_of(tx, ada)).unwrap().unwrap().codes_left;
        assert_eq!(left(), 9);
        let ctx = set.desk.context(&set.desk.agent);
        let others = db.write(move |tx| renew_recovery_codes(tx, &ctx, ada)).unwrap();
        assert_eq!(left(), 10);
        assert!(is_wrong(&set.give(&set.password(), &set.codes[4])));
        assert!(set.give(&set.password(), &others[0]).is_ok());
    });
}

#[test]
fn guessing_codes_is_held_up_and_waiting_has_an_end() {
    each_engine(|db| {
        let set = Set::up(db);
        let step = set.password();
        for _ in 0..5 {
            assert!(is_wrong(&set.give(&step, "123456")));
        }
        assert!(matches!(set.give(&step, "123456"), Err(Error::Throttled(_))));
        let other = set.password();
        let right = set.secret.code_at(set.now());
        assert!(
            matches!(set.give(&other, &right), Err(Error::Throttled(_))),
            "another step does not help"
        );
        set.desk.clock.advance(Duration::from_secs(600));
        let now = set.now();
        assert_eq!(db.read(|tx| awaited(tx, &step.token, now)).unwrap(), None);
        assert!(matches!(set.give(&step, &right), Err(Error::Refused("step_over"))));
        assert_eq!(db.housekeep(move |tx| purge_steps(tx, now)).unwrap(), 2);
    });
}

#[test]
fn a_step_ends_with_the_password_and_with_who_is_let_out() {
    each_engine(|db| {
        let set = Set::up(db);
        let (desk, ada) = (&set.desk, set.desk.agent.person);
        let step = set.password();
        let hashed = HashedPassword::new(PASSWORD, &Owner::default(), &desk.chance).unwrap();
        let ctx = desk.context(&desk.administrator);
        db.write(move |tx| set_password(tx, &ctx, ada, &hashed)).unwrap();
        let code = set.secret.code_at(set.now());
        assert!(matches!(set.give(&step, &code), Err(Error::Refused("step_over"))));
        let step = set.password();
        let ctx = desk.context(&desk.administrator);
        db.write(move |tx| Person::set_active(tx, &ctx, ada, false)).unwrap();
        assert!(matches!(set.give(&step, &code), Err(Error::Refused("step_over"))));
    });
}

#[test]
fn it_is_asked_for_only_once_it_was_confirmed() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let sealer = Sealer::new(&Secret::random(&desk.chance));
        let ada = desk.agent.person;
        let begin = |sealer: &Sealer| {
            let (ctx, own) = (desk.context(&desk.agent), sealer.clone());
            db.write(move |tx| begin_second_factor(tx, &ctx, &own, ada))
        };
        let elsewhere = sign_in(db, &desk.clock, &desk.chance, ADA, PASSWORD, "192.0.2.7").unwrap();
        let here = sign_in(db, &desk.clock, &desk.chance, ADA, PASSWORD, "192.0.2.1").unwrap();
        let confirm = |code: String| {
            let (ctx, own) = (desk.context(&desk.agent), (ada, Proof::of_session(&here.token)));
            confirm_second_factor(db, &ctx, &sealer, own, &code)
        };
        assert!(matches!(confirm("000000".to_owned()), Err(Error::Refused("factor_not_begun"))));
        let first = begin(&sealer).unwrap();
        let secret = begin(&sealer).unwrap();
        let pending =
            db.read(|tx| pending_second_factor(tx, &sealer, ada, MORNING)).unwrap().unwrap();
        assert_eq!(pending.text(), secret.text());
        let session = sign_in(db, &desk.clock, &desk.chance, ADA, PASSWORD, "192.0.2.1").unwrap();
        assert!(!session.awaits_code, "nobody is kept out by a picture they have not scanned");
        assert!(matches!(confirm(first.code_at(MORNING)), Err(Error::Invalid(_))));
        desk.clock.advance(Duration::from_secs(3601));
        let late = secret.code_at(desk.clock.now());
        assert!(matches!(confirm(late), Err(Error::Refused("factor_not_begun"))));
        let secret = begin(&sealer).unwrap();
        let now = desk.clock.now();
        assert!(confirm(secret.code_at(now)).is_ok());
        let open = |token: &str| db.read(|tx| find_session(tx, token, now)).unwrap().is_some();
        assert!(open(&here.token) && !open(&elsewhere.token), "the password alone is over");
        assert!(matches!(begin(&sealer), Err(Error::Refused("factor_there"))));
    });
}

#[test]
fn switching_it_off_takes_the_password_and_a_code() {
    each_engine(|db| {
        let set = Set::up(db);
        let (desk, ada) = (&set.desk, set.desk.agent.person);
        let prove = |present: &str, code: &str| {
            let (ctx, from) = (desk.context(&desk.agent), Visitor::from("192.0.2.1"));
            prove_both(db, &ctx, &set.sealer, ada, &from, (present, code))
        };
        let fault = |outcome: Result<()>| match outcome {
            Err(Error::Invalid(faults)) => (faults[0].field.clone(), faults[0].code),
            other => panic!("{other:?}"),
        };
        let right = set.secret.code_at(set.now());
        assert_eq!(fault(prove("wrong", &right)), ("present".to_owned(), "wrong_password"));
        assert_eq!(fault(prove(PASSWORD, "")), ("code".to_owned(), "required"));
        assert_eq!(fault(prove(PASSWORD, "000000")), ("code".to_owned(), "wrong_code"));
        prove(PASSWORD, &right).unwrap();
        assert_eq!(fault(prove(PASSWORD, &right)), ("code".to_owned(), "wrong_code"), "used");
        prove(PASSWORD, &set.codes[0]).unwrap();
        for _ in 0..5 {
            drop(prove(PASSWORD, "000000"));
        }
        assert!(matches!(prove(PASSWORD, &set.codes[1]), Err(Error::Throttled(_))));
        let ctx = desk.context(&desk.agent);
        db.write(move |tx| remove_second_factor(tx, &ctx, ada, None)).unwrap();
        assert!(!set.password().awaits_code);
    });
}

#[test]
fn an_administrator_takes_it_away_for_a_reason_and_ends_every_session() {
    each_engine(|db| {
        let set = Set::up(db);
        let (desk, ada) = (&set.desk, set.desk.agent.person);
        let session = set.give(&set.password(), &set.codes[0]).unwrap();
        let take = |by: &Agent, person: Id<Person>, reason: &str| {
            let (ctx, by) = (desk.context(by), by.clone());
            let values = [("reason".to_owned(), RawValue::Text(reason.to_owned()))].into();
            let raw = RawInput { values, version: None };
            db.write(move |tx| take_second_factor(tx, &ctx, &by, person, &raw))
        };
        let admin = &desk.administrator;
        assert!(matches!(take(&desk.team_lead, ada, "Lost"), Err(Error::Forbidden(_))));
        assert!(matches!(take(admin, admin.person, "Lost"), Err(Error::Refused("own_factor"))));
        assert!(matches!(take(admin, ada, ""), Err(Error::Invalid(_))));
        let other = desk.colleague.person;
        assert!(matches!(take(admin, other, "Lost"), Err(Error::Refused("factor_absent"))));
        assert!(set.is_in(&session));
        take(admin, ada, "The phone was lost").unwrap();
        assert_eq!(db.read(|tx| second_factor_of(tx, ada)).unwrap(), None);
        assert!(!set.is_in(&session) && !set.password().awaits_code);
        let auditor = desk.auditor.clone();
        let query = AuditQuery {
            book: Logbook::Settings,
            person: None,
            day: None,
            verbs: Vec::new(),
            before: None,
            limit: 50,
        };
        let entries = db.read(move |tx| audit(tx, &auditor, &query)).unwrap().entries;
        let entry = entries.iter().find(|entry| entry.verb == "remove_second_factor").unwrap();
        let value = |field: &str| {
            let found = entry.values.iter().find(|value| value.field == field);
            found.and_then(|value| value.value.clone()).unwrap_or_default()
        };
        assert_eq!(value("reason"), "The phone was lost");
        assert_eq!((value("person"), entry.actor), (ada.to_string(), Some(admin.person)));
    });
}

#[test]
fn it_is_demanded_of_everybody_or_of_roles() {
    each_engine(|db| {
        let set = Set::up(db);
        let desk = &set.desk;
        let demand = |by: &Agent, everybody: bool, roles: &[&str]| {
            let (ctx, by) = (desk.context(by), by.clone());
            let roles = roles.iter().map(|role| (*role).to_owned()).collect();
            let wanted = Demand { everybody, roles };
            db.write(move |tx| wanted.set(tx, &ctx, &by))
        };
        let tried = |everybody: bool, roles: &[&str]| {
            let roles = roles.iter().map(|role| (*role).to_owned()).collect();
            let demand = Demand { everybody, roles };
            let found = db.read(|tx| demand.preview(tx, &desk.administrator));
            let (_, unmet) = found.unwrap();
            (unmet.people.number, unmet.newly.number)
        };
        let must = |agent: &Agent| db.read(|tx| must_set_up(tx, agent)).unwrap();
        let admin = &desk.administrator;
        assert!(!must(&desk.team_lead) && !must(admin));
        let refused =
            db.read(|tx| Demand { everybody: true, roles: vec![] }.preview(tx, &desk.auditor));
        assert!(matches!(refused, Err(Error::Forbidden(_))));
        let (everybody, _) = tried(true, &[]);
        assert_eq!(tried(false, &["administrator"]), (1, 1));
        assert_eq!(tried(false, &["auditor", "administrator", "auditor"]), (2, 2));
        assert_eq!((tried(false, &[]), tried(true, &[]).1), ((0, 0), everybody));
        assert!(matches!(demand(&desk.team_lead, true, &[]), Err(Error::Forbidden(_))));
        assert!(matches!(demand(admin, false, &["king"]), Err(Error::Invalid(_))));
        let kept = demand(admin, false, &["auditor", "administrator", "auditor"]).unwrap();
        assert_eq!(kept.roles, ["administrator", "auditor"]);
        assert!(!must(&desk.team_lead) && must(admin) && must(&desk.auditor));
        assert_eq!(tried(true, &[]), (everybody, everybody - 2), "two had to before");
        assert_eq!(tried(false, &["administrator"]), (1, 0));
        demand(admin, true, &[]).unwrap();
        assert!(must(&desk.team_lead) && !must(&desk.agent), "who has one is free");
        assert_eq!(tried(true, &[]), (everybody, 0));
        demand(admin, false, &[]).unwrap();
        assert!(!must(&desk.team_lead) && !must(admin));
    });
}

#[test]
fn without_the_key_recovery_codes_are_the_way_in() {
    each_engine(|db| {
        let set = Set::up(db);
        let lost = Set { sealer: Sealer::new(&Secret::random(&set.desk.chance)), ..set };
        let code = lost.secret.code_at(lost.now());
        assert!(is_wrong(&lost.give(&lost.password(), &code)));
        assert!(lost.give(&lost.password(), &lost.codes[0]).is_ok());
    });
}
