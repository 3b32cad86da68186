//! The record's row against its journal: what the journal says a field holds, the column holds, and
//! what follows from that (is it open, which version) is so as well.

use std::collections::{HashMap, HashSet};

use db::sea_query::{Alias, Expr, ExprTrait, JoinType, Query};
use db::{Id, ReadTx, Value};

mod added;

use super::entry::{Op, canonical};
use super::several::Several;
use super::{Entry, Subject, timeline};
use crate::Result;
use crate::custody;
use crate::field::{Field, REASSIGNED};
use crate::kind::Kind;
use crate::list::{Snapshot, snapshots};
use crate::record::Record;
use added::Added;

/// What the journal says a record's fields hold.
#[derive(Debug, Default, Clone)]
pub(super) struct Mirror {
    held: HashMap<String, Option<String>>,
    /// Fields of several values.
    several: HashMap<String, Several>,
    /// Fields whose last value was erased: the journal cannot say what they hold.
    erased: HashSet<String>,
    /// How often the record went straight from one team to another.
    reassigned: i64,
    version: i64,
}

/// What a record's and its subject's rows hold beyond the fields.
struct Rest {
    id: Id<Record>,
    state_class: String,
    is_open: bool,
    kinds: (String, String),
    number: Option<String>,
    company: Value,
    restricted: Value,
    version: i64,
    withdrawn: (bool, Option<i64>),
}

impl Mirror {
    /// Takes one more entry of the chain.
    pub(super) fn take(&mut self, entry: &Entry) {
        self.version = entry.version;
        for value in &entry.values {
            if value.op != Op::Set {
                self.several.entry(value.field.clone()).or_default().take(value);
                continue;
            }
            match value.erased_at {
                None => self.erased.remove(&value.field),
                Some(_) => self.erased.insert(value.field.clone()),
            };
            let before = self.held.insert(value.field.clone(), value.value.clone()).flatten();
            let goes_on = value.field == "team" && before.is_some() && before != value.value;
            self.reassigned += i64::from(goes_on && value.value.is_some());
        }
    }

    /// What a field holds; nothing when the journal never set it.
    fn said(&self, code: &str) -> Option<&str> {
        self.held.get(code).and_then(|v| v.as_deref())
    }

    fn is_withdrawn(&self) -> bool {
        self.said(custody::WITHDRAWN) == Some("1")
    }

    /// The first field whose column holds something else.
    fn differs(&self, row: &Snapshot) -> Option<&'static str> {
        let differs = |code: &str, held: &Value| match code {
            REASSIGNED => *held != Value::from(self.reassigned),
            code => !self.erased.contains(code) && self.said(code) != canonical(held).as_deref(),
        };
        row.values
            .iter()
            .find(|(field, value)| differs(field.code, value))
            .map(|(field, _)| field.code)
    }

    /// What follows from the fields but is kept otherwise.
    fn misled(&self, kind: &Kind, rest: &Rest) -> Option<&'static str> {
        let state = self.said("state").and_then(|code| kind.lifecycle.state(code));
        let class = state.map(|s| s.class);
        let checks = [
            (
                "state_class",
                class.map(crate::lifecycle::StateClass::code) == Some(rest.state_class.as_str()),
            ),
            ("is_open", class.is_some_and(|c| c.is_open() == rest.is_open)),
            ("kind", rest.kinds.0 == kind.code && rest.kinds.1 == kind.code),
            ("number", rest.number.as_deref() == self.said("number")),
            ("company", canonical(&rest.company).as_deref() == self.said("company")),
            ("restricted", canonical(&rest.restricted).as_deref() == self.said("restricted")),
            ("version", rest.version == self.version),
            ("withdrawn", self.is_withdrawn() == rest.withdrawn.0),
            ("withdrawn_at", self.is_withdrawn() == rest.withdrawn.1.is_some()),
        ];
        checks.into_iter().find(|(_, holds)| !holds).map(|(what, _)| what)
    }
}

/// The first of these records whose row says something else than its journal. Rows change while the
/// journal is walked, so whatever seems wrong is looked at again in one snapshot.
pub(super) fn first_difference(
    tx: &ReadTx<'_>,
    kind: &'static Kind,
    walked: &[(Id<Subject>, Mirror)],
) -> Result<Option<String>> {
    let told = |field: &&'static Field| field.is_journaled() || field.code == REASSIGNED;
    let fields: Vec<_> = kind.all_fields().filter(told).collect();
    let ids: Vec<Id<Record>> = walked.iter().map(|(id, _)| id.cast()).collect();
    let rows: HashMap<_, _> =
        snapshots(tx, kind, &ids, &fields)?.into_iter().map(|row| (row.id, row)).collect();
    let rests: HashMap<_, _> = rests(tx, &ids)?.into_iter().map(|rest| (rest.id, rest)).collect();
    let added = Added::of(tx, kind, &ids)?;
    let fault = |mirror: &Mirror, row: &Snapshot, rest: &Rest| {
        let own = mirror.differs(row).or_else(|| mirror.misled(kind, rest));
        own.map(ToOwned::to_owned).or_else(|| added.differs(mirror, row))
    };
    for (id, mirror) in walked {
        let (Some(row), Some(rest)) = (rows.get(&id.cast()), rests.get(&id.cast())) else {
            return Ok(Some(format!("{} {id}: its row is gone", kind.code)));
        };
        if fault(mirror, row, rest).is_none() {
            continue;
        }
        let mut now = Mirror::default();
        let mut entries = timeline::timeline(tx, *id)?;
        entries.sort_by_key(|entry| entry.seq);
        entries.iter().for_each(|entry| now.take(entry));
        if let Some(what) = fault(&now, row, rest) {
            let name = now.said("number").map_or_else(|| id.to_string(), ToOwned::to_owned);
            return Ok(Some(format!("{name}: {what} is not what its journal says")));
        }
    }
    Ok(None)
}

fn rests(tx: &ReadTx<'_>, ids: &[Id<Record>]) -> Result<Vec<Rest>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let column = |table: &'static str, name: &'static str| (Alias::new(table), Alias::new(name));
    let mut select = Query::select();
    select
        .columns(
            ["subject_id", "state_class", "is_open", "kind", "withdrawn"]
                .map(|name| column("record", name)),
        )
        .columns(
            ["kind", "number", "company_id", "restricted", "version", "withdrawn_at"]
                .map(|name| column("subject", name)),
        )
        .from(Alias::new("record"))
        .join(
            JoinType::InnerJoin,
            Alias::new("subject"),
            Expr::col(column("subject", "id")).equals(column("record", "subject_id")),
        )
        .and_where(
            Expr::col(column("record", "subject_id")).is_in(ids.iter().map(|id| Value::from(*id))),
        );
    tx.select(&select)?
        .into_iter()
        .map(|row| {
            let mut c = row.columns();
            let (id, state_class, is_open) = (c.next()?, c.next()?, c.next()?);
            let (kind, withdrawn) = (c.next()?, c.next()?);
            Ok(Rest {
                id,
                state_class,
                is_open,
                kinds: (kind, c.next()?),
                number: c.next()?,
                company: c.next()?,
                restricted: c.next()?,
                version: c.next()?,
                withdrawn: (withdrawn, c.next()?),
            })
        })
        .collect()
}
