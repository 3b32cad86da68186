//! Roles as administrators change them: made, set, held, and what is refused.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test")]

use std::fmt::Debug;

use db::{Db, Id, Tx, params};
use desk::access::{ANY_KIND, Action, Agent, Reach};
use desk::account::Demand;
use desk::people::{Person, has_administrator};
use desk::roles::{
    Effect, NewRole, Sheet, Standing, delete, grant, holders, make, preview, rename, restore,
    revoke, set, standing, standings,
};
use desk::{Context, Error, Result, audit};
use mainstay_desk as desk;
use testkit::{Desk, each_engine};

db::statements! {
    FOREIGN = "INSERT INTO permission (role_id, kind, action, reach)
        SELECT id, 'ghost', 'read', 'all' FROM role WHERE code = $1";
    FOREIGN_LEFT = "SELECT reach FROM permission WHERE kind = 'ghost'";
}

/// Does something as somebody.
fn doing<T: Send + 'static>(
    desk: &Desk,
    by: &Agent,
    act: impl Fn(&Tx<'_>, &Context, &Agent) -> Result<T> + Send + 'static,
) -> Result<T> {
    let (ctx, by) = (desk.context(by), by.clone());
    desk.db.write(move |tx| act(tx, &ctx, &by))
}

fn as_admin<T: Send + 'static>(
    desk: &Desk,
    act: impl Fn(&Tx<'_>, &Context, &Agent) -> Result<T> + Send + 'static,
) -> Result<T> {
    doing(desk, &desk.administrator, act)
}

fn new(desk: &Desk, code: &str, name: &str, like: &str) -> Result<String> {
    let [code, name, like] = [code, name, like].map(str::to_owned);
    let role = NewRole { code, name, like };
    as_admin(desk, move |tx, ctx, by| Ok(make(tx, ctx, by, &[], &role)?.code))
}

fn set_to(desk: &Desk, code: &'static str, sheet: Sheet) -> Result<()> {
    as_admin(desk, move |tx, ctx, by| set(tx, ctx, by, &[], code, (&sheet, None)).map(drop))
}

fn give(desk: &Desk, code: &'static str, who: &str) -> Result<Id<Person>> {
    let who = who.to_owned();
    as_admin(desk, move |tx, ctx, by| grant(tx, ctx, by, code, &who))
}

fn take(desk: &Desk, code: &'static str, who: Id<Person>) -> Result<()> {
    as_admin(desk, move |tx, ctx, by| revoke(tx, ctx, by, &[], (code, who)))
}

fn fault<T: Debug>(outcome: Result<T>) -> (String, &'static str) {
    match outcome {
        Err(Error::Invalid(faults)) => (faults[0].field.clone(), faults[0].code),
        other => panic!("{other:?}"),
    }
}

fn refusal<T: Debug>(outcome: Result<T>) -> &'static str {
    match outcome {
        Err(Error::Refused(code)) => code,
        other => panic!("{other:?}"),
    }
}

fn now(desk: &Desk, code: &str) -> Standing {
    desk.db.read(|tx| standing(tx, &desk.auditor, &[], code)).unwrap()
}

fn tried(desk: &Desk, code: &str, sheet: &Sheet) -> Effect {
    desk.db.read(|tx| preview(tx, &desk.administrator, &[], code, sheet)).unwrap()
}

fn may(db: &Db, person: Id<Person>, action: Action) -> Option<Reach> {
    let agent = db.read(|tx| Agent::load(tx, person)).unwrap().unwrap();
    agent.permissions.reach(ANY_KIND, action)
}

fn with(mut sheet: Sheet, action: Action, reach: Reach) -> Sheet {
    sheet.allow(ANY_KIND, action, reach);
    sheet
}

/// A sheet without one of its actions.
fn without(sheet: &Sheet, action: Action) -> Sheet {
    let mut less = Sheet::default();
    for (kind, other, reach) in sheet.cells().filter(|(_, other, _)| *other != action) {
        less.allow(kind, other, reach);
    }
    less
}

#[test]
fn a_role_is_made_set_held_renamed_and_deleted_and_all_of_it_is_written_down() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let mia = desk.manager.person;
        assert_eq!(new(&desk, "night_shift", " Night shift ", "agent").unwrap(), "night_shift");
        let made = now(&desk, "night_shift");
        assert_eq!((made.role.name.as_str(), made.is_ready), ("Night shift", false));
        assert_eq!(Some(&made.sheet), Sheet::ready("agent").as_ref(), "it began like the other");
        assert!(made.differs.is_empty(), "there is nothing it came with");
        let sheet = with(Sheet::default(), Action::Close, Reach::Team);
        set_to(&desk, "night_shift", sheet.clone()).unwrap();
        set_to(&desk, "night_shift", sheet.clone()).unwrap();
        give(&desk, "night_shift", "mia@alder.example").unwrap();
        give(&desk, "night_shift", &mia.to_string()).unwrap();
        assert_eq!(may(db, mia, Action::Close), Some(Reach::Team), "at once");
        let page = db.read(|tx| holders(tx, &desk.auditor, "night_shift", &[], 10)).unwrap();
        assert_eq!(page.holders[0].name, "Mia Manager");
        let held = as_admin(&desk, |tx, ctx, by| delete(tx, ctx, by, "night_shift"));
        assert_eq!(fault(held), ("role".to_owned(), "role_held"));
        take(&desk, "night_shift", mia).unwrap();
        take(&desk, "night_shift", mia).unwrap();
        assert_eq!(may(db, mia, Action::Close), None, "at once");
        as_admin(&desk, |tx, ctx, by| rename(tx, ctx, by, "night_shift", "Night watch")).unwrap();
        as_admin(&desk, |tx, ctx, by| delete(tx, ctx, by, "night_shift")).unwrap();
        let gone = db.read(|tx| standing(tx, &desk.administrator, &[], "night_shift"));
        assert!(matches!(gone, Err(Error::NotFound)));
        let about = Some(("role_code", "night_shift"));
        let verbs = [
            "create_role",
            "set_permissions",
            "grant_role",
            "revoke_role",
            "rename_role",
            "delete_role",
        ];
        let entries = db.read(|tx| audit::lately(tx, &desk.auditor, &verbs, about, 20)).unwrap();
        let done: Vec<&str> = entries.iter().rev().map(|entry| entry.verb.as_str()).collect();
        assert_eq!(done, verbs, "each once, however often it was asked for");
        let said = |verb: &str, field: &str| -> Vec<String> {
            let entry = entries.iter().find(|entry| entry.verb == verb).unwrap();
            let values = entry.values.iter().filter(|value| value.field == field);
            values.map(|value| value.value.clone().unwrap()).collect()
        };
        assert_eq!(said("set_permissions", "permission"), ["night_shift * close team"]);
        let before = said("set_permissions", "permission_before");
        assert!(before.contains(&"night_shift * read company".to_owned()), "{before:?}");
        assert!(before.contains(&"night_shift * close company".to_owned()), "{before:?}");
        assert_eq!(said("rename_role", "name_before"), ["Night shift"]);
        assert_eq!(said("delete_role", "permission_before"), ["night_shift * close team"]);
    });
}

#[test]
fn what_cannot_be_a_role_is_refused_by_field() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        for (code, name, like, field, why) in [
            ("", "A", "", "code", "required"),
            ("New", "A", "", "code", "code"),
            ("1st", "A", "", "code", "code"),
            ("a b", "A", "", "code", "code"),
            ("new", "A", "", "code", "reserved"),
            ("agent", "A", "", "code", "taken"),
            (&"x".repeat(65), "A", "", "code", "code"),
            ("mine", " ", "", "name", "required"),
            ("mine", "AGENT", "", "name", "taken"),
            ("mine", &"x".repeat(201), "", "name", "too_long"),
            ("mine", "Mine", "nobody", "like", "no_such"),
        ] {
            let refused = fault(new(&desk, code, name, like));
            assert_eq!(refused, (field.to_owned(), why), "{code:?} {name:?} {like:?}");
        }
        let roles = db.read(|tx| standings(tx, &desk.auditor, &[])).unwrap();
        assert_eq!(roles.len(), 6, "nothing was half made");
        let renamed = as_admin(&desk, |tx, ctx, by| rename(tx, ctx, by, "agent", "manager"));
        assert_eq!(fault(renamed), ("name".to_owned(), "taken"));
        as_admin(&desk, |tx, ctx, by| rename(tx, ctx, by, "agent", "AGENT")).unwrap();
        for (who, why) in [
            ("", "required"),
            ("ghost@alder.example", "no_such"),
            (&Person::SYSTEM.to_string(), "no_such"),
            (&Person::UNKNOWN.to_string(), "no_such"),
        ] {
            assert_eq!(fault(give(&desk, "agent", who)), ("person".to_owned(), why), "{who}");
        }
        let rosa = desk.requester.person;
        as_admin(&desk, move |tx, ctx, _| Person::set_active(tx, ctx, rosa, false)).unwrap();
        let out = give(&desk, "agent", "rosa@alder.example");
        assert_eq!(fault(out), ("person".to_owned(), "inactive"));
        assert_eq!(now(&desk, "requester").resting, 1);
        assert_eq!(
            refusal(as_admin(&desk, |tx, ctx, by| delete(tx, ctx, by, "agent"))),
            "role_ready"
        );
    });
}

#[test]
fn only_who_administers_changes_and_only_who_oversees_reads() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        for (name, agent) in desk.everybody() {
            let reads = ["administrator", "auditor"].contains(&name);
            let read = db.read(|tx| standings(tx, agent, &[]));
            assert_eq!(read.is_ok(), reads, "{name}");
            let seen = db.read(|tx| holders(tx, agent, "agent", &[], 5));
            assert_eq!(seen.is_ok(), reads, "{name}");
            if name == "administrator" {
                continue;
            }
            let sheet = with(Sheet::default(), Action::Administer, Reach::All);
            let forbidden = [
                doing(&desk, agent, move |tx, ctx, by| {
                    set(tx, ctx, by, &[], "requester", (&sheet, None)).map(drop)
                }),
                doing(&desk, agent, |tx, ctx, by| restore(tx, ctx, by, &[], "agent").map(drop)),
                doing(&desk, agent, |tx, ctx, by| {
                    make(tx, ctx, by, &[], &NewRole::default()).map(drop)
                }),
                doing(&desk, agent, |tx, ctx, by| rename(tx, ctx, by, "agent", "x").map(drop)),
                doing(&desk, agent, |tx, ctx, by| delete(tx, ctx, by, "agent")),
                doing(&desk, agent, |tx, ctx, by| {
                    grant(tx, ctx, by, "administrator", &by.person.to_string()).map(drop)
                }),
                doing(&desk, agent, |tx, ctx, by| revoke(tx, ctx, by, &[], ("agent", by.person))),
            ];
            for outcome in forbidden {
                assert!(matches!(outcome, Err(Error::Forbidden("administer"))), "{name}");
            }
        }
    });
}

#[test]
fn nobody_takes_the_last_right_to_administer_nor_their_own() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let (adam, otto) = (desk.administrator.person, desk.auditor.person);
        let ready = Sheet::ready("administrator").unwrap();
        let less = without(&ready, Action::Administer);
        // They hold it themselves, and are the only one.
        assert_eq!(refusal(set_to(&desk, "administrator", less.clone())), "own_right");
        assert_eq!(tried(&desk, "administrator", &less).refusal, Some("own_right"));
        assert_eq!(refusal(take(&desk, "administrator", adam)), "own_right");
        // Another one who administers by the same role helps only when it is taken from one of them.
        give(&desk, "administrator", "otto@alder.example").unwrap();
        assert_eq!(refusal(take(&desk, "administrator", adam)), "own_right");
        take(&desk, "administrator", otto).unwrap();
        // By another role of theirs they still may.
        new(&desk, "keeper", "Keeper", "administrator").unwrap();
        give(&desk, "keeper", "adam@alder.example").unwrap();
        assert_eq!(tried(&desk, "administrator", &less).refusal, None);
        set_to(&desk, "administrator", less.clone()).unwrap();
        assert_eq!(now(&desk, "administrator").differs.len(), 1);
        assert!(db.read(has_administrator).unwrap(), "whatever the role is called");
        // As whoever asks is known with each request.
        let fresh = db.read(|tx| Agent::load(tx, adam)).unwrap().unwrap();
        let own =
            doing(&desk, &fresh, move |tx, ctx, by| revoke(tx, ctx, by, &[], ("keeper", adam)));
        assert_eq!(refusal(own), "own_right");
        // Somebody else, who administers without an account of their own, leaves nobody.
        let keeper = Agent { roles: Vec::new(), ..desk.administrator.clone() };
        let last = doing(&desk, &keeper, move |tx, ctx, by| {
            set(tx, ctx, by, &[], "keeper", (&Sheet::default(), None)).map(drop)
        });
        assert_eq!(refusal(last), "last_administrator");
        let elsewhere = Agent { person: otto, ..keeper };
        let last =
            doing(&desk, &elsewhere, move |tx, ctx, by| revoke(tx, ctx, by, &[], ("keeper", adam)));
        assert_eq!(refusal(last), "last_administrator");
        assert!(db.read(has_administrator).unwrap());
        as_admin(&desk, |tx, ctx, by| restore(tx, ctx, by, &[], "administrator")).unwrap();
        assert!(now(&desk, "administrator").differs.is_empty());
        assert_eq!(
            refusal(as_admin(&desk, |tx, ctx, by| restore(tx, ctx, by, &[], "keeper"))),
            "role_not_ready"
        );
    });
}

#[test]
fn the_effect_counts_whom_it_touches_and_no_one_who_may_it_anyway() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        // Three ask for things at two companies; one of them works as well.
        let asks = Sheet::ready("requester").unwrap();
        give(&desk, "agent", "rosa@alder.example").unwrap();
        let wider = with(asks.clone(), Action::Read, Reach::Team);
        let wider = with(wider, Action::ReadRestricted, Reach::All);
        let effect = tried(&desk, "requester", &wider);
        assert_eq!((effect.holders, effect.refusal), (3, None));
        let told: Vec<_> = effect
            .shifts
            .iter()
            .map(|shift| (shift.action, shift.before, shift.after, shift.people))
            .collect();
        let expected = [
            (Action::Read, Some(Reach::Own), Some(Reach::Team), 2),
            (Action::ReadRestricted, None, Some(Reach::All), 3),
        ];
        assert_eq!(told, expected, "whoever works reads farther than that already");
        let narrower = without(&asks, Action::Reopen);
        let [only] = &tried(&desk, "requester", &narrower).shifts[..] else { panic!() };
        assert_eq!((only.action, only.is_wider(), only.people), (Action::Reopen, false, 2));
        let carl = desk.colleague.person;
        as_admin(&desk, move |tx, ctx, _| Person::set_active(tx, ctx, carl, false)).unwrap();
        assert_eq!(tried(&desk, "requester", &narrower).holders, 2, "who may not come in is none");
        assert!(tried(&desk, "requester", &asks).shifts.is_empty());
        assert_eq!(now(&desk, "requester").sheet, asks, "trying sets nothing");
    });
}

#[test]
fn a_sheet_is_not_set_over_one_that_was_not_seen() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let seen = now(&desk, "manager").sheet.seen();
        let first = with(now(&desk, "manager").sheet, Action::Close, Reach::Team);
        let second = with(now(&desk, "manager").sheet, Action::Hold, Reach::Team);
        let both = |sheet: Sheet, seen: String| {
            as_admin(&desk, move |tx, ctx, by| {
                set(tx, ctx, by, &[], "manager", (&sheet, Some(&seen))).map(drop)
            })
        };
        both(first.clone(), seen.clone()).unwrap();
        assert_eq!(refusal(both(second.clone(), seen)), "role_changed");
        assert_eq!(now(&desk, "manager").sheet, first);
        both(second.clone(), first.seen()).unwrap();
        assert_eq!(now(&desk, "manager").sheet, second);
        let differs = now(&desk, "manager").differs;
        assert_eq!(differs.len(), 1);
        assert_eq!((differs[0].before, differs[0].after), (None, Some(Reach::Team)));
    });
}

#[test]
fn what_is_for_another_program_stays_and_a_demand_keeps_its_role() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        new(&desk, "mine", "Mine", "").unwrap();
        as_admin(&desk, |tx, _, _| Ok(tx.execute(FOREIGN, params!["mine"])?)).unwrap();
        set_to(&desk, "mine", with(Sheet::default(), Action::Read, Reach::Own)).unwrap();
        set_to(&desk, "mine", Sheet::default()).unwrap();
        let left: String =
            db.read(|tx| Ok::<_, Error>(tx.one(FOREIGN_LEFT, params![])?.get(0)?)).unwrap();
        assert_eq!(left, "all", "a practice that is not here keeps its permissions");
        let demand = |roles: &[&str]| {
            let roles = roles.iter().map(|role| (*role).to_owned()).collect();
            let demand = Demand { everybody: false, roles };
            as_admin(&desk, move |tx, ctx, by| demand.set(tx, ctx, by)).unwrap();
        };
        demand(&["mine"]);
        let gone = || as_admin(&desk, |tx, ctx, by| delete(tx, ctx, by, "mine"));
        assert_eq!(refusal(gone()), "role_demanded");
        demand(&[]);
        gone().unwrap();
        let entries = db.read(|tx| audit::lately(tx, &desk.auditor, &["delete_role"], None, 1));
        let told = entries.unwrap().remove(0).values;
        let told = told.iter().find(|value| value.field == "permission_before").unwrap();
        assert_eq!(told.value.as_deref(), Some("mine ghost read all"), "what went with it");
    });
}
