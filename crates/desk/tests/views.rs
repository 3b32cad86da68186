//! Saved views: who sees, changes and shares them, and what the logbook keeps of it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test")]

use db::sea_query::{Alias, Expr, ExprTrait, Query};
use db::{Db, Id, Statement, params};
use desk::access::Agent;
use desk::field::{Field, RECORD_FIELDS};
use desk::foundation::{self, Expecting, TEAM};
use desk::input::{RawInput, RawValue};
use desk::journal::{Subject, timeline};
use desk::lifecycle::Lifecycle;
use desk::people::Person;
use desk::view::{self, Shape, SharedQuery, Sharing, View};
use desk::{Error, Kind, Result};
use mainstay_desk as desk;
use testkit::{Desk, each_engine};

static KIND: Kind = Kind {
    code: "errand",
    prefix: "ERR",
    path: "errands",
    table: "errand",
    lifecycle: &Lifecycle { states: &[], verbs: &[], initial: "" },
    fields: &[],
    priorities: &[],
};

fn raw(values: &[(&str, &str)]) -> RawInput {
    let value = |text: &str| match text {
        "" => RawValue::Null,
        text => RawValue::Text(text.to_owned()),
    };
    let values = values.iter().map(|(name, text)| ((*name).to_owned(), value(text))).collect();
    RawInput { values, version: None }
}

fn fields() -> Vec<&'static Field> {
    RECORD_FIELDS.iter().filter(|field| field.code != "restricted").collect()
}

fn keep(desk: &Desk, by: &Agent, values: &[(&str, &str)]) -> Result<View> {
    let (ctx, by, raw) = (desk.context(by), by.clone(), raw(values));
    desk.db.write(move |tx| {
        view::create(tx, &ctx, &by, Shape { kind: &KIND, fields: &fields() }, &raw)
    })
}

fn edit(desk: &Desk, by: &Agent, id: Id<View>, values: &[(&str, &str)]) -> Result<View> {
    let (ctx, by, raw) = (desk.context(by), by.clone(), raw(values));
    desk.db.write(move |tx| {
        view::edit(tx, &ctx, &by, Shape { kind: &KIND, fields: &fields() }, (id, None), &raw)
    })
}

fn delete(desk: &Desk, by: &Agent, id: Id<View>) -> Result<View> {
    let (ctx, by) = (desk.context(by), by.clone());
    desk.db.write(move |tx| view::delete(tx, &ctx, &by, (id, None)))
}

fn names(db: &Db, agent: &Agent) -> Vec<String> {
    let views = db.read(|tx| view::list(tx, agent, Some(KIND.code))).unwrap();
    views.into_iter().map(|view| view.name).collect()
}

fn refused(outcome: Result<View>) -> (String, &'static str) {
    match outcome {
        Err(Error::Invalid(faults)) => (faults[0].field.clone(), faults[0].code),
        other => panic!("{other:?}"),
    }
}

#[test]
fn everybody_sees_their_own_and_what_is_shared_with_them_and_nothing_else() {
    each_engine(|db| {
        let desk = &Desk::set_up(db);
        let team = desk.service_desk.to_string();
        let keep = |by: &Agent, name: &str, with: &[(&str, &str)]| {
            let mut values = vec![("name", name)];
            values.extend_from_slice(with);
            keep(desk, by, &values).unwrap()
        };
        keep(&desk.agent, "alone", &[]);
        keep(&desk.agent, "team", &[("shared_with", "team"), ("team", &team)]);
        keep(&desk.agent, "company", &[("shared_with", "company")]);
        keep(&desk.administrator, "everybody", &[("shared_with", "everybody")]);
        keep(&desk.requester, "asked", &[]);
        let expected: [(&str, &[&str]); 10] = [
            ("requester", &["asked", "company", "everybody"]),
            ("colleague", &["company", "everybody"]),
            ("agent", &["alone", "company", "everybody", "team"]),
            ("network_agent", &["company", "everybody"]),
            ("team_lead", &["company", "everybody", "team"]),
            ("manager", &["company", "everybody"]),
            ("administrator", &["company", "everybody"]),
            ("auditor", &["company", "everybody"]),
            ("birch_requester", &["everybody"]),
            ("birch_agent", &["everybody"]),
        ];
        let all = db.read(|tx| view::list(tx, &desk.agent, None)).unwrap();
        for ((name, agent), (expected, seen)) in desk.everybody().into_iter().zip(expected) {
            assert_eq!(name, expected);
            assert_eq!(names(db, agent), seen, "{name}");
            for view in &all {
                let found = db.read(|tx| view::find(tx, agent, view.id));
                let oversees = ["administrator", "auditor"].contains(&name);
                let sees = seen.contains(&view.name.as_str())
                    || (oversees && view.sharing != Sharing::Nobody);
                assert_eq!(found.is_ok(), sees, "{name} finds {}", view.name);
            }
        }
        // What is shared with a team that was retired is its owner's alone.
        let (ctx, by, at) = (
            desk.context(&desk.administrator),
            desk.administrator.clone(),
            Expecting { key: team.clone(), version: None },
        );
        db.write(move |tx| foundation::retire(tx, &ctx, &by, &TEAM, &at)).unwrap();
        assert!(!names(db, &desk.team_lead).contains(&"team".to_owned()));
        assert!(names(db, &desk.agent).contains(&"team".to_owned()));
    });
}

#[test]
fn only_the_owner_and_who_administers_change_it() {
    each_engine(|db| {
        let desk = &Desk::set_up(db);
        let shared = keep(desk, &desk.agent, &[("name", "ours"), ("shared_with", "company")]);
        let (shared, alone) = (shared.unwrap().id, keep(desk, &desk.agent, &[("name", "mine")]));
        let alone = alone.unwrap().id;
        for (name, agent) in desk.everybody() {
            let may = ["agent", "administrator"].contains(&name);
            let sees = !name.starts_with("birch");
            let q = format!("title contains {name}");
            let outcome = edit(desk, agent, shared, &[("q", &q)]);
            match outcome {
                Ok(view) => assert!(may && view.q == q, "{name}"),
                Err(Error::Forbidden(_)) => assert!(!may && sees, "{name}"),
                Err(Error::NotFound) => assert!(!sees, "{name}"),
                other => panic!("{name}: {other:?}"),
            }
            let outcome = edit(desk, agent, alone, &[("q", &q)]);
            match outcome {
                Ok(_) => assert_eq!(name, "agent"),
                Err(Error::NotFound) => assert_ne!(name, "agent"),
                other => panic!("{name}: {other:?}"),
            }
            if !may {
                assert!(delete(desk, agent, shared).is_err(), "{name}");
            }
        }
        assert!(delete(desk, &desk.administrator, shared).is_ok());
        assert!(matches!(delete(desk, &desk.agent, shared), Err(Error::NotFound)));
        assert!(delete(desk, &desk.agent, alone).is_ok());
    });
}

#[test]
fn one_shares_with_ones_own_only() {
    each_engine(|db| {
        let desk = &Desk::set_up(db);
        let network = desk.network.to_string();
        let team = [("name", "n"), ("shared_with", "team"), ("team", network.as_str())];
        let no = ("shared_with".to_owned(), "not_yours_to_share");
        assert_eq!(refused(keep(desk, &desk.agent, &team)), no);
        assert!(keep(desk, &desk.network_agent, &team).is_ok());
        let everybody = [("name", "e"), ("shared_with", "everybody")];
        assert_eq!(refused(keep(desk, &desk.agent, &everybody)), no);
        let company = [("name", "c"), ("shared_with", "company")];
        assert_eq!(refused(keep(desk, &desk.requester, &company)), no, "sees only their own");
        let birch = desk.birch.to_string();
        let elsewhere = [("name", "c"), ("shared_with", "company"), ("company", birch.as_str())];
        let outcome = refused(keep(desk, &desk.agent, &elsewhere));
        assert_eq!(outcome, ("company".to_owned(), "no_such"), "not even named");
        let none = [("name", "t"), ("shared_with", "team")];
        assert_eq!(refused(keep(desk, &desk.agent, &none)), ("team".to_owned(), "required"));
    });
}

#[test]
fn what_it_says_is_checked_and_kept_as_it_was_said() {
    each_engine(|db| {
        let desk = &Desk::set_up(db);
        let full = [
            ("name", "  Old and urgent "),
            ("q", "priority <= 2"),
            ("columns", "state, priority,state"),
            ("sort", "-priority,opened_at"),
            ("group", "team"),
        ];
        let view = keep(desk, &desk.agent, &full).unwrap();
        assert_eq!((view.name.as_str(), view.q.as_str()), ("Old and urgent", "priority <= 2"));
        assert_eq!(view.columns, ["state", "priority"]);
        assert_eq!((view.sort.as_str(), view.group.as_str()), ("-priority,opened_at", "team"));
        let read = db.read(|tx| view::find(tx, &desk.agent, view.id)).unwrap();
        assert_eq!(read, view);
        for (field, value) in [
            ("columns", "restricted"),
            ("sort", "-colour"),
            ("group", "number,title"),
            ("q", "a = 1"),
        ] {
            let outcome = refused(keep(desk, &desk.agent, &[("name", "x"), (field, value)]));
            assert_eq!(outcome.0, field, "{value}");
        }
        assert_eq!(refused(keep(desk, &desk.agent, &full)), ("name".to_owned(), "taken"));
        assert!(keep(desk, &desk.team_lead, &full).is_ok(), "names are each owner's own");
        let blank = refused(edit(desk, &desk.agent, view.id, &[("name", "")]));
        assert_eq!(blank, ("name".to_owned(), "required"));
        let same = edit(desk, &desk.agent, view.id, &[("q", "priority <= 2")]).unwrap();
        assert_eq!(same.version, view.version, "nothing changed");
        let emptied = edit(desk, &desk.agent, view.id, &[("columns", ""), ("q", "")]).unwrap();
        assert_eq!((emptied.columns.len(), emptied.q.as_str(), emptied.version), (0, "", 2));
        assert_eq!(emptied.sort, "-priority,opened_at", "what is not given stays");
    });
}

#[test]
fn a_pin_is_ones_own_and_goes_with_the_view() {
    each_engine(|db| {
        let desk = &Desk::set_up(db);
        let company = [("name", "ours"), ("shared_with", "company")];
        let id = keep(desk, &desk.agent, &company).unwrap().id;
        let pin = |by: &Agent| {
            let (ctx, by) = (desk.context(by), by.clone());
            db.write(move |tx| view::pin(tx, &ctx, &by, id))
        };
        assert!(pin(&desk.requester).unwrap().pinned_at.is_some());
        assert!(pin(&desk.requester).is_ok(), "twice is once");
        assert!(matches!(pin(&desk.birch_agent), Err(Error::NotFound)));
        let pinned = |agent: &Agent| {
            let views = db.read(|tx| view::list(tx, agent, None)).unwrap();
            views.iter().filter(|view| view.pinned_at.is_some()).count()
        };
        assert_eq!((pinned(&desk.requester), pinned(&desk.agent)), (1, 0));
        delete(desk, &desk.agent, id).unwrap();
        assert_eq!(pinned(&desk.requester), 0);
    });
}

#[test]
fn the_logbook_tells_every_change_and_no_more() {
    each_engine(|db| {
        let desk = &Desk::set_up(db);
        let before = entries(db).len();
        let id = keep(desk, &desk.agent, &[("name", "a"), ("q", "priority = 1")]).unwrap().id;
        edit(desk, &desk.agent, id, &[("name", "b"), ("q", "priority = 1")]).unwrap();
        edit(desk, &desk.agent, id, &[("name", "b")]).unwrap();
        delete(desk, &desk.agent, id).unwrap();
        let told = entries(db).split_off(before);
        let verbs: Vec<&str> = told.iter().map(|(verb, _)| verb.as_str()).collect();
        assert_eq!(verbs, ["create_view", "edit_view", "delete_view"]);
        let of = |place: usize| told[place].1.iter().map(String::as_str).collect::<Vec<_>>();
        assert_eq!(of(0), ["view", "kind", "name", "q"]);
        assert_eq!(of(1), ["view", "kind", "name"]);
    });
}

#[test]
fn who_looks_after_the_installation_sees_what_is_shared_and_nothing_else() {
    each_engine(|db| {
        let desk = &Desk::set_up(db);
        let team = desk.service_desk.to_string();
        let ours = [("name", "ours"), ("shared_with", "team"), ("team", team.as_str())];
        let ours = keep(desk, &desk.agent, &ours).unwrap();
        let mine = keep(desk, &desk.agent, &[("name", "mine")]).unwrap();
        let all = [("name", "all"), ("shared_with", "everybody")];
        let all = keep(desk, &desk.administrator, &all).unwrap();
        let ctx = desk.context(&desk.agent);
        let (by, id) = (desk.agent.clone(), ours.id);
        db.write(move |tx| view::pin(tx, &ctx, &by, id)).unwrap();
        let shared = |by: &Agent, query: &SharedQuery| db.read(|tx| view::shared(tx, by, query));
        let first = SharedQuery { limit: 1, ..SharedQuery::default() };
        for (name, by) in desk.everybody() {
            let sees = ["administrator", "auditor"].contains(&name);
            let told = shared(by, &first).is_ok();
            let one = db.read(|tx| view::shared_view(tx, by, ours.id)).is_ok();
            assert_eq!((told, one), (sees, sees), "{name}");
            assert!(db.read(|tx| view::shared_view(tx, by, mine.id)).is_err(), "{name}");
        }
        let page = shared(&desk.auditor, &first).unwrap();
        let one = &page.views[0];
        assert_eq!((one.view.id, one.pins, page.next), (all.id, 0, Some(all.id)));
        let next = SharedQuery { before: Some(all.id), ..first.clone() };
        let page = shared(&desk.auditor, &next).unwrap();
        let one = &page.views[0];
        assert_eq!((one.view.id, one.pins, page.next), (ours.id, 1, None));
        assert_eq!((one.owner.as_str(), one.owner_active), (desk.agent.name.as_str(), true));
        let hers = SharedQuery { owner: Some(desk.administrator.person), limit: 9, ..first };
        let page = shared(&desk.auditor, &SharedQuery { before: None, ..hers }).unwrap();
        assert_eq!(page.views.iter().map(|one| one.view.id).collect::<Vec<_>>(), [all.id]);
        let audience = |view: &View| db.read(|tx| view::audience(tx, view)).unwrap();
        assert_eq!((audience(&ours), audience(&all)), (Some(2), None), "the agent and who leads");
    });
}

#[test]
fn a_view_is_handed_to_whoever_can_keep_it() {
    each_engine(|db| {
        let desk = &Desk::set_up(db);
        let company = [("name", "ours"), ("shared_with", "company")];
        let view = keep(desk, &desk.agent, &company).unwrap();
        let give = |by: &Agent, to: &Agent, seen: Option<i64>| {
            let (ctx, by) = (desk.context(by), by.clone());
            let raw = raw(&[("owner", &to.person.to_string())]);
            desk.db.write(move |tx| view::hand_over(tx, &ctx, &by, &KIND, (view.id, seen), &raw))
        };
        for (name, by) in desk.everybody().into_iter().filter(|(name, _)| *name != "administrator")
        {
            assert!(give(by, &desk.team_lead, None).is_err(), "{name}");
        }
        let by = &desk.administrator;
        keep(desk, &desk.team_lead, &[("name", "ours")]).unwrap();
        assert_eq!(
            refused(give(by, &desk.team_lead, None)),
            ("owner".to_owned(), "has_such_a_view")
        );
        let (ctx, gone) = (desk.context(by), desk.network_agent.person);
        desk.db.write(move |tx| Person::set_active(tx, &ctx, gone, false)).unwrap();
        let no = |code| ("owner".to_owned(), code);
        assert_eq!(refused(give(by, &desk.network_agent, None)), no("no_such"), "they have left");
        let asks = &desk.requester;
        assert_eq!(refused(give(by, asks, None)), no("cannot_own_view"), "they share nothing");
        let person = desk.colleague.person;
        let take = Statement::listed("DELETE FROM person_role WHERE person_id = $1");
        desk.db.write(move |tx| tx.execute(take, params![person])).unwrap();
        assert_eq!(refused(give(by, &desk.colleague, None)), no("cannot_own_view"));
        assert!(matches!(give(by, &desk.manager, Some(9)), Err(Error::Stale { present: 1 })));
        let given = give(by, &desk.manager, Some(1)).unwrap();
        assert_eq!((given.owner, given.version), (desk.manager.person, 2));
        assert!(edit(desk, &desk.agent, view.id, &[("q", "priority = 1")]).is_err());
        assert!(edit(desk, &desk.manager, view.id, &[("q", "priority = 1")]).is_ok());
        let told = entries(db).pop().unwrap();
        assert_eq!(told.0, "edit_view");
        let again = give(by, &desk.manager, None).unwrap();
        assert_eq!(again.version, 3, "they have it already");
    });
}

/// Today's page of the settings logbook: each entry's verb and the fields it sets.
fn entries(db: &Db) -> Vec<(String, Vec<String>)> {
    let select = Query::select()
        .column(Alias::new("id"))
        .from(Alias::new("subject"))
        .and_where(Expr::col(Alias::new("kind")).eq("log.settings"))
        .to_owned();
    let told = db.read(|tx| {
        let pages = tx.select(&select)?;
        let id: Id<Subject> = pages[0].get(0)?;
        timeline(tx, id)
    });
    told.unwrap()
        .into_iter()
        .map(|entry| (entry.verb, entry.values.into_iter().map(|value| value.field).collect()))
        .collect()
}
