//! What the embedded engine knows of its indexes, beside what it finds when it reads all of them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "in a test a panic is the answer"
)]

mod engines;

use std::collections::BTreeMap;

use db::sea_query::{Expr, ExprTrait, Query};
use db::{Db, Location};
use engines::{number, run, sql};
use mainstay_db as db;

fn filled(directory: &tempfile::TempDir, statements: &'static [&'static str]) -> Db {
    let db = Db::open(&Location::File(directory.path().join("mainstay.db"))).unwrap();
    run(&db, statements);
    db.housekeep(|tx| tx.gather_statistics()).unwrap();
    db
}

/// One of three rows, one of five thousand.
const TWO_TABLES: &[&str] = &[
    "CREATE TABLE few (i BIGINT NOT NULL PRIMARY KEY, t TEXT NOT NULL)",
    "CREATE TABLE many (i BIGINT NOT NULL PRIMARY KEY, t TEXT NOT NULL)",
    "INSERT INTO few (i, t) VALUES (1, 'a'), (2, 'b'), (3, 'c')",
    "INSERT INTO many WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
        SELECT i, 'text ' || i FROM n",
];

/// What was seen of three rows would have the engine read all rows for one, also when there are many.
#[test]
fn small_tables_are_not_judged_by_their_few_rows() {
    let directory = tempfile::tempdir().unwrap();
    let db = filled(&directory, TWO_TABLES);
    assert_eq!(number(&db, "SELECT COUNT(*) FROM sqlite_stat1 WHERE tbl = 'few'"), 0);
    assert!(number(&db, "SELECT COUNT(*) FROM sqlite_stat1 WHERE tbl = 'many'") > 0);
    let select = Query::select()
        .columns([("few", "t"), ("many", "t")])
        .from("few")
        .inner_join("many", Expr::col(("many", "i")).equals(("few", "i")))
        .and_where(Expr::col(("few", "i")).eq(2_i64))
        .to_owned();
    let plan = db.read(|tx| tx.explain(&select)).unwrap().join("\n");
    assert!(!plan.contains("SCAN"), "{plan}");
}

/// Records of one kind: of sixty thousand one in thirty is open, and half have one of fifty
/// assignees. Few have a parent, and that index has a condition.
const WORK: &[&str] = &[
    "CREATE TABLE work (i INTEGER PRIMARY KEY, kind TEXT NOT NULL, open BIGINT NOT NULL,
        assignee BIGINT, parent BIGINT, at BIGINT NOT NULL)",
    "INSERT INTO work
        WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 59999)
        SELECT i, 'incident', i % 30 = 0, CASE WHEN i % 2 = 0 THEN i / 7 % 50 END,
            CASE WHEN i % 10 = 0 THEN i / 20000 END, i FROM n",
    "CREATE INDEX work_kind ON work (kind, open, at)",
    "CREATE INDEX work_assignee ON work (assignee, kind, open, at)",
    "CREATE INDEX work_open ON work (kind, assignee, open, at)",
    "CREATE INDEX work_parent ON work (kind, parent, at) WHERE parent IS NOT NULL",
    "CREATE INDEX work_day ON work (kind, at / 1000, assignee)",
];

/// What each index says of its rows and of its first columns, in numbers.
fn known(db: &Db) -> BTreeMap<String, Vec<i64>> {
    let rows = db
        .read(|tx| tx.rows(sql("SELECT idx, stat FROM sqlite_stat1 WHERE tbl = 'work'"), &[]))
        .unwrap();
    let numbers = |stat: String| stat.split(' ').map_while(|word| word.parse().ok()).collect();
    rows.iter().map(|row| (row.get(0).unwrap(), numbers(row.get(1).unwrap()))).collect()
}

#[test]
fn a_sample_says_what_reading_everything_would() {
    let directory = tempfile::tempdir().unwrap();
    let db = filled(&directory, WORK);
    let gathered = known(&db);
    db.write(|tx| {
        tx.rows(sql("PRAGMA analysis_limit = 0"), &[])?;
        tx.execute(sql("ANALYZE"), &[])
    })
    .unwrap();
    let read = known(&db);
    assert_eq!(read["work_kind"][..3], [60_000, 60_000, 30_000], "the oracle is one");
    assert_eq!(gathered.len(), 5);
    for (index, read) in read {
        let gathered = &gathered[&index];
        for (place, (told, truth)) in gathered.iter().zip(&read).enumerate() {
            // What stands behind an expression is as the sample says.
            if index != "work_day" || place < 2 {
                assert!(
                    *told <= truth * 5 / 4 + 1 && *told >= truth * 3 / 4,
                    "{index}: {gathered:?} in place of {read:?}"
                );
            }
        }
    }
}

#[test]
fn the_index_that_leaves_the_fewest_rows_is_taken() {
    let directory = tempfile::tempdir().unwrap();
    let db = filled(&directory, WORK);
    let select = Query::select()
        .column("i")
        .from("work")
        .and_where(Expr::col("kind").eq("incident"))
        .and_where(Expr::col("open").eq(1_i64))
        .and_where(Expr::col("assignee").eq(7_i64))
        .and_where(Expr::col("at").gt(100_i64))
        .order_by("at", db::sea_query::Order::Desc)
        .to_owned();
    let plan = db.read(|tx| tx.explain(&select)).unwrap().join("\n");
    assert!(plan.contains("work_assignee") || plan.contains("work_open"), "{plan}");
}
