//! The order of a list.

use db::sea_query::{Alias, CaseStatement, Expr, ExprTrait, JoinType, SelectStatement};
use db::{ReadTx, Value};

use super::driver::DRIVEN;
use crate::access::{Agent, asked_fields};
use crate::custom::{self, Catalogue, Compared};
use crate::field::{Field, FieldKind, Home};
use crate::filter::{Entity, nearest};
use crate::kind::Kind;
use crate::people::Choice;
use crate::{Error, Fault, Result};

/// Fields a list is sorted by at most.
const MOST: usize = 4;

/// The field a list is sorted by when nobody says, the newest first.
const OPENED_AT: &str = "opened_at";

/// The order of a list: fields one after the other, and where all are alike the identity. What holds
/// nothing comes last, whichever way a field is sorted.
#[derive(Debug, Clone)]
pub struct Sort {
    keys: Vec<SortKey>,
}

/// A field a list is sorted by.
#[derive(Debug, Clone)]
pub struct SortKey {
    /// The field.
    pub field: &'static Field,
    /// From the highest to the lowest.
    pub descending: bool,
    /// The codes a field can hold, in the order in which people think of them.
    codes: Vec<String>,
}

/// What a field is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Means {
    /// The column that holds it.
    Column,
    /// The key beside the title.
    Title,
    /// The key beside another text, kept in a table of its own.
    Kept,
    /// The key of the name of what it refers to.
    Name,
    /// The place of its code.
    Code,
    /// The column by which values of fields that administrators added are compared.
    Added(Compared),
}

impl Means {
    fn of(field: &Field) -> Option<Means> {
        match field.kind {
            FieldKind::Prose(_) => None,
            FieldKind::State
            | FieldKind::Options(_)
            | FieldKind::Choice(_)
            | FieldKind::One(_)
            | FieldKind::Several(_) => Some(Means::Code),
            kind if Entity::of(kind).is_some() => Some(Means::Name),
            kind if field.definition().is_some() => Compared::of(kind).map(Means::Added),
            _ if field.code == "title" => Some(Means::Title),
            FieldKind::Line(_) if field.code != "number" => Some(Means::Kept),
            _ => Some(Means::Column),
        }
    }
}

impl Sort {
    /// The newest first.
    ///
    /// # Errors
    /// [`Error::Broken`] when the kind has no such field, which every kind has.
    pub fn newest(kind: &'static Kind) -> Result<Sort> {
        let field = kind
            .field(OPENED_AT)
            .ok_or_else(|| Error::Broken(format!("{} has no {OPENED_AT}", kind.code)))?;
        Ok(Sort { keys: vec![SortKey { field, descending: true, codes: Vec::new() }] })
    }

    /// Reads `-priority,opened_at`: fields the agent may see, each with `-` in front to turn it round.
    /// Empty text is the newest first.
    ///
    /// # Errors
    /// [`Error::Invalid`] on `sort`.
    pub fn read(tx: &ReadTx<'_>, kind: &'static Kind, agent: &Agent, text: &str) -> Result<Sort> {
        if text.trim().is_empty() {
            return Sort::newest(kind);
        }
        let visible = asked_fields(&Catalogue::of(tx, kind)?, agent);
        let mut keys: Vec<SortKey> = Vec::new();
        for said in text.split(',').map(str::trim) {
            let (descending, code) = match said.strip_prefix('-') {
                Some(code) => (true, code),
                None => (false, said),
            };
            let field = visible.iter().copied().find(|field| field.code == code);
            let field = field.ok_or_else(|| unknown(code, &visible))?;
            if Means::of(field).is_none() {
                return Err(fault("not_sortable", code));
            }
            if keys.iter().any(|key| key.field.code == code) {
                return Err(fault("sorted_twice", code));
            }
            keys.push(SortKey { field, descending, codes: codes(tx, kind, field)? });
            if keys.len() > MOST {
                let fault = Fault::new("sort", "too_many_sorts").with("most", MOST);
                return Err(Error::Invalid(vec![fault]));
            }
        }
        // Records that are alike come in the order in which they were opened, in the direction of the
        // last field, unless a moment of theirs or the number tells them apart.
        let tells_apart = |key: &SortKey| {
            let moment = matches!(key.field.kind, FieldKind::Instant);
            (moment && key.field.always) || key.field.code == "number"
        };
        if !keys.iter().any(tells_apart) {
            let descending = keys.last().is_none_or(|key| key.descending);
            let newest = Sort::newest(kind)?.keys;
            keys.extend(newest.into_iter().map(|key| SortKey { descending, ..key }));
        }
        Ok(Sort { keys })
    }

    /// The fields, the first one first.
    #[must_use]
    pub fn keys(&self) -> &[SortKey] {
        &self.keys
    }

    /// The order as it is written.
    #[must_use]
    pub fn text(&self) -> String {
        let key = |key: &SortKey| {
            let minus = if key.descending { "-" } else { "" };
            format!("{minus}{}", key.field.code)
        };
        self.keys.iter().map(key).collect::<Vec<_>>().join(",")
    }

    /// Whether it is by when records were opened alone, which every index leads to.
    pub(super) fn is_by_opening(&self) -> bool {
        matches!(self.keys.as_slice(), [key] if key.field.code == OPENED_AT)
    }

    /// Whether identities are sorted from the highest to the lowest.
    pub(super) fn descends_at_last(&self) -> bool {
        self.keys.last().is_none_or(|key| key.descending)
    }

    /// The columns it goes by in a statement whose order an index of `table` gives.
    pub(super) fn columns(&self, kind: &'static Kind, table: &'static str) -> Vec<OrderColumn> {
        let column = |(place, key): (usize, &SortKey)| {
            let (descending, holds) = (key.descending, key.holds());
            match key.driven(table, place) {
                Some(expr) => OrderColumn { expr, descending, nullable: false, holds },
                None => {
                    let (expr, nullable) = (key.expr(kind, table, place), key.is_nullable());
                    OrderColumn { expr, descending, nullable, holds }
                }
            }
        };
        self.keys.iter().enumerate().map(column).collect()
    }

    /// Joins what the columns need.
    pub(super) fn join(
        &self,
        select: &mut SelectStatement,
        kind: &'static Kind,
        table: &'static str,
    ) {
        for (place, key) in self.keys.iter().enumerate() {
            if key.driven(table, place).is_none() {
                key.join(select, kind, place);
            }
        }
    }

    /// The field that an administrator added by whose values, and then by when records were opened,
    /// the list is sorted: an index has them in that order.
    pub(super) fn added(&self) -> Option<&'static Field> {
        match self.keys.as_slice() {
            [first, second] if second.field.code == OPENED_AT => {
                let added = matches!(Means::of(first.field), Some(Means::Added(_)));
                Some(first.field).filter(|_| added && first.descending == second.descending)
            }
            _ => None,
        }
    }

    /// Whether a column of the kind's own table is among them.
    pub(super) fn asks_own_table(&self) -> bool {
        self.keys.iter().any(|key| {
            matches!(key.field.home, Home::Side(_)) && Means::of(key.field) != Some(Means::Kept)
        })
    }
}

/// A column of an order.
#[derive(Debug, Clone)]
pub(super) struct OrderColumn {
    pub(super) expr: Expr,
    pub(super) descending: bool,
    pub(super) nullable: bool,
    pub(super) holds: Holds,
}

/// What a column of an order holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    Numbers,
    Texts,
    Keys,
}

impl OrderColumn {
    /// Whether it can hold a value.
    pub(super) fn can_hold(&self, value: &Value) -> bool {
        match (value, self.holds) {
            (Value::Null, _) => self.nullable,
            (Value::Int(_), Holds::Numbers)
            | (Value::Text(_), Holds::Texts)
            | (Value::Bytes(_), Holds::Keys) => true,
            _ => false,
        }
    }
}

/// Names for the tables that are joined for the keys of an order: the row of a value of a field that
/// an administrator added, and the row that has a key.
const JOINED: [(&str, &str); MOST + 1] = [
    ("added_1", "key_1"),
    ("added_2", "key_2"),
    ("added_3", "key_3"),
    ("added_4", "key_4"),
    ("added_5", "key_5"),
];

impl SortKey {
    /// The column that holds the field.
    fn own_column(&self, kind: &Kind, place: usize) -> Expr {
        let (added, _) = names(place);
        match self.field.home {
            Home::Record(column) => Expr::col(("record", column)),
            Home::Side(column) => Expr::col((Alias::new(kind.table), Alias::new(column))),
            Home::Custom(_) => match self.field.kind {
                FieldKind::One(_) | FieldKind::Several(_) => Expr::col((added, "text")),
                of => Expr::col((added, Compared::of(of).map_or("text", Compared::column))),
            },
        }
    }

    /// The column of the rows by which a list goes, where they are those of this field.
    fn driven(&self, table: &'static str, place: usize) -> Option<Expr> {
        match Means::of(self.field) {
            Some(Means::Added(by)) if table == DRIVEN && place == 0 => {
                Some(Expr::col((DRIVEN, by.column())))
            }
            _ => None,
        }
    }

    fn expr(&self, kind: &'static Kind, table: &'static str, place: usize) -> Expr {
        let (_, key) = names(place);
        match Means::of(self.field) {
            Some(Means::Title) => Expr::col(("record", "title_key")),
            Some(Means::Kept | Means::Name) => Expr::col((key, "sort_key")),
            Some(Means::Code) => {
                let mut case = CaseStatement::new();
                // A list may have no codes yet, and a choice among none is no SQL: the empty code,
                // which nothing holds, is always one of them.
                for (nth, code) in self.codes.iter().map(String::as_str).chain([""]).enumerate() {
                    let nth = i64::try_from(nth).unwrap_or(i64::MAX);
                    let own = self.own_column(kind, place);
                    case = case.case(own.eq(code), Expr::val(nth));
                }
                Expr::Case(Box::new(case))
            }
            // The same column of another table leads on where that table's index gives the order.
            _ if self.field.code == OPENED_AT => Expr::col((table, OPENED_AT)),
            _ => self.own_column(kind, place),
        }
    }

    fn join(&self, select: &mut SelectStatement, kind: &'static Kind, place: usize) {
        let (added, name) = names(place);
        let key = |column: &'static str| Expr::col((name, column));
        if self.field.definition().is_some() {
            custom::join(select, self.field, added);
        }
        match Means::of(self.field) {
            Some(Means::Name) => {
                let on = key("id").eq(self.own_column(kind, place));
                select.join_as(JoinType::LeftJoin, "naming", name, on);
            }
            Some(Means::Kept) => {
                let same = key("subject_id").equals(("record", "subject_id"));
                let on = same.and(key("field").eq(self.field.code));
                select.join_as(JoinType::LeftJoin, "folded", name, on);
            }
            _ => {}
        }
    }

    fn holds(&self) -> Holds {
        match Means::of(self.field) {
            Some(Means::Title | Means::Kept | Means::Name | Means::Added(Compared::Key)) => {
                Holds::Keys
            }
            _ if self.field.code == "number" => Holds::Texts,
            _ => Holds::Numbers,
        }
    }

    fn is_nullable(&self) -> bool {
        !matches!(
            (Means::of(self.field), self.field.always),
            (Some(Means::Column | Means::Title | Means::Name), true)
        )
    }
}

fn names(place: usize) -> (&'static str, &'static str) {
    JOINED.get(place).copied().unwrap_or(("added", "key"))
}

fn codes(tx: &ReadTx<'_>, kind: &'static Kind, field: &Field) -> Result<Vec<String>> {
    Ok(match field.kind {
        FieldKind::State => kind.lifecycle.states.iter().map(|s| s.code.to_owned()).collect(),
        FieldKind::Options(codes) => codes.iter().map(|code| (*code).to_owned()).collect(),
        FieldKind::One(options) | FieldKind::Several(options) => {
            options.iter().map(|option| option.code.clone()).collect()
        }
        FieldKind::Choice(list) => Choice::all(tx, kind.code)?
            .into_iter()
            .filter(|choice| choice.list == list)
            .map(|choice| choice.code)
            .collect(),
        _ => Vec::new(),
    })
}

fn fault(code: &'static str, field: &str) -> Error {
    Error::Invalid(vec![Fault::new("sort", code).with("field", field)])
}

/// A field there is not, or that is hidden: the two look the same.
fn unknown(code: &str, visible: &[&'static Field]) -> Error {
    let mut fault = Fault::new("sort", "no_such_field").with("found", code);
    if let Some(near) = nearest(code, visible.iter().map(|field| field.code)) {
        fault = fault.with("nearest", near);
    }
    Error::Invalid(vec![fault])
}

/// The place of a row in an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// What it holds in each column of the order.
    pub(super) values: Vec<Value>,
    /// Its identity.
    pub(super) id: [u8; 16],
}

impl Place {
    /// Within a stretch in which the first columns are the same.
    pub(super) fn without(&self, fixed: usize) -> Place {
        Place { values: self.values.iter().skip(fixed).cloned().collect(), id: self.id }
    }

    /// The place right behind, where no record stands: reading back from there begins with this one.
    pub(super) fn just_behind(&self, id_descends: bool) -> Place {
        let id = u128::from_be_bytes(self.id);
        let id = if id_descends { id.saturating_sub(1) } else { id.saturating_add(1) };
        Place { values: self.values.clone(), id: id.to_be_bytes() }
    }
}
