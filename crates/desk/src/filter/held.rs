//! A record's values for a filter, with what they refer to looked up as it is asked for.

use std::cell::RefCell;
use std::collections::HashMap;

use db::sea_query::{Expr, ExprTrait, Query};
use db::{Id, ReadTx, Value};

use super::entity::{Attribute, Entity, Relation};
use super::evaluate::{Held, Member, Reference};
use crate::Result;
use crate::custom;
use crate::field::Field;
use crate::kind::{Kind, Practice};
use crate::people::Company;
use crate::record::Record;

/// What something of a table holds in a column, or who belongs to it.
type By<T> = RefCell<HashMap<(&'static str, &'static str, Reference), T>>;

/// What was looked up in one snapshot, so that many records that refer to the same things are asked
/// about with few statements.
#[derive(Debug, Default)]
pub struct Known {
    columns: By<Value>,
    members: By<Vec<Member>>,
}

/// A record at hand, loaded or about to be saved.
pub struct Looked<'a, 'c> {
    tx: &'a ReadTx<'c>,
    kind: &'static Kind,
    id: Id<Record>,
    value: &'a dyn Fn(&'static Field) -> Value,
    known: &'a Known,
}

impl<'a, 'c> Looked<'a, 'c> {
    /// A record whose fields hold what `value` says.
    #[must_use]
    pub fn new(
        tx: &'a ReadTx<'c>,
        kind: &'static Kind,
        id: Id<Record>,
        value: &'a dyn Fn(&'static Field) -> Value,
        known: &'a Known,
    ) -> Self {
        Looked { tx, kind, id, value, known }
    }

    fn column(&self, table: &'static str, column: &'static str, id: Reference) -> Result<Value> {
        let columns = &self.known.columns;
        if let Some(value) = columns.borrow().get(&(table, column, id)) {
            return Ok(value.clone());
        }
        let select = Query::select()
            .column((table, column))
            .from(table)
            .and_where(Expr::col((table, "id")).eq(id.to_vec()))
            .take();
        let row = self.tx.select(&select)?.into_iter().next();
        let value = row.map(|row| row.get(0)).transpose()?.unwrap_or(Value::Null);
        columns.borrow_mut().insert((table, column, id), value.clone());
        Ok(value)
    }

    fn read_members(&self, relation: &'static Relation, of: Reference) -> Result<Vec<Member>> {
        let mut select = Query::select();
        select
            .from(relation.table)
            .and_where(Expr::col((relation.table, relation.owner)).eq(of.to_vec()));
        if let Some(only) = relation.only {
            select.and_where(Expr::col((relation.table, only)).eq(1i64));
        }
        if let Some(member) = relation.member {
            let rows = self.tx.select(select.column((relation.table, member)))?;
            let things = rows.iter().map(|row| Ok(Member::Thing(row.get(0)?)));
            return things.collect();
        }
        let codes: Vec<_> = relation.to.attributes().map(|a| (a.code, a.column)).collect();
        select.columns(codes.iter().map(|(_, column)| (relation.table, *column)));
        let read = |row: db::Row| {
            let mut columns = row.columns();
            let held = codes.iter().map(|(code, _)| Ok((*code, columns.next()?)));
            Ok(Member::Row(held.collect::<Result<_>>()?))
        };
        self.tx.select(&select)?.into_iter().map(read).collect()
    }
}

impl Held for Looked<'_, '_> {
    fn kind(&self) -> &'static Kind {
        self.kind
    }

    fn id(&self) -> Reference {
        *self.id.bytes()
    }

    fn field(&self, field: &'static Field) -> Value {
        (self.value)(field)
    }

    fn attribute(&self, attribute: &'static Attribute, of: Reference) -> Result<Value> {
        self.column(attribute.of.table(), attribute.column, of)
    }

    fn company(&self, entity: Entity, of: Reference) -> Result<Option<Id<Company>>> {
        let Some(column) = entity.company_column() else { return Ok(None) };
        Ok(match self.column(entity.table(), column, of)? {
            Value::Bytes(bytes) => bytes.as_slice().try_into().ok().map(Id::from_bytes),
            _ => None,
        })
    }

    fn members(&self, relation: &'static Relation, of: Reference) -> Result<Vec<Member>> {
        let key = (relation.table, relation.code, of);
        if let Some(members) = self.known.members.borrow().get(&key) {
            return Ok(members.clone());
        }
        let members = self.read_members(relation, of)?;
        self.known.members.borrow_mut().insert(key, members.clone());
        Ok(members)
    }
}

/// Whether a filter holds of a record at hand, as it is kept.
///
/// # Errors
/// When what the record refers to cannot be looked up.
pub fn holds_of<P: Practice>(
    tx: &ReadTx<'_>,
    predicate: &super::Predicate,
    record: &P,
) -> Result<bool> {
    let added = custom::values(tx, record.record().id, &super::added_fields(predicate))?;
    let value = |field: &'static Field| {
        let added = added.iter().find(|(one, _)| one.code == field.code);
        added.map_or_else(|| record.value(field), |(_, value)| value.clone())
    };
    let known = Known::default();
    super::matches(predicate, &Looked::new(tx, P::KIND, record.record().id, &value, &known))
}
