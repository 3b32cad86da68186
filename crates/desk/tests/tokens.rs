//! Tokens people make themselves, and what administrators see of everybody's.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test")]

use std::time::Duration;

use desk::access::Agent;
use desk::account::{
    HeldToken, NewToken, TokenQuery, TokenState, find_token, make_own_token, prove_all,
    revoke_anybodys_token, token, tokens, touch_token,
};
use desk::account::{Sealer, Visitor};
use desk::input::{RawInput, RawValue};
use desk::keys::Secret;
use desk::people::Person;
use desk::{Error, Result};
use mainstay_desk as desk;
use testkit::{Desk, PASSWORD, each_engine};

const DAY: Duration = Duration::from_secs(24 * 3600);

fn make(desk: &Desk, by: &Agent, name: &str, days: RawValue) -> Result<NewToken> {
    let values = [("name", RawValue::Text(name.to_owned())), ("days", days)];
    let values = values.map(|(name, value)| (name.to_owned(), value)).into();
    let raw = RawInput { values, version: None };
    let (ctx, by) = (desk.context(by), by.clone());
    desk.db.write(move |tx| make_own_token(tx, &ctx, &by, &raw))
}

fn listed(desk: &Desk, query: &TokenQuery) -> Vec<HeldToken> {
    let now = desk.clock.now();
    desk.db.read(|tx| tokens(tx, &desk.administrator, query, now)).unwrap().tokens
}

fn names(desk: &Desk, state: TokenState) -> Vec<String> {
    let query = TokenQuery { state, limit: 50, ..TokenQuery::default() };
    listed(desk, &query).into_iter().map(|held| held.token.name).collect()
}

#[test]
fn a_token_of_ones_own_works_until_it_ends_and_says_what_is_wrong_with_it() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let ada = &desk.agent;
        for (name, days, field, code) in [
            ("", RawValue::Null, "name", "required"),
            (&"x".repeat(101), RawValue::Null, "name", "too_long"),
            ("x", RawValue::Number(0), "days", "number"),
            ("x", RawValue::Number(3_651), "days", "number"),
            ("x", RawValue::Text("soon".to_owned()), "days", "number"),
        ] {
            let Err(Error::Invalid(faults)) = make(&desk, ada, name, days) else {
                panic!("{code}")
            };
            assert_eq!((faults[0].field.as_str(), faults[0].code), (field, code));
        }
        let new = make(&desk, ada, "nightly", RawValue::Number(30)).unwrap();
        let works = |now| db.read(|tx| find_token(tx, &new.text, now)).unwrap();
        let found = works(desk.clock.now()).unwrap();
        assert_eq!((found.person, found.name.as_str()), (ada.person, "nightly"));
        desk.clock.advance(30 * DAY);
        assert!(works(desk.clock.now()).is_none());
        for n in 0..100 {
            make(&desk, ada, &format!("n{n}"), RawValue::Null).unwrap();
        }
        let one_more = make(&desk, ada, "one more", RawValue::Null);
        assert!(matches!(one_more, Err(Error::Refused("too_many_tokens"))));
    });
}

#[test]
fn administrators_see_everybodys_tokens_mark_the_idle_and_revoke_them() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let old = make(&desk, &desk.agent, "old", RawValue::Null).unwrap();
        let used = make(&desk, &desk.agent, "used", RawValue::Number(365)).unwrap();
        desk.clock.advance(90 * DAY);
        let (id, now) = (used.id, desk.clock.now());
        db.housekeep(move |tx| touch_token(tx, id, now)).unwrap();
        make(&desk, &desk.requester, "fresh", RawValue::Number(1)).unwrap();
        let all = ["fresh", "used", "old"];
        assert_eq!(names(&desk, TokenState::Any), all, "made last first");
        assert_eq!(names(&desk, TokenState::Idle), ["old"]);
        assert_eq!(names(&desk, TokenState::Endless), ["old"]);
        desk.clock.advance(DAY);
        assert_eq!(names(&desk, TokenState::Working), ["used", "old"]);
        assert_eq!(names(&desk, TokenState::Any), all);
        let person = Some(desk.requester.person);
        let hers = listed(&desk, &TokenQuery { person, limit: 50, ..TokenQuery::default() });
        assert_eq!((hers.len(), hers[0].owner.as_str()), (1, "Rosa Requester"));
        // Pages lose and repeat nothing.
        let now = desk.clock.now();
        let (mut met, mut before) = (Vec::new(), None);
        loop {
            let query = TokenQuery { before, limit: 1, ..TokenQuery::default() };
            let page = db.read(|tx| tokens(tx, &desk.administrator, &query, now)).unwrap();
            met.extend(page.tokens.into_iter().map(|held| held.token.name));
            before = page.next;
            if before.is_none() {
                break;
            }
        }
        assert_eq!(met, all);
        for (name, agent) in desk.everybody() {
            let read = db.read(|tx| tokens(tx, agent, &TokenQuery::default(), now));
            assert_eq!(read.is_ok(), name == "administrator", "{name}");
        }
        let revoke = |by: &Agent, id| {
            let (ctx, by) = (desk.context(by), by.clone());
            db.write(move |tx| revoke_anybodys_token(tx, &ctx, &by, id))
        };
        assert!(matches!(revoke(&desk.auditor, old.id), Err(Error::Forbidden("administer"))));
        let nothing = db::Id::from_bytes([0; 16]);
        assert!(matches!(revoke(&desk.administrator, nothing), Err(Error::NotFound)));
        revoke(&desk.administrator, old.id).unwrap();
        revoke(&desk.administrator, old.id).unwrap();
        assert!(db.read(|tx| find_token(tx, &old.text, now)).unwrap().is_none());
        let held = db.read(|tx| token(tx, &desk.administrator, old.id)).unwrap();
        assert!(held.token.revoked_at.is_some() && held.owner_active);
        let ada = desk.agent.person;
        let ctx = desk.context(&desk.administrator);
        db.write(move |tx| Person::set_active(tx, &ctx, ada, false)).unwrap();
        let held = db.read(|tx| token(tx, &desk.administrator, used.id)).unwrap();
        assert!(!held.owner_active);
    });
}

#[test]
fn whoever_makes_a_token_proves_that_it_is_them() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let (ctx, from) = (desk.context(&desk.agent), Visitor::from("192.0.2.1"));
        let sealer = Sealer::new(&Secret::random(&desk.chance));
        let prove = |present: &str, code: &str| {
            prove_all(db, &ctx, &sealer, desk.agent.person, &from, (present, code))
        };
        prove(PASSWORD, "").unwrap();
        for (present, why) in [("", "required"), ("not the password", "wrong_password")] {
            let Err(Error::Invalid(faults)) = prove(present, "") else { panic!("{why}") };
            assert_eq!((faults[0].field.as_str(), faults[0].code), ("present", why));
        }
    });
}
