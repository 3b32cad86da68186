//! The words of a kind of record: its own where it has some, else those every kind shares.

use desk::Kind;

use crate::i18n::{Arg, Translator};
use crate::work::organs::telling::headline;

/// A kind in one language.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Words<'a> {
    pub(crate) t: &'a Translator,
    pub(crate) kind: &'static Kind,
}

impl Words<'_> {
    /// What the list is called.
    pub(super) fn list(&self) -> String {
        self.t.text_of("nav", self.kind.path)
    }

    /// What opening one is called.
    pub(super) fn opening(&self) -> String {
        self.t.text_of("new", self.kind.code)
    }

    /// A text the kind must have itself: `FAMILY-KIND-CODE`.
    pub(super) fn own(&self, family: &str, code: &str) -> String {
        self.t.text_of(&self.family(family), code)
    }

    /// What somebody did: in the kind's own words, in those every kind has, or in general ones.
    pub(crate) fn did(&self, verb: &str) -> String {
        let own = self.t.known(&self.family("did"), verb);
        own.or_else(|| headline(self.t, verb)).unwrap_or_else(|| self.own("did", verb))
    }

    /// What the reader is told after a verb.
    pub(super) fn said(&self, verb: &str, number: &str) -> String {
        self.t.text_of_with(&self.family("done"), verb, &[("number", number.into())])
    }

    /// A text that the kind may have itself, as `FAMILY-KIND-CODE`, and that every kind has in
    /// general words, as `FAMILY-CODE`; these can say `{ $names }`: "incidents".
    pub(super) fn text_of(&self, family: &str, code: &str) -> String {
        self.t.known(&self.family(family), code).unwrap_or_else(|| {
            let names = self.t.text_of("names", self.kind.code);
            self.t.text_of_with(family, code, &[("names", Arg::Text(&names))])
        })
    }

    fn family(&self, name: &str) -> String {
        format!("{name}-{}", self.kind.code)
    }
}
