//! A word that is looked for, with all that counts as finding it.

use crate::query::{Term, is_beginning};
use crate::words::Words;

/// What finding a word as it was typed is worth.
const EXACT: u64 = 4;
/// What finding a word that begins with it is worth.
const BEGUN: u64 = 3;
/// What finding a word that may have been meant is worth.
const NEAR: u64 = 2;

/// A word that is looked for: forms of it, each with what finding it is worth.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    exact: Vec<String>,
    beginnings: Vec<String>,
    near: Vec<String>,
    parts: Vec<Vec<String>>,
}

impl Wanted {
    /// What a typed word looks for.
    #[must_use]
    pub fn of(term: &Term) -> Self {
        let says_enough = |form: &&String| term.beginning && is_beginning(form);
        let beginnings = term.any.iter().filter(says_enough).cloned().collect();
        Wanted { exact: term.any.clone(), beginnings, near: Vec::new(), parts: term.parts.clone() }
    }

    /// Also a word that may have been meant.
    pub fn or_near(&mut self, form: String) {
        self.near.push(form);
    }

    /// Its forms as they were typed.
    #[must_use]
    pub fn exact(&self) -> &[String] {
        &self.exact
    }

    /// What its forms may begin with.
    #[must_use]
    pub fn beginnings(&self) -> &[String] {
        &self.beginnings
    }

    /// Words that may have been meant.
    #[must_use]
    pub fn near(&self) -> &[String] {
        &self.near
    }

    /// Its parts with their spellings, all of which together are worth as much as the whole.
    #[must_use]
    pub fn parts(&self) -> &[Vec<String>] {
        &self.parts
    }

    /// What finding this form is worth; nothing when it is none that is looked for.
    #[must_use]
    pub fn worth(&self, form: &str) -> Option<u64> {
        let among = |forms: &[String]| forms.iter().any(|wanted| wanted == form);
        if among(&self.exact) {
            Some(EXACT)
        } else if self.beginnings.iter().any(|wanted| form.starts_with(wanted.as_str())) {
            Some(BEGUN)
        } else {
            among(&self.near).then_some(NEAR)
        }
    }

    /// What the parts together are worth.
    #[must_use]
    pub fn worth_of_parts() -> u64 {
        EXACT
    }

    /// Whether a form is to be shown as found.
    #[must_use]
    pub fn shows(&self, form: &str) -> bool {
        self.worth(form).is_some() || self.parts.iter().flatten().any(|part| part == form)
    }

    /// Whether these words hold it.
    #[must_use]
    pub fn is_in(&self, words: &Words) -> bool {
        if words.forms().any(|form| self.worth(form).is_some()) {
            return true;
        }
        let held = |part: &Vec<String>| words.forms().any(|form| part.iter().any(|p| p == form));
        !self.parts.is_empty() && self.parts.iter().all(held)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Query;

    fn holds(text: &str, typed: &str) -> bool {
        let query = Query::parse(typed).unwrap();
        let words = Words::of(text);
        query.terms.iter().all(|term| Wanted::of(term).is_in(&words))
    }

    #[test]
    fn a_text_is_found_by_what_stands_in_it() {
        let text = "Größere Störung: srv-db-01 meldet INC0000042, siehe Müllers KB4012345";
        for there in [
            "störung",
            "STOERUNG",
            "storung",
            "groessere",
            "srv-db",
            "db 01",
            "INC42",
            "inc0000042",
            "42",
            "kb4012",
            "müllers srv",
            "mueller",
            "meld",
        ] {
            assert!(holds(text, there), "{there}");
        }
        for not in ["störungen", "srv-02", "inc43", "drucker", "eld"] {
            assert!(!holds(text, not), "{not}");
        }
        assert!(holds("die Stoerung", "störung"));
    }

    #[test]
    fn a_bare_digit_begins_nothing() {
        assert!(holds("Ticket 5", "00005"));
        assert!(!holds("Ticket 512", "00005"));
        assert!(holds("打印机故障", "打"));
    }

    #[test]
    fn what_may_have_been_meant_is_worth_less() {
        let query = Query::parse("pritner x").unwrap();
        let mut wanted = Wanted::of(&query.terms[0]);
        wanted.or_near("printer".to_owned());
        assert_eq!(wanted.worth("pritner"), Some(EXACT));
        assert_eq!(wanted.worth("printer"), Some(NEAR));
        assert_eq!(wanted.worth("printers"), None);
    }
}
