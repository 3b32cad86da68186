//! The second factor, on both engines.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test")]

use std::time::Duration;

use db::{Db, Id, Timestamp};
use desk::account::{
    HashedPassword, NewSession, Owner, Sealer, TotpSecret, Visitor, awaited, begin_second_factor,
    confirm_second_factor, find_session, finish_sign_in, pending_second_factor, prove_either,
    purge_steps, remove_second_factor, renew_recovery_codes, second_factor_of, set_password,
    sign_in, take_second_factor,
};
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
        let (ctx, own) = (desk.context(&desk.agent), sealer.clone());
        let code = secret.code_at(desk.clock.now());
        let codes = db.write(move |tx| confirm_second_factor(tx, &ctx, &own, ada, &code)).unwrap();
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
            let threads = [&one, &two].map(|step| scope.spawn(|| set.give(step, &code).is_ok()));
            threads
                .into_iter()
                .filter(|_| true)
                .map(|thread| thread.join().unwrap())
                .filter(|in_| *in_)
                .count()
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
        let confirm = |code: String| {
            let (ctx, own) = (desk.context(&desk.agent), sealer.clone());
            db.write(move |tx| confirm_second_factor(tx, &ctx, &own, ada, &code))
        };
        assert!(matches!(confirm("000000".to_owned()), Err(Error::Refused("factor_not_begun"))));
        let first = begin(&sealer).unwrap();
        let secret = begin(&sealer).unwrap();
        let pending = db.read(|tx| pending_second_factor(tx, &sealer, ada)).unwrap().unwrap();
        assert_eq!(pending.text(), secret.text());
        let session = sign_in(db, &desk.clock, &desk.chance, ADA, PASSWORD, "192.0.2.1").unwrap();
        assert!(!session.awaits_code, "nobody is kept out by a picture they have not scanned");
        assert!(matches!(confirm(first.code_at(MORNING)), Err(Error::Invalid(_))));
        assert!(confirm(secret.code_at(MORNING)).is_ok());
        assert!(matches!(begin(&sealer), Err(Error::Refused("factor_there"))));
    });
}

#[test]
fn it_is_taken_away_by_a_proof_or_by_an_administrator() {
    each_engine(|db| {
        let set = Set::up(db);
        let (desk, ada) = (&set.desk, set.desk.agent.person);
        let prove = |typed: &str| {
            let (ctx, from) = (desk.context(&desk.agent), Visitor::from("192.0.2.1"));
            prove_either(db, &ctx, &set.sealer, ada, &from, typed)
        };
        assert!(matches!(prove("000000"), Err(Error::Invalid(_))));
        assert!(prove(PASSWORD).is_ok() && prove(&set.codes[0]).is_ok());
        assert!(prove(&set.secret.code_at(set.now())).is_ok());
        let take = |by: &desk::access::Agent, person: Id<Person>| {
            let (ctx, by) = (desk.context(by), by.clone());
            db.write(move |tx| take_second_factor(tx, &ctx, &by, person))
        };
        assert!(matches!(take(&desk.team_lead, ada), Err(Error::Forbidden(_))));
        let own = take(&desk.administrator, desk.administrator.person);
        assert!(matches!(own, Err(Error::Refused("own_factor"))));
        take(&desk.administrator, ada).unwrap();
        assert_eq!(db.read(|tx| second_factor_of(tx, ada)).unwrap(), None);
        assert!(!set.password().awaits_code);
        let ctx = desk.context(&desk.agent);
        db.write(move |tx| remove_second_factor(tx, &ctx, ada)).unwrap();
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
