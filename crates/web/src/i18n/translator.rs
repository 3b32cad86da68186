//! One reader's language.

use std::fmt;
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};

use super::Arg;

pub(super) type Bundle = FluentBundle<FluentResource>;

/// Gives the texts of one language. Cheap to clone: it shares the parsed texts.
#[derive(Clone)]
pub struct Translator {
    pub(super) code: &'static str,
    pub(super) own: Arc<Bundle>,
    pub(super) fallback: Arc<Bundle>,
}

impl Translator {
    /// The language's code, as `<html lang>` wants it.
    #[must_use]
    pub fn language(&self) -> &'static str {
        self.code
    }

    /// The text under `key`; the English one where the language lacks it.
    ///
    /// An unknown key comes back as itself, so that a mistake is seen on the page instead of
    /// taking the page down. A test refuses keys that do not exist.
    #[must_use]
    pub fn text(&self, key: &str) -> String {
        self.render(key, None)
    }

    /// The text under `key` with its gaps filled.
    #[must_use]
    pub fn text_with(&self, key: &str, gaps: &[(&str, Arg<'_>)]) -> String {
        let mut args = FluentArgs::with_capacity(gaps.len());
        for (name, value) in gaps {
            args.set(*name, *value);
        }
        self.render(key, Some(&args))
    }

    /// The text of one member of a family of keys: `text_of("state-incident", "on_hold")` reads
    /// `state-incident-on-hold`.
    ///
    /// Codes that come from a table (states, verbs, statuses) are translated this way, so that
    /// the family's name stands in the source where the test on unused keys can see it.
    #[must_use]
    pub fn text_of(&self, family: &str, code: &str) -> String {
        self.text_of_with(family, code, &[])
    }

    /// Like [`Translator::text_of`], with gaps filled. Where the family has no such member its
    /// member `other` is read.
    #[must_use]
    pub fn text_of_with(&self, family: &str, code: &str, gaps: &[(&str, Arg<'_>)]) -> String {
        let known = self.member(family, code).or_else(|| self.member(family, "other"));
        self.text_with(&known.unwrap_or_else(|| family_key(family, code)), gaps)
    }

    /// Like [`Translator::text_of`], but `None` where the family has no such member: for codes
    /// an operator added as a row, which carry a label of their own.
    #[must_use]
    pub fn known(&self, family: &str, code: &str) -> Option<String> {
        self.member(family, code).map(|key| self.text(&key))
    }

    fn member(&self, family: &str, code: &str) -> Option<String> {
        Some(family_key(family, code)).filter(|key| self.has(key))
    }

    /// Whether there is such a text.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.own.has_message(key) || self.fallback.has_message(key)
    }

    fn render(&self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        for bundle in [&self.own, &self.fallback] {
            let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
                continue;
            };
            let mut faults = Vec::new();
            let text = bundle.format_pattern(pattern, args, &mut faults);
            if !faults.is_empty() {
                tracing::warn!(key, language = self.code, ?faults, "text with an unfilled gap");
            }
            return text.into_owned();
        }
        tracing::warn!(key, language = self.code, "text missing");
        key.to_owned()
    }
}

impl fmt::Debug for Translator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Translator").field("language", &self.code).finish_non_exhaustive()
    }
}

/// Codes are written with underscores, keys with hyphens.
fn family_key(family: &str, code: &str) -> String {
    let mut key = String::with_capacity(family.len() + 1 + code.len());
    key.extend(family.chars().map(|c| if c == '_' { '-' } else { c }));
    key.push('-');
    key.extend(code.chars().map(|c| if c == '_' { '-' } else { c.to_ascii_lowercase() }));
    key
}
