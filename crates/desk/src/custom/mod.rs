//! Fields an administrator adds to a kind of record.
//!
//! A definition becomes an ordinary [`Field`](crate::field::Field) whose code begins with `x.`, so
//! that lists, forms, the API, the journal and histories need not know where a field comes from.
//! [`Catalogue::of`] tells all fields of a kind as one transaction sees them; nothing else does.
//! Values lie in rows of `custom_value` and are read for the fields that are shown, all rows of a
//! page in one statement.

mod administer;
mod catalogue;
mod checks;
mod compare;
mod currency;
pub mod decimal;
mod definition;
mod draft;
mod edition;
mod effect;
mod fallback;
mod keep;
mod key;
mod load;
mod money;
mod registry;
mod rules;
mod store;
mod value;
mod write;

pub use administer::{create, edit, find, list, order, restore, retire};
pub use catalogue::Catalogue;
pub use compare::{
    Compared, column, comparable, equals, holds, join, join_all, rows_of, rows_with, scalar,
    scalar_of, some,
};
pub use currency::{CURRENCIES, digits_of};
pub use definition::{Alternative, Definition, StateRule, Type, Words};
pub use draft::{Draft, TYPES};
pub use effect::{Effect, effects, mark, tried};
pub use money::Money;
pub use rules::{Form, Moment, taken_anywhere};
pub use store::values;
pub use write::Write;

pub(crate) use key::{of_money as money_key, of_text_line as text_keys};
pub(crate) use store::{clear, fill, move_in_time, save};
pub(crate) use value::{Stored, expected, members, stored_of, together};

/// What the codes of these fields begin with.
pub const PREFIX: &str = "x.";

pub(crate) fn statements() -> Vec<db::Statement> {
    [
        administer::STATEMENTS,
        edition::STATEMENTS,
        effect::STATEMENTS,
        keep::STATEMENTS,
        load::STATEMENTS,
        store::STATEMENTS,
    ]
    .concat()
}
