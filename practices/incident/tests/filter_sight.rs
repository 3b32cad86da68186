//! What a filter may ask: what does not fit is told with what could be meant, and nobody asks what
//! they may not see.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a failure is a failed test")]

use db::Value;
use db::sea_query::{Expr, ExprTrait, Query};
use desk::access::{Action, Agent, Reach, Role};
use desk::filter::{Known, Reader, read};
use desk::input::RawValue;
use desk::numbers::Numbers;
use desk::people::Team;
use desk::work::{Asked, act, create};
use desk::{Error, Result};
use mainstay_incident::{Incident, KIND};
use testkit::{Desk, each_engine};

mod support;

use support::{fill, found, input};

fn faults(desk: &Desk, agent: &Agent, text: &str) -> Vec<(String, String)> {
    let now = desk.clock.now();
    match desk.db.read(|tx| read(tx, Reader { kind: &KIND, agent, now }, text)) {
        Err(Error::Invalid(faults)) => faults
            .into_iter()
            .map(|fault| {
                let detail =
                    |name| fault.details.iter().find(|(n, _)| *n == name).map(|(_, v)| v.clone());
                (fault.code.to_owned(), detail("nearest").unwrap_or_default())
            })
            .collect(),
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn what_does_not_fit_is_told_with_what_could_be_meant() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        for (text, code, nearest) in [
            ("priorty = 1", "filter_field", "priority"),
            ("requester.emial = x", "filter_field", "requester.email"),
            ("team.member count = 1", "filter_field", "team.members"),
            ("opened_at.wekday = 1", "filter_field", "opened_at.weekday"),
            ("priority.name = 1", "filter_field", ""),
            ("state = on_hald", "filter_option", "on_hold"),
            ("priority = 9", "filter_number_between", ""),
            ("priority = high", "filter_number_expected", ""),
            ("restricted = perhaps", "filter_flag_expected", ""),
            ("opened_at > soon", "filter_moment_expected", ""),
            ("opened_at > priority", "filter_moment_expected", ""),
            ("opened_at > closed_at - 1mo", "filter_offset_of_field", ""),
            ("opened_at contains 3", "filter_operator", ""),
            ("description > a", "filter_operator", ""),
            ("team under x", "filter_operator", ""),
            ("team.members = 3", "filter_no_such", ""),
            ("priority count = 3", "filter_operator", ""),
            ("title contains \"\"", "filter_text_expected", ""),
            ("team = \"No such team\"", "filter_no_such", ""),
        ] {
            let told = faults(&desk, &desk.administrator, text);
            assert_eq!(told, [(code.to_owned(), nearest.to_owned())], "{text}");
        }
        let several =
            faults(&desk, &desk.administrator, "priorty = 1 and state = x or description > 3");
        assert_eq!(several.len(), 3, "all that is wrong is told: {several:?}");
    });
}

#[test]
fn nobody_asks_what_they_may_not_see() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let unknown = |text: &str, agent: &Agent| {
            let told = faults(&desk, agent, text);
            assert_eq!(told.first().map(|(code, _)| code.as_str()), Some("filter_field"), "{text}");
            assert!(told.iter().all(|(_, near)| near.is_empty() || !text.contains(near.as_str())));
        };
        // What only the inside may read, and what there is not, look the same.
        for text in [
            "reopened = 1",
            "priority_reason is empty",
            "restricted = true",
            "nonsense = 1",
            "requester.email is empty",
            "assignee.company is empty",
            "team.members count > 1",
        ] {
            unknown(text, &desk.requester);
        }
        // Somebody who reads more records than they read the inside of.
        let ctx = desk.context(&desk.administrator);
        let widened: Result<()> = desk.db.write(move |tx| {
            let role = Role::find_by_code(tx, "requester")?.ok_or(Error::NotFound)?;
            role.permit(tx, &ctx, KIND.code, Action::Read, Reach::Company)?;
            role.permit(tx, &ctx, KIND.code, Action::ReadInternal, Reach::Own)
        });
        widened.unwrap();
        let rosa = desk.db.read(|tx| Agent::load(tx, desk.requester.person)).unwrap().unwrap();
        unknown("reopened = 1", &rosa);
        // Another company's people and teams look as if there were none.
        for text in [
            "team = \"Birch support\"",
            "team = \"No such team\"",
            "requester = bea@birch.example",
            "requester = nobody@birch.example",
            "company = \"Birch Supplies\"",
            "company = \"None such\"",
        ] {
            let told = faults(&desk, &desk.agent, text);
            assert_eq!(told, [("filter_no_such".to_owned(), String::new())], "{text}");
        }
    });
}

#[test]
fn what_is_behind_another_companys_people_looks_empty() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        // Birch's requester asks Alder's desk: Ada sees the incident, the name, and no more.
        let ctx = desk.context(&desk.administrator);
        let (bea, team) = (desk.birch_requester.person, desk.service_desk);
        let by = desk.administrator.clone();
        let number = Numbers::default().take(&desk.db, KIND.prefix).unwrap();
        let given = input(&[
            ("title", "A visitor"),
            ("impact", "2"),
            ("urgency", "2"),
            ("requester", &bea.to_string()),
            ("team", &team.to_string()),
        ]);
        let opened: Result<_> =
            desk.db.write(move |tx| create::<Incident>(tx, &ctx, &by, number.clone(), &given));
        opened.unwrap();
        let finds = |agent: &Agent, text: &str| {
            let [sql, rust] = desk
                .db
                .read(|tx| found(tx, agent, text, desk.clock.now(), &Known::default()))
                .unwrap();
            assert_eq!(sql, rust, "{text}");
            !sql.is_empty()
        };
        for (text, administrator, ada) in [
            ("requester.name starts Bea", true, true),
            ("requester.email starts bea", true, false),
            ("requester.email is empty", false, true),
            ("requester.company.name contains birch", true, false),
            ("requester.active = true", true, false),
            ("requester.created_at is not empty", true, false),
        ] {
            assert_eq!(
                finds(&desk.administrator, text),
                administrator,
                "the administrator: {text}"
            );
            assert_eq!(finds(&desk.agent, text), ada, "Ada: {text}");
        }
    });
}

#[test]
fn a_name_and_a_text_are_kept_as_they_are_compared() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let renamed = desk.db.read(|tx| {
            let select = Query::select()
                .column("fold")
                .from("naming")
                .and_where(Expr::col("id").eq(Value::from(desk.service_desk)))
                .take();
            Ok::<_, Error>(tx.select(&select)?.first().map(|row| row.get::<String>(0)).transpose()?)
        });
        assert_eq!(renamed.unwrap().as_deref(), Some("service desk"));
        assert!(desk.db.read(|tx| Team::find_by_name(tx, "Network")).unwrap().is_some());
        fill(&desk);
        let emptied = |text: &str| {
            let [sql, rust] = desk
                .db
                .read(|tx| {
                    found(tx, &desk.administrator, text, desk.clock.now(), &Known::default())
                })
                .unwrap();
            assert_eq!(sql, rust);
            sql.len()
        };
        let with = emptied("description contains toner");
        assert!(with > 0);
        let edit = KIND.lifecycle.verb("edit").unwrap();
        let number = "INC0000002".to_owned();
        let mut given = input(&[("title", "Ganz ANDERS")]);
        given.values.insert("description".to_owned(), RawValue::Text("Nothing of it".to_owned()));
        let asked = Asked { number, verb: edit, input: given, if_match: None };
        let (ctx, by) = (desk.context(&desk.administrator), desk.administrator.clone());
        let done: Result<_> = desk.db.write(move |tx| act::<Incident>(tx, &ctx, &by, &asked));
        done.unwrap();
        assert_eq!(emptied("description contains toner"), with - 1);
        assert_eq!(emptied("title = \"ganz anders\""), 1);
    });
}
