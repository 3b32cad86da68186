//! People from a table, on both engines.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test")]

use db::Db;
use desk::access::Role;
use desk::foundation::{self, COMPANIES, Expecting};
use desk::people::{Company, Department, Location, Person, Team};
use desk::roster::{Change, Options, Outcome, Summary, Verdict, changes, preview, read, take};
use desk::{Context, Door, Error, journal};
use mainstay_desk as desk;
use testkit::{Desk, Seeds, each_engine};

/// Each run draws identities of its own.
static SEEDS: Seeds = Seeds::new();

const TABLE: &str = "\
E-Mail;Name;Rolle;Team;Firma;Standort;Sprache
ben@example.org;Ben Osei;agent;Service desk;;Hamburg;Deutsch
cleo@example.org;Cleo Marchetti;Agent|requester;Service desk|Lifts;Birch Supplies;;en-GB
ria@example.org;Ria Lindqvist;;;;;
nonsense;Nobody;;;;;
dan@example.org;;pilot;;Nowhere;;tlh
ben@example.org;Ben again;;;;;
";

fn options(create: bool) -> Options {
    let languages = [("en", "English"), ("de", "Deutsch")];
    let languages = languages.map(|(code, name)| (code.to_owned(), name.to_owned()));
    Options { create, languages: languages.into() }
}

fn run(db: &Db, table: &str, create: bool) -> (Summary, Vec<Outcome>) {
    let rows = read(table.as_bytes()).unwrap().rows;
    let foreseen = preview(db, &rows, &options(create)).unwrap();
    let chance = SEEDS.chance();
    let now = || Context::new(None, Door::Command, testkit::MORNING, &chance);
    let mut outcomes = Vec::new();
    let mut told = |outcome: &Outcome| outcomes.push(outcome.clone());
    let summary = take(db, &now, &rows, &options(create), &mut told).unwrap();
    assert_eq!(foreseen.len(), outcomes.len());
    for (foreseen, outcome) in foreseen.iter().zip(&outcomes) {
        assert_eq!(foreseen, outcome, "what was foreseen is what happens");
    }
    (summary, outcomes)
}

fn codes(outcome: &Outcome) -> Vec<(&str, &str)> {
    outcome.faults.iter().map(|fault| (fault.field.as_str(), fault.code)).collect()
}

#[test]
fn a_table_is_taken_row_by_row_and_a_second_time_changes_nothing() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let (summary, outcomes) = run(db, TABLE, true);
        assert_eq!(summary, Summary { new: 3, changed: 0, unchanged: 0, refused: 3 });
        assert_eq!(codes(&outcomes[3]), [("email", "email")]);
        assert_eq!(
            codes(&outcomes[4]),
            [
                ("name", "required"),
                ("company", "unknown"),
                ("language", "option"),
                ("role", "option")
            ]
        );
        assert_eq!(codes(&outcomes[5]), [("email", "repeated")]);
        db.read(|tx| {
            let ben = Person::find_by_email(tx, "ben@example.org")?.unwrap();
            assert_eq!((ben.name.as_str(), ben.language.as_deref()), ("Ben Osei", Some("de")));
            let hamburg = Location::find_by_name(tx, Company::DEFAULT, "Hamburg")?.unwrap();
            assert_eq!(ben.location, Some(hamburg.id));
            assert!(Team::has_member(tx, desk.service_desk, ben.id)?);
            let cleo = Person::find_by_email(tx, "cleo@example.org")?.unwrap();
            assert_eq!((cleo.company, cleo.language.as_deref()), (desk.birch, Some("en")));
            let roles: Vec<String> =
                Role::of_person(tx, cleo.id)?.into_iter().map(|role| role.code).collect();
            assert_eq!(roles, ["agent", "requester"]);
            let lifts = Team::find_by_name(tx, "Lifts")?.unwrap();
            assert!(Team::has_member(tx, lifts.id, cleo.id)?);
            assert!(!desk::account::has_account(tx, ben.id)?, "nobody has a password by it");
            Ok::<_, Error>(())
        })
        .unwrap();
        let (again, _) = run(db, TABLE, true);
        assert_eq!(again, Summary { new: 0, changed: 0, unchanged: 3, refused: 3 });
    });
}

#[test]
fn what_a_table_says_otherwise_changes_and_what_it_leaves_out_stays() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        drop(run(db, TABLE, true));
        let (summary, _) = run(db, "email,name,team\nBEN@example.org,Ben O. Osei,\n", false);
        assert_eq!(summary.changed, 1);
        db.read(|tx| {
            let ben = Person::find_by_email(tx, "ben@example.org")?.unwrap();
            assert_eq!((ben.name.as_str(), ben.language.as_deref()), ("Ben O. Osei", Some("de")));
            assert!(ben.location.is_some() && Team::has_member(tx, desk.service_desk, ben.id)?);
            assert_eq!(Person::find_by_name(tx, Company::DEFAULT, "Ben Osei", 5)?.len(), 0);
            Ok::<_, Error>(())
        })
        .unwrap();
        // Another company has other locations.
        drop(run(db, "email,company\nben@example.org,Birch Supplies\n", false));
        let ben = db.read(|tx| Person::find_by_email(tx, "ben@example.org")).unwrap().unwrap();
        assert_eq!((ben.company, ben.location), (desk.birch, None));
    });
}

#[test]
fn what_a_row_changes_is_told_value_by_value() {
    each_engine(|db| {
        drop(Desk::set_up(db));
        drop(run(db, TABLE, true));
        let table = "email,name,role,team,location,department,language\n\
             ben@example.org,Ben O. Osei,auditor,Network|Cranes|Service desk,,Sales,\n\
             ria@example.org,,,,,,\n\
             nonsense,Nobody,,,,,\n\
             new@example.org,Nina New,agent,,hamburg,,de\n";
        let rows = read(table.as_bytes()).unwrap().rows;
        let told = changes(db, &rows, &options(true)).unwrap();
        let is = |field, before: &str, after: &str, makes: &[&str]| Change {
            field,
            before: before.to_owned(),
            after: after.to_owned(),
            makes: makes.iter().map(|name| (*name).to_owned()).collect(),
        };
        let ben = [
            is("name", "Ben Osei", "Ben O. Osei", &[]),
            is("department", "", "Sales", &["Sales"]),
            is("role", "Agent", "Agent, Auditor", &[]),
            is("team", "Service desk", "Service desk, Network, Cranes", &["Cranes"]),
        ];
        let nina = [
            is("name", "", "Nina New", &[]),
            is("email", "", "new@example.org", &[]),
            is("company", "", "Alder Works", &[]),
            is("location", "", "Hamburg", &[]),
            is("language", "", "de", &[]),
            is("role", "", "Agent", &[]),
        ];
        assert_eq!(told, [&ben[..], &[], &[], &nina[..]]);
        let (_, outcomes) = run(db, table, true);
        let verdicts: Vec<Verdict> = outcomes.iter().map(|outcome| outcome.verdict).collect();
        let wanted = [Verdict::Changed, Verdict::Unchanged, Verdict::Refused, Verdict::New];
        assert_eq!(verdicts, wanted);
        // What was told is what came of it: nothing is left to change.
        assert!(changes(db, &rows, &options(true)).unwrap().iter().all(Vec::is_empty));
    });
}

#[test]
fn teams_and_locations_are_made_only_when_that_is_wanted() {
    each_engine(|db| {
        drop(Desk::set_up(db));
        let table = "email,name,team,location\na@example.org,A,Lifts,Mars\n";
        let (summary, outcomes) = run(db, table, false);
        assert_eq!(summary.refused, 1);
        assert_eq!(codes(&outcomes[0]), [("location", "unknown"), ("team", "unknown")]);
        assert!(db.read(|tx| Team::find_by_name(tx, "Lifts")).unwrap().is_none());
        assert_eq!(run(db, table, true).0.new, 1);
    });
}

#[test]
fn whoever_leads_a_team_goes_on_leading_it_and_whoever_was_let_out_stays_out() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let lead = desk.team_lead.email.clone().unwrap();
        let (summary, _) = run(db, &format!("email,team\n{lead},Service desk\n"), false);
        assert_eq!(summary.unchanged, 1);
        let members = db.read(|tx| Team::members(tx, desk.service_desk)).unwrap();
        assert!(members.iter().any(|member| member.person == desk.team_lead.person && member.lead));

        let (ctx, out) = (desk.context(&desk.administrator), desk.colleague.person);
        db.write(move |tx| Person::set_active(tx, &ctx, out, false)).unwrap();
        let email = desk.colleague.email.clone().unwrap();
        let (summary, outcomes) = run(db, &format!("email,name\n{email},Another\n"), false);
        assert_eq!((summary.refused, codes(&outcomes[0])), (1, vec![("email", "inactive")]));
    });
}

#[test]
fn a_large_table_is_taken_in_many_transactions() {
    each_engine(|db| {
        drop(Desk::set_up(db));
        let rows: Vec<String> =
            (0..230).map(|n| format!("p{n}@example.org,Person {n},Lifts")).collect();
        let (summary, outcomes) = run(db, &format!("email,name,team\n{}\n", rows.join("\n")), true);
        assert_eq!(summary.new, 230);
        assert!(outcomes.iter().all(|outcome| outcome.verdict == Verdict::New));
    });
}

#[test]
fn what_is_there_is_found_whatever_its_capitals() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        drop(run(db, "email,name,location,department\na@example.org,A,Hamburg,Sales\n", true));
        let table = "email,name,company,team,location,department\n\
            b@example.org,B,ALDER works,SERVICE desk|service DESK,HAMBURG,sales\n";
        let (summary, outcomes) = run(db, table, false);
        assert_eq!(summary.new, 1, "{outcomes:?}");
        db.read(|tx| {
            let [a, b] =
                ["a@example.org", "b@example.org"].map(|email| Person::find_by_email(tx, email));
            let (a, b) = (a?.unwrap(), b?.unwrap());
            assert_eq!((a.location, a.department), (b.location, b.department));
            assert!(Team::has_member(tx, desk.service_desk, b.id)?);
            Ok::<_, Error>(())
        })
        .unwrap();
    });
}

#[test]
fn nothing_new_is_made_in_a_company_that_was_retired() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let (ctx, by) = (desk.context(&desk.administrator), desk.administrator.clone());
        let at = Expecting { key: desk.birch.to_string(), version: None };
        db.write(move |tx| foundation::retire(tx, &ctx, &by, &COMPANIES, &at)).unwrap();
        let table = "email,department,location,team\n\
            bea@birch.example,Sales,,\nbea@birch.example,,Ulm,\nbea@birch.example,,,Lifts\n";
        for row in table.lines().skip(1) {
            let table = format!("email,department,location,team\n{row}\n");
            let (summary, outcomes) = run(db, &table, true);
            assert_eq!((summary.refused, codes(&outcomes[0])), (1, vec![("company", "retired")]));
        }
        assert!(db.read(|tx| Team::find_by_name(tx, "Lifts")).unwrap().is_none());
        // Who belongs to it stays what they are there.
        assert_eq!(run(db, "email,name\nbea@birch.example,Bea B. Birch\n", true).0.changed, 1);
    });
}

#[test]
fn departments_tell_who_came_and_went_by_a_table() {
    each_engine(|db| {
        drop(Desk::set_up(db));
        drop(run(db, "email,name,department\na@example.org,A,Sales\n", true));
        drop(run(db, "email,department\na@example.org,Finance\n", true));
        let verbs = |name: &'static str| {
            db.read(move |tx| {
                let of = Department::find_by_name(tx, Company::DEFAULT, name)?.unwrap();
                journal::about(tx, &of.id.to_string(), i64::MAX, 10)
            })
            .unwrap()
            .into_iter()
            .map(|(_, entry)| entry.verb)
            .collect::<Vec<String>>()
        };
        assert_eq!(verbs("Sales"), ["leave_department", "join_department", "create_department"]);
        assert_eq!(verbs("Finance"), ["join_department", "create_department"]);
    });
}
