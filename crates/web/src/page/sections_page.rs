//! A page made of sections: one's own tasks, reminders and the like.

use askama::Template;

use super::{Link, Section, Shell};

/// The whole page.
#[derive(Debug, Clone, Template)]
#[template(path = "sections_page.html")]
pub struct SectionsPage {
    /// The frame.
    pub shell: Shell,
    /// What it belongs to and leads back to, if to anything.
    pub place: Option<Link>,
    /// The heading.
    pub heading: String,
    /// A line under it; empty for none.
    pub lead: String,
    /// The sections in order.
    pub sections: Vec<Section>,
}

/// The part of the page that a form changes: the answer to one sent by htmx.
#[derive(Debug, Clone, Template)]
#[template(path = "part/sections.html")]
pub struct SectionsPart {
    /// Language and CSRF token; the rest of the frame is not drawn.
    pub shell: Shell,
    /// The sections in order.
    pub sections: Vec<Section>,
}
