//! Settings as one text: what it says of an installation makes another one the same, and a plan tells
//! beforehand what that would change.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test")]

mod order;
mod views;

use db::{Db, Tx, params};
use desk::baseline::{self, Asked, Step, parse};
use desk::{Error, Fault, Kind, Result};
use mainstay_incident::KIND;
use testkit::{Desk, each_engine};

const KINDS: &[&Kind] = &[&KIND];

db::statements! {
    ENTRIES = "SELECT CAST(COUNT(*) AS BIGINT) FROM entry";
}

fn written(desk: &Desk) -> String {
    let by = desk.administrator.clone();
    let ctx = desk.context(&by);
    desk.db.read(|tx| baseline::text(tx, &ctx, &by, KINDS)).unwrap()
}

fn asked(text: &str) -> Asked {
    Asked { file: parse(text).unwrap(), ..Asked::default() }
}

fn plan(desk: &Desk, asked: &Asked) -> Result<Vec<Step>> {
    let by = desk.administrator.clone();
    baseline::plan(&desk.db, &desk.context(&by), &by, KINDS, asked)
}

fn apply(desk: &Desk, asked: &Asked) -> Result<Vec<Step>> {
    let by = desk.administrator.clone();
    let (ctx, asked) = (desk.context(&by), asked.clone());
    desk.db.write(move |tx: &Tx<'_>| baseline::apply(tx, &ctx, &by, KINDS, &asked))
}

fn entries(db: &Db) -> i64 {
    db.read(|tx| tx.one(ENTRIES, params![])?.get(0)).unwrap()
}

fn faults<T: std::fmt::Debug>(refused: Result<T>) -> Vec<Fault> {
    match refused {
        Err(Error::Invalid(faults)) => faults,
        other => panic!("{other:?} instead of faults"),
    }
}

fn told(steps: &[Step]) -> Vec<String> {
    steps
        .iter()
        .map(|step| format!("{} {} {}", step.does.code(), step.section, step.entry))
        .collect()
}

const MORE: &str = r#"form = 1

[[company]]
name = "Cedar Mills"

[[site]]
company = "Cedar Mills"
path = ["Oslo"]

[[site]]
company = "Cedar Mills"
path = ["Oslo", "Floor 2"]

[[department]]
company = "Cedar Mills"
path = ["Sales"]
head = "ada@alder.example"

[[team]]
name = "Cedar desk"
company = "Cedar Mills"

[[escalation]]
team = "Cedar desk"
escalates_to = "Network"

[[service]]
name = "Payroll"
company = "Cedar Mills"
active = false

[[category]]
kind = "incident"
path = ["Hardware of Cedar"]

[[category]]
kind = "incident"
path = ["Hardware of Cedar", "Printers"]

[[choice]]
kind = "incident"
list = "hold_reason"
code = "parts"
label = "Waits for parts"

[[role]]
code = "night_watch"
name = "Night watch"
permissions = ["* read all", "incident comment team"]

[[field]]
kind = "incident"
code = "x.floor"
type = "choice"
labels = ["en: Floor", "de: Etage"]
help = ["en: Where it stands"]
options = ["ground", "first"]
option_labels = ["ground: en: Ground floor", "ground: de: Erdgeschoss"]

[[closing]]
kind = "incident"
close_after = 9
reopen_within = ""

[[retention]]
of = "incident"
days = 900

[[assignment_rule]]
kind = "incident"
name = "Printers of Cedar"
condition = "title contains printer"
team = "Cedar desk"
gives = "round_robin"

[[assignment_rule]]
kind = "incident"
name = "Rest"
team = "Network"
gives = "team"

[[view]]
kind = "incident"
owner = "ada@alder.example"
name = "Ground floor"
shared_with = "team"
team = "Cedar desk"
q = "x.floor = ground"
columns = ["priority", "x.floor"]
sort = "-opened_at"

[[view]]
kind = "incident"
owner = "lena@alder.example"
name = "Ground floor"
shared_with = "company"
company = "Cedar Mills"
"#;

#[test]
fn what_is_written_changes_nothing_where_it_was_written() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        apply(&desk, &asked(MORE)).unwrap();
        let text = written(&desk);
        let whole = Asked { everything: true, ..asked(&text) };
        assert_eq!(plan(&desk, &whole).unwrap(), [], "{text}");
        let before = entries(db);
        assert_eq!(apply(&desk, &whole).unwrap(), []);
        assert_eq!(entries(db), before, "nothing is told of what changes nothing");
    });
}

#[test]
fn a_plan_tells_what_would_be_done_and_does_nothing() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let (text, count) = (written(&desk), entries(db));
        let planned = plan(&desk, &asked(MORE)).unwrap();
        assert_eq!((written(&desk), entries(db)), (text, count));
        let expected = [
            "add company Cedar Mills",
            "add site Cedar Mills · Oslo",
            "add site Cedar Mills · Oslo / Floor 2",
            "add department Cedar Mills · Sales",
            "add team Cedar desk",
            "change escalation Cedar desk",
            "add service Payroll",
            "add category incident · Hardware of Cedar",
            "add category incident · Hardware of Cedar / Printers",
            "add choice incident · hold_reason · parts",
            "add role night_watch",
            "add field incident · x.floor",
            "change closing incident",
            "add retention incident",
            "add assignment_rule incident · Printers of Cedar",
            "add assignment_rule incident · Rest",
            "add view incident · ada@alder.example · Ground floor",
            "add view incident · lena@alder.example · Ground floor",
        ];
        assert_eq!(told(&planned), expected);
        let seen = Asked { seen: Some(baseline::seen(&planned)), ..asked(MORE) };
        assert_eq!(apply(&desk, &seen).unwrap(), planned);
        assert_eq!(plan(&desk, &asked(MORE)).unwrap(), [], "it is so now");
        let late = apply(&desk, &seen);
        assert!(matches!(late, Err(Error::Refused("baseline_changed"))), "{late:?}");
        assert_eq!(desk::journal::verify::verify(db).unwrap().broken, None);
    });
}

#[test]
fn another_installation_becomes_the_same() {
    each_engine(|one| {
        let first = Desk::set_up(one);
        apply(&first, &asked(MORE)).unwrap();
        let text = written(&first);
        each_engine(|other| {
            let second = Desk::set_up(other);
            let whole = Asked { everything: true, ..asked(&text) };
            apply(&second, &whole).unwrap();
            assert_eq!(written(&second), text);
        });
    });
}

#[test]
fn only_a_text_that_says_everything_takes_away() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let bare = written(&desk);
        apply(&desk, &asked(MORE)).unwrap();
        assert_eq!(plan(&desk, &asked(&bare)).unwrap().len(), 1, "only what it names changes");
        let whole = Asked { everything: true, ..asked(&bare) };
        let steps = told(&plan(&desk, &whole).unwrap());
        for gone in ["take team Cedar desk", "take role night_watch", "take retention incident"] {
            // No rules and no retention were there: sections a text does not have are left alone.
            let is_there = gone != "take retention incident";
            assert_eq!(steps.iter().any(|step| step == gone), is_there, "{gone}: {steps:?}");
        }
        let refused = apply(&desk, &Asked { everything: true, ..asked(&bare) });
        refused.unwrap();
        let left = plan(&desk, &Asked { everything: true, ..asked(&bare) }).unwrap();
        assert_eq!(left, [], "{left:?}");
    });
}

#[test]
fn a_name_is_the_same_whatever_its_capitals() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        apply(&desk, &asked(MORE)).unwrap();
        let text = written(&desk);
        let small = text.replace("name = \"Cedar desk\"", "name = \"CEDAR DESK\"");
        let whole = Asked { everything: true, ..asked(&small) };
        assert_eq!(plan(&desk, &whole).unwrap(), []);
    });
}

#[test]
fn what_rests_can_be_made_with_all_that_belongs_to_it() {
    const RESTING: &str = r#"form = 1

[[company]]
name = "Gone"
active = false

[[team]]
name = "Team of gone"
company = "Gone"
active = false

[[category]]
kind = "incident"
path = ["Old"]
active = false

[[category]]
kind = "incident"
path = ["Old", "Older"]
"#;
    each_engine(|db| {
        let desk = Desk::set_up(db);
        apply(&desk, &asked(RESTING)).unwrap();
        assert_eq!(plan(&desk, &asked(RESTING)).unwrap(), []);
        let text = written(&desk);
        each_engine(|other| {
            let second = Desk::set_up(other);
            apply(&second, &Asked { everything: true, ..asked(&text) }).unwrap();
            assert_eq!(written(&second), text);
        });
    });
}

#[test]
fn plans_of_new_fields_do_not_add_up() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let before = desk.db.read(desk::custom::list).unwrap().len();
        for _ in 0..3 {
            plan(&desk, &asked(MORE)).unwrap();
        }
        assert_eq!(desk.db.read(desk::custom::list).unwrap().len(), before);
        apply(&desk, &asked(MORE)).unwrap();
        assert_eq!(desk.db.read(desk::custom::list).unwrap().len(), before + 1);
    });
}

#[test]
fn whatever_is_wrong_is_told_with_its_place_and_line_and_nothing_is_done() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let (text, count) = (written(&desk), entries(db));
        let wrong = r#"form = 1

[[team]]
name = "New team"
company = "Nowhere"

[[category]]
kind = "incident"
path = ["Not there", "Below it"]

[[role]]
code = "administrator"
permissions = ["* read all"]

[[retention]]
of = "incident"
days = 3
"#;
        let found = faults(apply(&desk, &asked(wrong)));
        let told: Vec<(&str, &str, &str)> = found
            .iter()
            .map(|fault| {
                let line = fault.details.iter().find(|(name, _)| *name == "line");
                (fault.field.as_str(), fault.code, line.map_or("", |(_, line)| line.as_str()))
            })
            .collect();
        assert_eq!(told[0], ("team.0.company", "no_such", "3"));
        assert_eq!(told[1], ("category.0.path", "no_such", "7"));
        assert_eq!((told[2].0, told[2].2), ("role.0", "11"), "{told:?}");
        assert_eq!((told[3].0, told[3].2), ("retention.0.days", "15"), "{told:?}");
        assert_eq!((written(&desk), entries(db)), (text, count));
    });
}

#[test]
fn a_text_that_is_none_is_refused_with_its_line() {
    for (text, field, code) in [
        ("form = 1\n[team", "text", "not_toml"),
        ("[organisation]\nname = \"x\"", "form", "baseline_form"),
        ("form = 2", "form", "baseline_form"),
        ("form = 1\n[[ghost]]\nname = \"x\"", "ghost", "no_such_section"),
        ("form = 1\n[team]\nname = \"x\"", "team", "section_form"),
        ("form = 1\nteam = 3", "team", "section_form"),
        ("form = 1\n[[team]]\ncompany = \"x\"", "team.0.name", "required"),
        ("form = 1\n[[team]]\nname = \"x\"\nghost = 1", "team.0.ghost", "unknown"),
        ("form = 1\n[[team]]\nname = 1.5", "team.0.name", "baseline_value"),
        (
            "form = 1\n[second_factor]\neverybody = \"true\"",
            "second_factor.0.everybody",
            "baseline_value",
        ),
        ("form = 1\n[second_factor]\nroles = \"agent\"", "second_factor.0.roles", "baseline_value"),
        (
            "form = 1\n[[role]]\ncode = \"a\"\npermissions = \"* read all\"",
            "role.0.permissions",
            "baseline_value",
        ),
    ] {
        let found = faults(parse(text));
        assert_eq!((found[0].field.as_str(), found[0].code), (field, code), "{text}");
    }
}

#[test]
fn only_who_administers_reads_and_applies_it() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        for by in [&desk.agent, &desk.auditor, &desk.manager] {
            let ctx = desk.context(by);
            let read = desk.db.read(|tx| baseline::text(tx, &ctx, by, KINDS));
            assert!(matches!(read, Err(Error::Forbidden(_))), "{read:?}");
            let planned = baseline::plan(&desk.db, &ctx, by, KINDS, &asked(MORE));
            assert!(matches!(planned, Err(Error::Forbidden(_))), "{planned:?}");
        }
    });
}
