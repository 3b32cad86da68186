//! What is alike, among what one may see, and why.

use db::Db;
use db::Value;
use desk::search::{Draft, Similar, similar};
use testkit::each_engine;

use crate::office::{Office, Report};

fn alike(
    office: &Office,
    by: &desk::access::Agent,
    title: &str,
    description: &str,
) -> Vec<Similar> {
    let draft = Draft { title: title.into(), description: description.into(), ..Draft::default() };
    let draft = draft.for_whom(by.person);
    office.desk.db.read(|tx| similar(tx, by, &mainstay_incident::KIND, &draft, 5)).unwrap()
}

#[test]
fn rare_words_make_records_alike_and_it_is_said_which() {
    each_engine(|db: &Db| {
        let office = Office::set_up(db);
        let desk = &office.desk;
        for n in 0..6 {
            office.report(&desk.agent, &Report::of(&format!("Mail number {n}"), "does not arrive"));
        }
        let own = Report {
            requester: Some(desk.requester.person),
            ..Report::of("Printer on the second floor jams", "The fuser of the *LaserJet* is hot")
        };
        let jam = office.report(&desk.agent, &own);
        office.report(&desk.agent, &Report::of("Second floor is cold", ""));
        for _ in 0..2 {
            let found = alike(&office, &desk.agent, "Printer jams on second floor", "laserjet");
            assert_eq!(found[0].heading.number, jam);
            for word in ["Printer", "jams", "laserjet"] {
                assert!(found[0].words.iter().any(|w| w == word), "{word}: {:?}", found[0].words);
            }
            assert!(found[0].score > 40 && found[0].score <= 100, "{}", found[0].score);
            assert!(found.iter().all(|s| s.score <= found[0].score));
            assert!(found.iter().skip(1).all(|s| s.heading.title.contains("Second")), "{found:?}");
            assert!(alike(&office, &desk.agent, "Something else entirely", "").is_empty());
            assert!(alike(&office, &desk.agent, "", "").is_empty());
            // The requester's own is the more alike because it is theirs.
            let theirs = alike(&office, &desk.requester, "Printer jams on second floor", "");
            assert_eq!(theirs.len(), 1);
            assert_eq!(
                (theirs[0].heading.number.as_str(), theirs[0].same.as_slice()),
                (jam.as_str(), &["requester"][..])
            );
            office.catch_up();
        }
    });
}

#[test]
fn nobody_is_told_of_what_they_may_not_see() {
    each_engine(|db: &Db| {
        let office = Office::set_up(db);
        let desk = &office.desk;
        let report = Report {
            requester: Some(desk.birch_requester.person),
            ..Report::of("Takeover of Quillfeather planned", "secretive dealings")
        };
        let number = office.report(&desk.administrator, &report);
        office.act(
            &desk.administrator,
            &number,
            "work_note",
            &[("body", "clandestine ploverings")],
        );
        for _ in 0..2 {
            for who in [&desk.requester, &desk.agent, &desk.colleague] {
                assert!(alike(&office, who, "Takeover of Quillfeather planned", "").is_empty());
            }
            assert_eq!(alike(&office, &desk.birch_agent, "Quillfeather takeover", "").len(), 1);
            // What only the inside reads makes nothing alike.
            assert!(alike(&office, &desk.birch_requester, "clandestine ploverings", "").is_empty());
            assert!(alike(&office, &desk.birch_agent, "clandestine ploverings", "").is_empty());
            office.catch_up();
        }
        office.alter(&number, |record| record.restricted = true);
        assert!(alike(&office, &desk.birch_agent, "Quillfeather takeover", "").is_empty());
        office.catch_up();
        assert!(alike(&office, &desk.birch_agent, "Quillfeather takeover", "").is_empty());
    });
}

#[test]
fn what_else_is_the_same_counts() {
    each_engine(|db: &Db| {
        let office = Office::set_up(db);
        let desk = &office.desk;
        let (ctx, alder) = (desk.context(&desk.administrator), desk.alder);
        let service =
            db.write(move |tx| desk::people::Service::create(tx, &ctx, alder, "Printing")).unwrap();
        let with = office.report(&desk.agent, &Report::of("Tray three stuck", ""));
        let without = office.report(&desk.agent, &Report::of("Tray three stuck", ""));
        let id = service.id;
        office.alter(&with, move |record| record.service = Some(id));
        office.catch_up();
        let mut draft = Draft { title: "tray three is stuck".into(), ..Draft::default() };
        draft.same.insert("service", Value::from(service.id));
        let found =
            db.read(|tx| similar(tx, &desk.agent, &mainstay_incident::KIND, &draft, 5)).unwrap();
        let numbers: Vec<&str> = found.iter().map(|s| s.heading.number.as_str()).collect();
        assert_eq!(numbers, [with.as_str(), without.as_str()]);
        assert_eq!(found[0].same, ["service"]);
        assert_eq!(found[0].score, found[1].score + 10);
        draft.except = Some(found[0].heading.id);
        let others =
            db.read(|tx| similar(tx, &desk.agent, &mainstay_incident::KIND, &draft, 5)).unwrap();
        assert_eq!(others.len(), 1);
    });
}
