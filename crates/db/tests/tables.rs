//! Whole tables taken out of one engine and put into another.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a failure is a failed test"
)]

mod engines;

use db::{Db, Error, Loader, Location, Migration, Table, Value, params};
use engines::{Engine, START, each_engine, run, sql};
use mainstay_db as db;

const SCHEMA: &str = "
    CREATE TABLE place (id BYTEA NOT NULL PRIMARY KEY, above_id BYTEA REFERENCES place (id),
        name TEXT NOT NULL, size BIGINT);
    CREATE UNIQUE INDEX place_name ON place (name);
    CREATE TABLE guest (number BIGINT NOT NULL PRIMARY KEY, place_id BYTEA NOT NULL REFERENCES place (id));
    CREATE INDEX guest_place ON guest (place_id);
    INSERT INTO place (id, name) VALUES ('seed', 'made by the schema')";
const STEPS: &[Migration] =
    &[Migration { number: 1, name: "places", sqlite: SCHEMA, postgres: SCHEMA }];

type Copied = Vec<(Table, Vec<Vec<Value>>)>;

/// Places of which each lies in the one before, so that references run against the order, and guests.
fn furnish(engine: &Engine) {
    engine.db.migrate(STEPS, START).unwrap();
    run(&engine.db, &["DELETE FROM place"]);
    engine
        .db
        .write(|tx| {
            for n in (0..2_000_i64).rev() {
                let name = format!("Gänge\t{n}\n\\x");
                let place = "INSERT INTO place (id, name, size) VALUES ($1, $2, $3)";
                let size = (n % 3 > 0).then_some(i64::MIN + n);
                tx.execute(sql(place), params![&n.to_be_bytes(), &name, size])?;
            }
            for n in 1..2_000_i64 {
                let hang = "UPDATE place SET above_id = $2 WHERE id = $1";
                tx.execute(sql(hang), params![&n.to_be_bytes(), &(n - 1).to_be_bytes()])?;
                let guest = "INSERT INTO guest (number, place_id) VALUES ($1, $2)";
                tx.execute(sql(guest), params![n, &n.to_be_bytes()])?;
            }
            Ok::<_, Error>(())
        })
        .unwrap();
}

fn copied(db: &Db) -> Copied {
    db.read(|tx| {
        let mut all = Vec::new();
        for table in tx.tables()? {
            let mut rows = Vec::new();
            tx.pour(&table, |row| {
                rows.push(row.to_vec());
                Ok::<_, Error>(())
            })?;
            rows.sort_by_key(|row| format!("{row:?}"));
            all.push((table, rows));
        }
        Ok::<_, Error>(all)
    })
    .unwrap()
}

fn fill(loader: &mut Loader, copied: &Copied) -> db::Result<()> {
    for (table, rows) in copied {
        loader.empty(table)?;
        for some in rows.chunks(700) {
            let added = loader.add(table, &mut some.iter().cloned().map(Ok))?;
            assert_eq!(usize::try_from(added).unwrap(), some.len());
        }
    }
    Ok(())
}

/// Where there is no database yet.
fn elsewhere(engine: &Engine) -> Location {
    match &engine.location {
        Location::File(path) => Location::File(path.with_file_name("filled.db")),
        server @ Location::Server(_) => server.clone(),
    }
}

fn begin(location: &Location) -> Loader {
    Loader::begin(location, STEPS, START).unwrap()
}

#[test]
fn tables_go_from_every_engine_to_every_engine() {
    each_engine(|from| {
        furnish(from);
        let all = copied(&from.db);
        assert_eq!(
            all.iter().map(|(t, _)| t.name.as_str()).collect::<Vec<_>>(),
            ["guest", "place"]
        );
        assert_eq!(all[1].0.columns, ["id", "above_id", "name", "size"]);
        each_engine(|to| {
            let location = elsewhere(to);
            let mut loader = begin(&location);
            fill(&mut loader, &all).unwrap();
            loader.finish().unwrap();
            let db = Db::open(&location).unwrap();
            assert_eq!(copied(&db), all);
            // Indexes and references are there again.
            let twice = db.write(|tx| {
                let again = "INSERT INTO place (id, name) VALUES ($1, $2)";
                tx.execute(sql(again), params![b"new", "Gänge\t7\n\\x"])
            });
            assert!(matches!(twice, Err(Error::Duplicate)), "{twice:?}");
            let nowhere = db.write(|tx| {
                let guest = "INSERT INTO guest (number, place_id) VALUES (1000000, $1)";
                tx.execute(sql(guest), params![b"nowhere"])
            });
            assert!(matches!(nowhere, Err(Error::BrokenReference)), "{nowhere:?}");
        });
    });
}

#[test]
fn what_refers_to_nothing_or_was_not_finished_is_not_kept() {
    each_engine(|from| {
        furnish(from);
        let mut all = copied(&from.db);
        all[1].1.truncate(10);
        each_engine(|to| {
            let location = elsewhere(to);
            let mut loader = begin(&location);
            fill(&mut loader, &all).unwrap();
            let refused = loader.finish();
            assert!(matches!(refused, Err(Error::BrokenReference)), "{refused:?}");
            if matches!(location, Location::Server(_)) {
                assert!(to.db.read(|tx| tx.tables()).unwrap().is_empty(), "not even the schema");
                let mut loader = begin(&location);
                fill(&mut loader, &all).unwrap();
                drop(loader);
                assert!(to.db.read(|tx| tx.tables()).unwrap().is_empty());
            }
        });
    });
}

#[test]
fn an_error_among_the_rows_is_told() {
    each_engine(|to| {
        let columns = ["id", "name"].map(str::to_owned);
        let table = Table::new("place", &columns).unwrap();
        let bad: [(Vec<Value>, &str); 2] = [
            (vec![Value::Bytes(vec![1])], "width"),
            (vec![Value::Bytes(vec![1]), Value::Text("a\0b".to_owned())], "NUL"),
        ];
        for (row, word) in bad {
            let location = elsewhere(to);
            if let Location::File(path) = &location {
                drop(std::fs::remove_file(path));
            }
            let mut loader = begin(&location);
            let told = loader.add(&table, &mut std::iter::once(Ok(row))).unwrap_err();
            assert!(told.to_string().contains(word), "{told}");
        }
        let mut loader = begin(&elsewhere(to));
        let told = loader.add(&table, &mut std::iter::once(Err(Error::Missing)));
        assert!(matches!(told, Err(Error::Missing)));
    });
}
