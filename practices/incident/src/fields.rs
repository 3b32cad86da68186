//! What an incident holds beyond any other work.

use desk::Kind;
use desk::field::Audience::{Internal, Public};
use desk::field::{Audience, Field, FieldKind, Home, PROSE, REASSIGNED, Setting, TITLE};

use crate::lifecycle::LIFECYCLE;

/// A column of `incident`: code, column, kind, audience.
const fn own(
    code: &'static str,
    column: &'static str,
    kind: FieldKind,
    audience: Audience,
) -> Field {
    Field { code, home: Home::Side(column), kind, audience, setting: Setting::Verb, always: false }
}

/// A number that follows from its history.
const fn counted(code: &'static str, column: &'static str) -> Field {
    let kind = FieldKind::Number(0, 1_000_000);
    Field { setting: Setting::Follows, ..own(code, column, kind, Internal) }
}

/// Its own fields.
pub const FIELDS: &[Field] = &[
    own("impact", "impact", FieldKind::Number(1, 3), Public).always(),
    own("urgency", "urgency", FieldKind::Number(1, 3), Public).always(),
    own("priority_reason", "priority_reason", FieldKind::Line(TITLE), Internal),
    own("resolution_code", "resolution_code", FieldKind::Choice("resolution_code"), Public),
    own("resolution_notes", "resolution_notes", FieldKind::Prose(PROSE), Public),
    own("resolved_by", "resolved_by_id", FieldKind::Person, Public),
    own("reopened", "reopened", FieldKind::Number(0, 1_000_000), Internal).always(),
    counted(REASSIGNED, "reassigned").always(),
];

/// The priorities it comes with: impact, urgency, priority.
const PRIORITIES: &[(i64, i64, i64)] = &[
    (1, 1, 1),
    (1, 2, 2),
    (1, 3, 3),
    (2, 1, 2),
    (2, 2, 3),
    (2, 3, 4),
    (3, 1, 3),
    (3, 2, 4),
    (3, 3, 4),
];

/// The kind of record an incident is.
pub static KIND: Kind = Kind {
    code: "incident",
    prefix: "INC",
    path: "incidents",
    table: "incident",
    lifecycle: &LIFECYCLE,
    fields: FIELDS,
    priorities: PRIORITIES,
};
