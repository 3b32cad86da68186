//! What a __name__ holds beyond any other work.

use desk::Kind;
use desk::field::{Audience, Field, FieldKind, Home, Setting};

use crate::lifecycle::LIFECYCLE;

/// Its own fields, each a column of the table `__name__`.
pub const FIELDS: &[Field] = &[Field {
    code: "impact",
    home: Home::Side("impact"),
    kind: FieldKind::Number(1, 3),
    audience: Audience::Public,
    setting: Setting::Entry,
    always: true,
}];

/// The kind of record a __name__ is.
pub static KIND: Kind = Kind {
    code: "__name__",
    prefix: "__PREFIX__",
    path: "__names__",
    table: "__name__",
    lifecycle: &LIFECYCLE,
    fields: FIELDS,
    priorities: &[],
};
