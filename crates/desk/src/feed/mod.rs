//! What happens to all records, in the order of the journal's positions, for whoever follows along.
//!
//! A reader remembers one number, the last position examined, and goes on from there. What each of
//! them hears follows from what the record is *now*: an entry of a record one may not see is not
//! told, whoever could see it when it was written, and what only the inside may read is left out
//! for everybody else.

mod follow;
mod read;
mod sight;
mod step;
mod told;
mod touched;

pub use follow::{EXAMINED, Follow, Heard, follow};
pub use read::{Batch, examine, head, speak, values_at};
pub use sight::{Seen, Sight};
pub use step::{LONGEST, Said, Step, Tie, Touched};
pub use told::{Told, told};
pub use touched::Readers;
pub(crate) use touched::touched;

pub(crate) fn statements() -> Vec<db::Statement> {
    read::STATEMENTS.to_vec()
}
