//! Whole tables, as a backup takes them out and puts them back: no statement of the product does.

use crate::transaction::Engine;
use crate::{Error, ReadTx, Result, Value, sqlite};

/// A table of the schema and its columns, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name: lower-case letters, digits and underscores.
    pub name: String,
    /// The names of its columns, likewise.
    pub columns: Vec<String>,
}

/// The table that says which steps of the schema have run; it belongs to the engine's own copy.
pub(crate) const STEPS: &str = "schema_migration";

impl Table {
    /// A table by names that came from outside.
    ///
    /// # Errors
    /// [`Error::Other`] when a name is none this schema could have: it goes into statements.
    pub fn new(name: &str, columns: &[String]) -> Result<Self> {
        let all = std::iter::once(name).chain(columns.iter().map(String::as_str));
        for word in all {
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            if word.is_empty() || !word.chars().all(plain) {
                return Err(Error::Other(format!("{word:?} is no name of this schema")));
            }
        }
        Ok(Table { name: name.to_owned(), columns: columns.to_vec() })
    }

    /// The columns as a statement lists them.
    pub(crate) fn listed(&self) -> String {
        let quoted: Vec<String> = self.columns.iter().map(|c| format!("\"{c}\"")).collect();
        quoted.join(", ")
    }

    /// Refuses what could not be a row of it.
    pub(crate) fn fits(&self, row: &[Value]) -> Result<()> {
        if row.len() != self.columns.len() {
            return Err(Error::Other(format!("a row of {} has another width", self.name)));
        }
        row.iter().try_for_each(sqlite::statement::refuse_nul)
    }

    fn select(&self) -> String {
        format!("SELECT {} FROM \"{}\"", self.listed(), self.name)
    }
}

impl ReadTx<'_> {
    /// Every table of the schema but the list of its steps, by name.
    ///
    /// # Errors
    /// Whatever the engine says.
    pub fn tables(&self) -> Result<Vec<Table>> {
        let sql = match self.engine() {
            Engine::Sqlite(_) => {
                "SELECT name FROM sqlite_schema
                 WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
            }
            Engine::Postgres(_) => {
                "SELECT CAST(tablename AS TEXT) FROM pg_tables
                 WHERE schemaname = current_schema() ORDER BY tablename"
            }
        };
        let mut tables = Vec::new();
        for row in self.run(sql, &[])? {
            let name: String = row.get(0)?;
            if name != STEPS {
                tables.push(Table::new(&name, &self.columns_of(&name)?)?);
            }
        }
        Ok(tables)
    }

    /// Hands every row of a table to `each`, in no order, without holding more than a few at once;
    /// how many there were.
    ///
    /// # Errors
    /// Whatever the engine or `each` says.
    pub fn pour<E: From<Error>>(
        &self,
        table: &Table,
        mut each: impl FnMut(&[Value]) -> std::result::Result<(), E>,
    ) -> std::result::Result<u64, E> {
        match self.engine() {
            Engine::Sqlite(connection) => {
                sqlite::statement::pour(connection, &table.select(), &mut each)
            }
            Engine::Postgres(session) => {
                let mut session = session
                    .try_borrow_mut()
                    .map_err(|_| Error::Other("a statement ran inside another one".to_owned()))?;
                session.pour(&table.select(), &mut each)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn names_from_outside_are_names_and_nothing_else() {
        let columns = ["id".to_owned(), "a_2".to_owned()];
        assert_eq!(Table::new("entry", &columns).unwrap().listed(), "\"id\", \"a_2\"");
        for bad in ["", "a b", "a\"", "A", "drop;", "ä"] {
            assert!(Table::new(bad, &columns).is_err(), "{bad}");
            assert!(Table::new("entry", &[bad.to_owned()]).is_err(), "{bad}");
        }
    }
}
