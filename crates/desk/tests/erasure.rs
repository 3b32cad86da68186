//! A value can be erased: nothing of it stays, the chain holds, and only a value whose erasure is
//! written down may be gone.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a failed unwrap is a failed test"
)]

use db::{Db, Statement, params};
use desk::journal::verify::verify;
use desk::journal::{Entry, Logbook, SetValue, erase, log, timeline};
use mainstay_desk as desk;
use testkit::Desk;

const SECRET: &str = "hunter2 was pasted here";

fn written(desk: &Desk) -> Entry {
    let ctx = desk.context(&desk.administrator);
    let values = || vec![SetValue::set("text", SECRET.to_owned())];
    desk.db.write(move |tx| log(tx, &ctx, Logbook::Settings, "note_down", values())).unwrap()
}

#[test]
fn an_erased_value_leaves_its_digest_and_an_entry_that_says_so() {
    testkit::each_engine(|db: &Db| {
        let desk = Desk::set_up(db);
        let entry = written(&desk);
        let ctx = desk.context(&desk.administrator);
        let (subject, seq) = (entry.subject, entry.seq);
        db.write(move |tx| erase(tx, &ctx, subject, seq, "text")).unwrap();
        let entries = db.read(|tx| timeline(tx, subject)).unwrap();
        let value = &entries.iter().find(|e| e.seq == seq).unwrap().values[0];
        assert_eq!((&value.value, &value.salt), (&None, &None));
        assert_eq!(value.digest, entry.values[0].digest);
        let said = entries.iter().find(|e| e.verb == "erase").unwrap();
        assert_eq!(said.values[0].value.as_deref(), Some(format!("{seq}.text").as_str()));
        let findings = verify(db).unwrap();
        assert_eq!((findings.broken, findings.erased), (None, 1));
        let ctx = desk.context(&desk.administrator);
        let again = db.write(move |tx| erase(tx, &ctx, subject, seq, "text"));
        assert!(matches!(again, Err(desk::Error::NotFound)), "there is nothing left to erase");
    });
}

#[test]
fn a_value_that_is_gone_without_a_word_is_found() {
    testkit::each_engine(|db: &Db| {
        let desk = Desk::set_up(db);
        let entry = written(&desk);
        let gone = Statement::listed(
            "UPDATE entry_value SET value = NULL, salt = NULL, erased_at = 1 WHERE subject_id = $1 AND seq = $2",
        );
        let (subject, seq) = (entry.subject, entry.seq);
        db.write(move |tx| Ok::<_, desk::Error>(tx.execute(gone, params![subject, seq])?)).unwrap();
        let broken = verify(db).unwrap().broken.unwrap();
        assert!(broken.contains(&format!("{seq}.text")), "{broken}");
    });
}
