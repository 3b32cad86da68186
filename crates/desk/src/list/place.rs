//! Where a row stands in a list, and which rows stand beyond it.

use std::cmp::Ordering;

use db::Value;
use db::sea_query::{Cond, Condition, Expr, ExprTrait, Func, NullOrdering, Order, SelectStatement};

use super::sort::{Holds, OrderColumn, Place};

/// An order read forward or backward.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    pub(super) columns: Vec<OrderColumn>,
    /// The column of the identity, which decides where all others are alike.
    pub(super) id: Expr,
    pub(super) id_descends: bool,
    pub(super) backward: bool,
}

impl Reading {
    /// The newest first, as an index of a table has them.
    pub(super) fn newest(table: &'static str) -> Reading {
        let opened_at = OrderColumn {
            expr: Expr::col((table, "opened_at")),
            descending: true,
            nullable: false,
            holds: Holds::Numbers,
        };
        Reading {
            columns: vec![opened_at],
            id: Expr::col((table, "subject_id")),
            id_descends: true,
            backward: false,
        }
    }

    /// Whether it begins with when records were opened, as a table says it.
    pub(super) fn goes_by_opening(&self, table: &'static str) -> bool {
        self.columns.first().is_some_and(|first| first.expr == Expr::col((table, "opened_at")))
    }

    /// The same order of values that no index has. Rows that are few are found by what makes them few
    /// and then sorted; an engine that knows an index in this order would rather walk over everything
    /// in it until it has met them all.
    pub(super) fn by_no_index(mut self) -> Reading {
        for column in &mut self.columns {
            if matches!(column.expr, Expr::Column(_)) {
                column.expr = Func::coalesce([column.expr.clone(), column.expr.clone()]).into();
            }
        }
        self
    }

    /// Adds the order to a statement.
    pub(super) fn order(&self, select: &mut SelectStatement) {
        for column in &self.columns {
            let order = direction(column.descending != self.backward);
            if column.nullable {
                let nulls = if self.backward { NullOrdering::First } else { NullOrdering::Last };
                select.order_by_expr_with_nulls(column.expr.clone(), order, nulls);
            } else {
                select.order_by_expr(column.expr.clone(), order);
            }
        }
        select.order_by_expr(self.id.clone(), direction(self.id_descends != self.backward));
    }

    /// Those that come after a place in the direction of reading.
    pub(super) fn beyond(&self, place: &Place) -> Condition {
        if let Some(tuple) = self.as_tuple(place, false) {
            return Cond::all().add(tuple);
        }
        let mut any = Cond::any();
        let mut alike = Cond::all();
        for (column, value) in self.columns.iter().zip(&place.values) {
            if let Some(after) = self.after(column, value) {
                any = any.add(alike.clone().add(after));
            }
            alike = alike.add(equal(&column.expr, value));
        }
        let id = Expr::val(Value::from(place.id));
        let after = if self.id_descends == self.backward {
            self.id.clone().gt(id)
        } else {
            self.id.clone().lt(id)
        };
        any.add(alike.add(after))
    }

    /// Those that come no later than a place in the direction of reading; for orders that an index
    /// gives, which have one direction and hold something in every column.
    pub(super) fn up_to(&self, place: &Place) -> Condition {
        self.as_tuple(place, true).map_or_else(Cond::all, |tuple| Cond::all().add(tuple))
    }

    /// One comparison of all columns at once, where they all go one way: an index can seek it.
    fn as_tuple(&self, place: &Place, up_to: bool) -> Option<Expr> {
        let plain = |c: &OrderColumn| !c.nullable && c.descending == self.id_descends;
        if !self.columns.iter().all(plain) {
            return None;
        }
        let own = self.columns.iter().map(|c| c.expr.clone()).chain([self.id.clone()]);
        let id = Value::from(place.id);
        let bound = place.values.iter().cloned().chain([id]).map(Expr::val);
        let (own, bound) =
            (Expr::tuple(own.collect::<Vec<_>>()), Expr::tuple(bound.collect::<Vec<_>>()));
        Some(match (self.id_descends != self.backward, up_to) {
            (true, false) => own.lt(bound),
            (true, true) => own.gte(bound),
            (false, false) => own.gt(bound),
            (false, true) => own.lte(bound),
        })
    }

    /// Those whose value comes after another in the direction of reading; nothing comes after
    /// nothing, which is last.
    fn after(&self, column: &OrderColumn, value: &Value) -> Option<Expr> {
        let own = || column.expr.clone();
        match (value, self.backward) {
            (Value::Null, false) => None,
            (Value::Null, true) => Some(own().is_not_null()),
            (value, backward) => {
                let bound = Expr::val(value.clone());
                let falls = column.descending != backward;
                let after = if falls { own().lt(bound) } else { own().gt(bound) };
                Some(if column.nullable && !backward { after.or(own().is_null()) } else { after })
            }
        }
    }

    /// How two places lie to each other in the direction of reading.
    pub(super) fn compare(&self, one: &Place, other: &Place) -> Ordering {
        for (column, (a, b)) in self.columns.iter().zip(one.values.iter().zip(&other.values)) {
            let order = match (a, b) {
                (Value::Null, Value::Null) => Ordering::Equal,
                (Value::Null, _) => turned(Ordering::Greater, self.backward),
                (_, Value::Null) => turned(Ordering::Less, self.backward),
                (a, b) => turned(values(a, b), column.descending != self.backward),
            };
            if order.is_ne() {
                return order;
            }
        }
        turned(one.id.cmp(&other.id), self.id_descends != self.backward)
    }
}

fn direction(descending: bool) -> Order {
    if descending { Order::Desc } else { Order::Asc }
}

fn turned(order: Ordering, turn: bool) -> Ordering {
    if turn { order.reverse() } else { order }
}

fn equal(column: &Expr, value: &Value) -> Expr {
    match value {
        Value::Null => column.clone().is_null(),
        value => column.clone().eq(Expr::val(value.clone())),
    }
}

/// Two values as both engines order them: numbers by size, texts and keys by their bytes.
fn values(one: &Value, other: &Value) -> Ordering {
    match (one, other) {
        (Value::Int(a), Value::Int(b)) => a.cmp(b),
        (Value::Text(a), Value::Text(b)) => a.as_bytes().cmp(b.as_bytes()),
        (Value::Bytes(a), Value::Bytes(b)) => a.cmp(b),
        _ => Ordering::Equal,
    }
}
