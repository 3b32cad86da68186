//! Text to words, words to what is asked for, and sets of documents in few bytes: all that finding
//! needs and that no database has to know.
//!
//! Everything here is pure. Words are made here and nowhere else, so that two engines that keep
//! them find the same.

mod bits;
mod block;
mod chunk;
mod fold;
#[cfg(test)]
mod fuzzed;
mod query;
mod rank;
mod slip;
mod snippet;
mod wanted;
mod words;

pub use bits::{BLOCK, Bits};
pub use block::{Postings, decode_members, encode_members};
pub use chunk::{Chunk, FORM, PLACES, Part, chunks};
pub use fold::{fold, fold_spelt};
pub use query::{MOST_WORDS, Query, Refusal, Term};
pub use rank::{MOST_WEIGHT, freshness, rarity, weight};
pub use slip::{allowed_slips, keys_of_term, keys_of_typed, slips_between};
pub use snippet::{Snippet, hits, snippet};
pub use wanted::Wanted;
pub use words::Words;

/// Raised whenever the same text makes other words than before: whoever keeps words makes them anew.
pub const VERSION: i64 = 1;
