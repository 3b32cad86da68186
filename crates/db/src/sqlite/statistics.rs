//! What the engine knows of its indexes, so that it goes by the one that leaves the fewest rows.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};

use crate::Result;

/// Entries of an index that are looked at before it is left for its next first value.
const SAMPLE: u64 = 1_000;

/// Looks at a sample of each index, and forgets what was seen of tables with few rows: what is known
/// of ten rows makes the engine read a table from end to end, and it would go on doing so when the
/// table has grown to ten thousand. Of a table it knows nothing of, it assumes that it is large.
const LOOK: &str = "
    ANALYZE;
    DELETE FROM sqlite_stat1 WHERE CAST(stat AS INTEGER) < 1000;
    DELETE FROM sqlite_stat4 WHERE tbl NOT IN (SELECT tbl FROM sqlite_stat1);";

/// A sample says at most [`SAMPLE`] rows for what columns have in common, so above this it may be far
/// from the truth.
const DOUBTED: u64 = SAMPLE / 10;
/// How many different values are counted. What has more is not far from what the sample says.
const MOST_VALUES: u64 = 2_000;

/// Told that a first column has few values, the engine would go through each of them for the sake of
/// what stands behind it, in no order anybody asked for. What is asked often names the first column.
/// <https://sqlite.org/fileformat2.html#stat1tab>
const NO_SKIPPING: &str = "noskipscan";

/// Has the engine look at its indexes, in a time that grows with how many there are and hardly with
/// their rows.
///
/// A sample ends after a thousand rows with the same first value, and takes that for all of them. Of a
/// million records it says "1001 of a kind, 1001 open ones of a kind, 1001 of an assignee", and the
/// engine takes all indexes for equally good. So where a sample is doubted, the different values that
/// the first columns of the index have are counted by going from each to the next.
pub(crate) fn gather(connection: &Connection) -> Result<()> {
    connection.execute_batch(&format!("PRAGMA analysis_limit = {SAMPLE}"))?;
    connection.execute_batch(LOOK)?;
    for index in indexes(connection)? {
        let stat = index.corrected(connection)?;
        connection
            .prepare_cached("UPDATE sqlite_stat1 SET stat = ?1 WHERE tbl = ?2 AND idx = ?3")?
            .execute(params![stat, index.table, index.name])?;
    }
    connection.execute_batch("ANALYZE sqlite_schema")?;
    // All statements are prepared afresh now in any case; those from here are not needed again soon.
    connection.flush_prepared_statement_cache();
    Ok(())
}

/// An index with what the sample says of it.
struct Index {
    table: String,
    name: String,
    /// What a row has to fulfil to be in it; empty for nothing.
    condition: String,
    /// How many rows it has, how many of them have the same first value, the same first two, and so
    /// on, and then words on how it is used.
    stat: String,
}

fn indexes(connection: &Connection) -> Result<Vec<Index>> {
    let mut statement = connection.prepare_cached(
        "SELECT s.tbl, s.idx, COALESCE(m.sql, ''), s.stat FROM sqlite_stat1 s
           JOIN sqlite_schema m ON m.type = 'index' AND m.name = s.idx",
    )?;
    let found = statement.query_map([], |row| {
        let sql: String = row.get(2)?;
        let sql = sql.split_whitespace().collect::<Vec<_>>().join(" ");
        let condition = sql.split_once(" WHERE ").map_or("", |(_, condition)| condition);
        Ok(Index {
            table: row.get(0)?,
            name: row.get(1)?,
            condition: condition.to_owned(),
            stat: row.get(3)?,
        })
    })?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

impl Index {
    /// What is known of it when the different values of its first columns were counted.
    fn corrected(&self, connection: &Connection) -> Result<String> {
        let mut words: Vec<String> = self.stat.split(' ').map(str::to_owned).collect();
        let rows: u64 = words.first().and_then(|word| word.parse().ok()).unwrap_or_default();
        let mut first = Vec::new();
        for (word, column) in words.iter_mut().skip(1).zip(self.columns(connection)?) {
            let sampled = word.parse().unwrap_or_default();
            // From an expression on, and where it divides well, the sample is believed.
            let (Some(column), DOUBTED..) = (column, sampled) else { break };
            first.push(format!("\"{column}\""));
            match self.different(connection, &first)? {
                MOST_VALUES.. => break,
                values => *word = rows.div_ceil(values.max(1)).max(1).to_string(),
            }
        }
        words.push(NO_SKIPPING.to_owned());
        Ok(words.join(" "))
    }

    /// Its columns in their order; nothing in the place of an expression.
    fn columns(&self, connection: &Connection) -> Result<Vec<Option<String>>> {
        let mut statement =
            connection.prepare_cached("SELECT name FROM pragma_index_info(?1) ORDER BY seqno")?;
        let names = statement.query_map([&self.name], |row| row.get(0))?;
        Ok(names.collect::<rusqlite::Result<_>>()?)
    }

    /// How many different values its first columns have together, counted up to [`MOST_VALUES`].
    fn different(&self, connection: &Connection, first: &[String]) -> Result<u64> {
        let mut at = self.lowest(connection, first, &[])?;
        let mut different = 0;
        while let Some(values) = at.take() {
            different += 1;
            if different == MOST_VALUES {
                break;
            }
            // What differs in the last column comes first, then what differs in the one before it.
            for among in (1..=values.len()).rev() {
                at = self.lowest(connection, first, values.get(..among).unwrap_or_default())?;
                if at.is_some() {
                    break;
                }
            }
        }
        Ok(different)
    }

    /// The lowest values of its first columns that have all of `above` but its last, and there more
    /// than that. Nothing comes before every value.
    fn lowest(
        &self,
        connection: &Connection,
        first: &[String],
        above: &[Value],
    ) -> Result<Option<Vec<Value>>> {
        let mut conditions = Vec::new();
        if !self.condition.is_empty() {
            conditions.push(format!("({})", self.condition));
        }
        for (n, (column, value)) in first.iter().zip(above).enumerate() {
            conditions.push(match (n + 1 == above.len(), value) {
                (false, _) => format!("{column} IS ?{}", n + 1),
                (true, Value::Null) => format!("{column} IS NOT NULL AND ?{} IS NULL", n + 1),
                (true, _) => format!("{column} > ?{}", n + 1),
            });
        }
        let listed = first.join(", ");
        let sql = format!(
            "SELECT {listed} FROM \"{}\" INDEXED BY \"{}\" WHERE {} ORDER BY {listed} LIMIT 1",
            self.table,
            self.name,
            if conditions.is_empty() { "TRUE".to_owned() } else { conditions.join(" AND ") },
        );
        let mut statement = connection.prepare_cached(&sql)?;
        let found = statement.query_row(params_from_iter(above), |row| {
            (0..first.len()).map(|column| row.get(column)).collect()
        });
        Ok(found.optional()?)
    }
}
