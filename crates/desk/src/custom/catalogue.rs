//! The fields of a kind as one transaction sees them.

use std::sync::Arc;

use db::ReadTx;

use super::edition::{Edition, OfKind};
use crate::Result;
use crate::field::{Field, RECORD_FIELDS};
use crate::kind::Kind;

/// The fields of a kind: those every piece of work has, the practice's own, and those an
/// administrator added. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Catalogue {
    /// The kind's code.
    pub kind: &'static str,
    own: &'static [Field],
    custom: Arc<OfKind>,
    rules: String,
}

impl Catalogue {
    /// The fields of a kind as this transaction sees them.
    ///
    /// # Errors
    /// When the database fails.
    pub fn of(tx: &ReadTx<'_>, kind: &Kind) -> Result<Self> {
        let (edition, rules) = Edition::beside(tx)?;
        let custom = edition.of_kind(kind.code);
        Ok(Catalogue { kind: kind.code, own: kind.fields, custom, rules })
    }

    /// The fields that are there without an administrator; where there is no transaction to ask.
    #[must_use]
    pub fn built_in(kind: &Kind) -> Self {
        let (custom, rules) = Default::default();
        Catalogue { kind: kind.code, own: kind.fields, custom, rules }
    }

    /// Every field in use: the shared ones first, the custom ones last, in their order.
    pub fn all(&self) -> impl Iterator<Item = &'static Field> {
        RECORD_FIELDS.iter().chain(self.own).chain(self.custom.used.iter().copied())
    }

    /// The custom fields in use, in their order.
    #[must_use]
    pub fn custom(&self) -> &[&'static Field] {
        &self.custom.used
    }

    /// The field in use with this code.
    #[must_use]
    pub fn field(&self, code: &str) -> Option<&'static Field> {
        self.all().find(|field| field.code == code)
    }

    /// The field with this code, also when it is in use no more: histories still speak of it.
    #[must_use]
    pub fn ever(&self, code: &str) -> Option<&'static Field> {
        let built_in = RECORD_FIELDS.iter().chain(self.own).find(|field| field.code == code);
        built_in.or_else(|| self.custom.ever.get(code).copied())
    }

    /// The digest of the assignment rules in use at that moment; empty when there are none.
    pub(crate) fn rules(&self) -> &str {
        &self.rules
    }

    /// Every custom field there ever was, in no order.
    pub fn custom_ever(&self) -> impl Iterator<Item = &'static Field> {
        self.custom.ever.values().copied()
    }
}
