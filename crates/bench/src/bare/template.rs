//! The rows of one real create, as the program wrote them, to be written again under new names.

use anyhow::{Result, bail};
use db::{Chance, Db, Id, ReadTx, Statement, Timestamp, Value, params};

db::statements! {
    IDENTITY = "SELECT id FROM subject WHERE number = $1";
    SUBJECT = "SELECT * FROM subject WHERE id = $1";
    RECORD = "SELECT * FROM record WHERE subject_id = $1";
    INCIDENT = "SELECT * FROM incident WHERE subject_id = $1";
    ENTRY = "SELECT * FROM entry WHERE subject_id = $1";
    VALUES = "SELECT * FROM entry_value WHERE subject_id = $1";
    WORDS = "SELECT * FROM search_text WHERE subject_id = $1";
    OUTBOX = "SELECT * FROM outbox WHERE subject_id = $1";
}

/// The tables a create writes to, in the order their references ask for.
const TABLES: [(&str, Statement); 7] = [
    ("subject", SUBJECT),
    ("record", RECORD),
    ("incident", INCIDENT),
    ("entry", ENTRY),
    ("entry_value", VALUES),
    ("search_text", WORDS),
    ("outbox", OUTBOX),
];

/// Rows of one table.
#[derive(Debug, Clone)]
pub(crate) struct TableRows {
    table: &'static str,
    columns: Vec<String>,
    cells: Vec<Cell>,
}

/// What stands in one column of one row.
#[derive(Debug, Clone)]
enum Cell {
    /// The same every time.
    Same(Value),
    /// The incident's identity.
    Identity,
    /// An identity of the row's own.
    OwnIdentity,
    /// The incident's number.
    Number,
    /// The entry's place among all.
    Position,
}

/// All rows of one create.
#[derive(Debug, Clone)]
pub(crate) struct Template {
    tables: Vec<TableRows>,
    next_position: i64,
}

/// What differs from one create to the next.
#[derive(Debug)]
pub(crate) struct Fresh {
    identity: Value,
    number: Value,
    position: Value,
}

impl Template {
    /// Reads the rows of an incident that was opened and not touched since.
    pub(crate) fn read(db: &Db, number: &str) -> Result<Template> {
        let tables = db.read(|tx| {
            let identity: Value = tx.one(IDENTITY, params![number])?.get(0)?;
            TABLES
                .iter()
                .map(|(table, select)| rows(tx, table, *select, &identity, number))
                .collect::<db::Result<Vec<_>>>()
        })?;
        for rows in &tables {
            if rows.cells.is_empty() {
                bail!("the create of {number} left nothing in {}", rows.table);
            }
        }
        Ok(Template { tables, next_position: 1 })
    }

    /// The tables, in order.
    pub(crate) fn tables(&self) -> &[TableRows] {
        &self.tables
    }

    /// How many rows a create writes.
    pub(crate) fn rows(&self) -> u64 {
        let rows: usize = self.tables.iter().map(TableRows::count).sum();
        u64::try_from(rows).unwrap_or(u64::MAX)
    }

    /// What the next create is to be known by. Identities rise with time, as the program's do.
    pub(crate) fn fresh(&mut self, chance: &Chance, prefix: &str) -> Fresh {
        let place = self.next_position;
        self.next_position += 1;
        let now = Timestamp::from_micros(1_700_000_000_000_000 + place * 100);
        let identity: Id<()> = chance.id(now);
        Fresh {
            identity: Value::from(identity),
            number: Value::Text(format!("{prefix}{place:07}")),
            position: Value::Int(place),
        }
    }
}

impl TableRows {
    /// How many rows.
    fn count(&self) -> usize {
        self.cells.len() / self.columns.len().max(1)
    }

    /// One INSERT for all rows, its parameters numbered from 1 and written by `parameter`.
    pub(crate) fn insert(&self, parameter: impl Fn(usize) -> String) -> String {
        let width = self.columns.len();
        let rows: Vec<String> = (0..self.count())
            .map(|row| {
                let parameters: Vec<String> =
                    (1..=width).map(|column| parameter(row * width + column)).collect();
                format!("({})", parameters.join(", "))
            })
            .collect();
        format!(
            "INSERT INTO {} ({}) VALUES {}",
            self.table,
            self.columns.join(", "),
            rows.join(", ")
        )
    }

    /// The values for that INSERT.
    pub(crate) fn values(&self, fresh: &Fresh, chance: &Chance) -> Vec<Value> {
        self.cells
            .iter()
            .map(|cell| match cell {
                Cell::Same(value) => value.clone(),
                Cell::Identity => fresh.identity.clone(),
                Cell::OwnIdentity => Value::Bytes(chance.bytes::<16>().to_vec()),
                Cell::Number => fresh.number.clone(),
                Cell::Position => fresh.position.clone(),
            })
            .collect()
    }
}

fn rows(
    tx: &ReadTx<'_>,
    table: &'static str,
    select: Statement,
    identity: &Value,
    number: &str,
) -> db::Result<TableRows> {
    let columns = tx.columns_of(table)?;
    let mut cells = Vec::new();
    for row in tx.rows(select, std::slice::from_ref(identity))? {
        let mut values = row.columns();
        for column in &columns {
            cells.push(cell(table, column, values.next()?, identity, number));
        }
    }
    Ok(TableRows { table, columns, cells })
}

fn cell(table: &str, column: &str, value: Value, identity: &Value, number: &str) -> Cell {
    match &value {
        value if value == identity => Cell::Identity,
        Value::Bytes(_) if (table, column) == ("outbox", "id") => Cell::OwnIdentity,
        Value::Text(text) if text == number => Cell::Number,
        Value::Int(_) if (table, column) == ("entry", "position") => Cell::Position,
        _ => Cell::Same(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_the_incident_is_new_each_time_and_the_rest_is_not() {
        let identity = Value::Bytes(vec![1; 16]);
        let of = |table, column, value| cell(table, column, value, &identity, "INC0000007");
        assert!(matches!(of("entry", "subject_id", identity.clone()), Cell::Identity));
        assert!(matches!(of("entry_value", "value", "INC0000007".into()), Cell::Number));
        assert!(matches!(of("entry", "position", Value::Int(3)), Cell::Position));
        assert!(matches!(of("entry", "position", Value::Null), Cell::Same(Value::Null)));
        assert!(matches!(of("entry", "seq", Value::Int(1)), Cell::Same(Value::Int(1))));
        assert!(matches!(of("outbox", "id", Value::Bytes(vec![2; 16])), Cell::OwnIdentity));
    }

    #[test]
    fn rows_are_inserted_together_with_parameters_in_order() {
        let cells = vec![Cell::Identity, Cell::Number, Cell::Same(Value::Int(1)), Cell::Position];
        let rows = TableRows { table: "t", columns: vec!["a".to_owned(), "b".to_owned()], cells };
        assert_eq!(
            rows.insert(|n| format!("?{n}")),
            "INSERT INTO t (a, b) VALUES (?1, ?2), (?3, ?4)"
        );
        let mut template = Template { tables: vec![rows], next_position: 5 };
        let chance = Chance::seeded(1);
        let fresh = template.fresh(&chance, "N");
        let values = template.tables()[0].values(&fresh, &chance);
        assert_eq!(values[1..], [Value::from("N0000005"), Value::Int(1), Value::Int(5)]);
        assert_eq!(template.rows(), 2);
    }
}
