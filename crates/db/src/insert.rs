//! Adds rows to a table.

use crate::transaction::Engine;
use crate::{Built, Error, Result, Tx, Value, sqlite};

/// Rows of one statement, the most first. Few different lengths keep few statements prepared.
const PIECES: [usize; 2] = [64, 16];

/// Where rows are added.
#[derive(Debug, Clone, Copy)]
pub struct Insert<'a> {
    /// The table.
    pub table: &'a str,
    /// The columns, in the order of each row's values.
    pub columns: &'a [&'a str],
    /// What becomes of a row that is there already; nothing where there cannot be one.
    pub over: Option<Over<'a>>,
}

/// What is written over a row that is there already.
#[derive(Debug, Clone, Copy)]
pub struct Over<'a> {
    /// The columns by which it is the same row.
    pub key: &'a [&'a str],
    /// Those that take their new values.
    pub columns: &'a [&'a str],
}

impl Tx<'_> {
    /// Adds rows, in their order.
    ///
    /// A server is asked once for many of them, as each time is a way there and back. On the embedded
    /// engine they go one by one: a statement that writes several rows has to be able to undo the first
    /// of them, and keeping that ready costs more in a large transaction than the rows do.
    ///
    /// # Errors
    /// Whatever the engine says; [`Error::Other`] when a row has more or fewer values than columns.
    pub fn insert<R: AsRef<[Value]>>(&self, into: Insert<'_>, rows: &[R]) -> Result<()> {
        let rows: Vec<&[Value]> = rows.iter().map(AsRef::as_ref).collect();
        self.insert_all(into, &rows)
    }

    fn insert_all(&self, into: Insert<'_>, rows: &[&[Value]]) -> Result<()> {
        if rows.iter().any(|row| row.len() != into.columns.len()) {
            return Err(Error::Other(format!("a row does not fit the columns of {}", into.table)));
        }
        match self.engine() {
            Engine::Sqlite(connection) => {
                let sql = into.text(1, false);
                let execute = || sqlite::statement::execute_each(connection, &sql, rows);
                self.watched(&sql, execute).map(drop)
            }
            Engine::Postgres(_) => pieces(rows).into_iter().try_for_each(|piece| {
                let (sql, values) = (into.text(piece.len(), true), piece.concat());
                self.change_built(&Built { sql, values }).map(drop)
            }),
        }
    }
}

impl Insert<'_> {
    /// The statement for so many rows, with places numbered or not.
    fn text(&self, rows: usize, numbered: bool) -> String {
        let mut sql = format!("INSERT INTO {} ({}) VALUES ", self.table, self.columns.join(", "));
        let mut place = 0;
        for row in 0..rows {
            sql.push_str(if row == 0 { "(" } else { ", (" });
            for column in 0..self.columns.len() {
                place += 1;
                sql.push_str(if column == 0 { "" } else { ", " });
                sql.push(if numbered { '$' } else { '?' });
                if numbered {
                    sql.push_str(&place.to_string());
                }
            }
            sql.push(')');
        }
        if let Some(over) = &self.over {
            let set = over.columns.iter().map(|column| format!("{column} = excluded.{column}"));
            let set = set.collect::<Vec<_>>().join(", ");
            for part in [" ON CONFLICT (", &over.key.join(", "), ") DO UPDATE SET ", &set] {
                sql.push_str(part);
            }
        }
        sql
    }
}

fn pieces<T>(rows: &[T]) -> Vec<&[T]> {
    let (mut pieces, mut rest) = (Vec::new(), rows);
    for length in PIECES {
        while let Some((piece, left)) = rest.split_at_checked(length) {
            pieces.push(piece);
            rest = left;
        }
    }
    if !rest.is_empty() {
        pieces.push(rest);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_all_there_is_in_order() {
        for length in [0, 1, 5, 15, 16, 64, 87, 300] {
            let rows: Vec<usize> = (0..length).collect();
            let pieces = pieces(&rows);
            assert_eq!(pieces.concat(), rows);
            assert!(pieces.iter().all(|piece| !piece.is_empty() && piece.len() <= 64));
        }
    }

    #[test]
    fn a_statement_names_its_columns_and_what_it_writes_over() {
        let into = Insert { table: "t", columns: &["a", "b"], over: None };
        assert_eq!(into.text(2, true), "INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4)");
        let over = Over { key: &["a"], columns: &["b"] };
        let into = Insert { over: Some(over), ..into };
        assert_eq!(
            into.text(1, false),
            "INSERT INTO t (a, b) VALUES (?, ?) ON CONFLICT (a) DO UPDATE SET b = excluded.b"
        );
    }
}
