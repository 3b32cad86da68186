//! What a write expects a record to be still like: a version, whole or in some fields.

use db::{Id, ReadTx};

use crate::access::{Action, Agent, Facts};
use crate::custom::Catalogue;
use crate::field::Audience;
use crate::journal::{self, Subject};
use crate::{Error, Result};

/// The version whoever writes has seen, and what of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// The version.
    pub version: i64,
    /// The fields that must not have changed since; where none is named, nothing may have.
    pub fields: Vec<String>,
}

impl Expected {
    /// Refuses when a subject is not as expected any more.
    ///
    /// # Errors
    /// [`Error::Stale`], also for fields that `agent` does not read: whether they changed is not
    /// theirs to find out.
    pub fn refuse_stale(
        &self,
        tx: &ReadTx<'_>,
        agent: &Agent,
        (subject, facts): (Id<Subject>, &Facts),
        catalogue: &Catalogue,
    ) -> Result<()> {
        let present = journal::version(tx, subject)?;
        if self.version == present {
            return Ok(());
        }
        if self.fields.is_empty() || self.version > present {
            return Err(Error::Stale { present });
        }
        let internal = agent.may_with(catalogue.kind, Action::ReadInternal, facts);
        // What is not written down cannot be told not to have changed.
        let told = |code: &String| {
            let field = catalogue.field(code).filter(|field| field.is_journaled());
            field.is_some_and(|field| internal || field.audience == Audience::Public)
        };
        let changed = journal::changed_since(tx, subject, self.version)?;
        let as_seen = |code: &String| told(code) && !changed.contains(code);
        if self.fields.iter().all(as_seen) { Ok(()) } else { Err(Error::Stale { present }) }
    }
}
