//! The schema's steps, from the files in `migrations/`.

include!(concat!(env!("OUT_DIR"), "/migrations.rs"));

/// Every step of the schema, in order; pass it to [`db::Db::migrate`].
#[must_use]
pub const fn migrations() -> &'static [db::Migration] {
    STEPS
}
