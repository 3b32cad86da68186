//! Where the values that are compared are kept.

use db::sea_query::{Cond, Condition, Expr, ExprTrait, LikeExpr, Query, SelectStatement};
use db::{Id, Value};

use super::ast::TextTest;
use super::compile::{never, scalar};
use super::entity::Entity;
use super::predicate::{Check, Side, Slot};
use crate::custom;
use crate::field::{Field, FieldKind, Home};
use crate::kind::Kind;
use crate::people::Company;
use crate::text::sort_key;

/// Where the folded form of a text is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Text {
    /// It is no text.
    None,
    /// A record's number: kept in capitals, and nowhere else.
    Number,
    /// Beside the title.
    Title,
    /// In the table `folded`, under the field's code.
    Kept(&'static str),
    /// In the table `naming`.
    Name,
    /// In the row of a value, of a field an administrator added. Long text has no key.
    Custom(&'static Field, bool),
    /// In the column itself: an address in small letters, a tag as it is compared.
    Plain,
}

impl Text {
    pub(super) fn of(slot: Slot) -> Text {
        match slot {
            _ if slot.kind() == FieldKind::Record => Text::Number,
            _ if !slot.kind().is_text() => Text::None,
            Slot::Field(field) if field.definition().is_some() => {
                Text::Custom(field, !matches!(field.kind, FieldKind::Prose(_)))
            }
            Slot::Field(field) => Text::of_field(field.code),
            Slot::Attribute(attribute) if attribute.code == "name" => Text::Name,
            Slot::Attribute(_) => Text::Plain,
        }
    }

    /// Whether a key is kept beside it that says its place in the alphabet.
    pub(super) fn is_sorted(self) -> bool {
        matches!(self, Text::Number | Text::Title | Text::Name | Text::Custom(_, true))
    }

    /// Where a text field of a record is kept folded.
    fn of_field(code: &'static str) -> Text {
        match code {
            "number" => Text::Number,
            "title" => Text::Title,
            code => Text::Kept(code),
        }
    }
}

/// The column that holds a value as it is.
pub(super) fn column(kind: &'static Kind, slot: Slot) -> Expr {
    match slot {
        Slot::Field(field) => match field.home {
            Home::Record(name) => Expr::col(("record", name)),
            Home::Side(name) => Expr::col((kind.table, name)),
            Home::Custom(_) => custom::scalar(field),
        },
        Slot::Attribute(attribute) => Expr::col((attribute.of.table(), attribute.column)),
    }
}

/// What a name reads, folded, by the identity that has it.
pub(super) fn name_of(id: Expr) -> Expr {
    let select = Query::select()
        .column(("naming", "fold"))
        .from("naming")
        .and_where(Expr::col(("naming", "id")).eq(id))
        .take();
    scalar(select)
}

/// A check of the text of the row at hand.
pub(super) fn text_in(slot: Slot, check: &Check) -> Expr {
    if let Check::Sorts(side, said) = check {
        return sorts(slot, *side, said);
    }
    match (Text::of(slot), slot) {
        (Text::Title, _) => reads(Expr::col(("record", "title_fold")), check, false),
        (Text::Number, _) => reads(number_in(slot), &in_capitals(check), false),
        (Text::Kept(code), _) => {
            let mut select = Query::select();
            select
                .expr(Expr::val(1i64))
                .from("folded")
                .and_where(Expr::col(("folded", "subject_id")).equals(("record", "subject_id")))
                .and_where(Expr::col(("folded", "field")).eq(code))
                .and_where(reads(Expr::col(("folded", "fold")), check, false));
            Expr::exists(select)
        }
        (Text::Name, Slot::Attribute(attribute)) => {
            let named = Query::select()
                .column(("naming", "id"))
                .from("naming")
                .and_where(reads(Expr::col(("naming", "fold")), check, true))
                .take();
            Expr::col((attribute.of.table(), "id")).in_subquery(named)
        }
        (Text::Plain, Slot::Attribute(attribute)) => {
            reads(Expr::col((attribute.of.table(), attribute.column)), check, false)
        }
        (Text::Custom(..) | Text::Name | Text::Plain | Text::None, _) => never(),
    }
}

/// The column of a number: the record's own, or of one it refers to.
fn number_in(slot: Slot) -> Expr {
    let of_field = match slot {
        Slot::Field(field) => field.column(),
        Slot::Attribute(_) => None,
    };
    Expr::col(("record", of_field.unwrap_or("number")))
}

/// Folded text reads so. With `ordered`, the column has an index in the order of its bytes.
pub(super) fn reads(text: Expr, check: &Check, ordered: bool) -> Expr {
    match check {
        Check::Reads(said) => text.eq(said.as_str()),
        Check::Has(TextTest::Starts, said) if ordered => {
            // No text that begins so is less, and none is more than with the last character after it.
            let beyond = format!("{said}\u{10ffff}\u{10ffff}");
            let within = text.clone().gte(said.as_str()).and(text.clone().lt(beyond));
            within.and(like(text, TextTest::Starts, said))
        }
        Check::Has(how, said) => like(text, *how, said),
        _ => never(),
    }
}

/// Text stands so to another in the alphabet.
fn sorts(slot: Slot, side: Side, said: &str) -> Expr {
    match (Text::of(slot), slot) {
        (Text::Title, _) => compare(
            Expr::col(("record", "title_key")),
            side,
            Expr::val(Value::from(sort_key(said))),
        ),
        (Text::Number, _) => compare(number_in(slot), side, Expr::val(said.to_uppercase())),
        (Text::Name, Slot::Attribute(attribute)) => {
            Expr::col((attribute.of.table(), "id")).in_subquery(sorted_names(side, said))
        }
        _ => never(),
    }
}

/// The identities whose names stand so to a text.
pub(super) fn sorted_names(side: Side, said: &str) -> SelectStatement {
    let key = Expr::col(("naming", "sort_key"));
    Query::select()
        .column(("naming", "id"))
        .from("naming")
        .and_where(compare(key, side, Expr::val(Value::from(sort_key(said)))))
        .take()
}

/// One value lies so to another.
pub(super) fn compare(own: Expr, side: Side, other: Expr) -> Expr {
    match side {
        Side::At => own.eq(other),
        Side::Below => own.lt(other),
        Side::UpTo => own.lte(other),
        Side::Above => own.gt(other),
        Side::From => own.gte(other),
    }
}

fn in_capitals(check: &Check) -> Check {
    match check {
        Check::Reads(said) => Check::Reads(said.to_ascii_uppercase()),
        Check::Has(how, said) => Check::Has(*how, said.to_ascii_uppercase()),
        other => other.clone(),
    }
}

/// Text that has another in it; `%` and `_` mean themselves.
pub(super) fn like(text: Expr, how: TextTest, said: &str) -> Expr {
    let mut pattern = String::with_capacity(said.len() + 2);
    if how != TextTest::Starts {
        pattern.push('%');
    }
    for c in said.chars() {
        if matches!(c, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(c);
    }
    if how != TextTest::Ends {
        pattern.push('%');
    }
    text.like(LikeExpr::new(pattern).escape('!'))
}

/// Only what belongs to a company the reader knows; everything when they know all.
pub(super) fn company_guard(entity: Entity, known: Option<&[Id<Company>]>) -> Condition {
    let (Some(column), Some(known)) = (entity.company_column(), known) else {
        return Cond::all();
    };
    let known = known.iter().map(Value::from);
    Cond::all().add(Expr::col((entity.table(), column)).is_in(known))
}
