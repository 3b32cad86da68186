//! Icons, drawn from the sprite that the front-end build makes.

use std::fmt;

/// One icon of the sprite. Decoration only: the words beside it carry the meaning, so assistive
/// technology skips it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Icon(pub &'static str);

impl fmt::Display for Icon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            r##"<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>"##,
            assets::url("icons.svg"),
            self.0
        )
    }
}

/// The name is a literal of ours, the address a hash: nothing of a user's is in it.
impl askama::filters::HtmlSafe for Icon {}
