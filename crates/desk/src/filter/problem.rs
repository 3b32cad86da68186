//! What is wrong with a filter, and where.

use std::ops::Range;

use crate::{Error, Fault};

use super::span::Span;

/// One thing wrong with a filter. The text for people is `fault-CODE` in the locales.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where it stands, in characters of the text, counted from 0.
    pub at: Range<usize>,
    /// The stable code of what is wrong.
    pub code: &'static str,
    /// What the text may mention, by name.
    pub details: Vec<(&'static str, String)>,
}

/// A problem whose place is still counted in bytes.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) span: Span,
    code: &'static str,
    details: Vec<(&'static str, String)>,
}

impl Found {
    pub(super) fn new(span: Span, code: &'static str) -> Self {
        Found { span, code, details: Vec::new() }
    }

    pub(super) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.details.push((name, value.to_string()));
        self
    }

    /// Adds the nearest of what could have been meant, if one is near.
    pub(super) fn near(self, nearest: Option<String>) -> Self {
        match nearest {
            Some(nearest) => self.with("nearest", nearest),
            None => self,
        }
    }

    /// With the place counted in characters.
    pub(super) fn in_text(self, text: &str) -> Problem {
        let characters = |byte: usize| text.char_indices().take_while(|(at, _)| *at < byte).count();
        let (start, end) = (characters(self.span.start), characters(self.span.end));
        Problem { at: start..end.max(start), code: self.code, details: self.details }
    }
}

impl Problem {
    /// The problem as a fault of a field or parameter. `start` and `end` are among its details, and
    /// `near` says whether there is a `nearest`.
    #[must_use]
    pub fn fault(&self, field: &str) -> Fault {
        let mut fault = Fault::new(field, self.code)
            .with("start", self.at.start)
            .with("end", self.at.end)
            .with("place", self.at.start.saturating_add(1));
        fault.details.extend(self.details.iter().cloned());
        let near = self.details.iter().any(|(name, _)| *name == "nearest");
        fault.with("near", if near { "yes" } else { "no" })
    }
}

/// Problems as the one error every door translates.
pub(super) fn invalid(field: &str, problems: &[Problem]) -> Error {
    Error::Invalid(problems.iter().map(|problem| problem.fault(field)).collect())
}
