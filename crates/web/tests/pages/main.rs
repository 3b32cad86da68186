//! Every page, drawn from samples: it hides nothing, breaks nothing, and works without scripts.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failure here is a failed test")]

mod administration;
mod bulk;
mod hostile;
mod inbox;
mod lists;
mod markup;
mod reference;
mod samples;
mod search;
mod words;
