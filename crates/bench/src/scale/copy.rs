//! Copies a filled SQLite database into a migrated PostgreSQL one, table by table: filling a large
//! one through the program takes hours there, and what is measured is the reading.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use postgres::NoTls;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, Row};

use crate::installation::Installation;
use crate::report::progress;

/// Bytes gathered before they are sent.
const CHUNK: usize = 1 << 20;
/// Tables that are the engine's own, or that every installation fills by itself.
const LEFT_OUT: &[&str] = &["schema_migration"];

/// Copies every table both have.
pub(super) fn copy(from: &Path, to: &Installation) -> Result<()> {
    let from = Connection::open_with_flags(from, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let url = to.url("mainstay").context("no server")?;
    let mut server = postgres::Client::connect(&url, NoTls)?;
    // References are whole in the source; in which order tables come does not matter then.
    server.batch_execute("SET session_replication_role = replica")?;
    for table in tables(&from)? {
        progress(&format!("copying {table}"));
        copy_table(&from, &mut server, &table).with_context(|| format!("table {table}"))?;
    }
    server.batch_execute("VACUUM ANALYZE")?;
    Ok(())
}

fn tables(from: &Connection) -> Result<Vec<String>> {
    let mut named = from.prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )?;
    let names = named.query_map([], |row| row.get::<_, String>(0))?;
    let names = names.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(names.into_iter().filter(|name| !LEFT_OUT.contains(&name.as_str())).collect())
}

fn copy_table(from: &Connection, server: &mut postgres::Client, table: &str) -> Result<()> {
    let mut select = from.prepare(&format!("SELECT * FROM {table}"))?;
    let columns = select.column_names().collect::<Vec<_>>().join(", ");
    let width = select.column_count();
    server.batch_execute(&format!("TRUNCATE {table} CASCADE"))?;
    let mut sink = server.copy_in(&format!("COPY {table} ({columns}) FROM STDIN"))?;
    let mut rows = select.query([])?;
    let mut text = Vec::with_capacity(CHUNK * 2);
    while let Some(row) = rows.next()? {
        write_row(row, width, &mut text)?;
        if text.len() >= CHUNK {
            sink.write_all(&text)?;
            text.clear();
        }
    }
    sink.write_all(&text)?;
    sink.finish()?;
    Ok(())
}

/// A row in PostgreSQL's text format.
fn write_row(row: &Row<'_>, width: usize, out: &mut Vec<u8>) -> Result<()> {
    for column in 0..width {
        if column > 0 {
            out.push(b'\t');
        }
        match row.get_ref(column)? {
            ValueRef::Null => out.extend_from_slice(b"\\N"),
            ValueRef::Integer(number) => write!(out, "{number}")?,
            ValueRef::Real(number) => write!(out, "{number}")?,
            ValueRef::Text(text) => text.iter().for_each(|byte| escape(*byte, out)),
            ValueRef::Blob(bytes) => {
                out.extend_from_slice(b"\\\\x");
                for byte in bytes {
                    write!(out, "{byte:02x}")?;
                }
            }
        }
    }
    out.push(b'\n');
    Ok(())
}

fn escape(byte: u8, out: &mut Vec<u8>) {
    match byte {
        b'\\' => out.extend_from_slice(b"\\\\"),
        b'\t' => out.extend_from_slice(b"\\t"),
        b'\n' => out.extend_from_slice(b"\\n"),
        b'\r' => out.extend_from_slice(b"\\r"),
        other => out.push(other),
    }
}
