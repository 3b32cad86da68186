//! The bare loop over PostgreSQL: as many connections as there were clients, a transaction a create.

use std::error::Error;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use db::{Chance, Db, Location, Timestamp, Value};
use postgres::error::SqlState;
use postgres::types::private::BytesMut;
use postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use postgres::{Client, NoTls, Statement};

use super::Template;
use super::template::TableRows;
use crate::installation::Installation;
use crate::stopwatch::Stopwatch;

const REFERRED: [&str; 5] = ["company", "location", "person", "team", "service"];

/// The bare loop over PostgreSQL, measured in turns with the program.
pub(crate) struct Postgres {
    url: String,
    template: Template,
    connections: u8,
    turns: u32,
}

impl Postgres {
    /// A loop over a new database beside the program's.
    pub(crate) fn new(beside: &Installation, template: Template, connections: u8) -> Result<Self> {
        beside.make_database("bare")?;
        let url = beside.url("bare").context("no PostgreSQL server")?;
        Db::open(&Location::Server(url.clone()))?
            .migrate(desk::migrations(), Timestamp::from_micros(0))?;
        copy_referred(&beside.url("mainstay").context("no PostgreSQL server")?, &url)?;
        Ok(Postgres { url, template, connections, turns: 0 })
    }

    /// Writes for some time, SERIALIZABLE as the program does; how many creates, and the time it
    /// took.
    pub(crate) fn write(&mut self, time: Duration) -> Result<(u64, Duration)> {
        self.turns += 1;
        let (url, template, turn) = (&self.url, &self.template, self.turns);
        let creates = AtomicU64::new(0);
        let watch = Stopwatch::start();
        std::thread::scope(|scope| {
            let creates = &creates;
            let work =
                move |name: String| write(url, template.clone(), &name, watch, time, creates);
            let names = (0..self.connections).map(|connection| format!("B{turn}-{connection}-"));
            let running: Vec<_> = names.map(|name| scope.spawn(move || work(name))).collect();
            for thread in running {
                thread.join().unwrap_or_else(|_| bail!("a connection's thread panicked"))?;
            }
            Ok((creates.load(Ordering::Relaxed), watch.elapsed()))
        })
    }
}

/// One connection's part; its numbers begin with a name of its own.
fn write(
    url: &str,
    mut template: Template,
    name: &str,
    watch: Stopwatch,
    time: Duration,
    creates: &AtomicU64,
) -> Result<()> {
    let mut client = Client::connect(url, NoTls)?;
    let chance = Chance::from_system()?;
    let inserts: Vec<(TableRows, Statement)> = template
        .tables()
        .iter()
        .map(|rows| Ok((rows.clone(), client.prepare(&rows.insert(|n| format!("${n}")))?)))
        .collect::<Result<_>>()?;
    while !watch.reached(time) {
        let fresh = template.fresh(&chance, name);
        let rows: Vec<Vec<Bound>> = inserts
            .iter()
            .map(|(rows, _)| rows.values(&fresh, &chance).into_iter().map(Bound).collect())
            .collect();
        while !once(&mut client, &inserts, &rows)? {}
        creates.fetch_add(1, Ordering::Relaxed);
    }
    Ok(())
}

/// One transaction; false when another one came first and it has to be tried again.
fn once(
    client: &mut Client,
    inserts: &[(TableRows, Statement)],
    rows: &[Vec<Bound>],
) -> Result<bool> {
    let mut write = || -> Result<(), postgres::Error> {
        let mut tx = client
            .build_transaction()
            .isolation_level(postgres::IsolationLevel::Serializable)
            .start()?;
        for ((_, insert), values) in inserts.iter().zip(rows) {
            let values: Vec<&(dyn ToSql + Sync)> =
                values.iter().map(|value| -> &(dyn ToSql + Sync) { value }).collect();
            tx.execute(insert, &values)?;
        }
        tx.commit()
    };
    match write() {
        Ok(()) => Ok(true),
        Err(error) if error.code() == Some(&SqlState::T_R_SERIALIZATION_FAILURE) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// A value of the portable kinds, as the column wants it.
#[derive(Debug)]
struct Bound(Value);

impl ToSql for Bound {
    fn to_sql(
        &self,
        of: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match &self.0 {
            Value::Null => Ok(IsNull::Yes),
            Value::Int(number) => number.to_sql(of, out),
            Value::Text(text) => text.to_sql(of, out),
            Value::Bytes(bytes) => bytes.to_sql(of, out),
        }
    }

    fn accepts(of: &Type) -> bool {
        [Type::INT8, Type::TEXT, Type::BYTEA].contains(of)
    }

    to_sql_checked!();
}

/// Copies what the rows of a create refer to from one database to the other.
fn copy_referred(from: &str, to: &str) -> Result<()> {
    let (mut from, mut to) = (Client::connect(from, NoTls)?, Client::connect(to, NoTls)?);
    for table in REFERRED {
        let mut rows = Vec::new();
        std::io::Read::read_to_end(
            &mut from.copy_out(&format!("COPY {table} TO STDOUT BINARY"))?,
            &mut rows,
        )?;
        let mut writer = to.copy_in(&format!("COPY {table} FROM STDIN BINARY"))?;
        std::io::Write::write_all(&mut writer, &rows)?;
        writer.finish()?;
    }
    Ok(())
}
