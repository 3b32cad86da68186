//! How the API describes the values of each kind of field, given and answered.

use desk::Kind;
use desk::custom::{Alternative, decimal};
use desk::field::{Field, FieldKind};
use serde_json::{Value, json};

use super::present::is_reference;
use crate::openapi::Schema;

/// Options told one by one; longer lists are told in words.
const TOLD: usize = 100;

/// A value as it is given: references by identity, name or address.
pub(super) fn given(kind: &Kind, of: FieldKind) -> Schema {
    match of {
        FieldKind::Person => {
            Schema::text().about("A person: id, e-mail address, exact name, or me.")
        }
        of if is_reference(of) => Schema::text().about("Id or exact name."),
        FieldKind::Decimal(scale @ 1.., least, most) => Schema::any().about(format!(
            "A number from {} to {} with at most {scale} digits after the point, as text or, with \
             up to 15 digits, as a number.",
            decimal::shortest(least, scale),
            decimal::shortest(most, scale),
        )),
        FieldKind::Money(currencies) => Schema::any().about(format!(
            "An amount: an object as it is answered, or text like 12.50 EUR. One of: {}.",
            currencies.join(", ")
        )),
        FieldKind::Instant => {
            Schema::instant().about("Without a zone it is by the clock of your time zone.")
        }
        FieldKind::Several(options) => Schema::list(one_of(options, false)),
        FieldKind::One(options) => one_of(options, false),
        of => plain(kind, of),
    }
}

/// A value as it is answered.
pub(super) fn answered(kind: &Kind, field: &Field) -> Schema {
    if is_reference(field.kind) { Schema::named("Reference") } else { plain(kind, field.kind) }
}

fn plain(kind: &Kind, of: FieldKind) -> Schema {
    match of {
        FieldKind::Line(most) | FieldKind::Prose(most) => Schema::text().at_most(most),
        FieldKind::Number(least, most) | FieldKind::Decimal(0, least, most) => {
            Schema::number().between(least, most)
        }
        FieldKind::Flag => Schema::flag(),
        FieldKind::Instant => Schema::instant(),
        FieldKind::State => Schema::one_of(kind.lifecycle.states.iter().map(|s| s.code)),
        FieldKind::Options(codes) => Schema::one_of(codes.iter().copied()),
        FieldKind::Choice(list) => Schema::text().about(format!("A code of the list {list}.")),
        FieldKind::Decimal(scale, least, most) => Schema::text()
            .example(decimal::format(0.clamp(least, most), scale))
            .with("pattern", format!("^-?[0-9]+\\.[0-9]{{{scale}}}$"))
            .about("A number; text, because programs lose digits of numbers."),
        FieldKind::Money(currencies) => Schema::object()
            .required(
                "amount",
                Schema::text().with("pattern", "^-?[0-9]+(\\.[0-9]+)?$").example("129.90"),
            )
            .required("currency", Schema::text().example(*currencies.first().unwrap_or(&"EUR"))),
        FieldKind::Date => Schema::text().with("format", "date"),
        FieldKind::One(options) => one_of(options, true),
        FieldKind::Several(options) => Schema::list(one_of(options, true)),
        FieldKind::Link => Schema::text().with("format", "uri"),
        _ => Schema::text(),
    }
}

/// One of the options: of those offered where it is given, of all where it is answered.
fn one_of(options: &[Alternative], ever: bool) -> Schema {
    let told = options.iter().filter(|option| ever || option.active);
    let told: Vec<&str> = told.map(|option| option.code.as_str()).collect();
    if told.len() <= TOLD {
        return Schema::one_of(told);
    }
    Schema::text().about(format!("One of the {} options of the field.", told.len()))
}

/// An example of a value that is given.
pub(super) fn example(of: FieldKind) -> Value {
    let first = |options: &[Alternative]| {
        options.iter().find(|option| option.active).map(|option| option.code.clone())
    };
    match of {
        FieldKind::Number(least, _) => json!(least),
        FieldKind::Decimal(scale, least, most) => {
            json!(decimal::format(0.clamp(least, most), scale))
        }
        FieldKind::Money(currencies) => {
            json!({ "amount": "0", "currency": currencies.first() })
        }
        FieldKind::Date => json!("2026-03-01"),
        FieldKind::Instant => json!("2026-03-01T09:30:00Z"),
        FieldKind::Flag => json!(true),
        FieldKind::One(options) => json!(first(options)),
        FieldKind::Several(options) => json!([first(options)]),
        FieldKind::Link => json!("https://example.org/"),
        FieldKind::Person => json!("me"),
        FieldKind::Record => json!("INC0000017"),
        _ => json!("An example"),
    }
}
