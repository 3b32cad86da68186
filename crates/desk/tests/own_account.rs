//! What people do with their own account: password, sessions, tokens; on both engines.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test")]

use std::time::Duration;

use db::{Db, Timestamp};
use desk::account::{
    HashedPassword, NewSession, Owner, PasswordChange, Proof, Visitor, end_session, find_session,
    find_token, revoke_own_token, sessions_of, set_password, sign_in, sign_out_elsewhere,
};
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
fn a_password_is_changed_by_who_knows_it_and_ends_every_other_session() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let ada = desk.agent.person;
        let (here, there) =
            (enter(&desk, ADA, PASSWORD).unwrap(), enter(&desk, ADA, PASSWORD).unwrap());
        let lena = enter(&desk, "lena@alder.example", PASSWORD).unwrap();
        let proof = Proof::of_session(&here.token);
        let change = |present: &str, password: &str| {
            let change =
                PasswordChange { present: present.to_owned(), password: password.to_owned() };
            let (ctx, from) = (desk.context(&desk.agent), Visitor::from("192.0.2.1"));
            let ready = change.prepare(db, &ctx, ada, &from)?;
            db.write(move |tx| ready.save(tx, &ctx, proof))
        };
        let fault = |outcome: Result<()>| match outcome {
            Err(Error::Invalid(faults)) => (faults[0].field.clone(), faults[0].code),
            other => panic!("{other:?}"),
        };
        let new = "quite another one";
        for (present, password, field, code) in [
            ("", new, "present", "required"),
            ("not the password", new, "present", "wrong_password"),
            (PASSWORD, PASSWORD, "password", "same_password"),
            (PASSWORD, "too short", "password", "too_short"),
            (PASSWORD, "ada@alder.example", "password", "own_name"),
            (PASSWORD, "Ada Agent 2026", "password", "own_name"),
            (PASSWORD, "iloveyou123456", "password", "common_password"),
        ] {
            assert_eq!(fault(change(present, password)), (field.to_owned(), code), "{password}");
        }
        assert!(alive(db, &there.token, MORNING), "nothing has happened yet");
        change(PASSWORD, new).unwrap();
        assert!(alive(db, &here.token, MORNING) && alive(db, &lena.token, MORNING));
        assert!(!alive(db, &there.token, MORNING));
        assert!(matches!(enter(&desk, ADA, PASSWORD), Err(Error::Refused("sign_in"))));
        assert!(enter(&desk, ADA, new).is_ok());
    });
}

#[test]
fn guessing_at_the_present_password_is_held_up_and_keeps_nobody_out() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let guess = || {
            let change = PasswordChange {
                present: "a wrong guess".to_owned(),
                password: "quite another one".to_owned(),
            };
            let (ctx, from) = (desk.context(&desk.agent), Visitor::from("192.0.2.1"));
            change.prepare(db, &ctx, desk.agent.person, &from).map(drop)
        };
        for _ in 0..5 {
            assert!(matches!(guess(), Err(Error::Invalid(_))));
        }
        assert!(matches!(guess(), Err(Error::Throttled(_))));
        assert!(enter(&desk, ADA, PASSWORD).is_ok(), "the door knows nothing of it");
    });
}

#[test]
fn a_change_prepared_before_another_password_was_set_is_refused() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let (ctx, ada) = (desk.context(&desk.agent), desk.agent.person);
        let change = PasswordChange {
            present: PASSWORD.to_owned(),
            password: "quite another one".to_owned(),
        };
        let ready = change.prepare(db, &ctx, ada, &Visitor::from("192.0.2.1")).unwrap();
        let hashed =
            HashedPassword::new("set by somebody else", &Owner::default(), &desk.chance).unwrap();
        let setting = ctx.clone();
        db.write(move |tx| set_password(tx, &setting, ada, &hashed)).unwrap();
        let late = db.write(move |tx| ready.save(tx, &ctx, Proof::of_session("none")));
        assert!(matches!(late, Err(Error::Invalid(faults)) if faults[0].code == "wrong_password"));
        assert!(enter(&desk, ADA, "set by somebody else").is_ok());
    });
}

#[test]
fn sessions_say_whence_and_are_ended_one_by_one_or_all_but_one() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let ada = desk.agent.person;
        let with = |device: &str| {
            let from = Visitor::new("192.0.2.1", device);
            sign_in(db, &desk.clock, &desk.chance, ADA, PASSWORD, from).unwrap()
        };
        let (one, two, three) = (with("one"), with("two"), with(&"x\u{7}".repeat(500)));
        let bo = enter(&desk, "bo@birch.example", PASSWORD).unwrap();
        let open = || db.read(|tx| sessions_of(tx, ada, MORNING)).unwrap();
        let devices: std::collections::BTreeSet<String> =
            open().into_iter().map(|session| session.from.device).collect();
        assert_eq!(devices, ["one".to_owned(), "two".to_owned(), "x".repeat(300)].into());
        assert!(open().iter().all(|session| session.from.address == "192.0.2.1"));
        let of = |token: &str| {
            let proof = Proof::of_session(token);
            open().into_iter().find(|session| session.is(proof)).unwrap().id
        };
        let end = |person, session| {
            let ctx = desk.context(&desk.agent);
            db.write(move |tx| end_session(tx, &ctx, person, session))
        };
        let two_id = of(&two.token);
        assert!(matches!(end(desk.birch_agent.person, two_id), Err(Error::NotFound)));
        end(ada, two_id).unwrap();
        assert!(!alive(db, &two.token, MORNING) && alive(db, &three.token, MORNING));
        assert!(matches!(end(ada, two_id), Err(Error::NotFound)));
        let (ctx, keep) = (desk.context(&desk.agent), Proof::of_session(&one.token));
        db.write(move |tx| sign_out_elsewhere(tx, &ctx, ada, keep)).unwrap();
        assert!(alive(db, &one.token, MORNING) && alive(db, &bo.token, MORNING));
        assert!(!alive(db, &three.token, MORNING));
        assert_eq!(open().len(), 1);
        let idle = MORNING.plus(13 * HOUR);
        assert!(db.read(|tx| sessions_of(tx, ada, idle)).unwrap().is_empty());
    });
}

#[test]
fn only_ones_own_token_is_withdrawn() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let text = desk.token(&desk.agent);
        let token = db.read(|tx| find_token(tx, &text, MORNING)).unwrap().unwrap().id;
        let revoke = |person| {
            let ctx = desk.context(&desk.agent);
            db.write(move |tx| revoke_own_token(tx, &ctx, person, token))
        };
        assert!(matches!(revoke(desk.birch_agent.person), Err(Error::NotFound)));
        assert!(db.read(|tx| find_token(tx, &text, MORNING)).unwrap().is_some());
        revoke(desk.agent.person).unwrap();
        assert!(db.read(|tx| find_token(tx, &text, MORNING)).unwrap().is_none());
    });
}
