//! Everything the database holds, as bytes to look for a word in.

use db::sea_query::{Alias, Query};
use db::{Db, NO_PARAMS, Statement, Value};
use desk::journal;

const TABLES_OF_SQLITE: Statement =
    Statement::listed("SELECT name FROM sqlite_master WHERE type = 'table'");
const TABLES_OF_POSTGRES: Statement = Statement::listed(
    "SELECT CAST(table_name AS TEXT) FROM information_schema.tables WHERE table_schema = current_schema()",
);

fn tables(db: &Db) -> Vec<String> {
    let read = |statement| {
        db.read(|tx| {
            let rows = tx.rows(statement, NO_PARAMS)?;
            rows.iter().map(|row| row.get(0)).collect::<db::Result<Vec<String>>>()
        })
    };
    read(TABLES_OF_SQLITE).or_else(|_| read(TABLES_OF_POSTGRES)).unwrap()
}

/// Where a word stands, in whatever case: each table and column, and the journal as it is exported.
pub(crate) fn places_of(db: &Db, word: &str) -> Vec<String> {
    let mut found = Vec::new();
    for table in tables(db) {
        let rows = db.read(|tx| {
            let columns = tx.columns_of(&table)?;
            let mut select = Query::select();
            select.columns(columns.iter().map(Alias::new)).from(Alias::new(&table));
            let mut values = Vec::new();
            for row in tx.select(&select)? {
                let mut held = row.columns();
                for column in &columns {
                    values.push((column.clone(), held.next::<Value>()?));
                }
            }
            Ok::<_, db::Error>(values)
        });
        for (column, value) in rows.unwrap() {
            let bytes = match value {
                Value::Text(text) => text.to_lowercase().into_bytes(),
                Value::Bytes(bytes) => bytes,
                _ => continue,
            };
            if bytes.windows(word.len()).any(|part| part == word.as_bytes()) {
                let place = format!("{table}.{column}");
                if !found.contains(&place) {
                    found.push(place);
                }
            }
        }
    }
    let mut exported = Vec::new();
    journal::export(db, &mut exported).unwrap();
    if String::from_utf8(exported).unwrap().to_lowercase().contains(word) {
        found.push("the exported journal".to_owned());
    }
    found.sort();
    found
}
