//! What texts are compared and sorted by is made anew for a program that makes it otherwise.
#![allow(clippy::unwrap_used, reason = "a failure is a failed test")]

use db::sea_query::Query;
use db::{Db, NO_PARAMS, ReadTx, Row, Statement};
use desk::filter::Known;
use desk::rebuild_text_keys;
use desk::{Error, Kind};
use mainstay_incident::KIND;
use testkit::{Desk, each_engine};

mod support;

use support::{fill, found};

static KINDS: &[&Kind] = &[&KIND];

/// Everything texts are compared and sorted by.
fn keys(tx: &ReadTx<'_>) -> db::Result<Vec<Vec<Row>>> {
    let of = |table: &'static str, columns: &[&'static str]| {
        let mut select = Query::select();
        select.columns(columns.iter().copied()).from(table);
        for column in columns {
            select.order_by(*column, db::sea_query::Order::Asc);
        }
        tx.select(&select)
    };
    Ok(vec![
        of("record", &["subject_id", "title_fold", "title_key"])?,
        of("folded", &["subject_id", "field", "fold", "sort_key"])?,
        of("naming", &["id", "fold", "sort_key"])?,
        of("custom_value", &["subject_id", "field_id", "ordinal", "text_fold", "text_key"])?,
    ])
}

fn until_done(db: &Db) -> usize {
    let mut steps = 0;
    while rebuild_text_keys(db, KINDS).unwrap() {
        steps += 1;
        assert!(steps < 1_000, "it has no end");
    }
    steps
}

#[test]
fn spoilt_keys_come_back_as_they_were() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        fill(&desk);
        until_done(db);
        let before = db.read(keys).unwrap();
        let spoil = [
            "UPDATE record SET title_fold = 'x', title_key = subject_id",
            "DELETE FROM folded",
            "UPDATE naming SET fold = 'x'",
            "UPDATE custom_value SET text_fold = 'x' WHERE text_fold IS NOT NULL",
            "UPDATE text_key_edition SET fingerprint = 'of another program'",
        ];
        db.write(move |tx| {
            for sql in spoil {
                tx.execute(Statement::listed(sql), NO_PARAMS)?;
            }
            Ok::<_, Error>(())
        })
        .unwrap();
        assert_ne!(db.read(keys).unwrap(), before);
        assert!(until_done(db) > 1, "in several short steps");
        assert_eq!(db.read(keys).unwrap(), before);
        assert_eq!(until_done(db), 0, "and then no more");
        let [sql, rust] = db
            .read(|tx| {
                found(
                    tx,
                    &desk.administrator,
                    "title contains printer",
                    desk.clock.now(),
                    &Known::default(),
                )
            })
            .unwrap();
        assert!(!sql.is_empty());
        assert_eq!(sql, rust);
    });
}
