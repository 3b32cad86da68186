//! Why a record was refused, kept until whoever asked reads it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Error;

/// Why a record was refused, by the codes that refuse it one by one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The kind of failure, or the rule that refused.
    pub code: String,
    /// The action that is not permitted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// What is wrong with which field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<Told>,
    /// The fields that somebody else changed meanwhile; what they hold is read on the record.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clashes: Vec<String>,
}

/// One thing wrong with one field; see [`crate::Fault`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The field's code.
    pub field: String,
    /// The stable code of what is wrong.
    pub code: String,
    /// What the text may mention, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub details: BTreeMap<String, String>,
}

impl Refusal {
    fn plain(code: &str) -> Refusal {
        let code = code.to_owned();
        Refusal { code, action: None, faults: Vec::new(), clashes: Vec::new() }
    }

    /// A failure that is nobody's fault who asks.
    pub(super) fn internal() -> Refusal {
        Refusal::plain("internal")
    }

    /// Whoever asked may do nothing any more.
    pub(super) fn forbidden(action: &str) -> Refusal {
        Refusal { action: Some(action.to_owned()), ..Refusal::plain("forbidden") }
    }

    /// From what the way of a verb says; nothing when it says that something failed.
    pub(super) fn of(error: &Error) -> Option<Refusal> {
        Some(match error {
            Error::NotFound => Refusal::plain("not-found"),
            Error::Forbidden(action) => Refusal::forbidden(action),
            Error::Refused(code) => Refusal::plain(code),
            Error::Merged(_) => Refusal::plain("merged"),
            Error::Stale { .. } => Refusal::plain("stale"),
            Error::Invalid(faults) => {
                let told = |fault: &crate::Fault| Told {
                    field: fault.field.clone(),
                    code: fault.code.to_owned(),
                    details: fault
                        .details
                        .iter()
                        .map(|(name, value)| ((*name).to_owned(), value.clone()))
                        .collect(),
                };
                Refusal { faults: faults.iter().map(told).collect(), ..Refusal::plain("invalid") }
            }
            Error::Conflict(clashes) => Refusal {
                clashes: clashes.iter().map(|clash| clash.field.clone()).collect(),
                ..Refusal::plain("conflict")
            },
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_merged_is_refused_and_no_failure_of_ours() {
        let refusal = Refusal::of(&Error::Merged(Some("INC0000007".to_owned())));
        assert_eq!(refusal.map(|refusal| refusal.code).as_deref(), Some("merged"));
    }
}
