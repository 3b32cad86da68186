//! What was said of how it went, and the form in which it is said.

use askama::Template;

use super::{Choice, FormField, SafeHtml, Shell};

/// The part of a record's page about how satisfied its requester is.
#[derive(Debug, Clone, Template)]
#[template(path = "part/satisfaction.html")]
pub struct Satisfaction {
    /// Language and CSRF token; the rest of the frame is not drawn.
    pub shell: Shell,
    /// What was said, in words; empty while nothing was.
    pub said: String,
    /// The word beside it.
    pub comment: SafeHtml,
    /// Where this reader says it.
    pub form: Option<RatingForm>,
}

/// Five scores to choose from, and room for a word.
#[derive(Debug, Clone)]
pub struct RatingForm {
    /// Where it is sent.
    pub path: String,
    /// The scores, the lowest first.
    pub scores: Vec<Choice>,
    /// The one that is chosen; empty for none.
    pub score: String,
    /// What is wrong with the score, or with the whole.
    pub wrong: Option<String>,
    /// The word beside it.
    pub comment: FormField,
}

impl RatingForm {
    /// Whether something in it has to be mended.
    #[must_use]
    pub fn stands_open(&self) -> bool {
        self.wrong.is_some() || self.comment.error.is_some()
    }
}
