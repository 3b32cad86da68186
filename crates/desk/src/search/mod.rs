//! The search: words of every text, kept in the transaction that writes the text; an index over them
//! that is caught up with the journal in the background; and answers that hold both, so that what was
//! just written is found at once.
//!
//! Nobody finds what they may not see. What a reader may see is part of the index, as sets of
//! documents; public and internal words are in it apart; and whatever it says, each record is looked
//! at afresh before it is shown.

mod among;
mod answer;
mod catch_up;
mod compared;
mod document;
mod excerpt;
mod fact;
#[cfg(test)]
mod fuzzed;
mod gather;
mod index;
mod number;
mod retell;
mod shelf;
mod sight;
mod similar;
mod source;
mod state;
mod term;
mod text;
mod verify;

pub use answer::{Answer, Asked, Found, MOST_RESULTS, search};
pub(crate) use catch_up::distrust;
pub use catch_up::{Standing, Step, begin_reindex, catch_up, standing, step};
pub use excerpt::{Excerpt, Shown};
pub use gather::RANKED;
pub use similar::{Draft, Similar, similar};
pub(crate) use text::{forget, keep, sayings};
pub use verify::{Findings, verify};

/// Every static statement of the search.
#[must_use]
pub(crate) fn statements() -> Vec<db::Statement> {
    [
        catch_up::STATEMENTS,
        shelf::STATEMENTS,
        state::STATEMENTS,
        text::STATEMENTS,
        verify::STATEMENTS,
    ]
    .concat()
}
