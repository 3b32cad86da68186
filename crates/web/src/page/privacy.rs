//! The page on which a person's data is looked up.

use askama::Template;

use super::{FormField, Link, Section, Shell};

/// The page: whom to look up, and what is known of them.
#[derive(Debug, Clone, Template)]
#[template(path = "privacy_page.html")]
pub struct PrivacyPage {
    /// The frame.
    pub shell: Shell,
    /// Where the question is sent.
    pub path: String,
    /// Whom.
    pub field: FormField,
    /// Everything about them, once somebody was found.
    pub download: Option<Link>,
    /// What is known of them.
    pub sections: Vec<Section>,
}
