//! Values go in and come out the same on both engines.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "in a test a panic is the answer"
)]

mod engines;

use db::sea_query::{Alias, Expr, ExprTrait, Order, Query};
use db::{Error, Id, Timestamp, Value, params};
use engines::{START, each_engine, run, sql};
use mainstay_db as db;

#[test]
fn parameters_come_in_any_order_and_more_than_once() {
    each_engine(|engine| {
        run(
            &engine.db,
            &[
                "CREATE TABLE kept (t TEXT, i BIGINT, again TEXT, quoted TEXT, b BYTEA, plus BIGINT)",
            ],
        );
        let shuffled = sql("INSERT INTO kept (t, i, again, quoted, b, plus)
            VALUES ($3, $1, $3, '$2', $2, CAST($1 AS BIGINT) + 1)");
        engine
            .db
            .write(move |tx| tx.execute(shuffled, params![41, [7u8, 0, 255], "drei"]))
            .unwrap();
        let find = sql("SELECT t, i, again, quoted, b, plus FROM kept WHERE b = $2 AND i = $1");
        let row = engine.db.read(|tx| tx.one(find, params![41, [7u8, 0, 255]])).unwrap();
        let mut columns = row.columns();
        assert_eq!(columns.next::<String>().unwrap(), "drei");
        assert_eq!(columns.next::<i64>().unwrap(), 41);
        assert_eq!(columns.next::<String>().unwrap(), "drei");
        assert_eq!(columns.next::<String>().unwrap(), "$2");
        assert_eq!(columns.next::<Vec<u8>>().unwrap(), [7, 0, 255]);
        assert_eq!(columns.next::<i64>().unwrap(), 42);
        assert!(columns.next::<i64>().is_err(), "the row has ended");
    });
}

#[test]
fn more_than_nine_parameters_keep_their_numbers() {
    each_engine(|engine| {
        let eleven = sql("SELECT CAST($11 AS BIGINT), CAST($1 AS BIGINT), CAST($10 AS BIGINT),
            CAST($2 AS BIGINT) + $3 + $4 + $5 + $6 + $7 + $8 + $9");
        let row = engine
            .db
            .read(|tx| tx.one(eleven, params![1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]))
            .unwrap();
        let found: Vec<i64> = (0..4).map(|i| row.get(i).unwrap()).collect();
        assert_eq!(found, [11, 1, 10, 44]);
    });
}

#[test]
fn too_few_and_too_many_parameters_are_refused() {
    each_engine(|engine| {
        let two = sql("SELECT CAST($1 AS BIGINT), CAST($2 AS TEXT)");
        for given in [params![], params![1], params![1, "a", 2]] {
            let refused = engine.db.read(|tx| tx.rows(two, given));
            assert!(matches!(refused, Err(Error::Other(_))), "{given:?}: {refused:?}");
        }
        engine.db.read(|tx| tx.one(two, params![1, "a"])).unwrap();
    });
}

#[test]
fn every_kind_of_value_comes_back_as_it_went() {
    each_engine(|engine| {
        run(
            &engine.db,
            &["CREATE TABLE kept (place BIGINT NOT NULL PRIMARY KEY, i BIGINT, t TEXT, b BYTEA)"],
        );
        let long = "ü".repeat(100_000);
        let rows: Vec<[Value; 3]> = [
            params![0, "", b""],
            params![i64::MIN, "\u{10ffff}\u{1f9ef} 👩‍🚒", [0u8; 1]],
            params![i64::MAX, "line\r\nline\ttab '\"$1 ?1 \\", [255u8; 300]],
            params![-1, long.as_str(), vec![0u8; 1_000_000]],
            params![true, "007", b"text in bytes"],
            params![None::<i64>, None::<String>, None::<Vec<u8>>],
            params![START, "1e3", *Id::<()>::fixed(9).bytes()],
        ]
        .map(|row| row.to_vec().try_into().unwrap())
        .into();
        for (place, [i, t, b]) in rows.iter().cloned().enumerate() {
            let place = i64::try_from(place).unwrap();
            let insert = sql("INSERT INTO kept (place, i, t, b) VALUES ($1, $2, $3, $4)");
            engine
                .db
                .write(move |tx| {
                    tx.execute(insert, params![place, i.clone(), t.clone(), b.clone()])
                })
                .unwrap();
        }
        let found = engine
            .db
            .read(|tx| tx.rows(sql("SELECT i, t, b FROM kept ORDER BY place"), params![]))
            .unwrap();
        for (row, kept) in found.iter().zip(&rows) {
            let back = [0, 1, 2].map(|i| row.get::<Value>(i).unwrap());
            assert_eq!(&back, kept);
        }
        assert_eq!(found.len(), rows.len());
        // Typed reading of the same rows.
        assert_eq!(found[6].get::<Timestamp>(0).unwrap(), START);
        assert_eq!(found[6].get::<Id<()>>(2).unwrap(), Id::fixed(9));
        assert!(found[4].get::<bool>(0).unwrap());
        assert_eq!(found[5].get::<Option<String>>(1).unwrap(), None);
        assert!(matches!(found[5].get::<String>(1), Err(Error::Unexpected { column: 1, .. })));
        assert!(found[1].get::<bool>(0).is_err());
        assert!(found[1].get::<Id<()>>(2).is_err());
    });
}

#[test]
fn text_with_nul_is_refused_and_nothing_is_kept() {
    each_engine(|engine| {
        run(&engine.db, &["CREATE TABLE kept (t TEXT NOT NULL)"]);
        let insert = sql("INSERT INTO kept (t) VALUES ($1)");
        let refused = engine.db.write(move |tx| {
            tx.execute(insert, params!["before"])?;
            tx.execute(insert, params!["a\0b"])
        });
        assert!(matches!(refused, Err(Error::Nul)), "{refused:?}");
        assert_eq!(engines::number(&engine.db, "SELECT COUNT(*) FROM kept"), 0);
        let asked =
            engine.db.read(|tx| tx.rows(sql("SELECT t FROM kept WHERE t = $1"), params!["\0"]));
        assert!(matches!(asked, Err(Error::Nul)), "{asked:?}");
    });
}

#[test]
fn a_row_that_is_missing_is_said_to_be() {
    each_engine(|engine| {
        run(&engine.db, &["CREATE TABLE kept (t TEXT NOT NULL)"]);
        let find = sql("SELECT t FROM kept");
        assert!(matches!(engine.db.read(|tx| tx.one(find, params![])), Err(Error::Missing)));
        assert_eq!(engine.db.read(|tx| tx.row(find, params![])).unwrap(), None::<db::Row>);
    });
}

#[test]
fn floating_point_and_other_foreign_types_are_refused() {
    each_engine(|engine| {
        let refused =
            engine.db.read(|tx| tx.rows(sql("SELECT CAST(1 AS DOUBLE PRECISION) / 3"), params![]));
        assert!(matches!(refused, Err(Error::Unexpected { column: 0, .. })), "{refused:?}");
    });
}

#[test]
fn built_lists_mean_the_same_on_both() {
    each_engine(|engine| {
        run(
            &engine.db,
            &[
                "CREATE TABLE kept (i BIGINT, t TEXT, b BYTEA)",
                "INSERT INTO kept VALUES (1, 'a', NULL), (2, 'b', NULL), (3, 'c?$1''', NULL), (4, NULL, NULL)",
            ],
        );
        let set = sql("UPDATE kept SET b = $1 WHERE i = $2");
        engine.db.write(move |tx| tx.execute(set, params![[0u8, 1, 2], 3])).unwrap();
        let col = |name: &'static str| Expr::col(Alias::new(name));
        let found = |condition: Expr| {
            let list = Query::select()
                .column(Alias::new("i"))
                .from(Alias::new("kept"))
                .and_where(condition)
                .order_by(Alias::new("i"), Order::Desc)
                .limit(2)
                .take();
            let rows = engine.db.read(|tx| tx.select(&list)).unwrap();
            rows.iter().map(|row| row.get(0).unwrap()).collect::<Vec<i64>>()
        };
        assert_eq!(found(col("i").gt(0)), [4, 3], "the limit holds");
        assert_eq!(found(col("t").is_in(["a", "c?$1'"])), [3, 1]);
        assert_eq!(found(col("i").is_in([2_i64, 9])), [2]);
        assert_eq!(found(col("i").is_in(Vec::<i64>::new())), Vec::<i64>::new());
        assert_eq!(found(col("b").eq(vec![0u8, 1, 2])), [3]);
        assert_eq!(found(col("b").eq(Value::from([0u8, 1, 2]))), [3]);
        assert_eq!(found(col("t").is_null()), [4]);
        assert_eq!(found(col("t").eq("b").or(col("i").eq(Value::from(1)))), [2, 1]);
        let refused = engine.db.read(|tx| tx.select(&Query::select().expr(Expr::val(1.5)).take()));
        assert!(matches!(refused, Err(Error::Other(_))), "{refused:?}");
    });
}
