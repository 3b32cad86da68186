//! Every page, drawn from samples: it hides nothing, breaks nothing, and works without scripts.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failure here is a failed test")]

mod administration;
mod hostile;
mod markup;
mod samples;
mod search;
mod words;
