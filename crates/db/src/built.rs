//! Statements built at run time, for lists whose conditions are not known before.

use sea_query::{PostgresQueryBuilder, QueryStatementWriter, SqliteQueryBuilder};

use crate::{Error, Result, Value};

/// A built statement: its text and its values, for one engine.
#[derive(Debug, Clone)]
pub struct Built {
    pub(crate) sql: String,
    pub(crate) values: Vec<Value>,
}

impl Built {
    /// Left to itself SQLite makes a join of `EXISTS` and puts it last: of every row that is walked
    /// over, all tables are read before the condition is asked. Behind a sign it is asked at once.
    pub(crate) fn for_sqlite(statement: &impl QueryStatementWriter) -> Result<Self> {
        let (sql, values) = statement.build(SqliteQueryBuilder);
        Self::bind((sql.replace("EXISTS(", "+EXISTS("), values))
    }

    pub(crate) fn for_postgres(statement: &impl QueryStatementWriter) -> Result<Self> {
        Self::bind(statement.build(PostgresQueryBuilder))
    }

    /// The text, for a plan or a log.
    #[must_use]
    pub fn sql(&self) -> &str {
        &self.sql
    }

    /// The values, in the order of their places.
    #[must_use]
    pub fn values(&self) -> &[Value] {
        &self.values
    }

    fn bind((sql, values): (String, sea_query::Values)) -> Result<Self> {
        let values = values.0.into_iter().map(bind).collect::<Result<_>>()?;
        Ok(Built { sql, values })
    }
}

/// Takes over a builder's value; types no portable column has are refused.
fn bind(value: sea_query::Value) -> Result<Value> {
    use sea_query::Value as V;
    Ok(match value {
        V::BigInt(v) => v.into(),
        V::Int(v) => v.into(),
        V::Bool(v) => v.into(),
        V::BigUnsigned(v) => v.map(i64::try_from).transpose().map_err(|_| too_large())?.into(),
        V::String(v) => v.into(),
        V::Bytes(v) => v.into(),
        other => return Err(Error::Other(format!("a list cannot bind {other:?}"))),
    })
}

fn too_large() -> Error {
    Error::Other("a limit is too large".to_owned())
}

impl From<Value> for sea_query::Value {
    fn from(value: Value) -> Self {
        match value {
            Value::Null => sea_query::Value::BigInt(None),
            Value::Int(v) => v.into(),
            Value::Text(v) => v.into(),
            Value::Bytes(v) => v.into(),
        }
    }
}
