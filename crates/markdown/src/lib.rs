//! What people write, made safe to show.
//!
//! Descriptions, comments and notes are CommonMark with tables and strikethrough, read as people
//! write in chat: one new line is one line break, a bare address is a link, and HTML is text, since
//! somebody who pastes a piece of a log or a page wants it seen.

mod clean;
mod events;
#[cfg(test)]
mod fuzzed;
mod links;
mod plain;
#[cfg(test)]
mod tests;
mod unquoted;

use std::fmt;

pub use plain::plain;
pub use unquoted::{above_repeated_mail, unquoted};

/// Characters a text may have; whoever takes it in refuses more.
pub const MAX_CHARS: usize = 200_000;

/// Markup that may go into a page as it is. Only [`render`] makes it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Html(String);

impl Html {
    /// The markup.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Html> for String {
    fn from(html: Html) -> String {
        html.0
    }
}

/// The text as markup without scripts, styles, classes or pictures from elsewhere.
#[must_use]
pub fn render(text: &str) -> Html {
    let mut markup = String::with_capacity(text.len() + text.len() / 2);
    pulldown_cmark::html::push_html(&mut markup, events::of(text));
    Html(clean::clean(&markup))
}
