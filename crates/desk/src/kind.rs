//! Kinds of record, and the small face each practice shows to what they share.

use db::{Id, ReadTx, Value};

use crate::Result;
use crate::field::{Field, Home, RECORD_FIELDS};
use crate::lifecycle::Lifecycle;
use crate::record::Record;

/// A kind of record.
#[derive(Debug)]
pub struct Kind {
    /// Stable code, kept with every record.
    pub code: &'static str,
    /// What its numbers begin with.
    pub prefix: &'static str,
    /// The first part of its paths, and the table of its own columns' plural.
    pub path: &'static str,
    /// The table of its own columns.
    pub table: &'static str,
    /// Its life.
    pub lifecycle: &'static Lifecycle,
    /// Its own fields, beyond [`RECORD_FIELDS`].
    pub fields: &'static [Field],
    /// The priority its impact and urgency come with, until somebody sets another: impact, urgency and
    /// priority, 1 the most of each. Empty for a kind that has no such rule.
    pub priorities: &'static [(i64, i64, i64)],
}

impl Kind {
    /// All its fields but those an administrator added, the shared ones first. With those it is
    /// [`Catalogue::of`](crate::custom::Catalogue::of) that tells them.
    pub fn all_fields(&self) -> impl Iterator<Item = &'static Field> {
        RECORD_FIELDS.iter().chain(self.fields)
    }

    /// The field with this code, unless an administrator added it.
    #[must_use]
    pub fn field(&self, code: &str) -> Option<&'static Field> {
        self.all_fields().find(|f| f.code == code)
    }
}

/// A practice's record: the shared part and its own, by composition.
pub trait Practice: Clone + Send + 'static {
    /// Its kind.
    const KIND: &'static Kind;

    /// The shared part.
    fn record(&self) -> &Record;

    /// The shared part, to be changed by verbs and by [`crate::commit()`].
    fn record_mut(&mut self) -> &mut Record;

    /// What one of its own fields holds, as its column keeps it.
    fn own_value(&self, code: &str) -> Value;

    /// Puts the record and its own columns together.
    ///
    /// # Errors
    /// When the row cannot be read.
    fn load_with(tx: &ReadTx<'_>, record: Record) -> Result<Self>;

    /// Loads the whole record; whoever asks must have been admitted before.
    ///
    /// # Errors
    /// When the database fails.
    fn load(tx: &ReadTx<'_>, id: Id<Record>) -> Result<Option<Self>> {
        Record::load(tx, Self::KIND, id)?.map(|record| Self::load_with(tx, record)).transpose()
    }

    /// What a field holds, as its column keeps it.
    fn value(&self, field: &Field) -> Value {
        match field.home {
            Home::Record(_) => self.record().value(field.code),
            Home::Side(_) => self.own_value(field.code),
            // Not part of the practice's record: nothing it decides goes by them.
            Home::Custom(_) => Value::Null,
        }
    }
}
