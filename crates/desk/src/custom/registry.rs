//! Definitions as ordinary fields that live as long as the program.
//!
//! Fields are `&'static` everywhere, and a definition read from the database is made one once: each
//! *distinct* definition this process ever sees is leaked and found again by what it says. That is
//! bounded by what administrators write: an edit leaks the definition's new text, a few hundred
//! bytes, and reading it a million times leaks nothing.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use super::{Definition, Type, currency};
use crate::field::{Field, FieldKind, Home, Setting};

static KNOWN: LazyLock<Mutex<HashMap<&'static Definition, &'static Field>>> =
    LazyLock::new(Mutex::default);

/// The field a definition makes; the same one for the same definition.
pub(super) fn intern(definition: Definition) -> &'static Field {
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(field) = known.get(&definition) {
        return field;
    }
    let definition: &'static Definition = Box::leak(Box::new(definition));
    let field: &'static Field = Box::leak(Box::new(field_of(definition)));
    known.insert(definition, field);
    field
}

fn field_of(definition: &'static Definition) -> Field {
    Field {
        code: &definition.code,
        home: Home::Custom(definition),
        kind: kind_of(definition),
        audience: definition.audience,
        setting: Setting::Entry,
        always: false,
    }
}

fn kind_of(definition: &'static Definition) -> FieldKind {
    match &definition.holds {
        Type::Line(most) => FieldKind::Line(*most),
        Type::Prose(most) => FieldKind::Prose(*most),
        Type::Number { scale, least, most } => FieldKind::Decimal(*scale, *least, *most),
        Type::Money(currencies) => {
            let codes: Vec<&'static str> =
                currencies.iter().filter_map(|code| currency::known(code)).collect();
            FieldKind::Money(Vec::leak(codes))
        }
        Type::Date => FieldKind::Date,
        Type::Instant => FieldKind::Instant,
        Type::Choice => FieldKind::One(&definition.options),
        Type::MultiChoice => FieldKind::Several(&definition.options),
        Type::Person => FieldKind::Person,
        Type::Team => FieldKind::Team,
        Type::Company => FieldKind::Company,
        Type::Service => FieldKind::Service,
        Type::Location => FieldKind::Location,
        Type::Flag => FieldKind::Flag,
        Type::Url => FieldKind::Link,
    }
}
