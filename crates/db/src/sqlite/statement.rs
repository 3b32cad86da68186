//! Runs statements on an embedded connection.

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Connection, ToSql};

use crate::statement::for_sqlite;
use crate::{Error, Result, Row, Value};

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Int(v) => ValueRef::Integer(*v),
            Value::Text(v) => ValueRef::Text(v.as_bytes()),
            Value::Bytes(v) => ValueRef::Blob(v),
        }))
    }
}

pub(crate) fn prepare(connection: &Connection, sql: &str) -> Result<()> {
    connection.prepare(&for_sqlite(sql))?;
    Ok(())
}

pub(crate) fn rows(connection: &Connection, sql: &str, params: &[Value]) -> Result<Vec<Row>> {
    let mut statement = bound(connection, sql, params)?;
    let width = statement.column_count();
    let mut found = statement.raw_query();
    let mut out = Vec::new();
    while let Some(row) = found.next()? {
        let mut values = Vec::with_capacity(width);
        for column in 0..width {
            values.push(read(row.get_ref(column)?, column)?);
        }
        out.push(Row::new(values));
    }
    Ok(out)
}

/// Hands row after row to `each`; how many there were.
pub(crate) fn pour<E: From<Error>>(
    connection: &Connection,
    sql: &str,
    each: &mut dyn FnMut(&[Value]) -> std::result::Result<(), E>,
) -> std::result::Result<u64, E> {
    let mut statement = connection.prepare(sql).map_err(Error::from)?;
    let width = statement.column_count();
    let mut found = statement.raw_query();
    let (mut values, mut poured) = (Vec::with_capacity(width), 0);
    while let Some(row) = found.next().map_err(Error::from)? {
        values.clear();
        for column in 0..width {
            values.push(read(row.get_ref(column).map_err(Error::from)?, column)?);
        }
        each(&values)?;
        poured += 1;
    }
    Ok(poured)
}

pub(crate) fn execute(connection: &Connection, sql: &str, params: &[Value]) -> Result<u64> {
    let mut statement = bound(connection, sql, params)?;
    let changed = statement.raw_execute()?;
    Ok(u64::try_from(changed).unwrap_or(u64::MAX))
}

/// Runs one statement with row after row of parameters; how many rows it changed in all.
pub(crate) fn execute_each(connection: &Connection, sql: &str, rows: &[&[Value]]) -> Result<u64> {
    let mut statement = connection.prepare_cached(&for_sqlite(sql))?;
    let mut changed = 0;
    for row in rows {
        bind(&mut statement, row)?;
        changed += statement.raw_execute()?;
    }
    Ok(u64::try_from(changed).unwrap_or(u64::MAX))
}

fn bound<'c>(
    connection: &'c Connection,
    sql: &str,
    params: &[Value],
) -> Result<CachedStatement<'c>> {
    let mut statement = connection.prepare_cached(&for_sqlite(sql))?;
    bind(&mut statement, params)?;
    Ok(statement)
}

fn bind(statement: &mut CachedStatement<'_>, params: &[Value]) -> Result<()> {
    let wanted = statement.parameter_count();
    if wanted != params.len() {
        // Left to itself SQLite takes what is missing for NULL.
        return Err(Error::Other(format!(
            "a statement has {wanted} parameters and got {}",
            params.len()
        )));
    }
    for (index, value) in params.iter().enumerate() {
        refuse_nul(value)?;
        statement.raw_bind_parameter(index + 1, value)?;
    }
    Ok(())
}

/// PostgreSQL keeps no NUL in text; refused on both engines so that both hold the same.
pub(crate) fn refuse_nul(value: &Value) -> Result<()> {
    match value {
        Value::Text(text) if text.contains('\0') => Err(Error::Nul),
        _ => Ok(()),
    }
}

fn read(value: ValueRef<'_>, column: usize) -> Result<Value> {
    match value {
        ValueRef::Null => Ok(Value::Null),
        ValueRef::Integer(v) => Ok(Value::Int(v)),
        ValueRef::Text(v) => match std::str::from_utf8(v) {
            Ok(text) => Ok(Value::Text(text.to_owned())),
            Err(_) => Err(Error::Unexpected { column, expected: "UTF-8 text" }),
        },
        ValueRef::Blob(v) => Ok(Value::Bytes(v.to_vec())),
        ValueRef::Real(_) => Err(Error::Unexpected { column, expected: "no floating point" }),
    }
}
