//! Why a record was refused, in words.

use db::ReadTx;
use desk::bulk::{Refusal, Told};
use desk::custom::Catalogue;
use desk::{Kind, Result};

use crate::failure::{said, told};
use crate::i18n::Translator;
use crate::work::label;

/// What fields are called.
pub(in crate::work) struct Labels {
    catalogue: Catalogue,
}

impl Labels {
    pub(in crate::work) fn of(tx: &ReadTx<'_>, kind: &Kind) -> Result<Labels> {
        Ok(Labels { catalogue: Catalogue::of(tx, kind)? })
    }

    fn label(&self, t: &Translator, code: &str) -> String {
        match self.catalogue.ever(code) {
            Some(field) => label(t, field),
            None => t.known("field", code).unwrap_or_else(|| code.to_owned()),
        }
    }

    /// One fault of one field.
    pub(in crate::work) fn fault(&self, t: &Translator, fault: &Told) -> String {
        let details: Vec<(&str, String)> =
            fault.details.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
        told(t, &fault.code, &details)
    }

    /// Why, in a sentence or more, with the names of the fields it is about.
    pub(in crate::work) fn reason(&self, t: &Translator, refusal: &Refusal) -> String {
        let faults = refusal.faults.iter();
        let faults =
            faults.map(|one| format!("{}: {}", self.label(t, &one.field), self.fault(t, one)));
        let faults: Vec<String> = faults.collect();
        if !faults.is_empty() {
            return faults.join(" ");
        }
        let why = said(t, &refusal.code);
        let clashes: Vec<String> = refusal.clashes.iter().map(|code| self.label(t, code)).collect();
        if clashes.is_empty() { why } else { format!("{}: {why}", clashes.join(", ")) }
    }
}
