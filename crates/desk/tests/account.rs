//! Signing in, sessions and tokens, on both engines.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test")]

use std::time::Duration;

use db::{Db, Timestamp};
use desk::account::{
    HashedPassword, NewSession, NewUser, Owner, add_token, add_user, find_session, find_token,
    has_account, purge_sessions, purge_throttle, revoke_token, set_password, sign_in, sign_out,
    tokens_of, touch_session, touch_token,
};
use desk::people::{NewPerson, Person};
use desk::{Error, Result};
use mainstay_desk as desk;
use testkit::{Desk, MORNING, PASSWORD, each_engine};

const ADA: &str = "ada@alder.example";
const HOUR: Duration = Duration::from_secs(3600);

fn enter_from(desk: &Desk, email: &str, password: &str, address: &str) -> Result<NewSession> {
    sign_in(&desk.db, &desk.clock, &desk.chance, email, password, address)
}

fn enter(desk: &Desk, email: &str, password: &str) -> Result<NewSession> {
    enter_from(desk, email, password, "192.0.2.1")
}

fn alive(db: &Db, token: &str, now: Timestamp) -> bool {
    db.read(|tx| find_session(tx, token, now)).unwrap().is_some()
}

#[test]
fn the_right_password_begins_a_session_that_can_be_ended() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let new = enter(&desk, " ADA@alder.example", PASSWORD).unwrap();
        assert_eq!(new.person, desk.agent.person);
        let session = db.read(|tx| find_session(tx, &new.token, MORNING)).unwrap().unwrap();
        assert_eq!(session.person, desk.agent.person);
        assert!(session.csrf_is(&new.csrf));
        assert!(!session.csrf_is("") && !session.csrf_is(&new.token));
        assert!(!alive(db, "another token", MORNING));
        let other = enter(&desk, ADA, PASSWORD).unwrap();
        assert_ne!((&other.token, &other.csrf), (&new.token, &new.csrf));
        let token = new.token.clone();
        let ctx = desk.context(&desk.agent);
        db.write(move |tx| sign_out(tx, &ctx, &token, "203.0.113.7")).unwrap();
        assert!(!alive(db, &new.token, MORNING));
        assert!(alive(db, &other.token, MORNING), "the other browser stays signed in");
    });
}

#[test]
fn whatever_is_wrong_the_answer_is_the_same() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let ctx = desk.context(&desk.administrator);
        let (bo, alder) = (desk.birch_agent.person, desk.alder);
        db.write(move |tx| {
            Person::set_active(tx, &ctx, bo, false)?;
            let new = NewPerson::named("No account", alder).with_email("none@alder.example");
            Person::create(tx, &ctx, &new)
        })
        .unwrap();
        let attempts = [
            (ADA, "not the password"),
            (ADA, ""),
            ("nobody@alder.example", PASSWORD),
            ("none@alder.example", PASSWORD),
            ("bo@birch.example", PASSWORD),
            ("not an address", PASSWORD),
            ("", ""),
        ];
        for (email, password) in attempts {
            let outcome = enter(&desk, email, password);
            assert!(matches!(outcome, Err(Error::Refused("sign_in"))), "{email:?} {password:?}");
        }
    });
}

#[test]
fn guessing_at_an_account_takes_longer_and_longer() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let wait = |outcome: Result<NewSession>| match outcome {
            Err(Error::Throttled(seconds)) => Some(seconds),
            Err(Error::Refused("sign_in")) => None,
            Err(other) => panic!("{other}"),
            Ok(_) => panic!("the password was wrong"),
        };
        // Each from another address, so that only the account counts.
        let guess = |n: u32| enter_from(&desk, ADA, "a wrong guess", &format!("192.0.2.{n}"));
        for n in 1..=5 {
            assert_eq!(wait(guess(n)), None, "attempt {n}");
        }
        assert_eq!(wait(guess(6)), Some(3));
        let right = enter_from(&desk, ADA, PASSWORD, "192.0.2.99");
        assert!(matches!(right, Err(Error::Throttled(_))), "the right password waits as well");
        assert!(enter(&desk, "lena@alder.example", PASSWORD).is_ok(), "others are not held up");
        desk.clock.advance(Duration::from_secs(2));
        assert_eq!(wait(guess(7)), None);
        assert_eq!(wait(guess(8)), Some(5));
        desk.clock.advance(Duration::from_secs(4));
        assert!(enter_from(&desk, ADA, PASSWORD, "192.0.2.99").is_ok());
        for n in 11..=14 {
            assert_eq!(wait(guess(n)), None, "forgotten after the success");
        }
    });
}

#[test]
fn an_address_that_tries_many_accounts_is_held_up() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let guess = |n: u32| {
            enter_from(&desk, &format!("nobody{n}@alder.example"), PASSWORD, "198.51.100.7")
        };
        for n in 0..24 {
            assert!(matches!(guess(n), Err(Error::Refused(_))), "attempt {n}");
        }
        // A success in between does not wash the address clean.
        assert!(enter_from(&desk, ADA, PASSWORD, "198.51.100.7").is_ok());
        assert!(matches!(guess(24), Err(Error::Refused(_))));
        assert!(matches!(guess(25), Err(Error::Throttled(3))));
        assert!(matches!(
            enter_from(&desk, ADA, PASSWORD, "198.51.100.7"),
            Err(Error::Throttled(_))
        ));
        assert!(enter_from(&desk, ADA, PASSWORD, "198.51.100.8").is_ok());
        let later = MORNING.plus(2 * HOUR);
        assert!(db.housekeep(move |tx| purge_throttle(tx, later)).unwrap() > 20);
        assert!(enter_from(&desk, ADA, PASSWORD, "198.51.100.7").is_ok());
    });
}

#[test]
fn guesses_made_at_once_are_all_counted() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let outcomes: Vec<_> = std::thread::scope(|scope| {
            let guess = || enter(&desk, ADA, "a wrong guess");
            let threads: Vec<_> = (0..12).map(|_| scope.spawn(guess)).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        let tried = outcomes.iter().filter(|o| matches!(o, Err(Error::Refused("sign_in")))).count();
        let sent_away = outcomes.iter().filter(|o| matches!(o, Err(Error::Throttled(_)))).count();
        assert_eq!((tried, sent_away), (5, 7));
    });
}

#[test]
fn a_session_ends_when_it_is_not_used_and_at_the_latest_after_thirty_days() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let token = enter(&desk, ADA, PASSWORD).unwrap().token;
        assert!(alive(db, &token, MORNING.plus(12 * HOUR - Duration::from_secs(1))));
        assert!(!alive(db, &token, MORNING.plus(12 * HOUR)));
        let mut now = MORNING;
        while alive(db, &token, now) {
            let session = db.read(|tx| find_session(tx, &token, now)).unwrap().unwrap();
            db.housekeep(move |tx| touch_session(tx, &session, now)).unwrap();
            now = now.plus(11 * HOUR);
        }
        assert!(now >= MORNING.plus(30 * 24 * HOUR));
        assert!(now < MORNING.plus(31 * 24 * HOUR));
        assert_eq!(db.housekeep(move |tx| purge_sessions(tx, now)).unwrap(), 1);
    });
}

#[test]
fn uses_are_noted_once_a_minute() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let token = enter(&desk, ADA, PASSWORD).unwrap().token;
        let session = |now| db.read(|tx| find_session(tx, &token, now)).unwrap().unwrap();
        let soon = MORNING.plus(Duration::from_secs(59));
        assert!(!session(soon).wants_touch(soon));
        let later = MORNING.plus(Duration::from_secs(60));
        let before = session(later);
        assert!(before.wants_touch(later));
        db.housekeep(move |tx| touch_session(tx, &before, later)).unwrap();
        assert!(!session(later).wants_touch(later));
        let text = desk.token(&desk.agent);
        let find = |now| db.read(|tx| find_token(tx, &text, now)).unwrap().unwrap();
        let api = find(later);
        assert!(api.wants_touch(later), "never used");
        db.housekeep(move |tx| touch_token(tx, api.id, later)).unwrap();
        assert_eq!(find(later).used_at, Some(later));
        assert!(!find(later).wants_touch(later));
    });
}

#[test]
fn a_new_password_signs_everybody_out() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let token = enter(&desk, ADA, PASSWORD).unwrap().token;
        let other = enter(&desk, "lena@alder.example", PASSWORD).unwrap().token;
        let (ctx, ada) = (desk.context(&desk.agent), desk.agent.person);
        let password =
            HashedPassword::new("quite another one", &Owner::default(), &desk.chance).unwrap();
        db.write(move |tx| set_password(tx, &ctx, ada, &password)).unwrap();
        assert!(!alive(db, &token, MORNING));
        assert!(alive(db, &other, MORNING));
        assert!(matches!(enter(&desk, ADA, PASSWORD), Err(Error::Refused("sign_in"))));
        assert!(enter(&desk, ADA, "quite another one").is_ok());
    });
}

#[test]
fn a_token_works_until_it_expires_or_is_revoked() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let ctx = desk.context(&desk.agent);
        let end = MORNING.plus(HOUR);
        let new = {
            let ctx = ctx.clone();
            db.write(move |tx| add_token(tx, &ctx, "ADA@alder.example", " nightly ", Some(end)))
                .unwrap()
        };
        assert!(new.text.starts_with("ms_") && new.text.len() == 46, "{}", new.text);
        let find = |text: &str, now| db.read(|tx| find_token(tx, text, now)).unwrap();
        let token = find(&new.text, MORNING).unwrap();
        assert_eq!((token.person, token.name.as_str()), (desk.agent.person, "nightly"));
        assert_eq!(find(&new.text, end), None);
        assert_eq!(find(&new.text[..45], MORNING), None);
        assert_eq!(find(&new.text.replace("ms_", ""), MORNING), None);
        db.write(move |tx| revoke_token(tx, &ctx, new.id)).unwrap();
        assert_eq!(find(&new.text, MORNING), None);
        let kept = db.read(|tx| tokens_of(tx, desk.agent.person)).unwrap();
        assert_eq!(kept.len(), 1);
        assert_eq!(kept[0].revoked_at, Some(MORNING));
    });
}

#[test]
fn a_token_is_refused_for_nobody_without_a_name_and_for_the_past() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let refusal = |email: &'static str, name: &'static str, end| {
            let ctx = desk.context(&desk.administrator);
            match db.write(move |tx| add_token(tx, &ctx, email, name, end)) {
                Err(Error::Invalid(faults)) => (faults[0].field.clone(), faults[0].code),
                other => panic!("{:?}", other.map(|token| token.id)),
            }
        };
        assert_eq!(refusal("nobody@alder.example", "x", None), ("user".to_owned(), "unknown"));
        assert_eq!(refusal(ADA, " ", None), ("name".to_owned(), "required"));
        assert_eq!(refusal(ADA, "x", Some(MORNING)), ("expires_at".to_owned(), "past"));
    });
}

#[test]
fn adding_a_user_is_refused_with_the_field_or_completes_a_known_person() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let password = HashedPassword::new(PASSWORD, &Owner::default(), &desk.chance).unwrap();
        let user = |email: &str, roles: &[&str]| NewUser {
            email: email.to_owned(),
            name: "Nina New".to_owned(),
            roles: roles.iter().map(|&role| role.to_owned()).collect(),
            password: password.clone(),
            company: desk.alder,
        };
        let add = |new: NewUser| {
            let ctx = desk.context(&desk.administrator);
            db.write(move |tx| add_user(tx, &ctx, &new))
        };
        let refusal = |new| match add(new) {
            Err(Error::Invalid(faults)) => (faults[0].field.clone(), faults[0].code),
            other => panic!("{other:?}"),
        };
        assert_eq!(refusal(user(ADA, &["agent"])), ("email".to_owned(), "taken"));
        assert_eq!(
            refusal(user("nina@alder.example", &["agent", "king"])),
            ("role".to_owned(), "option")
        );
        assert_eq!(refusal(user("nina@alder.example", &[])), ("role".to_owned(), "required"));
        assert_eq!(refusal(user("nina", &["agent"])), ("email".to_owned(), "email"));
        let (ctx, alder) = (desk.context(&desk.administrator), desk.alder);
        let known = db
            .write(move |tx| {
                let new = NewPerson::named("Nina Known", alder).with_email("nina@alder.example");
                Person::create(tx, &ctx, &new)
            })
            .unwrap();
        assert!(!db.read(|tx| has_account(tx, known.id)).unwrap());
        assert_eq!(add(user("Nina@alder.example", &["agent", "auditor"])).unwrap(), known.id);
        let session = enter(&desk, "nina@alder.example", PASSWORD).unwrap();
        assert_eq!(session.person, known.id);
        let kept = db.read(|tx| Person::find(tx, known.id)).unwrap().unwrap();
        assert_eq!(kept.name, "Nina Known", "a known person keeps their name");
    });
}
