//! The page that explains access.

use askama::Template;

use super::{Badge, FormField, Shell};

/// The page: what to ask, and the answer.
#[derive(Debug, Clone, Template)]
#[template(path = "access_page.html")]
pub struct AccessPage {
    /// The frame.
    pub shell: Shell,
    /// Where the question is sent.
    pub path: String,
    /// The question.
    pub fields: Vec<FormField>,
    /// The answer, once something was asked.
    pub answer: Option<AccessAnswer>,
}

/// Why somebody may do something with a record, or may not.
#[derive(Debug, Clone, Default)]
pub struct AccessAnswer {
    /// Whether they may.
    pub may: bool,
    /// The answer in one sentence.
    pub verdict: String,
    /// What decides.
    pub because: String,
    /// Each right that is needed.
    pub parts: Vec<AccessPart>,
    /// Every action, whether they may, and why.
    pub every: Vec<(String, Badge, String)>,
    /// Fields they may not read though they may read the record.
    pub hidden: Vec<String>,
}

/// A right that is needed: which rules give it, and what brings the record within their reach.
#[derive(Debug, Clone, Default)]
pub struct AccessPart {
    /// What it is the right to.
    pub heading: String,
    /// Whether they have it with this record.
    pub holds: bool,
    /// The rules that give it, in words.
    pub rules: Vec<String>,
    /// What ties the record to them.
    pub ties: Vec<Badge>,
}
