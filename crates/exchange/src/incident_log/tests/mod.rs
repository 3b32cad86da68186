//! What an import must hold to, on small logs made for one rule each, and on a real one.

mod again;
mod broken;
mod counters;
mod made_log;
mod numbering;
mod outcome;
mod real;
mod round_trip;
mod timelines;
