//! Roles that were changed through the doors of administrators mean at once, in Rust and in SQL, what they
//! say.

use desk::access::{ANY_KIND, Action, Agent, Holder, Permissions, Reach, Role};
use desk::roles::{NewRole, Sheet, grant, make, revoke, set};
use desk::{Error, Kind};
use mainstay_desk as desk;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use testkit::{Desk, each_engine};

use super::explain::{agrees, bare};
use super::{KINDS, records};

static INCIDENT: Kind = bare(KINDS[0]);
static PROBLEM: Kind = bare(KINDS[1]);
static KNOWN: [&Kind; 2] = [&INCIDENT, &PROBLEM];
const ROLES: [&str; 3] = ["first", "second", "third"];

/// A cell drawn by numbers: of which kind, action and reach.
type Drawn = (usize, usize, usize);

fn sheet(drawn: &[Drawn]) -> Sheet {
    let mut sheet = Sheet::default();
    for (kind, action, reach) in drawn {
        let kind = [KINDS[0], KINDS[1], ANY_KIND][*kind];
        sheet.allow(kind, Action::EVERY[*action], Reach::EVERY[*reach]);
    }
    sheet
}

/// Some cells, more often about seeing than about the rest.
fn any_cells() -> impl Strategy<Value = Vec<Drawn>> {
    let seeing = [Action::Read, Action::ReadRestricted, Action::Audit];
    let seeing: Vec<usize> =
        (0..Action::EVERY.len()).filter(|place| seeing.contains(&Action::EVERY[*place])).collect();
    let action = prop_oneof![prop::sample::select(seeing), 0..Action::EVERY.len()];
    prop::collection::vec((0..3usize, action, 0..4usize), 0..12)
}

fn make_roles(desk: &Desk) {
    let by = desk.administrator.clone();
    let ctx = desk.context(&by);
    desk.db
        .write(move |tx| {
            for code in ROLES {
                let name = format!("The {code}");
                let new = NewRole { code: code.to_owned(), name, like: String::new() };
                make(tx, &ctx, &by, &KNOWN, &new)?;
            }
            Ok::<_, Error>(())
        })
        .unwrap();
}

#[test]
fn what_is_set_is_what_somebody_may_and_finds() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let samples = records(db, &desk, 120);
        make_roles(&desk);
        let me = desk.requester.person;
        let config = Config { cases: 24, failure_persistence: None, ..Config::default() };
        let drawn = prop::array::uniform3((any_cells(), any::<bool>()));
        TestRunner::new(config)
            .run(&drawn, |roles| {
                let (by, ctx) = (desk.administrator.clone(), desk.context(&desk.administrator));
                let given = roles.clone();
                let agent = db
                    .write(move |tx| {
                        for (code, (cells, holds)) in ROLES.iter().zip(&given) {
                            set(tx, &ctx, &by, &KNOWN, code, (&sheet(cells), None))?;
                            match holds {
                                true => drop(grant(tx, &ctx, &by, code, &me.to_string())?),
                                false => revoke(tx, &ctx, &by, &KNOWN, (code, me))?,
                            }
                        }
                        Agent::load(tx, me)
                    })
                    .unwrap()
                    .unwrap();
                let ready = Sheet::ready("requester").unwrap();
                let held = roles.iter().filter(|(_, holds)| *holds);
                let sheets: Vec<Sheet> =
                    held.map(|(cells, _)| sheet(cells)).chain([ready]).collect();
                let model: Permissions = sheets.iter().flat_map(Sheet::cells).collect();
                prop_assert_eq!(&agent.permissions, &model);
                let together = db.read(|tx| Agent::load_all(tx, &[me])).unwrap();
                prop_assert_eq!(&together[&me].permissions, &model, "read with many others");
                for (code, (cells, _)) in ROLES.iter().zip(&roles) {
                    let there = db.read(|tx| {
                        let role = Role::find_by_code(tx, code)?.unwrap();
                        Sheet::of(tx, &KNOWN, role.id)
                    });
                    prop_assert_eq!(there.unwrap(), sheet(cells));
                }
                let holder = db.read(|tx| Holder::load(tx, me)).unwrap();
                agrees(db, &holder, &agent, &samples)
            })
            .unwrap();
    });
}
