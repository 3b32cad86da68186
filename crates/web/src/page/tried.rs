//! A setting that was tried out: what setting it would change, beside the button that sets it.

use super::{Badge, FormField, Link};

/// What setting something would change.
#[derive(Debug, Clone, Default)]
pub struct Tried {
    /// In a sentence.
    pub lead: String,
    /// Each change: what sort it is, what it is, and what to mind; empty for nothing.
    pub lines: Vec<(Badge, String, String)>,
    /// What it would touch, some of it.
    pub examples: Vec<Link>,
    /// Why it cannot be set.
    pub refusal: Option<String>,
    /// Where it is set; nothing for who may only look.
    pub path: Option<String>,
    /// What was tried out, sent along.
    pub chosen: Vec<FormField>,
}
