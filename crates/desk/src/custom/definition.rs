//! What an administrator says about a field.

use std::collections::BTreeMap;

use db::Id;

use crate::field::Audience;

/// A field an administrator added to a kind of record.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Definition {
    /// Its identity.
    pub id: Id<Definition>,
    /// The kind of record it belongs to.
    pub kind: String,
    /// Its name on the wire and in the journal, with the `x.` in front. Never given to another.
    pub code: String,
    /// What it holds; it never becomes something else.
    pub holds: Type,
    /// Who may read it among those who may read the record.
    pub audience: Audience,
    /// What people read, per language; at least one.
    pub words: Vec<Words>,
    /// What there is to choose from, where it is a choice.
    pub options: Vec<Alternative>,
    /// What holds while the record is in a state, by the state's code.
    pub rules: BTreeMap<String, StateRule>,
    /// The forms that ask for it, by the code of their verb; `create` is the form that opens one.
    pub forms: Vec<String>,
    /// What a new record holds when nothing is said, in canonical text.
    pub fallback: Option<String>,
    /// Its place among the fields of its kind.
    pub place: i64,
    /// Whether it is in use; what it held stays when it is not.
    pub active: bool,
    /// Counts the changes of this definition.
    pub version: i64,
}

/// What a field holds, with its parameters.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Type {
    /// One line of text, of so many characters at most.
    Line(usize),
    /// Markdown, of so many characters at most.
    Prose(usize),
    /// A number with so many digits after the point; the bounds are in units of the last digit.
    Number {
        /// Digits after the point.
        scale: u32,
        /// The least value.
        least: i64,
        /// The greatest value.
        most: i64,
    },
    /// An amount in one of these currencies; the first is the usual one.
    Money(Vec<String>),
    /// A day.
    Date,
    /// A moment, to the second.
    Instant,
    /// One of the options.
    Choice,
    /// Any of the options.
    MultiChoice,
    /// A person.
    Person,
    /// A team.
    Team,
    /// A company.
    Company,
    /// A service.
    Service,
    /// A place.
    Location,
    /// Yes or no.
    Flag,
    /// An address on the web.
    Url,
}

/// What people read of a field in one language.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Words {
    /// The language's code.
    pub language: String,
    /// The label.
    pub label: String,
    /// A line of help; empty for none.
    pub help: String,
}

/// One option of a choice.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Alternative {
    /// Its code, which records and the journal keep.
    pub code: String,
    /// Its label per language, as (language, label); its code where there is none.
    pub labels: Vec<(String, String)>,
    /// Whether it is offered; a record may hold one that no longer is.
    pub active: bool,
}

/// What holds for a field while its record is in a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StateRule {
    /// A record neither enters nor leaves the state without it.
    Required,
    /// It stays as it is.
    ReadOnly,
    /// It stays as it is, and no form or page of the record shows it. Lists, exports and the API
    /// still tell it: this is for order, an internal audience is for secrecy.
    Hidden,
}

/// The language whose words are shown to who reads another one that has none.
const COMMON: &str = "en";

impl Definition {
    /// The label for a reader of this language.
    #[must_use]
    pub fn label(&self, language: &str) -> &str {
        self.words_for(language).map_or(&self.code, |words| &words.label)
    }

    /// The line of help for a reader of this language; empty where there is none.
    #[must_use]
    pub fn help(&self, language: &str) -> &str {
        self.words_for(language).map_or("", |words| &words.help)
    }

    fn words_for(&self, language: &str) -> Option<&Words> {
        let speaking = |wanted: &str| self.words.iter().find(|words| words.language == wanted);
        speaking(language).or_else(|| speaking(COMMON)).or_else(|| self.words.first())
    }

    /// The option with this code, offered or not.
    #[must_use]
    pub fn option(&self, code: &str) -> Option<&Alternative> {
        self.options.iter().find(|option| option.code == code)
    }

    /// What holds for it in a state.
    #[must_use]
    pub fn rule(&self, state: &str) -> Option<StateRule> {
        self.rules.get(state).copied()
    }

    /// Whether the form of a verb asks for it.
    #[must_use]
    pub fn is_asked_by(&self, verb: &str) -> bool {
        self.forms.iter().any(|form| form == verb)
    }
}

impl Alternative {
    /// The label for a reader of this language.
    #[must_use]
    pub fn label(&self, language: &str) -> &str {
        let speaking = |wanted: &str| self.labels.iter().find(|(spoken, _)| spoken == wanted);
        let found = speaking(language).or_else(|| speaking(COMMON)).or_else(|| self.labels.first());
        found.map_or(&self.code, |(_, label)| label)
    }
}

impl StateRule {
    /// Every rule.
    pub const EVERY: [StateRule; 3] = [StateRule::Required, StateRule::ReadOnly, StateRule::Hidden];

    /// The stable code kept with the definition; as a fault it says why a value was not taken.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            StateRule::Required => "required",
            StateRule::ReadOnly => "read_only",
            StateRule::Hidden => "hidden",
        }
    }

    /// The rule with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        StateRule::EVERY.into_iter().find(|rule| rule.code() == code)
    }

    /// Whether a value may be written under it.
    #[must_use]
    pub const fn lets_write(self) -> bool {
        matches!(self, StateRule::Required)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_has_no_words_reads_the_common_ones() {
        let words = |language: &str, label: &str| Words {
            language: language.to_owned(),
            label: label.to_owned(),
            help: String::new(),
        };
        let mut definition = Definition {
            id: Id::fixed(1),
            kind: "incident".to_owned(),
            code: "x.cost".to_owned(),
            holds: Type::Date,
            audience: Audience::Public,
            words: vec![words("de", "Kosten"), words("en", "Cost")],
            options: Vec::new(),
            rules: BTreeMap::new(),
            forms: Vec::new(),
            fallback: None,
            place: 1,
            active: true,
            version: 1,
        };
        assert_eq!((definition.label("de"), definition.label("fr")), ("Kosten", "Cost"));
        definition.words.truncate(1);
        assert_eq!(definition.label("en"), "Kosten", "the first where there are no common ones");
        definition.words.clear();
        assert_eq!(definition.label("en"), "x.cost");
    }
}
