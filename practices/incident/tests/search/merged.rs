//! Two records become one and come apart again; a part becomes one of its own.

use std::collections::BTreeMap;

use db::{Db, Statement, params};
use desk::access::Agent;
use desk::input::{RawInput, RawValue};
use desk::journal::verify::{Against, verify_against};
use desk::journal::{self};
use desk::{
    Committed, Error, Heading, find_heading, find_visible, headings, link, merge, tag, watch,
};
use mainstay_incident::Incident;
use testkit::each_engine;

use crate::office::{KINDS, Office, Report};

fn raw(values: &[(&str, &str)]) -> RawInput {
    let values: BTreeMap<String, RawValue> =
        values.iter().map(|(k, v)| ((*k).to_owned(), RawValue::Text((*v).to_owned()))).collect();
    RawInput { values, version: None }
}

fn join(office: &Office, by: &Agent, source: &str, target: &str) -> desk::Result<Committed> {
    let (ctx, by, source, input) =
        (office.desk.context(by), by.clone(), source.to_owned(), raw(&[("target", target)]));
    office.desk.db.write(move |tx| merge::merge::<Incident>(tx, &ctx, &by, &source, &input))
}

fn part(office: &Office, by: &Agent, source: &str) -> desk::Result<Committed> {
    let (ctx, by, source) = (office.desk.context(by), by.clone(), source.to_owned());
    office.desk.db.write(move |tx| merge::unmerge::<Incident>(tx, &ctx, &by, &source))
}

fn heading(office: &Office, number: &str) -> Heading {
    let all = &office.desk.administrator;
    office.desk.db.read(|tx| find_heading(tx, all, number)).unwrap()
}

/// Does something to the heading of a record.
fn with(
    office: &Office,
    by: &Agent,
    number: &str,
    act: impl Fn(&db::Tx<'_>, &desk::Context, &Agent, &Heading) -> desk::Result<()> + Send + 'static,
) {
    let (ctx, by, heading) = (office.desk.context(by), by.clone(), heading(office, number));
    office.desk.db.write(move |tx| act(tx, &ctx, &by, &heading)).unwrap();
}

/// All that hangs on a record, in words.
fn hangs(office: &Office, number: &str) -> Vec<String> {
    let (all, record) = (&office.desk.administrator, heading(office, number));
    office
        .desk
        .db
        .read(|tx| {
            let mut hangs: Vec<String> = watch::everybody(tx, record.id)?
                .iter()
                .map(|w| format!("watcher {}", w.name))
                .collect();
            hangs.extend(tag::tags(tx, all, &record)?.iter().map(|t| format!("tag {}", t.label)));
            hangs.extend(
                link::links(tx, all, record.id)?
                    .iter()
                    .map(|l| format!("link {} {}", l.side.code(), l.other.number)),
            );
            hangs.sort();
            Ok::<_, Error>(hangs)
        })
        .unwrap()
}

fn is_sound(office: &Office) {
    let against = Against { kinds: KINDS, ..Against::default() };
    assert_eq!(verify_against(&office.desk.db, against).unwrap().broken, None);
    office.catch_up();
    assert_eq!(desk::search::verify(&office.desk.db, KINDS).unwrap().broken, None);
}

struct Case {
    old: String,
    new: String,
    third: String,
}

/// Two about the same, one on hold with all sorts of things hanging on it.
fn case(office: &Office) -> Case {
    let desk = &office.desk;
    let of = |title: &str| {
        let report = Report { requester: Some(desk.requester.person), ..Report::of(title, "") };
        office.report(&desk.agent, &report)
    };
    let (old, new, third) = (of("Printer jams"), of("Jam in the printer"), of("Floor is closed"));
    office.act(&desk.agent, &old, "start", &[]);
    office.act(
        &desk.agent,
        &old,
        "hold",
        &[("reason", "supplier"), ("until", "2030-01-01T00:00:00Z")],
    );
    office.act(&desk.agent, &old, "comment", &[("body", "It *smells*.")]);
    for who in [&desk.colleague, &desk.manager] {
        with(office, who, &old, watch::watch);
    }
    with(office, &desk.manager, &new, watch::watch);
    for (number, word) in [(&old, "floor2"), (&old, "vip"), (&new, "vip")] {
        with(office, &desk.agent, number, move |tx, ctx, who, record| {
            tag::put(tx, ctx, who, &mainstay_incident::KIND, record, &raw(&[("tag", word)]))
                .map(drop)
        });
    }
    let number = third.clone();
    with(office, &desk.agent, &old, move |tx, ctx, who, record| {
        let input = raw(&[("relation", "caused_by"), ("number", &number)]);
        link::make(tx, ctx, who, &mainstay_incident::KIND, record, &input).map(drop)
    });
    Case { old, new, third }
}

/// Adds a comment.
fn say(office: &Office, by: &Agent, number: &str) -> desk::Result<Committed> {
    let asked = desk::work::Asked {
        number: number.to_owned(),
        verb: mainstay_incident::lifecycle::LIFECYCLE.verb("comment").unwrap(),
        input: raw(&[("body", "hello")]),
        if_match: None,
    };
    let (ctx, by) = (office.desk.context(by), by.clone());
    office.desk.db.write(move |tx| desk::work::act::<Incident>(tx, &ctx, &by, &asked))
}

/// Where a number leads for somebody.
fn leads(office: &Office, number: &str, who: &Agent) -> Option<String> {
    let id = heading(office, number).id;
    office.desk.db.read(|tx| merge::merged_into(tx, who, id)).unwrap().map(|h| h.number)
}

/// What hangs on each of the three.
fn all_that_hangs(office: &Office, case: &Case) -> [Vec<String>; 3] {
    [&case.old, &case.new, &case.third].map(|number| hangs(office, number))
}

#[test]
fn what_hangs_on_it_goes_along() {
    each_engine(|db: &Db| {
        let office = Office::set_up(db);
        let case = case(&office);
        let Case { old, new, third } = &case;
        let agent = office.desk.agent.clone();
        join(&office, &agent, old, &new.to_lowercase()).unwrap();
        let is = db.read(|tx| find_visible::<Incident>(tx, &agent, old)).unwrap();
        assert_eq!(is.record.state.code, "cancelled");
        assert_eq!((is.record.hold_reason.as_deref(), is.record.hold_until), (None, None));
        let [of_old, of_new, of_third] = all_that_hangs(&office, &case);
        assert_eq!(
            of_new,
            [
                format!("link caused_by {third}"),
                format!("link duplicated_by {old}"),
                "tag floor2".into(),
                "tag vip".into(),
                "watcher Carl Colleague".into(),
                "watcher Mia Manager".into(),
            ]
        );
        assert_eq!(
            of_old,
            [format!("link duplicates {new}"), "tag vip".into(), "watcher Mia Manager".into()]
        );
        assert_eq!(of_third, [format!("link causes {new}")]);
        assert_eq!(leads(&office, old, &agent).as_ref(), Some(new));
        assert_eq!(leads(&office, new, &agent), None);
        assert_eq!(leads(&office, old, &office.desk.birch_agent), None);
        // Both histories say so, and what was written stays where it was.
        for number in [old, new] {
            let id = heading(&office, number).id;
            let entries = db.read(|tx| journal::timeline(tx, id.cast())).unwrap();
            assert!(entries.iter().any(|entry| entry.verb == "merge"), "{number}");
        }
        assert_eq!(office.found(&agent, "smells"), [old.as_str()]);
        is_sound(&office);
        // Nothing is done to it any more, but to undo it.
        assert!(matches!(say(&office, &agent, old), Err(Error::Merged(Some(_)))));
        assert!(matches!(join(&office, &agent, old, third), Err(Error::Merged(Some(_)))));
    });
}

#[test]
fn what_went_along_comes_back() {
    each_engine(|db: &Db| {
        let office = Office::set_up(db);
        let case = case(&office);
        let Case { old, new, .. } = &case;
        let agent = office.desk.agent.clone();
        let load = || db.read(|tx| find_visible::<Incident>(tx, &agent, old)).unwrap().record;
        let (before, was) = (all_that_hangs(&office, &case), load());
        join(&office, &agent, old, new).unwrap();
        assert_ne!(all_that_hangs(&office, &case), before);
        part(&office, &agent, old).unwrap();
        let again = load();
        assert_eq!(again.state, was.state);
        assert_eq!(again.hold_reason, was.hold_reason);
        assert_eq!(again.hold_until, was.hold_until);
        assert_eq!((again.closed_at, again.assignee), (None, was.assignee));
        assert_eq!(all_that_hangs(&office, &case), before);
        assert!(matches!(part(&office, &agent, old), Err(Error::Refused("not_merged"))));
        say(&office, &agent, old).unwrap();
        is_sound(&office);
        join(&office, &agent, old, new).unwrap();
    });
}

#[test]
fn open_tasks_go_along() {
    each_engine(|db: &Db| {
        let office = Office::set_up(db);
        let Case { old, new, .. } = case(&office);
        let agent = office.desk.agent.clone();
        let ctx = office.desk.context(&agent);
        let numbers = desk::numbers::Numbers::default();
        for title in ["Look", "Clean"] {
            let number = numbers.take(db, "TSK").unwrap();
            let (ctx, agent, old) = (ctx.clone(), agent.clone(), old.clone());
            db.write(move |tx| {
                let record = find_heading(tx, &agent, &old)?;
                desk::task::create(
                    tx,
                    &ctx,
                    &agent,
                    &mainstay_incident::KIND,
                    &record,
                    &number,
                    &raw(&[("title", title)]),
                )
            })
            .unwrap();
        }
        let tasks = |number: &str| {
            let record = heading(&office, number);
            let found = db.read(|tx| desk::task::of_record(tx, &agent, &record)).unwrap();
            found.iter().map(|f| f.task.title.clone()).collect::<Vec<_>>()
        };
        assert_eq!(tasks(&old).len(), 2);
        join(&office, &agent, &old, &new).unwrap();
        assert_eq!((tasks(&old).len(), tasks(&new).len()), (0, 2));
        part(&office, &agent, &old).unwrap();
        assert_eq!((tasks(&old).len(), tasks(&new).len()), (2, 0));
    });
}

#[test]
fn one_may_and_must_not() {
    each_engine(|db: &Db| {
        let office = Office::set_up(db);
        let Case { old, new, third } = case(&office);
        let desk = &office.desk;
        let on_target = |outcome: desk::Result<Committed>| match outcome {
            Err(Error::Invalid(faults)) if faults[0].field == "target" => faults[0].code,
            other => panic!("{other:?}"),
        };
        assert_eq!(on_target(join(&office, &desk.agent, &old, &old)), "itself");
        assert_eq!(on_target(join(&office, &desk.agent, &old, "INC9999999")), "no_such");
        assert_eq!(on_target(join(&office, &desk.agent, &old, " ")), "required");
        let birch =
            Report { requester: Some(desk.birch_requester.person), ..Report::of("Jam", "") };
        let birch = office.report(&desk.administrator, &birch);
        // Whoever does not see it is not told that it is there.
        assert_eq!(on_target(join(&office, &desk.agent, &old, &birch)), "no_such");
        assert_eq!(on_target(join(&office, &desk.administrator, &old, &birch)), "other_company");
        assert!(matches!(join(&office, &desk.birch_agent, &old, &new), Err(Error::NotFound)));
        for who in [&desk.requester, &desk.manager, &desk.auditor] {
            assert!(
                matches!(join(&office, who, &old, &new), Err(Error::Forbidden(_))),
                "{}",
                who.name
            );
        }
        office.alter(&old, |record| record.restricted = true);
        let reads = {
            let mut agent = desk.agent.clone();
            agent.permissions.allow(
                desk::access::ANY_KIND,
                desk::access::Action::ReadRestricted,
                desk::access::Reach::All,
            );
            agent
        };
        assert_eq!(on_target(join(&office, &reads, &old, &new)), "less_restricted");
        office.alter(&old, |record| record.restricted = false);
        // One after the other: the first leads to the last.
        join(&office, &desk.agent, &old, &new).unwrap();
        join(&office, &desk.agent, &new, &third).unwrap();
        let id = heading(&office, &old).id;
        let end = db.read(|tx| merge::merged_into(tx, &desk.agent, id)).unwrap().unwrap();
        assert_eq!(end.number, third);
        // Naming one that was merged means where it went; that is the record itself here.
        assert_eq!(on_target(join(&office, &desk.agent, &third, &old)), "itself");
        let from = db.read(|tx| merge::merged_from(tx, &desk.agent, end.id)).unwrap();
        assert_eq!(from.len(), 1);
        assert!(
            db.read(|tx| merge::merged_from(tx, &desk.birch_agent, end.id)).unwrap().is_empty()
        );
        is_sound(&office);
    });
}

#[test]
fn one_that_is_over_stays_as_it_is() {
    each_engine(|db: &Db| {
        let office = Office::set_up(db);
        let Case { old, new, .. } = case(&office);
        let agent = office.desk.agent.clone();
        office.act(&agent, &old, "resolve", &[("code", "fixed"), ("notes", "done")]);
        join(&office, &agent, &old, &new).unwrap();
        let load = || db.read(|tx| find_visible::<Incident>(tx, &agent, &old)).unwrap();
        assert_eq!(load().record.state.code, "resolved");
        part(&office, &agent, &old).unwrap();
        assert_eq!(load().record.state.code, "resolved");
        assert!(load().resolution.is_some());
        is_sound(&office);
    });
}

fn split(office: &Office, by: &Agent, from: &str, input: RawInput) -> desk::Result<Committed> {
    let number = desk::numbers::Numbers::default().take(&office.desk.db, "INC").unwrap();
    let (ctx, by, from) = (office.desk.context(by), by.clone(), from.to_owned());
    office
        .desk
        .db
        .write(move |tx| merge::split::<Incident>(tx, &ctx, &by, &from, number.clone(), &input))
}

#[test]
fn a_comment_becomes_a_record_of_its_own() {
    each_engine(|db: &Db| {
        let office = Office::set_up(db);
        let Case { old, .. } = case(&office);
        let agent = office.desk.agent.clone();
        let said =
            office.act(&agent, &old, "comment", &[("body", "The *scanner* is broken, too.")]);
        let note = office.act(&agent, &old, "work_note", &[("body", "they complain a lot")]);
        let entry = |seq: i64| raw(&[("entry", &seq.to_string())]);
        let done = split(&office, &agent, &old, entry(said.seq)).unwrap();
        let new = db.read(|tx| find_visible::<Incident>(tx, &agent, &done.number)).unwrap();
        assert_eq!(new.record.title, "The scanner is broken, too.");
        assert_eq!(new.record.description, "The *scanner* is broken, too.");
        assert_eq!(new.record.requester, Some(office.desk.requester.person));
        assert_eq!(new.record.state.code, "new");
        assert!(hangs(&office, &done.number).contains(&format!("link relates_to {old}")));
        assert!(hangs(&office, &old).contains(&format!("link relates_to {}", done.number)));
        let code = |outcome: desk::Result<Committed>| match outcome {
            Err(Error::Invalid(faults)) => (faults[0].field.clone(), faults[0].code),
            other => panic!("{other:?}"),
        };
        assert_eq!(code(split(&office, &agent, &old, entry(note.seq))).1, "no_comment");
        assert_eq!(code(split(&office, &agent, &old, entry(1))).1, "no_comment");
        assert_eq!(code(split(&office, &agent, &old, raw(&[]))), ("title".into(), "required"));
        let own =
            split(&office, &agent, &old, raw(&[("title", "Another"), ("entry", "")])).unwrap();
        let own = db.read(|tx| find_visible::<Incident>(tx, &agent, &own.number)).unwrap();
        assert_eq!((own.record.title.as_str(), own.record.description.as_str()), ("Another", ""));
        for who in [&office.desk.requester, &office.desk.manager] {
            let refused = split(&office, who, &old, entry(said.seq));
            assert!(matches!(refused, Err(Error::Forbidden(_))), "{}", who.name);
        }
        let stranger = split(&office, &office.desk.birch_agent, &old, entry(said.seq));
        assert!(matches!(stranger, Err(Error::NotFound)));
        is_sound(&office);
    });
}

/// What is written down of a merge is gone when it is undone.
#[test]
fn nothing_is_left_behind() {
    each_engine(|db: &Db| {
        let office = Office::set_up(db);
        let Case { old, new, .. } = case(&office);
        let agent = office.desk.agent.clone();
        join(&office, &agent, &old, &new).unwrap();
        part(&office, &agent, &old).unwrap();
        for sql in ["SELECT 1 FROM merger", "SELECT 1 FROM merger_moved"] {
            assert!(db.read(|tx| tx.rows(Statement::listed(sql), params![])).unwrap().is_empty());
        }
        let ids = [heading(&office, &old).id, heading(&office, &new).id];
        assert_eq!(db.read(|tx| headings(tx, &agent, &ids)).unwrap().len(), 2);
    });
}
